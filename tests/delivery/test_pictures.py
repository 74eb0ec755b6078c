"""The pictures of a weekly digest: in the mail and in the files, and the same when it is made again."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom, serve
from tests.channels.mail_servers import MailServer
from tests.delivery.desks import Desk
from tests.delivery.installations import TOPICS

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PNG = b"\x89PNG\r\n"


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with serve(day=1) as newsroom:
        yield newsroom


def recipients(newsroom: Newsroom) -> str:
    """One that is told on the morning after, once a week; one that wants no pictures then; and one told at once."""
    day = DAYS[(newsroom.now + timedelta(days=1)).weekday()]
    when = {"north": f"weekly {day} 07:00 Europe/London", "east": f"weekly {day} 07:00 UTC", "south": "instant"}
    to = 'topics = "all"\nsend_to = ["file:{name}", "smtp:a@b.example"]\n'
    told = [f'[recipients.{name}]\n{to.format(name=name)}when = "{one}"\n' for name, one in when.items()]
    return TOPICS + "".join(told).replace("[recipients.east]", "[recipients.east]\npictures = false")


def shown(page: str) -> list[tuple[str, str]]:
    """Return addresses and words of the pictures of a page."""
    return re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)


def parts_of(message: EmailMessage) -> tuple[str, dict[str, bytes]]:
    """Return the page of a message, and its pictures by their addresses."""
    page = message.get_body(("html",))
    assert isinstance(page, EmailMessage)
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    return page.get_content(), {f"cid:{part['Content-ID'].strip('<>')}": part.get_content() for part in pictures}


def test_a_week_s_digest_has_pictures_and_is_the_same_when_it_is_made_again(
    newsroom: Newsroom, tmp_path: Path, mail: MailServer
) -> None:
    """The first time its folder cannot be written; until the next try another day's news was loaded."""
    desk = Desk(newsroom, tmp_path)
    desk.watches(recipients(newsroom))
    desk.reach(mail)
    desk.collect()
    (tmp_path / "data" / "north").write_text("in the way")
    told = {one.digest.recipient: one for one in desk.deliver(timedelta(hours=20)).handed}
    assert [told[name].digest.pictures for name in ("south", "east")] == [(), ()]
    first = told["north"].digest.pictures
    assert [one.name for one in first] == ["sources", "quotes"], "one week is nothing to compare"
    newsroom.set_day(2)
    desk.collect()
    (tmp_path / "data" / "north").unlink()
    (again,) = [one for one in desk.deliver(timedelta(hours=22)).handed if one.digest.recipient == "north"]
    assert again.digest.pictures == first
    _check_mail(mail, [one.content for one in first])
    _check_files(tmp_path / "data" / "north", [one.content for one in first])


def _check_mail(mail: MailServer, contents: list[bytes]) -> None:
    read = [
        message_from_bytes(one.content, policy=policy.default) for one in mail.taken if isinstance(one.content, bytes)
    ]
    (message,) = [one for one in read if one["List-Id"].startswith("<north.")]
    page, pictures = parts_of(message)
    assert [pictures[address] for address, _ in shown(page)] == contents
    assert list(message.iter_parts())[1].get_param("type") == "text/html"
    assert "cid:" not in next(message.iter_parts()).get_content()


def _check_files(folder: Path, contents: list[bytes]) -> None:
    (page,), (saved,) = folder.glob("*.html"), folder.glob("*.eml")
    found = shown(page.read_text("utf-8"))
    assert [b64decode(address.removeprefix("data:image/png;base64,")) for address, _ in found] == contents
    assert all(content.startswith(PNG) and len(content) < 60_000 for content in contents)
    assert [re.search(r": .+ \d", words) is not None for _, words in found] == [True, True]
    _, pictures = parts_of(message_from_bytes(saved.read_bytes(), policy=policy.default))
    assert [*pictures.values()] == contents
