#!/bin/sh
# Lets libFuzzer make inputs for each target in turn, under the address and undefined-behaviour
# sanitizers, and notes what it did.
#     sh tests/fuzz/run.sh SECONDS [BUILD_FOLDER [TARGET...]]
# SECONDS are of each target. Inputs that reach something new are kept in BUILD_FOLDER/corpus, for
# the next run; those that fail in BUILD_FOLDER/found; a line a target is added to
# BUILD_FOLDER/log.tsv: target, seconds, executions, features, inputs that failed.
set -eu
seconds=${1:?seconds a target}
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=${2:-"$root/build-fuzz"}
here=$root/tests/fuzz
[ $# -lt 2 ] || shift
shift
targets=${*:-fasta queries annotations models variants tables report json index search}

mkdir -p "$builds/found"
{
    cmake -S "$root" -B "$builds" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DMIMICRY_SANITIZE=address,undefined -DCMAKE_C_FLAGS=-fsanitize=fuzzer-no-link &&
        cmake --build "$builds" --target fuzz_support --parallel "$(getconf _NPROCESSORS_ONLN)"
} >"$builds/build.log" 2>&1 || {
    tail -n 40 "$builds/build.log"
    exit 1
}

# Slow ones are kept beside them, but have not failed.
failed_inputs() {
    find "$builds/found" -name "$target-*" ! -name '*-slow-unit-*'
}

failed=0
for target in $targets; do
    # shellcheck disable=SC2046
    clang -std=c11 -g -O1 -fsanitize=address,undefined,fuzzer -D_DEFAULT_SOURCE \
        -DMIMICRY_DATA_DIR="\"$root/data\"" -I"$root/include" -I"$root/lib" -I"$here" \
        -I"$root/tests/support" -I"$root/tests/oracle" "$here/fuzz_$target.c" \
        "$builds/tests/libfuzz_support.a" "$builds/tests/libtest_support.a" \
        "$builds/libmimicry.a" $(pkg-config --libs check) -ldivsufsort -ldivsufsort64 -lz -lm \
        -lpthread -o "$builds/libfuzzer_$target"
    mkdir -p "$builds/corpus/$target"
    set -- -max_total_time="$seconds" -max_len=4096 -timeout=30 -rss_limit_mb=4096 \
        -print_final_stats=1 -artifact_prefix="$builds/found/$target-"
    if [ -f "$here/dictionaries/$target" ]; then
        set -- "$@" -dict="$here/dictionaries/$target"
    fi
    before=$(failed_inputs | wc -l)
    begun=$(date +%s)
    "$builds/libfuzzer_$target" "$@" "$builds/corpus/$target" "$here/corpus/$target" \
        >"$builds/$target.log" 2>&1 || failed=1
    ended=$(date +%s)
    after=$(failed_inputs | wc -l)
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$builds/$target.log")
    features=$(grep -o ' ft: [0-9]*' "$builds/$target.log" | tail -n 1 | tr -dc 0-9)
    printf '%s\t%s\t%s\t%s\t%s\n' "$target" $((ended - begun)) "${runs:-0}" "${features:-0}" \
        $((after - before)) | tee -a "$builds/log.tsv"
done
exit $failed
