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
without_gene|$(cat plain.fa "$known" | grep "^>" | grep -vc "GN=\|gene_symbol:")
without_residues|0
decoys|0
changed|0
added|0" mimicry info self.mim

# ---- The main job ----

works mimicry search -m 4 --allele none self.mim "$antigens"
cp "$work/out" antigens.tsv
is "$(printf '%s' "$columns|rank" | tr '|' '\t')" "$(head -n 1 antigens.tsv)"
is 'MAGEA3-168|EVDPIGHLY|ESDPIVAQY|4|20|TTN-ESDPIVAQY|TTN|1|9|35' \
    "$(grep ESDPIVAQY antigens.tsv | tr '\t' '|')"
is 'MAGEA3-112|KVAELVHFL|KMAELVHFL|1|41|MAGEA12-KMAELVHFL|MAGEA12|1|9|1' \
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

# Some thousand peptides: of the sample itself, and the same with other letters.
awk '!/^>/ { for (i = 1; i + 8 <= length($0); i += 61) print substr($0, i, 9) }' plain.fa >list
awk 'NR % 7 == 0' list | tr ACDEFGHIKLMNPQRSTVWY YACDEFGHIKLMNPQRSTVW >others
cat others >>list
mimicry index -o plain.mim plain.fa

# The arithmetic of every row, and the order of rows, by the definitions.
cat >check.awk <<'AWK'
FNR == 1 { files++ }
files == 1 && /^\t/ { n = split($0, letter, " ") }
files == 1 && /^[A-Z]/ { for (i = 1; i <= n; i++) value[$1, letter[i]] = $(i + 1) }
files == 2 && FNR > 1 {
    mismatches = score = 0
    for (i = 1; i <= length($2); i++) {
        q = substr($2, i, 1)
        r = substr($3, i, 1)
        mismatches += q != r || q !~ /[ACDEFGHIKLMNPQRSTVWY]/
        score += value[q, r]
    }
    if ($4 != mismatches || $5 != score)
        print "wrong numbers: " $0
    if (length($3) != length($2) || $9 - $8 + 1 != length($2) || $8 < 1)
        print "wrong length: " $0
    major = -$5
    minor = $4
    if (NR > 1 && $1 == id ? major < was || (major == was && minor < then) : $1 + 0 < id + 0)
        print "out of order: " $0
    id = $1
    was = major
    then = minor
    rows++
}
END { print(rows > 2000 ? "good" : "too few rows") }
AWK
# check ROWS
check() {
    awk -F '\t' -f check.awk matrix "$1"
}
tr -s ' ' '\t' <"$MIMICRY_DATA/matrices/BLOSUM62" >matrix

# The searches, one a line; the rows of number N are kept in rows.N.
cat >searches <<'END'
-m 3
--min-score 27
--min-similarity 0.6
--max-penalty 19
--top 3
--top 2 -m 5
--exact
END
number=0
while read -r words; do
    number=$((number + 1))
    # shellcheck disable=SC2086
    works mimicry search plain.mim list $words -t 1
    cp "$work/out" rows.$number
    is good "$(check rows.$number)"
done <searches

# They are the same for any number of threads, from a FASTA file, and in a file.
for threads in 2 7; do
    number=0
    while read -r words; do
        number=$((number + 1))
        # shellcheck disable=SC2086
        mimicry search plain.mim list $words --threads $threads >rows
        same rows.$number rows
    done <searches
done
mimicry search "$sample" list -m 3 >rows
same rows.1 rows
prints '' mimicry search plain.mim list -m 3 -o rows.out
same rows.1 rows.out
echo old >rows.out
prints '' mimicry search plain.mim list -m 3 --output=rows.out
same rows.1 rows.out
ln -s /dev/stdout link # a pipe or a device is written to as it is
mimicry search plain.mim list -m 3 -o link | cat >rows
same rows.1 rows
[ -L link ] || fail '-o has replaced a link to a pipe'
pass

# --counts are the numbers of rows.
for number in 1 2; do
    case $number in
        1) words='-m 3' ;;
        2) words='--min-score 27' ;;
    esac
    # shellcheck disable=SC2086
    mimicry search plain.mim list $words --counts -t 3 >counts
    awk -F '\t' -v OFS='\t' '
        FNR == 1 { files++ }
        files == 1 { peptide[FNR] = $1; n = FNR }
        files == 2 && FNR > 1 { count[$1, $4]++; any[$1] = 1 }
        END {
            print "query_id", "query", "mismatches", "count"
            for (i = 1; i <= n; i++) {
                if (!any[i])
                    print i, peptide[i], "", 0
                for (m = 0; m <= 9; m++)
                    if ((i, m) in count)
                        print i, peptide[i], m, count[i, m]
            }
        }' list rows.$number >expected
    same expected counts
done

# From here on without alleles, so that similarity alone orders.
cut -f 1-3 "$antigens" >unpresented.tsv
antigens=$PWD/unpresented.tsv

# The best N are the head of the whole ranking, with the ties of the last.
mimicry search plain.mim "$antigens" --min-score -1000 >all
for top in 1 10 500; do
    mimicry search plain.mim "$antigens" --top $top >best
    awk -F '\t' -v top=$top '
        NR > 1 && $1 != id { id = $1; n = 0 }
        { n++ }
        NR == 1 || n <= top { last = $5; print; next }
        $5 == last' all >expected
    same expected best
done
mimicry search plain.mim "$antigens" -m 10 >within
for top in 1 10 500; do
    mimicry search plain.mim "$antigens" --top $top -m 10 >best
    awk -F '\t' -v top=$top '
        NR > 1 && $1 != id { id = $1; n = 0 }
        { n++ }
        NR == 1 || n <= top { last = $5; print; next }
        $5 == last' within >expected
    same expected best
done

# Each threshold takes exactly the rows of the whole that reach it.
for score in 25 12 3.5 0; do
    mimicry search plain.mim "$antigens" --min-score $score >rows
    awk -F '\t' -v score=$score 'NR == 1 || $5 >= score' all >expected
    same expected rows
done

# Windows are the peptides that were cut.
mimicry search plain.mim "$antigens" --windows 8-9 -m 2 --flank 2 >windows
awk -F '\t' 'NR > 1 {
    for (i = 1; i + 7 <= length($2); i++)
        for (n = 8; n <= 9 && i + n - 1 <= length($2); n++)
            print $1 "\t" substr($2, i, n) "\t" i "\t" i + n - 1
}' "$antigens" >pieces
{ printf 'id\tpeptide\n' && cut -f 1,2 pieces; } >cut.tsv
mimicry search plain.mim cut.tsv -m 2 --flank 2 | cut -f 1-9 >rows
cut -f 1-9 windows | cmp - rows || fail 'windows give other rows than the peptides they are'
pass
awk -F '\t' 'FNR == 1 { files++ }
    files == 1 { place[$1, $2, $3, $4] = 1 }
    files == 2 && FNR > 1 && !(($1, $2, $11, $12) in place)' pieces windows >"$work/wrong"
is '' "$(cat "$work/wrong")"

# The three formats say the same, and every line of JSON is a whole one.
for words in '-m 3 --flank 3' '--windows 8-9 -m 2 --flank 1' '-m 3 --counts'; do
    for format in tsv csv jsonl; do
        # shellcheck disable=SC2086
        mimicry search self.mim "$antigens" $words --format $format >rows.$format
    done
    prints same python3 - <<'END'
import csv
import json


def cell(value):
    return "" if value is None else str(value)


with open("rows.tsv", newline="") as file:
    tsv = [line.rstrip("\n").split("\t") for line in file]
with open("rows.csv", newline="") as file:
    table = list(csv.reader(file, strict=True))
with open("rows.jsonl", encoding="utf-8") as file:
    objects = [json.loads(line) for line in file]
for number, row in enumerate(objects):
    assert list(row) == tsv[0], row
    assert [cell(value) for value in row.values()] == tsv[number + 1], row
assert len(objects) == len(tsv) - 1 > 3
assert table == tsv
print("same")
END
done

# ---- The made table of candidates: its wild types are where it says, and one residue differs ----

awk -F '\t' 'NR > 1 { print ">" $1 "\n" $9 }' "$MIMICRY_DATA/candidates.tsv" >wildtypes.fasta
mimicry search self.mim wildtypes.fasta >found.tsv
# shellcheck disable=SC2016 # awk's
prints '10 good' awk -F '\t' '
    FNR == NR { found[$1, $7, $8] = 1; next }
    FNR == 1 { next }
    {
        different = 0
        for (i = 1; i <= 9; i++) {
            if (substr($8, i, 1) != substr($9, i, 1)) { different++; at = i }
        }
        split($4, residues, "/")
        good += different == 1 && at == $7 && length($8) == 9 && length($9) == 9 && $6 == 9 &&
            residues[1] == substr($9, at, 1) && residues[2] == substr($8, at, 1) &&
            ($1, $2, $5 - at + 1) in found
    }
    END { print good " good" }' found.tsv "$MIMICRY_DATA/candidates.tsv"

finish
