#!/bin/sh
# mimicry search --by-peptide: what it prints, and that it is the rows of the search, grouped.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# usage PATTERN WORDS...
usage() {
    pattern="^mimicry: search: $1 \\(see mimicry search --help\\)\$"
    shift
    fails 2 "$pattern" mimicry search "$@"
}

grouped='query_id|query|match|mismatches|score|count|accessions|genes'

# peptides ROWS WORDS...: `mimicry search --by-peptide WORDS...` prints a table of these rows.
peptides() {
    rows=$1
    shift
    table "$grouped${rows:+
$rows}" mimicry search --by-peptide "$@"
}

# ---- By hand ----

# Isoforms, a repeat within a record, two genes, none, and twice the same record.
cat >self.fasta <<'END'
>sp|P1|ONE_HUMAN Protein one OS=Homo sapiens OX=9606 GN=ONE
ACDEFWWWACDEFWWWACDEY
>sp|P1-2|ONE_HUMAN Isoform 2 OS=Homo sapiens OX=9606 GN=ONE
ACDEYWWACDEF
>nameless
ACDEYACDEX
>sp|P2|TWO_HUMAN Protein two OS=Homo sapiens OX=9606 GN=TWO
ACDEX
>sp|P1|ONE_HUMAN Protein one OS=Homo sapiens OX=9606 GN=ONE
ACDEF
END
mimicry index -o self.mim self.fasta
exact='1|ACDEF|ACDEF|0|30|4|P1;P1-2|ONE'
one_off='1|ACDEF|ACDEY|1|27|3|P1;P1-2;nameless|ONE
1|ACDEF|ACDEX|1|23|2|nameless;P2|TWO'
peptides "$exact" self.mim -e ACDEF
peptides "$exact
$one_off" self.mim -e ACDEF -m 1
peptides "$exact
$one_off" self.fasta -e acdef --min-score 23 -t 2
peptides "$exact" self.mim -e ACDEF --top 1
peptides "$exact
1|ACDEF|ACDEY|1|27|3|P1;P1-2;nameless|ONE" self.mim -e ACDEF --top 5
peptides "$exact
2|ACDEF|ACDEF|0|30|4|P1;P1-2|ONE" self.mim -e ACDEF -e ACDEF
peptides '' self.mim -e MMMMM
prints '' mimicry search --by-peptide --format jsonl self.mim -e MMMMM
works mimicry search --by-peptide -m 1 --format jsonl self.mim -e ACDEX
cut -d , -f 3- "$work/out" | sed 's/"mismatches":1,"score":23,//' >cells
is '"match":"ACDEF","count":4,"accessions":"P1;P1-2","genes":"ONE","rank":1}
"match":"ACDEY","count":3,"accessions":"P1;P1-2;nameless","genes":"ONE","rank":1}
"match":"ACDEX","count":2,"accessions":"nameless;P2","genes":"TWO","rank":1}' \
    "$(cat cells)"
prints '{"query_id":"1","query":"YACDE","match":"YACDE","mismatches":0,"score":31,"count":1,'\
'"accessions":"nameless","genes":null,"rank":1}' \
    mimicry search --by-peptide --format jsonl self.mim -e YACDE
prints 'query_id,query,match,mismatches,score,count,accessions,genes,rank
1,YACDE,YACDE,0,31,1,nameless,,1' mimicry search --by-peptide --format csv self.mim -e YACDE

# Windows have rows of their own; so have insertions and deletions.
table "$grouped|query_start|query_end
1|CDEF|CDEF|0|26|4|P1;P1-2|ONE|2|5
1|DEFW|DEFW|0|28|2|P1|ONE|3|6" mimicry search --by-peptide --windows 4 self.mim -e MCDEFW
table "$grouped|indels|edits
1|ACDEFW|ACDEFW|0|41|2|P1|ONE|0|
1|ACDEFW|ACDEF|0|30|4|P1;P1-2|ONE|1|d: W[6]
1|ACDEFW|ACDEFWW|0|41|2|P1|ONE|1|i: W[6]
1|ACDEFW|CDEFW|0|37|2|P1|ONE|1|d: A[1]" \
    mimicry search --by-peptide --max-indels 1 self.mim -e ACDEFW

usage '--by-peptide and --counts together: .*' --by-peptide --counts self.mim -e ACDEF
usage '--flank and --by-peptide together: .*' --by-peptide --flank 2 self.mim -e ACDEF
fails 2 '.' mimicry search --by-peptide --discontinuous self.mim -e 'A1, C2'

# ---- Grouping the rows of the search by another program ----

# as_grouped WORDS...: the rows of a search without and with the option.
as_grouped() {
    works mimicry search "$@" self_sample.mim queries
    unranked <"$work/out" >hits
    awk -F '\t' -v OFS='\t' '
        function add(list, word) {
            if (word == "" || index(";" list ";", ";" word ";")) return list
            return list == "" ? word : list ";" word
        }
        NR == 1 {
            rest = ""
            for (i = 10; i <= NF; i++) rest = rest OFS $i
            print $1, $2, $3, $4, $5, "count", "accessions", "genes" rest
            next
        }
        {
            rest = ""
            for (i = 10; i <= NF; i++) rest = rest OFS $i
            key = $1 OFS $2 OFS $3 OFS $4 OFS $5 rest
            if (!(key in count)) {
                order[++n] = key
                head[n] = $1 OFS $2 OFS $3 OFS $4 OFS $5
                tail[n] = rest
            }
            count[key]++
            accessions[key] = add(accessions[key], $6)
            genes[key] = add(genes[key], $7)
        }
        END {
            for (i = 1; i <= n; i++)
                print head[i], count[order[i]], accessions[order[i]], genes[order[i]] tail[i]
        }' hits >wanted
    [ "$(wc -l <wanted)" -gt 20 ] || fail 'there is hardly anything to group' "$@"
    works mimicry search --by-peptide "$@" self_sample.mim queries
    unranked <"$work/out" >rows
    same wanted rows
}
mimicry index -o self_sample.mim "$MIMICRY_DATA/self_sample.fasta.gz" \
    "$MIMICRY_DATA/known_offtargets.fasta"
printf 'KVAELVHFL\nQQQQQQQQQ\nGAGAGAGAG\nEKPYKCEEC\nKVAELVHFL\n' >queries
as_grouped -m 4
as_grouped -m 4 -t 1 --columns evalue
as_grouped --top 200
as_grouped --min-similarity 0.3
as_grouped --windows 5-6 -m 1 --columns evalue
as_grouped --max-indels 2 -m 1
finish
