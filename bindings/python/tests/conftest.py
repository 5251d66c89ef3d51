"""What the tests share: the data, an index of it, and the command.

MIMICRY_ROOT is the repository; MIMICRY_SHARED, where real proteomes may be at hand.
MIMICRY_TEST_WITHOUT=numpy,pandas: these cannot be imported, as if they were not installed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(os.environ["MIMICRY_ROOT"])
DATA = ROOT / "data"
WITHOUT = [name for name in os.environ.get("MIMICRY_TEST_WITHOUT", "").split(",") if name]


class Refuser:
    """Stands before the import system and finds that some packages are not there."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.split(".")[0] in WITHOUT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Refuser())

import mimicry  # noqa: E402


def pytest_report_header() -> str:
    return f"mimicry {mimicry.library_version()} of {mimicry.__file__}, without {WITHOUT}"


@pytest.fixture(scope="session")
def fasta() -> list[str]:
    return [str(DATA / "self_sample.fasta.gz"), str(DATA / "known_offtargets.fasta")]


@pytest.fixture(scope="session")
def index(fasta: list[str]) -> mimicry.Index:
    return mimicry.Index.build(fasta)


@pytest.fixture(scope="session")
def index_file(index: mimicry.Index, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("index") / "self.mim")
    index.save(path)
    return path


@pytest.fixture(scope="session")
def big_index(fasta: list[str]) -> mimicry.Index:
    """Millions of residues: a proteome where there is one, else the sample many times."""
    path = Path(os.environ.get("MIMICRY_SHARED", "none")) / "proteomes" / "human5k.fasta.gz"
    return mimicry.Index.build(path if path.is_file() else [fasta[0]] * 20)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Random numbers; the seed is printed when a test fails."""
    seed = int(os.environ.get("MIMICRY_TEST_SEED", str(random.SystemRandom().randrange(2**32))))
    print(f"MIMICRY_TEST_SEED={seed}")
    return random.Random(seed)


@pytest.fixture(scope="session")
def command() -> list[str]:
    """The command, as the package runs it."""
    return [sys.executable, "-m", "mimicry"]


def printed(command: list[str], *words: str) -> str:
    """What the command prints."""
    done = subprocess.run([*command, *words], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout
