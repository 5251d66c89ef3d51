#!/bin/sh
# Bad input: one clear line on standard error, the right exit status, nothing left behind.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# patch FILE OFFSET OCTAL...: changes bytes of a file.
patch() {
    patched=$1
    at=$2
    shift 2
    for octal in "$@"; do
        # shellcheck disable=SC2059
        printf "\\$octal" | dd of="$patched" bs=1 seek="$at" conv=notrunc 2>/dev/null
        at=$((at + 1))
    done
}

# flip FILE OFFSET: inverts a byte of a file.
flip() {
    byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
    patch "$1" "$2" "$(printf %03o $((255 - byte)))"
}

size_of() {
    wc -c <"$1" | tr -d ' '
}

# letters COUNT: that many A.
letters() {
    head -c "$1" /dev/zero | tr '\0' A
}

# bad_fasta PATTERN FILE: neither an index nor a search is made of it.
bad_fasta() {
    fails 1 "$1" mimicry index -o out.mim "$2"
    fails 1 "$1" mimicry search "$2" -e ACDE -o out.tsv
}

# bad_queries PATTERN FILE
bad_queries() {
    fails 1 "$1" mimicry search good.fa "$2" -o out.tsv
}

# bad_matrix PATTERN FILE
bad_matrix() {
    fails 1 "$1" mimicry search good.fa -e ACDE --matrix "$2" -o out.tsv
    fails 1 "$1" mimicry matrices "$2"
}

# bad_index PATTERN FILE
bad_index() {
    fails 1 "$1" mimicry verify "$2"
    fails 1 "$1" mimicry info "$2"
    fails 1 "$1" mimicry search "$2" -e ACDE -o out.tsv
}

printf '>good one\nACDEFGHIKLMNPQRSTVWY\n' >good.fa
mimicry index -o good.mim good.fa
sample=$MIMICRY_DATA/self_sample.fasta.gz
antigens=$MIMICRY_DATA/antigens.tsv

# ---- Files that are not there or cannot be read ----

mkdir folder
for file in ./nothing no/folder/x good.fa/x; do
    no_file="^mimicry: $file: cannot open: No(t a| such)"
    bad_fasta "$no_file" "$file"
    bad_queries "$no_file" "$file"
    bad_matrix "$no_file" "$file"
    bad_index "$no_file" "$file"
done
bad_fasta '^mimicry: folder: is a folder' folder
bad_queries '^mimicry: folder: is a folder' folder
bad_matrix '^mimicry: \./folder: is a folder' ./folder
bad_index '^mimicry: folder: (not a regular file|is a folder)' folder
fails 1 '^mimicry: nothing: cannot open' mimicry index -o out.mim good.fa nothing

# as_nobody WORDS...: the command run by a user who may read only what all may.
as_nobody() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$MIMICRY" "$@"
    else
        mimicry "$@"
    fi
}
cp good.fa secret
chmod 000 secret
if as_nobody --version >"$work/out" 2>&1; then
    denied='^mimicry: secret: cannot open: Permission denied$'
    fails 1 "$denied" as_nobody index -o out.mim secret
    fails 1 "$denied" as_nobody search secret -e ACDE
    fails 1 "$denied" as_nobody search good.fa secret
    fails 1 "$denied" as_nobody search good.fa -e ACDE --matrix secret
    fails 1 "$denied" as_nobody verify secret
    mkdir locked
    chmod 555 locked
    fails 1 '^mimicry: locked/x: cannot .*: Permission denied$' as_nobody index -o locked/x good.fa
    fails 1 '^mimicry: locked/x: cannot .*: Permission denied$' \
        as_nobody search good.fa -e ACDE -o locked/x
else
    skip 'files without permission' 'no other user can be put on, or cannot run the command'
fi

# ---- Empty files, and files that are something else ----

: >empty
printf '\r\n  \n\n' >blank
for file in empty blank; do
    bad_fasta "^mimicry: $file:[0-9]+: the file is empty" $file
    bad_queries "^mimicry: $file:[0-9]+: the file is empty" $file
done
fails 1 '^mimicry: standard input:[0-9]+: the file is empty' mimicry index -o x - <empty
fails 1 '^mimicry: standard input:[0-9]+: the file is empty' mimicry search good.fa - <empty
bad_matrix '^mimicry: empty:[0-9]+: .*column letters was expected' empty
index='^mimicry: good\.mim:1: the file is a mimicry index: it is given as INDEX, before the others'
bad_queries "$index" good.mim
bad_matrix "$index" good.mim
fails 1 "$index" mimicry index -o out.mim good.mim
for file in empty good.fa "$sample"; do
    fails 1 ': not a mimicry index$' mimicry info "$file"
    fails 1 ': not a mimicry index$' mimicry verify "$file"
done

# ---- FASTA ----

printf 'ACDE\nFGHI\n' >no_header
bad_fasta "^mimicry: no_header:1: character 'A' where a FASTA header.*expected\$" no_header
printf '\n\nACDE\n>late\nFGHI\n' >late_header
bad_fasta "^mimicry: late_header:3: character 'A' where" late_header
printf ' >one\nACDE\n' >indented
bad_fasta "^mimicry: indented:1: character '>' where" indented

for letter in 1 - . ';' '>' _ '?' '@' '[' '"' '#'; do
    printf '>a\nACDE\n>b\nACDE\nACD%sACDE\n' "$letter" >bad.fa
    regular=$letter
    case $letter in [.?[]) regular="\\$letter" ;; esac
    bad_fasta "^mimicry: bad\\.fa:5: column 4: character '$regular' is no residue\$" bad.fa
    bad_queries "^mimicry: bad\\.fa:5: column 4: character '$regular' is no residue" bad.fa
done
for octal in 000 001 033 177 200 303 377; do
    printf '>a\nAC' >bad.fa
    # shellcheck disable=SC2059
    printf "\\$octal" >>bad.fa
    printf 'DE\n' >>bad.fa
    bad_fasta "^mimicry: bad\\.fa:2: column 3: byte 0x[0-9a-f]{2} is no residue\$" bad.fa
done
fails 1 '^mimicry: bad\.fa:2: column 3: byte 0xff ' mimicry index -o x good.fa bad.fa
fails 1 '^mimicry: standard input:2: column 3: byte 0xff ' mimicry index -o x - <bad.fa

# Lines and columns are counted whatever the line ends are, and from one block to the next.
printf '>a\r\nACDE\r\n\r\nACD1\r\n' >bad.fa
bad_fasta '^mimicry: bad\.fa:4: column 4: ' bad.fa
printf '>a\rACDE\r\rACD1\r' >bad.fa
bad_fasta '^mimicry: bad\.fa:4: column 4: ' bad.fa
{
    printf '>a\n'
    letters 400000 | fold -w 80
    printf '\n%sJ!\n' "$(letters 70)"
} >bad.fa
bad_fasta "^mimicry: bad\\.fa:5002: column 72: character '!' is no residue\$" bad.fa

printf '>one\nACDE\n>tw\000o\nACDE\n' >bad.fa
bad_fasta '^mimicry: bad\.fa:3: a NUL byte in a header$' bad.fa
bad_queries '^mimicry: bad\.fa:3: a NUL byte' bad.fa

# ---- gzip ----

gzip -n -c good.fa >good.fa.gz
size=$(size_of good.fa.gz)
for length in 2 3 9 10 11 18 $((size / 2)) $((size - 8)) $((size - 4)) $((size - 1)); do
    head -c "$length" good.fa.gz >bad.gz
    bad_fasta '^mimicry: bad\.gz:[0-9]+: .*truncated$' bad.gz
    bad_queries '^mimicry: bad\.gz:[0-9]+: .*truncated$' bad.gz
done
head -c 40000 "$sample" >bad.gz
bad_fasta '^mimicry: bad\.gz:[0-9]+: .*truncated$' bad.gz
cat good.fa.gz bad.gz >second.gz
bad_fasta '^mimicry: second\.gz:[0-9]+: .*truncated$' second.gz

# A damaged byte becomes other residues or other bytes; the checksum at the end tells at last.
size=$(size_of "$sample")
for part in 1 2 3 4 5 6 7 8 9; do
    cp "$sample" bad.gz
    flip bad.gz $((size * part / 10))
    bad_fasta '^mimicry: bad\.gz:[0-9]+: ' bad.gz
done
for back in 1 4 5 8; do # the checksum and the length themselves
    cp good.fa.gz bad.gz
    flip bad.gz $(($(size_of bad.gz) - back))
    bad_fasta '^mimicry: bad\.gz:[0-9]+: the gzip data is damaged' bad.gz
    bad_queries '^mimicry: bad\.gz:[0-9]+: the gzip data is damaged' bad.gz
done
{ cat good.fa.gz && printf '>two\nACDE\n'; } >bad.gz
bad_fasta '^mimicry: bad\.gz:[0-9]+: the gzip data is followed by something else$' bad.gz
{ cat good.fa.gz && printf '\037\213not gzip at all'; } >bad.gz
bad_fasta '^mimicry: bad\.gz:[0-9]+: the gzip data is damaged' bad.gz

# ---- Lines of 100 MB, in tests that are not thorough of 20 ----

long='^mimicry: .*:[0-9]+: a sequence of more than 1024 residues: only windows of it can'
huge=20000000
[ "${MIMICRY_THOROUGH:-}" != 1 ] || huge=100000000
letters $huge >many_letters
{ printf '>huge\n' && cat many_letters && printf '\nCDE\n'; } >huge
table "query_id|query|mismatches|count
1|AAC|0|1" mimicry search huge -e AAC --counts
bad_queries "$long" huge
{ printf '>' && cat many_letters && printf '\nACDE\n'; } >huge
bad_fasta '^mimicry: huge:1: a header of more than [0-9]+ bytes$' huge
{ printf 'ACDE\n' && cat many_letters; } >huge
bad_queries "$long" huge
{ printf 'id\tpeptide\n' && cat many_letters; } >huge
bad_queries '^mimicry: huge:2: 1 cells where the first line has 2$' huge
{ printf 'id\tpeptide\n1\t' && cat many_letters; } >huge
bad_queries "$long" huge
{ printf '# comment\n   A' && cat many_letters; } >huge
bad_matrix '^mimicry: huge:2: a line of more than [0-9]+ bytes$' huge
rm huge many_letters

# ---- Queries ----

printf 'ACDE\nACD1\n' >list
bad_queries "^mimicry: list:2: column 4: character '1' is no residue: .*bare sequence\$" list
printf '\r\n  ACD\303\n' >list
bad_queries '^mimicry: list:2: column 6: byte 0xc3 is no residue: .*' list
printf 'ACDE\nAC\000DE\n' >list
bad_queries '^mimicry: list:2: a NUL byte' list
stop='^mimicry: .*:[0-9]+: a sequence with a stop, .\*.: only windows of it can be searched, '
printf 'ACDE\nAC*DE\n' >list
bad_queries "$stop" list
printf '>a\nACDE\n>b\nAC*DE\n' >list
bad_queries "$stop" list
for records in '>a\n>b\nACDE\n' '>a\nACDE\n>b\n' '>a\n\n>b\nACDE\n'; do
    # shellcheck disable=SC2059
    printf "$records" >list
    bad_queries '^mimicry: list:[13]: an empty peptide: record .[ab]. has no residues$' list
done

printf 'id\tgene\nx\tTTN\n' >bad.tsv
bad_queries "^mimicry: bad\\.tsv:1: a table without a column of peptides: 'peptide', .*" bad.tsv
printf 'peptide\tpeptide\nACDE\tACDE\n' >bad.tsv
bad_queries "^mimicry: bad\\.tsv:1: columns 'peptide' and 'peptide' both have the peptide" bad.tsv
printf 'id\tpeptide\tid\n1\tACDE\t2\n' >bad.tsv
bad_queries "^mimicry: bad\\.tsv:1: columns 'id' and 'id' both have the id" bad.tsv
printf 'id\tpeptide\nx\n' >bad.tsv
bad_queries '^mimicry: bad\.tsv:2: 1 cells where the first line has 2$' bad.tsv
printf 'id\tpeptide\nx\tACDE\ty\n' >bad.tsv
bad_queries '^mimicry: bad\.tsv:2: 3 cells where the first line has 2$' bad.tsv
printf 'id\tpeptide\nx\tACDE\ny\t\n' >bad.tsv
bad_queries "^mimicry: bad\\.tsv:3: column 'peptide': an empty peptide\$" bad.tsv
printf 'id,peptide\nx,ACDE\n"y,z",ACD?\n' >bad.csv
bad_queries "^mimicry: bad\\.csv:3: column 'peptide': character '\\?' is no residue .place 4" \
    bad.csv
printf 'peptide,id\n"ACD1",x\n' >bad.csv
bad_queries "^mimicry: bad\\.csv:2: column 'peptide': character '1' is no residue .place 4" \
    bad.csv
printf 'peptide,id\n"ACDE,x\n' >bad.csv
bad_queries '^mimicry: bad\.csv:2: ' bad.csv
printf 'id,peptide\nx,"ACDE\n' >bad.csv
bad_queries '^mimicry: bad\.csv:2: ' bad.csv
printf 'peptide,id\n"ACDE"FGHI,x\n' >bad.csv
bad_queries '^mimicry: bad\.csv:2: ' bad.csv
for header in 'id\tpeptide' 'peptide,id' peptide; do
    # shellcheck disable=SC2059
    printf "$header\n" >bad.tsv
    hits '' good.fa bad.tsv
done

for peptide in ACD1 'AC DE' 'AC-DE' AcDE "$(printf 'AC\303\251DE')" "$(printf 'AC\nDE')"; do
    fails 2 "^mimicry: row 1: column 'peptide': .*place [234]\\): .*(sequence|other words)" \
        mimicry search good.fa -e "$peptide"
done
fails 2 "^mimicry: row 2: column 'peptide': character '1' is no residue \\(place 1\\): " \
    mimicry search good.fa -e ACDE -e 1ACD --format jsonl
fails 2 "^mimicry: row 1: column 'peptide': an empty peptide\$" mimicry search good.fa -e ''
fails 2 "^mimicry: row 1: .*character '1' is no residue" \
    mimicry search good.fa -e ACDE1FGHIK --windows 3 -o out.tsv
fails 2 'a stop, .\*.: only windows of it can be searched, or the peptide without it$' \
    mimicry search good.fa -e 'ACD*'

letters 1024 >longest
{ cat longest && printf A; } >too_long
{ printf '>r\nC' && cat longest && printf 'C\n'; } >long.fa
hits "1|$(cat longest)|$(cat longest)|0|4096|r||2|1025" long.fa longest
hits "1|$(cat longest)|$(cat longest)|0|4096|r||2|1025" long.fa -e "$(cat longest)"
bad_queries "$long" too_long
fails 2 'only windows of it can be searched$' \
    mimicry search good.fa -e "$(cat too_long)"
{ printf 'ACDE\n>x\n' && fold -w 60 too_long && printf '\n>y\nACDE\n'; } | sed 1d >too_long.fa
bad_queries "$long" too_long.fa

# ---- Matrices ----

fails 2 "^mimicry: unknown matrix 'BLOSUM63'" mimicry search good.fa -e ACDE --matrix BLOSUM63
fails 2 "^mimicry: unknown matrix ''" mimicry search good.fa -e ACDE --matrix ''
fails 2 "^mimicry: unknown matrix 'BLOSUM63'" mimicry matrices BLOSUM63

good=$MIMICRY_DATA/matrices/BLOSUM62 # a comment, the column letters, then A R N D ...: 27 lines
sed '/^W/d' "$good" >m
bad_matrix "^mimicry: m:[0-9]+: the matrix has no row 'W'\$" m
sed '/^B/d' "$good" >m
bad_matrix "^mimicry: m:[0-9]+: the matrix has no row 'B'\$" m
awk '!/^W/ && !/^#/ { n = /^ /; for (i = 1; i <= NF; i++) if (i + n != 19) printf "%s ", $i
                      print "" }' "$good" >m
bad_matrix "^mimicry: m:[0-9]+: the matrix has no column 'W'\$" m
{ cat "$good" && grep ^A "$good"; } >m
bad_matrix "^mimicry: m:28: a repeated row 'A'\$" m
sed '2s/R/A/' "$good" >m
bad_matrix "^mimicry: m:2: a repeated column 'A'\$" m
sed '2s/R/r A/' "$good" >m
bad_matrix "^mimicry: m:2: a repeated column 'A'\$" m
sed '2s/R/Arg/' "$good" >m
bad_matrix "^mimicry: m:2: a residue letter .*expected, not 'Arg'\$" m
sed '2s/R/1/' "$good" >m
bad_matrix "^mimicry: m:2: a residue letter .*expected, not '1'\$" m
sed 's/^W/O/' "$good" >m
bad_matrix "^mimicry: m:20: a row for one of the columns was expected, not 'O'\$" m
sed 's/^W/Trp/' "$good" >m
bad_matrix "^mimicry: m:20: a row .*expected, not 'Trp'\$" m
for word in eleven inf -inf nan NaN 0x0b 1e 1,5 --1 1.2.3 + . 1d 1e999 '11*'; do
    sed "20s/11/$word/" "$good" >m
    bad_matrix "^mimicry: m:20: a number was expected, not '" m
done
for word in 1000001 -1e7 1e300; do
    sed "20s/11/$word/" "$good" >m
    bad_matrix "^mimicry: m:20: a score between -1e6 and 1e6 was expected, not '$word'\$" m
done
sed '20s/-4$//' "$good" >m
bad_matrix "^mimicry: m:20: fewer numbers than columns in row 'W'\$" m
sed '20s/$/ 0/' "$good" >m
bad_matrix "^mimicry: m:20: more numbers than columns in row 'W'\$" m
head -n 1 "$good" >m
bad_matrix '^mimicry: m:[0-9]+: .*column letters was expected' m
head -n 2 "$good" >m
bad_matrix "^mimicry: m:[0-9]+: the matrix has no row 'A'\$" m
{ head -n 20 "$good" && printf '\000\n'; } >m
bad_matrix '^mimicry: m:21: a NUL byte' m

# ---- Thresholds ----

for number in -1 1.5 -1e300; do
    fails 2 "^mimicry: search: -m $number: a whole number from 0 on was expected" \
        mimicry search good.fa -e ACDE -m $number -o out.tsv
done

# Of the 17 windows of good.fa one is ACDE, and one shares a residue with it by chance: none does.
none='query_id|query|mismatches|count
1|ACDE||0'
all='query_id|query|mismatches|count
1|ACDE|0|1
1|ACDE|4|16'
for number in 4 1e300 99999999999999999999; do
    table "$all" mimicry search good.fa -e ACDE --counts -m $number
done
for number in 17 1000 99999999999999999999; do
    table "$all" mimicry search good.fa -e ACDE --counts --top $number
done
for number in -100 -1e300 -99999999999999999999; do
    table "$all" mimicry search good.fa -e ACDE --counts --min-score $number
    table "$all" mimicry search good.fa -e ACDE --counts --min-similarity $number
    table "$none" mimicry search good.fa -e ACDE --counts --max-penalty $number
done
for number in 100 1e300 99999999999999999999; do
    table "$none" mimicry search good.fa -e ACDE --counts --min-score $number
    table "$none" mimicry search good.fa -e ACDE --counts --min-similarity $number
    table "$all" mimicry search good.fa -e ACDE --counts --max-penalty $number
done

# ---- Damaged indexes (flip_bytes tries every byte) ----

size=$(size_of good.mim)
cp good.mim bad.mim
patch bad.mim 12 143 143 # the major version
bad_index '^mimicry: bad\.mim: an index of format 25443\.[0-9]+, .*build it again$' bad.mim
cp good.mim bad.mim
patch bad.mim 16 002 # a feature that no reader knows
bad_index '^mimicry: bad\.mim: an index of format' bad.mim
od -An -to1 -j 8 -N 4 good.mim >"$work/order"
read -r o1 o2 o3 o4 <"$work/order"
cp good.mim bad.mim
patch bad.mim 8 "$o4" "$o3" "$o2" "$o1"
bad_index '^mimicry: bad\.mim: .*byte order' bad.mim

for length in 0 7; do
    head -c $length good.mim >bad.mim
    fails 1 '^mimicry: bad\.mim: not a mimicry index$' mimicry verify bad.mim
    fails 1 '^mimicry: bad\.mim: not a mimicry index$' mimicry info bad.mim
    fails 1 '^mimicry: bad\.mim:1: ' mimicry search bad.mim -e ACDE
done
for length in 8 40 511 4095 4096 4097 5000 $((size / 2)) $((size - 64)) $((size - 1)); do
    head -c "$length" good.mim >bad.mim
    bad_index '^mimicry: bad\.mim: ' bad.mim
done
{ cat good.mim && printf '\000'; } >bad.mim
bad_index '^mimicry: bad\.mim: damaged index: ' bad.mim
{ head -c 4096 good.mim && head -c $((size - 4096)) /dev/zero; } >bad.mim
bad_index '^mimicry: bad\.mim: damaged index: ' bad.mim
for offset in 24 32 40 48 56 60 64 288 300 500 4000 4095; do
    cp good.mim bad.mim
    flip bad.mim $offset
    bad_index '^mimicry: bad\.mim: damaged index: the header' bad.mim
done
cp good.mim bad.mim
for offset in 4096 4110 4200 4224 4288 4352 4480 4490 $((size / 3)) $((size - 100)); do
    flip bad.mim "$offset"
    fails 1 '^mimicry: bad\.mim: ' mimicry verify bad.mim
    survives mimicry search bad.mim -e ACDE
    survives mimicry search bad.mim -e ACDEFGHIK -m 5 --format jsonl
    survives mimicry search bad.mim -e ACDEFGHIK --top 3
    survives mimicry info bad.mim
    flip bad.mim "$offset"
done
same good.mim bad.mim # each was put right again
prints ok mimicry verify bad.mim
rm bad.mim

# ---- Output that cannot be written ----

no_folder='^mimicry: no/folder/x: cannot (create|write): No such file or directory$'
fails 1 "$no_folder" mimicry index -o no/folder/x good.fa
fails 1 "$no_folder" mimicry search good.fa -e ACDE -o no/folder/x
fails 1 '^mimicry: folder: cannot write: ' mimicry index -o folder good.fa
fails 1 '^mimicry: folder: cannot write: ' mimicry search good.fa -e ACDE -o folder
fails 1 '^mimicry: : cannot write: ' mimicry search good.fa -e ACDE -o ''
fails 1 '^mimicry: /dev/full: cannot write: ' mimicry index -o /dev/full good.fa

# to_full COMMAND...: its standard output is a disk that is full.
to_full() {
    "$@" >/dev/full
}
if [ -c /dev/full ]; then
    full='^mimicry: standard output: cannot write: No space left on device$'
    fails 1 "$full" to_full mimicry search good.fa -e ACDE
    fails 1 "$full" to_full mimicry search "$sample" "$antigens" -m 9
    fails 1 "$full" to_full mimicry search "$sample" "$antigens" -m 9 --counts
    fails 1 "$full" to_full mimicry info good.mim
    fails 1 "$full" to_full mimicry matrices
    fails 1 "$full" to_full mimicry matrices PAM30
    fails 1 "$full" to_full mimicry score hamming ACDE ACDF
    fails 1 "$full" to_full mimicry verify good.mim
    fails 1 '^mimicry: /dev/full: cannot write: No space left on device$' \
        mimicry search good.fa -e ACDE -o /dev/full
else
    skip 'a full standard output' 'there is no /dev/full'
fi

# little COMMAND...: it may write no file of more than 64 KiB.
little() (
    trap '' XFSZ
    ulimit -f 128
    "$@"
)
printf 'old\n' >old
for file in new old; do
    fails 1 "^mimicry: $file: cannot write: File too large\$" little mimicry index -o $file good.fa
    fails 1 "^mimicry: $file: cannot write: File too large\$" \
        little mimicry search "$sample" "$antigens" -m 9 -o $file
done
is old "$(cat old)"

mkdir disk
if mount -t tmpfs -o size=64k mimicry-test disk 2>"$work/err"; then
    printf 'old\n' >disk/old
    for file in disk/new disk/old; do
        full="^mimicry: $file: cannot write: No space left on device\$"
        fails 1 "$full" mimicry index -o $file good.fa
        fails 1 "$full" mimicry search "$sample" "$antigens" -m 9 -o $file
    done
    is old "$(cat disk/old)"
else
    skip 'a full disk' 'a small file system cannot be mounted'
fi

# ---- Interruption ----

# ends HOW WORDS...: what interrupt.py says of the command, which leaves no file behind.
ends() {
    how=$1
    shift
    find . | sort >"$work/before"
    prints "$how" python3 "$here/interrupt.py" "$@"
    find . | sort >"$work/after"
    same "$work/before" "$work/after"
}

for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    cat "$sample"
done >many.fa.gz
mimicry index -o many.mim many.fa.gz
many="search many.mim $antigens -m 9" # it prints some hundred MB
for signal in INT TERM HUP; do
    # shellcheck disable=SC2086
    ends "killed by SIG$signal" $signal 'out.tsv.partial-*' "$MIMICRY" $many -o out.tsv
done
# shellcheck disable=SC2086
ends 'killed by SIGTERM' --pipe-out TERM 0.5 "$MIMICRY" $many
# shellcheck disable=SC2086
ends 'killed by SIGTERM' TERM 'old.partial-*' "$MIMICRY" $many -o old
is old "$(cat old)"

{ printf '>long\n' && letters 30000000 && echo; } >long.fa # some seconds to sort
ends 'killed by SIGINT' INT 0.2 "$MIMICRY" index -o out.mim long.fa
ends 'killed by SIGTERM' TERM 0.2 "$MIMICRY" search -o out.tsv long.fa -e ACDE

# While it waits for input, too.
ends 'killed by SIGINT' --pipe-in INT 0.3 "$MIMICRY" index -o out.mim -
ends 'killed by SIGTERM' --pipe-in TERM 0.3 "$MIMICRY" search good.fa -

# A signal that whoever started it wants to be ignored, as nohup does, is ignored.
echo EVDPIGHLY >one
prints 'exit status 0' python3 "$here/interrupt.py" --ignored HUP 'out.tsv.partial-*' \
    "$MIMICRY" search many.mim one -m 8 -o out.tsv
rm out.tsv

# A reader that has seen enough is no error.
first=$(mimicry search "$sample" "$antigens" -m 9 2>"$work/err" | head -n 1)
is "$(printf '%s' "$columns|rank|presented|allele" | tr '|' '\t')" "$first"
without_notes
is '' "$(cat "$work/messages")"

finish
