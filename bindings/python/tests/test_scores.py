"""Published scores: golden values, tables, and what is refused."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

import mimicry

GOLDEN = Path(os.environ["MIMICRY_ROOT"]) / "tests" / "api" / "golden_scores.tsv"


def test_known_values(index: mimicry.Index) -> None:
    assert mimicry.score("hamming", "KVAELVHFL", "KMAELVHFL") == 1
    assert mimicry.score("score", "EVDPIGHLY", "EVDPIGMLY") == 41
    value = mimicry.score("self-similarity", "KVAELVHFL", "KMAELVHFL")
    assert value == pytest.approx(0.9799140343239997)
    pam = mimicry.score("similarity", "KVAELVHFL", "KMAELVHFL", model="PAM30")
    assert 0.5 < pam < 1
    table = mimicry.Scorer("dissimilarity").table(["KVAELVHFL"], index)
    assert table["value"] == [pytest.approx(9.22301379393397e-20)]
    pairs = [{"peptide": "EVDPIGHLY", "target": "ESDPIVAQY"}]
    row = mimicry.Scorer("relatedness").table(pairs)[0]
    assert row.value == pytest.approx(mimicry.score("relatedness", "EVDPIGHLY", "ESDPIVAQY"))
    constants = [{"peptide": "EVDPIGHLY", "kd_wildtype": 1000, "kd_mutant": 10}]
    assert mimicry.Scorer("amplitude").table(constants)["value"] == [pytest.approx(1000 / 13)]


def test_golden_values() -> None:
    checked = 0
    with open(GOLDEN, newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["weights"] or row["method"] not in mimicry.scores()[:7]:
                continue
            options = {"model": row["matrix"]} if row["matrix"] else {}
            value = mimicry.score(row["method"], row["a"], row["b"], **options)
            assert value == pytest.approx(float(row["expected"]), abs=float(row["tolerance"])), row
            checked += 1
    assert checked > 20


def test_refused(index: mimicry.Index) -> None:
    with pytest.raises(mimicry.ArgumentError, match="hamming"):
        mimicry.Scorer("haming")
    with pytest.raises(mimicry.ArgumentError):
        mimicry.score("hamming", "KVAELVHFL", "KVAEL")
    with pytest.raises(mimicry.ArgumentError, match="matrix"):
        mimicry.Scorer("hamming", model="PAM30")
    with pytest.raises(mimicry.ArgumentError):
        mimicry.Scorer("cross-reactivity")
    assert mimicry.scores()[0] == "hamming" and "mhc1-face" in mimicry.masks()
    assert "BLOSUM62" in mimicry.matrices()
    assert mimicry.Model().score("AW", 1, "W") == 11
    with pytest.raises(mimicry.ArgumentError):
        mimicry.Model().score("AW", 2, "W")
    with pytest.raises(mimicry.ArgumentError):
        mimicry.Model("BLOSUM62", motif="AX")
