"""On a terminal nothing of what is written acts; in a pipe everything is as it was kept."""

from __future__ import annotations

import io
import json
import re

import pytest
from rich.text import Text

from flows.output import Format, write_object, write_rows
from flows.terminals import Screen

EVIL = "a\x1b]0;owned\x07\x9b2J\x7f \u202egnp.exe\u2066 [bold]b[/bold] :skull:"
SEEN = "a␛]0;owned�2J� �gnp.exe� [bold]b[/bold] :skull:"
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Terminal(io.StringIO):
    """A stream at which a person sits."""

    def isatty(self) -> bool:
        """Tell so."""
        return True


@pytest.mark.parametrize("form", Format)
def test_nothing_acts_on_a_terminal(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sees that something is there."""
    monkeypatch.setenv("TERM", "dumb")
    screen = Terminal()
    write_rows(("title", "list"), [(EVIL, [EVIL])], form, to=screen)
    assert ACTING.findall(screen.getvalue()) == []
    assert "owned" in screen.getvalue()


@pytest.mark.parametrize("form", [Format.json, Format.jsonl, Format.csv])
def test_a_pipe_gets_what_is_kept(form: Format) -> None:
    pipe = io.StringIO()
    write_rows(("title",), [(EVIL,)], form, to=pipe)
    text = pipe.getvalue()
    read = text.splitlines()[1] if form is Format.csv else json.loads(text)
    assert (read[0] if isinstance(read, list) else read) in ({"title": EVIL}, EVIL)


def test_json_on_a_terminal_means_the_same() -> None:
    screen = Terminal()
    write_object({"title": EVIL}, to=screen)
    assert json.loads(screen.getvalue()) == {"title": EVIL}


def test_what_is_said_is_text_and_not_markup() -> None:
    """As a string and as the library's own text, which has no bells anyway."""
    out = io.StringIO()
    screen = Screen(file=out, soft_wrap=True)
    screen.print(EVIL)
    screen.print(Text(EVIL))
    assert out.getvalue().splitlines() == [SEEN, SEEN]
