#!/bin/sh
# What the tools of the field write is read as it is, by every verb: small tables with their
# columns, and the real ones where they are at hand.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >base.fasta <<'END'
>sp|P00001|AAA_HUMAN Protein alpha OS=Homo sapiens OX=9606 GN=ALPHA PE=1 SV=1
MKTAYIAKQRSIINFEKLGGSVAPSPTSGVKKLLEVDPIGHLYWW
>sp|P00002|BBB_HUMAN Protein beta OS=Homo sapiens OX=9606 GN=BETA PE=1 SV=1
MRTHSLLLLKESDPIVAQYFFSIINFEKLPP
END

# took FILE COLUMNS PEPTIDES: read so, by search and screen, and through a pipe.
took() {
    for given in "$1" -; do
        for verb in search screen; do
            # shellcheck disable=SC2094 # the pipe is read as standard input
            run mimicry "$verb" --allele none base.fasta "$given" <"$1"
            [ "$status" -eq 0 ] || fail "exit status $status of $verb" "$1"
            said=$(grep '^mimicry: note: columns taken: ' "$work/err" || :)
            is "$2" "${said#mimicry: note: columns taken: }"
        done
        is "$3" "$(sed 1d "$work/out" | cut -f 2 | tr '\n' ' ')"
    done
}

# ---- Tables ----

{
    printf 'Junction\tTranscript\tGene Name\tHGVSp\tHLA Allele\tMT Epitope Seq\tIndex\n'
    printf 'J6\tENST00000401026.7\tBETA\tENSP00000383808.3:p.Glu764=\tHLA-A*02:01\tSIINFEKV\tB.1\n'
} >splice.tsv
took splice.tsv "peptide 'MT Epitope Seq', gene 'Gene Name', accession 'HGVSp', accession \
'Transcript', allele 'HLA Allele', id 'Index'" 'SIINFEKV '
{
    printf ',Allele,Mutant peptide sequence,Score,Predicted mutant pMHC affinity,Wildtype sequence,'
    printf 'Predicted wildtype pMHC affinity,Gene name,Genomic variant\n'
    printf '0,HLA-A*02:01,SIINFEKV,0.9,12.00 nM,SIINFEKL,50.00 nM,BETA,chr1 g.1A>T\n'
    printf '1,HLA-A*02:01,EVDPIGHLV,0.8,12.00 nM,,,BETA,chr1 g.1A>T\n'
} >vaxrank.csv
took vaxrank.csv "peptide 'Mutant peptide sequence', wild type 'Wildtype sequence', gene \
'Gene name', allele 'Allele'" 'SIINFEKV EVDPIGHLV '
run mimicry screen --exclude-wildtype --allele none --format jsonl base.fasta vaxrank.csv
is '2 0 ' "$(grep -o '"left_out_wildtype":[0-9]*' "$work/out" | cut -d : -f 2 | tr '\n' ' ')"
{
    printf 'sequence\twildtype\tgene\tHGVSp\tgenomic_anchor\tallele\tBA\trank\tbinder\tpredictor\n'
    printf 'SIINFEKV\tSIINFEKL\tBETA\tp.Leu8Val\t1:2\tHLA-A*02:01\t0.4\t0.1\tTrue\tnetmhcpan\n'
} >epitopeprediction.tsv
took epitopeprediction.tsv "peptide 'sequence', wild type 'wildtype', gene 'gene', accession \
'HGVSp', allele 'allele'" 'SIINFEKV '
{
    printf 'sequence\tlength\tchr\tpos\tgene\ttranscripts\tproteins\tvariant type\tmethod\n'
    printf 'SIINFEKV\t8\t1\t99\tBETA\tENST00000401026\tENSP00000383808\tSNP\tsmm\n'
} >earlier.tsv
took earlier.tsv "peptide 'sequence', gene 'gene', accession 'proteins', accession 'transcripts'" \
    'SIINFEKV '
printf 'Sequence\tAmino acid before\tLength\tProteins\tGene names\tPEP\tid\n' >peptides.txt
printf 'SIINFEKL\tR\t8\tP00001;P00002\tALPHA;BETA\t0.001\t17\n' >>peptides.txt
took peptides.txt "peptide 'Sequence', gene 'Gene names', accession 'Proteins', id 'id'" 'SIINFEKL '
run mimicry screen --exclude-own-gene --format jsonl base.fasta peptides.txt
is '"source":"found"' "$(grep -o '"source":"[a-z]*"' "$work/out")"

# NeoFox's input has a column of alleles for each class, of which a row fills one; its output has a
# file for each class, with several columns of alleles.
{
    printf 'gene\tmutatedPeptide\twildTypePeptide\talleleMhcI\tisoformMhcII\tpatientIdentifier\n'
    printf 'BETA\tSIINFEKV\tSIINFEKL\tHLA-A*02:01\t\tPtx\nBETA\tRSIINFEKV\t\t\tDRB1*01:01\tPtx\n'
} >neofox.tsv
took neofox.tsv "peptide 'mutatedPeptide', wild type 'wildTypePeptide', gene 'gene', allele \
'alleleMhcI', allele 'isoformMhcII'" 'SIINFEKV RSIINFEKV '
run mimicry search -m 2 base.fasta neofox.tsv
grep -q "alleles without a motif: 1, the first 'HLA-DRB1\*01:01'" "$work/err" ||
    fail 'the isoform of class II is not told' cat "$work/err"
is 'HLA-A*02:01' "$(sed 1d "$work/out" | cut -f 12 | sort -u | tr -d '\n')"
{
    printf 'patientIdentifier\tgene\tmutatedPeptide\twildTypePeptide\tisoformMhcII.name\t'
    printf 'isoformMhcII.alphaChain.name\tisoformMhcII.betaChain.name\n'
    printf 'Ptx\tBETA\tRSIINFEKV\tNA\tDRB1*01:01\t\tHLA-DRB1*01:01\n'
} >neofox2.tsv
took neofox2.tsv "peptide 'mutatedPeptide', wild type 'wildTypePeptide', gene 'gene', allele \
'isoformMhcII.name'" 'RSIINFEKV '

{
    printf 'Mutation\tHLA Allele\tSub-peptide Position\tEpitope Seq\tMedian IC50 Score\n'
    printf '30\tHLA-A*02:01\t9\tSIINFEKV\t5.017\n'
} >pvacbind.tsv
took pvacbind.tsv "peptide 'Epitope Seq', allele 'HLA Allele', id 'Mutation'" 'SIINFEKV '
{
    printf 'ID\tA*02:01\tGene\tBest Peptide\tBest Transcript\tAllele\tExpr\tTier\tEvaluation\n'
    printf '8.A-B\t2\tA-B\tSIINFEKV\tENST00000216416-ENST00000395314\tHLA-A*02:01\tNA\tPass\tNA\n'
} >pvacfuse.tsv
took pvacfuse.tsv "peptide 'Best Peptide', gene 'Gene', accession 'Best Transcript', allele \
'Allele', id 'ID'" 'SIINFEKV '
{
    printf 'gene\tmutatedPeptide\twildTypePeptide\talleleMhcI\tpatientIdentifier\n'
    printf 'BETA\tSIINFEKV\tSIINFEKL\tHLA-A*02:01\tPt1\n'
} >neoepitopes.tsv
took neoepitopes.tsv "peptide 'mutatedPeptide', wild type 'wildTypePeptide', gene 'gene', allele \
'alleleMhcI'" 'SIINFEKV '

# Predictors: what presents the peptides comes with them.
{
    printf 'allele,peptide,mhcflurry_affinity,mhcflurry_affinity_percentile,'
    printf 'mhcflurry_processing_score,mhcflurry_presentation_score\n'
    printf 'HLA-A*02:01,SIINFEKL,12.3,0.2,0.5,0.6\n'
} >flurry.csv
took flurry.csv "peptide 'peptide', allele 'allele'" 'SIINFEKL '
{
    printf 'sequence_name,pos,peptide,n_flank,c_flank,sample_name,affinity,best_allele\n'
    printf 'one,0,SIINFEKL,,GGS,sample,12.3,HLA-A*02:01\n'
} >scanned.csv
took scanned.csv "peptide 'peptide', allele 'best_allele'" 'SIINFEKL '
{
    printf '####################\n# Output from MixMHCpred (v2.2)\n# Alleles: A0201, B0702\n#\n'
    printf 'Peptide\tScore_bestAllele\tBestAllele\t%%Rank_bestAllele\tScore_A0201\n'
    printf 'SIINFEKL\t0.1\tA0201\t0.4\t0.1\n'
} >mix.txt
took mix.txt "peptide 'Peptide', allele 'BestAllele'" 'SIINFEKL '
{
    printf 'allele\tseq_num\tstart\tend\tlength\tpeptide\tcore\ticore\tscore\trank\n'
    printf 'HLA-A*02:01\t1\t1\t8\t8\tSIINFEKL\tSIINFEKL\tSIINFEKL\t0.1\t0.5\n'
} >iedb.txt
took iedb.txt "peptide 'peptide', allele 'allele'" 'SIINFEKL '
# alleles_of FILE: what the candidates' nearest self-peptide is presented by.
alleles_of() {
    run mimicry screen --format jsonl base.fasta "$1"
    [ "$status" -eq 0 ] || fail "exit status $status" "$1"
    grep -o '"nearest_allele":"[^"]*"' "$work/out" | cut -d '"' -f 4 | sort -u
}
for table in flurry.csv scanned.csv mix.txt iedb.txt neoepitopes.tsv; do
    is 'HLA-A*02:01' "$(alleles_of "$table")"
done
# netMHCpan -xls has them in the line above the names, one or several, in every version.
{
    printf '\t\t\tHLA-A02:01\t\t\t\tHLA-B07:02\t\t\t\t\t\n'
    printf 'Pos\tPeptide\tID\tcore\ticore\tEL-score\tEL_Rank\tcore\ticore\tEL-score\tEL_Rank\t'
    printf 'Ave\tNB\n0\tSIINFEKL\tx\tSIINFEKL\tSIINFEKL\t0.1\t0.5\tSIINFEKL\tSIINFEKL\t0.1\t3\t'
    printf '1\t1\n'
} >both.xls
took both.xls "peptide 'Peptide', id 'ID', alleles of the line above 'HLA-A02:01;HLA-B07:02'" \
    'SIINFEKL '
printf '\t\t\tHLA-B07:02\t\t\t\t\nPos\tPeptide\tID\t1-log50k\tnM\tRank\tAve\tNB\n' >old.xls
printf '0\tSIINFEKL\tx\t0.5\t200\t0.5\t0.1\t1\n' >>old.xls
took old.xls "peptide 'Peptide', id 'ID', alleles of the line above 'HLA-B07:02'" 'SIINFEKL '
is 'HLA-B*07:02' "$(alleles_of old.xls)"
run mimicry screen --allele A0201,B0702 --format jsonl base.fasta both.xls
mv "$work/out" asked.jsonl
run mimicry screen --format jsonl base.fasta both.xls
same "$work/out" asked.jsonl

# ---- Modifications and flanks have no letter ----

printf 'Sequence\tModified sequence\nMAPKAA\t_M(ox)APKAA_\n' >evidence.txt
run mimicry search base.fasta evidence.txt
is 0 "$status"
no_letter='modifications, flanks and charges have no letter, give the bare sequence'
where="column 'Modified sequence': character '_' is no residue .place 1."
fails 1 "evidence.txt:2: $where: $no_letter" \
    mimicry search --peptide-column 'Modified sequence' base.fasta evidence.txt
printf 'Scan\tPeptide\n1\tK.MAPKAA.S\n' >percolator.tsv
fails 1 "percolator.tsv:2: column 'Peptide': character '.' is no residue .place 2.: $no_letter" \
    mimicry search base.fasta percolator.tsv

printf 'Peptide,Mass,Accession,PTM\nSIINFEKL,900,P1,\nM(+15.99)APKAA,600,P1,Oxidation\n' >peaks.csv
fails 1 "peaks.csv:3: column 'Peptide': character '\\(' is no residue .place 2.: $no_letter" \
    mimicry search base.fasta peaks.csv
for text in '[{"gene":"BETA","mutatedXmer":"MKTAY"}]' '{"peptide": "SIINFEKL"}' '[\n {\n'; do
    printf '%b\n' "$text" >neofox.json
    fails 1 'neofox.json:1: JSON, where FASTA, a table or a list was expected: give the table' \
        mimicry search base.fasta neofox.json
done

# ---- Reports of predictors ----

dashes='----------------------------------------------------------'
names=' Pos         MHC        Peptide      Core Of        Identity  Score_EL %Rank_EL BindLevel'
{
    printf '# NetMHCpan version 4.1b\n\n# Rank Threshold for Strong binding peptides   0.500\n'
    printf 'HLA-A02:01 : Distance to training data  0.000 (using nearest neighbor HLA-A02:01)\n'
    printf '%s\n%s\n%s\n' "$dashes" "$names" "$dashes"
    printf '   1 HLA-A*02:01       SIINFEKL SIINFEKL-  0       PEPLIST 0.9100000    0.040 <= SB\n'
    printf '   2 HLA-A*02:01       EVDPIGHLY EVDPIGHLY  0    PEPLIST 0.0100000    20.40\n%s\n\n' \
        "$dashes"
    printf 'Protein PEPLIST. Allele HLA-A*02:01. Number of high binders 1. Number of peptides 2\n\n'
    printf 'Link to Allele Frequencies in Worldwide Populations\n%s\n' "$dashes"
} >half.txt
cat half.txt half.txt >netmhcpan.txt
took netmhcpan.txt "peptide 'Peptide', allele 'MHC'" 'SIINFEKL EVDPIGHLY SIINFEKL EVDPIGHLY '
sed 1,4d half.txt >bare.txt
took bare.txt "peptide 'Peptide', allele 'MHC'" 'SIINFEKL EVDPIGHLY '
run mimicry search -m 0 base.fasta netmhcpan.txt
is 'HLA-A*02:01' "$(sed -n '2p' "$work/out" | grep -o 'HLA-A.02:01')"
# netMHCIIpan has no blank within its mark.
{
    printf '# NetMHCIIpan version 4.0\n\n# Input is in PEPTIDE format\n\n%s\n' "$dashes"
    printf ' Pos   MHC            Peptide   Of      Core  Identity  Score_EL %%Rank_EL BindLevel\n'
    printf '%s\n   1     DRB1_0101      SIINFEKLGGSVAPS    3   NFEKLGGSV  Sequence  0.1  12.0\n' \
        "$dashes"
    printf '   2     DRB1_0101      IINFEKLGGSVAPSP    3   NFEKLGGSV  Sequence  0.9  0.20   <=SB\n'
    printf '%s\nNumber of strong binders: 1 Number of weak binders: 0\n' "$dashes"
} >second.txt
took second.txt "peptide 'Peptide', allele 'MHC'" 'SIINFEKLGGSVAPS IINFEKLGGSVAPSP '
sed 's/ 0.040 <= SB//; s/ 0.9100000 //' half.txt >short.txt
fails 1 'short.txt:8: 6 words where the names of the columns are 9' \
    mimicry search base.fasta short.txt
{
    cat half.txt
    echo ' Pos Peptide MHC'
} >others.txt
fails 1 'others.txt:16: other columns than those of the tables before: give the reports one by' \
    mimicry search base.fasta others.txt
{
    cat half.txt
    echo 'Segmentation fault'
} >broken.txt
fails 1 "broken.txt:16: a row of a predictor's report was expected" \
    mimicry search base.fasta broken.txt
head -n 4 half.txt >nothing.txt
fails 1 'nothing.txt:4: a line of the names of columns, Pos and others, was expected in the' \
    mimicry search base.fasta nothing.txt

# ---- Pairs of FASTA, and what their names tell ----

left_out() {
    grep -oE '"(source|left_out_(wildtype|own_gene))":[a-z0-9"]*' "$work/out" | tr '\n' ' ' |
        sed 's/ $//'
}
# paired FASTA ID SOURCE LEFT_OUT: two records are one query of that name, with a wild type.
paired() {
    printf '%b' "$1" >pair.fasta
    run mimicry screen --exclude-wildtype -m 1 --format jsonl base.fasta pair.fasta
    is "{\"id\":\"$2\",\"peptide\":\"SIINFEKV\"" "$(cut -d , -f 1,2 "$work/out")"
    is "\"source\":\"$3\" \"left_out_wildtype\":2 \"left_out_own_gene\":0" "$(left_out)"
}
one=ALPHA.ENST00000262608.8.missense.8L/V
paired ">WT.5.$one\nSIINFEKL\n>MT.5.$one\nSIINFEKV\n" "5.$one" found
paired ">MT.5.$one\nSIINFEKV\n>WT.5.$one\nSIINFEKL\n" "5.$one" found
one=ALPHA.ENST00000401026.JUNC00000006.chr1:93-94.NDA.inframe_splice_site
paired ">WT.$one\nSIINFEKL\n>ALT.$one\nSIINFEKV\n" "$one" found
one='170|3:1:G:C|ALPHA|ENST00000290913.8|Q9BRQ6|missense|8L/V|p.Leu8Val'
paired ">WT|$one\nSIINFEKL\n>MT|$one\nSIINFEKV\n" "$one" found
paired '>WT.x\nSIINFEKL\n>MT.x\nSIINFEKV\n' x unknown
one=5.ALPHA.ENST0001.missense # no transcript has so few digits
paired ">WT.$one\nSIINFEKL\n>MT.$one\nSIINFEKV\n" "$one" unknown
printf '>ALT.x\nSIINFEKV\n>ALT.x\nSIINFEKL\n>WT|y\nSIIN\n' >lone.fasta
fails 1 "lone.fasta:5: record 'WT.y' is a wild type by its name: its mutant, 'MT.y', was expected" \
    mimicry search base.fasta lone.fasta

# A fusion by its name alone, as pVACfuse writes it: both partners are own genes.
two=ENST00000272895-ENST00000370114
{
    printf 'Mutation\tHLA Allele\tSub-peptide Position\tEpitope Seq\n'
    printf '1.ALPHA-BETA.%s.inframe_fusion.27\tHLA-A*02:01\t1\tSIINFEKL\n' "$two"
    printf '2.ALPHA-NONE.%s.frameshift_fusion.27\tHLA-A*02:01\t1\tSIINFEKL\n' "$two"
    printf '37\tHLA-A*02:01\t1\tSIINFEKL\n'
} >fuse.tsv
run mimicry screen --exclude-own-gene -m 0 --allele none --format jsonl base.fasta fuse.tsv
is '2 1 0 ' "$(grep -o '"left_out_own_gene":[0-9]*' "$work/out" | cut -d : -f 2 | tr '\n' ' ')"

# ---- The real ones ----

cases="${MIMICRY_SHARED:-}/cases"
# candidates NUMBER FILE: so many are read.
candidates() {
    [ -f "$cases/$2" ] || return 0
    run mimicry screen --allele none base.fasta "$cases/$2"
    [ "$status" -eq 0 ] || fail "exit status $status" "$2"
    is "$1" "$(sed 1d "$work/out" | wc -l | tr -d ' ')"
}
candidates 23 40-pvac/Test.all_epitopes.aggregated.tsv
candidates 23 40-pvac/Test.fasta
candidates 22 40-pvac/pvacbind.MHC_I.filtered.tsv
candidates 24 40-pvac/wt_mt_pairs.fasta
candidates 59 40-pvac/pvacfuse.all_epitopes.head.tsv
candidates 35 36-fusions/fuse.agg.tsv
for table in netmhc.txt netmhc.xls mix.txt iedb.tsv flurry.csv pvacbind.tsv; do
    candidates 1 "34-binders/$table"
done
candidates 358 ../tables/pvacseq.HCC1395.MHC_I.all_epitopes.aggregated.tsv
candidates 61 ../tables/pvacseq.HCC1395.MHC_II.filtered.tsv
candidates 1 ../tables/neofox.epitopes.annotated.tsv
finish
