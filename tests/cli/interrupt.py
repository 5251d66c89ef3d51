"""Runs a command, sends it a signal while it works, and prints how it ended.

    python3 interrupt.py [--ignored] [--pipe-in] [--pipe-out] SIGNAL WHEN COMMAND...

WHEN is a pattern of file names: the signal is sent soon after such a file appears; or seconds.
--ignored: the command starts with that signal ignored, as under nohup.
--pipe-in: its standard input is a pipe into which nothing is ever written.
--pipe-out: its standard output is a pipe from which nothing is ever read.
"""
import glob
import signal
import subprocess
import sys
import time

LONGEST = 60  # seconds to wait for anything; the slow ones are builds with sanitizers
SOON = 0.1


def wait_for(pattern, process):
    end = time.monotonic() + LONGEST
    while not glob.glob(pattern) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(SOON)


def main():
    words = sys.argv[1:]
    options = words[: next(i for i, word in enumerate(words) if not word.startswith("--"))]
    name, when, *command = words[len(options) :]
    number = getattr(signal, "SIG" + name)
    how = signal.SIG_IGN if "--ignored" in options else signal.SIG_DFL
    stdin = subprocess.PIPE if "--pipe-in" in options else None
    stdout = subprocess.PIPE if "--pipe-out" in options else subprocess.DEVNULL
    # Not inherited from whoever runs the tests: in the background, SIGINT may be ignored.
    process = subprocess.Popen(
        command, stdin=stdin, stdout=stdout, preexec_fn=lambda: signal.signal(number, how)
    )
    try:
        time.sleep(float(when))
    except ValueError:
        wait_for(when, process)
    process.send_signal(number)
    try:
        process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        print("still running")
        return
    if process.returncode < 0:
        print("killed by " + signal.Signals(-process.returncode).name)
    else:
        print("exit status %d" % process.returncode)


main()
