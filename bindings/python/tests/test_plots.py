"""Plots by matplotlib; without it they say what to install."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path

import pytest

import mimicry

CANDIDATES = str(Path(os.environ["MIMICRY_ROOT"]) / "data" / "candidates.tsv")
pytestmark = pytest.mark.filterwarnings("ignore::mimicry.MimicryNote")


@pytest.fixture
def pyplot() -> object:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    return pytest.importorskip("matplotlib.pyplot")


def test_heat_strip(index: mimicry.Index, pyplot: object) -> None:
    screen = index.screen(CANDIDATES)
    shown = [text.get_text() for text in screen.plot().texts]
    names = [f"self_{k}" for k in range(4)]
    assert shown == [str(screen[name][i]) for i in range(len(screen)) for name in names]


def test_profile(index: mimicry.Index, pyplot: object) -> None:
    along = index.along(["MKVAELVHFLACDEFGHIK"])
    (line,) = along.plot("position", "mismatches").lines
    drawn = [None if math.isnan(y) else y for y in line.get_ydata()]
    assert drawn == along["mismatches"]
    with pytest.raises(mimicry.ArgumentError, match="is text"):
        along.plot("position", "residue")


def test_logo(index: mimicry.Index, pyplot: object) -> None:
    hits = index.search("KMAELVHFL", max_mismatches=0)
    axes = hits.logo("match")
    assert [text.get_text() for text in axes.texts] == list("KMAELVHFL")
    assert all(bar.get_height() == pytest.approx(math.log2(20)) for bar in axes.patches)


def test_without_matplotlib(index: mimicry.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # type: ignore[misc]
    with pytest.raises(ImportError, match="pip install matplotlib"):
        index.screen(CANDIDATES).plot()
