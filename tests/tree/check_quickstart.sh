#!/bin/sh
# The quickstart, as a new user would run it: from a copy of the tree, in another folder.
#     sh tests/tree/check_quickstart.sh ROOT C_COMPILER
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$1" && git ls-files -z | xargs -0 cp --parents -t "$work")
cc=$(sh "$work/tests/tree/quick_cc.sh" "$2" "$work") # as the user's, but for the minute it takes
cd /
CC="$cc" sh "$work/scripts/quickstart.sh" >"$work/printed"
cat "$work/printed"
grep -q 'EVDPIGHLY .*ESDPIVAQY .*TTN' "$work/printed"
