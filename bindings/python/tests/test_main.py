"""`python -m mimicry` is the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import mimicry
from mimicry._library import CARRIED

DATA = Path(os.environ["MIMICRY_ROOT"]) / "data"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mimicry", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_verbs(index_file: str, tmp_path: Path) -> None:
    for verb in ("search", "index", "info", "verify", "score", "matrices"):
        done = run(verb, "--help")
        assert done.returncode == 0 and done.stdout.startswith(f"mimicry {verb}"), verb
    assert f"{len(mimicry.Index.open(index_file))}" in run("info", index_file).stdout
    assert set(mimicry.matrices()) <= set(run("matrices").stdout.split())
    assert run("verify", index_file).returncode == 0
    built = tmp_path / "built.mim"
    done = run("index", "-o", str(built), str(DATA / "self_sample.fasta.gz"))
    assert done.returncode == 0 and built.stat().st_size > 100_000


def test_exit_status(index_file: str) -> None:
    done = run("search", "--what", index_file)
    assert done.returncode == 2 and done.stderr.startswith("mimicry: ")
    done = run("info", "/nonexistent.mim")
    assert done.returncode == 1 and "nonexistent.mim" in done.stderr and done.stdout == ""
    done = run("info", MIMICRY_COMMAND="/nonexistent")
    assert done.returncode == 1 and "/nonexistent: cannot run" in done.stderr


def test_it_is_the_carried_one(tmp_path: Path) -> None:
    assert (CARRIED / "mimicry").is_file() and os.access(CARRIED / "mimicry", os.X_OK)
    fake = tmp_path / "mimicry"
    fake.write_text("#!/bin/sh\necho another\n")
    fake.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    assert "another" not in run("matrices", PATH=path).stdout
    assert run("x", MIMICRY_COMMAND=str(fake)).stdout == "another\n"


def test_signals_are_the_commands_own(index_file: str) -> None:
    module, direct = [sys.executable, "-m", "mimicry"], [str(CARRIED / "mimicry")]
    codes = []
    for command in (module, direct):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([*command, "matrices", "BLOSUM62"], stdout=writer, check=False)
        os.close(writer)
        codes.append(done.returncode)
    assert codes[0] == codes[1]
    process = subprocess.Popen(
        [*module, "search", index_file, "-"],
        stdin=subprocess.PIPE,
        # Not inherited: where the tests run in the background it may be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    for _ in range(200):  # until the command has taken the place of Python
        with open(f"/proc/{process.pid}/cmdline") as file:
            if file.read().startswith("mimicry"):
                break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGINT
