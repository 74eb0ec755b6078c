"""Servers that are down, put off, refuse, hang up or fall silent: tried again, with growing pauses, and given up."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom
from flows.alerts.retrying import GIVE_UP, PAUSES
from flows.deliver import Delivered
from flows.settings import FetchSettings
from tests.channels.mail_servers import Behaviour, MailServer, mail_server
from tests.channels.receivers import Receiver
from tests.delivery.desks import Desk, digests_of
from tests.delivery.installations import TOPICS
from warehouse.alerts import resend
from warehouse.database import writing

MAILBOX, MINUTE = "north@press.example", timedelta(minutes=1)
NOW = timedelta()
LEDGER = "SELECT count(*), state FROM alerts GROUP BY ALL ORDER BY ALL"


@pytest.fixture(scope="module")
def first_day(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose one recipient is to be told of the first day."""
    desk = Desk(newsroom, tmp_path_factory.mktemp("first"))
    desk.watches(_watchlist(f"smtp:{MAILBOX}"))
    desk.later = -10 * MINUTE  # what is seen then is due when the tests begin
    desk.collect()
    return desk.folder


@pytest.fixture
def desk(newsroom: Newsroom, first_day: Path, tmp_path: Path, mail: MailServer) -> Desk:
    shutil.copytree(first_day, tmp_path, dirs_exist_ok=True)
    desk = Desk(newsroom, tmp_path)
    desk.changed["fetch"] = FetchSettings(read_timeout=0.2)
    desk.reach(mail, seconds=1, dot_seconds=0.3)
    desk.watches(_watchlist(f"smtp:{MAILBOX}"))
    return desk


@pytest.fixture
def hook(desk: Desk, receiver: Receiver) -> Receiver:
    """The receiver, where the recipient is reached by webhook."""
    desk.watches(_watchlist(f"webhook:{receiver.base}/hook"))
    return receiver


def _watchlist(*addresses: str, more: str = "") -> str:
    listed = ", ".join(f'"{one}"' for one in addresses)
    return f'{TOPICS}[recipients.north]\ntopics = ["jef"]\nwhen = "instant"\nsend_to = [{listed}]\n{more}'


def _again(desk: Desk, number: int = 1) -> None:
    """Have something more to tell, as a digest of its own."""
    ids = [name for (name,) in desk.ask_live("SELECT alert_id FROM alerts ORDER BY alert_id")]
    with writing(desk.settings.database, purpose="test", wait=MINUTE) as connection:
        for name in ids[:number]:
            resend(connection, name, desk.clock())


def _outcomes(delivered: Delivered) -> list[str]:
    return [attempt.outcome for handed in delivered.handed for attempt in handed.attempts]


PASSING: Mapping[str, Behaviour] = {
    "puts the sender off": Behaviour(mail="451 4.3.0 come back later"),
    "puts the address off": Behaviour(rcpt={MAILBOX: "450 4.2.1 greylisted"}),
    "hangs up before the dot": Behaviour(before_the_dot="hang up"),
    "is full": Behaviour(data="452 4.3.1 out of storage"),
}


@pytest.mark.parametrize("trouble", PASSING)
def test_a_mail_server_that_fails_for_now_is_asked_again_after_a_minute(
    desk: Desk, mail: MailServer, trouble: str
) -> None:
    mail.behaviour = PASSING[trouble]
    assert _outcomes(desk.deliver(NOW)) == ["failed"]
    assert desk.problems() == [("north", "undelivered", 1)]
    assert _outcomes(desk.deliver(MINUTE / 2)) == []
    mail.behaviour = Behaviour()
    assert _outcomes(desk.deliver(MINUTE)) == ["sent"]
    assert (len(mail.taken), desk.problems()) == (1, [])
    assert _outcomes(desk.deliver(2 * MINUTE)) == []


def test_a_mail_server_that_is_down_is_asked_again(desk: Desk, mail: MailServer) -> None:
    there = desk.changed["smtp"]
    with mail_server() as closed:
        pass
    desk.reach(closed)
    assert _outcomes(desk.deliver(NOW)) == ["failed"]
    desk.changed["smtp"] = there
    assert _outcomes(desk.deliver(MINUTE)) == ["sent"]
    assert len(mail.taken) == 1


@pytest.mark.parametrize("status", [500, 429, None], ids=["fails", "has too much to do", "hangs"])
def test_a_receiver_that_fails_for_now_is_asked_again_after_a_minute(
    desk: Desk, hook: Receiver, status: int | None
) -> None:
    hook.status = status
    assert _outcomes(desk.deliver(NOW)) == ["failed"]
    assert _outcomes(desk.deliver(MINUTE / 2)) == []
    hook.status = 204
    assert _outcomes(desk.deliver(MINUTE)) == ["sent"]
    assert [len(hook.posted), len(digests_of(hook))] == [2, 1]
    assert desk.problems() == []


def test_a_receiver_that_names_its_hour_is_left_alone_until_then(desk: Desk, hook: Receiver) -> None:
    hook.status, hook.headers = 429, {"Retry-After": "7200"}
    assert _outcomes(desk.deliver(NOW)) == ["failed"]
    assert _outcomes(desk.deliver(119 * MINUTE)) == []
    assert _outcomes(desk.deliver(121 * MINUTE)) == ["failed"]


@pytest.mark.thorough
def test_pauses_grow_and_after_three_days_it_is_given_up(desk: Desk, hook: Receiver) -> None:
    hook.status = 500
    pauses = [*PAUSES, *[PAUSES[-1]] * 9]
    at, tried = NOW, 0
    while (delivered := desk.deliver(at)).handed:
        tried += 1
        state = delivered.handed[0].state
        if state == "dead":
            break
        if tried <= len(PAUSES):
            assert desk.deliver(at + pauses[tried - 1] - MINUTE / 2).handed == ()
        at += pauses[tried - 1] + MINUTE / 60
    assert (state, tried) == ("dead", 12)
    assert GIVE_UP - PAUSES[-1] < at <= GIVE_UP
    assert desk.problems() == [("north", "undeliverable", 1)]
    assert {state for _, state in desk.ask_live(LEDGER)} == {"dead"}
    assert desk.deliver(at + GIVE_UP).handed == ()
    assert desk.problems() == [("north", "undeliverable", 1)]


def test_what_comes_later_is_sent_all_the_same_and_ends_the_problem(desk: Desk, hook: Receiver) -> None:
    hook.status = 404
    assert _outcomes(desk.deliver(NOW)) == ["refused"]
    assert desk.problems() == [("north", "undeliverable", 1)]
    hook.status = 200
    assert desk.deliver(2 * MINUTE).handed == ()
    _again(desk)
    assert _outcomes(desk.deliver(3 * MINUTE)) == ["sent"]
    assert desk.problems() == []
    assert sorted(state for _, state in desk.ask_live(LEDGER)) == ["dead", "sent"]


def test_a_digest_that_waits_does_not_hold_up_the_next_one(desk: Desk, hook: Receiver) -> None:
    hook.status = 503
    desk.deliver(NOW)
    hook.status = 200
    _again(desk)
    assert _outcomes(desk.deliver(MINUTE / 2)) == ["sent"]
    assert _outcomes(desk.deliver(MINUTE)) == ["sent"]
    assert [len(hook.posted), len(digests_of(hook))] == [3, 2]


def test_a_mailbox_that_does_not_exist_is_not_asked_again(desk: Desk, mail: MailServer) -> None:
    mail.behaviour = Behaviour(rcpt={MAILBOX: "550 5.1.1 no such user"})
    assert _outcomes(desk.deliver(NOW)) == ["refused"]
    asked = mail.connections
    assert [desk.deliver(later).handed for later in (MINUTE, timedelta(days=1))] == [(), ()]
    assert mail.connections == asked


def test_what_was_refused_is_not_asked_again_while_another_channel_is(
    desk: Desk, mail: MailServer, receiver: Receiver
) -> None:
    desk.watches(_watchlist(f"smtp:{MAILBOX}", f"webhook:{receiver.base}/hook"))
    mail.behaviour, receiver.status = Behaviour(rcpt={MAILBOX: "550 5.1.1 no such user"}), 500
    assert _outcomes(desk.deliver(NOW)) == ["refused", "failed"]
    assert desk.problems() == [("north", "undelivered", 1)]
    receiver.status = 200
    (handed,) = desk.deliver(2 * MINUTE).handed
    assert ([one.outcome for one in handed.attempts], handed.state) == (["sent"], "dead")
    assert mail.connections == 1
    assert desk.problems() == [("north", "undeliverable", 1)]


@pytest.mark.parametrize("end", ["hang up", "fall silent"])
def test_a_mail_that_may_have_arrived_is_not_sent_again(desk: Desk, mail: MailServer, end: str) -> None:
    mail.behaviour = Behaviour(after_the_dot=end)
    delivered = desk.deliver(NOW)
    assert (_outcomes(delivered), len(delivered.failed)) == (["ambiguous"], 1)
    assert desk.problems() == [("north", "undelivered", 1)]
    mail.behaviour = Behaviour()
    assert [desk.deliver(later).handed for later in (MINUTE, timedelta(days=4))] == [(), ()]
    assert (mail.connections, [row[2] for row in desk.attempts()]) == (1, ["ambiguous"])


def test_a_corrected_address_gets_what_the_wrong_one_did_not(desk: Desk, mail: MailServer, receiver: Receiver) -> None:
    hook = f"webhook:{receiver.base}/hook"
    desk.watches(_watchlist("smtp:nroth@press.example", hook))
    mail.behaviour = Behaviour(rcpt={"nroth@press.example": "450 4.2.1 not now"})
    assert _outcomes(desk.deliver(NOW)) == ["failed", "sent"]
    desk.watches(_watchlist(f"smtp:{MAILBOX}", f"{hook}?from=desk"))
    assert _outcomes(desk.deliver(MINUTE / 6)) == ["sent"]
    assert [len(mail.taken), len(receiver.posted)] == [1, 1]


def test_an_address_that_is_written_twice_is_sent_to_once(desk: Desk, mail: MailServer) -> None:
    desk.watches(_watchlist(f"smtp:{MAILBOX}", f" smtp:{MAILBOX}".strip()))
    desk.deliver(NOW)
    assert len(mail.taken) == 1


def test_a_second_try_waits_for_the_end_of_quiet_hours(desk: Desk, mail: MailServer) -> None:
    desk.watches(_watchlist(f"smtp:{MAILBOX}", more='quiet = "18:01-06:00"\n'))
    mail.behaviour = Behaviour(mail="451 4.3.0 come back later")
    assert _outcomes(desk.deliver(NOW)) == ["failed"]
    mail.behaviour = Behaviour()
    assert _outcomes(desk.deliver(60 * MINUTE)) == []
    assert _outcomes(desk.deliver(12 * 60 * MINUTE)) == ["sent"]


def test_who_was_taken_out_of_the_watch_list_is_told_nothing_and_is_no_problem(desk: Desk, mail: MailServer) -> None:
    mail.behaviour = Behaviour(mail="451 4.3.0 come back later")
    desk.deliver(NOW)
    desk.watches(_watchlist(f"smtp:{MAILBOX}").replace("recipients.north", "recipients.south"))
    assert (desk.deliver(MINUTE).handed, desk.problems()) == ((), [])
    assert {state for _, state in desk.ask_live(LEDGER)} == {"failed"}, "a slip of the pen loses nothing"
    assert desk.deliver(GIVE_UP + MINUTE).handed == ()
    assert {state for _, state in desk.ask_live(LEDGER)} == {"dead"}
