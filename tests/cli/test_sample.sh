#!/bin/sh
# The main job on real proteins, and what must hold for whatever it prints about them.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

sample=$MIMICRY_DATA/self_sample.fasta.gz
known=$MIMICRY_DATA/known_offtargets.fasta
antigens=$MIMICRY_DATA/antigens.tsv

# ---- The index ----

prints '' mimicry index -o self.mim "$sample" "$known"
prints ok mimicry verify self.mim

# The same bytes for the same files, wherever they are and whenever it is.
mkdir elsewhere
cp "$sample" "$known" elsewhere
(
    cd elsewhere
    touch -t 200001010000 ./*.fasta
    umask 077
    "$MIMICRY" index --output=../again.mim ./self_sample.fasta.gz known_offtargets.fasta
)
same self.mim again.mim
cp self.mim before.mim
prints '' mimicry index -o self.mim "$sample" "$known" # over the one that is there
same self.mim before.mim
rm -r elsewhere again.mim before.mim

# The index is named after the FASTA file.
for file in a.fasta b.fa.gz c.faa d.txt e.gz .fa; do
    gzip -dc "$sample" | head -n 2 >$file
    prints '' mimicry index $file
done
for index in a.mim b.mim c.mim d.txt.mim e.mim .fa.mim; do
    prints ok mimicry verify $index
    mimicry info $index >"$work/info"
    is 'records	1' "$(grep '^records' "$work/info")"
done

gzip -dc "$sample" >plain.fa
records=$(cat plain.fa "$known" | grep -c '^>')
residues=$(cat plain.fa "$known" | grep -v '^>' | tr -d '\r\n' | wc -c)
crc() { # the CRC-32 that gzip keeps, of the file itself
    gzip -c <"$1" | tail -c 8 | od -An -tx1 | awk '{ print $4 $3 $2 $1 }'
}
table "key|value
records|$records
residues|$((residues))
bytes|$(wc -c <self.mim | tr -d ' ')
format_major|1
format_minor|0
suffix_width|4
sources|2
source|self_sample.fasta.gz
source_size|$(wc -c <"$sample" | tr -d ' ')
source_crc32|$(crc "$sample")
source|known_offtargets.fasta
source_size|$(wc -c <"$known" | tr -d ' ')
source_crc32|$(crc "$known")" mimicry info self.mim

# ---- The main job ----

works mimicry search -m 4 self.mim "$antigens"
cp "$work/out" antigens.tsv
is "$(printf '%s' "$columns" | tr '|' '\t')" "$(head -n 1 antigens.tsv)"
is 'MAGEA3-168|EVDPIGHLY|ESDPIVAQY|4|20|TTN-ESDPIVAQY|TTN|1|9' \
    "$(grep ESDPIVAQY antigens.tsv | tr '\t' '|')"
is 'MAGEA3-112|KVAELVHFL|KMAELVHFL|1|41|MAGEA12-KMAELVHFL|MAGEA12|1|9' \
    "$(grep KMAELVHFL antigens.tsv | tr '\t' '|')"
is 'MAGEA3-168 MAGEA3-112 MLANA-26 BST2' \
    "$(awk 'NR > 1 && $1 != last { last = $1; printf "%s%s", gap, last; gap = " " }' antigens.tsv)"

# Every published pair is found, with the mismatches that are published.
cut -f 2,5,7 "$MIMICRY_DATA/known_targets.tsv" | sed 1d >pairs
while read -r peptide target mismatches; do
    mimicry search "$known" -e "$peptide" -m "$mismatches" >"$work/hits"
    is "$peptide $target $mismatches" \
        "$(awk -v target="$target" '$3 == target { print $2, $3, $4 }' "$work/hits")"
done <pairs

# ---- What must hold for all that is printed ----

# Some thousand peptides of the sample itself, and some that are not.
awk '!/^>/ { for (i = 1; i + 8 <= length($0); i += 61) print substr($0, i, 9) }' plain.fa >list
awk 'NR % 7 == 0' list | tr 'A-Y' 'YA-X' >shifted # other letters, some of them no amino acids
cat shifted >>list

# The order of rows, and every row's own arithmetic, by the definitions.
cat >check.awk <<'AWK'
# Usage: awk -f check.awk BYSCORE=0|1 MATRIX ROWS
FNR == 1 { files++ }
files == 1 && /^ / { n = split($0, letter, " ") }
files == 1 && /^[A-Z]/ { for (i = 1; i <= n; i++) score[$1, letter[i]] = $(i + 1) }
files == 2 && FNR > 1 {
    mismatches = sum = 0
    for (i = 1; i <= length($2); i++) {
        q = substr($2, i, 1)
        r = substr($3, i, 1)
        mismatches += q != r || q !~ /[ACDEFGHIKLMNPQRSTVWY]/
        sum += (q, r) in score ? score[q, r] : -4
    }
    if (mismatches != $4 || sum != $5 || $9 - $8 + 1 != length($2) || $8 < 1)
        print "wrong: " $0
    first = BYSCORE ? -$5 : $4
    second = BYSCORE ? $4 : -$5
    if ($1 == id && (first < was1 || (first == was1 && second < was2)))
        print "out of order: " $0
    id = $1
    was1 = first
    was2 = second
    rows++
}
END { print (rows > 100 ? "rows" : "too few rows: " rows) }
AWK

# checked BYSCORE WORDS...: the rows of this search are right and in order.
checked() {
    by_score=$1
    shift
    mimicry search "$@" >"$work/rows"
    is rows "$(awk -f check.awk "BYSCORE=$by_score" \
        "$MIMICRY_DATA/matrices/BLOSUM62" FS='\t' "$work/rows")"
}
checked 0 self.mim list
checked 0 self.mim list -m 3
checked 1 self.mim list --max-penalty 14
checked 1 self.mim list --min-similarity 0.6
checked 1 self.mim list --top 2
checked 0 self.mim list -m 9 --top 2

# The same bytes for any number of threads, on standard output and in a file.
for words in '-m 3' '--max-penalty 16' '--top 3'; do
    # shellcheck disable=SC2086
    mimicry search self.mim list $words -t 1 >one
    for threads in 2 7; do
        # shellcheck disable=SC2086
        mimicry search self.mim list $words -t $threads -o "with$threads"
        same one "with$threads"
    done
done

# What is counted is what is printed.
mimicry search self.mim list -m 3 | awk -F '\t' 'NR > 1 { n[$1 " " $4]++ } END {
    for (k in n) print k, n[k] }' | sort >rows
mimicry search self.mim list -m 3 --counts | awk -F '\t' 'NR > 1 && $3 != "" {
    print $1, $3, $4 }' | sort >counted
same rows counted
is "$(wc -l <list)" "$(mimicry search self.mim list -m 3 --counts | sed 1d | cut -f1 | uniq | wc -l)"

finish
