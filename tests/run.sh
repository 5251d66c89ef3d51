#!/bin/sh
# Installs what the tests need, builds a release with gcc, and runs all tests.
#     sh tests/run.sh [--thorough] [BUILD_FOLDER]
# --thorough: then also counts which lines and branches the tests run, builds by clang, with the
# address and undefined-behaviour sanitizers, and with the thread sanitizer, and the Python package
# from its source distribution, and reads the sources with analysers (half an hour and more). For an
# emulated big-endian machine: big_endian.sh.
set -eu

thorough=no
if [ "${1:-}" = --thorough ]; then
    thorough=yes
    export MIMICRY_THOROUGH=1
    shift
fi
root=$(cd "$(dirname "$0")/.." && pwd)
builds=${1:-"$root/build-tests"}
jobs=$(getconf _NPROCESSORS_ONLN)

sh "$root/scripts/packages.sh" gcc g++ make cmake libc6-dev pkg-config binutils \
    libdivsufsort-dev zlib1g-dev check clang clang-format-14 libclang-rt-14-dev shellcheck \
    python3 git snakemake \
    abigail-tools dpkg-dev file mandoc man-db python3-venv python3-pip python3-setuptools \
    python3-wheel python3-pytest python3-numpy python3-pandas r-base-dev r-cran-testthat

# For the test of reports. Node.js may be here in another way than by these packages.
if [ $thorough = yes ]; then
    browser=chromium
    command -v node >/dev/null 2>&1 || browser="$browser nodejs"
    command -v npm >/dev/null 2>&1 || browser="$browser npm"
    # shellcheck disable=SC2086 # a list of words
    sh "$root/scripts/packages.sh" $browser
fi

# Tests that use several threads.
threaded='run|filter|partition|alignments|discontinuous|search_random|search_each|same_lists'
threaded="$threaded|self_sample|shared|shared_directed|edits|scores|screen|screen_best|model_ranks"
threaded="$threaded|table_stream|write_text|sources"

# With much address space layout randomization (vm.mmap_rnd_bits over 28) programs with clang 14's
# thread sanitizer do not start, and at 32 a fourth of those with the address sanitizer. So their
# tests run without it, where the system lets them.
fixed=""
if setarch -R true 2>/dev/null; then
    fixed="setarch -R"
fi

# lane NAME TESTS COMPILER CMAKE_OPTION...: builds, and runs the tests whose names match.
lane() {
    name=$1
    tests=$2
    compiler=$3
    shift 3
    folder="$builds/$name"
    mkdir -p "$folder"
    echo "== $name: building with $compiler"
    if ! { cmake -S "$root" -B "$folder" -DCMAKE_C_COMPILER="$compiler" -DMIMICRY_WERROR=ON \
        "$@" && cmake --build "$folder" --parallel "$jobs"; } >"$folder/build.log" 2>&1; then
        tail -n 60 "$folder/build.log"
        echo "== $name: the build failed"
        exit 1
    fi
    echo "== $name: testing"
    status=0
    prefix=""
    [ "$compiler" = gcc ] || prefix=$fixed
    # shellcheck disable=SC2086 # nothing, or words
    (cd "$folder" && $prefix ctest --output-on-failure --tests-regex "$tests" --parallel "$jobs" \
        --timeout 1200) || status=$?
    echo "== $name: the longest tests, in seconds"
    awk '/^[0-9]+\/[0-9]+ Testing: / { name = $3 } /^Test time = / { print $4 "\t" name }' \
        "$folder/Testing/Temporary/LastTest.log" | sort -rn | head
    return $status
}

lane release . gcc -DCMAKE_BUILD_TYPE=Release
if [ $thorough = yes ]; then
    echo "== coverage"
    (
        unset MIMICRY_THOROUGH
        sh "$root/tests/coverage.sh" "$builds/coverage"
    ) || [ $? -eq 77 ]
    # With faults, signals and limits as in the plain run: the lane before had all of them.
    (
        unset MIMICRY_THOROUGH
        lane sanitized . clang -DCMAKE_BUILD_TYPE=RelWithDebInfo \
            -DMIMICRY_SANITIZE=address,undefined
    )
    # What searches with several threads, and hands its tables to other threads.
    lane threads "^test_($threaded)\$" clang -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DMIMICRY_SANITIZE=thread
    sh "$root/scripts/packages.sh" clang-tidy-14 cppcheck valgrind
    sh "$root/tests/tree/check_analysis.sh" "$root" "$builds/release" || [ $? -eq 77 ]
    # What is read before it is set: the sanitizer for that would need zlib, Check and libdivsufsort
    # built for it too.
    echo "== memory that is not set"
    printf '%s\n' search_random kernel_guards tables byte_order write_text |
        MIMICRY_TEST_SCALE=0.01 CK_FORK=no xargs -P "$jobs" -I '{}' \
            valgrind -q --error-exitcode=9 "$builds/release/tests/test_{}"
fi
