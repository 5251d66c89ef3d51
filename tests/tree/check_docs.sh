#!/bin/sh
# Runs what the documentation shows. In every Markdown file each `sh` block is run, in order and in
# one folder; each `c` block is compiled and run, each `python` block that stands before a `text`
# block is run with the package of the tree; the `text` block that follows is what it prints.
#     sh tests/tree/check_docs.sh ROOT BUILD C_COMPILER [--update]
# With --update the `text` blocks are replaced by what was printed.
set -eu
root=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
cc=$3
update=${4:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$root/data" "$work/data"

for document in "$root"/README.md "$root"/data/README.md "$root"/docs/*.md; do
    echo "$document" >>"$work/documents"
done
PATH="$build:$PATH" PYTHONPATH="$root/bindings/python" MIMICRY_LIBRARY="$build/libmimicry.so" \
    PYTHONDONTWRITEBYTECODE=1 python3 - "$work" "$cc" "$root" "$build" "$update" <<'PYTHON'
import pathlib
import re
import subprocess
import sys

work, cc, root, build, update = sys.argv[1:]
BLOCK = re.compile(r"^```(sh|c|python)\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.M | re.S)
ran = 0


def run(kind: str, code: str) -> str:
    """Runs one block; returns what it prints."""
    if kind == "c":
        pathlib.Path(work, "block.c").write_text(code)
        code = (
            f"{cc} -std=c11 -Wall -Wextra -Werror -I{root}/include block.c -o block"
            f" -L{build} -lmimicry -Wl,-rpath,{build} && ./block\n"
        )
    command = ["sh", "-eu", "-c", code]
    if kind == "python":
        command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=work, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"this block failed:\n{code}")
    return done.stdout


for name in pathlib.Path(work, "documents").read_text().split("\n")[:-1]:
    path = pathlib.Path(name)
    text = path.read_text()

    def check(match: re.Match) -> str:
        global ran
        if match[1] == "python" and match[3] is None:
            return match[0]
        ran += 1
        printed = run(match[1], match[2])
        if match[3] is None or printed == match[3]:
            return match[0]
        if not update:
            sys.exit(f"{name}: this block:\n{match[2]}printed:\n{printed}and not:\n{match[3]}")
        return f"```{match[1]}\n{match[2]}```\n```text\n{printed}```\n"

    changed = BLOCK.sub(check, text)
    if update and changed != text:
        path.write_text(changed)
if ran < 5:
    sys.exit("hardly any block was found")
print(f"docs: {ran} blocks ran and printed what they show")
PYTHON
