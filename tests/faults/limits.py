"""How large things may be, in memory and time that are bounded.

    python3 limits.py COMMAND

Small by default; of the size that docs/reliability.md names where MIMICRY_THOROUGH is set.
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

WHOLE = "MIMICRY_THOROUGH" in os.environ
MIB = 1 << 20
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"


class Run:
    """A run of the command: what it printed, the seconds it computed, its peak of memory."""

    def __init__(self, command, words, to=subprocess.DEVNULL):
        process = subprocess.Popen([command, *words], stdout=to, stderr=subprocess.PIPE)
        text, _ = process.communicate() if to == subprocess.PIPE else (b"", None)
        before = time.monotonic()
        if to != subprocess.PIPE:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.seconds = usage.ru_utime + usage.ru_stime
            self.peak = usage.ru_maxrss * 1024
        self.clock = time.monotonic() - before
        self.text = text.decode()
        if process.returncode != 0:
            sys.exit(f"limits: {words}: exit status {process.returncode}")


def expect(what, holds):
    """Ends with a message where something does not hold."""
    if not holds:
        sys.exit(f"limits: {what}")


def residues(count, letters=AMINO_ACIDS):
    """So many residues at random."""
    return "".join(random.choices(letters, k=count))


def check_repeats(command):
    """Long queries in runs of few residues: every hit and count as a plain loop finds it."""
    text = "".join(random.choice("AAAC") * random.randrange(1, 90) for _ in range(60))
    text = text[:900] + "*" + text[900:]
    pathlib.Path("runs.fa").write_text(f">a\n{text[:1500]}\n>b\n{text[1500:]}\n")
    queries = [text[at : at + n].replace("*", "A") for at, n in ((0, 64), (90, 70), (400, 100))]
    queries.append("A" * 64)
    pathlib.Path("runs.txt").write_text("".join(f"{query}\n" for query in queries))
    for most in (0, 2, 9):
        rows = Run(command, ["search", "runs.fa", "runs.txt", "-m", str(most)], subprocess.PIPE)
        counts = Run(command, ["search", "runs.fa", "runs.txt", "-m", str(most), "--counts"],
                     subprocess.PIPE)
        found = sorted((int(row[0]), row[5], int(row[7]), int(row[3]))
                       for row in map(lambda line: line.split("\t"), rows.text.splitlines()[1:]))
        expected = []
        for i, query in enumerate(queries):
            for name, record in (("a", text[:1500]), ("b", text[1500:])):
                for at in range(len(record) - len(query) + 1):
                    window = record[at : at + len(query)]
                    differ = sum(x != y for x, y in zip(query, window))
                    if differ <= most and "*" not in window:
                        expected.append((i + 1, name, at + 1, differ))
        expect(f"hits in repeats at {most} mismatches", found == sorted(expected))
        total = sum(int(line.split("\t")[3]) for line in counts.text.splitlines()[1:])
        expect(f"counts in repeats at {most} mismatches", total == len(expected))
        expect("there are hits in repeats", most == 0 or len(expected) > 100)


def check_one_residue(command):
    """A query of 1,024 residues in a proteome of one residue, and counts without memory a hit."""
    size = 20_000_000 if WHOLE else 2_000_000
    pathlib.Path("a.fa").write_text(">a\n" + "A" * size + "\n")
    pathlib.Path("long.txt").write_text("A" * 1024 + "\n" + "A" * 500 + "C" + "A" * 523 + "\n")
    pathlib.Path("short.txt").write_text("AAAAAAAAA\n" * 3 + "AAAAAAAAC\nAAAAAAACA\nAAAAAACAA\n")
    Run(command, ["index", "-q", "-o", "a.mim", "a.fa"])
    for most in ("0", "1", "8"):
        run = Run(command, ["search", "a.mim", "long.txt", "-m", most, "--counts"])
        print(f"limits: 1,024 residues in {size} of one, {most} mismatches: {run.seconds:.1f} s")
        expect("1,024 residues in a run of one take too long", run.seconds < 2 + 1e-6 * size)
    run = Run(command, ["search", "a.mim", "short.txt", "-m", "4", "--counts"])
    print(f"limits: {6 * size} hits counted: peak {run.peak // MIB} MiB")
    expect("counts take memory a hit", run.peak < 64 * MIB + 8 * size)


def check_rows(command):
    """Many rows in bounded memory."""
    rows = 10_000_000 if WHOLE else 1_000_000
    pathlib.Path("p.fa").write_text(
        "".join(f">sp|P{i}|X GN=G{i}\n{residues(1000)}\n" for i in range(100)))
    Run(command, ["index", "-q", "-o", "p.mim", "p.fa"])
    with open("list.txt", "w") as file:
        for _ in range(rows // 99200 + 1):
            file.write(residues(9) + "\n")
    for words in (["-o", "rows.tsv"], ["--format", "jsonl", "--columns", "protein"]):
        run = Run(command, ["search", "p.mim", "list.txt", "-m", "9", *words])
        print(f"limits: {rows} rows: peak {run.peak // MIB} MiB")
        expect("rows take memory without bound", run.peak < 700 * MIB)
    with open("rows.tsv", "rb") as file:
        count = sum(block.count(b"\n") for block in iter(lambda: file.read(MIB), b""))
    expect("all rows are there", count - 1 >= rows)
    os.remove("rows.tsv")


def check_peptides(command):
    """Many peptides through search and screen."""
    count = 1_000_000 if WHOLE else 50_000
    with open("many.tsv", "w") as file:
        file.write("peptide\twildtype\n")
        for _ in range(count):
            peptide = residues(9)
            file.write(f"{peptide}\t{peptide[:4]}{random.choice('ACDE')}{peptide[5:]}\n")
    for words in (["search", "p.mim", "many.tsv", "-m", "1"],
                  ["screen", "p.mim", "many.tsv", "-m", "2", "-o", "screen.tsv"]):
        run = Run(command, [*words, "-q"])
        print(f"limits: {count} peptides, {words[0]}: {run.seconds:.1f} s, "
              f"peak {run.peak // MIB} MiB")
        expect(f"{count} peptides take memory without bound", run.peak < 700 * MIB)
    with open("screen.tsv") as file:
        expect("a row a peptide", sum(1 for _ in file) == count + 1)


def check_edges(command):
    """The longest query, the most threads, a name of a megabyte, and many tiny records."""
    with open("edge.fa", "w") as file:
        file.write(">" + "N" * 1_000_000 + " d\n" + "W" * 1024 + "\n")
        for i in range(200_000):
            file.write(f">r{i}\n{'A' if i % 2 else ''}\n")
    for words in (["-e", "W" * 1025], ["-e", "W", "-t", "1025"]):
        done = subprocess.run([command, "search", "edge.fa", *words], capture_output=True)
        expect(f"{words[-1][:9]} is refused", done.returncode == 2 and not done.stdout)
    run = Run(command, ["search", "edge.fa", "-e", "W" * 1024, "-t", "1024"], subprocess.PIPE)
    expect("a long name", run.text.splitlines()[1].split("\t")[5] == "N" * 1_000_000)
    run = Run(command, ["search", "edge.fa", "-e", "A", "--counts"], subprocess.PIPE)
    expect("tiny records", run.text.splitlines()[1].split("\t")[3] == "100000")


def main():
    """All of them, in a folder of their own."""
    random.seed(11)
    command = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        check_edges(command)
        check_repeats(command)
        check_one_residue(command)
        check_rows(command)
        check_peptides(command)
        os.chdir("/")
    print("limits: as promised")


main()
