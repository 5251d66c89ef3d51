#!/bin/sh
# The quickstart, as a new user would run it: from a copy of the tree, in another folder.
#     sh tests/tree/check_quickstart.sh ROOT BUILD C_COMPILER
set -eu
build=$(cd "$2" && pwd)
cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$1" && git ls-files -z | xargs -0 cp --parents -t "$work")
if [ "${MIMICRY_THOROUGH:-}" != 1 ]; then # the user's takes a minute
    cc=$(sh "$work/tests/tree/quick_cc.sh" "$cc" "$build" "$work")
fi
cd /
CC="$cc" sh "$work/scripts/quickstart.sh" >"$work/printed"
cat "$work/printed"
grep -q 'EVDPIGHLY .*ESDPIVAQY .*TTN' "$work/printed"
