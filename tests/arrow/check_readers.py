"""Tables as pyarrow, polars, pandas and DuckDB read them, against the command's text.

    python check_readers.py ROOT COMMAND [SHARED]

The library is that of MIMICRY_LIBRARY. With the folder SHARED of real proteomes and peptides these
are searched, else the sample in ROOT/data.
"""

import pathlib
import subprocess
import sys
import tempfile

import duckdb
import pandas
import polars
import pyarrow

ROOT, COMMAND = pathlib.Path(sys.argv[1]), sys.argv[2]
SHARED = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
sys.path.insert(0, str(ROOT / "bindings/python"))

import mimicry  # noqa: E402

TYPES = {
    "l": (pyarrow.int64(), polars.Int64, "int64", "BIGINT"),
    "g": (pyarrow.float64(), polars.Float64, "double", "DOUBLE"),
    "u": (pyarrow.string(), polars.String, "string", "VARCHAR"),
}


def expect(good, *what):
    if not good:
        sys.exit(" ".join(str(one) for one in what))


# ---- Readers: names and types as they have them, and the columns as lists ----


def read_pyarrow(table, forms):
    got = pyarrow.table(table)
    got.validate(full=True)
    for field, form in zip(got.schema, forms):
        expect(field.type == TYPES[form][0], field)
        expect(field.metadata and field.metadata.get(b"description"), field, "is not described")
    return got.column_names, [column.to_pylist() for column in got.columns]


def read_batches(table, forms):
    """Block by block; the blocks outlive the stream."""
    reader = pyarrow.RecordBatchReader.from_stream(table)
    names = reader.schema.names
    blocks = list(reader)
    reader.close()
    del reader, table
    for block in blocks:
        block.validate(full=True)
    columns = [[] for _ in forms]
    for block in blocks:
        for whole, column in zip(columns, block.columns):
            whole += column.to_pylist()
    return names, columns


def read_polars(table, forms):
    got = polars.DataFrame(table)
    expect(got.dtypes == [TYPES[form][1] for form in forms], got.dtypes)
    return got.columns, [column.to_list() for column in got.get_columns()]


def read_pandas(table, forms):
    got = pandas.DataFrame.from_arrow(table)
    columns = []
    for name, form in zip(got.columns, forms):
        values = got[name].astype(object).tolist()
        values = [None if value is None or value != value else value for value in values]
        if form == "l":  # with nulls pandas makes floats of whole numbers
            values = [None if value is None else int(value) for value in values]
        columns.append(values)
    return list(got.columns), columns


def read_duckdb(hits, forms):
    got = duckdb.sql("SELECT * FROM hits")
    expect([str(one) for one in got.types] == [TYPES[form][3] for form in forms], got.types)
    rows = got.fetchall()
    return got.columns, [list(column) for column in zip(*rows)] or [[] for _ in forms]


READERS = [read_pyarrow, read_batches, read_polars, read_pandas, read_duckdb]


# ---- Against text ----


def value_of(cell, form):
    if form == "l":
        return None if cell == "" else int(cell)
    if form == "g":
        return None if cell == "" else float(cell)
    return cell


def compare(name, reader, table, text):
    forms = [one.format for one in table.columns]
    nullable = [one.nullable for one in table.columns]
    lines = text.split("\n")
    expect(lines.pop() == "", name, "has no last line end")
    rows = [line.split("\t") for line in lines]
    names, columns = reader(table, forms)
    expect(list(names) == rows[0], name, reader.__name__, names, rows[0])
    for i, form in enumerate(forms):
        expected = [value_of(row[i], form) for row in rows[1:]]
        if form == "u" and nullable[i]:
            expected = [cell or None for cell in expected]
        expect(columns[i] == expected, name, reader.__name__, "column", names[i])
    return len(rows) - 1, sum(column.count(None) for column in columns)


def check(name, make, text, least_rows):
    """`make` gives the table anew, `text` is the command's."""
    counts = {compare(name, reader, make(), text) for reader in READERS}
    expect(len(counts) == 1, name, counts)
    rows, nulls = counts.pop()
    expect(rows >= least_rows, name, "has", rows, "rows")
    print(f"{name}: {rows} rows, {nulls} nulls, the same in {len(READERS)} readers and as text")


def run(*words):
    done = subprocess.run([COMMAND, *map(str, words)], check=True, capture_output=True)
    return done.stdout.decode()


def data():
    if SHARED and (SHARED / "proteomes").is_dir():
        names = ["human5k", "uniprot20k"]
        fasta = [SHARED / f"proteomes/{name}.fasta.gz" for name in names]
        return fasta, SHARED / "queries/mhc-ligands-9mer.fasta", 25189
    return [ROOT / "data/self_sample.fasta.gz"], None, 50


def write_queries(source, path, index):
    """A hundred peptides: of the file, or, without one, of the records."""
    if source is not None:
        peptides = [line.split()[0] for line in open(source) if line[0] not in ">#"][:100]
    else:
        peptides = [index.residues(i)[40:49] for i in range(50) if len(index.residues(i)) > 50]
    path.write_text("".join(f"{peptide}\n" for peptide in peptides))


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="mimicry-arrow-"))
    queries, saved = work / "queries.txt", work / "index.mim"
    fasta, source, records = data()
    index = mimicry.Index.build(fasta)
    index.save(saved)
    write_queries(source, queries, index)

    check("records", index.records, index.records().to_tsv(), records)
    check("sources", index.sources, index.sources().to_tsv(), len(fasta))
    for words, given in [
        (["-m", 3], {"max_mismatches": 3}),
        (["--top", 50], {"top": 50}),
        (["-m", 1, "--max-indels", 1], {"max_mismatches": 1, "max_indels": 1}),
        (["-m", 2, "--flank", 5], {"max_mismatches": 2, "flank": 5}),
        (["-m", 2, "--by-peptide"], {"max_mismatches": 2, "rows": "peptides"}),
        (["-m", 4, "--counts"], {"max_mismatches": 4, "rows": "counts"}),
    ]:
        text = run("search", *words, saved, queries)
        name = "search " + " ".join(map(str, words))
        check(name, lambda: index.search(queries, **given), text, 1)

    def searched():
        return index.search(queries, max_mismatches=3, columns=["evalue", "protein", "group"])

    check("search with more columns", searched, searched().to_tsv(), 1)
    for name, make in [
        ("screen", lambda: index.screen(queries, max_mismatches=2)),
        ("shared", lambda: index.shared(queries, min_length=5)),
        ("along", lambda: index.along(queries)),
    ]:
        check(name, make, make().to_tsv(), 1)
    nothing = "WWWWWWWWWWWWWWW"
    check("nothing", lambda: index.search(nothing), index.search(nothing).to_tsv(), 0)
    for path in (queries, saved):
        path.unlink()
    work.rmdir()


main()
