#!/bin/sh
# Where candidates come from: mutants with their wild types in FASTA, insertions, frameshifts. Which
# windows of them are searched is counted anew, one by one, by awk.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >base.fasta <<'END'
>sp|P00001|AAA_HUMAN Protein alpha OS=Homo sapiens OX=9606 GN=ALPHA PE=1 SV=1
MKTAYIAKQRSIINFEKLGGSVAPSPTSGVKKLLEVDPIGHLYWW
>sp|P00002|BBB_HUMAN Protein beta OS=Homo sapiens OX=9606 GN=BETA PE=1 SV=1
MRTHSLLLLKESDPIVAQYFFSIINFEKLPP
END

# new_windows WILDTYPE MUTANT MIN MAX: how many windows of the mutant the wild type has nowhere.
new_windows() {
    awk -v w="$1" -v m="$2" -v min="$3" -v max="$4" 'BEGIN {
        for (n = min; n <= max; n++)
            for (i = 1; i + n - 1 <= length(m); i++)
                total += index(w, substr(m, i, n)) == 0 && index(substr(m, i, n), "*") == 0
        print total + 0
    }'
}

# column NAME: of the rows that were printed last, one after the other.
column() {
    awk -F '\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { printf "%s ", $at[name] }' "$work/out" | sed 's/ $//'
}

# cut_so ID WILDTYPE MUTANT: as a pair of FASTA, and as a table of sequences.
cut_so() {
    printf '>WT.%s\n%s\n>MT.%s\n%s\n' "$1" "$2" "$1" "$3" >pair.fasta
    printf 'id\twildTypeXmer\tmutatedXmer\n%s\t%s\t%s\n' "$1" "$2" "$3" >pair.tsv
    for windows in 8 9 8-11; do
        for form in fasta tsv; do
            run mimicry screen --windows $windows base.fasta pair.$form
            [ "$status" -eq 0 ] || fail "exit status $status" "$3"
            is "$1" "$(column id)"
            is "$(new_windows "$2" "$3" "${windows%-*}" "${windows#*-}")" "$(column windows)"
        done
    done
}

cut_so missense MKTAYIAKQRSIINFEKLGG MKTAYIAKQRTIINFEKLGG
cut_so insertion MKTAYIAKQRSIINFEKLGG MKTAYIAKQRSIWWINFEKLGG
cut_so deletion MKTAYIAKQRSIINFEKLGG MKTAYIAKQRINFEKLGG
cut_so frameshift MKTAYIAKQRSIINFEKLGG MKTAYIAKQRSIHHSEEAWPTRRCNW
cut_so brought_back MKTAYIAKQRSIINFEKLGG MKTAYIAKQWWHHNFEKLGG # by a second shift
cut_so stop MKTAYIAKQRSIINFEKLGG 'MKTAYIAKQRSIWPC*'
cut_so repeat MKTAYIAKQRSIINFEKLGGSVAPSP MKTAYIAKQRSIINFEKSIINFEKLGGSVAPSP
# Windows in the middle of what is repeated often have neither end of the change.
cut_so thrice RSIPQPQPQPQPQEKLGG RSIPQPQPQPQPQPQPQPQPQPQPQPQEKLGG
cut_so again MKTAYIAKQRSIINFEKLGG MKTAYIAKQRSIMKTAYIAKQRSIINFEKLGG

# Nothing but windows of both residues on the sides is new; none of them is like the proteome's own.
run mimicry screen --windows 9 --hits hits.tsv -m 0 base.fasta pair.fasta
is 0 "$(sed 1d hits.tsv | wc -l | tr -d ' ')"

# A search is told to take windows.
fails 1 "pair.fasta:3: a sequence .* a mutant with its wild type in FASTA: only" \
    mimicry search base.fasta pair.fasta
works mimicry search --windows 9 base.fasta pair.fasta

# ---- The real ones ----

real="${MIMICRY_SHARED:-}/cases"
if [ -f "$real/37-repeat-in-frame/rep.tsv" ]; then
    run mimicry screen --windows 9 base.fasta "$real/37-repeat-in-frame/rep.tsv"
    is 8 "$(column windows)"
fi
for pairs in 40-pvac/wt_mt_pairs.fasta 40-pvac/Test.fasta; do
    [ -f "$real/$pairs" ] || continue
    run mimicry screen --windows 8-11 base.fasta "$real/$pairs"
    awk '/^>/ { printf "%s%s\n", sep, $0; sep = "\n"; next } { printf "%s", $0 } END { print "" }' \
        "$real/$pairs" >lines.fasta
    expected=
    while read -r _ && read -r wildtype && read -r _ && read -r mutant; do
        expected="$expected $(new_windows "$wildtype" "$mutant" 8 11)"
    done <lines.fasta
    is "${expected# }" "$(column windows)"
done
finish
