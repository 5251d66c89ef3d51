"""Makes docs/api.md from the public header: python3 scripts/api_reference.py ROOT [--check].

With --check nothing is written, and a file that is not up to date is exit status 1.
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import header  # pylint: disable=wrong-import-position

FIRST = """\
# The C interface

<!-- Made from include/mimicry/mimicry.h by scripts/api_reference.py: change it there, then
     cmake --build BUILD --target update_api -->

"""


def paragraphs(comment: str) -> str:
    """A comment as Markdown: paragraphs are joined, indented lines kept as code."""
    parts, code = [], False
    for line in comment.split("\n"):
        indented = line.startswith("  ")
        line = line if line.startswith("    ") or not indented else "  " + line
        if indented and not code and parts and parts[-1]:
            parts.append("")  # code begins after a blank line
        if not indented and code and line:
            parts.append("")
        code = indented
        parts.append(line if indented else escape(line.strip()))
    return "\n".join(parts)


def escape(line: str) -> str:
    """What Markdown would take for marks of its own; not within backticks."""
    pieces = re.split(r"(`[^`]*`)", line)
    for i in range(0, len(pieces), 2):
        pieces[i] = re.sub(r"(\*|(?<!\w)_|_(?!\w)|<(?=[\w/]))", r"\\\1", pieces[i])
        pieces[i] = re.sub(r"\b(mimicry_\w*\w|MIMICRY_\w*\w)\b", r"`\1`", pieces[i])
    return "".join(pieces)


def anchor(title: str) -> str:
    """The link that a heading gets."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def declaration(code: str) -> str:
    """The code without what the reader need not see."""
    code = re.sub(r"\bMIMICRY_API ", "", code)
    code = re.sub(r"^#(if|endif|define ARROW_C_).*\n?", "", code, flags=re.M).strip("\n")
    lines = code.split("\n")
    # Parameters stand under the first one, which has moved.
    for i in range(1, len(lines)):
        if lines[i].startswith(" " * 20) and not lines[i].lstrip().startswith(("/*", "*")):
            opening = next(n for n in range(i - 1, -1, -1) if not lines[n].startswith(" "))
            column = lines[opening].find("(")
            if column >= 0 and "{" not in lines[opening]:
                lines[i] = " " * (column + 1) + lines[i].lstrip()
    return "\n".join(lines)


def functions(chunk: header.Chunk) -> list[str]:
    """The functions that a chunk declares."""
    return header.FUNCTION.findall(header.without_comments(chunk.code))


def title_of(chunk: header.Chunk) -> str:
    """A heading for a chunk: its functions, or its type, or its first constant."""
    names = functions(chunk) or chunk.names()
    types = [name for name in names if name.startswith("mimicry_")]
    if types:
        return ", ".join(types)
    return names[0] + (" ..." if len(names) > 1 else "")


def reference(text: str) -> str:
    """The whole page."""
    sections = header.sections(text)
    page = [FIRST, paragraphs(header.opening(text)), "\n"]
    page.append("\nThe functions of each part:\n\n| part | functions |\n|---|---|\n")
    for section in sections:
        links = ", ".join(
            f"[`{name}`](#{anchor(title_of(chunk))})"
            for chunk in section.chunks
            for name in functions(chunk)
        )
        page.append(f"| [{section.title}](#{anchor(section.title)}) | {links} |\n")
    for section in sections:
        page.append(f"\n## {section.title}\n")
        for chunk in section.chunks:
            if not declaration(chunk.code):
                page.append(f"\n{paragraphs(chunk.comment)}\n" if chunk.comment else "")
                continue
            page.append(f"\n### {title_of(chunk)}\n")
            page.append(f"\n```C\n{declaration(chunk.code)}\n```\n")
            if chunk.comment:
                page.append(f"\n{paragraphs(chunk.comment)}\n")
    return "".join(page)


def main() -> int:
    """Writes or checks the page."""
    root = pathlib.Path(sys.argv[1])
    page = reference(header.read(root / "include" / "mimicry" / "mimicry.h"))
    path = root / "docs" / "api.md"
    if sys.argv[2:] != ["--check"]:
        path.write_text(page, encoding="ascii")
        return 0
    listed = set(re.findall(r"^ +(mimicry_\w+);$", (root / "lib/mimicry.map").read_text(), re.M))
    missing = [name for name in listed if f"`{name}`" not in page or f"{name}(" not in page]
    if missing:
        print(f"api.md: without {', '.join(sorted(missing))}")
        return 1
    if not path.exists() or path.read_text(encoding="ascii") != page:
        print("docs/api.md is not what the header says: cmake --build BUILD --target update_api")
        return 1
    print(f"api.md: up to date, with {len(listed)} functions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
