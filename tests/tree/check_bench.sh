#!/bin/sh
# The benchmark works: a quick run on the sample proteome has all rows and good JSON. No time is
# compared with anything.
#     sh tests/tree/check_bench.sh ROOT MIMICRY_BENCH
set -eu
root=$1
program=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What compares with other programs is not run: it would install them. It knows its options.
sh "$root/bench/peers.sh" --help | grep -q '^  --library FILE'
for options in --no-such-option --rounds '--rounds 0' '--quick --update-docs'; do
    status=0
    # shellcheck disable=SC2086 # words
    sh "$root/bench/peers.sh" $options >"$work/out" 2>"$work/err" || status=$?
    if [ $status -ne 2 ] || ! grep -q '^bench/peers.sh: ' "$work/err"; then
        echo "bench/peers.sh $options: ended with $status"
        exit 1
    fi
done

sh "$root/bench/run.sh" --quick --scale --compilers gcc --program "$program" \
    --proteome "$root/data/self_sample.fasta.gz" --json "$work/figures.json" >"$work/table"
python3 - "$work/figures.json" "$work/table" <<'PYTHON'
import json
import pathlib
import sys

figures = json.loads(pathlib.Path(sys.argv[1]).read_text())
table = pathlib.Path(sys.argv[2]).read_text()
rows = {row["id"]: row for row in figures["rows"]}
wanted = "m0 m1 m2 m3 m4 mixed-m2 15-m3 15-best p8 p12 p16 p20 p24 g12 g20 g30 top1 top10 top100"
wanted += " m4-portable p24-portable t1-m2 t2-m2 t1-m3 t2-m3 t1-best t2-best t1-p16 t2-p16"
for name in wanted.split():
    row = rows[name]
    assert row["us_per_query"] > 0 and row["windows_per_second"] > 0, row
    assert row["queries"] > 0 and len(row["us_per_query_rounds"]) == figures["rounds"], row
    assert f"| {row['title']} " in table, row
    assert row["bound_ratio"] is None or row["bound_ratio"] > 0, row

# All forms of a table have the hits that are handed over.
for name in "hits-arrow hits-tsv hits-csv hits-jsonl".split():
    assert rows[name]["hits_per_query"] == rows["hits-each"]["hits_per_query"] > 0, name

# More mismatches, more hits; all manners of a search give the same ones.
hits = [rows[f"m{m}"]["hits_per_query"] for m in range(5)]
assert 0 < hits[0] and hits == sorted(hits) and hits[1] < hits[4], hits
for name in ("m2", "m3", "best", "p16"):
    assert rows[f"t1-{name}"]["hits_per_query"] == rows[f"t2-{name}"]["hits_per_query"], name
for name in ("m4-avx2", "m4-avx512"):
    assert name not in rows or rows[name]["hits_per_query"] == hits[4], name

assert figures["index"]["residues"] > 100000 and figures["index"]["suffix_array_seconds"] > 0
standard, large, copies = figures["scale"]
assert copies["residues"] == 10 * large["residues"] == 10 * standard["residues"]
assert figures["machine"]["cores"] > 0 and figures["compiler"] and figures["revision"]
assert not figures["prototypes"] or rows["m3"]["prototype_ratio"] > 0
print(f"bench: {len(rows)} rows, {len(figures['prototypes'])} figures of prototypes")
PYTHON
