"""Sources whose feed holds the text: releases, editions and replay as of pages, and no page is asked for in vain."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.fronts import CHALLENGE
from tests.flows.servers import answer
from tests.flows.stands import Stand, stand
from tests.flows.terminals import Commands, Death, Said, Terminal

SOURCE = """
name = "Harbour office"
country = "no"
language = "en"
homepage = "{url}"
time_zone = "Europe/Oslo"
verified = "unverified: invented"
watched = true
expect = {{ releases_per_week = {{ min = 0, max = 50 }}, filled = ["title", "body"] }}
feed = [{{ name = "news", kind = "rss", url = "/{path}.xml", text = "{text}" }}]
layout = [{{ name = "generic", kind = "generic" }}, {{ name = "feed", kind = "entry" }}]
"""
SETTINGS = """
contact = "desk@example.org"
allow_private_addresses = true
prefect = "never"

[fetch]
requests_per_second = 0
tries = 1

[sources."uk/govuk"]
active = false
"""
KINDS = {"own": "feed", "both": "page-or-feed", "brief": "standfirst"}
LONG = (
    "<p>{words} will be lit through the whole winter, the harbour office said in its notice to ships on Monday.</p>"
    "<p>“We leave the lamps on until the last boat is home,” said the harbour master, Ane Lund, at the quay.</p>"
)
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-10-05T09:00:00Z"></head><body><main><h1>{title}</h1>{text}
<p>The work on the last of the moles ends before the ice comes, and costs less than was feared in the spring.</p></main>
</body></html>"""
SHELL = answer(200, b"<!DOCTYPE html><html><head><title>News</title></head><body><div id='app'></div></body></html>")
DEATHS: tuple[Death | None, ...] = (
    ("flows.listing:load_walk", 3, "before"),  # the texts of the last source are archived, and nothing names them
    ("flows.entry_texts:load_batch", 1, "before"),  # they are named, and not read
    None,
)


def entry(path: str, title: str, content: str, *, summary: str = "", day: int = 5) -> str:
    """Return an item of an RSS feed."""
    return (
        f"<item><title>{title}</title><link>/{path}</link><pubDate>{day:02} Oct 2026 09:00:00 GMT</pubDate>"
        f"<description>{summary}</description><content:encoded><![CDATA[{content}]]></content:encoded></item>"
    )


def feed(*entries: str) -> bytes:
    """Return the answer that an RSS feed is."""
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    text = f'<rss version="2.0" {space}><channel><language>en-GB</language>{"".join(entries)}</channel></rss>'
    return answer(200, text.encode(), Content_Type="application/rss+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Harbour:
    """The publisher's host, and an installation that watches it."""

    host: Stand
    terminal: Terminal

    def first_day(self) -> None:
        """Publish: two releases in one feed, four in another of which one page can be read, one in a third."""
        quay, mole = LONG.format(words="Quay and mole"), LONG.format(words="The mole")
        self.host.says |= {
            "/own.xml": feed(entry("own/1", "Quay", quay, summary="What is lit."), entry("own/2", "Mole", mole)),
            "/both.xml": feed(*(entry(f"both/{one}", f"Lamp {one}", quay) for one in ("page", "no", "test", "shell"))),
            "/brief.xml": feed(entry("brief/1", "Ice", "", summary="The ice is on its way, and the boats are out.")),
            "/both/page": answer(200, PAGE.format(title="Lamp page", text=mole).encode(), Content_Type="text/html"),
            "/both/no": answer(403),
            "/both/test": CHALLENGE,
            "/both/shell": SHELL,
        }

    def second_day(self) -> None:
        """Change a text in each feed, and let an entry leave the first."""
        long = LONG.format(words="Nothing but the quay")
        self.host.says |= {
            "/own.xml": feed(entry("own/1", "Quay", long, summary="What is lit.")),
            "/both.xml": feed(*(entry(f"both/{one}", f"Lamp {one}", long) for one in ("page", "no", "test"))),
        }

    def run(self, die: Death | None = None) -> Said:
        """Collect, and visit again what can be."""
        self.host.asked.clear()
        return self.terminal.run("collect", "--revisit", "all", die=die)

    def editions(self) -> Mapping[str, list[tuple[str, str]]]:
        """Return (kind of edition, layout without what stands behind its name) of each release, by path."""
        rows = self.terminal.rows(
            "SELECT url, list((kind, split_part(layout, ' ', 1)) ORDER BY v.revision) FROM revisions AS v "
            "JOIN releases AS r USING (release_id) GROUP BY url ORDER BY url"
        )
        return {url.removeprefix(self.host.url): [tuple(one) for one in found] for url, found in rows}


@pytest.fixture(scope="module")
def host() -> Iterator[Stand]:
    with stand() as host:
        yield host


def _harbour(host: Stand, process: Commands, folder: Path) -> Harbour:
    terminal = Terminal(process, folder)
    terminal.write("presswatch.toml", SETTINGS)
    for path, text in KINDS.items():
        (folder / "sources/no").mkdir(parents=True, exist_ok=True)
        terminal.write(f"sources/no/{path}.toml", SOURCE.format(url=host.url, path=path, text=text))
    harbour = Harbour(host=host, terminal=terminal)
    harbour.first_day()
    return harbour


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What two days came to."""

    harbour: Harbour
    first: Mapping[str, list[tuple[str, str]]]
    asked_first: list[str]
    second: Mapping[str, list[tuple[str, str]]]
    asked_second: list[str]
    codes: tuple[int, int]


@pytest.fixture(scope="module")
def days(host: Stand, process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Days:
    """Two days, watched by somebody whom nobody disturbed."""
    harbour = _harbour(host, process, tmp_path_factory.mktemp("days"))
    one = harbour.run()
    first, asked_first = harbour.editions(), list(host.asked)
    harbour.second_day()
    other = harbour.run()
    return Days(
        harbour=harbour,
        first=first,
        asked_first=asked_first,
        second=harbour.editions(),
        asked_second=list(host.asked),
        codes=(one.code, other.code),
    )


def test_a_feed_with_texts_gives_releases_and_its_pages_are_not_asked_for(days: Days) -> None:
    assert days.first["/own/1"] == days.first["/own/2"] == [("new", "feed")]
    assert [path for path in days.asked_first if path.startswith("/own/")] == []
    assert days.codes == (0, 0)


def test_a_summary_is_a_text_where_the_source_file_says_so(days: Days) -> None:
    (row,) = days.harbour.terminal.rows("SELECT body, summary, language FROM latest_releases WHERE title = 'Ice'")
    assert row == ("The ice is on its way, and the boats are out.", "", "en")


def test_a_page_that_can_be_read_goes_before_the_feed(days: Days) -> None:
    """Its text is the longer one; the feed's, which changes on the second day, is not even kept."""
    assert days.first["/both/page"] == days.second["/both/page"] == [("new", "generic")]
    assert "/both/page" in days.asked_second
    texts = days.harbour.terminal.rows("SELECT body FROM latest_releases WHERE title = 'Lamp page'")
    assert "less than was feared" in texts[0][0]


@pytest.mark.parametrize("path", ["/both/no", "/both/test", "/both/shell"])
def test_a_page_that_is_refused_or_empty_is_read_from_the_feed_and_left_alone_from_then_on(
    days: Days, path: str
) -> None:
    assert days.first[path] == [("new", "feed")]
    assert days.asked_first.count(path) == 1
    assert path not in days.asked_second
    assert days.harbour.terminal.rows("SELECT kind, url FROM problems WHERE resolved_at IS NULL") == []


def test_a_changed_entry_is_an_edition(days: Days) -> None:
    for path in ("/own/1", "/both/no", "/both/test"):
        assert days.second[path] == [("new", "feed"), ("silent", "feed")], path


def test_an_entry_that_left_the_feed_stays_as_it_was(days: Days) -> None:
    assert days.second["/own/2"] == [("new", "feed")]
    assert days.harbour.terminal.rows("SELECT DISTINCT status FROM releases") == [("live",)]


def test_each_text_is_kept_once_and_can_be_read_again(days: Days) -> None:
    """The refused requests are kept beside them; an entry of a page that is read itself is kept until it is."""
    terminal = days.harbour.terminal
    kept = "SELECT count(*), count(DISTINCT (url, sha256)) FROM fetches WHERE content_type LIKE '%entry+json'"
    assert terminal.rows(kept) == [(10, 10)]
    assert terminal.rows("SELECT count(*) FROM fetches WHERE outcome = 'refused'") == [(1,)]
    assert terminal.run("replay").code == 0
    assert days.harbour.editions() == days.second
    assert terminal.run("verify").out == "Everything agrees.\n"


def test_a_listing_that_says_nothing_new_leaves_nothing_behind(days: Days) -> None:
    kept = "SELECT count(DISTINCT (warc_file, warc_offset)) FROM fetches WHERE url NOT LIKE '%.xml'"
    before = days.harbour.terminal.rows(kept)
    assert days.harbour.run().code == 0
    assert days.harbour.terminal.rows(kept) == before
    assert days.harbour.editions() == days.second


def test_runs_that_are_killed_are_made_up_for(days: Days, host: Stand, process: Commands, tmp_path: Path) -> None:
    """Every text is there afterwards, each once."""
    harbour = _harbour(host, process, tmp_path)
    assert [harbour.run(die=death).code for death in DEATHS] == [-signal.SIGKILL, -signal.SIGKILL, 0]
    assert harbour.editions() == days.first
