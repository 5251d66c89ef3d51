#!/bin/sh
# The right answers: what `mimicry search` prints, to the byte, for cases worked out by hand.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# ---- Hits, their places and order ----

# Under BLOSUM62 ACDEFGHIK has 4+9+6+5+6+6+8+4+5 = 53 with itself; X for E takes 5 and adds -1,
# Y for G takes 6 and adds -3.
cat >small.fa <<'END'
>sp|P00001|ONE_HUMAN First protein OS=Homo sapiens OX=9606 GN=ONE PE=1 SV=1
MACDEFGHIK
>sp|P00002|TWO_HUMAN Second protein OS=Homo sapiens OX=9606 GN=TWO PE=1 SV=1
ACDEFGHIK
acdefyhik
>three a header without a gene

ACDXFGHIK*ACDEFGHIK
>empty
>four
GHIK
END
peptide=ACDEFGHIK
exact="1|$peptide|ACDEFGHIK|0|53|P00001|ONE|2|10
1|$peptide|ACDEFGHIK|0|53|P00002|TWO|1|9
1|$peptide|ACDEFGHIK|0|53|three||11|19"
x_for_e="1|$peptide|ACDXFGHIK|1|47|three||1|9"
y_for_g="1|$peptide|ACDEFYHIK|1|44|P00002|TWO|10|18"
prints '' mimicry index -o small.mim small.fa
for index in small.fa small.mim; do
    hits "$exact" $index -e $peptide
    hits "$exact" $index -e $peptide --exact
    hits "$exact" $index -e $peptide -m 0
    hits "$exact
$x_for_e
$y_for_g" $index -e $peptide -m 1
done

# The same without `hits`, which shows tabs as bars.
t=$(printf '\t')
prints "$(printf '%s' "$columns|rank" | tr '|' '\t')
1${t}IKAC${t}IKAC${t}0${t}22${t}P00002${t}TWO${t}8${t}11${t}1
2${t}XFGH${t}EFGH${t}1${t}19${t}P00001${t}ONE${t}5${t}8${t}1
2${t}XFGH${t}EFGH${t}1${t}19${t}P00002${t}TWO${t}4${t}7${t}1
2${t}XFGH${t}XFGH${t}1${t}19${t}three${t}${t}4${t}7${t}1
2${t}XFGH${t}EFGH${t}1${t}19${t}three${t}${t}14${t}17${t}1" \
    mimicry search small.mim -e IKAC -e XFGH --min-score 19

# A window lies in one record, and has no `*`.
hits '' small.fa -e HIKACDX # from the end of TWO to the next record
hits '' small.fa -e KGHIK   # over an empty one
hits '' small.fa -e ACDEFGHIKACDEFYHIKA -m 19 # longer than any stretch of residues

# A residue that is no amino acid differs from everything, itself included.
hits '1|CDX|CDE|1|14|P00001|ONE|3|5
1|CDX|CDE|1|14|P00002|TWO|2|4
1|CDX|CDE|1|14|P00002|TWO|11|13
1|CDX|CDX|1|14|three||2|4
1|CDX|CDE|1|14|three||12|14' small.fa -e CDX -m 1
hits '' small.fa -e CDX

# SSW has more mismatches with AAW than AAP has, and a higher score: 1+1+11 to 4+4-4. AAW has 19
# with itself.
printf '>p\nAAP\n>s\nSSW\n>g\nAA\n' >order.fa
aap='1|AAW|AAP|1|4|p||1|3'
ssw='1|AAW|SSW|2|13|s||1|3'
for words in '-m 2' '-m 3' '-m 9' '--top 2 -m 3' '--top 9 -m 2' '--min-score 4' \
    '--min-score -99' '--max-penalty 15' '--min-similarity 0.2' '--top 2' \
    '--top 9 --min-score 4'; do
    # shellcheck disable=SC2086
    hits "$ssw
$aap" order.fa -e AAW $words
done
hits "$ssw" order.fa -e AAW --top 1 -m 3
hits "$aap" order.fa -e AAW -m 1

# Thresholds are inclusive, and forgive 1e-9.
for words in '--min-score 13' '--min-score 12.5' '--min-score 1.3e1' '--min-score 13.0000000001' \
    '--max-penalty 6' '--max-penalty 6.5' '--max-penalty 5.9999999999' '--min-similarity .6' \
    '--min-similarity 0.6842105263' '--top 1' '--top 1 --min-score 0'; do
    # shellcheck disable=SC2086
    hits "$ssw" order.fa -e AAW $words
done
for words in '--min-score 14' '--min-score 13.00001' '--max-penalty 5' '--max-penalty 5.99999' \
    '--min-similarity 0.68422' '--min-similarity 1' '-m 0' '--exact --top 1' \
    '--top 1 --min-score 14'; do
    # shellcheck disable=SC2086
    hits '' order.fa -e AAW $words
done

# The best N, and all that are as good as the last of them.
for top in 1 2 3; do
    hits "$exact" small.fa -e $peptide --top $top
    hits "$exact" small.fa -e $peptide --top $top -m 9
done
hits "$exact
$x_for_e" small.fa -e $peptide --top 4
hits "$exact
$x_for_e" small.fa -e $peptide --top 4 -m 1
for words in '--top 5' '--top 5 -m 9'; do
    # shellcheck disable=SC2086
    hits "$exact
$x_for_e
$y_for_g" small.fa -e $peptide $words
done
hits "$exact" small.fa -e $peptide --top 4 --min-score 48

# ---- Forms of queries ----

printf '>p\nACDEFGHIKLMNPQRSTVWY\n' >p.fa
two='1|ACDE|ACDE|0|24|p||1|4
2|FGHI|FGHI|0|24|p||5|8'
hits "$two" p.fa -e ACDE -e FGHI
hits "$two" p.fa --peptide acde --peptide=fghi
hits "$two" -e ACDE p.fa -e FGHI
hits '1|ACDE|ACDE|0|24|p||1|4
2|ACDE|ACDE|0|24|p||1|4' p.fa -e ACDE -e ACDE

# queries ROWS FORMAT: a file that printf makes, as it is, by gzip, and from standard input.
queries() {
    # shellcheck disable=SC2059
    printf "$2" >queries
    gzip -n -c queries >queries.gz
    hits "$1" p.fa queries
    hits "$1" p.fa queries.gz
    hits "$1" p.fa - <queries
    hits "$1" p.fa - <queries.gz
}
queries "$two" 'ACDE\nFGHI\n'
queries "$two" 'ACDE\nFGHI' # no last line end
queries "$two" 'ACDE\r\nFGHI\r\n'
queries "$two" 'ACDE\rFGHI\r'
queries "$two" '\n  \n ACDE \n\n \nFGHI\n\n'
queries "$two" 'acde\nFGHI\n'
queries "$two" '\357\273\277ACDE\nFGHI\n' # a byte order mark
queries "$two" '>\nACDE\n>\nFGHI\n'
queries "$two" 'peptide\nACDE\nFGHI\n'
queries "$two" 'peptide\r\nacde\r\n\r\nFGHI'
queries "$two" 'gene\tpeptide\tnote\nx\tACDE\t\n\tFGHI\t1,2\n'
named='a b|ACDE|ACDE|0|24|p||1|4
2|FGHI|FGHI|0|24|p||5|8'
queries "$named" 'id\tpeptide\na b\tACDE\n\tFGHI\n' # an id that is absent is the number
queries "$named" 'peptide\tID\tgene\nACDE\ta b\tTTN\nFGHI\t\t\n'
queries "$named" 'Peptide,id\nACDE,a b\nFGHI,\n'
queries "$named" '\357\273\277"peptide","id"\r\n"ACDE","a b"\r\n"fghi",""\r\n'
queries 'a,"b"|ACDE|ACDE|0|24|p||1|4
c|FGHI|FGHI|0|24|p||5|8' 'id,peptide\n"a,""b""",ACDE\nc,"FGHI"\n'
fasta='one|ACDE|ACDE|0|24|p||1|4
two|FGHI|FGHI|0|24|p||5|8'
queries "$fasta" '>one\nACDE\n>two\nFGHI\n'
queries "$fasta" '>one a word\nAC\nDE\n\n>  two\tthree\nf\ng HI'
queries "$fasta" '>one\r\nAC\r\nDE\r\n>two\r\nFGHI\r\n'
queries "$fasta" '>one\rAC\rDE\r>two\rFGHI'
queries "$fasta" '\357\273\277>one\nACDE\n>two\nFGHI\n'
queries "$fasta" '\n>one\nACDE\n>two\nFGHI\n'

# ---- Forms of the proteome ----

printf 'ACDE\nFGHI\n' >list
gzip -n -c p.fa >p.fa.gz
mimicry index -o p.mim - <p.fa
hits "$two" p.mim list
for index in p.fa p.fa.gz; do
    hits "$two" $index list
    hits "$two" - list <$index
    hits "$two" - -e ACDE -e FGHI <$index
done
for text in '>p\r\nACDEF\r\nGHIKL\r\n' '>p\rACDEF\rGHIKL\r' '>p x\n\nAC DEF\n  GHIKL' \
    '\357\273\277>p\nacdefghikl\n' '\n\n>p\nACDEF\n\nGHIKL\n\n' '>\tp\nACDEFGHI\n'; do
    # shellcheck disable=SC2059
    printf "$text" >form.fa
    hits "$two" form.fa list
done
{
    printf '>one\nACDE\n' | gzip -n
    printf '>two\nFG' | gzip -n
    printf 'HI\n' | gzip -n
} >members.gz
hits '1|ACDE|ACDE|0|24|one||1|4
2|FGHI|FGHI|0|24|two||1|4' members.gz list

# Several files are one proteome, in the order in which they are named.
prints '' mimicry index -o both.mim order.fa p.fa.gz small.fa
cat order.fa p.fa small.fa >both.fa
hits '1|ACDE|ACDE|0|24|p||1|4
1|ACDE|ACDE|0|24|P00001|ONE|2|5
1|ACDE|ACDE|0|24|P00002|TWO|1|4
1|ACDE|ACDE|0|24|P00002|TWO|10|13
1|ACDE|ACDE|0|24|three||11|14' both.mim -e ACDE
for words in '-m 2' '--min-score 8' '--top 3' '--max-penalty 9 --flank 2'; do
    # shellcheck disable=SC2086
    mimicry search both.fa -e ACDE -e AAW $words >both.tsv
    # shellcheck disable=SC2086
    prints "$(cat both.tsv)" mimicry search both.mim -e ACDE -e AAW $words
done

# ---- Accession and gene ----

cat >wrapped.fa <<'END'
>sp|Q8WZ42|TITIN_HUMAN Titin OS=Homo sapiens OX=9606 GN=TTN PE=1 SV=4
MESDPIVAQY
>tr|A0A0A0MTS7|A0A0A0MTS7_HUMAN Titin OS=Homo sapiens OX=9606 PE=1 SV=1
MESDPIVAQY
>ENSP00000467141.1 pep chromosome:GRCh38:2:1:9:-1 gene:ENSG00000155657.29 transcript:ENST0.5
+ gene_biotype:protein_coding gene_symbol:TTN description:titin [Source:HGNC Symbol;Acc:HGNC:1]
MESDPIVAQY
>ENSP00000467142.1 pep gene:ENSG00000155657.29 transcript:ENST00000589042.5
MESDPIVAQY
>ENSP00000467143.1|ENST00000589042.5|ENSG00000155657.29|OTTHUMG1|OTTHUMT1|TTN-225|TTN|35991
MESDPIVAQY
>NP_001254479.2 titin isoform IC [Homo sapiens]
MESDPIVAQY
>gi|110349719|ref|NP_596869.4| titin isoform N2A [Homo sapiens]
MESDPIVAQY
>lcl|NC_000002.12_prot_1 [gene=TTN] [protein=titin] [protein_id=NP_001254479.2]
MESDPIVAQY
>TTN-ESDPIVAQY titin, healthy heart GN=TTN OX=9606
MESDPIVAQY
>my_protein_7
MESDPIVAQY
END
sed -e '$!N' -e 's/\n+//' -e P -e D wrapped.fa >headers.fa # lines of + go on
hits '1|ESDPIVAQY|ESDPIVAQY|0|46|Q8WZ42|TTN|2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|A0A0A0MTS7||2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|ENSP00000467141.1|TTN|2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|ENSP00000467142.1|ENSG00000155657.29|2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|ENSP00000467143.1|TTN|2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|NP_001254479.2||2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|NP_596869.4||2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|NC_000002.12_prot_1|TTN|2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|TTN-ESDPIVAQY|TTN|2|10
1|ESDPIVAQY|ESDPIVAQY|0|46|my_protein_7||2|10' headers.fa -e ESDPIVAQY

# ---- More columns ----

table "$columns|n_flank|c_flank
1|ACDEFGHIK|ACDEFGHIK|0|53|P00001|ONE|2|10|M|
1|ACDEFGHIK|ACDEFGHIK|0|53|P00002|TWO|1|9||ACD
1|ACDEFGHIK|ACDEFGHIK|0|53|three||11|19|IK*|" mimicry search small.fa -e $peptide --flank 3
table "$columns|n_flank|c_flank
1|FYHI|FYHI|0|25|P00002|TWO|14|17|ACDEFGHIKACDE|K" mimicry search small.mim -e FYHI --flank 100
hits "$exact" small.fa -e $peptide --flank 0

printf '>q1 x\nMACDE\n>q2\nAC\n>q3\nACD*GHIK\n' >long.fa
windows="$columns|query_start|query_end
q1|MACD|MACD|0|24|P00001|ONE|1|4|1|4
q1|MACDE|MACDE|0|29|P00001|ONE|1|5|1|5
q1|ACDE|ACDE|0|24|P00001|ONE|2|5|2|5
q1|ACDE|ACDE|0|24|P00002|TWO|1|4|2|5
q1|ACDE|ACDE|0|24|P00002|TWO|10|13|2|5
q1|ACDE|ACDE|0|24|three||11|14|2|5
q3|GHIK|GHIK|0|23|P00001|ONE|7|10|5|8
q3|GHIK|GHIK|0|23|P00002|TWO|6|9|5|8
q3|GHIK|GHIK|0|23|three||6|9|5|8
q3|GHIK|GHIK|0|23|three||16|19|5|8
q3|GHIK|GHIK|0|23|four||1|4|5|8"
table "$windows" mimicry search small.fa long.fa --windows 4-5
table "$(printf '%s\n' "$windows" | grep -v MACDE)" mimicry search small.fa long.fa --windows 4
table "$columns|query_start|query_end" mimicry search small.fa long.fa --windows 9-1024
table "$columns|query_start|query_end|n_flank|c_flank
1|YHIK|YHIK|0|24|P00002|TWO|15|18|2|5|EF|" \
    mimicry search small.fa -e WYHIKW --windows 4 --flank 2

table 'query_id|query|mismatches|count
1|ACDEFGHIK|0|3
1|ACDEFGHIK|1|2
2|WWWWWWWWW||0
3|GHIKAC|0|1' mimicry search small.fa -e $peptide -e WWWWWWWWW -e GHIKAC -m 1 --counts
table 'query_id|query|mismatches|count|query_start|query_end
q1|MACD|0|1|1|4
q1|MACDE|0|1|1|5
q1|ACDE|0|4|2|5
q3|GHIK|0|5|5|8' mimicry search small.fa long.fa --windows 4-5 --counts

# ---- How it would be done ----

table 'query_id|query|plan|look_ups_us|planes_us|lanes_us|sliding_us
1|ACDEFGHIK|suffix||||
2|MACD|suffix||||' mimicry search small.fa -e $peptide -e MACD --explain
for threshold in '-m 3' '--max-penalty 8' '--top 1'; do
    # shellcheck disable=SC2086 # two words
    mimicry search small.fa -e $peptide $threshold --explain >explained
    [ "$(cut -f 1,2 explained)" = "$(printf 'query_id\tquery\n1\t%s' $peptide)" ] ||
        fail "--explain $threshold" cat explained
    passed=$((passed + 1))
done

# Within mismatches that most windows have, the best are searched as without them.
sample=$MIMICRY_DATA/self_sample.fasta.gz
mimicry search --explain --top 2 "$sample" -e EVDPIGHLY >any
mimicry search --explain -m 7 --top 2 "$sample" -e EVDPIGHLY >within
same any within
mimicry search --explain -m 3 --top 2 "$sample" -e EVDPIGHLY >few
[ "$(cut -f 3 few | tail -n 1)" != "$(cut -f 3 any | tail -n 1)" ] || fail 'of few' cat few

# ---- csv and jsonl ----

prints 'query_id,query,match,mismatches,score,accession,gene,start,end,rank
1,AAW,SSW,2,13,s,,1,3,1
1,AAW,AAP,1,4,p,,1,3,2' mimicry search order.fa -e AAW -m 2 --format csv
prints '{"query_id":"1","query":"AAW","match":"SSW","mismatches":2,"score":13,"accession":"s",'\
'"gene":null,"start":1,"end":3,"rank":1}
{"query_id":"1","query":"AAW","match":"AAP","mismatches":1,"score":4,"accession":"p",'\
'"gene":null,"start":1,"end":3,"rank":2}' mimicry search order.fa -e AAW -m 2 --format jsonl
prints '' mimicry search order.fa -e WWW --format jsonl
prints 'query_id,query,mismatches,count
1,WWW,,0
2,AA,0,2' mimicry search order.fa -e WWW -e AA --counts --format csv
prints '{"query_id":"1","query":"WWW","mismatches":null,"count":0}
{"query_id":"2","query":"AA","mismatches":0,"count":2}' \
    mimicry search order.fa -e WWW -e AA --counts --format jsonl
prints '{"query_id":"1","query":"MACD","match":"MACD","mismatches":0,"score":24,'\
'"accession":"P00001","gene":"ONE","start":1,"end":4,"rank":1,"query_start":1,"query_end":4,'\
'"n_flank":null,"c_flank":"E"}' \
    mimicry search small.fa -e MACD --windows 4 --flank 1 --format jsonl

# With the columns of BLAST, which have no names, and of PEPMatch.
works mimicry search order.fa -e AAW -m 1 --format blast6
is '1 p 66.667 3 1 0 1 3 1 3 4' "$(cut -f 1-10,12 "$work/out" | tr '\t' ' ')"
works mimicry search order.fa -e AAW -m 1 --format pepmatch
is '1,AAW,AAP,p,,,,,1,[3],1,3,,,' "$(sed 1d "$work/out")"

# Names may hold anything but line ends. What a format cannot hold, it quotes, escapes or blanks.
printf '>a"b,c\\d/e GN=f,"g" h OX=9606\nACDE\n' >odd.fa
printf '>a GN=tab\there\nACDE\n>b GN=\377\303\251\342\202\nACDE\n>c\001 GN=\033\nACDE\n' >>odd.fa
odd=$(printf '\357\277\275\303\251\357\277\275\357\277\275') # bytes that are no UTF-8 are replaced
table "$columns
1|ACDE|ACDE|0|24|a\"b,c\\d/e|f,\"g\" h|1|4
1|ACDE|ACDE|0|24|a|tab here|1|4
1|ACDE|ACDE|0|24|b|$odd|1|4
1|ACDE|ACDE|0|24|$(printf 'c\001')|$(printf '\033')|1|4" mimicry search odd.fa -e ACDE
prints "$(printf '%s\n' "$columns|rank" | tr '|' ',')
1,ACDE,ACDE,0,24,\"a\"\"b,c\\d/e\",\"f,\"\"g\"\" h\",1,4,1
1,ACDE,ACDE,0,24,a,tab${t}here,1,4,1
1,ACDE,ACDE,0,24,b,$odd,1,4,1
1,ACDE,ACDE,0,24,$(printf 'c\001'),$(printf '\033'),1,4,1" \
    mimicry search odd.fa -e ACDE --format csv
start='{"query_id":"1","query":"ACDE","match":"ACDE","mismatches":0,"score":24,"accession":'
prints "$start\"a\\\"b,c\\\\d/e\",\"gene\":\"f,\\\"g\\\" h\",\"start\":1,\"end\":4,\"rank\":1}
$start\"a\",\"gene\":\"tab\\u0009here\",\"start\":1,\"end\":4,\"rank\":1}
$start\"b\",\"gene\":\"$odd\",\"start\":1,\"end\":4,\"rank\":1}
$start\"c\\u0001\",\"gene\":\"\\u001b\",\"start\":1,\"end\":4,\"rank\":1}" \
    mimicry search odd.fa -e ACDE --format jsonl
printf 'id,peptide\n"a,""b\tc",ACDE\n' >odd.csv
prints "$(printf '%s\n' "$columns|rank" | tr '|' ',')
\"a,\"\"b${t}c\",ACDE,ACDE,0,24,p,,1,4,1" mimicry search p.fa odd.csv --format csv
hits 'a,"b c|ACDE|ACDE|0|24|p||1|4' p.fa - <<END
id${t}peptide
"a,""b c"${t}ACDE
END

# ---- Matrices ----

prints 'BLOSUM45
BLOSUM50
BLOSUM62
BLOSUM80
BLOSUM90
PAM30
PAM70
PAM250
PMBEC' mimicry matrices
works mimicry matrices blosum62
is "$(printf 'residue ARNDCQEGHILKMFPSTWYVBZJXUO' | sed 's/[A-Z]/ &/g; s/  */ /g')" \
    "$(head -n 1 "$work/out" | tr '\t' ' ')"
is 'W -3 -3 -4 -4 -2 -2 -3 -2 -2 -3 -2 -3 -1 1 -4 -3 -2 11 2 -3 -4 -2 -2 -1 -4 -4' \
    "$(grep ^W "$work/out" | tr '\t' ' ')"
is 27 "$(wc -l <"$work/out" | tr -d ' ')"

hits '1|AAW|SSW|2|13|s||1|3' order.fa -e AAW --matrix PAM30 --top 1      # 0+0+13
hits '1|SSW|SSW|0|25|s||1|3' order.fa -e SSW --matrix pam30              # 6+6+13, in any case
hits '1|SSW|SSW|0|25|s||1|3' order.fa -e SSW --matrix "$MIMICRY_DATA/matrices/PAM30"

# Real numbers are printed with as many digits as they need.
hits '1|ACD|ACD|0|0.580748677344|p||1|3' p.fa -e ACD --matrix PMBEC
awk '/^[A-Z*]/ { for (i = 2; i <= NF; i++) $i /= 4 } { print }' \
    "$MIMICRY_DATA/matrices/BLOSUM62" >quarters
hits '1|AAW|SSW|2|3.25|s||1|3
1|AAW|AAP|1|1|p||1|3' order.fa -e AAW --min-score 1 --matrix quarters
hits '1|AAW|SSW|2|3.25|s||1|3' order.fa -e AAW --min-score 1.0001 --matrix ./quarters
sed 1d quarters | tr ' ' '\t' >tabs.txt
hits '1|AAW|SSW|2|3.25|s||1|3' order.fa -e AAW --max-penalty 1.5 --matrix tabs.txt
hits '' order.fa -e AAW --max-penalty 1.4999 --matrix tabs.txt

# Rows are the query's residue, columns the proteome's.
awk '/^A/ { $6 = 3 } { print }' "$MIMICRY_DATA/matrices/BLOSUM62" >oneway # A to C
printf '>a\nAA\n>c\nCC\n' >ac.fa
hits '1|AA|AA|0|8|a||1|2
1|AA|CC|2|6|c||1|2' ac.fa -e AA --matrix oneway -m 2
hits '1|CC|CC|0|18|c||1|2
1|CC|AA|2|0|a||1|2' ac.fa -e CC --matrix oneway -m 2

# What a matrix has no row for takes its lowest value: -4; U as C has 9 and O as K has 5.
printf '>u\nACUKO\n' >u.fa
hits '1|ACCKK|ACUKO|2|10|u||1|5' u.fa -e ACCKK -m 2
hits '1|ACCKK|ACUKO|2|32|u||1|5' u.fa -e ACCKK -m 2 --uo-as-ck
hits '1|ACUKO|ACUKO|2|10|u||1|5' u.fa -e ACUKO -m 2
hits '1|ACUKO|ACUKO|2|32|u||1|5' u.fa -e ACUKO --max-penalty 0 --uo-as-ck

finish
