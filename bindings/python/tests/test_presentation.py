"""Presentation by HLA alleles: columns, filters and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import printed

import mimicry

ALLELES = ["HLA-A*02:01", "b0702"]
PEPTIDES = ["EVDPIGHLY", "KVAELVHFL"]


def test_names() -> None:
    names = mimicry.alleles()
    assert len(names) == 95
    assert "HLA-A*02:01" in names


def test_search_as_the_command_does(
    command: list[str], index: mimicry.Index, index_file: str
) -> None:
    rows = index.search(PEPTIDES, max_mismatches=5, alleles=ALLELES)
    given = ["--allele", ",".join(ALLELES)]
    peptides = [part for peptide in PEPTIDES for part in ("-e", peptide)]
    asked = ["search", "-q", "-m", "5", index_file, *peptides]
    assert rows.to_tsv() == printed(command, *asked, *given)
    some = index.search(PEPTIDES, max_mismatches=5, alleles="A0201,B0702", max_presented=10)
    assert some.to_tsv() == printed(command, *asked, *given, "--max-presented", "10")
    assert 0 < len(some["presented"]) < len(rows["presented"])
    assert all(value <= 10 for value in some["presented"])


def test_screen(tmp_path: Path, index: mimicry.Index) -> None:
    path = tmp_path / "binders.tsv"
    found = index.search(["KVAELVHFL"], top=1)["match"][0]
    path.write_text(f"peptide\tallele\trank\n{found}\tA0201\t5\n")
    binders = mimicry.Annotations(binders=path)
    for rank, count in ((4, 0), (5, 1)):
        rows = index.screen([found], max_mismatches=0, annotations=binders, max_rank=rank)
        assert rows["binders"][0] == count


def test_refused(index: mimicry.Index) -> None:
    with pytest.raises(mimicry.ArgumentError, match="is no allele"):
        index.search(PEPTIDES, alleles="class I")
    with pytest.raises(mimicry.ArgumentError, match="max_presented without alleles"):
        index.search(PEPTIDES, max_presented=10)
    with pytest.raises(mimicry.ArgumentError, match="max_rank without"):
        index.screen(PEPTIDES, max_rank=10).to_tsv()
