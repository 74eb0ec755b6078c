"""A digest of any topic, and what a release said before and says now: on the screen, as a page, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from deploy.newsroom import serve
from tests.delivery.installations import TOPICS, equip
from tests.flows.terminals import Commands, Terminal

RECIPIENT = '[recipients.desk]\ntopics = "all"\nsend_to = ["file:digests"]\nwhen = "instant"\n'
PORTS = "smaller-ports-to-plug-ships-into-the-grid"
FORMS = ("terminal", "html", "text", "md", "json")


@pytest.fixture(scope="module")
def terminal(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """An installation that has seen two days; one topic's name is not harmless in HTML."""
    with serve(day=1) as newsroom:
        terminal = Terminal(process, tmp_path_factory.mktemp("by-hand"), url=newsroom.url)
        equip(terminal, RECIPIENT)
        hostile = TOPICS.replace('name = "JEF"', 'name = "<script>JEF</script> & co"')
        terminal.write("watchlist.toml", hostile + RECIPIENT)
        for day in (1, 2):
            newsroom.set_day(day)
            assert terminal.run("collect", "--revisit", "all").code == 0
        yield terminal


class _Tags(HTMLParser):
    """The tags of a page and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("form", FORMS)
def test_a_digest_by_hand_names_every_release_of_the_topic(terminal: Terminal, form: str) -> None:
    said = terminal.run("digest", "--topic", "jef", "--format", form)
    assert said.code == 0
    found = terminal.rows("SELECT DISTINCT title FROM topic_mentions WHERE topic = 'jef'")
    shown = " ".join((_Tags(said.out).text if form == "html" else said.out).replace("*", "").replace("\\", "").split())
    assert len(found) > 3
    assert [title for (title,) in found if title not in shown] == []


def test_the_json_of_a_digest_is_one_object(terminal: Terminal) -> None:
    document = json.loads(terminal.run("digest", "--format", "json").out)
    assert (document["version"], document["recipient"], document["zone"]) == (1, "you", "Europe/London")
    assert document["matched"] == len(document["releases"])


def test_html_escapes_what_is_not_its_own(terminal: Terminal) -> None:
    page = _Tags(terminal.run("digest", "--topic", "jef", "--format", "html").out)
    assert "script" not in page.tags
    assert "<script>JEF</script> & co" in page.text


def test_a_digest_by_hand_can_begin_at_a_day(terminal: Terminal) -> None:
    every = json.loads(terminal.run("digest", "--format", "json").out)["matched"]
    late = json.loads(terminal.run("digest", "--since", "2026-03-03", "--format", "json").out)
    assert 0 < late["matched"] < every
    assert min(one["published_at"] for one in late["releases"]) >= "2026-03-03"


def test_a_digest_by_hand_tells_nobody(terminal: Terminal) -> None:
    before = terminal.rows("SELECT state, count(*) FROM alerts GROUP BY ALL")
    assert terminal.run("digest").code == 0
    assert terminal.rows("SELECT state, count(*) FROM alerts GROUP BY ALL") == before
    assert terminal.rows("SELECT count(*) FROM digests") == [(0,)]


@pytest.mark.parametrize(
    ("options", "pictures"), [((), True), (("--no-pictures",), False), (("--since", "2099-01-01"), False)]
)
def test_a_page_of_a_week_or_more_has_pictures_within_it(
    terminal: Terminal, options: tuple[str, ...], pictures: bool
) -> None:
    said = terminal.run("digest", "--format", "html", *options)
    assert (said.code, said.err) == (0, "")
    assert ('<img src="data:image/png;base64,' in said.out) is pictures


def test_pictures_in_a_form_that_shows_none_are_wrong_use(terminal: Terminal) -> None:
    said = terminal.run("digest", "--pictures", "--format", "text")
    assert (said.code, "add --format html" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--topic", "jeff"), "no topic 'jeff'"),
        (("--zone", "Mars/Base"), "expected a time zone"),
        (("--limit", "0"), "--limit"),
        (("--since", "yesterday"), "--since"),
    ],
)
def test_a_digest_that_makes_no_sense_is_refused(terminal: Terminal, arguments: tuple[str, str], words: str) -> None:
    said = terminal.run("digest", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_an_edited_release_is_compared_word_by_word(terminal: Terminal) -> None:
    said = terminal.run("diff", PORTS)
    assert said.code == 0
    assert "[-Seventeen-] {+Eighteen+} smaller ports will be able" in said.out
    assert "the quay its smoke. {+Lerwick, the most northerly" in said.out
    assert "{+Lerwick" not in terminal.run("diff", PORTS, "2", "1").out
    assert "[-Lerwick" in terminal.run("diff", PORTS, "2", "1").out


def test_a_comparison_names_both_editions_with_the_day_on_which_they_were_seen(terminal: Terminal) -> None:
    lines = terminal.run("diff", PORTS, "1", "2").out.splitlines()
    assert lines[0] == "Smaller ports to plug ships into the grid"
    assert [line.partition(":")[0] for line in lines[2:4]] == ["edition 1", "edition 2"]


def test_a_comparison_in_colour_has_no_signs(terminal: Terminal) -> None:
    coloured = terminal.run("diff", PORTS, environment={"FORCE_COLOR": "1", "TERM": "xterm-256color"}).out
    assert "\x1b[9;31mSeventeen" in coloured
    assert "\x1b[32mEighteen" in coloured
    assert "[-" not in coloured


def test_a_comparison_as_a_page(terminal: Terminal) -> None:
    page = terminal.run("diff", PORTS, "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert "<del>Seventeen</del> <ins>Eighteen</ins> smaller ports" in page
    assert {"script", "img"} & set(_Tags(page).tags) == set()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((PORTS, "1", "3"), "expected two editions of 1 to 2, got 3"),
        ((PORTS, "1"), "expected two editions of 1 to 2, got one number only"),
        (("no-such-release",), "no release 'no-such-release'"),
        (("uk-and-jef-partners-to-step-up-patrols-in-the-high-north", "--zone", "x"), "expected a time zone"),
        (("heat-pump-grants-to-be-paid-within-ten-days",), "one edition only"),
    ],
)
def test_what_cannot_be_compared_says_why(terminal: Terminal, arguments: tuple[str, ...], words: str) -> None:
    said = terminal.run("diff", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
