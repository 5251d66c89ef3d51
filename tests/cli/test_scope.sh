#!/bin/sh
# Searches of some genes alone, or without some: names, lists, tables, and what is said about it.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >genes.fa <<'END'
>sp|P1|A_X One OS=X OX=1 GN=ONE PE=1
ACDEFGHIK
>sp|P2|B_X Two OS=X OX=1 GN=HLA B PE=1
ACDEFGHIK
>sp|P3|C_X Three OS=X OX=1 GN=ONE PE=1
WACDEFGHIK
>nameless
ACDEFGHIR
END
one='1|ACDEFGHIK|ACDEFGHIK|0|53|P1|ONE|1|9
1|ACDEFGHIK|ACDEFGHIK|0|53|P3|ONE|2|10'
two='1|ACDEFGHIK|ACDEFGHIK|0|53|P2|HLA B|1|9'
all='1|ACDEFGHIK|ACDEFGHIK|0|53|P1|ONE|1|9
1|ACDEFGHIK|ACDEFGHIK|0|53|P2|HLA B|1|9
1|ACDEFGHIK|ACDEFGHIK|0|53|P3|ONE|2|10'
none='1|ACDEFGHIK|ACDEFGHIR|1|50|nameless||1|9'

# noted ROWS NOTE WORDS...: prints these rows, and NOTE on standard error.
noted() {
    printf '%s\n%s\n' "$columns" "$1" | sed '/^$/d' | tr '|' '\t' >"$work/wanted"
    note=$2
    shift 2
    run mimicry search genes.fa -e ACDEFGHIK "$@"
    [ "$status" -eq 0 ] || fail "exit status $status" "$@"
    unranked <"$work/out" | cmp -s "$work/wanted" - || fail 'other rows' "$@"
    # An exact search that finds nothing says so too.
    is "$note" "$(grep -v '^mimicry: note: nothing was found: ' "$work/err")"
}
kept='mimicry: note: records without a gene, which are searched: 1 of 4'
left='mimicry: note: records without a gene, which are left out: 1 of 4'

noted "$two
$none" "$kept" -m 1 --exclude-gene one
noted "$none" "$kept" -m 1 --exclude-gene ONE --exclude-gene ' hla b '
noted "$one" "$left" -m 1 --only-gene One
noted "$two" "$left" --only-gene 'HLA B'
noted "$two" "$left" --only-gene 'HLA B' --only-gene ONE --exclude-gene ONE
noted '' "$left" --only-gene 'HLA B' --exclude-gene 'HLA B'
noted "$all" "$kept
mimicry: note: genes to be left out that match no record: 1 of 1, 'TW0' the first" \
    --exclude-gene TW0

# The best are the best of what is searched.
noted "$none" "$kept" --top 1 -m 9 --exclude-gene ONE --exclude-gene 'HLA B'
noted "$two" "$left" --top 1 --only-gene 'HLA B'
run mimicry search genes.fa -e ACDEFGHIK -m 1 --counts --exclude-gene ONE
is "query_id query mismatches count
1 ACDEFGHIK 0 1
1 ACDEFGHIK 1 1" "$(tr '\t' ' ' <"$work/out")"
run mimicry search genes.fa -e ACDEGHIK --max-indels 1 --exclude-gene ONE --exclude-gene 'HLA B'
is 1 "$(wc -l <"$work/out")"
run mimicry search genes.fa -e ACDEGHIK --max-indels 1 --exclude-gene ONE
is P2 "$(sed 1d "$work/out" | cut -f 6)"
run mimicry search genes.fa --discontinuous -e 'A1, K9' --exclude-gene ONE
is P2 "$(sed 1d "$work/out" | cut -f 6)"

# Nothing to say where every record has a gene.
grep -v nameless genes.fa | sed '$d' >named.fa
hits "$two" named.fa -e ACDEFGHIK --exclude-gene ONE

# Lists: remarks, blank lines, Windows line ends, a byte-order mark, gzip.
printf '\357\273\277# of mine\r\none\r\n\r\n  Hla b \r\nNA\r\n' >list.txt
noted "$none" "$kept" -m 1 --exclude-genes list.txt
gzip -c list.txt >list.txt.gz
noted "$all" "$left" -m 1 --only-genes list.txt.gz
# Several files, and names beside them.
printf 'ONE\n' >a.txt
printf 'HLA B\n' >b.txt
noted "$none" "$kept" -m 1 --exclude-genes a.txt --exclude-genes b.txt
noted "$none" "$kept" -m 1 --exclude-genes a.txt --exclude-gene 'HLA B'
# Tables: a column of genes under several names, quoted cells, one column alone.
printf 'rank\tGene name\tnTPM\n1\tone\t3\n2\tNone\t4\n' >table.tsv
printf 'n,"HGNC_Symbol"\n1,"HLA B"\n' >table.csv
printf 'gene.symbol\nONE\n' >column.txt
noted "$two" "$kept" --exclude-genes table.tsv
noted "$one" "$kept" --exclude-genes table.csv
noted "$two" "$kept" --exclude-genes column.txt
printf 'HLA B\n' >in.txt
run mimicry search genes.fa -e ACDEFGHIK --exclude-genes - <in.txt
is 'P1 P3' "$(sed 1d "$work/out" | cut -f 6 | paste -s -d ' ')"

# What is no set of genes.
printf 'protein\tlevel\nP1\t3\n' >other.tsv
: >empty.txt
printf '# nothing\nNA\n' >nothing.txt
printf 'gene\tn\nONE\t1\nONE\n' >short.tsv
printf 'gene\tn\n"ONE\t1\n' >quote.tsv
printf 'ONE\n\000\n' >nul.txt
fails 1 '^mimicry: other\.tsv:1: a table without a column of genes' \
    mimicry search genes.fa -e ACDEFGHIK --only-genes other.tsv
fails 1 '^mimicry: empty\.txt:1: no gene' \
    mimicry search genes.fa -e ACDEFGHIK --only-genes empty.txt
fails 1 '^mimicry: nothing\.txt:1: no gene' \
    mimicry search genes.fa -e ACDEFGHIK --exclude-genes nothing.txt
fails 1 '^mimicry: short\.tsv:3: 1 cells' \
    mimicry search genes.fa -e ACDEFGHIK --exclude-genes short.tsv
fails 1 '^mimicry: quote\.tsv:2: a quoted cell' \
    mimicry search genes.fa -e ACDEFGHIK --exclude-genes quote.tsv
fails 1 '^mimicry: nul\.txt:2: a NUL' \
    mimicry search genes.fa -e ACDEFGHIK --exclude-genes nul.txt
fails 1 '^mimicry: none\.txt: cannot open' \
    mimicry search genes.fa -e ACDEFGHIK --exclude-genes none.txt
fails 2 '^mimicry: search: --only-gene needs a value' mimicry search genes.fa --only-gene

finish
