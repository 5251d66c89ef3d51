#!/bin/sh
# mimicry shared: segments and profiles, to the byte, for cases worked out by hand; wrong words.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# usage PATTERN WORDS...
usage() {
    pattern="^mimicry: shared: $1 \\(see mimicry shared --help\\)\$"
    shift
    fails 2 "$pattern" mimicry shared "$@"
}

heading='query_id|segment|length|query_start|query_end|accession|gene|start|end'

# shared ROWS WORDS...: `mimicry shared WORDS...` prints a table of these rows.
shared() {
    rows=$1
    shift
    table "$heading${rows:+
$rows}" mimicry shared "$@"
}

# ---- Segments ----

# LMNPQRSTV is in both; in the first within a longer one. Other letters end a segment, and so do
# the ends of records and sequences.
cat >self.fasta <<'END'
>sp|P1|ONE_HUMAN Protein one OS=Homo sapiens OX=9606 GN=ONE
ACDEFGHIKLMNPQRSTVWY
>sp|P2|TWO_HUMAN Protein two OS=Homo sapiens OX=9606 GN=TWO
wwlmnpqrstvaa
>nameless
LMNPXRSTV*LMNP
>sp|P3|EMPTY_HUMAN Nothing OS=Homo sapiens OX=9606 GN=TWO

>four
LMN
END
mimicry index -o self.mim self.fasta
for index in self.mim self.fasta; do
    shared '1|GHIKLMNPQRSTV|13|3|15|P1|ONE|6|18
1|LMNPQRSTV|9|7|15|P2|TWO|3|11' $index -e YYGHIKLMNPQRSTVYY
done
both='1|GHIKLMNPQRSTV|13|1|13|P1|ONE|6|18
1|LMNPQRSTV|9|5|13|P2|TWO|3|11'
four='1|LMNP|4|5|8|nameless||1|4
1|LMNP|4|5|8|nameless||11|14'
last='1|RSTV|4|10|13|nameless||6|9'
shared "$both
$four
$last" self.mim -e ghiklmnpqrstv --min-length 4
shared "$both" self.mim -e GHIKLMNPQRSTV --min-length 9
shared '1|GHIKLMNPQRSTV|13|1|13|P1|ONE|6|18' self.mim -e GHIKLMNPQRSTV --min-length 13
shared '' self.mim -e GHIKLMNPQRSTV --min-length 14
shared '' self.mim -e GHIKLMNPQRSTV --min-length 9223372036854775807
shared '' self.mim -e LMNPXRSTV*LMNP
shared '1|LMNP|4|1|4|P1|ONE|10|13
1|LMNP|4|1|4|P2|TWO|3|6
1|LMNP|4|1|4|nameless||1|4
1|LMNP|4|1|4|nameless||11|14
1|RSTV|4|6|9|P1|ONE|15|18
1|RSTV|4|6|9|P2|TWO|8|11
1|RSTV|4|6|9|nameless||6|9' self.mim -e 'LMNPXRSTV*' --min-length 4

# Genes, forms of sequences and of tables, an output file.
printf '>first\nVWYAC\nGHIK\n>second\nQRSTVWY\n' >sequences.fasta
rows='first|GHIK|4|6|9|P1|ONE|6|9
second|QRSTVWY|7|1|7|P1|ONE|14|20
second|QRSTV|5|1|5|P2|TWO|7|11
second|RSTV|4|2|5|nameless||6|9'
shared "$rows" --min-length 4 self.mim sequences.fasta
shared "$rows" --min-length 4 -t 1 self.mim - <sequences.fasta
gzip -n -c sequences.fasta >sequences.gz
shared "$rows" --min-length 4 -t 3 self.mim sequences.gz
prints 'query_id,segment,length,query_start,query_end,accession,gene,start,end
1,WWLMN,5,1,5,P2,TWO,1,5' mimicry shared --min-length 5 --format csv self.mim -e WWLMN
prints '{"query_id":"1","segment":"WWLMN","length":5,"query_start":1,"query_end":5,'\
'"accession":"P2","gene":"TWO","start":1,"end":5}' \
    mimicry shared --min-length 5 --format jsonl self.mim -e WWLMN
prints '' mimicry shared --min-length 4 -o found.tsv self.mim sequences.fasta
is "$(printf '%s\n%s' "$heading" "$rows")" "$(tr '\t' '|' <found.tsv)"
run mimicry shared --min-length 4 --exclude-gene ONE self.mim sequences.fasta
is 'mimicry: note: records without a gene, which are searched: 2 of 5' "$(cat "$work/err")"
is 'second|QRSTV|5|1|5|P2|TWO|7|11
second|RSTV|4|2|5|nameless||6|9' "$(sed 1d "$work/out" | tr '\t' '|')"

# ---- Candidates ----

# Changes inside, of the first and the last residue, a deletion, of the first residues (where
# nothing is new), none, and no wild type.
cat >candidates.csv <<'END'
id,peptide,wild type
inside,GHIKLMNPQRSTV,GHIKWMNPQRSTV
first,GHIKLMNPQRSTV,AHIKLMNPQRSTV
last,GHIKLMNPQRSTV,GHIKLMNPQRSTA
deletion,HIKLMNPQ,HIKLMYYNPQ
start,LMNPQ,YYLMNPQ
same,LMNPQ,LMNPQ
unknown,LMNPQ,
END
inside='inside|GHIKLMNPQRSTV|13|1|13|P1|ONE|6|18
inside|LMNPQRSTV|9|5|13|P2|TWO|3|11'
first='first|GHIKLMNPQRSTV|13|1|13|P1|ONE|6|18'
last='last|GHIKLMNPQRSTV|13|1|13|P1|ONE|6|18
last|LMNPQRSTV|9|5|13|P2|TWO|3|11'
deletion='deletion|HIKLMNPQ|8|1|8|P1|ONE|7|14
deletion|LMNPQ|5|4|8|P2|TWO|3|7'
unknown='unknown|LMNPQ|5|1|5|P1|ONE|10|14
unknown|LMNPQ|5|1|5|P2|TWO|3|7'
for words in '-t 1' '-t 3'; do
    # shellcheck disable=SC2086
    shared "$inside
$first
$last
$deletion
$unknown" --changed --min-length 5 $words self.mim candidates.csv
done
shared "$(printf '%s\n' "$inside" "$first" "$last" | grep '|13|1|13|')" \
    --changed --min-length 10 self.mim - <candidates.csv
printf 'peptide\tWT\n' >none.tsv
shared '' --changed self.mim none.tsv

# More candidates than are read at once: numbers go on, and each has its own change.
awk 'BEGIN {
    print "peptide\twildtype"
    for (i = 0; i < 9000; i++) print i % 3 ? "GHIKLMNPQRSTV\tAHIKLMNPQRSTV" : "LMNPQRSTV\tLMNPQRSTA"
}' >many.tsv
works mimicry shared --changed --min-length 9 self.mim many.tsv
awk 'BEGIN {
    for (i = 0; i < 9000; i++) {
        if (i % 3) { print i + 1, 13, "P1"; continue }
        print i + 1, 9, "P1"
        print i + 1, 9, "P2"
    }
}' >wanted
sed 1d "$work/out" | cut -f 1,3,6 | tr '\t' ' ' >cells
same wanted cells

# ---- Profiles ----

heading='query_id|position|residue|longest|covering|window|mismatches|nearest|accession|gene'
heading="$heading|start|end|longest_accession|longest_gene|longest_start"

# profile ROWS WORDS...
profile() {
    rows=$1
    shift
    table "$heading${rows:+
$rows}" mimicry shared --profile "$@"
}

# CDAA is in nothing; CD and AA are. Its nearest: ACDE would be CDEF, 2 of 4.
profile '1|1|C|2|2|CDAA|2|CDEF|P1|ONE|2|5|P1|ONE|2
1|2|D|1|2||||||||P1|ONE|3
1|3|A|2|2||||||||P2|TWO|12
1|4|A|1|2||||||||P1|ONE|1' --window 4 self.mim -e CDAA
profile '1|1|L|4|4|LMNP|0|LMNP|P1|ONE|10|13|P1|ONE|10
1|2|M|3|4|MNPX|1|MNPQ|P1|ONE|11|14|P1|ONE|11
1|3|N|2|4||||||||P1|ONE|12
1|4|P|1|4||||||||P1|ONE|13
1|5|X|0|0||||||||||
1|6|*|0|0||||||||||
1|7|W|2|2||||||||P1|ONE|19
1|8|Y|1|2||||||||P1|ONE|20' --window 4 self.mim -e 'lmnpx*wy'
printf '>a\nWW\n>b\nK\n' >short.fasta
profile 'a|1|W|2|2||||||||P2|TWO|1
a|2|W|1|2||||||||P1|ONE|19
b|1|K|1|1||||||||P1|ONE|9' --window 0 self.mim short.fasta
run mimicry shared --profile --window 4 --exclude-gene ONE -t 2 self.mim -e CDAA
is '1|1|C|0|0|CDAA|2|TVAA|P2|TWO|10|13|||' "$(sed -n 2p "$work/out" | tr '\t' '|')"
prints '{"query_id":"1","position":1,"residue":"X","longest":0,"covering":0,"window":null,'\
'"mismatches":null,"nearest":null,"accession":null,"gene":null,"start":null,"end":null,'\
'"longest_accession":null,"longest_gene":null,"longest_start":null}' \
    mimicry shared --profile --format jsonl self.mim -e X

# Windows longer than all records, and an index without residues.
profile '1|1|K|1|1||||||||P1|ONE|9' --window 1024 self.mim -e K
printf '>a\n>b\n' >empty.fasta
profile '1|1|K|0|0||||||||||' empty.fasta -e K
heading='query_id|segment|length|query_start|query_end|accession|gene|start|end'
shared '' empty.fasta -e KKKKKKKKKK

# ---- Words and files ----

usage 'INDEX is missing'
usage 'QUERIES or -e is missing' self.mim
usage "one word too many: 'b'" self.mim a b
usage "one word too many: 'a'" self.mim a -e ACDE
usage "unknown option '--frobnicate'" --frobnicate self.mim a
usage "unknown option '-z'" -z self.mim a
for option in --min-length --window --threads; do
    for word in '' abc 1.5 1x; do
        usage "$option '$word': a whole number was expected" $option "$word" self.mim a
    done
done
usage '--min-length 0: a whole number from 1 on was expected' --min-length 0 self.mim a
usage '--min-length -3: .*' --min-length -3 self.mim a
usage '--window 1025: 0 to 1024 were expected' --profile --window 1025 self.mim a
usage '-t 0: 1 to 1024 were expected' -t 0 self.mim a
usage '--window without --profile' --window 9 self.mim a
usage '--min-length and --profile together: .*' --profile --min-length 9 self.mim a
usage '--changed and --profile together: .*' --changed --profile self.mim a
usage "--format 'xml': one of tsv, .* was expected" --format xml self.mim a
usage '--min-length needs a value' self.mim a --min-length
fails 1 '^mimicry: missing: .*' mimicry shared self.mim missing
fails 1 '^mimicry: missing.mim: .*' mimicry shared missing.mim -e ACDE
fails 2 "^mimicry: row 2: column 'peptide': character '1' is no residue .place 3." \
    mimicry shared self.mim -e ACDE -e AC1 -o out.tsv
fails 2 "^mimicry: row 1: column 'peptide': character '1' is no residue .place 1." \
    mimicry shared --profile self.mim -e 1
printf '>a\nAC1\n' >bad.fasta
printf 'a\tb\nc\td\n' >bad.tsv
fails 1 '^mimicry: bad.tsv' mimicry shared --changed self.mim bad.tsv
fails 1 '^mimicry: bad.fasta:2: column 3: .*' mimicry shared self.mim bad.fasta
for full in segments profile; do
    [ $full = segments ] && words='' || words=--profile
    if [ -w /dev/full ]; then
        # shellcheck disable=SC2086
        fails 1 'cannot write: ' mimicry shared $words -o /dev/full self.mim sequences.fasta
    fi
done
works mimicry shared --help
grep -q 'mimicry shared \[options\] INDEX QUERIES' "$work/out" || fail 'help' cat "$work/out"

# ---- Thread counts, on real proteins ----

works mimicry shared -t 1 "$MIMICRY_DATA/self_sample.fasta.gz" "$MIMICRY_DATA/self_sample.fasta.gz"
cp "$work/out" by_one
[ "$(wc -l <by_one)" -gt 1000 ] || fail 'hardly any segment'
works mimicry shared -t 3 "$MIMICRY_DATA/self_sample.fasta.gz" "$MIMICRY_DATA/self_sample.fasta.gz"
same by_one "$work/out"
finish
