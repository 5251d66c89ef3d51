#!/bin/sh
# The library as part of another project, by add_subdirectory and by FetchContent, shared and
# static: a C and a C++ program link it by the names that find_package gives, and the project around
# it stays as it was: no tests, packages, installed files, targets, variables, settings or flags.
# And what is built here loads no library from the folder that it happens to be run in.
#     sh tests/tree/check_subproject.sh ROOT BUILD C_COMPILER
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "subproject: $*"
    exit 1
}

# ---- What is built here ----

# Each part of a RUNPATH begins with the folder of the file itself.
for binary in "$build/mimicry" "$build/libmimicry.so" "$build"/tests/test_*; do
    [ -f "$binary" ] || continue
    readelf -d "$binary" >"$work/dynamic" 2>/dev/null || continue
    if sed -n 's/.*R\(UN\)*PATH.*\[\(.*\)\]$/\2:/p' "$work/dynamic" | tr ':' '\n' | sed '$d' |
        grep -vx "\$ORIGIN\(/[a-z0-9_./-]*\)*"; then
        fail "$binary loads libraries from a folder that is relative to the current one"
    fi
done
for binary in "$build/mimicry" "$build/libmimicry.so"; do
    readelf -dlW "$binary" >"$work/dynamic"
    grep -q GNU_RELRO "$work/dynamic" || fail "$binary has no RELRO"
    grep -q 'FLAGS.*NOW' "$work/dynamic" || fail "$binary binds lazily"
    nm -D "$binary" | grep -q __stack_chk_fail || fail "$binary has no stack protector"
done

# ---- The project around it ----

# The kernels take most of a minute to optimise: that is left to what else builds the library anew.
quick_cc=$(sh "$root/tests/tree/quick_cc.sh" "$cc" "$build" "$work")

parent="$work/parent"
mkdir "$parent"
cat >"$parent/program.c" <<'C'
#include <mimicry/mimicry.h>
int main(void)
{
    const char *peptide = mimicry_version();
    return peptide[0] == '\0';
}
C
cp "$parent/program.c" "$parent/program.cc"
cat >"$parent/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.18)
project(parent VERSION 3.2.1 LANGUAGES C CXX)
include(FetchContent)

set(name "")
set(value "")
set(properties COMPILE_OPTIONS COMPILE_DEFINITIONS LINK_OPTIONS LINK_LIBRARIES INCLUDE_DIRECTORIES)
function(snapshot file)
    get_directory_property(variables DIRECTORY "${CMAKE_SOURCE_DIR}" VARIABLES)
    set(text "")
    foreach(name IN LISTS variables)
        if(NOT DEFINED CACHE{${name}} # these are looked at by themselves
           AND NOT name MATCHES "^(name|file|ARG.*|variables|text|CMAKE_CURRENT_FUNCTION.*)$")
            string(APPEND text "variable ${name}=${${name}}\n")
        endif()
    endforeach()
    foreach(name IN LISTS properties)
        get_directory_property(value DIRECTORY "${CMAKE_SOURCE_DIR}" ${name})
        string(APPEND text "property ${name}=${value}\n")
    endforeach()
    file(WRITE "${CMAKE_BINARY_DIR}/${file}" "${text}")
endfunction()

snapshot(before)
if(HOW STREQUAL "fetch")
    FetchContent_Declare(mimicry URL https://localhost/never-read.tar.gz)
    FetchContent_MakeAvailable(mimicry)
else()
    add_subdirectory("${ROOT}" mimicry)
endif()
snapshot(after)

# Names that this project may take.
foreach(name uninstall test package update_api)
    add_custom_target(${name} COMMAND ${CMAKE_COMMAND} -E echo "the parent's ${name}" VERBATIM)
endforeach()
foreach(kind mimicry mimicry_static)
    add_executable(c_${kind} program.c)
    add_executable(cc_${kind} program.cc)
    target_link_libraries(c_${kind} PRIVATE mimicry::${kind})
    target_link_libraries(cc_${kind} PRIVATE mimicry::${kind})
endforeach()
install(TARGETS c_mimicry DESTINATION bin)
get_target_property(linked mimicry::mimicry TYPE)
file(WRITE "${CMAKE_BINARY_DIR}/type" "${linked}")
CMAKE

# configure NAME CMAKE_OPTION...
configure() {
    name=$1
    shift
    cmake -S "$parent" -B "$work/$name" -DCMAKE_C_COMPILER="$quick_cc" -DROOT="$root" \
        -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "$@" >"$work/log" 2>&1 ||
        { cat "$work/log"; fail "$name: it is not configured"; }
    folder="$work/$name"

    # FetchContent says what it has fetched; CMake's own list of languages and the like is its own.
    if diff "$folder/before" "$folder/after" >"$work/difference" &&
        [ "$(wc -l <"$folder/before")" -ge 100 ]; then
        :
    elif grep '^[<>]' "$work/difference" |
        grep -vE '^. variable (mimicry_[A-Z]+(_DIR|ED)|CACHED_.*|__cmake_.*|value)='; then
        fail "$name: variables or settings of the project changed"
    fi
    # What is left in the cache are its own names, those of what it looks for, and FetchContent's.
    own='(CMAKE|MIMICRY|mimicry|DIVSUFSORT|DIVSUFSORT64|ZLIB|FIND_PACKAGE|FETCHCONTENT|parent)_.*'
    sed -n 's/^\([A-Za-z][^:]*\):.*/\1/p' "$folder/CMakeCache.txt" |
        grep -vE "^($own|HOW|ROOT|BUILD_SHARED_LIBS)\$" >"$work/left" || :
    [ ! -s "$work/left" ] || { cat "$work/left"; fail "$name: these are in the cache"; }
    if grep -E '^CMAKE_INSTALL_[A-Z]*DIR:' "$folder/CMakeCache.txt"; then
        fail "$name: folders of an installation are in the cache"
    fi

    # Warnings are for those who build the library by itself; hardening is the library's alone.
    commands="$folder/compile_commands.json"
    grep -q 'lib/base/error.c' "$commands" || fail "$name: the library is not built"
    if grep -E '"command".*-W(all|extra|shadow|error)' "$commands"; then
        fail "$name: with warnings"
    fi
    if grep -E '"command".*(FORTIFY|stack-protector|visibility).*program' "$commands"; then
        fail "$name: flags of the library are in the project's own"
    fi
    grep -qE 'FORTIFY_SOURCE.*base/error.c|stack-protector.*base/error.c' "$commands" ||
        fail "$name: without hardening"
    tests=$(cd "$folder" && ctest -N 2>/dev/null | sed -n 's/^Total Tests: //p')
    [ "${tests:-0}" = 0 ] || fail "$name: it has $tests tests"
    [ ! -e "$folder/CPackConfig.cmake" ] || fail "$name: it makes packages"
    grep -q '^CMAKE_BUILD_TYPE:[A-Z]*='"$type"'$' "$folder/CMakeCache.txt" ||
        fail "$name: another build type"
}

# built NAME SHARED: the programs run, and load the shared library or have it inside.
built() {
    folder="$work/$1"
    cmake --build "$folder" --parallel 2 >"$work/log" 2>&1 ||
        { cat "$work/log"; fail "$1: it is not built"; }
    for target in uninstall test package; do
        cmake --build "$folder" --target $target >"$work/log" 2>&1
        grep -q "the parent's $target" "$work/log" || fail "$1: the target $target is another"
    done
    for program in c_mimicry cc_mimicry c_mimicry_static cc_mimicry_static; do
        shared=no
        if readelf -d "$folder/$program" | grep -q 'NEEDED.*libmimicry'; then
            shared=yes
        fi
        expected=$2
        case $program in *_static) expected=no ;; esac
        [ $shared = "$expected" ] || fail "$1: $program loads the shared library: $shared"
        "$folder/$program" || fail "$1: $program does not run"
    done
    cmake --install "$folder" --prefix "$folder/installed" >/dev/null
    (cd "$folder/installed" && find . ! -type d) >"$work/files"
    [ "$(cat "$work/files")" = ./bin/c_mimicry ] || { cat "$work/files"; fail "$1: installed"; }
    echo "subproject: $1 works"
}

fetched="-DFETCHCONTENT_SOURCE_DIR_MIMICRY=$root"
type=Debug
configure add_shared -DHOW=add -DCMAKE_BUILD_TYPE=Debug
built add_shared yes
configure fetch_shared -DHOW=fetch "$fetched" -DBUILD_SHARED_LIBS=ON -DCMAKE_BUILD_TYPE=Debug
[ "$(cat "$folder/type")" = SHARED_LIBRARY ] || fail "BUILD_SHARED_LIBS=ON is not heeded"

# Without a build type the library is optimised all the same: it is slow otherwise.
type=
configure add_static -DHOW=add -DBUILD_SHARED_LIBS=OFF
grep -qE '"command".*-O3.*base/error.c' "$folder/compile_commands.json" ||
    fail "the library is not optimised"
[ "$(cat "$folder/type")" = STATIC_LIBRARY ] || fail "BUILD_SHARED_LIBS=OFF is not heeded"
configure fetch_static -DHOW=fetch "$fetched" -DBUILD_SHARED_LIBS=OFF
if [ "${MIMICRY_THOROUGH:-}" = 1 ]; then # to compile everything once more takes minutes
    built fetch_static no
fi
echo "subproject: four ways work"
