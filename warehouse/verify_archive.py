"""The archive beside the fetches that name its records: each file is read once, from end to end.

What a run that has not ended, or was killed, wrote and did not name is no disagreement: its pages are asked for again.
Does not know the database; it is given the places that fetches name, in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from warehouse.captures import Capture, CaptureReader, TornError
from warehouse.verify_records import Advance, Disagreement

_STEP = 100  # captures between two words of progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place in the archive that fetches name, and what its body must hash to."""

    file: str
    offset: int
    sha256: str | None  # None: an answer without a body
    fetch_id: str  # the first that names it


@dataclass(slots=True, kw_only=True)
class Walk:
    """One walk through the archive, and what it came by."""

    folder: Path
    sizes: Mapping[str, int]  # of the files that there were before the fetches were asked for: file -> bytes
    open_runs: Collection[str]  # runs that have not ended
    advance: Advance
    total: int  # places that fetches name
    captures: int = field(default=0)
    strangers: Set[str] = field(default_factory=set)  # files that no fetch names
    excused: int = field(default=0)  # captures and torn ends of runs that have not ended

    def disagreements(self, named: Iterable[Named]) -> Iterator[Disagreement]:
        """Yield what is wrong with the archive; `named` is in order of file and offset."""
        seen = set()
        for file, group in groupby(named, key=attrgetter("file")):
            seen.add(file)
            yield from self._file(file, group)
        self.strangers = self.sizes.keys() - seen
        for file in sorted(self.strangers):
            yield from self._file(file, iter(()))

    def _file(self, name: str, named: Iterator[Named]) -> Iterator[Disagreement]:
        try:
            with (self.folder / name).open("rb") as file:
                yield from _FileWalk(self, name, CaptureReader(file), named).disagreements()
        except OSError as error:
            lost = list(named)
            what = f"{error.strerror}; {_fetches(lost)} it" if lost else str(error.strerror)
            yield Disagreement(kind="capture_missing", place=name, what=what)

    def count(self) -> None:
        """Count a capture, and say so now and then."""
        self.captures += 1
        if self.captures % _STEP == 0:
            self.advance(self.captures, max(self.captures, self.total))

    def excuses(self, file: str, offset: int) -> bool:
        """True where a record that no fetch names is a run's that has not ended, or younger than our question."""
        run_id = "-".join(Path(file).name.split("-")[:3])
        young = offset >= self.sizes.get(file, 0)
        if run_id in self.open_runs and not young:
            self.excused += 1
        return young or run_id in self.open_runs


class _FileWalk:
    """One file on its way beside the places in it that fetches name."""

    def __init__(self, walk: Walk, name: str, reader: CaptureReader, named: Iterator[Named]) -> None:
        self.walk, self.name, self.reader, self._named = walk, name, reader, named
        self.due = next(named, None)  # the next place that is still to be met
        self.unnamed: list[int] = [0, 0]  # how many, and where the first is

    def disagreements(self) -> Iterator[Disagreement]:
        """Yield what is wrong with this file."""
        while True:
            try:
                capture = self.reader.next()
            except TornError as error:
                yield from self.torn(error)
                if self.due is None:
                    break
                self.reader.go_to(self.due.offset)
                continue
            if capture is None:
                break
            self.walk.count()
            yield from self.whole(capture)
        yield from self.left_over()

    def torn(self, error: TornError) -> Iterator[Disagreement]:
        """A record that cannot be read: some fetch's, or a damage that hides nothing that is known."""
        at = self.reader.offset
        yield from self.passed(at)
        met = self.met(at)
        if met:
            yield self.found("capture_torn", at, f"{error}; {_fetches(met)} it")
        elif not self.walk.excuses(self.name, at):
            yield self.found("archive_torn", at, f"{error}; no fetch names it")

    def whole(self, capture: Capture) -> Iterator[Disagreement]:
        """A record that can be read: named or not, and what was fetched or not."""
        yield from self.passed(capture.offset)
        met = self.met(capture.offset)
        if not met and not self.walk.excuses(self.name, capture.offset):
            self.unnamed = [self.unnamed[0] + 1, self.unnamed[1] if self.unnamed[0] else capture.offset]
        for one in met:
            if one.sha256 != capture.sha256:
                what = f"expected the body of fetch {one.fetch_id} ({_short(one.sha256)}), got {_short(capture.sha256)}"
                yield self.found("capture_changed", capture.offset, what)

    def passed(self, offset: int) -> Iterator[Disagreement]:
        """Places before `offset` at which no record began."""
        while self.due and self.due.offset < offset:
            yield self.found("capture_missing", self.due.offset, f"no record begins there; {_fetches([self.due])} it")
            self.due = next(self._named, None)

    def met(self, offset: int) -> list[Named]:
        """Everything that is named at `offset`."""
        met = []
        while self.due and self.due.offset == offset:
            met.append(self.due)
            self.due = next(self._named, None)
        return met

    def left_over(self) -> Iterator[Disagreement]:
        """What was not met before the file's end, and what nobody named."""
        if self.due:
            lost = [self.due, *self._named]
            yield self.found(
                "capture_missing", lost[0].offset, f"the file ends before it; {_fetches(lost)} what is there"
            )
        if self.unnamed[0]:
            count = self.unnamed[0]
            what = (
                f"{count:,} captures, of which this is the first, belong to no fetch"
                if count > 1
                else "no fetch names it"
            )
            yield self.found("capture_unnamed", self.unnamed[1], what)

    def found(self, kind: str, offset: int, what: str) -> Disagreement:
        """A disagreement at a place of this file."""
        return Disagreement(kind=kind, place=f"{self.name} at {offset}", what=what)


def sizes(folder: Path) -> dict[str, int]:
    """Return the files of the archive and their sizes: '2026-11-24/….warc.gz' -> bytes."""
    return {str(one.relative_to(folder)): one.stat().st_size for one in folder.glob("*/*") if one.is_file()}


def _fetches(named: list[Named]) -> str:
    first = named[0].fetch_id
    return f"fetch {first} names" if len(named) == 1 else f"{len(named):,} fetches, such as {first}, name"


def _short(sha256: str | None) -> str:
    return f"sha256 {sha256[:12]}…" if sha256 else "no bytes"
