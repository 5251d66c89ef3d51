#!/bin/sh
# mimicry score: pairs on the command line and in tables, good and bad.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# scores ROWS WORDS...: `mimicry score WORDS...` prints a table of these rows; bars stand for tabs.
scores() {
    rows=$1
    shift
    table "a|b|method|value${rows:+
$rows}" mimicry score "$@"
}

# usage PATTERN WORDS...
usage() {
    pattern="^mimicry: score: $1 \\(see mimicry score --help\\)\$"
    shift
    fails 2 "$pattern" mimicry score "$@"
}

# wrong PATTERN WORDS...: the library refuses the words.
wrong() {
    pattern="^mimicry: $1\$"
    shift
    fails 2 "$pattern" mimicry score "$@"
}

# bad PATTERN WORDS...
bad() {
    pattern="^mimicry: $1\$"
    shift
    fails 1 "$pattern" mimicry score "$@"
}

mage=EVDPIGHLY
titin=ESDPIVAQY

# ---- Every method ----

value() {
    scores "$mage|$titin|$1|$2" "$1" $mage $titin
}
value hamming 4
value score 20
value similarity 0.39215686274509803 # 17 digits, as it takes; 15 or 16 where they do
value penalty 31
value gram-distance 57
value self-similarity 0.8664312164407394
value relatedness 14.381647775557404
value hex 136
scores "$titin|$mage|penalty|26" penalty $titin $mage
scores "$mage|$titin|score|19" score --matrix PAM30 $mage $titin
scores "$mage|$titin|relatedness|12.01323081502989" \
    relatedness --weights 3,.5,.5,4,2,.5,1,1,.5 $mage $titin
scores "$mage|$titin|hamming|2" hamming $mage $titin --weights 1,0,1,1,1,1,1,0,1
scores 'SIINFEKL|SIINFEKLT|self-similarity|0.9650573712559277' self-similarity SIINFEKL SIINFEKLT
scores 'DUD|DUD|hamming|1' hamming dud DUD
scores 'UOX|CKX|score|-9' score UOX CKX
scores 'UOX|CKX|score|13' score --uo-as-ck UOX CKX
works mimicry score --help
cp "$work/out" help
for method in hamming score similarity penalty gram-distance self-similarity relatedness \
    cross-reactivity hex dissimilarity foreignness amplitude; do
    grep -q "^  $method  *[a-zA-Z]" help || fail "the help does not name $method"
done

# ---- Tables ----

rows="$mage|$titin|hamming|4
$mage|$mage|hamming|0"
printf 'a\tb\n%s\t%s\n%s\t%s\n' $mage $titin $mage $mage >pairs.tsv
scores "$rows" hamming pairs.tsv
scores "$rows" hamming - <pairs.tsv
gzip -k pairs.tsv
scores "$rows" hamming pairs.tsv.gz
tail -n 2 pairs.tsv >no_header
scores "$rows" hamming no_header
tr '\t' ',' <pairs.tsv >pairs.csv
scores "$rows" hamming pairs.csv
printf '\357\273\277A,note,"B"\r\n%s,"x, ""y""","%s"\r\n\r\n%s,,%s' $mage $titin evdpighly \
    ' EVDPIGHLY ' >quoted.csv
scores "$rows" hamming quoted.csv
printf 'b\ta\n%s\t%s\n' $titin $mage >turned
scores "$mage|$titin|penalty|31" penalty turned
printf 'match\tquery\ta\n%s\t%s\t\n' $titin $mage >searched
scores "$mage|$titin|penalty|31" penalty searched
scores "$titin|$mage|penalty|26" penalty --peptide-column Match --target-column QUERY searched
printf 'a\tb\n' >header_only
scores '' hamming header_only

printf '>one\nEVDPIGHLYESDPIVAQY\n' >self.fa
mimicry search -m 4 self.fa -e $mage | mimicry score penalty - >piped
table "a|b|method|value
$mage|$mage|penalty|0
$mage|$titin|penalty|31" cat piped

# ---- Formats and outputs ----

prints "a,b,method,value
$mage,$titin,hex,136" mimicry score hex --format csv $mage $titin
prints "{\"a\":\"$mage\",\"b\":\"$titin\",\"method\":\"hex\",\"value\":136}" \
    mimicry score hex --format jsonl $mage $titin
prints '' mimicry score hamming pairs.tsv -o out.tsv
mimicry score hamming pairs.tsv >expected
same expected out.tsv
echo old >out.tsv
bad 'no/folder: cannot write: No such .*' hamming pairs.tsv -o no/folder
bad 'A: cannot open: .*' hamming A -o out.tsv
is old "$(cat out.tsv)"
# Columns by name, among others.
mimicry score self-similarity "$MIMICRY_DATA/known_targets.tsv" \
    --peptide-column peptide --target-column off_target >known
is 67 "$(wc -l <known | tr -d ' ')"

# ---- Bad input, with file and line ----

both=".*columns 'a' and 'b', or 'query' and 'match'"
# in_table PATTERN FORMAT: what is wrong with a table.
in_table() {
    # shellcheck disable=SC2059
    printf "$2" >bad.tsv
    bad "bad\\.tsv:$1" hamming bad.tsv -o out.tsv
}
in_table '1: the file is empty, .*' ''
in_table '1: the file is empty, .*' '\n\r\n'
in_table "1: $both.*" 'a\tc\nA\tC\n'
in_table "1: $both.*" 'peptide\thit\nACD\tACD\n'
in_table "1: $both.*" 'ACD\n'
in_table "1: $both.*" 'ACD\tAC1\n'
in_table "1: $both.*" 'ACD\tACD\tACD\n'
in_table "2: $both.*" '\nx\ty\n'
in_table "1: columns 'b' and 'B' both have its target.*" 'a\tb\tB\nA\tC\tD\n'
in_table '3: 1 cells where the first line has 2' 'a\tb\nA\tC\nA\n'
in_table '2: a quoted cell that does not end.*' 'a\tb\n"A\tC\n'
in_table '3: peptides of 1 and 2 residues: hamming takes two of one length' 'a\tb\nA\tC\nA\tCD\n'
in_table '4: peptides of 1 and 2 residues.*' 'a\tb\r\n\r\nA\tC\r\nA\tCD\r\n'
in_table '2: peptides of 1 and 2 residues.*' 'A\tC\nA\tCD\n'
in_table "2: column 'b': character '1' is no residue .place 2.: .*" 'a\tb\nACD\tA1C\n'
in_table "2: peptide 'A\\*C': column 2: character '\\*' is no residue" 'a\tb\nA*C\tACD\n'
in_table "2: column 'b': an empty peptide" 'a\tb\nACD\t\n'
in_table '2: a peptide of 1025 residues: 1 to 1024 were expected' \
    "a\\tb\\nA\\t$(head -c 1025 /dev/zero | tr '\0' A)\\n"
in_table '2: a NUL byte.*' 'a\tb\nA\tC\000\n'
in_table '1: the gzip data .*' '\037\213\010'
printf 'a\tb\nACD\tAUD\n' >rare
bad "rare:2: self-similarity has no value for 'U'.*" self-similarity rare
bad "rare:2: relatedness has no value for 'U'.*" relatedness rare
scores 'ACD|AUD|score|6' score rare
bad "rare:1: no column 'x'" hamming --peptide-column x --target-column b rare
bad "rare:1: no column 'y'" hamming --peptide-column a --target-column y rare
bad 'row 1: peptides of 1 and 2 residues.*' hamming A CD
wrong "row 1: column 'target': character '1' is no residue .*" hamming A 1
bad 'row 1: peptides of 1 residues, but hamming has weights of 2 positions' \
    hamming A C --weights 1,1
wrong 'weight -1 of position 2: .*' hamming AC AC --weights 1,-1
wrong "unknown matrix 'none'.*" score A C --matrix none
bad 'row 1: similarity has no value: .* is -1' similarity X A
bad 'folder: is a folder.*' hamming "$(mkdir folder && echo folder)"

# ---- Parameter files ----

row=$(seq -s , 0 19)
rows=$(for _ in $(seq 20); do printf '[%s],\n' "$row"; done)
printf '{"factors": [1, 0.5],\n"residues": "ACDEFGHIKLMNPQRSTVWY",\n"table": [%s]}\n' "${rows%,}" \
    >made_up.json
scores 'AA|CY|cross-reactivity|10.5' cross-reactivity --parameters made_up.json AA CY
gzip -k made_up.json
scores 'AA|CY|cross-reactivity|10.5' cross-reactivity --parameters made_up.json.gz AA CY
bad "row 1: cross-reactivity has no value for 'X'.*" \
    cross-reactivity --parameters made_up.json AX CY
bad 'row 1: peptides of 3 residues, but cross-reactivity has factors of 2 positions' \
    cross-reactivity --parameters made_up.json AAA CYC
sed 's/0.5/0,5,/' made_up.json >bad.json
bad "bad\\.json:1: character ']' where another member.*" \
    cross-reactivity --parameters bad.json AA CY
sed 's/ACD/AAD/' made_up.json >bad.json
bad 'bad\.json:2: "residues" is not the 20.*' cross-reactivity --parameters bad.json AA CY
bad 'pairs\.tsv:1: .* where an object .*' cross-reactivity --parameters pairs.tsv AA CY
bad './none: cannot open: .*' cross-reactivity --parameters ./none AA CY
: >empty
bad 'empty:1: the file is empty, JSON was expected' cross-reactivity --parameters empty AA CY

# ---- Wrong words ----

usage 'METHOD is missing'
usage "unknown method 'foo': METHOD comes first, one of hamming, .*, amplitude" foo A C
usage "unknown method 'Hamming': did you mean hamming\\?" Hamming A C
usage 'A and B, or PAIRS, are missing' hamming
usage "one word too many: 'D'" hamming A C D
usage 'columns are named for a table of pairs' hamming A C --peptide-column a
for word in '' ',' '1,' ',1' '1,,2' a '1,x' '1;2' nan; do
    usage "--weights '.*': a number was expected" hamming A C --weights "$word"
done
usage "--format 'xml': one of tsv, .*" hamming A C --format xml
wrong 'cross-reactivity needs a parameter file.*' cross-reactivity A C
wrong 'hamming takes no matrix' hamming A C --matrix PAM30
wrong 'hamming takes no matrix' hamming A C --uo-as-ck
wrong 'relatedness takes no matrix' relatedness A C --matrix PAM30
wrong 'self-similarity takes no weights' self-similarity A C --weights 1
wrong 'cross-reactivity takes no weights' cross-reactivity A C --weights 1 --parameters x
wrong 'hex takes no parameter file' hex A C --parameters made_up.json
for option in --matrix --weights --parameters --peptide-column --format -o --output; do
    usage "$option needs a value" hamming A C $option
done

finish
