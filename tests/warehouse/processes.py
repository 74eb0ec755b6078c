"""Other processes that use a warehouse at the same time, or die while they do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPEN = """
import sys
from datetime import timedelta
from pathlib import Path
from warehouse.database import writing
with writing(Path(sys.argv[1]), purpose="collect run-7", wait=timedelta(0)) as connection:
    connection.execute("INSERT INTO hosts (host, robots, status, fetched_at) VALUES ('a.example', '', 200, now())")
    print("open", flush=True)
    sys.stdin.read()
"""


@contextmanager
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds a warehouse open, has committed one row, and is killed at the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-c", _OPEN, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.kill()


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a script in another process and return what it said."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
