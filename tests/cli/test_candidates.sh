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
fails 1 "pair.fasta:3: a sequence, .* beside its wild type in FASTA: only" \
    mimicry search base.fasta pair.fasta
works mimicry search --windows 9 base.fasta pair.fasta

# ---- Fusions ----

# Of a fusion whose place is known, only windows with residues of both partners.
printf 'id\tmutatedXmer\tgene\tjunction_position\n' >fusion.tsv
printf 'f\tMKTAYIAKQRSIIFLEKLGG\tALPHA-BETA\t12\n' >>fusion.tsv
printf 'g\tMKTAYIAKQRSIIFLEKLGG\tALPHA-BETA\t\n' >>fusion.tsv
run mimicry screen --windows 9 base.fasta fusion.tsv
is '8 12' "$(column windows)"
run mimicry screen --windows 13 base.fasta fusion.tsv
is '8 8' "$(column windows)"
for at in 0 20 4.5 x -3; do
    sed "2s/12\$/$at/" fusion.tsv >wrong.tsv
    fails 1 "wrong.tsv:2: column '(junction_position|mutatedXmer)': .*junction" \
        mimicry screen base.fasta wrong.tsv
done

# ---- The junctions of a cassette ----

# Each window over a junction is of one row: that of the first junction in it. Its hits are those
# that a search of the whole cassette has there.
cassette() {
    awk '/^>/ { if (n++) print ""; next } { printf "%s", $0 } END { print "" }' \
        parts.fasta >parts.txt
    printf '>whole\n%s\n' "$(tr -d '\n' <parts.txt)" >whole.fasta
    for windows in 8 9 8-11; do
        run mimicry screen --junctions --windows $windows -m 3 --allele none --hits hits.tsv \
            "$1" parts.fasta
        [ "$status" -eq 0 ] || fail "exit status $status" junctions
        is "$(awk -v min="${windows%-*}" -v max="${windows#*-}" '
            { end[NR] = end[NR - 1] + length($0) }
            END {
                for (n = min; n <= max; n++)
                    for (s = 0; s + n <= end[NR]; s++)
                        for (j = 1; j < NR; j++)
                            if (s < end[j] && end[j] < s + n) { count[j]++; break }
                for (j = 1; j < NR; j++) printf "%s%d", (j > 1 ? " " : ""), count[j]
            }' parts.txt)" "$(column windows)"
        mimicry search -q --windows $windows -m 3 --allele none "$1" whole.fasta | awk -F '\t' '
            FNR == NR { end[NR] = end[NR - 1] + length($0); parts = NR; next }
            FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
            {
                s = $at["query_start"] - 1; n = length($at["query"])
                for (j = 1; j < parts; j++) if (s < end[j] && end[j] < s + n) {
                    print j, $at["query"], $at["match"], $at["accession"], $at["start"]; next
                }
            }' parts.txt - | sort >wanted
        awk -F '\t' '
            FNR == NR && /^>/ {
                id = substr($1, 2)
                if (last != "") row[last "+" id] = ++n
                last = id
            }
            FNR == NR { next }
            FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
            { print row[$at["query_id"]], $at["query"], $at["match"], $at["accession"],
                    $at["start"] }' parts.fasta hits.tsv | sort >found
        same wanted found
    done
}
cat >parts.fasta <<'END'
>one
KVAELVHFLTTGSAPLPLLL
>linker1
AAY
>two
MKTAYIA
KQRSI
>linker2
G
>three
LLLPLPGSAAGE
>four
QL
END
cassette base.fasta
is 'one+linker1 linker1+two two+linker2 linker2+three three+four' "$(column id)"
cassette "$MIMICRY_DATA/self_sample.fasta.gz"
[ "$(wc -l <found)" -gt 20 ] || fail 'there is too little to compare'
# Both parts' own genes are own.
printf '>sp|P1|A_X a GN=ALPHA\nMKTAYIA\n>sp|P2|A_X b GN=BETA\nKQRSIIN\n' >natural.fasta
run mimicry screen --junctions -m 0 base.fasta natural.fasta
is '6 0' "$(column self_0) $(column left_out_own_gene)"
run mimicry screen --junctions -m 0 --exclude-own-gene base.fasta natural.fasta
is '0 6' "$(column self_0) $(column left_out_own_gene)"
run mimicry report --junctions base.fasta parts.fasta -o page.html
is 0 "$status"

head -n 2 parts.fasta >lone.fasta
fails 1 'lone.fasta:1: one record: the parts of a cassette, two or more in their order, were' \
    mimicry screen --junctions base.fasta lone.fasta
fails 1 'fusion.tsv:1: the parts of a cassette were expected as FASTA' \
    mimicry screen --junctions base.fasta fusion.tsv
printf '>a\nMKTAYIA\n>b\nMKTA1\n' >bad.fasta
fails 1 'bad.fasta:4' mimicry screen --junctions base.fasta bad.fasta
fails 2 'windows of 2 residues or more' \
    mimicry screen --junctions --windows 1 base.fasta parts.fasta
fails 2 'junctions' mimicry screen --junctions base.fasta -e MKTAYIAKQRSI

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
