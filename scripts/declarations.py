"""Makes the Python package's declarations from the public header.

    python3 scripts/declarations.py ROOT             writes bindings/python/mimicry/_declarations.py
    python3 scripts/declarations.py ROOT --check     exit status 1 if that file is not up to date
    python3 scripts/declarations.py ROOT --program   prints a C program that prints, as the compiler
                                                     has it, what --layout prints
    python3 scripts/declarations.py ROOT --layout    prints every size, offset and constant, as
                                                     ctypes has it
"""

import ctypes
import importlib.util
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import header  # pylint: disable=wrong-import-position

FIRST = '''\
"""The public header, as ctypes has it: constants, structures, callbacks and functions.

Made from include/mimicry/mimicry.h by scripts/declarations.py: change it there, then
cmake --build BUILD --target update_declarations. Names lose `mimicry_` and `MIMICRY_`. Handles are
void pointers.
"""

from __future__ import annotations

from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_int64,
    c_size_t,
    c_uint32,
    c_uint64,
    c_void_p,
    sizeof,
)
from typing import Any

'''
SIZED = '''\
class Sized(Structure):
    """A structure that begins with its size, so that it can grow in later versions."""

    def __init__(self, **fields: Any) -> None:
        super().__init__(size=sizeof(type(self)), **fields)
'''

PLAIN = {
    "char": "c_char",
    "double": "c_double",
    "int": "c_int",
    "int32_t": "c_int32",
    "int64_t": "c_int64",
    "mimicry_status": "c_int32",
    "size_t": "c_size_t",
    "uint32_t": "c_uint32",
    "uint64_t": "c_uint64",
}
# These may have a NUL inside: ctypes would cut them there.
BINARY = {"bytes", "metadata"}

DECLARED = re.compile(r"^(?P<type>[\w\s*]*[\s*])(?P<name>\w+)(?:\[(?P<count>\d+)\])?$", re.S)
POINTER_TO_FUNCTION = re.compile(r"^(?P<type>[\w\s*]+?)\(\*(?P<name>\w+)\)\((?P<args>.*)\)$", re.S)
CALLED = r"(?P<name>mimicry_\w+)"
TAKING = r"\((?P<args>[^;]*)\);"
FUNCTION = re.compile(r"^MIMICRY_API\s+(?P<type>[^;(]*?)" + CALLED + TAKING, re.M)
CALLBACK = re.compile(r"^typedef\s+(?P<type>[\w ]+?)\s*\(\*" + CALLED + r"\)" + TAKING, re.M)


def fail(what: str) -> SystemExit:
    """An error about the header."""
    return SystemExit(f"declarations: the header: {what}")


def short(name: str) -> str:
    """A constant's name in Python."""
    return name.removeprefix("MIMICRY_")


def title(name: str) -> str:
    """The class of a struct or a callback: mimicry_search_options is SearchOptions."""
    if name.startswith("Arrow"):
        return name
    return "".join(word.capitalize() for word in name.removeprefix("mimicry_").split("_"))


class Declarations:
    """What the header declares, in order."""

    def __init__(self, root: pathlib.Path):
        self.text = header.without_comments(header.read(root / "include/mimicry/mimicry.h"))
        self.constants = self.find_constants()
        found = list(header.STRUCT.finditer(self.text)) + list(header.ARROW.finditer(self.text))
        found.sort(key=lambda match: match.start())
        self.structs = {match[1]: header.statements(match[2]) for match in found}
        self.callbacks = {m["name"]: m for m in CALLBACK.finditer(self.text)}
        self.functions = {m["name"]: m for m in FUNCTION.finditer(self.text)}
        declared = len(re.findall(r"^MIMICRY_API\b", self.text, re.M))
        if len(self.functions) != declared:
            raise fail(f"{declared} functions, of which {len(self.functions)} are understood")
        if min(len(self.constants), len(self.structs), len(self.functions)) < 10:
            raise fail("hardly anything was found")

    def find_constants(self) -> dict[str, int]:
        """All numbers with a name: members of enums, and macros."""
        found = [(m.start(), [(m[1], int(m[2]))]) for m in header.MACRO.finditer(self.text)]
        found += [(m.start(), header.constants(m[1])) for m in header.ENUM.finditer(self.text)]
        return {name: value for _, pairs in sorted(found) for name, value in pairs}

    # ---- Types ----

    def type_of(self, text: str, name: str = "") -> str:
        """A C type as an expression of ctypes; `name` is what has it."""
        words = re.sub(r"\b(const|struct)\b", " ", text)
        base = words.replace("*", " ").strip()
        stars = words.count("*")
        if base == "void" or self.is_handle(base):
            base = "c_void_p" if stars else "None"
            stars -= 1
        elif base == "char" and stars > 0 and (stars > 1 or "const" in text):
            base = "c_void_p" if name in BINARY else "c_char_p"
            stars -= 1
        elif base in PLAIN:
            base = PLAIN[base]
        elif base in self.structs or base in self.callbacks:
            base = title(base)
        else:
            raise fail(f"unknown type '{text.strip()}'")
        return "POINTER(" * max(stars, 0) + base + ")" * max(stars, 0)

    def is_handle(self, base: str) -> bool:
        """Whether the type is declared and never defined."""
        return base not in self.structs and f"typedef struct {base} {base};" in self.text

    def parameters(self, text: str) -> list[str]:
        """The types of a function's parameters."""
        if text.strip() == "void":
            return []
        types = []
        for parameter in text.split(","):
            declared = DECLARED.match(parameter.strip())
            if declared is None or declared["type"].strip() in ("struct", "const struct", "const"):
                types.append(self.type_of(parameter))  # without a name
            else:
                types.append(self.type_of(declared["type"], declared["name"]))
        return types

    def field(self, statement: str) -> tuple[str, str]:
        """The name and the type of a field."""
        called = POINTER_TO_FUNCTION.match(statement)
        if called:
            return called["name"], self.pointer_to_function(called)
        declared = DECLARED.match(statement)
        if declared is None:
            raise fail(f"no field: '{statement}'")
        kind = self.type_of(declared["type"], declared["name"])
        if declared["count"]:
            kind += f" * {declared['count']}"
        return declared["name"], kind

    def pointer_to_function(self, match: re.Match) -> str:
        """The type of a callback."""
        types = [self.type_of(match["type"]), *self.parameters(match["args"])]
        return f"CFUNCTYPE({', '.join(types)})"

    # ---- Python ----

    def python(self) -> str:
        """The whole file."""
        page = [FIRST]
        page += [f"{short(name)} = {value}\n" for name, value in self.constants.items()]
        page += ["\n\n", SIZED]
        arrow = [name for name in self.structs if name.startswith("Arrow")]
        for name in arrow:  # they name one another
            page.append(f'\n\nclass {name}(Structure):\n    """struct {name}"""\n')
        page.append("\n")
        for name in arrow:
            page += ["\n", f"{name}._fields_ = (\n", *self.fields(name, "    "), ")\n"]
        page.append("\n")
        for name, match in self.callbacks.items():
            if not self.takes_struct(match):
                page.append(self.callback(name, match))
        for name in self.structs:
            if name not in arrow:
                page += self.structure(name)
        page.append("\n\n")
        for name, match in self.callbacks.items():
            if self.takes_struct(match):
                page.append(self.callback(name, match))
        page.append("\n#: Each structure by its name in C.\n")
        page.append("STRUCTURES: dict[str, type[Structure]] = {\n")
        page += [f'    "{name}": {title(name)},\n' for name in self.structs]
        page.append("}\n\n#: What each function returns, and takes.\n")
        page.append("FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {\n")
        page += [self.function(name, match) for name, match in self.functions.items()]
        return "".join(page + ["}\n"])

    def takes_struct(self, match: re.Match) -> bool:
        """Whether a callback takes a structure: then it follows the structures."""
        return any(name in match["args"] for name in self.structs)

    def callback(self, name: str, match: re.Match) -> str:
        """A callback's type."""
        return f"{title(name)} = {self.pointer_to_function(match)}\n"

    def structure(self, name: str) -> list[str]:
        """A structure's class."""
        sized = self.field(self.structs[name][0]) == ("size", "c_size_t")
        base = "Sized" if sized else "Structure"
        opening = f'\n\nclass {title(name)}({base}):\n    """{name}"""\n\n    _fields_ = (\n'
        return [opening, *self.fields(name, " " * 8), "    )\n"]

    def fields(self, name: str, indent: str) -> list[str]:
        """The lines of a structure's fields."""
        pairs = [self.field(statement) for statement in self.structs[name]]
        return [f'{indent}("{field}", {kind}),\n' for field, kind in pairs]

    def function(self, name: str, match: re.Match) -> str:
        """An entry of the table of functions."""
        result, taken = self.type_of(match["type"]), self.parameters(match["args"])
        line = f'    "{name}": ({result}, [{", ".join(taken)}]),\n'
        if len(line) <= 101:
            return line
        inner = f"        [{', '.join(taken)}],\n"
        if len(inner) > 101:
            inner = "".join(f"            {kind},\n" for kind in taken)
            inner = f"        [\n{inner}        ],\n"
        return f'    "{name}": (\n        {result},\n{inner}    ),\n'

    # ---- The check against the compiler ----

    def program(self) -> str:
        """A C program that prints sizes, offsets and constants."""
        lines = ["#include <mimicry/mimicry.h>", "#include <stdio.h>", "int main(void)", "{"]
        for name in self.constants:
            lines.append(f'printf("{name} %lld\\n", (long long){name});')
        for name, statements in self.structs.items():
            lines.append(f'printf("{name} %zu\\n", sizeof(struct {name}));')
            for field, _ in map(self.field, statements):
                size = f"sizeof(((struct {name} *)0)->{field})"
                place = f"offsetof(struct {name}, {field})"
                lines.append(f'printf("{name}.{field} %zu %zu\\n", {place}, {size});')
        return "\n".join([*lines, "return 0;", "}", ""])

    def layout(self, module: object) -> str:
        """What that program prints, as the made file has it."""
        lines = [f"{name} {getattr(module, short(name))}" for name in self.constants]
        for name, kind in module.STRUCTURES.items():
            lines.append(f"{name} {ctypes.sizeof(kind)}")
            for field, _ in kind._fields_:
                place = getattr(kind, field)
                lines.append(f"{name}.{field} {place.offset} {place.size}")
        return "\n".join(lines) + "\n"


def load(path: pathlib.Path) -> object:
    """The made file as a module, without the package around it."""
    spec = importlib.util.spec_from_file_location("declarations_made", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Does what the words say."""
    root, mode = pathlib.Path(sys.argv[1]), (sys.argv[2:] or ["--write"])[0]
    found = Declarations(root)
    path = root / "bindings/python/mimicry/_declarations.py"
    if mode == "--write":
        path.write_text(found.python(), encoding="ascii")
    elif mode == "--program":
        print(found.program(), end="")
    elif mode == "--layout":
        print(found.layout(load(path)), end="")
    elif mode != "--check":
        raise SystemExit(f"declarations: unknown option {mode}")
    elif not path.exists() or path.read_text(encoding="ascii") != found.python():
        print(f"{path.name} is not what the header says:")
        print("    cmake --build BUILD --target update_declarations")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
