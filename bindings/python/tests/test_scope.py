"""Genes, candidates, tissues and binders."""

from __future__ import annotations

import csv
import gzip
import math
import os
import subprocess
from pathlib import Path

import mimicry
import pytest

PEPTIDES = ["EVDPIGHLY", "KVAELVHFL"]
TABLES = Path(os.environ.get("MIMICRY_SHARED", "none")) / "tables"


def test_genes(tmp_path: Path) -> None:
    genes = mimicry.Genes(["TTN", "magea12", " Titin "])
    assert list(genes) == ["MAGEA12", "TITIN", "TTN"] and len(genes) == 3
    assert "ttn" in genes and "TP53" not in genes and 3 not in genes and "T\0N" not in genes
    path = tmp_path / "genes.txt"
    path.write_text("# two\nTTN\nMAGEA12\n")
    assert set(mimicry.Genes.read(path)) == {"TTN", "MAGEA12"}
    assert list(mimicry.Genes()) == []
    with pytest.raises(mimicry.ArgumentError):
        mimicry.Genes("TTN")
    with pytest.raises(mimicry.ArgumentError):
        mimicry.Genes([3])  # type: ignore[list-item]
    with pytest.raises(mimicry.FileError):
        mimicry.Genes.read(tmp_path / "none")


def test_searched_genes(index: mimicry.Index, index_file: str, command: list[str]) -> None:
    every = list(index.search(PEPTIDES, max_mismatches=4))
    names = ["macf1", "TTN", "MAGEA12"]
    chosen = [hit for hit in every if hit.gene.lower() in {n.lower() for n in names}]
    assert 1 < len(chosen) < len(every)
    assert list(index.search(PEPTIDES, max_mismatches=4, only_genes=names)) == chosen
    genes = mimicry.Genes(names)
    others = index.search(PEPTIDES, max_mismatches=4, exclude_genes=genes)
    assert list(others) == [hit for hit in every if hit not in chosen]
    assert sum(map(sum, index.count(PEPTIDES, max_mismatches=4, only_genes=genes))) == len(chosen)
    words = [word for name in names for word in ("--only-gene", name)]
    done = subprocess.run(
        [*command, "search", "--top", "2", "--columns", "evalue", *words, index_file]
        + [word for peptide in PEPTIDES for word in ("-e", peptide)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    assert index.search(PEPTIDES, top=2, evalue=True, only_genes=genes).to_tsv() == done.stdout
    epitope = index.search_epitopes("E26, G29", only_genes=["MACF1"])
    assert len(epitope) > 0 and {hit.gene for hit in epitope} == {"MACF1"}
    without = index.search_epitopes("E26, G29", exclude_genes=["MACF1"])
    assert len(without) + len(epitope) == len(index.search_epitopes("E26, G29"))


def test_candidates(tmp_path: Path) -> None:
    path = tmp_path / "candidates.tsv"
    path.write_text("id\tpeptide\twildtype\tgene\na\tEVDPIGHLY\tEVDPVGHLY\tX\nb\tKVAELVHFL\tNA\t\n")
    candidates = mimicry.read_candidates(path)
    assert "'peptide'" in candidates.columns
    first, second = candidates
    assert first == mimicry.Candidate("a", "EVDPIGHLY", "EVDPVGHLY", "X", "", 4, 5, False, 2)
    assert (second.id, second.wildtype, second.change_start, second.change_end) == ("b", "", 0, 9)
    assert list(candidates) == []
    path.write_text("peptide\nAC?\n")
    with pytest.raises(mimicry.FormatError) as caught:
        list(mimicry.read_candidates(path))
    assert (caught.value.file, caught.value.line) == (str(path), 2)


def test_candidates_of_pvacseq() -> None:
    path = TABLES / "pvacseq.HCC1395.MHC_I.filtered.tsv"
    if not path.is_file():
        pytest.skip("the tables are not at hand")
    candidates = list(mimicry.read_candidates(path))
    with open(path) as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(candidates) == len(rows) > 10
    for candidate, row in zip(candidates, rows):
        assert candidate.peptide == row["MT Epitope Seq"]
        assert candidate.gene == row["Gene Name"]


def test_expression(tmp_path: Path) -> None:
    path = tmp_path / "tissues.tsv"
    path.write_text("gene\tliver\theart muscle\tbrain\nTTN\t0.5\t900\t\nX\t0\t0\t0\n")
    table = mimicry.read_expression(path)
    assert table.tissues == ("liver", "heart muscle", "brain")
    levels = table.levels("ttn")
    assert levels is not None and levels["heart muscle"] == 900 and math.isnan(levels["brain"])
    assert table.levels("none") is None
    assert table.summary("TTN") == (True, 900, "heart muscle", ("heart muscle",))
    assert table.summary("TTN", floor=0.1).tissues == ("heart muscle", "liver")
    unknown = table.summary("none")
    assert not unknown.known and math.isnan(unknown.highest) and unknown.tissue is None
    assert table.text("TTN", floor=0.1) == "heart muscle;liver"
    assert table.text("TTN", what="vital") == "heart muscle"
    assert table.text("TTN", what="organs") == mimicry.Organs().system("Heart Muscle")
    assert table.text("none") == "unknown" and table.text("X") == "none"
    with pytest.raises(mimicry.ArgumentError):
        table.text("TTN", what="all")
    organs = mimicry.Organs()
    assert organs.is_vital("heart muscle") and organs.system("no such tissue") is None
    own = tmp_path / "organs.tsv"
    own.write_text("tissue\torgan\tvital\nheart muscle\tpump\tno\n")
    assert mimicry.Organs(own).system("heart muscle") == "pump"
    assert table.text("TTN", what="vital", organs=mimicry.Organs(own)) == "none"


def test_expression_of_the_atlas() -> None:
    path = TABLES / "hpa.gene_by_tissue.tsv.gz"
    if not path.is_file():
        pytest.skip("the tables are not at hand")
    table = mimicry.read_expression(path)
    with gzip.open(path, "rt") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))[:50]
    assert len(table.tissues) > 30
    for row in rows:
        gene = row.get("Gene name") or row.get("gene") or row.get("Gene") or ""
        numbers = [float(row[name]) for name in table.tissues if row[name]]
        assert table.summary(gene).highest >= max(numbers)


def test_binders(tmp_path: Path) -> None:
    path = tmp_path / "binders.tsv"
    rows = "KMAELVHFL\tA2\t2\nKMAELVHFL\tB7\t0.5\nAAAAAAAAA\tA2\t\n"
    path.write_text(f"peptide\tallele\trank\n{rows}")
    binders = mimicry.read_binders(path)
    assert binders.find("kmaelvhfl") == [("B7", 0.5), ("A2", 2.0)]
    assert binders.find("AAAAAAAAA") == [("A2", None)] and binders.find("CCC") == []
