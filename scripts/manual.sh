#!/bin/sh
# Makes the manual and the completions, which are checked in, from the command's own tables.
#     sh scripts/manual.sh ROOT MIMICRY [--check|--columns]
# --check: writes nothing; exit status 1 if a file is not up to date. --columns: writes nothing, and
# prints the names of the columns of all tables.
set -eu
root=$(cd "$1" && pwd)
mimicry=$(realpath "$2")
what=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/man" "$work/completions"

cd "$work"
printf '>sp|P1|A_HUMAN One GN=ONE\nACDEFGHIKLMNPQRSTVWY\n' >self.fa
printf 'gene\tliver\nONE\t1\n' >levels.tsv
printf 'peptide\tallele\trank\nACDEFGHIK\tA\t1\n' >binders.tsv

# columns HEADING WORDS...: what the columns of a table say.
columns() {
    echo "# $1"
    shift
    "$mimicry" "$@" --describe 2>notes || { cat notes >&2; exit 1; }
}

# The same with the columns of tissues and binders.
joined() {
    columns "$@" --tissues levels.tsv --organs --binders binders.tsv
}

# What is said of the tables of a verb.
describe() {
    case $1 in
    search)
        joined 'Hits; those after the positions are given on request' search --windows 9 \
            --columns evalue,alignment,protein,group,vital --flank 3 self.fa -e ACDEFGHIK
        columns 'With indels, also' search --max-indels 1 self.fa -e ACDEFGHIK |
            grep -E '^(#|indels|edits)'
        columns 'With by-peptide' search --by-peptide self.fa -e ACDEFGHIK
        columns 'With counts' search --counts self.fa -e ACDEFGHIK
        columns 'With explain' search --explain self.fa -e ACDEFGHIK
        ;;
    screen)
        joined 'A row for each query; the last are given on request' screen --dissimilarity \
            --columns vital,lists self.fa -e ACDEFGHIK
        ;;
    shared)
        columns 'Segments' shared self.fa -e ACDEFGHIK
        columns 'The profile' shared --profile self.fa -e ACDEFGHIK
        ;;
    score)
        columns 'A row for each pair or query' score hamming ACD ACE
        ;;
    alleles)
        columns 'A row for each motif' alleles A0201
        ;;
    info)
        columns 'Records' info --records self.mim
        columns 'FASTA files' info --sources self.mim
        ;;
    esac
}

"$mimicry" index -q -o self.mim self.fa
"$mimicry" --help | sed -n 's/^  mimicry \([a-z]*\) .*/\1/p' >verbs
if [ "$what" = --columns ]; then
    while read -r verb; do
        describe "$verb" >described
        grep -vE '^(#|column	)' described | cut -f 1 >>names || :
    done <verbs
    sort -u names
    exit 0
fi

"$mimicry" manual </dev/null >man/mimicry.1
while read -r verb; do
    describe "$verb" >described
    "$mimicry" manual "$verb" <described >"man/mimicry-$verb.1"
done <verbs
"$mimicry" completions bash >completions/mimicry.bash
"$mimicry" completions zsh >completions/_mimicry
"$mimicry" completions fish >completions/mimicry.fish

if [ "$what" = --check ]; then
    if ! diff -r "$root/docs/man" man || ! diff -r "$root/tools/completions" completions; then
        echo "manual: not up to date: cmake --build BUILD --target update_manual"
        exit 1
    fi
    echo "manual: up to date"
else
    mkdir -p "$root/tools/completions"
    rm -f "$root"/docs/man/*.1
    cp man/*.1 "$root/docs/man"
    cp completions/* "$root/tools/completions"
fi
