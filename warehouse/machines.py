"""Which machine this is, for a lock file: a kernel's lock does not reach over a network, so what it says must serve.

Two processes are on one machine where they run on the same kernel, whatever container they are in; or where machine
and host have the same name, which they keep when the machine starts anew. Does not ask the network.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAME = Path("/etc/machine-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """One machine; both marks are a few digits of a hash, for the names themselves are nobody's business."""

    host: str
    boot: str  # of this start of the kernel; empty where nobody knows
    mark: str  # of the installation; empty where nobody knows

    def is_one_with(self, other: Machine) -> bool:
        """Return whether two machines are one, perhaps started anew between."""
        return (bool(self.boot) and self.boot == other.boot) or (self.host, self.mark) == (other.host, other.mark)

    def line(self) -> str:
        """Return it as a lock file has it, which `read_machine` reads."""
        return f"machine {self.host or '-'} {self.boot or '-'} {self.mark or '-'}"


@cache
def this_machine() -> Machine:
    """Return the machine on which this process runs."""
    return Machine(host=platform.node().replace(" ", "-"), boot=_hash(_BOOT), mark=_hash(_NAME))


def read_machine(line: str) -> Machine | None:
    """Return the machine that a line names; None where it names none."""
    words = ["" if word == "-" else word for word in line.split()]
    if len(words) != 4 or words[0] != "machine":
        return None
    return Machine(host=words[1], boot=words[2], mark=words[3])


def _hash(path: Path) -> str:
    try:
        said = path.read_bytes().strip()
    except OSError:
        return ""
    return hashlib.sha256(said).hexdigest()[:12] if said else ""
