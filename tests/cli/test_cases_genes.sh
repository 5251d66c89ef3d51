#!/bin/sh
# Genes, exclusions and levels as tables in the field have them: each kind was once answered wrongly
# without a word.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >base.fasta <<'END'
>sp|P00001|AAA_HUMAN Protein alpha OS=Homo sapiens OX=9606 GN=ALPHA PE=1 SV=1
MKTAYIAKQRSIINFEKLGGSVAPSPTSGVKKLLEVDPIGHLYWW
>sp|P00002|BBB_HUMAN Protein beta OS=Homo sapiens OX=9606 GN=BETA PE=1 SV=1
MRTHSLLLLKESDPIVAQYFFSIINFEKLPP
>sp|P00003|CCC_HUMAN Protein gamma OS=Homo sapiens OX=9606 GN=MARCHF1 PE=1 SV=1
MGILGFVFTLNANQSEQUENCEPEPTIDENANDAMAPKAA
END

# noted NOTE WORDS...: prints NOTE on standard error, among others.
noted() {
    note=$1
    shift
    run "$@"
    [ "$status" -eq 0 ] || fail "exit status $status" "$@"
    grep -qxF "mimicry: note: $note" "$work/err" || fail "no note '$note'" "$@"
    pass
}

# ---- Levels: what is no number, and what is missing ----

printf 'gene\tLiver\tLung\nBETA\t<0.1\t5\nALPHA\t88.0\t3\n' >below.tsv
for verb in 'search base.fasta -e EVDPIGHLY' 'screen base.fasta list.txt'; do
    echo EVDPIGHLY >list.txt
    # shellcheck disable=SC2086 # several words
    fails 1 "below.tsv:2: column 'Liver' has '<0.1' where a number was expected" \
        mimicry $verb --tissues below.tsv --columns vital
done
printf 'gene\tKidney\tLung\nALPHA\t\t0.2\nBETA\t3\t5\n' >missing.tsv
gzip -c missing.tsv >missing.tsv.gz
sed 's/$/\r/' missing.tsv >crlf.tsv
tr '\t' ';' <missing.tsv >semicolons.csv
for file in missing.tsv missing.tsv.gz crlf.tsv semicolons.csv; do
    run mimicry search --tissues "$file" --columns vital --organs base.fasta -e EVDPIGHLY
    is '0.2 unknown unknown unknown' "$(sed 1d "$work/out" | cut -f 11- | tr '\t' ' ')"
    run mimicry screen --tissues "$file" --columns vital,lists --organs --format jsonl base.fasta \
        list.txt
    is 10 "$(grep -o '"[a-z_]*":"unknown"' "$work/out" | grep -cE 'vital|tissues|organs')"
done
# What is known is told all the same; a tissue that is not vital leaves nothing open.
printf 'gene\tKidney\tskin\nALPHA\t0.2\t\nBETA\t3\t\n' >skin.tsv
run mimicry search --tissues skin.tsv --columns vital --organs base.fasta -e SIINFEKL
is '0.2 unknown none unknown
3 Kidney Kidney kidney' "$(sed 1d "$work/out" | cut -f 11- | tr '\t' ' ')"
noted "tissues without a level of any gene: 1 of 2, 'skin' the first" \
    mimicry search --tissues skin.tsv base.fasta -e SIINFEKL
printf 'gene\tKidney\tremark\nALPHA\t0.2\tsee 1\nBETA\t3\t\n' >remark.tsv
noted "columns of the table of expression without a number, which are no tissues: 1 of 2, 'remark' \
the first" mimicry search --tissues remark.tsv base.fasta -e SIINFEKL

# ---- Versions of identifiers ----

cat >versions.fa <<'END'
>ENSP00000000001.2 pep chromosome:GRCh38:1:1:9:1 gene:ENSG00000186092.7 transcript:ENST00000335137.4
MAPKAAAWW
END
printf 'id\tpeptide\tgene\n1\tMAPKAAA\tENSG00000186092\n2\tMAPKAAA\tENSG00000186092.3\n' >c.tsv
run mimicry screen --exclude-own-gene --format jsonl versions.fa c.tsv
is 2 "$(grep -c '"nearest":null.*"source":"found"' "$work/out")"
for gene in ENSG00000186092 ensg00000186092.1; do
    echo "$gene" >genes.txt
    run mimicry search --only-genes genes.txt versions.fa -e MAPKAAA
    is 2 "$(wc -l <"$work/out")"
    run mimicry search --exclude-gene "$gene" versions.fa -e MAPKAAA
    is 1 "$(wc -l <"$work/out")"
    printf 'gene\tLung\n%s\t7\n' "$gene" >one.tsv
    run mimicry search --tissues one.tsv versions.fa -e MAPKAAA
    is 'Lung' "$(sed 1d "$work/out" | cut -f 12)"
done

# ---- Genes that match nothing ----

printf '1-Mar\n2-Sep\n' >excel.txt
noted "genes to be left out that match no record: 2 of 2, '1-Mar' the first; 2 look like what a \
spreadsheet makes of a name" mimicry search --exclude-genes excel.txt base.fasta -e MAPKAA
noted "genes to be searched that match no record: 1 of 2, 'NOGENE' the first" \
    mimicry search --only-gene MARCHF1 --only-gene NOGENE base.fasta -e MAPKAA
noted "genes to be left out that match no record: 1 of 1, 'NOGENE' the first" \
    mimicry shared --exclude-gene NOGENE base.fasta list.txt
noted "genes to be left out that match no record: 1 of 1, 'NOGENE' the first" \
    mimicry screen --exclude-gene NOGENE base.fasta list.txt
printf 'MARCHF1;ALPHA\n' >semi.txt
printf 'gene;note\nMARCHF1;x\n' >semi.csv
printf 'gene,note\n"NOGENE, MARCHF1",x\n' >cell.csv
for file in semi.txt semi.csv cell.csv; do
    run mimicry search --exclude-genes "$file" base.fasta -e MAPKAA
    is 1 "$(wc -l <"$work/out")"
done

# ---- Sources that match nothing, several in a cell, and fusions ----

# sources SOURCES: what the last rows said of them.
sources() {
    is "$1" "$(grep -o '"source":"[a-z]*"' "$work/out" | cut -d '"' -f 4 | tr '\n' ' ')"
}
printf 'peptide\tgene\nMAPKAA\t1-Mar\nMAPKAA\tMARCHF1;X\nMAPKAA\tXYZ-MARCHF1\n' >own.tsv
noted "queries that name a gene or accession that no record has: 1 of 3, '1-Mar' the first; 1 \
looks like what a spreadsheet makes of a name; nothing of their own gene is left out" \
    mimicry screen --exclude-own-gene --format jsonl base.fasta own.tsv
sources 'absent found found '
noted "queries that name neither gene nor accession: 1 of 1; nothing of their own gene is left \
out" mimicry screen --exclude-own-gene base.fasta list.txt
run mimicry screen base.fasta list.txt
is '' "$(cat "$work/err")"
{
    printf 'id\tGene\tBest Peptide\tBest Transcript\n'
    printf '8.CNIH1-KTN1\tCNIH1-KTN1\tFAIWHMEFY\tENST00000216416-ENST00000395314\n'
    printf '14.HBS1L-BCAS3\tHBS1L-BCAS3\tFLKQAGFKV\tENST00000367837-ENST00000390652\n'
} >fusions.tsv
printf '>sp|O95406|CNIH1_HUMAN Protein GN=CNIH1\nMAFTFAAFCYMLALLLTAALIFFAIWHIIAFDELKTDYKNP\n' >c.fa
noted "queries that name a gene or accession that no record has: 1 of 2, 'HBS1L-BCAS3' the first; \
nothing of their own gene is left out" \
    mimicry screen --exclude-own-gene --format jsonl c.fa fusions.tsv
sources 'found absent '

# ---- Binders: tables of tools are read whole, or refused with what to do ----

printf '>h\nMKMAELVHFLKK\n' >h.fa
printf 'KVAELVHFL\n' >kv.txt
{
    printf '\t\t\tHLA-A02:01\t\t\tHLA-B07:02\t\t\t\t\n'
    printf 'Pos\tPeptide\tID\tcore\tEL_Rank\tBA_Rank\tcore\tEL_Rank\tBA_Rank\tAve\tNB\n'
    printf '0\tKMAELVHFL\tx\tKMAELVHFL\t0.04\t1\tKMAELVHFL\t7.1\t12\t0.4\t1\n'
} >net.xls
run mimicry search -m 1 --binders net.xls h.fa -e KVAELVHFL
is '0.04 HLA-A*02:01' "$(sed 1d "$work/out" | cut -f 11- | tr '\t' ' ')"
printf '# NetMHCpan version 4.1b\nHLA-A02:01 : Distance 0.000\n Pos MHC Peptide\n' >report.txt
fails 1 'report.txt:2: no column of peptides: a table with columns peptide, allele and rank was' \
    mimicry search --binders report.txt h.fa -e KMAELVHFL
for rank in 2 2.1 45.1; do
    echo 'peptide,best_allele,presentation_percentile' >all.csv
    echo "KMAELVHFL,HLA-A*02:01,$rank" >>all.csv
    run mimicry screen --binders all.csv --format jsonl h.fa kv.txt
    is "\"binders\":$([ "$rank" = 2 ] && echo 1 || echo 0),\"binder\":\"KMAELVHFL\",\
\"binder_allele\":\"HLA-A*02:01\",\"binder_rank\":$rank" \
        "$(grep -o '"binders".*"binder_rank":[0-9.]*' "$work/out")"
done
finish
