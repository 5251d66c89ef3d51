#!/bin/sh
# The R package: its C compiles without a warning, the commands of its README install it, R CMD
# check has nothing to say about it, and its tests pass.
#     sh tests/tree/check_r.sh ROOT BUILD
# The library and the command are taken from the folder BUILD, and installed below a temporary one.
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)

if ! command -v R >/dev/null 2>&1 ||
    ! Rscript --vanilla -e 'library(testthat)' >/dev/null 2>&1; then
    echo "R or its package testthat is not here: install r-base-dev and r-cran-testthat"
    exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Nothing of the caller's R gets in, and no registry is asked.
mkdir -p "$work/none/src/contrib"
: >"$work/none/src/contrib/PACKAGES"
echo "options(repos = c(CRAN = 'file://$work/none'))" >"$work/profile"
export R_PROFILE_USER="$work/profile" R_ENVIRON_USER=/dev/null R_MAKEVARS_USER=/dev/null
unset MIMICRY_PREFIX R_LIBS R_LIBS_USER PKG_CONFIG_PATH
export LC_ALL=C.UTF-8 MIMICRY_ROOT="$root" MIMICRY_COMMAND="$build/mimicry"

PREFIX="$work/prefix"
export PREFIX
cmake --install "$build" --prefix "$PREFIX" >"$work/log" || { cat "$work/log" && exit 1; }
mkdir -p "$work/tree/bindings" "$work/site" "$work/check"
cp -R "$root/bindings/r" "$work/tree/bindings/r"
package="$work/tree/bindings/r"
rm -f "$package"/src/*.o "$package"/src/*.so "$package/src/Makevars"

# ---- No warnings, by either compiler ----

include=$(Rscript --vanilla -e 'cat(R.home("include"))')
for compiler in gcc clang; do
    if ! command -v $compiler >/dev/null 2>&1; then
        echo "$compiler is not here"
        exit 1
    fi
    for source in "$package"/src/*.c; do
        $compiler -std=c11 -fsyntax-only -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
            -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla -isystem "$include" \
            -I"$root/include" "$source"
    done
done

# ---- Installed as the README says ----

# refused PREFIX WORDS: it is not installed with that, and says so.
refused() {
    if MIMICRY_PREFIX="$1" R CMD INSTALL --library="$work/site" "$package" >"$work/log" 2>&1 ||
        ! grep -q "configure: .*$2" "$work/log"; then
        echo "installed with $1 it should have said '$2', and said:"
        cat "$work/log"
        exit 1
    fi
}
refused "$work/site" 'site/include/mimicry/mimicry.h is not there'
cp -R "$PREFIX" "$work/later"
header="$work/later/include/mimicry/mimicry.h"
sed 's/\(MIMICRY_VERSION_MAJOR\) .*/\1 77/' "$PREFIX/include/mimicry/mimicry.h" >"$header"
refused "$work/later" 'this is libmimicry 77\..*; this package needs'
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$package/README.md" \
    >"$work/commands"
grep -q 'R CMD INSTALL' "$work/commands"
if ! (cd "$work/tree" && R_LIBS="$work/site" sh -eu "$work/commands") >"$work/log" 2>&1; then
    cat "$work/log" && exit 1
fi
R_LIBS="$work/site" Rscript --vanilla -e 'library(mimicry); cat("mimicry", mimicry_version(), "\n")'

# ---- R CMD check, its tests among what it does; the library is found by pkg-config ----

rm -f "$package"/src/*.o "$package"/src/*.so "$package/src/Makevars"
# Written here, since the installed one is of the prefix that the build was configured for.
library=$(find "$PREFIX" -name libmimicry.so)
cat >"$work/mimicry.pc" <<PC
libdir=$(dirname "$library")
includedir=$PREFIX/include
Name: mimicry
Description: the library as it was installed above
Version: 0.1.0
Libs: -L\${libdir} -lmimicry
Cflags: -I\${includedir}
PC
PKG_CONFIG_PATH="$work"
export PKG_CONFIG_PATH
cd "$work/check"
R CMD build "$package" >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }
R CMD check --no-manual mimicry_*.tar.gz >"$work/log" 2>&1 || true
if ! tail -n 5 "$work/log" | grep -q '^Status: OK'; then
    cat "$work/log"
    cat mimicry.Rcheck/tests/*.Rout.fail 2>/dev/null || true
    exit 1
fi
grep -h -e 'MIMICRY_TEST_SEED' -e '^\[ FAIL' mimicry.Rcheck/tests/testthat.Rout
grep -q 'FAIL 0 | .* PASS [1-9][0-9][0-9]' mimicry.Rcheck/tests/testthat.Rout
echo "the R package: good"
