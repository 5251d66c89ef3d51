"""Every refusal is a MimicryError of its family, with file, line and message."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any, Callable

import pytest

import mimicry
from mimicry import _library


def refused(kind: type[mimicry.MimicryError], call: Callable[[], Any]) -> mimicry.MimicryError:
    with pytest.raises(kind) as caught:
        call()
    assert type(caught.value) is kind
    assert isinstance(caught.value, mimicry.MimicryError)
    assert str(caught.value) == caught.value.message and "\n" not in str(caught.value)
    return caught.value


def read(index: mimicry.Index, *values: Any, **keywords: Any) -> int:
    return len(index.search(*values, **keywords))


def test_argument(index: mimicry.Index) -> None:
    bad: list[dict[str, Any]] = [
        {"max_mismatches": 1, "min_score": 3},
        {"max_mismatches": 1.5},
        {"max_mismatches": -1},
        {"top": 0},
        {"top": 1.5},
        {"threads": -1},
        {"threads": 100000},
        {"windows": (9, 8)},
        {"windows": 0},
        {"model": mimicry.Model(weights=[1, 2])},
        {"plan": "fast"},
        {"instructions": "mmx"},
        {"rows": "some"},
        {"columns": "what"},
        {"positions": "here"},
        {"flank": -1},
        {"max_indels": 9},
        {"max_indels": 1, "columns": "evalue"},
        {"max_indels": 1, "top": 1},
    ]
    for keywords in bad:
        refused(mimicry.ArgumentError, partial(read, index, "EVDPIGHLY", **keywords))
    problem = refused(mimicry.ArgumentError, lambda: index.search("EVDPIGHLY", plan="fast"))
    assert problem.file is None and isinstance(problem, ValueError)
    models: list[dict[str, Any]] = [
        {"matrix": "PAM30", "motif": "AAA"},
        {"motif": "AAA", "distance": "relatedness"},
        {"weights": "mhc1-face", "distance": "relatedness"},
        {"weights": "mhc9-face"},
    ]
    for given in models:
        refused(mimicry.ArgumentError, partial(mimicry.Model, **given))
    several: list[Any] = [None, [3], ["A\0A"]]
    for queries in several:
        refused(mimicry.ArgumentError, partial(read, index, queries))
    with pytest.raises(TypeError, match="mismatches"):
        index.search("AAA", mismatches=1)  # type: ignore[call-arg]
    refused(mimicry.ArgumentError, lambda: index.record(len(index)))
    refused(mimicry.ArgumentError, lambda: mimicry.Index.build([]))
    refused(mimicry.ArgumentError, lambda: mimicry.Index.open("a\0b"))
    refused(mimicry.ArgumentError, lambda: mimicry.score("hamming", "AAA", "AA"))
    refused(mimicry.ArgumentError, lambda: mimicry.Model("BLOSUM62").score("A", 0, "é"))
    index_of_nothing = mimicry.Index.open(mimicry_file(index))
    index_of_nothing.close()
    refused(mimicry.ArgumentError, lambda: index_of_nothing.search("AAA"))


def mimicry_file(index: mimicry.Index) -> str:
    path = os.path.join(tempfile.mkdtemp(), "index.mim")
    index.save(path)
    return path


def test_file(tmp_path: Path, index: mimicry.Index) -> None:
    path = str(tmp_path / "none.fa")
    problem = refused(mimicry.FileError, lambda: mimicry.Index.build([path]))
    assert problem.file == path and problem.system == 2 and isinstance(problem, OSError)
    assert problem.errno == 2 and problem.filename == path
    refused(mimicry.FileError, lambda: index.search(path))
    refused(mimicry.FileError, lambda: index.save(tmp_path / "no" / "folder.mim"))


def test_format(tmp_path: Path, index: mimicry.Index) -> None:
    path = tmp_path / "a:b.fa"
    path.write_text(">one\nACD\nAC?D\n")
    problem = refused(mimicry.FormatError, lambda: mimicry.Index.build(path))
    assert (problem.file, problem.line) == (str(path), 3)
    assert problem.message.startswith(f"{path}:3: ")
    path = tmp_path / "queries.tsv"
    path.write_text("peptide\tid\nACD\t1\nAC1\t2\n")
    problem = refused(mimicry.FormatError, lambda: len(index.search(path)))
    assert (problem.file, problem.line) == (str(path), 3)


def test_corrupt_and_version(tmp_path: Path, index_file: str) -> None:
    whole = bytearray(Path(index_file).read_bytes())
    path = tmp_path / "bad.mim"
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)
    problem = refused(mimicry.CorruptError, lambda: mimicry.verify(path))
    assert problem.file == str(path)
    refused(mimicry.CorruptError, lambda: mimicry.Index.open(path, verify=True))
    whole[8:4096] = bytes(4096 - 8)
    path.write_bytes(whole)
    with pytest.raises(mimicry.MimicryError):
        mimicry.Index.open(path)


def test_pickled(tmp_path: Path) -> None:
    for kind in (mimicry.ArgumentError, mimicry.FileError, mimicry.OutOfMemoryError):
        problem = kind("F:3: what", -1, "F", 3, 4, 5)
        again = pickle.loads(pickle.dumps(problem))
        assert type(again) is kind and vars(again) == vars(problem)
        assert str(again) == "F:3: what"


# ---- The library ----


def make_library(folder: Path, code: str) -> str:
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler")
    source, library = folder / "fake.c", folder / "libfake.so"
    source.write_text(code)
    subprocess.run([compiler, "-shared", "-fPIC", str(source), "-o", str(library)], check=True)
    return str(library)


def import_with(library: str) -> str:
    """What importing the package says with this library in MIMICRY_LIBRARY."""
    code = (
        "try:\n import mimicry\n"
        "except ImportError as problem: print(type(problem).__name__, problem)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "MIMICRY_LIBRARY": library},
    )
    return done.stdout


def test_other_versions(tmp_path: Path) -> None:
    for version in ("1.0.0", "0.2.0", "0.0.9"):
        code = f'const char *mimicry_version(void) {{ return "{version}"; }}'
        library = make_library(tmp_path, code)
        said = import_with(library)
        assert said.startswith(f"LibraryError {library}: this is libmimicry {version}; ")
        assert f"{mimicry.__version__} needs" in said
    fitting = f'const char *mimicry_version(void) {{ return "{mimicry.__version__}"; }}'
    assert "has no mimicry_" in import_with(make_library(tmp_path, fitting))
    assert "is not libmimicry" in import_with(make_library(tmp_path, "int f;"))
    assert "cannot load" in import_with(str(tmp_path / "none.so"))


def test_versions_from_one_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_library, "__version__", "2.3.1")
    for version in ("2.3.0", "2.4.0", "2.10.7"):
        _library.check_version(version, "lib")
    for version in ("2.2.9", "1.3.1", "3.3.1", "0.2.3"):
        with pytest.raises(mimicry.LibraryError):
            _library.check_version(version, "lib")


def test_where_it_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MIMICRY_LIBRARY", "/opt/libmimicry.so")
    assert _library.candidates() == ["/opt/libmimicry.so"]
    monkeypatch.delenv("MIMICRY_LIBRARY")
    monkeypatch.setattr("ctypes.util.find_library", lambda name: f"lib{name}.so.0")
    monkeypatch.setattr(_library, "CARRIED", tmp_path)
    assert _library.candidates() == ["libmimicry.so.0"]
    (tmp_path / "libmimicry.so.0.1").touch()
    assert _library.candidates()[0] == str(tmp_path / "libmimicry.so.0.1")
    (tmp_path / "libmimicry.so.0.1").unlink()
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    with pytest.raises(mimicry.LibraryError, match="MIMICRY_LIBRARY"):
        _library.find()
