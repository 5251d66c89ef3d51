"""Reads the public header: its sections, what each declares, and the comments on it."""

import dataclasses
import pathlib
import re

SECTION = re.compile(r"/\* -{4} (.*?) -{4,}\s*\*/", re.S)
COMMENT = re.compile(r"/\*(.*?)\*/", re.S)
FUNCTION = re.compile(r"\bMIMICRY_API\s[^;]*?\b(mimicry_\w+)\(", re.S)
STRUCT = re.compile(r"typedef struct (mimicry_\w+) \{(.*?)\} mimicry_\w+;", re.S)
ARROW = re.compile(r"^struct (Arrow\w+) \{(.*?)\};", re.S | re.M)
ENUM = re.compile(r"\benum \{(.*?)\}", re.S)
TYPE = re.compile(r"typedef [^;{]*?\(?\*?(mimicry_\w+)\)?(?:\([^;]*\))?;", re.S)
MACRO = re.compile(r"^#define (MIMICRY_VERSION_\w+|ARROW_FLAG_\w+) +(\d+)$", re.M)


@dataclasses.dataclass
class Chunk:
    """Lines between two blank ones: a comment, the code that it is about, or either alone."""

    comment: str
    code: str

    def names(self) -> list[str]:
        """What the code declares, in order."""
        plain = without_comments(self.code)
        found = [(m.start(), m[1]) for m in FUNCTION.finditer(plain)]
        structs = list(STRUCT.finditer(plain))
        found += [(m.start(), m[1]) for m in structs]
        found += [(m.start(), m[1]) for m in ARROW.finditer(plain)]
        if not structs:
            found += [(m.start(), m[1]) for m in TYPE.finditer(plain)]
        found += [(m.start(), m[1]) for m in MACRO.finditer(plain)]
        for match in ENUM.finditer(plain):
            found += [(match.start(), name) for name, _ in constants(match[1])]
        return [name for _, name in sorted(found, key=lambda one: one[0])]


@dataclasses.dataclass
class Section:
    """The chunks under one heading."""

    title: str
    chunks: list[Chunk]


def without_comments(code: str) -> str:
    """The code alone."""
    return COMMENT.sub("", code)


def constants(body: str) -> list[tuple[str, int]]:
    """The names that the body of an enum defines, each with its number."""
    found = []
    for item in without_comments(body).split(","):
        match = re.match(r"\s*(MIMICRY_\w+)\s*=\s*(-?\d+)\s*$", item)
        if match is None:
            raise SystemExit(f"the header: '{item.strip()}' is no constant with its number")
        found.append((match[1], int(match[2])))
    return found


def statements(body: str) -> list[str]:
    """The fields in the body of a struct, each declared on its own: `int a, *b` are two."""
    found = []
    for line in without_comments(body).split(";"):
        first, *others = [line.strip()] if "(" in line else line.strip().split(",")
        if not first:
            continue
        found.append(first)
        kind = re.match(r"(?:const )?(?:struct )?\w+", first)
        found += [f"{kind[0]} {other.strip()}" for other in others if kind]
    return found


def fields(body: str) -> list[str]:
    """The names of the fields in the body of a struct."""
    names = []
    for statement in statements(body):
        match = re.search(r"(\w+)(\[[\w +]+\])?\s*$", statement)
        if match is None:
            raise SystemExit(f"the header: no name in '{statement}'")
        names.append(match[1])
    return names


def read(path: pathlib.Path) -> str:
    """The header's text."""
    return path.read_text(encoding="ascii")


def opening(text: str) -> str:
    """The comment that the header begins with."""
    return plain_comment(COMMENT.match(text)[1])


def plain_comment(body: str) -> str:
    """A comment's text without what makes it one."""
    lines = [re.sub(r"^ ?\* ?", "", line) for line in body.strip().split("\n")]
    return "\n".join(line.rstrip() for line in lines)


def split_chunk(text: str) -> Chunk:
    """A comment at the front of a chunk is about what follows."""
    match = COMMENT.match(text)
    if match is None:
        return Chunk("", text)
    return Chunk(plain_comment(match[1]), text[match.end() :].strip("\n"))


def chunks_of(text: str) -> list[Chunk]:
    """The chunks of a stretch of the header. Blank lines within braces or comments do not split."""
    found, lines = [], []

    def is_whole() -> bool:
        code = "\n".join(lines)
        return code.count("/*") == code.count("*/") and code.count("{") == code.count("}")

    for line in text.strip("\n").split("\n") + [""]:
        if line or (lines and not is_whole()):
            lines.append(line)
        elif lines:
            found.append(split_chunk("\n".join(lines)))
            lines = []
    return found


def sections(text: str) -> list[Section]:
    """All of the header, from the version on."""
    start = text.index("#define MIMICRY_VERSION_MAJOR")
    end = text.rindex("#ifdef __cplusplus")
    parts = SECTION.split(text[start:end])
    found = [Section("Version", chunks_of(parts[0]))]
    for title, body in zip(parts[1::2], parts[2::2]):
        found.append(Section(re.sub(r"\s+", " ", title).strip(), chunks_of(body)))
    return found
