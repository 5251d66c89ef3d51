#!/bin/sh
# A screen that keeps the table of candidates: its rows and columns as they are and in order, ours
# after them.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >base.fasta <<'END'
>sp|P00001|AAA_HUMAN Protein alpha OS=Homo sapiens OX=9606 GN=ALPHA PE=1 SV=1
MKTAYIAKQRSIINFEKLGGSVAPSPTSGVKKLLEVDPIGHLYWW
END

# kept FILE [OPTION...]: the first columns are those of FILE, the others those of a plain screen.
kept() {
    table=$1
    shift
    run mimicry screen --allele none --hits plain.hits "$@" base.fasta "$table"
    cp "$work/out" plain.tsv
    run mimicry screen --annotate --allele none --hits annotated.hits "$@" base.fasta "$table"
    [ "$status" -eq 0 ] || fail "exit status $status" "$table"
    columns=$(head -n 1 "$table" | awk -F '\t' '{ print NF }')
    cut -f "1-$columns" "$work/out" | cmp -s - "$table" || fail 'the table has changed' "$table"
    cut -f "$((columns + 1))-" "$work/out" | sed 1d >ours.tsv
    sed 1d plain.tsv | cmp -s - ours.tsv || fail 'ours are not those of a plain screen' "$table"
    cmp -s plain.hits annotated.hits || fail 'the hits have changed' "$table"
    pass
}

{
    printf 'Tier\tBest Peptide\tBest Peptide Note\t%%ile MT\tEvaluation\n'
    printf 'Pass\tSIINFEKV\t\t0.50\tPending\n'
    printf 'NA\t siinfekl \tsays "much", twice\t1e-3\t\n'
    printf 'Pass\tSIINFEKV\tanother\t007\tné\n'
} >some.tsv
for options in '' '--top 2' '--threads 3 --min-score 10' '--dissimilarity' '--exclude-wildtype'; do
    # shellcheck disable=SC2086 # several words
    kept some.tsv $options
done
awk 'BEGIN {
    print "n\tpeptide"
    for (i = 1; i <= 9000; i++)
        print i "\tSIINFEK" substr("ACDEFGHIKL", i % 10 + 1, 1)
}' >many.tsv
kept many.tsv --threads 2

# ---- Names that are there already ----

note='columns of the queries. table that are named like ours: '
printf 'peptide\tmimicry_peptide\tbest\tID\nSIINFEKL\ta\tb\tc\n' >same.tsv
run mimicry screen --annotate base.fasta same.tsv
is 'peptide mimicry_peptide best ID id mimicry_mimicry_peptide nearest' \
    "$(head -n 1 "$work/out" | cut -f 1-7 | tr '\t' ' ')"
is 'SIINFEKL a b c c SIINFEKL SIINFEKL' "$(sed -n 2p "$work/out" | cut -f 1-7 | tr '\t' ' ')"
is 1 "$(head -n 1 "$work/out" | tr '\t' '\n' | grep -cx mimicry_best)"
grep -q "${note}2, 'peptide' the first; ours is 'mimicry_mimicry_peptide' and so on\$" \
    "$work/err" || fail 'no note of names' same.tsv
run mimicry screen --annotate base.fasta some.tsv
! grep -q "$note" "$work/err" || fail 'a note of names' some.tsv
is '' "$(mimicry screen --annotate --format jsonl -q base.fasta some.tsv | cut -d , -f 1-2 |
    grep -v '^{"Tier":"[A-Za-z]*","Best Peptide":"[A-Z a-z]*"$')"
run mimicry screen --annotate --describe base.fasta some.tsv
is 'Best Peptide text' "$(sed -n 3p "$work/out" | cut -f 1,2 | tr '\t' ' ')"

# ---- What is no table ----

printf '>a\nSIINFEKL\n' >one.fasta
echo SIINFEKL >list.txt
for queries in one.fasta list.txt; do
    fails 2 'only a table that is read from a file can be annotated' \
        mimicry screen --annotate base.fasta "$queries"
done
fails 2 '.--peptide and --annotate together' mimicry screen --annotate base.fasta -e SIINFEKL

# ---- The real ones ----

for table in cases/40-pvac/Test.all_epitopes.aggregated.tsv cases/36-fusions/fuse.agg.tsv \
    cases/40-pvac/pvacbind.MHC_I.filtered.tsv cases/40-pvac/pvacfuse.all_epitopes.head.tsv \
    tables/pvacseq.HCC1395.MHC_I.all_epitopes.aggregated.tsv \
    tables/neofox.epitopes.annotated.tsv; do
    [ ! -f "${MIMICRY_SHARED:-}/$table" ] || {
        tr -d '\r' <"$MIMICRY_SHARED/$table" >real.tsv
        kept real.tsv
    }
done
finish
