"""Lets every call of the command to the system go wrong, one after the other.

    python3 run.py [--shim SHIM] [--only CASE] [--calls N] COMMAND

COMMAND is the command, SHIM what is preloaded into it; without, the command was linked with it
(shim.c). After each run: a failure is one line on standard error and exit status 1; what was there
before is untouched and nothing lies beside it; a run that says it is done has written, to the byte,
what a run without faults writes; and a killed one leaves the old file or the new one, and nothing
that the next run does not remove. N: of each call of each case, how many are tried, evenly spread
(0: every one; so it is by default where MIMICRY_THOROUGH is set).
"""
import argparse
import gzip
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile

ALLOWED = 60  # seconds a run may take; one that hangs takes forever
RECORDS = """>sp|P1|ONE_HUMAN Titin OS=Homo sapiens OX=9606 GN=TTN
MESDPIVAQYKLMNPQRSTVWYACDEFGHIKESDPIVAQFWW
>sp|P2|TWO_HUMAN Two OS=Homo sapiens OX=9606 GN=HLA B
ESDPIVAQYEVDPIGHLYAAAAKLMNPQRSTVLMNPQRSTV
>sp|P2-2|TWO_HUMAN Two, isoform OS=Homo sapiens OX=9606 GN=HLA B
ESDPIVAQYEVDPIGHLYAAAA
>four
MRCTDEKQHIESDPLVAQY
"""
FILES = {
    "p.fa": RECORDS,
    "list.txt": "ESDPIVAQY\nEVDPIGHLY\nESDPIVAQW\n",
    "table.tsv": "id\tpeptide\twildtype\tgene\nx\tESDPIVAQY\tESDPIVAQW\tTTN\n"
    "y\tEVDPIGHLY\tEVDPIGHLF\t\n",
    "sequences.fa": ">s1\nMESDPIVAQYKLMNPQRSTVW\n>s2\nEVDPIGHLYAAAAKLM\n",
    "epitopes.txt": "x\tE2, D4, Y10\ny\tK1, L2\n",
    "atlas.tsv": "Gene\tGene name\tTissue\tnTPM\nENSG1\tTTN\theart muscle\t57.3\n"
    "ENSG2\tHLA B\tliver\t2\n",
    "binders.csv": "Peptide,MHC,%Rank_EL\nESDPIVAQY,HLA-A*01:01,0.02\n",
    "genes.txt": "TTN\n",
    "profile.tsv": "position\tE\tS\tD\n1\t2\t0\t0\n2\t0\t3\t0\n3\t0\t0\t1\n",
    "pairs.tsv": "a\tb\nESDPIVAQY\tESDPIVAQW\nKLM\tKLM\n",
}
KNOWN = ["--tissues", "atlas.tsv", "--organs", "--binders", "binders.csv"]
CASES = {
    "index": ["index", "-o", "out.mim", "p.fa", "more.fa.gz"],
    "search": ["search", "p.mim", "list.txt", "-m", "3", "-o", "out.tsv"],
    "columns": ["search", "p.mim", "table.tsv", "-m", "2", "-o", "out.tsv", "--flank", "3"]
    + ["--columns", "evalue,alignment,protein,group,vital", "--exclude-genes", "genes.txt"]
    + KNOWN,
    "print": ["search", "p.fa", "list.txt", "--min-similarity", "0.5", "--only-gene", "TTN"],
    "best": ["search", "p.mim", "list.txt", "--top", "2", "--format", "jsonl", "-o", "out.tsv"],
    "counts": ["search", "p.mim", "list.txt", "-m", "9", "--counts"],
    "peptides": ["search", "p.mim", "list.txt", "-m", "3", "--by-peptide", "--format", "csv"],
    "edits": ["search", "p.mim", "list.txt", "--max-indels", "1", "--columns", "alignment"],
    "windows": ["search", "p.mim", "sequences.fa", "--windows", "8-9", "--format", "blast6"],
    "epitopes": ["search", "p.mim", "epitopes.txt", "--discontinuous", "--format", "pepmatch"],
    "motif": ["search", "p.mim", "--motif", "ES[DE]P"],
    "profile": ["search", "p.mim", "--profile", "profile.tsv", "--top", "3"],
    "weights": ["search", "p.mim", "list.txt", "--weights", "mhc1-face", "-m", "1"],
    "explain": ["search", "p.mim", "list.txt", "-m", "2", "--explain"],
    "describe": ["search", "p.mim", "list.txt", "--describe"],
    "screen": ["screen", "p.mim", "table.tsv", "--hits", "hits.tsv", "-o", "out.tsv"]
    + ["--exclude-own-gene", "--dissimilarity"] + KNOWN,
    "report": ["report", "p.mim", "sequences.fa", "-o", "out.html", *KNOWN],
    "saved": ["report", "--rows", "rows.tsv", "--hits", "found.tsv", "-o", "out.html"],
    "shared": ["shared", "p.mim", "sequences.fa", "-o", "out.tsv"],
    "pairs": ["score", "self-similarity", "pairs.tsv"],
    "foreignness": ["score", "foreignness", "p.mim", "list.txt"],
    "info": ["info", "p.mim"],
    "verify": ["verify", "p.mim"],
    "matrices": ["matrices", "BLOSUM62"],
    "completions": ["completions", "bash"],
}
OUTPUTS = ("out.mim", "out.tsv", "hits.tsv", "out.html")
FAILING = ["alloc", "open", "read", "write", "close", "dup", "fsync", "rename", "link", "unlink"]
FAILING += ["flock", "fdopen", "fflush", "fclose", "mmap", "pthread_create"]
ENDING = ["alloc", "open", "fsync", "rename", "link", "unlink", "flock", "fflush", "fclose", "close"]


class Wrong(Exception):
    """What a run did that it must not do."""


class Bench:
    """A folder with the input, in which the cases run."""

    def __init__(self, options):
        self.command = os.path.abspath(options.command)
        self.shim = os.path.abspath(options.shim) if options.shim else None
        self.most = options.calls
        self.runs = 0
        for name, text in FILES.items():
            pathlib.Path(name).write_text(text)
        pathlib.Path("more.fa.gz").write_bytes(gzip.compress(RECORDS.encode(), mtime=0))
        subprocess.run([self.command, "index", "-q", "-o", "p.mim", "p.fa"], check=True)
        subprocess.run([self.command, "screen", "-q", "p.mim", "table.tsv", "-o", "rows.tsv",
                        "--hits", "found.tsv"], check=True)
        self.input = sorted(os.listdir("."))

    def run(self, words, faults=None, limit=None):
        """Runs the command with a fault; the process that has ended."""
        environment = dict(os.environ, LC_ALL="C", **(faults or {}))
        # So that a sanitizer's report is told from a failure.
        environment["ASAN_OPTIONS"] = "exitcode=99:allocator_may_return_null=1"
        if limit is not None:  # where files of coverage may be cut short
            environment["GCOV_PREFIX"] = os.path.abspath("../cut")
        if self.shim and faults:
            environment["LD_PRELOAD"] = self.shim
        self.runs += 1

        def before():
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.run([self.command, *words, "-t", "2"] if takes_threads(words)
                              else [self.command, *words],
                              env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=ALLOWED, preexec_fn=before if limit is not None else None)

    def count(self, words, call):
        """How often a case makes a call."""
        self.set_old(words, False)
        counted = os.path.abspath("../counted")
        done = self.run(words, {"FAULTS_CALL": call, "FAULTS_COUNT": counted})
        if done.returncode != 0:
            raise Wrong(f"fails without a fault: {done.stderr.decode()}")
        return int(pathlib.Path(counted).read_text())

    def set_old(self, words, there):
        """Removes the outputs, or puts old ones there."""
        for name in OUTPUTS:
            path = pathlib.Path(name)
            if there and name in words:
                path.write_bytes(old_of(name))
            elif path.exists():
                path.unlink()


def old_of(name):
    """What stands in an output before the run."""
    return f"the old {name}\n".encode() * 3


def takes_threads(words):
    """Whether a verb has threads to start."""
    return words[0] in ("search", "screen", "shared") or words[:2] == ["report", "p.mim"]


def read_outputs(words):
    """What the outputs hold; None: there is none."""
    return {name: pathlib.Path(name).read_bytes() if os.path.exists(name) else None
            for name in OUTPUTS if name in words}


def check_no_more_files(bench, words):
    """Nothing lies beside input and output."""
    more = set(os.listdir(".")) - set(bench.input) - set(words)
    if more:
        raise Wrong(f"left behind: {', '.join(sorted(more))}")


def check(bench, words, done, old, good):
    """What has to hold after every run that was not killed."""
    errors = [line for line in done.stderr.decode(errors="replace").splitlines()
              if not line.startswith("mimicry: note: ")]
    outputs = read_outputs(words)
    check_no_more_files(bench, words)
    if done.returncode == 0:
        if outputs != good[0] or done.stdout != good[1]:
            raise Wrong("says it is done, but did not write what it writes without faults")
        if errors:
            raise Wrong(f"says it is done, and {errors}")
    elif done.returncode == 1:
        if len(errors) != 1 or not errors[0].startswith("mimicry: "):
            raise Wrong(f"not one line that begins with mimicry: {errors}")
        if outputs != old:
            raise Wrong(f"failed, but changed an output ({errors[0]})")
    else:
        raise Wrong(f"exit status {done.returncode}: {errors[-30:]}")


def check_ended(words, done, old, good, how):
    """After a signal each output is the old or the new one; two belong together."""
    outputs = read_outputs(words)
    if done.returncode not in (0, -signal.SIGKILL if how == "kill" else -signal.SIGTERM):
        raise Wrong(f"exit status {done.returncode} at a signal")
    if how == "kill":
        for name, bytes_of in outputs.items():
            if bytes_of not in (old[name], good[0][name]):
                raise Wrong(f"{name} is neither the old nor the new one")
    elif outputs not in (old, good[0]):
        raise Wrong("the outputs are neither the old nor the new ones")


def spread(count, most):
    """Numbers of calls, evenly from the first to the last."""
    if most == 0 or count <= most:
        return range(1, count + 1)
    return sorted({1 + i * (count - 1) // (most - 1) for i in range(most)})


def try_call(bench, words, good, call, at, how):
    """Runs a case in which one call goes wrong."""
    there = at % 2 == 0
    bench.set_old(words, there)
    old = {name: old_of(name) if there else None for name in OUTPUTS if name in words}
    faults = {"FAULTS_CALL": call, "FAULTS_AT": str(at), "FAULTS_HOW": how}
    try:
        done = bench.run(words, faults)
        if how not in ("kill", "term"):
            check(bench, words, done, old, good)
            if how in ("short", "interrupt") and done.returncode != 0:
                raise Wrong(f"fails: {done.stderr.decode()}")
            return
        check_ended(words, done, old, good, how)
        if how == "kill":
            check(bench, words, bench.run(words), old, good)
        check_no_more_files(bench, words)
    except (Wrong, subprocess.TimeoutExpired) as wrong:
        raise Wrong(f"call {at} of {call}, {how}: {wrong}") from wrong


def try_full_disk(bench, words, good):
    """No file may be longer than so many bytes."""
    size = max((len(bytes_of) for bytes_of in good[0].values()), default=0)
    for limit in sorted({0, 1, size // 3, size - 1} if size else ()):
        bench.set_old(words, True)
        old = {name: old_of(name) for name in OUTPUTS if name in words}
        try:
            done = bench.run(words, limit=limit)
            check(bench, words, done, old, good)
            if done.returncode != 1:
                raise Wrong("does not fail")
        except Wrong as wrong:
            raise Wrong(f"no file over {limit} bytes: {wrong}") from wrong


def try_case(bench, words):
    """Everything that can go wrong in a case."""
    bench.set_old(words, False)
    done = bench.run(words)
    if done.returncode != 0:
        raise Wrong(f"fails without a fault: {done.stderr.decode()}")
    good = (read_outputs(words), done.stdout)
    kinds = [(call, "fail") for call in FAILING]
    kinds += [(call, how) for call in ("read", "write") for how in ("short", "interrupt")]
    if good[0]:
        kinds += [(call, how) for call in ENDING for how in ("kill", "term")]
    counts = {call: bench.count(words, call) for call in {call for call, _ in kinds}}
    for call, how in kinds:
        for at in spread(counts[call], bench.most):
            try_call(bench, words, good, call, at, how)
    try_full_disk(bench, words, good)


def main():
    """All cases."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shim")
    parser.add_argument("--only")
    parser.add_argument("--calls", type=int, default=0 if "MIMICRY_THOROUGH" in os.environ else 4)
    parser.add_argument("command")
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("command", "shim"):
            if getattr(options, name):
                setattr(options, name, os.path.abspath(getattr(options, name)))
        os.makedirs(os.path.join(folder, "box"))
        os.chdir(os.path.join(folder, "box"))
        bench = Bench(options)
        for name, words in CASES.items():
            if options.only not in (None, name):
                continue
            try:
                try_case(bench, words)
            except Wrong as what:
                print(f"faults: {name}: {what}")
                wrong += 1
        os.chdir("/")
    print(f"faults: {bench.runs} runs, {wrong} cases wrong")
    return 1 if wrong else 0


sys.exit(main())
