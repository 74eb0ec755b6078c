"""Four editions of real releases, where they lie beside the repository, told as the answer key says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.channels.mail_servers import MailServer, mail_server
from tests.channels.receivers import Receiver, receiving
from tests.delivery.desks import Desk, Told, digests_of, entries_of, files_of, told_by
from tests.manuals import ROOT

NEWSROOM, CORPUS = ROOT.parent / "shared" / "newsroom", ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no ../shared/corpus beside the repository")
WATCHLIST = """
[topics]
jef = {{ name = "JEF", query = 'JEF OR "Joint Expeditionary Force"' }}
high-north = {{ name = "High North", query = 'exact:"High North"' }}
ifu = {{ name = "IFU", query = 'IFU OR "International Fund for Ukraine"' }}
stop = {{ name = "Stop and search", query = '"stop and search"' }}
care = {{ name = "Care Act", query = '"Care Act"' }}

[recipients.north]
topics = ["jef", "high-north", "stop"]
send_to = ["smtp:north@press.example", "webhook:{hook}"]
when = "instant Europe/London"

[recipients.fund]
topics = ["high-north", "ifu", "care", "stop"]
send_to = ["file:digests", "atom:feeds"]
when = "daily 07:00 Europe/London"
"""
FOLLOWS = {"north": {"jef", "high-north", "stop"}, "fund": {"high-north", "ifu", "care", "stop"}}
STATES = ("withdrawn", "gone")
SETTLED = timedelta(days=9)


@dataclass
class Elsewhere:
    """A newsroom in a process of its own; editions follow each other day by day, at six in the evening."""

    url: str
    edition: int = 1

    @property
    def now(self) -> datetime:
        """The evening of the edition."""
        return datetime(2026, 11, 20 + self.edition, 18, tzinfo=UTC)

    def turn(self, edition: int) -> None:
        """Show another edition."""
        self.edition = edition
        request = urllib.request.Request(f"{self.url}/_control/edition/{edition}", method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()


@dataclass
class Editions:
    """What each recipient was told, edition by edition, and the rest of what they have."""

    desk: Desk
    mail: MailServer
    receiver: Receiver
    told: dict[str, list[Told]] = field(default_factory=lambda: {"north": [], "fund": []})

    def pass_by(self) -> None:
        """Collect and deliver in the evening, and deliver in the morning; keep what is new to each recipient."""
        self.desk.later = timedelta()
        self.desk.collect()
        self.desk.deliver()
        self.desk.deliver(timedelta(hours=13, minutes=5))
        digests = {"north": digests_of(self.receiver), "fund": files_of(self.desk.settings.data_dir / "digests")}
        for name, found in digests.items():
            before = [one for told in self.told[name] for one in told]
            fresh = told_by(found)
            for one in before:
                fresh.remove(one)
            self.told[name].append(fresh)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Elsewhere]:
    command = [sys.executable, str(NEWSROOM), "--port", "0", "--corpus", str(CORPUS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Elsewhere(process.stdout.readline().split()[1])
        process.terminate()


@pytest.fixture(scope="module")
def editions(newsroom: Elsewhere, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editions]:
    with mail_server() as mail, receiving() as receiver:
        made = Editions(Desk(newsroom, tmp_path_factory.mktemp("editions")), mail, receiver)  # type: ignore[arg-type]
        made.desk.reach(mail)
        made.desk.watches(WATCHLIST.format(hook=f"{receiver.base}/hook"))
        for number in (1, 2, 3, 4):
            newsroom.turn(number)
            made.pass_by()
        yield made


@pytest.fixture(scope="module")
def truth() -> dict[str, dict[str, list[dict[str, Any]]]]:
    found: dict[str, Any] = json.loads((NEWSROOM / "truth" / "editions.json").read_text("utf-8"))["editions"]
    return found


def _expected(truth: dict[str, list[dict[str, Any]]], follows: set[str], heard: set[str]) -> Told:
    told = [(one["url"], "new") for one in truth["new"] if follows & set(one.get("topics", ()))]
    for named, kind in (("revised", "update"), ("silent", "silent")):
        told += [(one["url"], kind) for one in truth[named] if follows & set(one.get("newly_mentions", ()))]
    return sorted(told + [(one["url"], kind) for kind in STATES for one in truth[kind] if one["url"] in heard])


@pytest.mark.parametrize("name", ["north", "fund"])
def test_each_edition_tells_what_its_answer_key_says(editions: Editions, truth: dict[str, Any], name: str) -> None:
    first, *later = editions.told[name]
    assert {kind for _, kind in first} == {"new"}
    assert {url for url, _ in first} <= {one["url"] for one in truth["1"]["new"]}
    heard = {url for url, _ in first}
    for number, told in enumerate(later, 2):
        assert told == _expected(truth[str(number)], FOLLOWS[name], heard), f"edition {number}"
        heard |= {url for url, _ in told}


def test_the_editions_try_the_rules(editions: Editions) -> None:
    """A withdrawal, a page that is gone, a dated and a silent edit that bring a topic."""
    kinds = {kind for told in editions.told.values() for edition in told for _, kind in edition}
    assert kinds == {"new", "update", "silent", "withdrawn", "gone"}


def test_mail_webhook_files_and_feed_hold_everything_once(editions: Editions) -> None:
    assert len(editions.mail.taken) == len(editions.receiver.posted) == len(digests_of(editions.receiver))
    entries = entries_of(editions.desk.settings.data_dir / "feeds" / "recipient-fund.atom")
    told = sorted(one for edition in editions.told["fund"] for one in edition)
    assert sorted((entry.link, entry.id.rpartition("/")[2]) for entry in entries) == told
    assert len({entry.id for entry in entries}) == len(entries)


def test_running_everything_again_sends_nothing(editions: Editions, tmp_path: Path) -> None:
    shutil.copytree(editions.desk.folder, tmp_path, dirs_exist_ok=True)
    desk = Desk(editions.desk.newsroom, tmp_path, watchlist=editions.desk.watchlist, changed=editions.desk.changed)
    desk.later = timedelta(hours=14)
    desk.collect()
    assert desk.deliver(SETTLED).handed == ()
