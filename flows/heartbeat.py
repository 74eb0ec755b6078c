"""The sign of life that every collect run leaves, and what is remembered of a time without one.

    data/heartbeat       when a run last ended; nothing else is needed to know that runs succeed
    data/checkup.json    who was told that they stopped

Small files and not the warehouse, for they have to serve when that is locked or its disk is full: each keeps its room
and is written over in place, which a full disk allows. Does not decide and does not send digests.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx

from flows.manners import PRODUCT, user_agent
from flows.settings import Settings
from warehouse.clocks import is_ahead
from warehouse.copies import make_folder
from warehouse.errors import StorageError
from warehouse.messages import remedy

_ROOM = 4096  # bytes
_PING_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a checkup remembers of runs that stopped."""

    watched_since: datetime  # the first checkup: it counts as a sign of life where no run ever left one
    stopped_at: datetime | None = None  # the last sign of life before the silence that is told; None: all is well
    begun: tuple[str, ...] = ()  # 'broken desk file-3fa1c2': handed to this channel, perhaps in vain
    told: tuple[str, ...] = ()  # what arrived there


def beat(settings: Settings, now: datetime) -> None:
    """Leave a sign of life; raises StorageError where the disk refuses."""
    try:
        _write(_heart(settings), now.isoformat())
    except OSError as error:
        raise StorageError(f"{_heart(settings)}: {error.strerror}; {remedy(error.errno)}") from error


def last_beat(settings: Settings, now: datetime) -> datetime | None:
    """Return when a run last succeeded; None where none ever did, or the file says nothing that can be believed."""
    with suppress(OSError, ValueError, TypeError):
        beat = datetime.fromisoformat(_heart(settings).read_text("utf-8").strip())
        return None if is_ahead(beat, now) else beat
    return None


def ping(settings: Settings) -> None:
    """Ask the address that waits for a sign of life of this machine, where one is set.

    What goes wrong is told to nobody here: whoever waits there misses it, and that is what it is for.
    """
    if url := settings.checkup.ping:
        agent = user_agent(version(PRODUCT), settings.contact)
        with suppress(httpx.HTTPError, httpx.InvalidURL):
            httpx.get(url, timeout=_PING_SECONDS, headers={"User-Agent": agent}, trust_env=False)


def remembered(settings: Settings, now: datetime) -> Memory:
    """Return what is remembered; of two places the newer, and a fresh memory where there is none."""
    found = []
    for path in _places(settings):
        with suppress(OSError, ValueError, KeyError, TypeError):
            state = path.stat(follow_symlinks=False)
            if state.st_uid == os.getuid():  # what others leave among the temporary files could silence us
                found.append((state.st_mtime_ns, _memory(json.loads(path.read_text("utf-8")))))
    return max(found, key=lambda one: one[0])[1] if found else Memory(watched_since=now)


def remember(settings: Settings, memory: Memory) -> bool:
    """Keep it beside the data or, where that fails, among the temporary files; False where neither can be written."""
    text = json.dumps(asdict(memory), default=datetime.isoformat)
    for path in _places(settings):
        with suppress(OSError):
            _write(path, text)
            return True
    return False


def _memory(said: dict[str, Any]) -> Memory:
    stopped = said["stopped_at"]
    return Memory(
        watched_since=datetime.fromisoformat(said["watched_since"]),
        stopped_at=datetime.fromisoformat(stopped) if stopped else None,
        begun=tuple(said["begun"]),
        told=tuple(said["told"]),
    )


def _heart(settings: Settings) -> Path:
    return settings.data_dir / "heartbeat"


def _places(settings: Settings) -> tuple[Path, Path]:
    name = hashlib.sha256(str(settings.data_dir.absolute()).encode()).hexdigest()[:12]
    return settings.data_dir / "checkup.json", Path(tempfile.gettempdir()) / f"{PRODUCT}-checkup-{name}.json"


def _write(path: Path, text: str) -> None:
    make_folder(path.parent)
    # Among the temporary files anybody may have put a link there, to a file that is worth more.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        data = text.encode().ljust(_ROOM)
        os.pwrite(file, data, 0)
        os.ftruncate(file, len(data))  # what was longer before must not end what is shorter now
        os.fsync(file)
    finally:
        os.close(file)
