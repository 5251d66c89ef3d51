"""The scores give the published values, and what the command prints."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import mimicry
import pytest
from mimicry import score

ROOT = Path(os.environ["MIMICRY_ROOT"])
ANTIGENS = str(ROOT / "data" / "antigens.tsv")


def test_published() -> None:
    with open(ROOT / "tests" / "golden_scores.tsv") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 100
    for row in rows:
        options: dict[str, Any] = {}
        if row["matrix"]:
            options["matrix"] = row["matrix"]
        if row["weights"]:
            options["weights"] = [float(weight) for weight in row["weights"].split(",")]
        value = score.Scorer(row["method"], **options)(row["a"], row["b"])
        assert value == pytest.approx(float(row["expected"]), abs=float(row["tolerance"])), row


def test_functions_are_the_scorers(tmp_path: Path) -> None:
    pair = ("KVAELVHFL", "KMAELVHFL")
    functions = {
        "hamming": score.hamming,
        "score": score.matrix_score,
        "similarity": score.similarity,
        "penalty": score.penalty,
        "gram-distance": score.gram_distance,
        "self-similarity": score.self_similarity,
        "relatedness": score.relatedness,
        "hex": score.hex_score,
    }
    for method, function in functions.items():
        assert function(*pair) == score.Scorer(method).pairs([pair])[0], method
    letters = "ARNDCQEGHILKMFPSTWYV"
    table = [[abs(i - j) for j in range(20)] for i in range(20)]
    path = tmp_path / "parameters.json"
    path.write_text(json.dumps({"factors": [1] * 9, "residues": letters, "table": table}))
    value = abs(letters.index("V") - letters.index("M"))
    assert score.cross_reactivity(*pair, parameters=path) == value
    assert score.methods() == [*list(functions)[:7], "cross-reactivity", "hex"]
    assert score.hamming(*pair, weights=[1, 0, 1, 1, 1, 1, 1, 1, 1]) == 0
    assert score.matrix_score(*pair, matrix=mimicry.Model.matrix("PAM30")) == score.matrix_score(
        *pair, matrix="PAM30"
    )


def test_against_an_index_as_command(
    index: mimicry.Index, index_file: str, command: list[str]
) -> None:
    for method in ("dissimilarity", "foreignness"):
        done = subprocess.run(
            [*command, "score", method, index_file, ANTIGENS],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        printed = [float(line.split("\t")[3]) for line in done.stdout.splitlines()[1:]]
        values = getattr(score, method)(index, mimicry.read_peptides(ANTIGENS))
        assert values == printed and len(values) == 4
    one = score.foreignness(index, "SIINFEKL", a=20, threads=1)
    assert 0 < one < 1
    r, rest = score.partition(index, ["SIINFEKL"], a=20, k=4.87)
    assert r == [one] and rest[0] == pytest.approx(1 - one)
    assert score.amplitude(1000, 10) == pytest.approx(1000 / 10 / 1.3)
    assert score.recognition_potential(index, "SIINFEKL", 1000, 10, a=20) == pytest.approx(
        score.amplitude(1000, 10) * one
    )
    with pytest.raises(mimicry.CancelledError):
        score.dissimilarity(index, ["EVDPIGHLY"] * 100, progress=lambda done, total: True)
    with pytest.raises(mimicry.ArgumentError):
        score.partition(index, "SIINFEKL", instructions="mmx")
