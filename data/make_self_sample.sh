#!/bin/sh
# Makes self_sample.fasta.gz, beside this script: the human records of the protein
# database in Debian's package mmseqs2-examples.
#
# usage: make_self_sample.sh [DB.fasta.gz]
#
# Headers and sequence lines stay as they are; only trailing blanks are dropped.
# The same input gives the same bytes.
set -eu
LC_ALL=C
export LC_ALL

expected=204

die() {
    printf 'make_self_sample.sh: %s\n' "$1" >&2
    exit "${2:-1}"
}

[ "$#" -le 1 ] || die 'usage: make_self_sample.sh [DB.fasta.gz]' 2
db=${1:-/usr/share/doc/mmseqs2/example-data/DB.fasta.gz}
if [ ! -r "$db" ]; then
    printf 'make_self_sample.sh: %s: no such file, or it cannot be read\n' "$db" >&2
    cat >&2 <<'HELP'
It comes with a Debian package. Install it, as root:
    apt-get install mmseqs2-examples
A slim image leaves /usr/share/doc out even then. There, unpack the package yourself:
    apt-get download mmseqs2-examples
    dpkg -x mmseqs2-examples_*.deb unpacked
    make_self_sample.sh unpacked/usr/share/doc/mmseqs2/example-data/DB.fasta.gz
HELP
    exit 1
fi
gzip -t "$db" || die "$db: damaged, or not gzip"

dir=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=$dir/self_sample.fasta.gz
plain=$dir/.self_sample.$$.fasta
packed=$plain.gz
trap 'rm -f "$plain" "$packed"' EXIT
trap 'exit 1' HUP INT TERM

# The organism stands between " OS=" and the next field (" GN=", " PE=", ...).
gzip -dc "$db" | awk -v expected="$expected" '
    /^>/ {
        human = 0
        if (match($0, / OS=/)) {
            organism = substr($0, RSTART + 4)
            if (match(organism, / [A-Z][A-Z]=/)) {
                organism = substr(organism, 1, RSTART - 1)
            }
            sub(/[ \t\r]+$/, "", organism)
            human = organism == "Homo sapiens"
        }
        records += human
    }
    human {
        sub(/[ \t\r]+$/, "")
        if (!/^>/) {
            residues += length($0)
        }
        print
    }
    END {
        if (records != expected) {
            printf "make_self_sample.sh: %d human records, expected %d\n", records, expected \
                > "/dev/stderr"
            exit 1
        }
        printf "%d records, %d residues\n", records, residues > "/dev/stderr"
    }
' >"$plain"

gzip -9n <"$plain" >"$packed"
mv -f "$packed" "$out"
