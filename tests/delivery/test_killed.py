"""Deliveries that are killed at any step: the next run tells everything, and nobody has anything twice.

Mail servers do not know a repeated message. There, and only there, an attempt may be one of which nobody can say
whether it arrived; the ledger says so, and it is not repeated.
"""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.channels.mail_servers import MailServer
from tests.channels.receivers import Receiver
from tests.delivery.desks import ENVIRONMENT, Told, digests_of, entries_of, files_of, told_by
from tests.delivery.installations import NORTH, equip
from tests.flows.terminals import Commands, Death, Terminal

pytestmark = pytest.mark.thorough

MAIL, HOOK, FILE, FEED = 1, 3, 5, 7  # the call of note_attempt that says 'begun'; the next says 'sent'
# The mail's attempt is noted as begun, and nothing says how it ended.
UNSURE: tuple[Death, ...] = (
    ("warehouse.outbox:note_attempt", MAIL, "after"),
    ("flows.channels.submission:_send_content", 1, "after"),  # all but the dot
    ("flows.channels.submission:_end_message", 1, "after"),  # the server took it
    ("warehouse.outbox:note_attempt", MAIL + 1, "before"),
)
SURE: tuple[Death, ...] = (
    ("warehouse.outbox:take", 1, "before"),
    ("warehouse.outbox:take", 1, "after"),
    ("warehouse.outbox:note_attempt", MAIL, "before"),
    ("warehouse.outbox:note_attempt", MAIL + 1, "after"),
    ("warehouse.outbox:note_attempt", HOOK, "after"),
    ("flows.channels.webhook:_judged", 1, "before"),  # the receiver took it
    ("warehouse.outbox:note_attempt", HOOK + 1, "after"),
    ("flows.channels.disk:put", 2, "before"),  # one file of the digest is there, the next half written
    ("flows.channels.files:FileChannel.send", 1, "after"),
    ("warehouse.outbox:note_attempt", FILE + 1, "after"),
    ("flows.channels.feeds:write_whole", 2, "before"),  # one feed of three is written
    ("flows.channels.feeds:FeedChannel.send", 1, "after"),
    ("warehouse.outbox:note_attempt", FEED + 1, "after"),
    ("warehouse.outbox:load_rows", 1, "after"),  # the ledger has the attempts, and so has the journal
    ("warehouse.outbox:set_state", 1, "before"),
    ("warehouse.outbox:set_state", 1, "after"),
    ("flows.deliver:keep_problems", 1, "after"),
    ("flows.deliver:bring_up", 1, "before"),
)


def _installation(process: Commands, due: Path, folder: Path, mail: MailServer, receiver: Receiver) -> Terminal:
    shutil.copytree(due, folder, dirs_exist_ok=True)
    terminal = Terminal(process, folder, environment=ENVIRONMENT)
    return equip(terminal, NORTH.format(hook=f"{receiver.base}/hook"), mail=mail.port)


def _of_feed(terminal: Terminal) -> Told:
    entries = entries_of(terminal.data / "feeds" / "recipient-north.atom")
    return sorted((str(entry.link), entry.id.rpartition("/")[2]) for entry in entries)


def _everything(terminal: Terminal) -> Told:
    """What is to be told: every release of the newsroom's first day that is about one of the two topics."""
    found = terminal.rows("SELECT r.url, a.kind FROM alerts AS a JOIN releases AS r USING (release_id) ORDER BY ALL")
    return [(url, kind) for url, kind in found]


def _name(step: Death) -> str:
    return f"{step[2]}-{step[0].rpartition(':')[2]}-{step[1]}"


@pytest.mark.parametrize("step", [*SURE, *UNSURE], ids=_name)
def test_a_delivery_that_is_killed_tells_everything_and_nothing_twice(
    process: Commands, due: Path, tmp_path: Path, mail: MailServer, receiver: Receiver, step: Death
) -> None:
    terminal = _installation(process, due, tmp_path, mail, receiver)
    assert terminal.run("deliver", die=step).code == -signal.SIGKILL
    said = terminal.run("deliver")
    wanted = _everything(terminal)
    assert len(wanted) > 5
    assert told_by(digests_of(receiver)) == told_by(files_of(terminal.data / "digests")) == _of_feed(terminal) == wanted
    assert terminal.rows("SELECT DISTINCT state FROM alerts") == [("sent",)]
    unsure = terminal.rows("SELECT channel FROM deliveries WHERE outcome = 'ambiguous'")
    assert len(unsure) == (step in UNSURE) == said.code
    assert len(mail.taken) == 1 or (unsure and not mail.taken)


def test_a_delivery_that_is_killed_twice_tells_everything_and_nothing_twice(
    process: Commands, due: Path, tmp_path: Path, mail: MailServer, receiver: Receiver
) -> None:
    terminal = _installation(process, due, tmp_path, mail, receiver)
    steps: tuple[Death, ...] = (
        ("warehouse.outbox:note_attempt", HOOK, "after"),
        ("warehouse.outbox:take", 1, "after"),
    )
    for step in steps:
        assert terminal.run("deliver", die=step).code == -signal.SIGKILL
    for _ in range(2):
        assert terminal.run("deliver").code == 0
    assert told_by(digests_of(receiver)) == told_by(files_of(terminal.data / "digests")) == _everything(terminal)
    assert len(mail.taken) == 1
