#!/bin/sh
# Derives known_offtargets.fasta and antigens.tsv from known_targets.tsv, all three beside
# this script. known_targets.tsv is the source: edit it by hand, then run this.
#
# usage: make_known.sh [--check]
#
#   --check   write nothing; exit 1 when the two files are not up to date
#
# The table is checked first: its header and columns, the letters of the peptides, the
# mismatches (counted again), and that rows which share a target or an off-target agree.
set -eu
LC_ALL=C
export LC_ALL

die() {
    printf 'make_known.sh: %s\n' "$1" >&2
    exit "${2:-1}"
}

check=false
case $#:${1:-} in
    0:) ;;
    1:--check) check=true ;;
    *) die 'usage: make_known.sh [--check]' 2 ;;
esac

CDPATH='' cd -- "$(dirname -- "$0")"
[ -r known_targets.tsv ] || die 'known_targets.tsv: no such file, or it cannot be read'
new=.make_known.$$
trap 'rm -f "$new.fasta" "$new.tsv"' EXIT
trap 'exit 1' HUP INT TERM

awk -F '\t' -v fasta="$new.fasta" -v antigens="$new.tsv" '
    BEGIN { OFS = "\t" }
    function fail(what) {
        printf "make_known.sh: known_targets.tsv:%d: %s\n", NR, what > "/dev/stderr"
        failed = 1
        exit 1
    }
    function agree(seen, key, value, what) {
        if (key in seen && seen[key] != value) {
            fail(key ": " what " differs from an earlier row")
        }
        seen[key] = value
    }
    function hamming(a, b,    i, n) {
        for (i = 1; i <= length(a); i++) {
            n += substr(a, i, 1) != substr(b, i, 1)
        }
        return n + 0
    }
    NR == 1 {
        header = "id peptide gene hla off_target off_target_gene mismatches reference note"
        gsub(/ /, "\t", header)
        if ($0 != header) {
            fail("the header is not: " header)
        }
        print "id\tpeptide\tgene\thla" > antigens
        next
    }
    {
        if (NF != 9) {
            fail(NF " columns, expected 9")
        }
        if (/(^|\t) | (\t|$)|\r/) {
            fail("a blank at the edge of a column, or a carriage return")
        }
        if ($1 !~ /^[A-Z0-9]+(-[0-9]+)?$/) {
            fail("the id is not a gene, or a gene, a hyphen and a position")
        }
        if ($2 $5 !~ /^[ACDEFGHIKLMNPQRSTVWY]+$/ || $2 == "" || length($2) != length($5)) {
            fail("peptide and off_target are not two peptides of one length")
        }
        if ($3 == "" || $8 == "" || $9 == "") {
            fail("gene, reference or note is empty")
        }
        if ($7 != hamming($2, $5)) {
            fail("mismatches is " $7 ", counted " hamming($2, $5))
        }
        if ($1 "|" $2 "|" $5 in pairs) {
            fail("the pair occurs twice")
        }
        pairs[$1 "|" $2 "|" $5] = 1

        new_antigen = !($1 in target)
        new_off_target = !($5 in off_target)
        agree(target, $1, $2 "\t" $3 "\t" $4, "peptide, gene or hla")
        agree(id, $2, $1, "id")
        agree(off_target, $5, $6 "\t" $8 "\t" $9, "gene, reference or note")

        if (new_antigen) {
            print $1, $2, $3, $4 > antigens
        }
        if (new_off_target) {
            name = $9
            sub(/; .*/, "", name)
            print ">" ($6 == "" ? "ligand" : $6) "-" $5 " " name \
                ($6 == "" ? "" : " GN=" $6 " OX=9606") " " $8 > fasta
            print $5 > fasta
        }
    }
    END {
        if (!failed && NR < 2) {
            fail("no rows")
        }
    }
' known_targets.tsv

if "$check"; then
    stale=
    cmp -s "$new.fasta" known_offtargets.fasta || stale=known_offtargets.fasta
    cmp -s "$new.tsv" antigens.tsv || stale="$stale${stale:+, }antigens.tsv"
    [ -z "$stale" ] || die "not up to date: $stale; run data/make_known.sh"
else
    mv -f "$new.fasta" known_offtargets.fasta
    mv -f "$new.tsv" antigens.tsv
fi
