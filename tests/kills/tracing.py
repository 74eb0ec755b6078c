"""A forked process watched by the kernel: each change that it makes to a folder is a step, and at one it may be killed.

    the child          submit()                     asks to be watched, and stops until somebody does
    its parent         follow(child, …)             until it ends; kills it before a step, or in the middle of a write

Steps are counted as they come; threads make them come otherwise now and then.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.kills.syscalls import GROWS, WRITES, Call, calls, filter_program, makes_or_empties

_TRACE_ME, _CONTINUE, _SET_OPTIONS, _CALL_INFO = 0, 7, 0x4200, 0x420E
_POKE, _NUMBER, _RESULT = 6, 8 * 15, 8 * 10  # where x86_64 has a call's number and its result
_OPTIONS = 0x100000 | 0x80 | 0x0E  # dies with us; stops at filtered calls; its threads and children are watched too
_AT_CALL = 7  # the event of a filtered call
_NO_NEW_PRIVILEGES, _SET_FILTER, _BY_PROGRAM = 38, 22, 2
_WALL = 0x40000000  # threads too
_INFO = struct.Struct("<B3xIQQQ6Q")
_STREAMS = (".in", ".out", ".err")  # of the command itself, which lie in its folder
_MUST_BE_THERE = {"mkdir": False, "mkdirat": False, "unlink": True, "unlinkat": True, "rmdir": True}
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_LIBC.ptrace.restype = ctypes.c_long


Fate = Literal["kill", "tear", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of the disk: what was called, and with which file, relative to the folder that is watched."""

    call: str
    path: str
    former: str = ""  # the name before, of what is given another
    fresh: bool = False  # the file was not there before


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_void_p))


def submit() -> None:
    """Let the parent watch this process from here on; raises OSError where the kernel forbids it."""
    _ptrace(_TRACE_ME, 0)
    os.kill(os.getpid(), signal.SIGSTOP)
    text = filter_program()
    lines = ctypes.create_string_buffer(text)
    program = _Program(len(text) // 8, ctypes.cast(lines, ctypes.c_void_p))
    _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if _LIBC.prctl(_SET_FILTER, _BY_PROGRAM, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")


def follow(child: int, folder: Path, *, at: int | None = None, fate: Fate = "kill") -> tuple[int, list[Step]]:
    """Watch a child until it ends; returns its exit code (less than 0: a signal) and its steps in `folder`.

    `at` is the number of a step, from 0: before it the child is killed; `tear` lets half of it be written first, and
    `full` kills nobody, and lets the disk take no more from there on.
    """
    steps: list[Step] = []
    watched, known = _Watched(child), calls()
    for process, number, arguments in watched.stops():
        step = _step(process, known[number], arguments, folder)
        if step is None:
            continue
        if fate == "full" and at is not None and len(steps) >= at and step.call in GROWS:
            _refuse(process)
        elif fate != "full" and len(steps) == at:
            if fate == "tear" and step.call in WRITES:
                _write_half(process, step.call, arguments)
            watched.kill()
            break
        steps.append(step)
    return watched.code, steps


class _Watched:
    """A child that asked to be watched."""

    def __init__(self, child: int) -> None:
        self.child, self.code = child, 0

    def stops(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield thread, call and arguments of each filtered call, until the child has ended."""
        os.waitpid(self.child, 0)
        _ptrace(_SET_OPTIONS, self.child, 0, _OPTIONS)
        _go_on(self.child, 0)
        while stopped := self._next():
            process, status = stopped
            event, sent = status >> 16, os.WSTOPSIG(status)
            if event == _AT_CALL:
                yield process, *_called(process)
            _go_on(process, 0 if event or sent in (signal.SIGSTOP, signal.SIGTRAP) else sent)

    def kill(self) -> None:
        """Kill it where it stands."""
        os.kill(self.child, signal.SIGKILL)
        while self._next():
            pass

    def _next(self) -> tuple[int, int] | None:
        """The next thread that stops; None when the child has ended."""
        while True:
            process, status = os.waitpid(-1, _WALL)
            if os.WIFSTOPPED(status):
                return process, status
            if process == self.child:
                self.code = os.waitstatus_to_exitcode(status)
                return None


def _step(process: int, call: Call, arguments: tuple[int, ...], folder: Path) -> Step | None:
    """What a call does to the folder; None where it changes nothing there."""
    target = _target(process, call, arguments)
    if not target.is_relative_to(folder) or (target.parent == folder and target.name in _STREAMS):
        return None
    there = os.path.lexists(target)
    if call.flags is not None and not makes_or_empties(arguments[call.flags], there=there):
        return None
    if there != _MUST_BE_THERE.get(call.name, there) or not target.parent.is_dir():
        return None  # it will fail
    former = _former(process, call, arguments)
    return Step(
        call=call.name,
        path=str(target.relative_to(folder)),
        former=os.path.relpath(former, folder) if former else "",
        fresh=not there,
    )


def _target(process: int, call: Call, arguments: tuple[int, ...]) -> Path:
    if call.file is not None:
        return _open_file(process, arguments[call.file]).readlink()
    assert call.path is not None
    name = _text(process, arguments[call.path])
    inside = call.folder is not None and arguments[call.folder] < 1 << 31  # else: the working folder
    base = (
        _open_file(process, arguments[call.folder]) if inside and call.folder is not None else _working_folder(process)
    )
    return Path(os.path.normpath(base.readlink() / name))


def _former(process: int, call: Call, arguments: tuple[int, ...]) -> Path | None:
    if call.former is None:
        return None
    return Path(os.path.normpath(_working_folder(process).readlink() / _text(process, arguments[call.former])))


def _open_file(process: int, number: int) -> Path:
    return Path(f"/proc/{process}/fd/{number & 0xFFFFFFFF}")


def _working_folder(process: int) -> Path:
    return Path(f"/proc/{process}/cwd")


def _text(process: int, address: int) -> str:
    """A string of the process, up to its end."""
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        found = b""
        while b"\0" not in found and (piece := memory.read(64)):
            found += piece
    return os.fsdecode(found.partition(b"\0")[0])


def _write_half(process: int, call: str, arguments: tuple[int, ...]) -> None:
    """Write half of what the process was about to write, in its place."""
    number, address, length, offset, *_ = arguments
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        half = memory.read(length // 2)
    path = _open_file(process, number)
    if call == "write":
        offset = _position(process, number, path.stat().st_size)
    with path.open("r+b", buffering=0) as file:
        os.pwrite(file.fileno(), half, offset)


def _refuse(process: int) -> None:
    """Let the call at which a thread stands not be made, and end as it does on a full disk."""
    _ptrace(_POKE, process, _NUMBER, (1 << 64) - 1)
    _ptrace(_POKE, process, _RESULT, (1 << 64) - errno.ENOSPC)


def _position(process: int, number: int, size: int) -> int:
    said = dict(line.split(":\t", 1) for line in Path(f"/proc/{process}/fdinfo/{number}").read_text().splitlines()[:2])
    return size if int(said["flags"], 8) & os.O_APPEND else int(said["pos"])


def _called(process: int) -> tuple[int, tuple[int, ...]]:
    """Number and arguments of the call at which a thread stands."""
    found = ctypes.create_string_buffer(96)
    _ptrace(_CALL_INFO, process, len(found), ctypes.addressof(found))
    _, _, _, _, number, *arguments = _INFO.unpack_from(found.raw)
    return number, tuple(arguments)


def _go_on(process: int, sent: int) -> None:
    with suppress(ProcessLookupError):  # it was killed meanwhile
        _ptrace(_CONTINUE, process, 0, sent)


def _ptrace(request: int, process: int, address: int = 0, data: int = 0) -> None:
    if _LIBC.ptrace(request, process, address, data) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"this process may not watch another: {os.strerror(number)}")
