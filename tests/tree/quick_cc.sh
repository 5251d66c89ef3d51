#!/bin/sh
# Writes a C compiler for tests of how things are built rather than of what is built, and prints its
# path. It takes the time of no optimisation, whatever flags it is given; and of an object that the
# folder BUILD has too it only looks at the source, and takes the object from there. In the thorough
# run it compiles all.
#     sh tests/tree/quick_cc.sh C_COMPILER BUILD FOLDER
set -eu
build=$2
[ "${MIMICRY_THOROUGH:-}" != 1 ] || build=/nowhere
# FORTIFY warns without optimisation.
cat >"$3/quick_cc" <<END
#!/bin/sh
set -eu
before=
object=
for word; do
    [ "\$before" != -o ] || object=\$word
    before=\$word
done
set -- "\$@" -O0 -g0 -U_FORTIFY_SOURCE
case \$object in *.o)
    if [ -f "$build/\$object" ]; then
        "$1" "\$@" -fsyntax-only
        exec cp "$build/\$object" "\$object"
    fi
    ;;
esac
exec "$1" "\$@"
END
chmod +x "$3/quick_cc"
echo "$3/quick_cc"
