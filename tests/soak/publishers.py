"""Publishers who are soaked: the replay newsroom that lies beside the repository, or else our own with a faulty front.

Faults that a run without them does not heal at once are left out: a host that wants a day of rest, a robots.txt that
is remembered, and listings without end, after which history has a gap until somebody fills it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from urllib.request import urlopen

from deploy.newsroom import Newsroom, serve
from tests.faults import answers, replayed
from tests.flows.fronts import Front, front
from tests.flows.servers import Asked, Said, answer
from tests.soak.records import Happened, Publisher, Serving

Says = Callable[[Front, Asked], Said | None]  # None: what the newsroom says
_PAGES, _FEEDS = "/government/", answers.FEED


@dataclass(slots=True, kw_only=True)
class Replaying:
    """The replay newsroom; it counts what it is asked, and what it spoils."""

    newsroom: replayed.Replay
    faults: tuple[str, ...]
    editions: range = range(1, 5)

    @property
    def url(self) -> str:
        """Where it is."""
        return self.newsroom.url

    def turn(self, edition: int) -> None:
        """Show another edition."""
        self.newsroom.control(f"edition/{edition}")

    def strike(self, name: str, probability: float) -> None:
        """Spoil answers from now on, by one more fault."""
        self.newsroom.control("fault", name=name, probability=probability)

    def heal(self) -> None:
        """Spoil none any more."""
        self.newsroom.control("fault", clear=True)

    def happened(self) -> Happened:
        """Return what was asked and spoilt."""
        with urlopen(f"{self.url}/_control/stats", timeout=30) as said:
            stats = json.load(said)
        return Happened(requests=stats["requests"], faults=stats["faults_given"])


@dataclass(slots=True, kw_only=True)
class Fronted:
    """Our own newsroom behind a host that spoils answers."""

    newsroom: Newsroom
    host: Front
    chance: Random
    editions: range = range(1, 4)
    spoilt: Counter[str] = field(default_factory=Counter)
    now: dict[str, float] = field(default_factory=dict)  # probability of each fault
    faults: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Take the place of the host's answers."""
        self.faults, self.host.instead = tuple(_SAYS), self._instead

    @property
    def url(self) -> str:
        """Where it is."""
        return self.host.url

    def turn(self, edition: int) -> None:
        """Show another day."""
        self.newsroom.set_day(edition)

    def strike(self, name: str, probability: float) -> None:
        """Spoil answers from now on, by one more fault."""
        self.now = {**self.now, name: probability}

    def heal(self) -> None:
        """Spoil none any more."""
        self.now = {}

    def happened(self) -> Happened:
        """Return what was asked and spoilt."""
        return Happened(requests=self.newsroom.stats()["requests"], faults=dict(self.spoilt))

    def _instead(self, asked: Asked) -> Said | None:
        for name, probability in self.now.items():
            if self.chance.random() < probability and (said := _SAYS[name](self.host, asked)):
                self.spoilt[name] += 1
                return said
        return None


def publisher(seed: int) -> Serving:
    """Serve the replay newsroom where it lies beside the repository, else our own."""
    return _replaying() if replayed.is_there() else fronted(seed)


@contextmanager
def _replaying() -> Iterator[Publisher]:
    with replayed.replay() as newsroom:
        yield Replaying(newsroom=newsroom, faults=tuple(one.name for one in replayed.faults(newsroom)))


@contextmanager
def fronted(seed: int) -> Iterator[Publisher]:
    """Serve our own newsroom behind a host that spoils answers."""
    with serve(day=1) as newsroom, front(newsroom) as host:
        yield Fronted(newsroom=newsroom, host=host, chance=Random(seed))  # noqa: S311 - a game, to be played again


def _of(where: str, says: Callable[[Asked], Said]) -> Says:
    return lambda _, asked: says(asked) if where in asked.path else None


_SAYS: dict[str, Says] = {
    "br-unasked": _of(_PAGES, answers.packed_as("br")),
    "deflate-bomb": _of(_PAGES, answers.deflate_bomb),
    "endless-headers": _of(_PAGES, answers.endless_headers),
    "no-http": _of(_PAGES, lambda _: b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "cut-off": _of(_PAGES, answers.cut_off),
    "error-500": _of("", lambda _: answer(500)),
    "forbidden": _of(_PAGES, lambda _: answer(403)),
    "redirect-addresses": _of(_PAGES, answers.redirects(answers.ADDRESSES)),
    "redirect-schemes": _of(_PAGES, answers.redirects(answers.SCHEMES)),
    "odd-charsets": answers.with_charset,
    "wrong-clock": answers.with_clock,
    "feed-bomb": _of(_FEEDS, answers.deflate_bomb),
    "entity-bomb": _of(_FEEDS, answers.blown_up),
    "feed-null-bytes": _of(_FEEDS, lambda _: answers.feed(b"\x00" * 1000)),
}
