#!/bin/sh
# The command reads, prints and refuses the same under every locale.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

mkdir locales
for locale in de_DE tr_TR; do
    localedef -i "$locale" -f UTF-8 "locales/$locale.UTF-8" >/dev/null 2>&1 || :
done
if [ ! -d locales/de_DE.UTF-8 ] || [ ! -d locales/tr_TR.UTF-8 ]; then
    skip 'other locales' 'localedef cannot make them'
    finish
    exit 0
fi
LOCPATH=$PWD/locales
export LOCPATH

printf '>sp|P1|TITIN_HUMAN I GN=TITIN\nMKSIINFEKLAESDPIVAQY\n' >p.fa
printf 'ID\tPEPTIDE\tWILDTYPE\tGENE\ni\tsiinfekl\tSIINFEKV\ttitin\n' >q.tsv
printf 'GENE\tLIVER\tSKIN\nTITIN\t1.5\t2.5e-1\n' >levels.tsv
printf 'PEPTIDE,HLA ALLELE,%%RANK_EL\nSIINFEKL,I,0.05\n' >binders.csv
printf 'POSITION\tI\tN\n1\t1.5\t-0.25\n2\t0.125\t2.5\n' >profile.tsv
printf 'A\tB\nSIINFEKL\tSIINFEKV\n' >pairs.tsv

# said LOCALE: everything that the command says in it.
said() {
    while read -r words; do
        # shellcheck disable=SC2086 # several words
        LC_ALL=$1 "$MIMICRY" $words 2>&1 || echo "status $?"
    done <<'END'
search -m 2 --columns evalue p.fa q.tsv
search -m 1.5 p.fa q.tsv
search --max-evalue 0.5 --format jsonl p.fa q.tsv
search --min-similarity 0.75 --tissues levels.tsv --min-expression 0.2 --columns vital p.fa q.tsv
search --min-similarity 0,75 p.fa q.tsv
search --weights 1.5,.25,1,1,1e0,2.125,1,1 --min-score 2.5 --format csv p.fa q.tsv
search --profile profile.tsv --min-score 1.5 p.fa
search --distance relatedness --min-score -40.5 p.fa q.tsv
search --motif [ILMV]x(2)F p.fa
screen --exclude-own-gene --dissimilarity --binders binders.csv --format jsonl p.fa q.tsv
score similarity pairs.tsv
score relatedness pairs.tsv
shared p.fa q.tsv
search none.fa q.tsv
serach
info p.fa
matrices
END
}
said C >plain
is 1 "$(grep -c "'0,75'" plain)"
for locale in de_DE.UTF-8 tr_TR.UTF-8; do
    said "$locale" >other
    same plain other
done
finish
