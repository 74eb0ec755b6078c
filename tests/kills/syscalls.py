"""The system calls that change what is on a disk, with the numbers that they have on the machines we know.

Says where each has its file. Does not call any.
"""

from __future__ import annotations

import os
import platform
import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One system call; every number but `number` is the place of an argument."""

    name: str
    number: int
    file: int | None = None  # an open file
    path: int | None = None  # the name that is made, changed or taken away
    folder: int | None = None  # where that name begins
    former: int | None = None  # the name that was there before
    flags: int | None = None  # of an opening, which makes or empties a file or does not


# Name -> (number on x86_64, number on aarch64, where the arguments are); -1: not there.
_CALLS: dict[str, tuple[int, int, dict[str, int]]] = {
    "write": (1, 64, {"file": 0}),
    "pwrite64": (18, 68, {"file": 0}),
    "writev": (20, 66, {"file": 0}),
    "pwritev": (296, 70, {"file": 0}),
    "sendfile": (40, 71, {"file": 0}),
    "copy_file_range": (326, 285, {"file": 2}),
    "fsync": (74, 82, {"file": 0}),
    "fdatasync": (75, 83, {"file": 0}),
    "ftruncate": (77, 46, {"file": 0}),
    "truncate": (76, 45, {"path": 0}),
    "open": (2, -1, {"path": 0, "flags": 1}),
    "openat": (257, 56, {"folder": 0, "path": 1, "flags": 2}),
    "mkdir": (83, -1, {"path": 0}),
    "mkdirat": (258, 34, {"folder": 0, "path": 1}),
    "rmdir": (84, -1, {"path": 0}),
    "unlink": (87, -1, {"path": 0}),
    "unlinkat": (263, 35, {"folder": 0, "path": 1}),
    "rename": (82, -1, {"former": 0, "path": 1}),
    "renameat": (264, 38, {"folder": 2, "former": 1, "path": 3}),
    "renameat2": (316, 276, {"folder": 2, "former": 1, "path": 3}),
    "link": (86, -1, {"former": 0, "path": 1}),
    "linkat": (265, 37, {"folder": 2, "former": 1, "path": 3}),
}
_MACHINES = ("x86_64", "aarch64")
WRITES = frozenset(("write", "pwrite64"))  # of which half can be done
GROWS = WRITES | {"writev", "pwritev", "sendfile", "copy_file_range", "mkdir", "mkdirat", "open", "openat"}  # need room
FORCES = frozenset(("fsync", "fdatasync"))
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the kernel's packet filter
_TRACE, _ALLOW = 0x7FF00000, 0x7FFF0000


def known_machine() -> bool:
    """Tell whether runs can be watched here: on Linux, on a machine whose numbers we know."""
    return platform.system() == "Linux" and platform.machine() in _MACHINES


def can_refuse() -> bool:
    """Tell whether a call can be refused here, as a full disk would: that is done otherwise on each machine."""
    return platform.machine() == "x86_64"


def calls() -> dict[int, Call]:
    """Return the calls of this machine by number."""
    column = _MACHINES.index(platform.machine())
    found = [(name, row[:2][column], row[2]) for name, row in _CALLS.items()]
    return {number: Call(name=name, number=number, **places) for name, number, places in found if number >= 0}


def filter_program() -> bytes:
    """Return the filter that stops a process at each of these calls and lets it make every other one."""
    numbers = [*calls()]
    lines = [struct.pack("HBBI", _LOAD, 0, 0, 0)]
    lines += [struct.pack("HBBI", _EQUAL, len(numbers) - place, 0, one) for place, one in enumerate(numbers)]
    lines += [struct.pack("HBBI", _RETURN, 0, 0, end) for end in (_ALLOW, _TRACE)]
    return b"".join(lines)


def makes_or_empties(flags: int, *, there: bool) -> bool:
    """Tell whether opening a file with these flags changes the disk."""
    return bool(flags & os.O_TRUNC if there else flags & os.O_CREAT)
