"""Screens, compared with the command's bytes and with counting one by one."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
from pathlib import Path

import mimicry
import naive
import pytest
from mimicry import _screen_input
from mimicry._screen_input import change_of

SHARED = Path(os.environ.get("MIMICRY_SHARED", "none"))
ROOT = Path(os.environ["MIMICRY_ROOT"])
ANTIGENS = str(ROOT / "data" / "antigens.tsv")
FIRST = "id peptide nearest nearest_mismatches nearest_accession nearest_gene self_0 self_1 self_2 "
LEVELS = "gene\tLiver\tHeart Muscle\tno such organ\nEPS8L2\t102.6\t3.1\t7\nMAGEA12\t0\t0\t0\n"
BINDERS = "peptide\tallele\trank\nKMAELVHFL\tA2\t2\nSAAELVHFL\tB7\t0.25\nKVAELVEFL\tA2\t\n"
TABLE = """id\tpeptide\twildtype\tgene\taccession
mutant\tKVAELVHFL\tKVAELVEFL\tmagee1\t
mutant\tKVAELVHFL\tKVAELVEFL\tMAGEE1\t
\tKMAELVHFL\t\t\t
far\tCCCCCCCCC\t\tOTHER\tP1
"""


def printed(command: list[str], *words: str) -> str:
    return subprocess.run(
        [*command, "screen", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    ).stdout


@pytest.fixture
def table(tmp_path: Path) -> str:
    (tmp_path / "levels.tsv").write_text(LEVELS)
    (tmp_path / "binders.tsv").write_text(BINDERS)
    path = tmp_path / "table.tsv"
    path.write_text(TABLE)
    return str(path)


def test_as_command(index: mimicry.Index, index_file: str, command: list[str], table: str) -> None:
    folder = Path(table).parent
    levels, binders = str(folder / "levels.tsv"), str(folder / "binders.tsv")
    hits = str(folder / "hits.tsv")
    everything = mimicry.screen.ScreenKeywords(
        exclude_wildtype=True,
        exclude_own_gene=True,
        exclude_paralogs=0.5,
        exclude_genes=["TITIN"],
        expression=mimicry.read_expression(levels),
        organs=True,
        min_expression=2.5,
        binders=binders,
        dissimilarity=True,
        matrix="PAM30",
        hits=True,
    )
    words = "--exclude-wildtype --exclude-own-gene --exclude-paralogs 0.5 --exclude-gene TITIN "
    words += f"--tissues {levels} --columns vital --organs --min-expression 2.5 --binders {binders} "
    words += f"--dissimilarity --matrix PAM30 --hits {hits}"
    for path in (table, ANTIGENS):
        found = index.screen(path, **everything)
        assert found.to_tsv() == printed(command, *words.split(), index_file, path)
        # Of the command's hits, without the columns of tissues and binders.
        rows = [line.split("\t")[:11] for line in Path(hits).read_text().splitlines()]
        assert found.hits is not None and len(rows) > 3
        assert [line.split("\t") for line in found.hits.to_tsv().splitlines()] == rows
        assert "".join(s.to_tsv() for s in index.screen_each(path, **everything)) == found.to_tsv()
    plain = index.screen(table)
    assert plain.to_tsv() == printed(command, index_file, table) and plain.hits is None
    assert plain.to_tsv().startswith("\t".join(FIRST.split() + ["self_3\t"]))
    told = index.screen(table, expression=levels)
    assert told.to_tsv() == printed(command, "--tissues", levels, index_file, table)
    own = folder / "organs.tsv"
    own.write_text("tissue\torgan\tvital\nLiver\tfilter\tno\nHeart Muscle\tpump\tyes\n")
    own_words = ["--tissues", levels, "--columns", "vital", "--organs", "--organs-table", str(own)]
    for organs in (str(own), own, mimicry.Organs(own)):
        told = index.screen(table, expression=levels, organs=organs)
        assert told.to_tsv() == printed(command, *own_words, index_file, table)
        assert told[0].vital_tissues == ["Heart Muscle"]
    empty = folder / "empty.tsv"
    empty.write_text("peptide\n")
    assert index.screen(empty, hits=True).to_tsv() == printed(command, index_file, str(empty))


def test_rows(index: mimicry.Index, table: str) -> None:
    binders = Path(table).parent / "binders.tsv"
    found = index.screen(table, exclude_wildtype=True, hits=True, binders=binders)
    assert len(found) == 4 and [row.number for row in found] == [0, 1, 2, 3]
    first = found[0]
    assert (first.id, first.source) == ("mutant", "found")
    assert (found[2].id, found[3].source) == ("3", "absent")
    assert first.nearest is not None and first.nearest.match == "KMAELVHFL"
    assert first.nearest.query_id == "mutant" and first.nearest.query == first.peptide
    assert first.self_counts == (0, 1, 1, 0) and first.left_out_wildtype == 1
    assert first.self_peptides == ["KMAELVHFL", "SAAELVHFL"]
    assert first.genes == ["MAGEA12", "EPS8L2"]
    assert (first.binders, first.binder) == (2, "SAAELVHFL")
    assert (first.binder_allele, first.binder_rank) == ("B7", 0.25)
    assert first.dissimilarity is None and first.expression is None and first.tissues is None
    assert found[1]._replace(number=0, nearest=None, best=None) == first._replace(
        nearest=None, best=None
    )
    assert found.hits is not None
    for row in found:
        hits = [hit for hit in found.hits if hit.number == row.number]
        assert [sum(hit.mismatches == m for hit in hits) for m in range(4)] == list(row.self_counts)
    part = found[1:3]
    assert isinstance(part, mimicry.Screen) and list(part) == [found[1], found[2]]
    assert part.to_tsv().splitlines()[1:] == found.to_tsv().splitlines()[2:4]
    nothing = index.screen(["EVDPIGHLY"], only_genes=["no such gene"])[0]
    assert nothing.nearest is None and nothing.best is None and nothing.evalue is None


def test_ways_to_give_candidates(index: mimicry.Index, table: str) -> None:
    wanted = list(index.screen(table, exclude_wildtype=True))
    read = list(mimicry.read_candidates(table))
    assert list(index.screen(read, exclude_wildtype=True)) == wanted
    assert list(index.screen(iter(read), exclude_wildtype=True)) == wanted
    assert list(index.screen(mimicry.read_candidates(table), exclude_wildtype=True)) == wanted
    names = ("id", "peptide", "wildtype", "gene", "accession")
    some = [{name: getattr(candidate, name) for name in names} for candidate in read]
    some[0]["peptide"] = some[0]["peptide"].lower()
    assert list(index.screen(some, exclude_wildtype=True)) == wanted
    strings = index.screen(["EVDPIGHLY", "KVAELVHFL"])
    named = index.screen({"a": "EVDPIGHLY", "b": "KVAELVHFL"})
    assert [row.id for row in strings] == ["1", "2"] and [row.id for row in named] == ["a", "b"]
    assert [r.self_counts for r in strings] == [r.self_counts for r in named]


def test_changes_of_dicts(tmp_path: Path, index: mimicry.Index, chance: random.Random) -> None:
    """Where a dict's peptide is changed is where the library finds it in a file."""
    letters = "ACD"  # many equal neighbours
    pairs = []
    for _ in range(300):
        peptide = "".join(chance.choices(letters, k=chance.randint(1, 12)))
        wildtype = "".join(chance.choices(letters, k=chance.randint(1, 12)))
        cut = chance.randint(0, len(peptide))
        others = [wildtype, peptide, peptide[:cut], peptide + wildtype]
        pairs.append((peptide, chance.choice(others)))
        pairs.append((peptide, peptide[:cut] + wildtype[:1] + peptide[cut + 1 :]))
    path = tmp_path / "sequences.tsv"
    rows = "".join(f"{a}\t{b}\n" for a, b in pairs)
    path.write_text("mutatedXmer\twildTypeXmer\n" + rows)
    read = list(mimicry.read_candidates(path))
    assert len(read) == len(pairs)
    for (peptide, wildtype), candidate in zip(pairs, read):
        raw = peptide.encode(), wildtype.encode()
        assert change_of(*raw) == (candidate.change_start, candidate.change_end), (raw, candidate)
    # Which windows of a sequence are searched goes by it.
    sequences = [r for r in read if len(r.peptide) > 9 and r.wildtype][:5]
    some = [
        {"id": r.id, "peptide": r.peptide, "wildtype": r.wildtype, "is_sequence": True}
        for r in sequences
    ]
    assert list(index.screen(some, windows=9)) == list(index.screen(sequences, windows=9))
    three = [
        {"peptide": "CCCCCCCCCCACCCCCC", "wildtype": "CCCCCCCCCCWCCCCCC", "is_sequence": True},
        {"peptide": "CCCCCCCCCCACCCCCC", "is_sequence": True},
        {"peptide": "CCCCCCCCCCACCCCCC", "change_start": 2, "change_end": 3, "is_sequence": True},
    ]
    assert [row.windows for row in index.screen(three)] == [7, 9, 3]


def test_blocks(
    index: mimicry.Index, monkeypatch: pytest.MonkeyPatch, chance: random.Random
) -> None:
    peptides = ["".join(chance.choices(naive.AMINO_ACIDS, k=7)) for _ in range(50)]
    whole = index.screen(peptides, hits=True)
    monkeypatch.setattr(_screen_input, "BLOCK", 7)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))

    parts = index.screen(peptides, hits=True, progress=progress)
    assert list(parts) == list(whole) and parts.hits is not None and whole.hits is not None
    assert len(whole.hits) > 0 and list(parts.hits) == list(whole.hits)
    assert told == sorted(told) and all(0 <= done <= total <= 50 for done, total in told)
    sizes = []
    for part in index.screen_each(iter(peptides), hits=True):
        sizes.append(len(part))
        assert part.hits is not None
        assert {hit.number for hit in part.hits} <= {row.number for row in part}
    assert sizes == [7] * 7 + [1]
    with pytest.raises(mimicry.ArgumentError, match=r"^candidate 10: "):
        index.screen([*peptides[:9], "AC1"])


def test_refused(index: mimicry.Index, tmp_path: Path) -> None:
    for wrong in (
        [3],
        [{"gene": "TTN"}],
        [{"peptide": "EVDPIGHLY", "genes": "TTN"}],
        [{"peptide": "EVDPIGHLY", "change_end": 10}],
        ["EVD\0"],
        ["EVD?"],
        [""],
    ):
        with pytest.raises(mimicry.ArgumentError, match="candidate 1: "):
            index.screen(wrong)  # type: ignore[arg-type]
    for keywords in ({"exclude_paralogs": 2}, {"windows": 0}, {"organs": True}, {"threads": -1}):
        with pytest.raises(mimicry.ArgumentError):
            index.screen(["EVDPIGHLY"], **keywords)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        next(index.screen_each(["EVDPIGHLY"], top=3))  # type: ignore[call-arg]
    with pytest.raises(mimicry.FileError):
        index.screen(tmp_path / "none")
    with pytest.raises(mimicry.CancelledError):
        index.screen(["EVDPIGHLY"] * 9, progress=lambda done, total: True)

    def fail(done: int, total: int) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        index.screen(["EVDPIGHLY"], progress=fail)


def test_counted_one_by_one(fasta: list[str], index: mimicry.Index, chance: random.Random) -> None:
    """Mutants of windows of real proteins: counts, nearest, best and what is left out."""
    proteins = [letters for path in fasta for letters in naive.read_fasta(path)]
    matrix = naive.read_matrix(ROOT / "data" / "matrices" / "BLOSUM62")
    some = []
    for _ in range(4):
        record, start, window = chance.choice(list(naive.windows(proteins, 8)))
        at = chance.randrange(8)
        mutant = window[:at] + chance.choice(naive.AMINO_ACIDS) + window[at + 1 :]
        some.append({"peptide": mutant, "wildtype": window, "gene": index[record].gene})
    rows = index.screen(some, exclude_wildtype=True)
    for given, row in zip(some, rows):
        peptide, best, nearest = given["peptide"], -1e9, 99
        counts, left_out, names = [0] * 4, 0, set()
        for _, _, window in naive.windows(proteins, 8):
            m = naive.mismatches(peptide, window)
            if window == given["wildtype"]:
                left_out += m <= 3
                continue
            nearest, best = min(nearest, m), max(best, naive.score(matrix, peptide, window))
            if m <= 3:
                counts[m] += 1
                names.add(window)
        assert row.self_counts == tuple(counts) and row.left_out_wildtype == left_out >= 1
        assert set(row.self_peptides) == names and len(row.self_peptides) == len(names)
        assert row.nearest is not None and row.nearest.mismatches == nearest
        assert row.best is not None and row.best.score == best


def test_real_tables(big_index: mimicry.Index, command: list[str], tmp_path: Path) -> None:
    levels = SHARED / "tables" / "hpa.gene_by_tissue.tsv.gz"
    if not levels.is_file():
        pytest.skip("the tables are not at hand")
    path = str(tmp_path / "big.mim")
    big_index.save(path)
    with gzip.open(levels, "rt") as file:
        assert "Liver" in file.readline()
    words = ["--exclude-wildtype", "--exclude-own-gene", "--tissues", str(levels), "--columns", "vital"]
    for name in (
        "pvacseq.HCC1395.MHC_I.filtered.tsv",
        "neofox.epitopes.annotated.tsv",
        "neofox.balachandran.neoantigens.tsv",
    ):
        table = str(SHARED / "tables" / name)
        found = big_index.screen(
            table, exclude_wildtype=True, exclude_own_gene=True, expression=levels, organs=True
        )
        assert len(found) > (0 if "annotated" in name else 5)
        assert found.to_tsv() == printed(command, *words, "--organs", path, table), name


def test_pandas(index: mimicry.Index, table: str) -> None:
    pytest.importorskip("pandas")
    found = index.screen(table, exclude_wildtype=True)
    frame = found.to_pandas()
    assert list(frame.columns) == found.to_tsv().splitlines()[0].split("\t")
    assert frame["self_1"].tolist() == [row.self_counts[1] for row in found]
    assert frame["self_peptide_names"][0] == ["KMAELVHFL", "SAAELVHFL"]
    assert frame["nearest_start"][0] == 0 and frame["nearest_end"][0] == 9
    assert list(index.screen([]).to_pandas().columns) == list(frame.columns)
