"""Runs a command on a terminal, and prints what it shows.

    python3 terminal.py [--stdout] COLUMNS COMMAND...

Standard input, output and error are the terminal; with --stdout standard output is where this
program's is, so that what is printed is standard error. The exit status is the command's.
"""
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios


def read_all(terminal):
    """Until the other side is closed, which Linux tells as an error."""
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return shown
        if not piece:
            return shown
        shown += piece


def main():
    words = sys.argv[1:]
    own_stdout = words[0] == "--stdout"
    columns, *command = words[own_stdout:]
    terminal, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
    stdout = None if own_stdout else side
    process = subprocess.Popen(command, stdin=side, stdout=stdout, stderr=side)
    os.close(side)
    shown = read_all(terminal)
    sys.stdout.flush()
    stream = sys.stderr if own_stdout else sys.stdout
    stream.buffer.write(shown.replace(b"\r\n", b"\n"))
    sys.exit(process.wait())


main()
