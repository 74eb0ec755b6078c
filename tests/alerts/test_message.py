"""The e-mail that carries a digest, read back as a mail program reads it."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.alerts.digest import render_html, render_text
from flows.alerts.message import to_bytes, to_message
from flows.alerts.phrasing import subject
from tests.alerts.samples import NOW, digest, due, sample_dues, text

MORNING = digest(*sample_dues())
SENDER = "Press desk <desk@press.example>"


def read_back(message: EmailMessage) -> EmailMessage:
    read = email.message_from_bytes(to_bytes(message), policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def make(**changes: str) -> EmailMessage:
    return to_message(MORNING, sender=SENDER, to=("Anna Ørn <anna@example.org>",), date=NOW, **changes)


def test_a_mail_has_the_text_and_the_html() -> None:
    """The text first, as mail programs expect it."""
    read = read_back(make())
    parts = [part for part in read.walk() if not part.is_multipart()]
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert [part.get_content().replace("\r\n", "\n") for part in parts] == [render_text(MORNING), render_html(MORNING)]


def test_a_mail_says_what_it_is() -> None:
    """Subject, people, date, and that no person sent it."""
    read = read_back(make())
    assert read["Subject"] == subject(MORNING)
    assert read["From"] == SENDER
    assert read["To"] == "Anna Ørn <anna@example.org>"
    assert read["Date"].datetime == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Id"] == "<northern-desk.presswatch.press.example>"


@given(title=st.text(alphabet="abc ×é–“”…()1:,?=_Ж語", min_size=1, max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_title_comes_back_from_the_subject(title: str) -> None:
    """Accents, curly quotes and spaces included, in lines that every server takes."""
    made = digest(due(text=text(f"JEF {title}")))
    message = to_message(made, sender=SENDER, to=("a@b.example",), date=NOW)
    assert read_back(message)["Subject"] == subject(made)
    head = to_bytes(message).partition(b"Date:")[0]
    assert max(len(line) for line in head.split(b"\r\n")) <= 78


def test_the_same_digest_is_the_same_mail() -> None:
    """So that one sent twice is shown once."""
    assert make()["Message-ID"] == "<d-20261124@press.example>"
    assert to_bytes(make()) == to_bytes(make())


def test_lines_are_short_enough_for_every_server() -> None:
    """RFC 5322 allows 998 characters."""
    assert max(len(line) for line in to_bytes(make()).split(b"\r\n")) <= 998


@pytest.mark.parametrize("address", ["https://press.example/stop?who=a", "mailto:stop@press.example"])
def test_a_way_out_is_named_where_there_is_one(address: str) -> None:
    """As mail programs read it."""
    assert read_back(make(unsubscribe=address))["List-Unsubscribe"] == f"<{address}>"
    assert make()["List-Unsubscribe"] is None


@pytest.mark.parametrize("address", ["javascript:x", "mailto:a@b.example\nBcc: c", "nonsense"])
def test_a_way_out_that_is_none_is_refused(address: str) -> None:
    """With what was expected."""
    with pytest.raises(ValueError, match="expected a web or mailto address"):
        make(unsubscribe=address)


@pytest.mark.parametrize("address", ["", "desk", "desk@", "@x.example", "a@x.example\r\nBcc: b@x.example"])
def test_a_recipient_that_is_no_address_is_refused(address: str) -> None:
    """Before anything is sent."""
    with pytest.raises(ValueError, match="expected one such as"):
        to_message(MORNING, sender=SENDER, to=(address,), date=NOW)
