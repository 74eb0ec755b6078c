"""Sources that break: noticed in the run in which it happens, named, told once, and told once when it is over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from deploy.newsroom import serve
from flows.checkup import checkup
from flows.deliver import Errand
from flows.outlets import channels_of
from flows.replay import replay
from flows.settings import SourceSettings
from flows.subscriptions import subscriptions_of
from parsers.records import Source
from parsers.topics.watchlist import read_watchlist
from tests.flows.fronts import CHALLENGE, SUSPENDED, Front, front
from tests.flows.rooms import WATCHLIST, Room
from tests.flows.servers import answer
from tests.shipped import shipped_sources
from warehouse.database import writing
from warehouse.quarantine import release_held

pytestmark = pytest.mark.thorough

FEED = "/search/news-and-communications.atom"
KEEPER = """
[recipients.keeper]
health = true
send_to = ["file:notices"]
when = "instant"
"""


@dataclass
class Watch(Room):
    """An installation with an operator who is told how the sources do, and a clock that can be put forward."""

    late: timedelta = field(default=timedelta(0))

    def clock(self) -> Any:
        """Tell the time."""
        return super().clock() + self.late

    def run(self, **changed: Any) -> None:
        """Collect and deliver, as `presswatch run` does."""
        self.late += timedelta(minutes=15)
        self.collect(**changed)
        self.deliver()

    def check(self) -> Any:
        """Have a checkup."""
        errand = Errand(
            settings=self.settings, watchlist=self.watchlist, clock=self.clock, channels=channels_of(self.settings, {})
        )
        return checkup(errand, self.order().sources)

    def replay(self, sources: tuple[Source, ...]) -> None:
        """Read the archive again by other source files."""
        replay(replace(self.order(), sources=sources, flow="replay"))

    def release(self) -> int:
        """Say that what is held back is right."""
        with writing(self.settings.database, purpose="test", wait=timedelta(0)) as connection:
            told = subscriptions_of(self.watchlist, self.clock())
            return release_held(connection, "uk/govuk", told, at=self.clock(), by="person")

    def told(self, folder: str = "notices") -> list[tuple[str, str]]:
        """Return the title and kind of everything that was told into a folder, in the order of its digests."""
        found = []
        for file in sorted((self.folder / "data" / folder).glob("*.json"), key=lambda one: one.stat().st_mtime_ns):
            digest = json.loads(file.read_text("utf-8"))
            for item in (*digest["releases"], *digest["others"]):
                found += [(item["title"], event["kind"]) for event in item["events"]]
        return found

    def broken(self) -> list[tuple[Any, ...]]:
        """Return the contracts that are not kept now."""
        return self.ask_live("SELECT contract, holds FROM episodes WHERE ended_at IS NULL ORDER BY contract")


@pytest.fixture
def host() -> Iterator[Front]:
    with serve(day=1) as newsroom, front(newsroom) as host:
        yield host


@pytest.fixture
def room(host: Front, tmp_path: Path) -> Watch:
    """An installation that has seen the first day, through a front."""
    room = installed(host, tmp_path / "room")
    room.run()
    assert room.broken() == []
    assert room.told() == []
    return room


def installed(host: Front, folder: Path) -> Watch:
    """Return an installation that knows nothing yet."""
    watchlist = read_watchlist(WATCHLIST + KEEPER, file="watchlist.toml")
    sources = {"uk/govuk": SourceSettings(base_url=host.url)}
    return Watch(host.newsroom, folder, watchlist=watchlist, changed={"sources": sources})


def uncut(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return source files that do not take the box for chrome any more."""
    return tuple(
        replace(one, layouts=tuple(replace(layout, fields=_uncut(layout.fields)) for layout in one.layouts))
        for one in sources
    )


def _uncut(fields: Any) -> Any:
    return tuple((name, tuple(one for one in ways if "share-links" not in one)) for name, ways in fields)


EMPTY = answer(
    200,
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>x</id></feed>',
    Content_Type="application/atom+xml",
)


def undated(feed: bytes) -> bytes:
    """Return a listing without dates."""
    return re.sub(rb"<(updated|published)>.*?</\1>", b"", feed)


def hidden(page: bytes) -> bytes:
    """Return a page that has every second paragraph in a box which the source file takes for chrome: a redesign."""
    numbers = count()
    box = b'<div class="gem-c-share-links">%s</div>'
    return re.sub(
        rb"<p>.*?</p>", lambda found: box % found[0] if next(numbers) % 2 else found[0], page, flags=re.DOTALL
    )


def renamed(page: bytes) -> bytes:
    """Return a page in which a class has another name."""
    return page.replace(b"gem-c-heading", b"gem-c-headline")


LISTING = ("GOV.UK: its listing cannot be read", "GOV.UK: its listing can be read again")


def test_every_way_in_which_a_listing_breaks_is_told_once_and_once_when_it_is_right(room: Watch, host: Front) -> None:
    feed = host.fetched(FEED)
    ways = {
        "empty_listing": EMPTY,
        "challenge_page": CHALLENGE,
        "suspended_page": SUSPENDED,
        "no_dates": answer(200, undated(feed), Content_Type="application/atom+xml"),
    }
    told: list[tuple[str, str]] = []
    for kind, said in ways.items():
        host.says[FEED] = said
        room.run(mode="none")
        ((detail,),) = room.ask_live("SELECT detail FROM episodes WHERE ended_at IS NULL")
        assert kind in detail
        told.append((LISTING[0], "broken"))
        assert room.told() == told
        room.run(mode="none")
        assert room.told() == told, f"{kind} was told again"
        host.says.clear()
        room.run(mode="none")
        told.append((LISTING[1], "mended"))
        assert room.told() == told
    assert not room.check().lasting
    assert room.told() == told


def test_a_renamed_class_is_told_and_makes_no_edition(room: Watch, host: Front) -> None:
    before = room.ask("FROM revisions ORDER BY ALL")
    host.spoils = renamed
    room.run()
    assert room.broken() == [("pages", False)]
    assert room.ask("FROM revisions ORDER BY ALL") == before
    assert room.told() == [("GOV.UK: its pages cannot be read", "broken")]
    host.spoils = None
    room.run()
    assert room.told()[1:] == [("GOV.UK: its pages can be read again", "mended")]


def test_a_redesign_that_hides_half_of_the_text_is_held_back_until_a_replay_reads_it_right(
    room: Watch, host: Front, tmp_path: Path
) -> None:
    """Recipients are told what they would have been told without it: no false edit, and no true one twice."""
    undisturbed = installed(host, tmp_path / "undisturbed")
    undisturbed.run()
    host.newsroom.set_day(2)
    undisturbed.run()
    before, host.spoils = room.told("digests"), hidden
    room.run()
    assert room.broken() == [("text", True)]
    assert room.told("digests") == before
    assert room.ask("SELECT * FROM silent_edits") == []
    room.run()
    assert room.told() == [("GOV.UK: the text of its releases is not read as before", "broken")]
    for _ in range(2):
        room.replay(uncut(shipped_sources()))
        room.deliver()
        assert sorted(room.told("digests")) == sorted(undisturbed.told("digests"))
        assert room.told()[1:] == [("GOV.UK: the text of its releases is read as before", "mended")]
    assert room.broken() == []


def test_a_publisher_that_puts_its_text_back_is_told_of_by_nothing_but_the_notice(room: Watch, host: Front) -> None:
    before, host.spoils = room.told("digests"), hidden
    room.run()
    host.spoils = None
    room.run()
    assert room.broken() == []
    assert room.told("digests") == before
    assert [kind for _, kind in room.told()] == ["broken", "mended"]
    assert room.ask_live("SELECT DISTINCT outcome FROM quarantined") == [("void",)]


def test_a_person_may_say_that_what_is_held_back_is_right(room: Watch, host: Front) -> None:
    before, host.spoils = room.told("digests"), hidden
    room.run()
    assert room.release() > 3
    room.deliver()
    edits = room.told("digests")[len(before) :]
    assert {kind for _, kind in edits} <= {"silent", "update"}
    assert edits
    assert room.release() == 0
    room.deliver()
    assert room.told("digests")[len(before) :] == edits
