"""What operators do about recipients: check, test, mute, resend; and what they are told when something is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom
from tests.channels.mail_servers import Behaviour, MailServer
from tests.delivery.desks import ENVIRONMENT, files_of, told_by
from tests.delivery.installations import NORTH, TOPICS, equip
from tests.delivery.mails import sent_by
from tests.flows.terminals import Commands, Terminal

TO_FILES = '[recipients.north]\ntopics = ["jef", "high-north"]\nsend_to = ["file:digests"]\nwhen = "instant"\n'
TO_MAIL = TO_FILES.replace("file:digests", "smtp:north@press.example")
PATROLS = "uk-and-jef-partners-to-step-up-patrols-in-the-high-north"
STATE_OF_PATROLS = f"SELECT state FROM alert_ledger WHERE ends_with(url, '{PATROLS}')"  # noqa: S608 - our own word


@pytest.fixture
def terminal(process: Commands, newsroom: Newsroom, due: Path, tmp_path: Path, mail: MailServer) -> Terminal:
    """An installation that has told nobody of the first day, whose recipient looks into a folder."""
    shutil.copytree(due, tmp_path, dirs_exist_ok=True)
    terminal = Terminal(process, tmp_path, url=newsroom.url, environment=ENVIRONMENT)
    return equip(terminal, TO_FILES, mail=mail.port)


def _told(terminal: Terminal) -> list[str]:
    return [url.rpartition("/")[2] for url, _ in told_by(files_of(terminal.data / "digests"))]


def test_a_muted_release_is_not_told(terminal: Terminal) -> None:
    said = terminal.run("alerts", "mute", PATROLS, "--recipient", "north")
    assert (said.code, "north hears no more of" in said.out) == (0, True)
    assert terminal.run("deliver").code == 0
    assert len(_told(terminal)) > 3
    assert PATROLS not in _told(terminal)


def test_a_release_that_is_muted_while_its_digest_waits_is_not_told(terminal: Terminal, mail: MailServer) -> None:
    equip(terminal, TO_MAIL, mail=mail.port)
    mail.behaviour = Behaviour(mail="451 4.3.0 come back later")
    assert terminal.run("deliver").code == 1
    assert terminal.run("alerts", "mute", PATROLS, "--recipient", "north").code == 0
    equip(terminal, TO_FILES)
    assert terminal.run("deliver").code == 0
    assert len(_told(terminal)) > 3
    assert PATROLS not in _told(terminal)


def test_the_analysts_ledger_knows_at_once_what_was_muted(terminal: Terminal, mail: MailServer) -> None:
    equip(terminal, TO_MAIL, mail=mail.port)
    mail.behaviour = Behaviour(mail="451 4.3.0 come back later")
    assert terminal.run("deliver").code == 1
    assert terminal.run("alerts", "mute", PATROLS, "--recipient", "north").code == 0
    assert terminal.run("sql", STATE_OF_PATROLS, "--format", "csv").out.split() == ["state", "dead"]


def test_the_analysts_ledger_knows_at_once_what_is_due_again(terminal: Terminal) -> None:
    assert terminal.run("deliver").code == 0
    ((alert,),) = terminal.rows(STATE_OF_PATROLS.replace("state", "alert_id"))
    assert terminal.run("alerts", "resend", alert).code == 0
    assert terminal.run("sql", STATE_OF_PATROLS, "--format", "csv").out.split() == ["state", "pending"]


def test_a_muted_release_is_not_told_again_and_the_complaint_says_why(terminal: Terminal) -> None:
    assert terminal.run("deliver").code == 0
    ((alert,),) = terminal.rows(STATE_OF_PATROLS.replace("state", "alert_id"))
    assert terminal.run("alerts", "mute", PATROLS, "--recipient", "north").code == 0
    said = terminal.run("alerts", "resend", alert)
    assert (said.code, said.out) == (2, "")
    assert f"nothing to send again as {alert!r}: no alert or digest has that id, or what it told is muted" in said.err


def test_only_a_recipient_of_the_watch_list_can_mute(terminal: Terminal) -> None:
    said = terminal.run("alerts", "mute", PATROLS, "--recipient", "nroth")
    assert (said.code, said.err) == (2, "presswatch: no recipient 'nroth' in the watch list; known: north\n")


def test_a_person_s_word_sends_an_alert_again(terminal: Terminal) -> None:
    assert terminal.run("deliver").code == 0
    ((alert, url),) = terminal.rows(
        f"SELECT alert_id, url FROM alert_ledger WHERE ends_with(url, '{PATROLS}')"  # noqa: S608 - our own word
    )
    assert terminal.run("alerts", "resend", alert).code == 0
    assert terminal.run("deliver").code == 0
    first, second = files_of(terminal.data / "digests")
    assert [item["url"] for item in second["releases"]] == [url]
    assert first["digest_id"] != second["digest_id"]
    assert terminal.run("deliver").out == "Nothing to deliver.\n"


def test_a_digest_can_be_sent_again_as_a_whole(terminal: Terminal) -> None:
    assert terminal.run("deliver").code == 0
    ((digest,),) = terminal.rows("SELECT DISTINCT digest_id FROM digests")
    assert terminal.run("alerts", "resend", digest).code == 0
    assert terminal.run("deliver").code == 0
    first, second = files_of(terminal.data / "digests")
    assert told_by([first]) == told_by([second])


def test_a_test_message_arrives_and_the_ledger_knows_nothing_of_it(terminal: Terminal, mail: MailServer) -> None:
    equip(terminal, TO_MAIL, mail=mail.port)
    before = terminal.rows("SELECT count(*), min(state) FROM alerts")
    assert terminal.run("recipients", "test", "north").code == 0
    (message,) = sent_by(mail)
    assert "Test" in message["Subject"]
    assert terminal.rows("SELECT count(*), min(state) FROM alerts") == before
    assert terminal.rows("SELECT count(*) FROM deliveries") == [(0,)]


def test_a_test_message_that_does_not_arrive_says_why(terminal: Terminal, mail: MailServer) -> None:
    equip(terminal, TO_MAIL, mail=mail.port)
    mail.behaviour = Behaviour(rcpt={"north@press.example": "550 5.1.1 no such user"})
    said = terminal.run("recipients", "test", "north")
    assert said.code == 1
    assert "550" in said.out


def test_a_run_that_fails_says_so_once_and_health_says_it_until_it_is_mended(
    terminal: Terminal, mail: MailServer
) -> None:
    equip(terminal, TO_MAIL, mail=mail.port)
    mail.behaviour = Behaviour(mail="451 4.3.0 come back later")
    first, second = terminal.run("deliver"), terminal.run("deliver")
    assert (first.code, "come back later" in first.out) == (1, True)
    assert (second.code, second.out) == (0, "Nothing to deliver.\n")
    said = terminal.run("health")
    assert (said.code, "undelivered  north" in said.out) == (1, True)
    assert mail.connections == 1


def test_what_is_given_up_says_how_to_send_it_again(terminal: Terminal, mail: MailServer) -> None:
    equip(terminal, TO_MAIL, mail=mail.port)
    mail.behaviour = Behaviour(rcpt={"north@press.example": "550 5.1.1 no such user"})
    said = terminal.run("deliver")
    ((digest,),) = terminal.rows("SELECT digest_id FROM digests")
    assert (said.code, f"presswatch alerts resend {digest}" in said.out) == (1, True)
    assert "undeliverable  north" in terminal.run("health").out
    mail.behaviour = Behaviour()
    assert terminal.run("alerts", "resend", digest).code == 0
    assert terminal.run("deliver").code == 0
    assert terminal.run("health").out.endswith("No open problems.\n")


# | what is wrong | what is replaced | by what | the key that is named | what is said
MISTAKES = [
    ("an unknown topic", '"jef", ', '"jeff", ', "recipients.north.topics", "did you mean 'jef'?"),
    ("a bad time zone", '"instant"', '"daily 07:00 Europe/Londn"', "recipients.north.when", "time zone"),
    ("a malformed cron", '"instant"', '"cron 0 25 * * * UTC"', "recipients.north.when", "cron field 'hour'"),
    ("no kind of channel", "smtp:", "pigeon:", "recipients.north.send_to", "expected one of file:"),
    ("a malformed mailbox", "north@press.example", "north.press.example", "recipients.north.send_to, smtp", "ASCII"),
    ("a malformed hook", "http://127", "http//127", "recipients.north.send_to, webhook", "an https address"),
    ("a secret that is missing", "smtp:north@press.example", "smtp:env:NOWHERE", "recipients.north.send_to", "NOWHERE"),
]


@pytest.mark.parametrize(("old", "new", "key", "said"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES])
def test_a_mistake_is_one_error_that_names_recipient_and_key_before_anything_is_asked(
    terminal: Terminal, newsroom: Newsroom, old: str, new: str, key: str, said: str
) -> None:
    recipients = NORTH.format(hook="http://127.0.0.1:9/hook")
    assert old in recipients
    equip(terminal, recipients.replace(old, new))
    asked = newsroom.stats()["requests"]
    for command in (("recipients", "check"), ("run",), ("deliver",)):
        answer = terminal.run(*command)
        assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
        assert key in answer.err
        assert said in answer.err
    assert newsroom.stats()["requests"] == asked


def test_a_mail_server_that_nobody_named_is_one_error_too(terminal: Terminal) -> None:
    equip(terminal, TO_MAIL)
    settings = (terminal.folder / "presswatch.toml").read_text("utf-8").partition("\n[smtp]")[0]
    terminal.write("presswatch.toml", settings)
    said = terminal.run("recipients", "check")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "recipients.north.send_to, smtp: no mail server is set; write [smtp] host" in said.err


def test_recipients_without_a_mistake_can_be_opened(terminal: Terminal) -> None:
    equip(terminal, NORTH.format(hook="http://127.0.0.1:9/hook"))
    said = terminal.run("recipients", "check")
    assert (said.code, said.out) == (0, "1 recipient: every channel can be opened\n")


def test_a_watch_list_without_recipients_tells_nobody(terminal: Terminal) -> None:
    terminal.write("watchlist.toml", TOPICS)
    assert (terminal.run("deliver").code, _told(terminal)) == (0, [])
