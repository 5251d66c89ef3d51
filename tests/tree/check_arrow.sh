#!/bin/sh
# Tables as pyarrow, polars, pandas and DuckDB read them. These come from PyPI, into a virtual
# environment; where it cannot be reached the test is skipped.
#     sh tests/tree/check_arrow.sh ROOT LIBRARY COMMAND [SHARED]
set -eu
root=$1
library=$2
command=$3
shared=${4:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1

python3 -m venv --without-pip "$work/env"
python="$work/env/bin/python"
pip() {
    python3 -m pip --python "$python" "$@"
}
if ! pip download -q --no-deps -d "$work/reach" 'pyarrow>=15' 2>"$work/log"; then
    echo "PyPI cannot be reached: $(tail -n 1 "$work/log")"
    exit 77
fi
# Most of what is installed is never imported: to compile it all takes longer than the test.
pip install -q --no-compile "$work"/reach/pyarrow-* 'polars>=1.3' 'pandas>=3' \
    'duckdb>=1.1'
MIMICRY_LIBRARY="$library" "$python" -I "$root/tests/arrow/check_readers.py" "$root" "$command" \
    ${shared:+"$shared"}
