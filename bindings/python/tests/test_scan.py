"""Scans of receptors: models, searches, screens and scores by them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import printed

import mimicry

DATA = Path(os.environ["MIMICRY_ROOT"]) / "data"
SCAN = DATA / "alanine_scan.tsv"


def test_what_is_taken() -> None:
    model = mimicry.Model(scan=SCAN)
    assert model.peptide == "EVDPIGHLY"
    assert "9 single mutants" in model.remarks
    assert mimicry.Model().remarks == ""
    assert model.score("EVDPIGHLY", 0, "E") == 0
    with pytest.raises(mimicry.ArgumentError):
        model.score("AVDPIGHLY", 0, "E")


def test_index_named(tmp_path: Path) -> None:
    path = tmp_path / "scan.csv"
    path.write_text("position,residue,percent\n1,A,10\n2,A,70\n")
    with pytest.raises(mimicry.MimicryError, match="not told"):
        mimicry.Model(scan=path)
    assert mimicry.Model(scan=path, peptide="EV").peptide == "EV"
    with pytest.raises(mimicry.ArgumentError):
        mimicry.Model("BLOSUM62", peptide="EV")


def test_search_as_the_command_does(
    command: list[str], index: mimicry.Index, index_file: str
) -> None:
    rows = index.search(None, model=mimicry.Model(scan=SCAN), min_activity=0.2)
    words = ["search", "--scan", str(SCAN), "--min-activity", "0.2", index_file]
    assert rows.to_tsv() == printed(command, *words)


def test_shown() -> None:
    model = mimicry.Model(scan=SCAN)
    assert "alanine_scan.tsv: scan of the index peptide EVDPIGHLY; 9 single" in repr(model)
    assert repr(mimicry.Model()) == "<model of BLOSUM62>"
    assert repr(mimicry.Model(motif="A.D")) == "<model of A.D>"
    assert repr(mimicry.Scorer("hex")) == "<scorer of hex>"
    assert "activity by <model of" in repr(mimicry.Scorer("activity", model=model))


def test_without_queries_or_targets(index: mimicry.Index) -> None:
    model = mimicry.Model(scan=SCAN)
    screen = index.screen(model=model, min_activity=0.05)
    assert screen["peptide"] == ["EVDPIGHLY"]
    named = index.screen("EVDPIGHLY", model=model, min_activity=0.05)
    assert screen.hits["match"] == named.hits["match"]
    with pytest.raises(mimicry.ArgumentError, match="only a scan goes without"):
        index.screen()
    assert (index.report(model=model, min_activity=0.05) or b"").startswith(b"<!doctype html>")
    scorer = mimicry.Scorer("activity", model=model)
    assert scorer.table(["ESDPIVAQY"])["value"] == [scorer.pair("ESDPIVAQY", "EVDPIGHLY")]
    with pytest.raises(mimicry.ArgumentError, match="the second peptide is another"):
        scorer.pair("EVDPIGHLY", "ESDPIVAQY")
