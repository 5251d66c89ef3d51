#!/bin/sh
# The Python package: its wheel, installed into fresh virtual environments, passes its tests, with
# numpy and pandas and without.
#     sh tests/tree/check_python.sh ROOT BUILD [--whole]
# The wheel takes the library and the command that stand in the folder BUILD. With --whole, in
# thorough tests only (MIMICRY_THOROUGH=1), the package's own CMake step builds them, from a source
# distribution; that takes a minute or two.
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
whole=${3:-}
if [ "$whole" = --whole ] && [ "${MIMICRY_THOROUGH:-}" != 1 ]; then
    exit 77
fi
python=/usr/bin/python3 # that of the distribution, for which the packages below are installed
[ -x "$python" ] || python=$(command -v python3)

for module in venv pip setuptools wheel pytest; do
    if ! "$python" -c "import $module" 2>/dev/null; then
        echo "$python has no $module: install python3-$module"
        exit 1
    fi
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Nothing of the caller's Python gets in, and nothing is written into the tree.
unset PYTHONPATH PYTHONHOME MIMICRY_LIBRARY MIMICRY_COMMAND
export PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
export PIP_NO_INDEX=1 MIMICRY_ROOT="$root"

# ---- The wheel ----

mkdir "$work/tree"
for part in CMakeLists.txt LICENSE include lib tools pkgconfig data bindings; do
    cp -R "$root/$part" "$work/tree"
done
rm -rf "$work/tree/bindings/python/build" "$work/tree/bindings/python"/*.egg-info
source="$work/tree/bindings/python"
if [ "$whole" = --whole ]; then
    (cd "$source" && "$python" setup.py -q sdist -d "$work/sdist")
    source=$(echo "$work"/sdist/libmimicry-*.tar.gz)
    rm -rf "$work/tree" # it has to be enough
else
    export MIMICRY_BUILD_FOLDER="$build"
fi
"$python" -m pip wheel -q --no-build-isolation --no-deps -w "$work/wheels" "$source" 2>&1 |
    grep -v 'Running pip as' >&2 || :
wheel=$(echo "$work"/wheels/libmimicry-*-py3-none-linux_*.whl)
if [ ! -f "$wheel" ]; then
    echo "there is no wheel: $wheel"
    exit 1
fi
unset MIMICRY_BUILD_FOLDER

# environment NAME OPTION...: makes one with the wheel in it.
environment() {
    name=$1
    shift
    "$python" -m venv --without-pip "$@" "$work/$name"
    "$python" -m pip --python "$work/$name/bin/python" install -q --no-deps "$wheel"
}

# ---- Its tests ----

mkdir "$work/here"
cd "$work/here"
environment clean
"$work/clean/bin/python" -I -c 'import mimicry; print(mimicry.__file__, mimicry.library_version())'
"$work/clean/bin/python" -I -m mimicry matrices >names
grep -q BLOSUM62 names
if [ "$whole" = --whole ]; then
    # It looks for the library beside itself, and nowhere else.
    readelf -d "$work"/clean/lib/python3*/site-packages/mimicry/carried/mimicry >dynamic
    grep -qF "runpath: [\$ORIGIN]" dynamic
    exit 0
fi

environment tests --system-site-packages
run_tests() {
    "$work/tests/bin/python" -m pytest -q -p no:cacheprovider --rootdir "$root/bindings/python" \
        --import-mode=prepend "$root/bindings/python/tests" "$@"
}
run_tests
# The same without numpy and pandas, of what has to do with them.
MIMICRY_TEST_WITHOUT=numpy,pandas run_tests -k 'table or queries or threads or errors'
