#!/bin/sh
# The columns of tables stand in the library alone: no string of the command or of the bindings is
# the name of one, and no R code takes one by $. What has the name of a column by chance is listed
# below, with the reason.
#     sh tests/tree/check_columns.sh ROOT MIMICRY
set -eu
root=$(cd "$1" && pwd)
mimicry=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sh "$root/scripts/manual.sh" "$root" "$mimicry" --columns >"$work/names"
if [ "$(wc -l <"$work/names")" -lt 90 ]; then
    echo "columns: hardly any name was found"
    exit 1
fi

# allowed REASON FILES NAMES: names that may stand in a file; both are extended expressions.
allowed() {
    echo "$2:[0-9]+:($3)\$" >>"$work/allowed"
}
allowed 'a verb of the command' \
    'tools/(verbs|cmd_score|score_methods)\.c' 'score'
allowed 'options of the command' \
    'tools/options\.c' 'a|allele|binders|dissimilarity|organs|peptide|tissues|window|windows'
allowed 'options of the command, asked for' \
    'tools/cmd_(score|shared)\.c' 'a|window'
allowed 'the function' \
    'bindings/python/mimicry/__init__\.py' 'score'
allowed 'keywords of functions, and fields of option structs' \
    'bindings/python/mimicry/_options\.py' 'plan|windows'
allowed 'as before' 'bindings/python/mimicry/score\.py' 'method'
allowed 'as before' 'bindings/python/mimicry/screen\.py' 'dissimilarity'
allowed 'as before' 'bindings/python/mimicry/shared\.py' 'window'
allowed 'arguments, as messages call them' \
    'bindings/python/mimicry/(genes|index|model|score|search)\.py' 'end|gene|peptide|residue|start'
allowed 'fields of mimicry_query, of the input' \
    'bindings/python/mimicry/queries\.py' 'id|peptide'
allowed 'arguments, as messages call them' \
    'bindings/r/R/(arguments|genes|model|score|search)\.R' '[ab]|genes|method|peptide|plan|windows'
allowed 'as before' 'bindings/r/R/(screen|shared)\.R' 'dissimilarity|windows?'
allowed 'fields of option structs' \
    'bindings/r/src/search\.c' 'dissimilarity|method|plan|window'
allowed 'arguments of a function' \
    'bindings/r/R/index\.R' 'end|start'
allowed 'words of an argument: the kind of a value' \
    'bindings/r/R/search\.R' 'mismatches|score'
allowed 'words of an argument: the kinds of annotations' \
    'bindings/r/R/genes\.R' 'binders|expression|organs'

allowed 'what is said of columns: residues of which side, a unit' \
    'bindings/r/R/(plot|table)\.R' 'match|query|residue'

# Strings that are a name; strings that have a name with an underscore in them; in R also $NAME.
cd "$root"
any=$(paste -s -d '|' "$work/names")
long=$(grep _ "$work/names" | paste -s -d '|')
{
    find tools bindings/python/mimicry bindings/r/src -name '*.[ch]' -o -name '*.py'
    find bindings/r/R -name '*.R'
} | grep -v /_declarations.py | sort >"$work/files" # that is made from the header
# shellcheck disable=SC2016
tr '\n' '\0' <"$work/files" | xargs -0 awk -v any="$any" -v long="$long" '
    function report(name) { print FILENAME ":" FNR ":" name }
    {
        rest = $0
        while (match(rest, /"[^"]*"/)) {
            text = substr(rest, RSTART + 1, RLENGTH - 2)
            rest = substr(rest, RSTART + RLENGTH)
            if (text ~ "^(" any ")$") {
                report(text)
            } else {
                n = split(text, words, /[^A-Za-z0-9_]+/)
                for (i = 1; i <= n; i++) {
                    if (words[i] ~ "^(" long ")$") {
                        report(words[i])
                    }
                }
            }
        }
    }
    FILENAME ~ /\.R$/ {
        rest = $0
        while (match(rest, /\$[A-Za-z0-9_]+/)) {
            text = substr(rest, RSTART + 1, RLENGTH - 1)
            rest = substr(rest, RSTART + RLENGTH)
            if (text ~ "^(" any ")$") {
                report(text)
            }
        }
    }' >"$work/found"

if grep -vE -f "$work/allowed" "$work/found"; then
    echo "columns: these are names of columns, which are the library's (docs/architecture.md)"
    exit 1
fi
while read -r rule; do
    if ! grep -qE "$rule" "$work/found"; then
        echo "columns: nothing needs to be allowed by $rule"
        exit 1
    fi
done <"$work/allowed"
echo "columns: none of $(wc -l <"$work/names") in $(wc -l <"$work/files") files"
