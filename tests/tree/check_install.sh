#!/bin/sh
# An outside program builds against the installed tree: by pkg-config and by find_package, shared
# and static, from C and C++; the examples run; nothing names a path of the build; all of it can be
# moved, and uninstalled.
#     sh tests/tree/check_install.sh ROOT BUILD C_COMPILER
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags="-std=c11 -Wall -Wextra -Wpedantic -Werror"
version=$(sed -n 's/^#define MIMICRY_VERSION_[A-Z]* //p' "$root/include/mimicry/mimicry.h" |
    paste -s -d .)
soname=$(readelf -d "$build/libmimicry.so" | sed -n 's/.*(SONAME).*\[\(.*\)\]$/\1/p')

fail() {
    echo "install: $*"
    exit 1
}

# ---- What is installed ----

# A list that is there is of an installation that may have to be removed yet: it is put back.
manifest="$build/installed_files.txt"
if [ -f "$manifest" ]; then
    mv "$manifest" "$work/kept"
fi
cmake --install "$build" --prefix "$work/first" >"$work/log"
mv "$manifest" "$work/manifest"
if [ -f "$work/kept" ]; then
    mv "$work/kept" "$manifest"
fi
mv "$work/first" "$work/prefix"
prefix="$work/prefix"
lib=$(dirname "$(find "$prefix" -name libmimicry.a)")
include="$prefix/include"

(cd "$prefix" && find . -type f -o -type l) | sed "s|^\./||; s|$soname\$|SONAME|" |
    sed "s|$version|VERSION|; s|^${lib#"$prefix"/}/|LIB/|" | sort >"$work/found"
{
    echo bin/mimicry
    (cd "$root" && find include -name '*.h')
    for name in libmimicry.a libmimicry.so SONAME libmimicry.so.VERSION pkgconfig/mimicry.pc; do
        echo "LIB/$name"
    done
    for name in config config-version shared-targets static-targets; do
        echo "LIB/cmake/mimicry/mimicry-$name.cmake"
    done
    (cd "$lib/cmake/mimicry" && find . -name '*-targets-*.cmake') | sed 's|^\.|LIB/cmake/mimicry|'
    echo share/doc/mimicry/copyright
    (cd "$root/docs/examples" && find . -type f) | sed 's|^\.|share/doc/mimicry/examples|'
    echo share/bash-completion/completions/mimicry
    echo share/fish/vendor_completions.d/mimicry.fish
    echo share/zsh/site-functions/_mimicry
    (cd "$root/docs/man" && find . -name '*.1') | sed 's|^\.|share/man/man1|'
} | sort >"$work/expected"
diff "$work/expected" "$work/found" || fail "other files than expected"

# Debug information and messages of the compiler's runtime may have them; files to read may not.
if grep -rIl -e "$root" -e "$build" -e "$work" "$prefix"; then
    fail "these name a folder of this machine"
fi
for binary in "$build/mimicry" "$prefix/bin/mimicry" "$lib/$soname"; do
    if readelf -d "$binary" | sed -n 's/.*R\(UN\)*PATH.*\[\(.*\)\]$/\2:/p' | tr ':' '\n' |
        sed '$d' | grep -vx "\$ORIGIN\(/[a-z0-9_./-]*\)*"; then
        fail "$binary has a path for the loader that is empty or leads out of the tree"
    fi
done
"$prefix/bin/mimicry" --version | grep -qx "mimicry $version" || fail "another version"

# ---- Programs of others ----

index="$work/self.mim"
"$prefix/bin/mimicry" index -o "$index" "$root/data/self_sample.fasta.gz" \
    "$root/data/known_offtargets.fasta"

# ran HOW PROGRAM LIBRARY: the example `search` finds what the command does, and links the library
# (yes) or has it inside (no).
"$prefix/bin/mimicry" search -m 2 "$index" -e EVDPIGHLY |
    awk -F '\t' -v OFS='\t' 'NR > 1 { print $3, $4, $5, $6, $7, $8 }' >"$work/hits"
[ "$(wc -l <"$work/hits")" -ge 2 ] || fail "hardly any hit to compare"
ran() {
    shared=no
    if readelf -d "$2" | grep -q "NEEDED.*\[$soname\]"; then
        shared=yes
    fi
    [ $shared = "$3" ] || fail "$1: $2 links the shared library: $shared"
    LD_LIBRARY_PATH="$lib" "$2" "$index" EVDPIGHLY 2 | diff "$work/hits" - || fail "$1: other hits"
    echo "install: $1 works"
}

PKG_CONFIG_PATH="$lib/pkgconfig"
export PKG_CONFIG_PATH
PKG_CONFIG_PATH='' PKG_CONFIG_LIBDIR="$lib/pkgconfig" pkg-config --cflags --libs mimicry \
    >/dev/null || fail "pkg-config needs other packages for the shared library"
[ "$(pkg-config --modversion mimicry)" = "$version" ] || fail "pkg-config has another version"
example="$prefix/share/doc/mimicry/examples/search.c"
# shellcheck disable=SC2046,SC2086
"$cc" $flags "$example" $(pkg-config --cflags --libs mimicry) -o "$work/search"
ran "pkg-config, shared" "$work/search" yes
cp -r "$prefix" "$work/static"
rm "$work/static/${lib#"$prefix"/}/"libmimicry.so*
# shellcheck disable=SC2046,SC2086
"$cc" $flags "$example" $(PKG_CONFIG_PATH="$work/static/${lib#"$prefix"/}/pkgconfig" \
    pkg-config --static --cflags --libs mimicry) -o "$work/search_static"
ran "pkg-config, static" "$work/search_static" no
if command -v g++ >/dev/null 2>&1; then
    # shellcheck disable=SC2046
    printf '#include <mimicry/mimicry.h>\nint main() { return !mimicry_version()[0]; }\n' |
        g++ -std=c++98 -pedantic-errors -x c++ - -x none -o "$work/from_cc" \
            $(pkg-config --cflags --libs mimicry)
    LD_LIBRARY_PATH="$lib" "$work/from_cc" || fail "C++"
fi

mkdir "$work/outside"
cat >"$work/outside/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.18)
project(outside LANGUAGES C)
find_package(mimicry ${WANTED} REQUIRED CONFIG COMPONENTS shared static)
add_executable(by_shared search.c)
target_link_libraries(by_shared PRIVATE mimicry::mimicry)
add_executable(by_static search.c)
target_link_libraries(by_static PRIVATE mimicry::mimicry_static)
CMAKE
cp "$example" "$work/outside"
outside() {
    cmake -S "$work/outside" -B "$work/outside/$1" -DCMAKE_C_COMPILER="$cc" -DWANTED="$1" \
        -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1
}
if ! outside "$version" || ! cmake --build "$work/outside/$version" >>"$work/log" 2>&1; then
    cat "$work/log"
    fail "find_package"
fi
ran "find_package, shared" "$work/outside/$version/by_shared" yes
ran "find_package, static" "$work/outside/$version/by_static" no
for other in 99.0 "${version%%.*}.99" 0.0; do
    if outside "$other"; then
        fail "find_package took $version for $other"
    fi
done
# A program of the shared library needs none of the packages that the library was built with.
sed -i 's/ COMPONENTS shared static//; /by_static/d' "$work/outside/CMakeLists.txt"
cmake -S "$work/outside" -B "$work/outside/alone" -DCMAKE_C_COMPILER="$cc" \
    -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON >"$work/log" 2>&1 ||
    { cat "$work/log"; fail "find_package needs zlib for the shared library"; }

# ---- The examples ----

for source in "$prefix"/share/doc/mimicry/examples/*.c; do
    # shellcheck disable=SC2086
    "$cc" $flags "$source" -I"$include" -L"$lib" -lmimicry -o "$work/$(basename "$source" .c)"
done
LD_LIBRARY_PATH="$lib"
export LD_LIBRARY_PATH
"$work/top" "$index" "$root/data/antigens.tsv" 1 >"$work/printed"
"$prefix/bin/mimicry" search --top 1 --matrix PAM70 --max-evalue 1e300 --columns evalue "$index" \
    "$root/data/antigens.tsv" |
    awk -F '\t' -v OFS='\t' 'NR > 1 { $12 = sprintf("%.3g", $12); print $1, $2, $3, $5, $12 }' |
    diff - "$work/printed" || fail "the example top is not what the command prints"
count=$("$prefix/bin/mimicry" search --windows 9 -m 4 "$index" \
    "$root/data/known_offtargets.fasta" | awk -F '\t' 'NR > 1 { n++; same += $4 == 0 }
        END { print n " windows, " same " of them the same" }')
"$work/stream" "$index" "$root/data/known_offtargets.fasta" 9 4 1000000 >"$work/printed" \
    2>/dev/null
[ "$count" = "$(cat "$work/printed")" ] || fail "the example stream: not $count"
"$work/stream" "$index" "$root/data/known_offtargets.fasta" 9 4 7 2>/dev/null |
    grep -q '^7 windows.* more$' || fail "the example stream does not stop"
"$work/scores" EVDPIGHLY ESDPIVAQY "$index" >"$work/printed"
for method in hamming penalty self-similarity hex; do
    value=$("$prefix/bin/mimicry" score "$method" EVDPIGHLY ESDPIVAQY |
        awk -F '\t' 'NR == 2 { printf "%.10g", $4 }')
    grep -qx "$method	$value" "$work/printed" || fail "the example scores: $method is $value"
done
value=$("$prefix/bin/mimicry" score dissimilarity "$index" -e EVDPIGHLY | sed -n '2s/.*\t//p')
grep -q "^EVDPIGHLY	.*dissimilarity	$value\$" "$work/printed" || fail "scores: not $value"
unset LD_LIBRARY_PATH
echo "install: the examples work"

# ---- Uninstalling ----

mv "$prefix" "$work/first"
touch "$work/first/share/doc/mimicry/notes"
cmake -D MANIFEST="$work/manifest" -P "$root/pkgconfig/uninstall.cmake" >"$work/log" 2>&1
find "$work/first" -type f -o -type l >"$work/left"
[ "$(cat "$work/left")" = "$work/first/share/doc/mimicry/notes" ] ||
    { cat "$work/left"; fail "uninstalling left these"; }
if find "$work/first" -type d -path '*mimicry*' | grep -v 'share/doc/mimicry$'; then
    fail "uninstalling left these folders"
fi
echo "install: uninstalled"
