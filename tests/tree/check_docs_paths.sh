#!/bin/sh
# Every path of this repository that a document names, in backticks or as a link, exists; and the
# citation has the version of the header.
#     sh tests/tree/check_docs_paths.sh ROOT
set -eu
cd "$1"
PYTHONDONTWRITEBYTECODE=1 python3 - <<'PYTHON'
import pathlib
import re
import sys

root = pathlib.Path(".")
FOLDERS = "bench|bindings|data|docs|include|lib|pkgconfig|scripts|tests|tools"
NAMED = re.compile(rf"`((?:{FOLDERS})(?:/[\w.+-]+)*/?)`|`(CMakeLists\.txt|CMakePresets\.json)`")
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
CODE = re.compile(r"^```.*?^```", re.M | re.S)

documents = []
for pattern in ("*.md", "docs/*.md", ".github/*.md", "data/*.md", "bindings/*/*.md"):
    documents += root.glob(pattern)
checked, missing = 0, []
for document in sorted(documents):
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    places = [root / (a or b) for a, b in NAMED.findall(text)]
    places += [document.parent / link for link in LINK.findall(text)]
    checked += len(places)
    missing += [f"{document}: {place} does not exist" for place in places if not place.exists()]
header = pathlib.Path("include/mimicry/mimicry.h").read_text(encoding="ascii")
version = ".".join(re.findall(r"^#define MIMICRY_VERSION_\w+ (\d+)$", header, re.M))
if f"\nversion: {version}\n" not in pathlib.Path("CITATION.cff").read_text(encoding="utf-8"):
    missing.append(f"CITATION.cff: the version is not {version}")
print("\n".join(missing) or f"docs_paths: {checked} paths exist")
sys.exit(1 if missing or checked < 100 else 0)
PYTHON
