#!/bin/sh
# The known rank of titin's peptide among a human proteome's windows, by similarity to the target of
# the receptor that mistook it, and by presentation.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

human=${MIMICRY_SHARED:-none}/proteomes/human5k.fasta.gz
# Titin is not among these proteins: its peptide is one more.
if [ -f "$human" ]; then
    printf '>titin\nESDPIVAQY\n' >titin.fa
    mimicry index -q -o human.mim "$human" titin.fa
else
    skip 'the rank of titin' 'no human proteome at hand'
fi

# ranked OPTIONS...: the rank of the peptide by BLOSUM80 among what is found, of equals half before
# it: of windows, and of distinct peptides.
ranked() {
    run mimicry search -q --matrix BLOSUM80 --min-score 21 --allele A0101 "$@" human.mim \
        -e EVDPIGHLY
    [ "$status" -eq 0 ] || fail "exit status $status" "$@"
    awk -F '\t' 'NR == 1 { next }
        { windows[$5 > 21]++; if (!seen[$3]++) peptides[$5 > 21]++ }
        END { print int(windows[1] + windows[0] / 2), int(peptides[1] + peptides[0] / 2) }
        ' "$work/out"
    grep -q '	ESDPIVAQY	.*	titin	' "$work/out" || fail 'titin is missing' "$@"
}

if [ -f human.mim ]; then
    is '141 135' "$(ranked)"
    is 99 "$(ranked --max-presented 10 | cut -d ' ' -f 1)"
    is 85 "$(ranked --max-presented 5 | cut -d ' ' -f 1)"
    is 52 "$(ranked --max-presented 2 | cut -d ' ' -f 1)"
fi

# ---- The columns explain the order ----

# in_order: rows of one peptide, and whether what they say comes in the order of their ranks, but
# for the rounding of two columns to six digits: the E-value, and that times the root of the
# percentile, an unknown one being 100 and none below 0.001.
in_order() {
    awk -F '\t' -v by="$1" '
        NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c; next }
        {
            percent = $at["presented"] == "" ? 100 : $at["presented"]
            percent = percent < 0.001 ? 0.001 : percent
            value = $at["evalue"] * (by == "combined" ? sqrt(percent / 100) : 1)
            if (value < last * (1 - 3e-6)) bad = bad " " NR
            if ($at["rank"] == rank && value > last * (1 + 3e-6)) bad = bad " " NR
            last = value
            rank = $at["rank"]
        }
        END { if (bad != "" || NR < 100) { print "rows" bad " of " NR; exit 1 } }' "$2"
    passed=$((passed + 1))
}
for reach in '-m 9' '-m 5' '--max-evalue 900' '-m 6 --top 120'; do
    for order in combined similarity; do
        # shellcheck disable=SC2086 # several words
        mimicry search -q $reach --sort $order --allele A0201,B0702 --columns evalue \
            "$MIMICRY_DATA/self_sample.fasta.gz" -e KVAELVHFL >sorted
        in_order $order sorted >unlike || fail "$reach --sort $order" cat unlike
    done
done

# ---- The filter before the best are taken, and in other tables ----

# of_all OPTIONS...: what the filter leaves of the unfiltered rows, without their ranks.
of_all() {
    mimicry search -q --allele A0201,B0702 "$@" |
        awk -F '\t' -v OFS='\t' 'NR > 1 && ($11 == "" || $11 <= 10) { $10 = ""; print }'
}
sample=$MIMICRY_DATA/self_sample.fasta.gz
for peptide in EVDPIGHLY KVAELVHFL SLLMWITQCV; do
    mimicry search -q -m 7 --sort similarity --allele A0201,B0702 --max-presented 10 "$sample" \
        -e "$peptide" >some
    of_all -m 7 --sort similarity "$sample" -e "$peptide" >expected
    awk -F '\t' -v OFS='\t' 'NR > 1 { $10 = ""; print }' some >without
    [ -s expected ] || fail 'nothing is left of the filter'
    same expected without
    # The best of what passes, with every tie of the last.
    mimicry search -q -m 7 --sort similarity --top 5 --allele A0201,B0702 --max-presented 10 \
        "$sample" -e "$peptide" >top
    awk -F '\t' 'NR == 1 || NR <= 6 || $5 == last { print } NR == 6 { last = $5 }' some >best
    same best top
    # Counts by mismatches.
    mimicry search -q -m 7 --counts --allele A0201,B0702 --max-presented 10 "$sample" \
        -e "$peptide" >counts
    awk -F '\t' 'NR > 1 { n[$4]++ } END { for (k in n) print k, n[k] }' some | sort -n >expected
    sed 1d counts | cut -f 3,4 | tr '\t' ' ' | sort -n >without
    same expected without
done

finish
