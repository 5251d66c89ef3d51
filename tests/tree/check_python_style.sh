#!/bin/sh
# How the Python package and its tests look, and their types: ruff and mypy, with the settings in
# bindings/python/pyproject.toml. Both come from PyPI, in these versions, into a virtual
# environment; where it cannot be reached the test is skipped.
#     sh tests/tree/check_python_style.sh ROOT
set -eu
cd "$1/bindings/python"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
python=/usr/bin/python3 # that of the distribution, which has pytest, whose types are looked at
[ -x "$python" ] || python=$(command -v python3)

"$python" -m venv --without-pip --system-site-packages "$work/env"
if ! "$python" -m pip --python "$work/env/bin/python" install -q 'ruff==0.17.6' 'mypy==2.4.1' \
    >"$work/log" 2>&1; then
    if grep -q 'No matching distribution\|Could not find a version\|connection' "$work/log"; then
        echo "PyPI cannot be reached: $(tail -n 1 "$work/log")"
        exit 77
    fi
    cat "$work/log"
    exit 1
fi
ruff="$work/env/bin/ruff"
bad=0
"$ruff" format --no-cache --check . || bad=1
"$ruff" check --no-cache . || bad=1
"$work/env/bin/mypy" --cache-dir="$work/types" mimicry tests || bad=1
exit $bad
