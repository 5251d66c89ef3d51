"""What the package's README shows is what happens: its Python and its shell examples."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import WITHOUT

ROOT = Path(os.environ["MIMICRY_ROOT"])
README = ROOT / "bindings" / "python" / "README.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def test_python_examples(folder: Path) -> None:
    if WITHOUT:
        pytest.skip("the examples use numpy and pandas")
    pytest.importorskip("pandas")
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    done = doctest.testfile(str(README), module_relative=False, optionflags=flags)
    assert done.attempted > 20 and done.failed == 0


def test_shell_examples(folder: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```\n```text\n(.*?)^```\n", README.read_text(), re.M | re.S)
    assert len(blocks) >= 1
    python = f'python() {{ "{sys.executable}" "$@"; }}\n'
    for code, text in blocks:
        done = subprocess.run(
            ["sh", "-eu", "-c", python + code], stdout=subprocess.PIPE, text=True, check=True
        )
        assert done.stdout == text, code


def test_main_readme(folder: Path) -> None:
    text = (ROOT / "README.md").read_text()
    blocks = re.findall(r"^```python\n(.*?)^```\n```text\n(.*?)^```\n", text, re.M | re.S)
    assert len(blocks) == 1
    for code, printed in blocks:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True
        )
        assert done.stdout == printed
