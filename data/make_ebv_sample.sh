#!/bin/sh
# Makes ebv_sample.fasta.gz, beside this script: the records of the Epstein-Barr virus in the
# protein database of Debian's package mmseqs2-examples.
#
# usage: make_ebv_sample.sh [DB.fasta.gz]     (make_self_sample.sh tells where to get it)
#
# Headers and sequence lines stay as they are; only trailing blanks are dropped.
# The same input gives the same bytes.
set -eu
LC_ALL=C
export LC_ALL

[ "$#" -le 1 ] || { echo 'usage: make_ebv_sample.sh [DB.fasta.gz]' >&2; exit 2; }
db=${1:-/usr/share/doc/mmseqs2/example-data/DB.fasta.gz}
gzip -t "$db"
out=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/ebv_sample.fasta.gz
plain=$(mktemp)
trap 'rm -f "$plain" "$out.new"' EXIT
trap 'exit 1' HUP INT TERM

gzip -dc "$db" | awk '
    /^>/ { viral = / OS=Epstein-Barr virus /; records += viral }
    viral {
        sub(/[ \t\r]+$/, "")
        if (!/^>/) residues += length($0)
        print
    }
    END {
        printf "%d records, %d residues\n", records, residues > "/dev/stderr"
        exit records != 39
    }
' >"$plain" || { echo 'make_ebv_sample.sh: 39 records were expected' >&2; exit 1; }
gzip -9n <"$plain" >"$out.new"
mv -f "$out.new" "$out"
