"""A watch list is read strictly: every complaint names file and key and says what to write."""

from __future__ import annotations

from datetime import time

import pytest

from parsers.errors import WatchlistError
from parsers.topics.records import Quiet, Recipient, Schedule
from parsers.topics.schedules import read_quiet, read_schedule
from parsers.topics.watchlist import read_watchlist

TOPICS = """
[topics.jef]
name = "Joint Expeditionary Force"
query = 'JEF OR "Joint Expeditionary Force"'
[topics.jef.aliases]
sv = 'styrkan'
[topics.high-north]
name = "High North"
query = 'exact:"High North"'
"""
DESK = """
[recipients.desk]
topics = ["high-north", "jef", "jef"]
send_to = ["file:digests", "smtp:desk@example.org", "https://hooks.example.org/x"]
when = "weekly mon 07:30 Europe/London"
quiet = "22:00-06:00"
language = "sv"
max_items = 5
others = true
"""


def test_a_whole_watch_list_is_read() -> None:
    watchlist = read_watchlist(TOPICS + DESK, "watchlist.toml")
    assert [(one.topic, one.aliases) for one in watchlist.topics] == [("jef", (("sv", "styrkan"),)), ("high-north", ())]
    assert watchlist.recipients == (
        Recipient(
            name="desk",
            topics=("high-north", "jef"),
            send_to=("file:digests", "smtp:desk@example.org", "https://hooks.example.org/x"),
            when=Schedule(kind="weekly", time=time(7, 30), weekday=0, zone="Europe/London"),
            quiet=Quiet(start=time(22), stop=time(6), zone="Europe/London"),
            language="sv",
            max_items=5,
            others=True,
            pictures=True,
        ),
    )


@pytest.mark.parametrize(
    ("when", "more", "pictures"),
    [
        ("weekly mon 07:00", "", True),
        ("weekly mon 07:00", "pictures = false", False),
        ("daily 07:00", "", False),
        ("cron 0 7 * * 1", "pictures = true", True),
    ],
)
def test_a_week_s_digest_has_pictures_unless_one_says_otherwise(when: str, more: str, pictures: bool) -> None:
    text = f'{TOPICS}[recipients.desk]\ntopics = "all"\nsend_to = ["file:x"]\nwhen = "{when} UTC"\n{more}'
    assert read_watchlist(text, "w").recipients[0].pictures is pictures


def test_all_means_every_topic_of_the_file() -> None:
    text = TOPICS + '[recipients.desk]\ntopics = "all"\nsend_to = ["file:x"]\nwhen = "instant"'
    (desk,) = read_watchlist(text, "w").recipients
    assert (desk.topics, desk.when, desk.quiet) == (("jef", "high-north"), Schedule(kind="instant"), None)


def test_topics_alone_are_a_watch_list() -> None:
    assert read_watchlist(TOPICS, "w").recipients == ()


# | what is replaced | by what | the key that is named | what is said
MISTAKES = [
    ('name = "High North"', "", "topics.high-north.name", "Field required"),
    ('name = "High North"', 'nmae = "x"', "topics.high-north.nmae", "did you mean 'name'?"),
    ('name = "High North"', "name = 3", "topics.high-north.name", "valid string"),
    ('exact:"High North"', 'exact:"High North', "topics.high-north.query", "quotation mark is never closed"),
    ('exact:"High North"', "topic:jeff", "topics.high-north.query", "did you mean 'jef'?"),
    ('exact:"High North"', "topic:high-north", "topics.high-north.query", "in a circle"),
    ("'styrkan'", "'sty AND'", "topics.jef.aliases.sv", "AND has nothing to its right"),
    ("sv = ", "Swedish = ", "topics.jef.aliases.Swedish", "expected a language tag"),
    ("[topics.high-north]", "[topics.'High North']", "topics.High North", "expected a name of small letters"),
    ('topics = ["high-north", "jef", "jef"]', 'topics = ["jeff"]', "recipients.desk.topics", "did you mean 'jef'?"),
    ('topics = ["high-north", "jef", "jef"]', 'topics = "jef"', "recipients.desk.topics", "expected a list of topics"),
    ('"file:digests"', '"digests"', "recipients.desk.send_to.0", "expected 'file:folder'"),
    ("send_to = [", "sendto = [", "recipients.desk.sendto", "did you mean 'send_to'?"),
    ("Europe/London", "Europe/Londn", "recipients.desk.when", "expected a time zone"),
    ("weekly mon", "weekly monday", "recipients.desk.when", "expected a weekday"),
    ("weekly mon 07:30", "daily 7:30", "recipients.desk.when", "expected a time of day"),
    ("weekly mon 07:30", "daily", "recipients.desk.when", "got 'daily Europe/London'"),
    ("weekly mon 07:30", "cron 0 7 * * 8", "recipients.desk.when", "cron field 'weekday'"),
    ("22:00-06:00", "at night", "recipients.desk.quiet", "expected two times"),
    ("22:00-06:00", "22:00-22:00", "recipients.desk.quiet", "quiet all day"),
    ("max_items = 5", "max_items = 0", "recipients.desk.max_items", "greater than or equal to 1"),
    ("max_items = 5", 'max_items = "5"', "recipients.desk.max_items", "valid integer"),
    ("[recipients.desk]", "[recipient.desk]", "recipient", "did you mean 'recipients'?"),
]


@pytest.mark.parametrize(("old", "new", "key", "message"), MISTAKES)
def test_a_mistake_is_named_by_file_and_key(old: str, new: str, key: str, message: str) -> None:
    assert old in TOPICS + DESK
    with pytest.raises(WatchlistError) as caught:
        read_watchlist((TOPICS + DESK).replace(old, new, 1), "watchlist.toml")
    assert (caught.value.file, caught.value.key) == ("watchlist.toml", key)
    assert message in str(caught.value)


@pytest.mark.parametrize(("text", "message"), [("topics = [", "not TOML"), ("", "Field required")])
def test_a_file_that_is_no_watch_list_says_so(text: str, message: str) -> None:
    with pytest.raises(WatchlistError, match=message):
        read_watchlist(text, "watchlist.toml")


@pytest.mark.parametrize(
    ("written", "schedule"),
    [
        ("instant", Schedule(kind="instant", zone="UTC")),
        ("instant Europe/London", Schedule(kind="instant", zone="Europe/London")),
        ("daily 07:00 Europe/London", Schedule(kind="daily", time=time(7), zone="Europe/London")),
        ("weekly sun 23:59 UTC", Schedule(kind="weekly", time=time(23, 59), weekday=6, zone="UTC")),
        ("cron 0 7 * * 1-5 Europe/Oslo", Schedule(kind="cron", cron="0 7 * * 1-5", zone="Europe/Oslo")),
        ("cron */15,3 7-9/2 1 12 0,7 UTC", Schedule(kind="cron", cron="*/15,3 7-9/2 1 12 0,7", zone="UTC")),
    ],
)
def test_a_schedule_is_read(written: str, schedule: Schedule) -> None:
    assert read_schedule(written) == schedule


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hourly",
        "instant Mars/Base",
        "instant 07:00 UTC",
        "daily 24:00 UTC",
        "daily 07:00",
        "daily 07:00 ../etc",
        "daily 07:00 Mars/Base",
        "weekly 07:00 UTC",
        "cron 60 7 * * * UTC",
        "cron 0 7 * * UTC",
        "cron 0 9-7 * * * UTC",
        "cron */0 7 * * * UTC",
        "cron 0 7 0 * * UTC",
        "cron 0 7 * 13 * UTC",
        "cron x 7 * * * UTC",
    ],
)
def test_what_is_no_schedule_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_schedule(written)


def test_quiet_hours_may_have_their_own_time_zone() -> None:
    assert read_quiet("22:00 - 06:00 Europe/Oslo", "UTC") == Quiet(start=time(22), stop=time(6), zone="Europe/Oslo")
