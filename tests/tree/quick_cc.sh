#!/bin/sh
# Writes a C compiler that takes the time of no optimisation, whatever flags it is given, and prints
# its path: for tests of how things are built rather than of what is built. In the thorough run it
# prints the compiler itself.
#     sh tests/tree/quick_cc.sh C_COMPILER FOLDER
set -eu
if [ "${MIMICRY_THOROUGH:-}" = 1 ]; then
    echo "$1"
    exit 0
fi
# FORTIFY warns without optimisation.
cat >"$2/quick_cc" <<END
#!/bin/sh
exec "$1" "\$@" -O0 -g0 -U_FORTIFY_SOURCE
END
chmod +x "$2/quick_cc"
echo "$2/quick_cc"
