from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest

from flows.alerts.records import Digest, Piece
from flows.channels.atom import read_entries
from flows.channels.contract import Channel, ChannelError
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions, FeedOptions
from flows.errors import ChannelConfigurationError
from tests.alerts.samples import NOW, digest, due, many_dues, text
from tests.channels.atom_rules import broken_rules

FEED = FeedOptions(authority="news.vestmark.example", base_url="https://news.vestmark.example/feeds/")


def channel(folder: Path, feed: FeedOptions = FEED) -> Channel:
    """Open the feeds of a folder."""
    return open_channel("atom:feeds", recipient="northern-desk", options=ChannelOptions(data_dir=folder, feed=feed))


def send(folder: Path, told: Digest, feed: FeedOptions = FEED) -> dict[str, bytes]:
    """Put a digest into the feeds and return them by name."""
    channel(folder, feed).send(told, at=NOW)
    return {path.name: path.read_bytes() for path in sorted((folder / "feeds").glob("*.atom"))}


def titles(document: bytes) -> list[str]:
    """Return the titles of a feed's entries, from the top."""
    return [entry.title for entry in read_entries(document)]


def test_there_is_a_feed_for_the_recipient_and_one_for_each_topic(tmp_path: Path, morning: Digest) -> None:
    feeds = send(tmp_path, morning)
    assert list(feeds) == [
        "recipient-northern-desk.atom",
        "topic-high-north.atom",
        "topic-ifu.atom",
        "topic-jef.atom",
    ]
    assert titles(feeds["topic-ifu.atom"]) == ["IFU buys coastal drones"]
    assert len(titles(feeds["recipient-northern-desk.atom"])) == len(morning.items) + len(morning.others)


def test_feeds_keep_the_rules_of_rfc_4287(tmp_path: Path, morning: Digest) -> None:
    for document in send(tmp_path, morning).values():
        assert broken_rules(document) == []


def test_a_feed_with_nothing_to_tell_keeps_the_rules_too(tmp_path: Path) -> None:
    (document,) = send(tmp_path, digest()).values()
    assert broken_rules(document) == []
    assert titles(document) == []


def test_another_reader_finds_what_was_told(tmp_path: Path, morning: Digest) -> None:
    read = feedparser.parse(send(tmp_path, morning)["topic-jef.atom"])
    assert not read.bozo
    assert read.feed.title == "presswatch: JEF"
    assert read.feed.links[0].href == "https://news.vestmark.example/feeds/topic-jef.atom"
    entry = next(one for one in read.entries if "Skarvik" in one.title)
    assert entry.link == "https://www.vestmark.example/news/grey-heron"
    assert entry.author == "Vestmark Coast Ministry"
    assert {one.term for one in entry.tags} == {"jef", "high-north"}
    assert "<b>JEF</b>" in entry.content[0].value


def test_a_digest_that_is_sent_twice_changes_nothing(tmp_path: Path, morning: Digest) -> None:
    assert send(tmp_path, morning) == send(tmp_path, morning)


def test_what_is_told_later_stands_in_front_and_the_former_stays(tmp_path: Path) -> None:
    send(tmp_path, digest(due("first", text("JEF sails"))))
    older = due("second", text("JEF sailed before"), published_at=NOW - timedelta(days=40))
    feeds = send(tmp_path, digest(older))
    assert titles(feeds["topic-jef.atom"]) == ["JEF sailed before", "JEF sails"]


def test_a_new_edition_is_a_new_entry(tmp_path: Path) -> None:
    send(tmp_path, digest(due("first", text("JEF sails"))))
    edited = due("first", text("JEF sails on Monday"), kind="update", revision=2, former=text("JEF sails"))
    entries = read_entries(send(tmp_path, digest(edited))["topic-jef.atom"])
    assert [entry.id.rpartition("release/")[2] for entry in entries] == ["first/2/update", "first/1/new"]


def test_recipients_who_share_a_topic_share_its_feed(tmp_path: Path, morning: Digest) -> None:
    once = send(tmp_path, morning)["topic-jef.atom"]
    again = send(tmp_path, replace(morning, recipient="harbour-desk"))
    assert again["topic-jef.atom"] == once
    assert "recipient-harbour-desk.atom" in again


def test_the_newest_are_kept(tmp_path: Path) -> None:
    few = replace(FEED, entries=5)
    send(tmp_path, digest(due("old", text("JEF of old"))), few)
    kept = titles(send(tmp_path, digest(*many_dues(8)), few)["topic-jef.atom"])
    assert len(kept) == 5
    assert "JEF of old" not in kept


def test_no_publisher_s_text_breaks_a_feed(tmp_path: Path) -> None:
    """Markup, control characters, half a character, and what XML cannot write at all."""
    nasty = "JEF <script>alert(1)</script> & ]]> \x0b\x00 \ufffe \udc80 “quoted”"
    told = digest(due("nasty", text(nasty, nasty, nasty)))
    (item,) = told.items
    raw = replace(item, title=(Piece(text=nasty),), publisher=nasty)
    sections = tuple(replace(section, items=(raw,)) for section in told.sections)
    for document in send(tmp_path, replace(told, sections=sections)).values():
        assert broken_rules(document) == []
        assert b"<script>" not in document
        assert "<script>" not in read_entries(document)[0].content


def test_a_recipient_s_name_cannot_leave_the_folder(tmp_path: Path, morning: Digest) -> None:
    send(tmp_path, replace(morning, recipient="../../etc/desk"))
    assert {path.parent for path in tmp_path.rglob("*.atom")} == {tmp_path / "feeds"}


def test_names_that_look_alike_as_files_have_feeds_of_their_own(tmp_path: Path) -> None:
    send(tmp_path, replace(digest(), recipient="nord øst"))
    assert len(send(tmp_path, replace(digest(), recipient="nord æst"))) == 2


def test_two_deliveries_at_once_lose_no_entry(tmp_path: Path) -> None:
    tellings = [digest(due(f"day-{n}", text(f"JEF, day {n}"))) for n in range(8)]
    send_one: Callable[[Digest], object] = lambda told: channel(tmp_path).send(told, at=NOW)  # noqa: E731
    threads = [threading.Thread(target=send_one, args=(told,)) for told in tellings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    document = (tmp_path / "feeds" / "topic-jef.atom").read_bytes()
    assert sorted(titles(document)) == [f"JEF, day {n}" for n in range(8)]


@pytest.mark.parametrize(
    "content", [b"", b"half a <feed", b"<rss/>", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>']
)
def test_a_file_that_is_no_feed_of_ours_is_left_as_it_is(content: bytes, tmp_path: Path, morning: Digest) -> None:
    path = tmp_path / "feeds" / "recipient-northern-desk.atom"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(ChannelError, match="move the file away") as raised:
        send(tmp_path, morning)
    assert raised.value.again
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, morning: Digest) -> None:
    (tmp_path / "feeds").write_text("a file where the folder should be")
    with pytest.raises(ChannelError, match="feeds") as raised:
        send(tmp_path, morning)
    assert raised.value.again


@pytest.mark.parametrize("authority", ["", "News.Example", "https://news.example", "news example"])
def test_an_authority_that_is_no_domain_is_refused(authority: str, tmp_path: Path) -> None:
    with pytest.raises(ChannelConfigurationError, match=r"\[atom\] authority"):
        channel(tmp_path, replace(FEED, authority=authority))
