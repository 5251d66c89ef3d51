#!/bin/sh
# The quickstart, as a new user would run it: from a copy of the tree, in another folder.
#     sh tests/tree/check_quickstart.sh ROOT
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$1" && git ls-files -z | xargs -0 cp --parents -t "$work")
cd /
sh "$work/scripts/quickstart.sh" >"$work/printed"
cat "$work/printed"
grep -q 'EVDPIGHLY .*ESDPIVAQY .*TTN' "$work/printed"
