"""A publisher that writes into every field what a shell, a page, a mail, a terminal or a spreadsheet would act on.

It goes the whole way, through every command and into everything that presswatch writes, and stays text.
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from deploy.newsroom import serve
from tests.flows.fronts import front
from tests.flows.terminals import Commands, Said, Terminal

pytestmark = pytest.mark.thorough

MARK = "High North"  # in a title, bodies and quotes of the newsroom
EVIL = (
    "=cmd|' /C calc'!A0 High North [red]bold?[/red] :skull: <script>alert(1)</script> <img src=x onerror=alert(1)> "
    "'); DROP TABLE releases; -- {{ 7*7 }} {% raw %} ${HOME} $(id) `id` [click](javascript:alert(1)) "
    "\x1b]0;owned\x07\x1b[2J\x9b2J\u202egnp.exe\u202c ../../../etc/passwd @everyone\r\nBcc: all@evil.example\r\n\r\n"
)
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TO_ALL = """
[recipients.north]
topics = ["high-north"]
send_to = ["file:digests", "atom:feeds"]
when = "instant"
"""
SHOWN = {
    "run": ("run", "--revisit", "all"),
    "health": ("health",),
    "search": ("search", '"High North"'),
    "search best": ("search", '"High North"', "--best"),
    "sql": ("sql", "SELECT title, summary, body, notes FROM latest_releases"),
    "sql quotes": ("sql", "SELECT speaker, role, text FROM quotes"),
    "digest": ("digest",),
    "digest text": ("digest", "--format", "text"),
    "digest md": ("digest", "--format", "md"),
    "digest html": ("digest", "--format", "html"),
    "diff": ("diff", "{release}"),
    "diff html": ("diff", "{release}", "--format", "html"),
    "alerts": ("alerts", "list"),
    "alert": ("alerts", "show", "{alert}"),
    "try": ("topics", "try", "high-north"),
    "explain": ("topics", "explain", "high-north", "{release}"),
    "verify": ("verify",),
}
DATA = {
    "search json": ("search", '"High North"', "--format", "json"),
    "sql jsonl": ("sql", "FROM latest_releases", "--format", "jsonl"),
    "alert json": ("alerts", "show", "{alert}", "--format", "json"),
    "export": ("export", "releases"),
}
CELLS = {
    "search csv": ("search", '"High North"', "--format", "csv"),
    "sql csv": ("sql", "SELECT title, summary, body FROM latest_releases", "--format", "csv"),
    "export csv": ("export", "releases", "--format", "csv"),
    "health csv": ("health", "--problems", "--format", "csv"),
}


WRITTEN = "".join(f"&#{ord(one)};" if ord(one) < 32 or one in "<>&'\"" else one for one in EVIL).encode()


def spoilt(page: bytes) -> bytes:
    """Write it wherever the publisher speaks of the High North, as a page may: characters by their numbers."""
    return page.replace(MARK.encode(), WRITTEN)


def edited(page: bytes) -> bytes:
    """Change the titles of these, and spoil the other pages so that they cannot be read."""
    if MARK.encode() in page:
        return spoilt(page).replace(b"</h1>", "\u202e again</h1>".encode())
    return page.replace(b"<h1", b"<h1>" + WRITTEN + b"</h1><h1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every command said, by its name, and the folder of everything that was written."""

    said: dict[str, Said]
    data: Path


@pytest.fixture(scope="module")
def told(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Collect twice, with an edit between, tell everybody, and call every command that shows what was published."""
    with serve(day=1) as newsroom, front(newsroom) as host:
        terminal = Terminal(process, tmp_path_factory.mktemp("hostile"), url=host.url)
        terminal.watchlist += TO_ALL
        terminal.write("watchlist.toml", terminal.watchlist)
        host.spoils = spoilt
        assert terminal.run("run").code == 0
        host.spoils = edited
        said = {name: terminal.run(*_filled(terminal, call)) for name, call in (SHOWN | DATA | CELLS).items()}
    yield Told(said=said, data=terminal.data)
    shutil.rmtree(terminal.data)


def _filled(terminal: Terminal, call: tuple[str, ...]) -> list[str]:
    named = {
        "{release}": "SELECT release_id FROM revisions WHERE title LIKE '%High North%' ORDER BY revision DESC LIMIT 1",
        "{alert}": "SELECT alert_id FROM alerts JOIN revisions USING (release_id, revision) "
        "WHERE title LIKE '%High North%' LIMIT 1",
    }
    return [str(terminal.rows(named[word])[0][0]) if word in named else word for word in call]


class _Dangers(HTMLParser):
    """Gathers what a browser would act on, of a page that should only show text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ours = tag == "img" and (dict(attrs).get("src") or "").startswith("data:image/")  # a picture of a digest
        if tag in ("script", "iframe", "object", "form", "img") and not ours:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")


def dangers(page: str) -> list[str]:
    """Return what a browser would act on."""
    reader = _Dangers()
    reader.feed(page)
    return reader.found


def test_it_came_all_the_way(told: Told) -> None:
    """Else everything below would be true of nothing."""
    assert EVIL[:40] in told.said["sql"].out.replace("\n", " ")
    for name in ("search", "digest", "try", "explain", "diff"):
        assert "DROP TABLE releases" in " ".join(told.said[name].out.split()), name


@pytest.mark.parametrize("name", SHOWN)
def test_no_command_lets_a_terminal_act(told: Told, name: str) -> None:
    """No escape sequence, no change of direction, and square brackets are square brackets."""
    said = told.said[name]
    assert said.code in (0, 1), said.err
    assert "Traceback" not in said.err
    assert ACTING.findall(said.out + said.err) == []


@pytest.mark.parametrize("name", ["search", "digest", "diff", "explain"])
def test_markup_of_the_terminal_s_library_is_shown_as_it_is_written(told: Told, name: str) -> None:
    assert "[red]bold?[/red] :skull:" in " ".join(told.said[name].out.split())


@pytest.mark.parametrize("name", DATA)
def test_data_are_what_was_published_and_can_be_read(told: Told, name: str) -> None:
    out = told.said[name].out
    rows = [json.loads(line) for line in out.splitlines()] if not out.startswith("[") else json.loads(out)
    assert "DROP TABLE releases" in json.dumps(rows)


@pytest.mark.parametrize("name", CELLS)
def test_no_cell_is_a_formula(told: Told, name: str) -> None:
    rows = list(csv.reader(io.StringIO(told.said[name].out)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_no_page_does_anything(told: Told) -> None:
    pages = [told.said["digest html"].out, told.said["diff html"].out]
    pages += [one.read_text("utf-8") for one in told.data.glob("digests/*.html")]
    assert len(pages) > 3
    assert [dangers(page) for page in pages] == [[]] * len(pages)


def test_no_mail_has_a_header_of_theirs(told: Told) -> None:
    for file in told.data.glob("digests/*.eml"):
        mail = email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=email.policy.default)
        assert mail["Bcc"] is None
        assert len(mail.get_all("Subject", [])) == 1
        html = mail.get_body(("html",))
        assert html
        assert dangers(html.get_content()) == []


def test_no_feed_brings_markup_of_theirs(told: Told) -> None:
    feedparser = pytest.importorskip("feedparser")
    feeds = sorted(told.data.glob("feeds/*.atom"))
    assert feeds
    for feed in feeds:
        read = feedparser.parse(feed.read_bytes(), sanitize_html=False)
        assert not read.bozo
        assert [dangers(one.content[0].value) for one in read.entries] == [[]] * len(read.entries)
        assert all("<script" not in one.title for one in read.entries if one.title_detail.type != "text/plain")


def test_markdown_links_lead_nowhere_but_to_the_publisher(told: Told) -> None:
    links = re.findall(r"(?<!\\)\]\((.*?)\)", told.said["digest md"].out)
    assert links
    assert [one for one in links if not one.startswith("https://www.gov.uk/")] == []
    assert "<script" not in re.sub(r"\\.", "", told.said["digest md"].out)


def test_every_file_has_a_name_of_ours_and_lies_in_the_folder(told: Told) -> None:
    names = [one.relative_to(told.data) for one in told.data.rglob("*")]
    assert [one for one in names if not re.fullmatch(r"[\w.@/-]+", str(one))] == []
