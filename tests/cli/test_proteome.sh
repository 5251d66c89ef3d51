#!/bin/sh
# A proteome is looked at as a whole: what is unusual of it is told, and nothing real is refused.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# notes TEXT COMMAND...: it works, and its notes are exactly these.
notes() {
    text=$1
    shift
    works "$@"
    is "$text" "$(sed -e '/nothing was found: without/d' -e 's/^mimicry: note: //' "$work/err")"
}

# ---- Decoys and contaminants ----

cat >decoys.fa <<'FASTA'
>sp|P00001|AAA_HUMAN Protein alpha OS=Homo sapiens OX=9606 GN=ALPHA PE=1 SV=1
MKTAYIAKSIINFEKL
>rev_sp|P00001|AAA_HUMAN Protein alpha OS=Homo sapiens OX=9606 GN=ALPHA PE=1 SV=1
LKEFNIISKAIYATKM
FASTA
told="records that are decoys or contaminants by their names, which are"
found="$told searched unless decoys are excluded: 1 of 2, the first 'rev_sp|P00001|AAA_HUMAN'"
left="$told left out: 1 of 2"
for verb in search screen shared; do
    notes "$found" mimicry $verb decoys.fa -e LKEFNIISK
    grep -q 'rev_sp|P00001|AAA_HUMAN' "$work/out" || fail 'the decoy is not found' $verb
    notes "$left" mimicry $verb --exclude-decoys decoys.fa -e LKEFNIISK
    ! grep -q 'rev_sp' "$work/out" || fail 'the decoy is found' $verb
done
notes "$left" mimicry score dissimilarity --exclude-decoys decoys.fa -e LKEFNIISK
hits '' --exclude-decoys decoys.fa -e LKEFNIISK
notes "$found
all.mim: 2 records, 32 residues, 0 records without a gene, 0 left out" \
    mimicry index -o all.mim decoys.fa
notes "$left
rest.mim: 1 record, 16 residues, 0 records without a gene, 1 left out" \
    mimicry index --exclude-decoys -o rest.mim decoys.fa
is 'decoys	1' "$(mimicry info all.mim | grep decoys)"
is 'decoys	0' "$(mimicry info rest.mim | grep decoys)"

# An index is as it was built; the option is not passed over in silence.
fails 2 'all\.mim: this index has 1 decoys: exclude them when it is built$' \
    mimicry search --exclude-decoys all.mim -e LKEFNIISK
notes '' mimicry search --exclude-decoys rest.mim -e LKEFNIISK
fails 2 'hamming has no proteome to exclude decoys of' \
    mimicry score --exclude-decoys hamming ACDE ACDF

# The marks of the programs, in any case; other names are none. What is left is the same index.
{
    cat "$MIMICRY_DATA/known_offtargets.fasta"
    printf '>revolver\nACDE\n>Xxx\nACDE\n>CON_1\nACDE\n>sp|P1_rev_|X\nACDE\n'
} >kept.fa
{
    printf '>REV__P1\nACDE\nACDE\n>DECOY_P1\nACDE\n>con__P1\n\n'
    cat kept.fa
    printf '>XXX_P1\n>contam_sp|P1|X\nACDE\n>sp|decoy_P1|X\nACDE\n>Reverse_1\nACDE*\n'
} >marked.fa
mv kept.fa file.fa
works mimicry index -o kept.mim file.fa
mv file.fa kept.fa
works mimicry index --exclude-decoys -o marked.mim marked.fa
grep -q "note: $told left out: 7 of " "$work/err" || fail 'seven are left out'
mimicry info --records kept.mim >kept.tsv
mimicry info --records marked.mim >marked.tsv
same kept.tsv marked.tsv
mimicry search -q --windows 8 kept.mim kept.fa >kept.tsv
mimicry search -q --windows 8 marked.mim kept.fa >marked.tsv
same kept.tsv marked.tsv
printf '>rev_1\nACDE\n>rev_2\nACDE\n' >none.fa
fails 1 'all 2 records are decoys or contaminants: none is left$' \
    mimicry index --exclude-decoys -o out.mim none.fa

# ---- Records without residues ----

printf '>r1 start_type=ATGMKTAYISIINFEKL\n>r2 ok\nMKAAAEVDPIGHLY\n' >empty.fa
notes 'records without residues: 1 of 2, the first on line 1 of empty.fa
out.mim: 2 records, 14 residues, 2 records without a gene, 0 left out' \
    mimicry index -o out.mim empty.fa
is 'without_residues	1' "$(mimicry info out.mim | grep residues | tail -n 1)"
printf '>a\nACDE\n\n>b\n\n  \n>c\n' >last.fa
cat empty.fa last.fa >both.fa
notes 'records without residues: 3 of 5, the first on line 1 of both.fa' \
    mimicry search both.fa -e ACDE
notes 'records without residues: 2 of 3, the first on line 4 of last.fa' \
    mimicry search last.fa -e ACDE
gzip -n -c last.fa >last.fa.gz
printf '>a\nACDE\n' >first.fa
works mimicry index -o out.mim first.fa last.fa.gz
grep -q 'note: records without residues: 2 of 4, the first on line 4 of last.fa.gz' "$work/err" ||
    fail 'the file of the first'

# ---- Nucleotides ----

cat >cds.fa <<'FASTA'
>cds1 some gene
ATGGCTAAAGTTGCTGAACTGGTTCATTTCCTGTAA
>cds2
ATGGAAGTTGACCCGATCGGTCACCTGTACTAA
FASTA
looks='records that look like nucleotides, where proteins were expected:'
notes "$looks 2 of 2, the first 'cds1'" mimicry search cds.fa -e ACDE
tr T U <cds.fa | tr acgu ACGT | sed 's/^>.*/>cds1/' >rna.fa
notes "$looks 2 of 2, the first 'cds1'" mimicry search rna.fa -e ACDE
head -n 2 cds.fa | tr 'ACGT' 'acgt' | sed 's/^>.*/>cds1/' >one.fa
notes "$looks 1 of 1, the first 'cds1'" mimicry search one.fa -e ACDE
cat "$MIMICRY_DATA/known_offtargets.fasta" one.fa >among.fa # one among proteins is fine
notes '' mimicry search among.fa -e ACDE

# ---- Real proteomes have these ----

printf '>a\nmktayiakqrsiinfekl\n>b\nMSECUUOK*\n>c\nGT\n>d\nGGTACTGG\n>e\nMX*BZJ\n' >real.fa
notes 'real.mim: 5 records, 43 residues, 5 records without a gene, 0 left out' \
    mimicry index -o real.mim real.fa
hits '1|SIIN|SIIN|0|18|a||11|14' real.fa -e SIIN

# ---- Headers with bars ----

cat >bars.fa <<'FASTA'
>ENST00000614167.2|SNV-1179-G-T|1
MSIINFEKLQ
>ENST00000614167.2|INDEL-20-G-GT|1
MSIINFEKLR
>pdb|1ABC|A
MSIINFEKLS
>pdb|1ABC|B
MSIINFEKLT
>prf||1012271B
MSIINFEKLV
>prf||1012271A
MSIINFEKLW
>xx|GENE-ID|genome
MSIINFEKLY
FASTA
works mimicry search --by-peptide bars.fa -e SIINFEKL
is 6 "$(tail -n 1 "$work/out" | cut -f 7 | tr ';' '\n' | sort -u | wc -l | tr -d ' ')"

finish
