"""Several threads, and processes after a fork, use one index."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading

import pytest

import mimicry
from mimicry._arrow import Schema

PEPTIDES = ["EVDPIGHLY", "KVAELVHFL", "EAAGIGILTV", "LLLGIGILVL"]


def work(index: mimicry.Index, peptide: str) -> list[str]:
    return [hit.match for hit in index.search(peptide, max_mismatches=4, threads=2)]


def test_threads(index: mimicry.Index) -> None:
    wanted = {peptide: work(index, peptide) for peptide in PEPTIDES}
    wrong: list[str] = []

    def run() -> None:
        for _ in range(20):
            for peptide in PEPTIDES:
                if work(index, peptide) != wanted[peptide]:
                    wrong.append(peptide)

    workers = [threading.Thread(target=run) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert wrong == [] and all(wanted.values())


def test_closed_during_searches(fasta: list[str]) -> None:
    index = mimicry.Index.build(fasta)
    wanted = work(index, "EVDPIGHLY")
    done: list[bool] = []
    started = threading.Barrier(5)

    def run() -> None:
        started.wait()
        for _ in range(200):
            try:
                done.append(work(index, "EVDPIGHLY") == wanted)
            except mimicry.ArgumentError as problem:
                assert "closed" in str(problem)
                return

    workers = [threading.Thread(target=run) for _ in range(4)]
    for worker in workers:
        worker.start()
    started.wait()
    while not done:
        pass
    index.close()
    for worker in workers:
        worker.join()
    assert all(done)
    with pytest.raises(mimicry.ArgumentError):
        index.search("EVDPIGHLY")


def test_fork_while_threads_search(index: mimicry.Index) -> None:
    wanted = work(index, "EVDPIGHLY")
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            work(index, "KVAELVHFL")

    workers = [threading.Thread(target=run) for _ in range(2)]
    for worker in workers:
        worker.start()
    try:
        for _ in range(5):
            child = os.fork()
            if child == 0:
                os._exit(0 if work(index, "EVDPIGHLY") == wanted else 1)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        for worker in workers:
            worker.join()


def test_fork_while_a_thread_reads_columns(
    index: mimicry.Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, read = os.getpid(), Schema.columns
    entered, leave = threading.Event(), threading.Event()

    def columns(schema: Schema) -> list[mimicry.Column]:
        if os.getpid() == parent:
            entered.set()
            leave.wait()
        return read(schema)

    monkeypatch.setattr(Schema, "columns", columns)
    table = index.search("EVDPIGHLY", max_mismatches=4)
    worker = threading.Thread(target=lambda: table.columns)
    worker.start()
    entered.wait()
    child = os.fork()
    if child == 0:
        signal.alarm(60)  # a child that waits for the thread waits forever
        os._exit(0 if work(index, "EVDPIGHLY") else 1)
    status = os.waitpid(child, 0)[1]
    leave.set()
    worker.join()
    assert status == 0


def test_processes(index_file: str, index: mimicry.Index) -> None:
    opened = mimicry.Index.open(index_file)
    wanted = [work(index, peptide) for peptide in PEPTIDES]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.starmap(work, [(opened, peptide) for peptide in PEPTIDES]) == wanted
    with pytest.raises(TypeError, match=r"Index\.open"):
        pickle.dumps(index)
