"""Three invented days told to recipients by mail, webhook, file and feed: each thing once, soon, with its reason."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from deploy.newsroom import serve
from flows.replay import replay
from tests.channels.mail_servers import MailServer, mail_server
from tests.channels.receivers import Receiver, receiving
from tests.delivery.desks import Desk, Expected, Told, digests_of, entries_of, files_of, told_by
from tests.delivery.mails import sent_by

MORNING = timedelta(hours=13, minutes=5)  # after the newsroom's evenings at 18:00: 07:05 in London
TOPICS = """
[topics.jef]
name = "JEF"
query = 'JEF OR "Joint Expeditionary Force"'

[topics.high-north]
name = "High North"
query = 'title:"High North" OR exact:"High North"'

[topics.ifu]
name = "IFU"
query = '"International Fund for Ukraine"'

[topics.community]
name = "Community energy"
query = '"community energy" OR "ynni cymunedol"'
"""
NORTH = """
[recipients.north]
topics = ["jef", "high-north"]
send_to = ["smtp:north@press.example", "webhook:{hook}"]
when = "instant Europe/London"
"""
FUND = """
[recipients.fund]
topics = ["high-north", "ifu"]
send_to = ["file:digests", "atom:feeds"]
when = "daily 07:00 Europe/London"
"""
VALLEYS = """
[recipients.valleys]
topics = ["community"]
send_to = ["file:valleys"]
when = "instant"
"""
FOLLOWS = {"north": frozenset(("jef", "high-north")), "fund": frozenset(("high-north", "ifu"))}


@dataclass
class Days:
    """What the recipients had after each evening and each morning."""

    desk: Desk
    mail: MailServer
    receiver: Receiver
    expected: list[dict[str, Told]] = field(default_factory=list)
    evenings: list[Told] = field(default_factory=list)  # what the webhook has by then
    mornings: list[Told] = field(default_factory=list)  # what the folder holds by then

    @property
    def watchlist(self) -> str:
        """Three recipients."""
        return TOPICS + NORTH.format(hook=f"{self.receiver.base}/hook") + FUND + VALLEYS

    def pass_by(self, day: int) -> None:
        """Collect and deliver in the evening, and deliver in the morning."""
        self.desk.newsroom.set_day(day)
        self.desk.later = timedelta()
        self.desk.collect()
        self.desk.deliver()
        self.evenings.append(told_by(digests_of(self.receiver)))
        self.desk.deliver(MORNING)
        self.mornings.append(told_by(files_of(self.desk.settings.data_dir / "digests")))

    def mails(self) -> list[EmailMessage]:
        """Return the mails in order."""
        return sent_by(self.mail)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    with serve(day=1) as newsroom, mail_server() as mail, receiving() as receiver:
        days = Days(Desk(newsroom, tmp_path_factory.mktemp("days")), mail, receiver)
        days.desk.reach(mail)
        days.desk.watches(days.watchlist)
        truth = newsroom.truth()
        expected = Expected(FOLLOWS)
        for day in (1, 2, 3):
            days.expected.append(expected.day(dict(truth["days"][str(day)])))
            days.pass_by(day)
        yield days


@pytest.fixture
def aside(days: Days, tmp_path: Path) -> Desk:
    """A copy of the installation as it is when all was told, to change its watch list."""
    shutil.copytree(days.desk.folder, tmp_path, dirs_exist_ok=True)
    desk = Desk(days.desk.newsroom, tmp_path, watchlist=days.desk.watchlist, changed=dict(days.desk.changed))
    desk.later = MORNING + timedelta(minutes=1)
    return desk


def test_who_is_told_at_once_has_every_evening_what_the_rules_say(days: Days) -> None:
    wanted: Told = []
    for day, evening in enumerate(days.evenings):
        wanted = sorted([*wanted, *days.expected[day]["north"]])
        assert evening == wanted, f"day {day + 1}"


def test_who_is_told_daily_has_every_morning_what_the_rules_say(days: Days) -> None:
    wanted: Told = []
    for day, morning in enumerate(days.mornings):
        wanted = sorted([*wanted, *days.expected[day]["fund"]])
        assert morning == wanted, f"day {day + 1}"


def test_the_invented_days_try_every_rule(days: Days) -> None:
    kinds = {kind for day in days.expected for told in day.values() for _, kind in told}
    assert kinds == {"new", "update", "withdrawn"}
    assert all(day["north"] for day in days.expected)
    truth = days.desk.newsroom.truth()["days"]
    assert truth["2"]["silent"], "an edit elsewhere in a release that was told"
    assert truth["3"]["moved"]
    assert truth["3"]["gone"]


def test_mail_and_webhook_carry_the_same_digests(days: Days) -> None:
    mails, digests = days.mails(), digests_of(days.receiver)
    assert [mail["Message-ID"].partition("@")[0].strip("<") for mail in mails] == [one["digest_id"] for one in digests]
    for mail, digest in zip(mails, digests, strict=True):
        body = mail.get_body(("plain",))
        assert body
        assert [one["url"] for one in digest["releases"] if one["url"] not in body.get_content()] == []


def test_each_webhook_is_asked_once_for_each_digest(days: Days) -> None:
    assert len(days.receiver.posted) == len(digests_of(days.receiver)) == 3


def test_the_feed_has_an_entry_for_each_thing_that_was_told(days: Days) -> None:
    entries = entries_of(days.desk.settings.data_dir / "feeds" / "recipient-fund.atom")
    told = sorted((entry.link, entry.id.rpartition("/")[2]) for entry in entries)
    assert told == days.mornings[-1]
    assert len({entry.id for entry in entries}) == len(entries)


def test_one_release_is_one_item_however_many_topics(days: Days) -> None:
    (first, *_) = digests_of(days.receiver)
    names = [item["release_id"] for item in first["releases"]]
    assert len(names) == len(set(names))
    assert max(len(item["why"]) for item in first["releases"]) == 2


def test_translations_of_one_release_are_one_item(days: Days) -> None:
    (digest,) = files_of(days.desk.settings.data_dir / "valleys")
    (item,) = digest["releases"]
    assert item["url"].endswith("community-energy")
    assert [one["language"] for one in item["translations"]] == ["cy"]


def test_an_update_shows_the_passage_that_was_added_and_what_it_replaced(days: Days) -> None:
    second = digests_of(days.receiver)[1]
    (item,) = [one for one in second["releases"] if one["events"][-1]["kind"] == "update"]
    after = [edit["after"]["text"] for edit in item["edits"]]
    before = [edit["before"]["text"] for edit in item["edits"]]
    assert any("High North" in text for text in after)
    assert not any("High North" in text for text in before)
    assert before[0].startswith("Seventeen smaller ports")
    assert after[0].startswith("Eighteen smaller ports")
    assert item["former"] == {"revision": 1, "seen_at": item["former"]["seen_at"]}


def test_an_update_names_the_edition_before_and_how_to_compare(days: Days) -> None:
    body = days.mails()[1].get_body(("plain",))
    assert body
    text = body.get_content()
    assert "Edition: 2; edition 1 was seen on Mon 2 Mar, 18:00" in text
    assert "Compare: presswatch diff " in text


def test_times_are_those_of_the_recipient_s_zone(days: Days) -> None:
    body = days.mails()[0].get_body(("plain",))
    assert body
    assert "Times are Europe/London." in body.get_content()


def test_a_withdrawal_says_why_it_is_told(days: Days) -> None:
    third = digests_of(days.receiver)[2]
    (item,) = [one for one in third["releases"] if one["events"][-1]["kind"] == "withdrawn"]
    assert [why["topic"] for why in item["why"]] == ["jef"]
    assert "postponed until the autumn" in item["events"][-1]["detail"]


def test_running_everything_again_sends_nothing(aside: Desk, days: Days) -> None:
    mails, posts = len(days.mail.taken), len(days.receiver.posted)
    assert aside.collect().sources[0].changes == ()
    replay(aside.order(mode="none", flow="replay"))
    for hours in (14, 24, 48, 24 * 8):
        assert aside.deliver(timedelta(hours=hours)).handed == ()
    assert (len(days.mail.taken), len(days.receiver.posted)) == (mails, posts)


def test_who_comes_later_is_never_told_the_past(aside: Desk, days: Days) -> None:
    aside.watches(days.watchlist + VALLEYS.replace("valleys", "late").replace('["community"]', '"all"'))
    aside.collect()
    replay(aside.order(mode="none", flow="replay"))
    assert aside.deliver(timedelta(days=2)).handed == ()
    assert aside.ask_live("SELECT count(*) FROM alerts WHERE recipient = 'late'") == [(0,)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["jef", "high-north"]', '"all"'),
        ("smtp:north@press.example", "smtp:north@press.example,second@press.example"),
        ('"file:digests", "atom:feeds"', '"file:elsewhere", "atom:other"'),
        ("daily 07:00 Europe/London", "instant Europe/Oslo"),
        ("instant Europe/London", "weekly mon 09:00 Europe/London"),
        ("query = '\"International Fund for Ukraine\"'", "query = 'Ukraine OR energy'"),
        ("[recipients.north]\n", "[recipients.north]\nothers = true\nmax_items = 1\n"),
    ],
)
def test_a_changed_watch_list_sends_nothing_again(aside: Desk, days: Days, old: str, new: str) -> None:
    assert old in days.watchlist
    aside.watches(days.watchlist.replace(old, new))
    aside.collect()
    for hours in (14, 24 * 8):
        assert aside.deliver(timedelta(hours=hours)).handed == ()
