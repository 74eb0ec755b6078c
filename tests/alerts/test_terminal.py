"""The digest on a terminal and in a pipe."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from flows.alerts.terminal import DigestView
from tests.alerts.samples import digest, sample_dues


def shown(width: int, *, colour: bool) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None, legacy_windows=False
    )
    console.print(DigestView(digest(*sample_dues())))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """And none wider than a reader's eye takes."""
    assert max(len(line) for line in shown(width, colour=False).splitlines()) <= min(width, 100)


def test_a_pipe_gets_signs_and_no_colour() -> None:
    """So that a match can still be seen."""
    said = shown(80, colour=False)
    assert "\x1b" not in said
    assert "Minister opens *JEF* coastal exercise in Skarvik" in said


def test_a_terminal_gets_colour_and_no_signs() -> None:
    """The match stands out by itself."""
    said = shown(80, colour=True)
    assert "\x1b[" in said
    assert "*JEF*" not in said


def test_the_terminal_tells_what_the_mail_tells() -> None:
    """Topics, speakers, edits, reasons and others."""
    said = shown(100, colour=False)
    for words in ("High North 3", "Marit Lindqvist", "[+£365]", "Reason given:", "Also seen 2", "told under JEF"):
        assert words in said, words


def test_an_address_is_shown_to_its_end_however_narrow_the_terminal_is() -> None:
    """It may be told over two lines, and not cut."""
    wanted = [one.url for one in digest(*sample_dues()).items if one.url]
    assert wanted
    said = "".join(line.rstrip() for line in shown(40, colour=False).splitlines())
    assert [url for url in wanted if url not in said] == []
