#!/bin/sh
# The Debian package has what is installed and nothing else, depends on what its binaries need, and
# can be installed, run and removed: in a root folder and a package database of its own, so that
# this machine stays as it is.
#     sh tests/tree/check_package.sh ROOT BUILD
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! command -v dpkg-shlibdeps >/dev/null 2>&1; then
    echo "package: dpkg-dev is not here"
    exit 77
fi
version=$(sed -n 's/^#define MIMICRY_VERSION_[A-Z]* //p' "$root/include/mimicry/mimicry.h" |
    paste -s -d .)
soversion=$(readelf -d "$build/libmimicry.so" | sed -n 's/.*(SONAME).*\.so\.\(.*\)\]$/\1/p')

fail() {
    echo "package: $*"
    exit 1
}

(cd "$build" && cpack -G DEB -B "$work/packed") >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
deb="$work/packed/mimicry_${version}_$(dpkg --print-architecture).deb"
[ -f "$deb" ] || { cat "$work/log"; fail "no $(basename "$deb")"; }
field() {
    dpkg-deb -f "$deb" "$1"
}

# ---- What it says and holds ----

[ "$(field Version)" = "$version" ] || fail "version $(field Version)"
[ "$(field Section)" = science ] || fail "section $(field Section)"
for needed in libc6 libdivsufsort3 zlib1g; do
    field Depends | grep -Eq "(^|, )$needed( |,|\$)" || fail "it depends on $(field Depends)"
done
[ "$(field Depends | tr ',' '\n' | wc -l)" = 3 ] || fail "it depends on $(field Depends)"
dpkg-deb -e "$deb" "$work/control"
grep -qx "libmimicry $soversion mimicry (>= $version)" "$work/control/shlibs" || fail "shlibs"
grep -qx "activate-noawait ldconfig" "$work/control/triggers" || fail "triggers"

manifest="$build/installed_files.txt"
if [ -f "$manifest" ]; then
    mv "$manifest" "$work/kept"
fi
cmake --install "$build" --prefix "$work/usr" >/dev/null
rm "$manifest"
if [ -f "$work/kept" ]; then
    mv "$work/kept" "$manifest"
fi
(cd "$work" && find usr ! -type d) | sed 's|\(man1/.*\)|\1.gz|' >"$work/installed"
echo usr/share/doc/mimicry/changelog.gz >>"$work/installed"
sort -o "$work/installed" "$work/installed"
dpkg-deb --fsys-tarfile "$deb" | tar -t | sed 's|^\./||' | grep -v '/$' | sort |
    diff "$work/installed" - || fail "other files than those that are installed"
dpkg-deb --fsys-tarfile "$deb" | tar -tv |
    awk '$2 != "root/root" || $1 !~ /^([d-]rwxr-xr-x|-rw-r--r--|lrwxrwxrwx)$/' >"$work/odd"
[ ! -s "$work/odd" ] || { cat "$work/odd"; fail "owners or permissions"; }
dpkg-deb -x "$deb" "$work/tree"
lib=$(cd "$work/tree" && dirname "$(find . -name "libmimicry.so.$version")")
if readelf -d "$work/tree/usr/bin/mimicry" "$work/tree/$lib/libmimicry.so.$version" |
    grep -E 'R(UN)?PATH'; then
    fail "a path for the loader"
fi
if grep -rIl -e "$root" -e "$build" -e "$work" "$work/tree" "$work/control"; then
    fail "these name a folder of this machine"
fi
if command -v lintian >/dev/null 2>&1; then
    # Without an address the maintainer is malformed to it: the project has none.
    lintian --allow-root --fail-on error --suppress-tags malformed-contact "$deb" \
        >"$work/log" 2>&1 ||
        { cat "$work/log"; fail "lintian finds errors"; }
fi

# ---- Installed, run, removed ----

mkdir -p "$work/root/var/lib/dpkg/info" "$work/root/var/lib/dpkg/updates"
touch "$work/root/var/lib/dpkg/status" "$work/root/var/lib/dpkg/available"
# The package's scripts renew the loader's cache, which is this machine's.
mkdir "$work/bin"
printf '#!/bin/sh\n' >"$work/bin/ldconfig"
chmod +x "$work/bin/ldconfig"
PATH="$work/bin:$PATH"
package() {
    dpkg --root="$work/root" --force-not-root --force-bad-path --force-depends \
        --force-script-chrootless --log="$work/dpkg.log" "$@" >"$work/log" 2>&1 ||
        { cat "$work/log"; fail "dpkg $1"; }
}
package -i "$deb"
LD_LIBRARY_PATH="$work/root/$lib" "$work/root/usr/bin/mimicry" search -m 1 \
    "$root/data/known_offtargets.fasta" -e EVDPIGHLY >"$work/rows"
grep -q EVDPIGMLY "$work/rows" || fail "it does not run"
package --verify mimicry
[ ! -s "$work/log" ] || { cat "$work/log"; fail "files differ from their checksums"; }
package -r mimicry
if find "$work/root/usr" ! -type d 2>/dev/null | grep .; then
    fail "removing it left these files"
fi
if [ -e "$work/root/usr/include/mimicry" ] || [ -e "$work/root/usr/share/doc/mimicry" ]; then
    fail "removing it left its folders"
fi
echo "package: $(basename "$deb") installs, runs and is removed"
