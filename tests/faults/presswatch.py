"""The command `presswatch` in a process of its own: `python -m tests.faults.presswatch run …`.

FAULT_PEAK names a file that gets the most memory that it held, in bytes. FAULT_NAMES is JSON: a name and the addresses
that the system's resolver gives for it, one after the other, the last one for ever. So a name can be rebound between
two questions, as an attacker's name server does. Nothing of presswatch itself is replaced.
"""

from __future__ import annotations

import json
import os
import re
import resource
import socket
import sys
from pathlib import Path
from typing import Any

from flows.cli import main


def rebind(names: dict[str, list[str]]) -> None:
    """Let the system's resolver answer so for these names."""
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *more: Any, **named: Any) -> Any:
        answers = names.get(host)
        if not answers:
            return real(host, port, *more, **named)
        return real(answers.pop(0) if len(answers) > 1 else answers[0], port, *more, **named)

    socket.getaddrinfo = look_up


def held() -> int:
    """Return the most bytes that this process held; where /proc says it, without what its parent held before."""
    status = Path("/proc/self/status")
    if found := status.exists() and re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text("ascii"), re.MULTILINE):
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    rebind(json.loads(os.environ.pop("FAULT_NAMES", "{}")))
    peak = Path(os.environ.pop("FAULT_PEAK"))
    try:
        main()
    finally:
        peak.write_text(str(held()), "ascii")
