"""What a target of the fuzzer is, and which there are: one in each file fuzz_….py beside this one.

Does not run any; `engines` does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import TypeVar, cast

PREFIX = "fuzz_"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reader, and what to feed it with."""

    read: Callable[[int, bytes], object]  # variant and content; errors that the reader promises do not leave it
    variants: int
    seeds: Callable[[], Iterable[tuple[int, bytes]]]  # what is read in earnest, by variant
    words: Sequence[str]  # which chance alone would not find
    effort: float = 1  # how many times longer than others it may take: one that reads its input several times


def names() -> list[str]:
    """Return the names of all targets: 'date' of fuzz_date.py."""
    return sorted(file.stem.removeprefix(PREFIX) for file in Path(__file__).parent.glob(f"{PREFIX}*.py"))


def target(name: str) -> Target:
    """Return a target by its name."""
    return cast("Target", import_module(f"tests.fuzz.{PREFIX}{name}").TARGET)


def read_input(chosen: Target, data: bytes) -> object:
    """Read one input: its first byte chooses the variant. Raises what the reader must not raise."""
    return checked(chosen.read(data[0] % chosen.variants, data[1:])) if data else None


def as_input(variant: int, content: bytes) -> bytes:
    """Return the input that makes a target read a content."""
    return bytes((variant,)) + content


def checked(value: _T) -> _T:
    """Return a value all of whose texts can be stored; raises UnicodeEncodeError for halves of surrogate pairs."""
    json.dumps(_plain(value), ensure_ascii=False, default=str).encode()
    return value


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
