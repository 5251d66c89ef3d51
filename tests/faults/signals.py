"""Ends the command by signals, at moments spread over whole runs.

    python3 signals.py [--kills N] COMMAND

SIGINT, SIGTERM and SIGHUP end a long run within a second, also one that prints a gigabyte of hits
or waits for a reader that does not read, and leave its outputs as they were, or whole and new where
it had ended, with nothing beside them.
SIGKILL leaves the old or the new file, N times (default: 20; 200 where MIMICRY_THOROUGH is set), and
what it leaves beside it the next run removes.
"""
import argparse
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

WHOLE = "MIMICRY_THOROUGH" in os.environ
LONGEST = 60  # seconds until a run that goes on is wrong
ANSWER = 5.0  # seconds of the clock; one, but for machines that are busy with other tests
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"


def residues(count):
    """So many residues at random."""
    return "".join(random.choices(AMINO_ACIDS, k=count))


def write_input():
    """A proteome that takes seconds to index, and queries that have a gigabyte of hits in it."""
    block = residues(100000)
    with open("long.fa", "w") as file:
        for i in range(300):
            file.write(f">sp|P{i}|X GN=G{i}\n{block}{residues(10)}\n")
    with open("small.fa", "w") as file:
        for i in range(300):
            file.write(f">sp|P{i}|X GN=G{i}\n{residues(3000)}\n")
    pathlib.Path("other.fa").write_text(">b\n" + residues(900000) + "\n")
    with open("list.txt", "w") as file:
        for _ in range(200):
            file.write(residues(9) + "\n")
    with open("table.tsv", "w") as file:
        file.write("peptide\twildtype\n")
        for _ in range(20000):
            file.write(f"{residues(9)}\t{residues(9)}\n")


def end_by(number, after, words, command, out):
    """Starts a run and sends it a signal; seconds until it has ended, or None: it was faster."""
    process = subprocess.Popen([command, *words], stdout=out, stderr=subprocess.DEVNULL)
    time.sleep(after)
    if process.poll() is not None:
        if process.returncode != 0:
            sys.exit(f"signals: {words} fails")
        return None
    begin = time.monotonic()
    process.send_signal(number)
    try:
        process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        sys.exit(f"signals: {words} goes on after {signal.Signals(number).name}")
    if process.returncode not in (-number, 0):
        sys.exit(f"signals: {words}: {process.returncode} at {signal.Signals(number).name}")
    return time.monotonic() - begin


def is_finished(words, command):
    """Whether the outputs are those of a whole run: the signal came behind the last rename."""
    names = [words[i + 1] for i, word in enumerate(words) if word in ("-o", "--hits")]
    outputs = [pathlib.Path(name) for name in names]
    left = [path.read_bytes() if path.exists() else None for path in outputs]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([command, *words], check=True, **quiet)
    return left == [path.read_bytes() for path in outputs]


def answer_signals(command):
    """The longest time that a signal took to be answered."""
    cases = {
        "index": ["index", "-o", "old", "long.fa"],
        "file": ["search", "-o", "old", "small.mim", "list.txt", "-m", "9"],
        "print": ["search", "small.mim", "list.txt", "-m", "9"],
        "pipe": ["search", "small.mim", "list.txt", "-m", "9"],
        "counts": ["search", "-o", "old", "small.mim", "table.tsv", "-m", "6", "--counts"],
        "screen": ["screen", "-o", "old", "--hits", "new", "small.mim", "table.tsv", "-m", "4"],
    }
    old = b"old\n"
    pathlib.Path("old").write_bytes(old)
    before = sorted(os.listdir("."))
    longest = 0.0
    for name, words in cases.items():
        for i, number in enumerate((signal.SIGINT, signal.SIGTERM, signal.SIGHUP)):
            moments = (0.01, 0.2 + 0.3 * i, 1.5 + 0.2 * i)
            for after in moments if WHOLE else (0.01 + 0.3 * i,):
                out = subprocess.PIPE if name == "pipe" else subprocess.DEVNULL
                took = end_by(number, after, words, command, out)
                if took is None:
                    print(f"signals: {name} ended within {after} s: nothing was tried")
                    pathlib.Path("old").write_bytes(old)
                    pathlib.Path("new").unlink(missing_ok=True)
                    continue
                longest = max(longest, took)
                listed = sorted(os.listdir("."))
                if pathlib.Path("old").read_bytes() != old or listed != before:
                    if set(listed) - {*before, "new"} or not is_finished(words, command):
                        sys.exit(f"signals: {name}: not as it was: {listed}")
                    print(f"signals: {name} had ended after {after} s")
                    pathlib.Path("old").write_bytes(old)
                    pathlib.Path("new").unlink(missing_ok=True)
    return longest


def kill_at_any_moment(command, kills):
    """Kills runs that replace an index; how many left the old and the new one."""
    words = [command, "index", "-q", "-o", "x.mim"]
    made = {}
    for name in ("small.fa", "other.fa"):
        begin = time.monotonic()
        subprocess.run([*words, name], check=True)
        took = time.monotonic() - begin
        made[name] = pathlib.Path("x.mim").read_bytes()
    before = sorted(os.listdir("."))
    seen = {"small.fa": 0, "other.fa": 0}
    left = 0
    for i in range(kills):
        new, old = ("small.fa", "other.fa") if i % 2 == 0 else ("other.fa", "small.fa")
        pathlib.Path("x.mim").write_bytes(made[old])
        process = subprocess.Popen([*words, new])
        time.sleep(1.1 * took * (i + 0.5) / kills)
        process.kill()
        process.wait()
        there = pathlib.Path("x.mim").read_bytes()
        if there not in (made[old], made[new]):
            sys.exit("signals: a killed run left half an index")
        seen["other.fa" if there == made[old] else "small.fa"] += 1
        left += sorted(os.listdir(".")) != before
    subprocess.run([*words, "small.fa"], check=True)
    if sorted(os.listdir(".")) != before:
        sys.exit(f"signals: the next run does not tidy up: {sorted(os.listdir('.'))}")
    return seen["other.fa"], seen["small.fa"], left


def main():
    """Both, in a folder of their own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int,
                        default=200 if WHOLE else 20)
    parser.add_argument("command")
    options = parser.parse_args()
    command = os.path.abspath(options.command)
    random.seed(5)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_input()
        subprocess.run([command, "index", "-q", "-o", "small.mim", "small.fa"], check=True)
        longest = answer_signals(command)
        old, new, left = kill_at_any_moment(command, options.kills)
        os.chdir("/")
    print(f"signals: the longest answer took {longest:.3f} s; {options.kills} kills left the old "
          f"index {old} times, the new one {new} times, and a file beside it {left} times")
    if longest > ANSWER:
        sys.exit("signals: too long")


main()
