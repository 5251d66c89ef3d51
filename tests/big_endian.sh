#!/bin/sh
# Builds for a big-endian machine (s390x), and runs there, under qemu: the tests in C, those of the
# command, and an index that one machine writes and the other opens.
#     sh tests/big_endian.sh LITTLE_ENDIAN_COMMAND BUILD_FOLDER
# Debian packages: gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user. Libraries for s390x are
# unpacked in the build folder; nothing of another architecture is installed. Where these cannot be
# had, it says so, and its status is 77.
set -eu

here=$1
folder=$2
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
libraries="$folder/libraries"
jobs=$(getconf _NPROCESSORS_ONLN)

skip() {
    echo "== big-endian: SKIPPED: $1"
    exit 77
}

for program in s390x-linux-gnu-gcc qemu-s390x apt-get dpkg-deb cmake; do
    command -v $program >/dev/null 2>&1 || skip "there is no $program"
done

# apt with lists of its own, for s390x alone.
apt() {
    apt-get -o APT::Architecture=s390x -o APT::Architectures=s390x -o Acquire::Languages=none \
        -o Dir::State::lists="$folder/apt/lists" -o Dir::State::status="$folder/apt/status" \
        -o Dir::Cache="$folder/apt/cache" -o APT::Sandbox::User=root "$@"
}

fetch_libraries() {
    mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/apt/files"
    : >"$folder/apt/status"
    apt update && (cd "$folder/apt/files" && apt download zlib1g zlib1g-dev libdivsufsort3 \
        libdivsufsort-dev check libsubunit0 libsubunit-dev) || return 1
    rm -rf "$libraries"
    for file in "$folder"/apt/files/*.deb; do
        dpkg-deb -x "$file" "$libraries" || return 1
    done
    touch "$libraries/complete"
}
if [ ! -e "$libraries/complete" ] && ! fetch_libraries >"$folder/apt.log" 2>&1; then
    tail -n 5 "$folder/apt.log"
    skip "the libraries for s390x cannot be had from this system's package archive"
fi

triple=s390x-linux-gnu
paths="$libraries/usr/lib/$triple:$libraries/lib/$triple"
cat >"$folder/toolchain.cmake" <<END
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(CMAKE_C_COMPILER $triple-gcc)
set(CMAKE_LIBRARY_ARCHITECTURE $triple)
set(CMAKE_FIND_ROOT_PATH "$libraries")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR "qemu-s390x;-L;/usr/$triple;-E;LD_LIBRARY_PATH=$paths")
END
export PKG_CONFIG_LIBDIR="$libraries/usr/lib/$triple/pkgconfig"
export PKG_CONFIG_SYSROOT_DIR="$libraries"

echo "== big-endian: building"
if ! { cmake -S "$root" -B "$folder/build" -DCMAKE_TOOLCHAIN_FILE="$folder/toolchain.cmake" \
    -DCMAKE_BUILD_TYPE=Release -DMIMICRY_WERROR=ON &&
    cmake --build "$folder/build" --parallel "$jobs"; } >"$folder/build.log" 2>&1; then
    tail -n 60 "$folder/build.log"
    echo "== big-endian: the build failed"
    exit 1
fi

there="$folder/mimicry"
cat >"$there" <<END
#!/bin/sh
exec qemu-s390x -L /usr/$triple -E LD_LIBRARY_PATH='$paths' '$folder/build/mimicry' "\$@"
END
chmod +x "$there"

echo "== big-endian: indexes of both machines"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sample="$root/data/self_sample.fasta.gz"
"$here" index -o "$work/here.mim" "$sample" >"$work/log" 2>&1
"$there" index -o "$work/there.mim" "$sample" >"$work/log" 2>&1
cmp "$work/here.mim" "$work/there.mim"
"$here" verify "$work/there.mim"
"$there" verify "$work/here.mim"
for limits in '-m 0' '-m 3' '-m 5' '-m 2 --max-indels 1' '--min-score 30'; do
    # The limits are several words.
    # shellcheck disable=SC2086
    for machine in here there; do
        if [ $machine = here ]; then command=$here other=there; else command=$there other=here; fi
        "$command" search "$work/$other.mim" "$root/data/candidates.tsv" $limits \
            >"$work/$machine.tsv" 2>"$work/log"
    done
    cmp "$work/here.tsv" "$work/there.tsv"
    [ "$(wc -l <"$work/here.tsv")" -gt 1 ] || [ "$limits" = '-m 0' ]
done

echo "== big-endian: testing"
# Not against real proteomes: emulation is 20 times slower. Made-up indexes are written in the order
# of the machine that runs the test, which is that of the file on little-endian ones alone.
(cd "$folder/build" && ctest --output-on-failure --tests-regex '^test_' \
    --exclude-regex '^test_(real|hostile_index|hostile_changes)$' --parallel "$jobs" --timeout 1200)
for name in usage options search bad_input; do
    echo "the command: $name"
    MIMICRY="$there" MIMICRY_DATA="$root/data" MIMICRY_SHARED="$folder/none" \
        sh "$root/tests/cli/test_$name.sh" >"$work/log" 2>&1 || {
        cat "$work/log"
        exit 1
    }
done
