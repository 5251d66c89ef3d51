#!/usr/bin/env python3
"""Makes data/motifs/hla_class1.bin, the built-in HLA class I motifs, from a table of them.

    scripts/motifs.py TABLE.tsv[.gz]           writes it
    scripts/motifs.py --check TABLE.tsv[.gz]   tells whether it is as it should be

The table has the columns allele, length, ligands and position, and one for each amino acid: a row a
position. Scores are kept in 1/100 bits: a table that has more digits is refused.

The file: the number of motifs in 2 bytes; then for each the name of its allele in 12 bytes, the last
of them 0, its length in 1, the number of its ligands in 2, and for each position the scores of the
20 amino acids ACDEFGHIKLMNPQRSTVWY, 2 bytes each. Numbers are little-endian, scores signed.
"""

import csv
import gzip
import itertools
import pathlib
import struct
import sys
from decimal import Decimal

PATH = pathlib.Path(__file__).resolve().parent.parent / "data/motifs/hla_class1.bin"
RESIDUES = "ACDEFGHIKLMNPQRSTVWY"


def hundredths(cell):
    """A score in 1/100 bits."""
    value = Decimal(cell) * 100
    if value != value.to_integral_value():
        sys.exit(f"{cell}: at most two digits behind the point were expected")
    return int(value)


def motif(allele, length, rows):
    """The bytes of one motif."""
    name = allele.encode("ascii") + b"\0"
    if len(name) != 12 or [int(row["position"]) for row in rows] != list(range(1, length + 1)):
        sys.exit(f"{allele}, {length}: a name such as HLA-A*02:01 and rows in order were expected")
    head = name + struct.pack("<BH", length, int(rows[0]["ligands"]))
    scores = [hundredths(row[residue]) for row in rows for residue in RESIDUES]
    return head + struct.pack(f"<{len(scores)}h", *scores)


def pack(path):
    """The bytes of the file for a table."""
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    with opened as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    groups = itertools.groupby(rows, key=lambda row: (row["allele"], int(row["length"])))
    motifs = [motif(allele, length, list(group)) for (allele, length), group in groups]
    return struct.pack("<H", len(motifs)) + b"".join(motifs)


def main():
    check = sys.argv[1:2] == ["--check"]
    words = sys.argv[2:] if check else sys.argv[1:]
    if len(words) != 1:
        sys.exit(__doc__)
    packed = pack(words[0])
    if not check:
        PATH.write_bytes(packed)
    elif PATH.read_bytes() != packed:
        sys.exit(f"{PATH} is not what {words[0]} gives")


main()
