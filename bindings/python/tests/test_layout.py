"""The package has the structures, constants, functions and version of the C header."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from pathlib import Path

import mimicry
import pytest
from mimicry import _library, _structs
from mimicry import hits as hits_module

HEADER = Path(os.environ["MIMICRY_ROOT"]) / "include" / "mimicry" / "mimicry.h"


def header_text() -> str:
    return re.sub(r"/\*.*?\*/", "", HEADER.read_text(), flags=re.S)


def c_program() -> str:
    """Prints a line for each structure, field and constant that the package has."""
    lines = ["#include <mimicry/mimicry.h>", "#include <stdio.h>", "int main(void)", "{"]
    for name, kind in _structs.STRUCTURES.items():
        lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
        for field, *_ in kind._fields_:
            size = f"sizeof((({name} *)0)->{field})"
            lines.append(
                f'printf("{name}.{field} %zu %zu\\n", offsetof({name}, {field}), {size});'
            )
    for name in constants():
        lines.append(f'printf("{name} %d\\n", (int)MIMICRY_{name});')
    return "\n".join([*lines, "return 0;", "}", ""])


def constants() -> dict[str, int]:
    found = {name: value for name, value in vars(_structs).items() if name.isupper()}
    numbers = {name: value for name, value in found.items() if isinstance(value, int)}
    words = {f"INSTRUCTIONS_{name.upper()}": i for name, i in _structs.INSTRUCTIONS.items()}
    return {**numbers, **words}


def python_lines() -> list[str]:
    lines = []
    for name, kind in _structs.STRUCTURES.items():
        lines.append(f"{name} {ctypes.sizeof(kind)}")
        for field, *_ in kind._fields_:
            place = getattr(kind, field)
            lines.append(f"{name}.{field} {place.offset} {place.size}")
    return lines + [f"{name} {value}" for name, value in constants().items()]


def test_layout(tmp_path: Path) -> None:
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler")
    source, program = tmp_path / "layout.c", tmp_path / "layout"
    source.write_text(c_program())
    include = f"-I{HEADER.parents[1]}"
    subprocess.run([compiler, "-std=c11", include, str(source), "-o", str(program)], check=True)
    done = subprocess.run([str(program)], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.splitlines() == python_lines()
    assert len(python_lines()) > 80


def test_no_field_is_missing() -> None:
    structures = re.findall(r"typedef struct (\w+) \{(.*?)\} \1;", header_text(), flags=re.S)
    assert len(structures) >= 11
    for name, body in structures:
        fields = re.findall(r"(\w+)(?:\[[^]]*\])?;", body)
        assert fields == [field for field, *_ in _structs.STRUCTURES[name]._fields_], name


def test_no_function_is_missing() -> None:
    functions = set(re.findall(r"\b(mimicry_\w+)\(", header_text()))
    assert len(functions) > 50
    ours = set(_library.PROTOTYPES)
    assert functions == ours


def test_hits_array_has_all_fields() -> None:
    sizes = {"u8": 8, "u4": 4, "f8": 8}
    at = 0
    for (name, kind), (field, *_) in zip(hits_module.FIELDS, _structs.Hit._fields_):
        place = getattr(_structs.Hit, field)
        assert (name, at, sizes[kind[1:]]) == (field, place.offset, place.size)
        at += sizes[kind[1:]]
    assert at == ctypes.sizeof(_structs.Hit)


def test_version() -> None:
    numbers = re.findall(r"#define MIMICRY_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", HEADER.read_text())
    assert mimicry.__version__ == ".".join(numbers)
    assert mimicry.library_version() == mimicry.__version__


def test_statuses() -> None:
    from mimicry._errors import _FAMILIES

    pinned = re.findall(r"MIMICRY_E_(\w+) = (-\d+)", header_text())
    assert sorted(int(value) for _, value in pinned) == sorted(_FAMILIES)
    for name, value in pinned:
        assert _library.lib.mimicry_status_name(int(value)).decode() == name.lower()
