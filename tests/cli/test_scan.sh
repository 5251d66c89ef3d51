#!/bin/sh
# Scans: one model from every layout, what is refused, the columns and thresholds of activities,
# and, where they are, known ranks.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

printf '>a GN=A\nMEVDPIGHLYK\n>b\nESDPIVAQY\n>c\nEVDPIGMLYEADPIGHLYXX\n' >self.fa

# ---- One scan in every layout ----

printf 'position\tresidue\tpercent\nE1\tA\t10\nV2\tA\t70\nD3\tA\t5\n' >scan.tsv
printf 'V2\tK\t30\nV2\tK\t50\n' >>scan.tsv
printf 'pos,wt,A,K\n1,E,10%%,\n2,V,70%%,40%%\n3,D,5%%,NA\n' >scan.wide
printf ',P1,P2,P3\nA,1,7,0.5\nK,,4,\nE,10,,\nV,,10,\nD,,,10\n' >scan.transposed
printf 'peptide;n;Response (pg/ml)\nevd;x;200\nAVD;x;20\nEAD;x;140\n' >scan.long
printf 'EVA;x;10\nEKD;x;80\nAAD;x;1\n' >>scan.long
printf 'mutation,rep1,rep2\nWT,9,11\nE1A,1,1\nV2A,7,7\n' >scan.mutation
printf 'D3A,0.5,\nV2K,5,3\nE1A/V2A,1,1\n' >>scan.mutation
gzip -c scan.tsv >scan.tsv.gz
works mimicry score activity --scan scan.tsv EVD AVD EKD AKA
cp "$work/out" wanted
for file in scan.tsv.gz scan.wide scan.long scan.mutation; do
    prints "$(cat wanted)" mimicry score activity --scan "$file" EVD AVD EKD AKA
done
prints "$(cat wanted)" mimicry score activity --scan scan.transposed -e EVD EVD AVD EKD AKA
works mimicry score activity --scan scan.long EVD
grep -Eq 'index peptide EVD; 4 single mutants, 1 to 2 a position;.*own, 200; 1 row of multiple' \
    "$work/err" || fail 'the note' err
pass
works mimicry score activity --scan scan.mutation EVD
grep -q '1 to 2 a position, up to 2 responses to one averaged;' "$work/err" || fail 'averages' err
pass

# Empty columns and rows that a spreadsheet puts behind a table.
sed 's/$/,, ,/' scan.wide >behind && printf ',,,,,,\n,,,,,,\n' >>behind
prints "$(cat wanted)" mimicry score activity --scan behind EVD AVD EKD AKA
sed 's/$/,,/' scan.transposed >behind && printf ',,,,,\n' >>behind
prints "$(cat wanted)" mimicry score activity --scan behind -e EVD EVD AVD EKD AKA

# ---- What is refused ----

fails 1 'scan.transposed:1: the residue of the index peptide at position 1 is not told' \
    mimicry score activity --scan scan.transposed EVD
printf 'peptide\tresponse\nAVD\t1\nEAD\t2\nEVA\t3\n' >unscaled
fails 1 'unscaled:1: responses of unknown scale' mimicry score activity --scan unscaled EVD
printf 'peptide\tresponse\nAAD\t1\nEVD\t2\nKKD\t3\n' >multiple
fails 1 'multiple:1: no peptide differs' mimicry score activity --scan multiple EVD
fails 1 'multiple:1: no single mutant of the index peptide EVD' \
    mimicry score activity --scan multiple -e EVD EVD
printf 'peptide\tresponse\nAVD\t1\nEXD\t2\n' >letters
fails 1 "letters:3: column 'peptide' has 'EXD'" mimicry score activity --scan letters EVD
printf 'peptide\tpercent\nAVD\thigh\n' >words
fails 1 "words:2: column 'percent' has 'high'" mimicry score activity --scan words EVD
printf 'tcr\tpeptide\tpercent\nx\tAVD\t1\ny\tEAD\t1\n' >receptors
fails 1 "receptors:3: column 'tcr' has 'y'" mimicry score activity --scan receptors EVD
printf 'tcr,peptide,dose,percent\nx,AVD,1,1\nx,AVD,10,5\n' >doses
fails 1 "doses:3: column 'dose' has '10' where the concentration" \
    mimicry score activity --scan doses EVD
printf 'mutation,cytokine,percent\nE1A,IFNg,1\nE1A,IL-2,5\n' >assays
fails 1 "assays:3: column 'cytokine'" mimicry score activity --scan assays EVD
printf 'mutation\tfraction\nE1A\t10\nV2A\t70\nD3A\t5\n' >no_fractions
fails 1 'no_fractions:1: responses up to 70 are no likely fractions' \
    mimicry score activity --scan no_fractions EVD
printf 'mutation\tpercent\nE1A\t0.1\nV2A\t0.7\nD3A\t0.05\n' >no_percent
fails 1 'no_percent:1: responses up to 0.7 are no likely percent' \
    mimicry score activity --scan no_percent EVD
printf 'aa,E,V,D\nA,10,70,5\nC,1,2,3\nD,1,2,100\nE,100,2,3\nF,1,2,3\nG,1,2,3\n' >residues
fails 1 'residues:1: rows and columns are both named by residues' \
    mimicry score activity --scan residues EVD
printf 'percent;mutation\n10,5;E1A\n' >commas
fails 1 "commas:2: column 'percent' has '10,5' where a number such as 12.5" \
    mimicry score activity --scan commas EVD
printf 'peptide\tEC50\nAVD\t1\n' >concentrations
fails 1 'concentrations:1: a scan without a column of responses' \
    mimicry score activity --scan concentrations EVD
fails 1 'scan.tsv:2: position 1 is of E, and of another' \
    mimicry score activity --scan scan.tsv -e KVD EVD
{ cat scan.tsv && printf '4\tA\t\n5\tA\t\n4\tA\t10\n'; } >longer
printf 'pos,A,K\n1,10%%,\n2,70%%,40%%\n3,5%%,NA\n4,,\n' >longer.wide
printf ',P1,P2,P3,P4\nA,1,7,0.5,\nE,10,,,\n' >longer.transposed
fails 1 'longer:8: position 5: the index peptide EVD has 3 residues' \
    mimicry score activity --scan longer -e EVD EVD
fails 1 'longer.wide:5: position 4: the index peptide EVD has 3 residues' \
    mimicry score activity --scan longer.wide -e EVD EVD
fails 1 'longer.transposed:1: position 4: the index peptide EVD has 3 residues' \
    mimicry score activity --scan longer.transposed -e EVD EVD
fails 1 'activity takes two of one length' mimicry score activity --scan scan.tsv EVDA
fails 2 'activity needs a scan' mimicry score activity EVD

# ---- Searches and screens ----

scan=$MIMICRY_DATA/alanine_scan.tsv
works mimicry search --scan "$scan" --top 2 self.fa
cp "$work/out" wanted
cut -f 3,11 wanted | head -n 2 >first
prints 'match	activity
EVDPIGHLY	1' cat first
prints "$(cat wanted)" mimicry search --scan "$scan" --top 2 self.fa -e EVDPIGHLY
printf '>none\nWWWWWWWWWW\n' >none.fa
works mimicry search --scan "$scan" none.fa
grep -q 'is exact; --top N and --min-activity A' "$work/err" || fail 'no threshold' err
fails 1 'position 1 is of E' mimicry search --scan "$scan" self.fa -e AVDPIGHLY
printf 'KVAELVHFL\n' >other
fails 1 'the scan is of EVDPIGHLY' mimicry search --scan "$scan" self.fa other
fails 1 'is not EVDPIGHLY' mimicry screen --scan "$scan" self.fa other
fails 2 'min-activity without --scan' mimicry search --min-activity 0.5 self.fa other
works mimicry screen --scan "$scan" --min-activity 0.5 --hits hits self.fa
prints 'EVDPIGHLY EADPIGHLY EVDPIGMLY' sh -c 'tail -n +2 hits | cut -f 3 | xargs'
works mimicry search --scan "$scan" --min-activity 0.5 --by-peptide self.fa
cp "$work/out" peptides
prints 'activity' sh -c 'head -1 peptides | tr "\t" "\n" | grep activity'

# ---- Known ranks, and the four layouts of a real scan ----

shared=${MIMICRY_SHARED:-}
if [ -d "$shared/cases/39-scans" ]; then
    works mimicry score activity --scan "$shared/cases/39-scans/long.tsv" EVDPIGHLY ESDPIVAQY
    cp "$work/out" wanted
    for file in wide.csv transposed.csv poslong.csv; do
        prints "$(cat wanted)" \
            mimicry score activity --scan "$shared/cases/39-scans/$file" EVDPIGHLY ESDPIVAQY
    done
fi
# ranks TITIN MEDIAN SCAN: where titin's peptide stands among all windows, and the median of the
# known ligands.
ranks() {
    mimicry search -q --scan "$3" -e EVDPIGHLY --top 300 human.mim | tail -n +2 | cut -f 11 >windows
    mimicry score activity -q --scan "$3" -e EVDPIGHLY ligands | tail -n +2 >scored
    awk 'NR == FNR { all[n++] = $1; next }
        { rank = 1; for (i = 0; i < n; i++) rank += all[i] > $4 * 1.000001; print rank, $1 }' \
        windows scored | sort -n >ranked
    [ "$(awk '$2 == "ESDPIVAQY" { print $1 }' ranked)" = "$1" ] || fail "titin in $3" ranked
    [ "$(awk 'NR == 31 { print $1 }' ranked)" = "$2" ] || fail "ligands in $3" ranked
    pass
}

# part RECEPTOR RESIDUES: its mutants to these, or all, with the index peptide's own response.
part() {
    gzip -dc "$shared/scans/batcave_scans.csv.gz" | awk -F , -v tcr="$1" -v only="$2" '
        BEGIN { print "peptide,response"; index_peptide = "EVDPIGHLY" }
        $1 == tcr {
            changed = ""
            for (i = 1; i <= 9; i++)
                if (substr($5, i, 1) != substr(index_peptide, i, 1))
                    changed = changed substr($5, i, 1)
            if (changed == "" || only == "" || index(only, changed)) print $5 "," $6
        }' >"scan.$1$2"
}

if [ -f "$shared/scans/batcave_scans.csv.gz" ]; then
    mimicry index -q -o human.mim "$shared/proteomes/human5k.fasta.gz"
    awk -F '\t' '$2 == "EVDPIGHLY" { print $5 }' "$MIMICRY_DATA/known_targets.tsv" >ligands
    half=ADFHKMPRTW # every second amino acid
    for scan in a3a,A,5,6 a3a,$half,5,1 a3a,,1,1 A3-10,A,7,2 A3-10,$half,1,2 A3-05,A,55,40 \
        A3-05,$half,3,1; do
        IFS=, read -r tcr only titin median <<EOF
$scan
EOF
        part "$tcr" "$only"
        ranks "$titin" "$median" "scan.$tcr$only"
    done
    # The half of which there are golden values is that one, with rounded responses.
    awk 'NR == 1 { print "peptide,response\n" $1 ",1"; of = $1; next }
        { print substr(of, 1, $1 - 1) $2 substr(of, $1 + 1) "," $3 }' \
        "$shared/scans/golden/half.txt" >golden_half
    sed 1d "scan.a3a$half" | cut -d , -f 1 | sort >mutants
    sed 1d golden_half | cut -d , -f 1 | sort >wanted
    same mutants wanted
    ranks 5 1 golden_half
fi
finish
