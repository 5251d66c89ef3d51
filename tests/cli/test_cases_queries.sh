#!/bin/sh
# What is no peptide is refused with its line and what to do, by every verb, in a file, gzip, with
# other line ends and through a pipe: each was once searched as another peptide.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

cat >base.fasta <<'END'
>sp|P00001|AAA_HUMAN Protein alpha OS=Homo sapiens OX=9606 GN=ALPHA PE=1 SV=1
MKTAYIAKQRSIINFEKLGGSVAPSPTSGVKKLLEVDPIGHLYWW
>sp|P00003|CCC_HUMAN Protein gamma OS=Homo sapiens OX=9606 GN=MARCHF1 PE=1 SV=1
MGILGFVFTLNANQSEQUENCEPEPTIDENANDAMAPKAA
END

# each FILE CHECK...: runs CHECK with each verb and each way to give FILE.
each() {
    given=$1
    shift
    gzip -c "$given" >"zipped.$given"
    awk '{ printf "%s\r\n", $0 }' "$given" >"crlf.$given"
    for verb in search screen shared; do
        for file in "$given" "zipped.$given" "crlf.$given" -; do
            # shellcheck disable=SC2094 # the pipe is read as standard input
            run mimicry "$verb" base.fasta "$file" <"$given"
            "$@"
        done
    done
}

# refused LINE WORDS: the last run was, with these words at this line.
refused() {
    [ "$status" -eq 1 ] || fail "exit status $status of $verb" "$file"
    grep -q ":$1: .*$2" "$work/err" || fail "not refused at line $1 with '$2' by $verb" "$file"
    [ ! -s "$work/out" ] || ! grep -q 'PEPTIDE' "$work/out" || fail 'a hit of a name' "$file"
    pass
}

# reads PEPTIDE...: the last run took these peptides and no other word for one.
reads() {
    [ "$status" -eq 0 ] || fail "exit status $status of $verb" "$file"
    for peptide; do
        grep -q "$peptide" "$work/out" || fail "$verb has not $peptide" "$file"
    done
    ! grep -qiE '(^|	)(sequence|peptide)	' "$work/out" || [ "$verb" = screen ] ||
        fail "$verb took a name for a peptide" "$file"
    pass
}

printf 'Sequence\nSIINFEKL\nEVDPIGHLY\n' >one.txt
printf 'Peptide\nSIINFEKL\nEVDPIGHLY\n' >two.txt
printf 'id,peptide\na,SIINFEKL\n,\n' >blank.csv
printf 'id\tpeptide\na\tSIINFEKL\n\t\n' >blank.tsv
printf 'id;peptide\na;SIINFEKL\n;\n' >semicolons.csv
printf '\t\t\tHLA-A02:01\t\nPos\tPeptide\tID\tcore\tEL_Rank\n0\tSIINFEKL\tx\tSIINFEKL\t0.4\n' \
    >net.xls
each one.txt reads SIINFEKL
each two.txt reads SIINFEKL
for file_of_one in blank.csv blank.tsv semicolons.csv net.xls; do
    each "$file_of_one" reads SIINFEKL
done

printf 'SIINFEKL OVA\nEVDPIGHLY MAGE\n' >words.txt
printf 'id\tpeptide\na\tSIINFEKL\nb\tNaN\n' >missing.tsv
printf 'id\tpeptide\nx\tMAPKtPEP\n' >lower.tsv
printf 'SIINFEKL\nSerIleIleAsn\n' >three.txt
printf 'id\tpeptide\na\tSIINFEKL\nid\tpeptide\nb\tEVDPIGHLY\n' >stacked.tsv
each words.txt refused 1 'a blank within a peptide: one peptide was expected'
each missing.tsv refused 3 "'NaN' says that a value is missing"
each lower.tsv refused 2 'capitals and small letters'
each three.txt refused 2 'capitals and small letters'
each stacked.tsv refused 3 'the names of the columns once more'
for peptide in 'AM(Oxidation (M))PKAA' 'K.MAPKAA.S' 'SIINFEKL + OX(M5)' '_AM(ox)PK_' \
    'n[43]PEPTIDE' 'PEPT[+79.966]IDE' 'M[Acetyl]-APK' 'PEPTIDE/2' 'pSIIN'; do
    printf 'id\tpeptide\n1\t%s\n' "$peptide" >mods.tsv
    each mods.tsv refused 2 'give the bare sequence'
done

# ---- Pairs ----

printf 'a\tb\nSIINFEKL\tSIINFEKV\nSIINFEKL\tNA\n' >pairs.tsv
gzip -c pairs.tsv >pairs.tsv.gz
for method in hamming self-similarity score; do
    for file in pairs.tsv pairs.tsv.gz -; do
        run mimicry score "$method" "$file" <pairs.tsv
        verb=score
        refused 3 "'NA' says that a value is missing"
    done
done
finish
