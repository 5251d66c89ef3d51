# shellcheck shell=sh
# What the scripts that measure have in common, read by `.` from them; root, work, build, rounds,
# quick and docs are theirs.
# shellcheck disable=SC2154

die() {
    printf 'bench/%s: %s\n' "$(basename "$0")" "$1" >&2
    exit "${2:-1}"
}

note() {
    printf '%s\n' "$1" >&2
}

check_options() {
    case $rounds in
    "" | 0* | *[!0-9]*) die "--rounds: a number from 1 on was expected" 2 ;;
    esac
    [ "$quick" = no ] || [ -z "$docs" ] ||
        die "the figures of --quick are not for the documentation" 2
}

# build_library CMAKE_OPTION...: as a release, in $build.
build_library() {
    sh "$root/scripts/packages.sh" gcc make cmake libc6-dev libdivsufsort-dev zlib1g-dev >&2
    note "Building the library ..."
    if ! { cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release -DMIMICRY_TESTS=OFF "$@" &&
        cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)"; } \
        >"$work/build.log" 2>&1; then
        tail -n 40 "$work/build.log" >&2
        die "the build failed"
    fi
}

# Prints the FASTA files that $work/proteomes has, one a line.
print_proteome() {
    while IFS= read -r file; do
        [ -r "$file" ] || die "$file: it cannot be read"
        gzip -dcf <"$file"
        echo
    done <"$work/proteomes"
}
