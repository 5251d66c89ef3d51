"""`python -m mimicry VERB ...`: the command, as it was built with the library.

It takes this process's place. So there is one implementation of the verbs and their output is the
command's byte for byte; signals and exit status are the command's own.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys

from ._library import CARRIED
from ._version import __version__


def find_command() -> str | None:
    """MIMICRY_COMMAND, else the command that the package carries, else an installed one."""
    wanted = os.environ.get("MIMICRY_COMMAND")
    if wanted:
        return wanted
    carried = CARRIED / "mimicry"
    return str(carried) if carried.is_file() else shutil.which("mimicry")


def main() -> int:
    """Runs the command with this process's words; returns only if that fails."""
    command = find_command()
    if command is None:
        print(
            f"mimicry: no command in {CARRIED} and none installed; set MIMICRY_COMMAND to its "
            f"path (Python package {__version__})",
            file=sys.stderr,
        )
        return 1
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them; a command does not
        signal.signal(number, signal.SIG_DFL)
    try:
        os.execv(command, ["mimicry", *sys.argv[1:]])
    except OSError as problem:
        print(f"mimicry: {command}: cannot run: {problem.strerror}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
