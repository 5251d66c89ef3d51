#!/bin/sh
# Tables of binders as predictors write them: each is read, and names one allele in one spelling.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >proteome.fa <<'END'
>sp|P00001|AAA_HUMAN Protein alpha GN=ALPHA
MKMAELVHFLKK
>sp|P00002|BBB_HUMAN Protein beta GN=BETA
MSAAELVHFLKKVAELHHLLK
END

# ---- One peptide at rank 0.04, or another that the tool gives ----

cat >netmhc.txt <<'END'
# NetMHCpan version 4.1b

# Input is in PEPTIDE format

HLA-A02:01 : Distance to training data  0.000 (using nearest neighbor HLA-A02:01)

# Rank Threshold for Strong binding peptides   0.500
---------------------------------------------------------------------------------------------
 Pos         MHC        Peptide      Core Of  Icore   Identity  Score_EL %Rank_EL BindLevel
---------------------------------------------------------------------------------------------
   1 HLA-A*02:01      KMAELVHFL KMAELVHFL  0  KMAELVHFL PEPLIST 0.9100000    0.040 <= SB
   2 HLA-A*02:01      SAAELVHFL SAAELVHFL  0  SAAELVHFL PEPLIST 0.0100000    7.100
---------------------------------------------------------------------------------------------

Protein PEPLIST. Allele HLA-A*02:01. Number of high binders 1. Number of weak binders 0.

---------------------------------------------------------------------------------------------
END
{
    printf '\t\t\tHLA-A02:01\t\t\t\t\t\tHLA-B07:02\t\t\t\t\t\t\t\n'
    printf 'Pos\tPeptide\tID'
    printf '\tcore\ticore\tEL-score\tEL_Rank\tBA-score\tBA_Rank%.0s' 1 2
    printf '\tAve\tNB\n0\tKMAELVHFL\tPEPLIST\tKMAELVHFL\tKMAELVHFL\t0.91\t0.04\t0.8\t0.1'
    printf '\tKMAELVHFL\tKMAELVHFL\t0.01\t7.1\t0.1\t12\t0.4\t1\n'
} >netmhc.xls
cat >mix.txt <<'END'
####################
# Output from MixMHCpred (v2.2)
# Alleles: A0201, B0702
####################
END
{
    printf 'Peptide\tScore_bestAllele\tBestAllele\t%%Rank_bestAllele\t'
    printf 'Score_A0201\t%%Rank_A0201\tScore_B0702\t%%Rank_B0702\n'
    printf 'KMAELVHFL\t0.9\tA0201\t0.1\t0.9\t0.1\t-2\t30\n'
} >>mix.txt
printf 'allele\tseq_num\tstart\tend\tlength\tpeptide\tcore\ticore\tscore\trank\n' >iedb.tsv
printf 'HLA-A*02:01\t1\t1\t9\t9\tKMAELVHFL\tKMAELVHFL\tKMAELVHFL\t0.93\t0.04\n' >>iedb.tsv
{
    printf 'peptide,n_flank,c_flank,sample_name,affinity,best_allele,affinity_percentile,'
    printf 'processing_score,presentation_score,presentation_percentile\n'
    printf 'KMAELVHFL,,,s1,20.1,HLA-A*02:01,0.05,0.5,0.95,0.02\n'
} >flurry.csv
printf 'Mutation\tHLA Allele\tSub-peptide Position\tEpitope Seq\tMedian IC50 Score' >pvacbind.tsv
printf '\tMedian Percentile\n1\tHLA-A*02:01\t1\tKMAELVHFL\t22\t0.08\n' >>pvacbind.tsv

# first_row FILE ALLELES...: the columns presented and allele of the first hit.
first_row() {
    file=$1
    shift
    run mimicry search -q -m 0 --binders "$file" "$@" proteome.fa -e KMAELVHFL
    is KMAELVHFL "$(sed -n 2p "$work/out" | cut -f 3)"
    sed -n 2p "$work/out" | cut -f 11- | tr '\t' ' '
}

while read -r file rank; do
    is "$rank HLA-A*02:01" "$(first_row "$file")"
    is "$rank HLA-A*02:01" "$(first_row "$file" --allele a0201)"
done <<'END'
netmhc.txt 0.04
netmhc.xls 0.04
mix.txt 0.1
iedb.tsv 0.04
flurry.csv 0.02
pvacbind.tsv 0.08
END
# The rows of other alleles count where they are asked for, and no others.
is '7.1 HLA-B*07:02' "$(first_row netmhc.xls --allele B07:02)"
is '0.04 HLA-A*02:01' "$(first_row netmhc.xls --allele B0702,A0201)"
run mimicry search -q -m 1 --binders netmhc.txt proteome.fa -e SAAELVHFL
is '7.1 HLA-A*02:01' "$(sed -n 2p "$work/out" | cut -f 11- | tr '\t' ' ')"

# ---- What binds: ranks up to a cut ----

cat >all.csv <<'END'
peptide,best_allele,presentation_percentile
KMAELVHFL,HLA-A*02:01,45.1
SAAELVHFL,HLA-A*02:01,80
KVAELHHLL,HLA-A*02:01,99
END
echo KVAELVHFL >candidate.txt
while read -r cut count; do
    run mimicry screen -q -m 3 --binders all.csv --max-rank "$cut" --format jsonl proteome.fa \
        candidate.txt
    is "\"binders\":$count" "$(grep -o '"binders":[0-9]*' "$work/out")"
    is '"binder":"KMAELVHFL","binder_allele":"HLA-A*02:01","binder_rank":45.1' \
        "$(grep -o '"binder":.*"binder_rank":[0-9.]*' "$work/out")"
done <<'END'
2 0
45.1 1
80 2
100 3
END
run mimicry screen -q -m 3 --binders all.csv --format jsonl proteome.fa candidate.txt
is '"binders":0' "$(grep -o '"binders":[0-9]*' "$work/out")"

# What is known of no peptide within reach is no number of binders, and of none within reach 0 is.
{
    printf 'peptide\tallele\nKVAELVHFL\tHLA-A*02:01\nKVAELVHFL\tDRB1*04:05\n'
    printf 'KVAELVHFL\tno allele\nKVAELVHFL\tNA\nWWWWWWWWW\tDRB1*04:05\n'
} >alleles.tsv
binders_of() {
    run mimicry screen -q -m 3 --max-rank 40 "$@" --format jsonl proteome.fa alleles.tsv
    grep -o '"binders":[0-9nul]*' "$work/out" | cut -d : -f 2 | tr '\n' ' '
}
is '3 null null null 0 ' "$(binders_of)"
# A table of binders without alleles to ask for lists all that binds.
is '0 0 0 0 0 ' "$(binders_of --allele none --binders all.csv)"
printf 'peptide,allele,rank\nKMAELVHFL,DRB1*04:05,50\n' >two.csv
is '3 0 null 0 0 ' "$(binders_of --binders two.csv)"
# What names no allele is none of the table's.
printf 'peptide,allele,rank\nKMAELVHFL,DRB1*04:05,0.5\n' >two.csv
is '3 1 null 1 0 ' "$(binders_of --binders two.csv)"

fails 2 'max_rank without binders or alleles: nothing has a rank' \
    mimicry screen --max-rank 5 proteome.fa candidate.txt

# ---- A report that is cut off ----

sed '/SAAELVHFL/,$d' netmhc.txt >cut.txt
fails 1 'cut.txt:12: the report ends within a table: it is cut off' \
    mimicry search --binders cut.txt proteome.fa -e KMAELVHFL

finish
