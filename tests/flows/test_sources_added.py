"""`sources add` and `sources check`: a publisher whom nobody has described, from its address to its releases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.havenport import RELEASES, Site, havenport, html
from tests.flows.servers import answer
from tests.flows.terminals import Commands, Terminal

NAME = "no/havenport"


@pytest.fixture
def site() -> Iterator[Site]:
    """The harbour authority's site."""
    with havenport() as site:
        yield site


@pytest.fixture
def desk(process: Commands, tmp_path: Path) -> Terminal:
    """An operator in an empty folder."""
    return Terminal(process, tmp_path)


def _file(desk: Terminal) -> Path:
    return desk.folder / "sources/no/havenport.toml"


def test_a_publisher_is_watched_from_its_address_alone(site: Site, desk: Terminal) -> None:
    """Added, checked, asked, and its releases are in the warehouse, without a line written by hand."""
    added = desk.run("sources", "add", site.url, "--name", NAME)
    assert added.code == 0, added.err
    assert "news.rss (feed, named in the page's head): 3 entries, newest 2024-10-04" in added.out
    text = _file(desk).read_text("utf-8")
    for line in (
        'name = "Havenport Harbour Authority" # CHECK',
        'url = "/news.rss"',
        'title = "h1.release__heading" # New lifeboat for the outer reefs',
        'body = ".release__text"',
        "published_at = 'meta[property=\"article:published_time\"]::attr(content)'",
    ):
        assert line in text
    assert desk.run("sources", "check").code == 0
    live = desk.run("sources", "check", NAME, "--live", "--format", "json")
    assert live.code == 0, live.out
    (row,) = json.loads(live.out)
    assert (row["verdict"], row["reasons"], row["listings"][0]["entries"]) == ("works", [], 3)
    assert [(one["title"], one["published_at"]) for one in row["releases"]] == [
        ("New lifeboat for the outer reefs", "2024-10-04T09:30:00Z"),
        ("Breakwater repaired before the winter storms", "2024-09-27T12:00:00Z"),
    ]
    assert not desk.data.exists()
    assert desk.run("collect", "--source", NAME).code == 0
    assert desk.rows("SELECT title FROM revisions ORDER BY published_at DESC") == [(title,) for _, title, _ in RELEASES]


def test_a_file_that_is_there_is_not_replaced_unasked(site: Site, desk: Terminal) -> None:
    """And nobody is asked anything before that is known."""
    desk.folder.joinpath("sources/no").mkdir(parents=True)
    _file(desk).write_text("# mine", "utf-8")
    refused = desk.run("sources", "add", site.url, "--name", NAME)
    assert (refused.code, site.asked) == (2, [])
    assert "--force replaces it" in refused.err
    assert _file(desk).read_text("utf-8") == "# mine"
    assert desk.run("sources", "add", site.url, "--name", NAME, "--force").code == 0
    assert "[[layout]]" in _file(desk).read_text("utf-8")


def test_a_site_without_a_feed_is_listed_by_its_links(site: Site, desk: Terminal) -> None:
    """Those of its list, not those of its navigation; and what is written works."""
    site.names_feed = False
    added = desk.run("sources", "add", site.url, "--name", NAME)
    assert added.code == 0, added.err
    assert """entry = { url = 'a[href*="/news/"]::attr(href)'""" in _file(desk).read_text("utf-8")
    assert desk.run("sources", "check", NAME, "--live").code == 0


def test_what_keeps_a_site_from_being_added_is_told(site: Site, desk: Terminal) -> None:
    """A refusal, and a page that lists nothing; no file is left behind."""
    site.says["/"] = html("<html><body><p>Nothing to see here.</p></body></html>")
    site.names_feed = False
    nothing = desk.run("sources", "add", site.url, "--name", NAME)
    assert (nothing.code, "no listing found" in nothing.err) == (2, True)
    site.says["/"] = answer(403)
    refused = desk.run("sources", "add", site.url, "--name", NAME)
    assert (refused.code, "answered 403" in refused.err) == (2, True)
    assert not _file(desk).exists()
    assert "such as 'dk/fmn'" in desk.run("sources", "add", site.url, "--name", "Havenport").err


def test_what_does_not_work_is_told_with_its_reason(site: Site, desk: Terminal) -> None:
    """Pages that refuse, then a redesign, then a listing that is gone; the command ends with 1."""
    assert desk.run("sources", "add", site.url, "--name", NAME).code == 0
    site.says["/news/lifeboat"] = answer(403)
    partly = desk.run("sources", "check", NAME, "--live")
    assert (partly.code, "partly" in partly.out, "lifeboat answered 403" in partly.out) == (1, True, True)
    site.says["/news/breakwater"] = html(site.page("breakwater").replace("release__", "r-"))
    unread = desk.run("sources", "check", NAME, "--live")
    assert (unread.code, "none of the layouts today fits" in unread.out) == (1, True)
    site.says["/news.rss"] = answer(404)
    gone = desk.run("sources", "check", NAME, "--live")
    assert (gone.code, "listing news: " in gone.out, "answered 404" in gone.out) == (1, True, True)


def test_a_draft_with_mistakes_stops_nothing_but_its_own_use(desk: Terminal) -> None:
    """Every mistake is told where it is checked, and again where it is used."""
    _file(desk).parent.mkdir(parents=True)
    _file(desk).write_text(
        'name = "Havenport"\ncontry = "no"\n[[feed]]\nname = "a"\nkind = "atm"\nurl = "x"\n', "utf-8"
    )
    assert desk.run("recipients", "list").code == 0
    assert NAME in desk.run("sources", "list").out
    checked = desk.run("sources", "check")
    assert checked.code == 2
    for mistake in (
        "did you mean 'country'",
        "feed.a.url",
        "did you mean 'atom'",
        "time_zone: missing",
        "layout: missing",
    ):
        assert mistake in checked.err
    used = desk.run("collect", "--source", NAME)
    assert (used.code, used.err.count(str(_file(desk)))) == (2, checked.err.count("  "))
    desk.write("presswatch.toml", f'[sources."{NAME}"]\nactive = true\n')
    assert "did you mean 'country'" in desk.run("collect").err
