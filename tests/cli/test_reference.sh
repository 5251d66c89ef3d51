#!/bin/sh
# pVACtools' column of reference matches, by its rule: what of a mutated protein its wild type has
# not, in windows of 8, stands in a record of another transcript. An awk script that knows nothing
# of the library answers the same question.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

# expected PROTEOME MUTATED: a line for each mutated protein, its name and True or False.
expected() {
    awk '
    function is_own(transcript, own,    parts, n, i) {
        n = split(own, parts, "-")
        for (i = 1; i <= n; i++)
            if (transcript == parts[i] || index(transcript, parts[i] ".") == 1) return 1
        return 0
    }
    /^>/ && FNR == NR {
        records++
        transcript[records] = ""
        for (i = 1; i <= NF; i++)
            if ($i ~ /^transcript:/) transcript[records] = substr($i, 12)
        if (split($1, bars, "|") == 8) transcript[records] = bars[2]
    }
    !/^>/ && FNR == NR { residues[records] = residues[records] toupper($0) }
    /^>/ && FNR != NR {
        half = $1 ~ /^>WT[.]/ ? "WT" : "MT"
        name = $1; sub(/^>(WT[.]|MT[.])?/, "", name)
        if (half == "MT") order[++mutants] = name
    }
    !/^>/ && FNR != NR { sequence[half, name] = sequence[half, name] toupper($0) }
    END {
        for (m = 1; m <= mutants; m++) {
            name = order[m]; mutant = sequence["MT", name]; answer = "False"
            own = ""
            if (match(name, /ENST[0-9.]*[0-9](-ENST[0-9.]*[0-9])?/))
                own = substr(name, RSTART, RLENGTH)
            for (i = 1; i + 7 <= length(mutant); i++) {
                window = substr(mutant, i, 8)
                if (index(window, "*") || index(sequence["WT", name], window)) continue
                for (r = 1; r <= records; r++)
                    if (index(residues[r], window) && !(own != "" && is_own(transcript[r], own)))
                        answer = "True"
            }
            printf "%s\t%s\n", name, answer
        }
    }' "$1" "$2"
}

# column NAME: of the rows that were printed last.
column() {
    awk -F '\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { print $at[name] }' "$work/out"
}

# answers TABLE PROTEOME MUTATED KEY NAME: the column NAME has for each row what is expected of the
# protein that KEY names; the table stays as it is.
answers() {
    run mimicry screen --annotate --allele none --mutated "$3" "$2" "$1"
    [ "$status" -eq 0 ] || fail "exit status $status" "$1"
    column "$4" >keys
    column "$5" >found
    expected "$2" "$3" >wanted
    awk -F '\t' 'NR == FNR { answer[$1] = $2; next }
        { print $1 in answer ? answer[$1] : "Not Run" }' wanted keys | cmp -s - found ||
        fail "$5 is not what was expected" "$1"
    at=$(head -n 1 "$work/out" | tr '\t' '\n' | grep -nx "$5" | cut -d : -f 1)
    columns=$(head -n 1 "$1" | awk -F '\t' '{ print NF }')
    cut -f "1-$((columns + 1))" "$work/out" | cut --complement -f "$at" | cmp -s - "$1" ||
        fail 'the table has changed' "$1"
    pass
}

cat >base.fasta <<'END'
>ENSP00000000001.1 pep gene:ENSG1 transcript:ENST00000000001.4 gene_symbol:ALPHA description:a
MKTAYIAKQRSIINFEKLGGSVAPSPTSGVKKLLEVDPIGHLYWWRSIINWEKLGG
>ENSP00000000002.1 pep gene:ENSG2 transcript:ENST00000000002.1 gene_symbol:BETA
MRTHSLLLLKESDPIVAQYFFSIINFEKLPPKTAYUAKQRSC
>ENSP00000000003.2|ENST00000000003.2|ENSG00000000003.7|OTTHUMG1|OTTHUMT1|GAMMA-201|GAMMA|20
WWTRKAYIWWHHEDDKAYIWWH
>plain
NNQQRRSSTTNNQQRRSS
END
# Of 4: what is new stands in the own transcript alone. In 5 that is of another version. In 6 no
# version is named. In 7 one residue lacks. 9 is new around a deletion, 10 in a new frame, 11 with a
# letter that is no amino acid, 12 at the very end.
cat >mutated.fasta <<'END'
>WT.1.X.ENST00000000009.1.missense.8N/W
IAKQRSIINNEKLGGAC
>MT.1.X.ENST00000000009.1.missense.8N/W
IAKQRSIINWEKLGGAC
>WT.4.ALPHA.ENST00000000001.4.missense.5F/W
CRSIINFEKLGGC
>MT.4.ALPHA.ENST00000000001.4.missense.5F/W
CRSIINWEKLGGC
>WT.5.ALPHA.ENST00000000001.3.missense.5F/W
CRSIINFEKLGGC
>MT.5.ALPHA.ENST00000000001.3.missense.5F/W
CRSIINWEKLGGC
>WT.6.ALPHA.ENST00000000001.missense.5F/W
CRSIINFEKLGGC
>MT.6.ALPHA.ENST00000000001.missense.5F/W
CRSIINWEKLGGC
>WT.7.X.ENST00000000009.1.missense.5F/W
CRCIINFEKCGGC
>MT.7.X.ENST00000000009.1.missense.5F/W
CRCIINWEKCGGC
>WT.8.X.ENST00000000009.1.missense.1C/D
CWWTRKAYIWW
>MT.8.X.ENST00000000009.1.missense.1C/D
DWWTRKAYIWW
>WT.9.X.ENST00000000009.1.inframe_del.2KC/K
SIINFEKCCLPPKD
>MT.9.X.ENST00000000009.1.inframe_del.2KC/K
SIINFEKLPPKD
>WT.10.X.ENST00000000009.1.FS.3
CDEFGHIKLMN
>MT.10.X.ENST00000000009.1.FS.3
CDEWWHHEDDKA*RSIINFEK
>WT.11.X.ENST00000000009.1.missense.3T/K
CCTTAYUAKQRCC
>MT.11.X.ENST00000000009.1.missense.3T/K
CCKTAYUAKQRCC
>WT.12.X.ENST00000000009.1.missense.9A/S
NNQQRRSA
>MT.12.X.ENST00000000009.1.missense.9A/S
NNQQRRSS
END
{
    printf 'ID\tIndex\tBest Peptide\tTier\tEvaluation\n'
    sed -n 's/^>MT[.]//p' mutated.fasta | while read -r id; do
        printf '22-1-2-G-C\t%s\tSIINFEKV\tPoor\tPending\n' "$id"
    done
    printf '22-1-2-G-C\t99.NONE\tSIINFEKV\tPoor\tPending\n'
} >aggregated.tsv
answers aggregated.tsv base.fasta mutated.fasta Index 'Ref Match'
is 'True False True False False False True True True True Not Run ' "$(tr '\n' ' ' <found)"
grep -qx "mimicry: note: rows of which the mutated protein is not given, so that Ref Match is Not \
Run: 1, '99.NONE' the first" "$work/err" || fail 'no note of the row without a protein'
is 'Tier Ref_Match Evaluation id peptide' \
    "$(head -n 1 "$work/out" | sed 's/Ref Match/Ref_Match/' | cut -f 4-8 | tr '\t' ' ')"

# A full report, without wild types: a fusion's partners do not count, other reports' have no
# transcripts.
two=ENST00000000001.4-ENST00000000002.1
cat >whole.fasta <<END
>1.ALPHA-BETA.$two.inframe_fusion.5
AKQRSIINFEKLPPKTAY
>2.ALPHA-BETA.ENST00000000001.4-ENST00000000008.1.inframe_fusion.5
AKQRSIINFEKLPPKTAY
>30
MKTAYIAKQRS
>31
MKTAYIAC
END
{
    printf 'Mutation\tHLA Allele\tSub-peptide Position\tEpitope Seq\n'
    printf '%s\tHLA-A*02:01\t1\tSIINFEKL\n' "1.ALPHA-BETA.$two.inframe_fusion.5" \
        2.ALPHA-BETA.ENST00000000001.4-ENST00000000008.1.inframe_fusion.5 30 31 32
} >full.tsv
answers full.tsv base.fasta whole.fasta Mutation 'Reference Match'
is 'False True True False Not Run ' "$(tr '\n' ' ' <found)"

# An index that was saved knows the transcripts too, and so does one of a person's variants.
mimicry index -q -o base.mim base.fasta
mimicry verify base.mim >"$work/verified" 2>&1 || fail 'the index is not valid'
printf 'accession\tprotein_change\tzygosity\nENSP00000000002.1\tM1V\thet\n' >variants.tsv
mimicry index -q -o person.mim --variants variants.tsv base.fasta
for index in base.mim person.mim; do
    run mimicry screen --annotate --allele none --mutated mutated.fasta "$index" aggregated.tsv
    is 'True False True False False False True True True True Not Run ' \
        "$(column 'Ref Match' | tr '\n' ' ')"
done

# A table that has only the transcript finds its own gene by it.
printf 'peptide\ttranscript\nSIINWEKL\tENST00000000001.9\n' >transcript.tsv
run mimicry screen --exclude-own-gene -m 0 base.fasta transcript.tsv
is 'found 1' "$(column source) $(column left_out_own_gene)"

# ---- Refused ----

fails 2 '.--mutated' mimicry screen --mutated whole.fasta base.fasta full.tsv
printf 'peptide\tgene\nSIINFEKL\tALPHA\n' >unnamed.tsv
fails 2 'a table without a column Index, ID or Mutation that names them' \
    mimicry screen --annotate --mutated whole.fasta base.fasta unnamed.tsv
printf 'ID\tpeptide\tRef Match\tEvaluation\n30\tSIINFEKL\tTrue\tPending\n' >again.tsv
fails 2 "a table that has a column 'Ref Match' already" \
    mimicry screen --annotate --mutated whole.fasta base.fasta again.tsv
cat whole.fasta whole.fasta >double.fasta
fails 1 "double.fasta:9: a second mutated protein '1.ALPHA-BETA" \
    mimicry screen --annotate --mutated double.fasta base.fasta full.tsv
printf '>WT.1\nSIINFEKL\n' >lone.fasta
fails 1 "lone.fasta:1: record 'WT.1' is a wild type by its name" \
    mimicry screen --annotate --mutated lone.fasta base.fasta full.tsv

# ---- The real ones ----

# The parts of other proteins that pVACtools found, in a proteome that has most of the wild types.
real="${MIMICRY_SHARED:-}/cases/40-pvac"
proteome="${MIMICRY_SHARED:-}/proteomes/human5k.fasta.gz"
if [ -f "$real/Test.fasta" ] && [ -f "$proteome" ]; then
    cat >elsewhere.fasta <<'END'
>ENSP00000374820.4 pep gene:ENSG00000211640.4 transcript:ENST00000390285.4 gene_symbol:IGLV6-57
MAWAPLLLTLLAHCTGSWANFMLTQPHSVSESPGKTVTISCTGSSGSIASNYVQWYQQRPGSAPTTVIYEDNQRPSGVPDRFSGSIDS
>ENSP00000482374.1 pep gene:ENSG00000183248.12 transcript:ENST00000618550.5 gene_symbol:PRR36
QASVVQHLLSRTLLLAAAEGAAGGSGGGPGGAEGG
>ENSP00000407374.2 pep gene:ENSG00000110076.20 transcript:ENST00000423049.2 gene_symbol:NRXN2
MPPGGSGPGGCPRRPPALAGPLPPPPPPPPPPLLPLLPLLLLLLLGAAEGARVSSSLSTTHHVHHFHSKHG
END
    gzip -dc "$proteome" | cat - elsewhere.fasta >real.fasta
    tr -d '\r' <"$real/Test.all_epitopes.aggregated.tsv" >real.tsv
    answers real.tsv real.fasta "$real/Test.fasta" Index 'Ref Match'
    is '1.IGFBP2 10.IGLV6-57 3.PRICKLE4 9.IGLV6-57' \
        "$(paste keys found | awk -F '\t' '$2 == "True" { split($1, part, /[.]ENST/)
            print part[1] }' | sort | paste -sd ' ' -)"
    is 19 "$(grep -cx False found)"
fi
finish
