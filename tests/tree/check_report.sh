#!/bin/sh
# Reports in Debian's Chromium; and the page of the library is the one that its sources make, by
# packages of the npm registry. Skipped without node, npm, Chromium or the registry.
#     sh tests/tree/check_report.sh ROOT MIMICRY
set -eu
root=$(cd "$1" && pwd)
mimicry=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export npm_config_cache="$work/npm"

for needed in node npm chromium; do
    if ! command -v $needed >/dev/null 2>&1; then
        echo "$needed is not here: reports are not tested"
        exit 77
    fi
done
cp -R "$root/data/report" "$work/page"
cp -R "$root/tests/report" "$work/tests"
rm -rf "$work/page/node_modules" "$work/tests/node_modules"
if ! (cd "$work/tests" && npm ci --silent --no-audit --no-fund) >"$work/log" 2>&1; then
    echo "the npm registry cannot be reached: $(tail -n 1 "$work/log")"
    exit 77
fi

cd "$work/page"
rm report.html LICENSES.txt
npm ci --silent --no-audit --no-fund
npm run --silent build
for file in report.html LICENSES.txt; do
    cmp "$file" "$root/data/report/$file" || {
        echo "data/report/$file is not what its sources make: npm ci && npm run build there"
        exit 1
    }
done

cd "$work"
"$mimicry" index -q -o body.mim "$root/data/self_sample.fasta.gz" \
    "$root/data/known_offtargets.fasta"
cat >tissues.tsv <<'EOF'
gene	Heart	Testis
MAGEA12	0.2	8
MAGEE1	12	1
EPS8L2	3	0
MUC4	0	0
TMCO4	5	5
EOF
{
    cat "$root/data/antigens.tsv"
    awk -F '\t' -v OFS='\t' 'NR > 1 { $1 = "again-" NR; print }' "$root/data/antigens.tsv"
    awk 'BEGIN { for (i = 1; i <= 60; i++)
        print "more-" i "\tKVAELVHF" substr("ACDEFGHIKLMNPQRSTVWY", i % 20 + 1, 1) "\t\t" }'
} >many.tsv
set -- -q -m 4 --tissues tissues.tsv --exclude-own-gene --models BLOSUM62,relatedness
"$mimicry" screen "$@" --organs --columns protein,vital -o rows.tsv --hits hits.tsv \
    body.mim many.tsv
"$mimicry" report "$@" -o report.html body.mim many.tsv
"$mimicry" report -q -o saved.html --rows rows.tsv --hits hits.tsv
cat >hostile.fasta <<'EOF'
>sp|P12345|X</script><script>hacked=1</script> <img src=x onerror=hacked=2> GN=<b>X
MKVAELVHFLKMAELVHFLAAAKVAELVEFL
EOF
cat >hostile.tsv <<'EOF'
id	peptide	gene
<img src=x onerror=hacked=3>	KVAELVHFL	</script><script>hacked=4</script>
"a"	KVAELVHFA	&lt;
EOF
"$mimicry" report -q -o hostile.html --title '</title><script>hacked=5</script>' \
    hostile.fasta hostile.tsv

cat >sequence.fa <<'EOF'
>long <i>
MKVAELVHFLACDEFGHIKMKMAELVHFLACDEFGHIRCC
EOF
"$mimicry" report -q -o sequence.html body.mim sequence.fa
"$mimicry" shared -q --profile -o along.tsv body.mim sequence.fa
"$mimicry" report -q -o scan.html --scan "$root/data/tl9_scan.tsv" body.mim
"$mimicry" screen -q -o one.tsv body.mim -e KVAELVHFL
"$mimicry" screen -q -m 9 --hits all.tsv -o none.tsv body.mim -e KVAELVHFL
{
    head -n 3 all.tsv
    tail -n +4 all.tsv | head -n 2 | sed 's/^[^	]*/stranger/'
} >strange.tsv
"$mimicry" report -q -o strange.html --rows one.tsv --hits strange.tsv

export SEQUENCE="$work/sequence.html" ALONG="$work/along.tsv"
export SCAN="$work/scan.html" STRANGE="$work/strange.html"
export ROWS="$work/rows.tsv" HITS="$work/hits.tsv" HOSTILE="$work/hostile.html"
# Of the page of saved tables, what is read from them.
for report in report saved; do
    echo "== $report.html"
    only=.
    [ $report = report ] || only='numbers$|hits|exported'
    REPORT="$work/$report.html" node --test --test-name-pattern="$only" \
        "$work/tests/test_report.mjs" >"$work/log" 2>&1 || {
        cat "$work/log"
        exit 1
    }
    grep -E '^# (tests|pass|fail) ' "$work/log"
done
