from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.alerts.records import Digest
from flows.channels.contract import Channel, ChannelError
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions, SmtpOptions
from flows.channels.submission import Account, Envelope, dot_stuffed, submit
from tests.alerts.samples import NOW
from tests.channels.certificates import Certificates
from tests.channels.mail_servers import PASSWORD, USER, Behaviour, MailServer, mail_server

DESK, EDITOR = "desk@vestmark.example", "editor@vestmark.example"
LOGIN = {"user": USER, "password": "env:SMTP_PASSWORD"}
SMTP = SmtpOptions(
    host="127.0.0.1",
    sender="Press desk <presswatch@vestmark.example>",
    security="none",
    greeting="client.vestmark.example",
    seconds=5,
    dot_seconds=5,
)


def channel(server: MailServer, to: str = DESK, *, ca_file: Path | None = None, **changes: Any) -> Channel:
    """Open the channel of `to` at a server; `changes` are fields of SmtpOptions."""
    smtp = replace(SMTP, port=server.port, **changes)
    environment = {"SMTP_PASSWORD": PASSWORD, "WRONG_PASSWORD": "gannet-on-the-roof"}
    options = ChannelOptions(data_dir=Path(), environment=environment, smtp=smtp, ca_file=ca_file)
    return open_channel(f"smtp:{to}", recipient="northern-desk", options=options)


def failure(server: MailServer, told: Digest, to: str = DESK, **changes: Any) -> ChannelError:
    """Return why a digest could not be handed over."""
    with pytest.raises(ChannelError) as raised:
        channel(server, to, **changes).send(told, at=NOW)
    return raised.value


def test_a_digest_arrives_as_text_and_html(morning: Digest) -> None:
    with mail_server() as server:
        said = channel(server).send(morning, at=NOW)
    message = server.message()
    parts = [part.get_content_type() for part in message.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert "JEF ×" in message["Subject"]
    assert str(message["To"]) == DESK
    assert server.taken[0].mail_from == "presswatch@vestmark.example"
    assert "queued as 4F1D2C" in said


def test_the_headers_tell_machines_that_it_is_a_list_and_how_to_leave_it(morning: Digest) -> None:
    with mail_server() as server:
        channel(server, unsubscribe="https://vestmark.example/leave?who={recipient}").send(morning, at=NOW)
    message = server.message()
    assert message["List-Id"] == "<northern-desk.presswatch.vestmark.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://vestmark.example/leave?who=northern-desk>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mailto_address_promises_no_one_click(morning: Digest) -> None:
    with mail_server() as server:
        channel(server, unsubscribe="mailto:leave@vestmark.example").send(morning, at=NOW)
    assert server.message()["List-Unsubscribe"] == "<mailto:leave@vestmark.example>"
    assert server.message()["List-Unsubscribe-Post"] is None


def test_the_same_digest_keeps_its_message_id_on_another_day(morning: Digest) -> None:
    with mail_server() as server:
        channel(server).send(morning, at=NOW)
        channel(server).send(morning, at=NOW.replace(day=25))
    ids = [re.findall(r"(?m)^Message-ID: (.*)\r$", str(one.content, "ascii")) for one in server.taken]  # type: ignore[arg-type]
    assert ids == [["<d-20261124@vestmark.example>"]] * 2


def test_a_line_with_one_dot_does_not_end_the_message() -> None:
    content = b"Subject: dots\r\n\r\n.\r\n..\r\nafter the dots\r\n"
    envelope = Envelope(sender=DESK, to=(DESK,), content=content, message_id="<dots@vestmark.example>")
    with mail_server() as server:
        submit(envelope, Account(options=replace(SMTP, port=server.port)))
    assert server.taken[0].content == content


def test_dots_at_the_start_of_lines_are_doubled() -> None:
    assert dot_stuffed(b".\r\na.b\r\n..c") == b"..\r\na.b\r\n...c\r\n"


def test_every_address_of_a_recipient_gets_it(morning: Digest) -> None:
    with mail_server() as server:
        channel(server, f"{DESK}, {EDITOR}").send(morning, at=NOW)
    assert server.taken[0].rcpt_tos == [DESK, EDITOR]


@pytest.mark.parametrize(
    "behaviour",
    [
        Behaviour(greeting="421 4.3.2 too busy"),
        Behaviour(mail="451 4.3.0 try later"),
        Behaviour(rcpt={DESK: "450 4.2.0 greylisted"}),
        Behaviour(data="452 4.3.1 no room"),
    ],
)
def test_what_is_put_off_is_tried_again(behaviour: Behaviour, morning: Digest) -> None:
    with mail_server(behaviour) as server:
        error = failure(server, morning)
    assert (error.again, error.ambiguous) == (True, False)
    assert re.search(r"\b4[25]\d\b", str(error))


@pytest.mark.parametrize(
    "behaviour",
    [
        Behaviour(mail="550 5.7.1 not from you"),
        Behaviour(rcpt={DESK: "550 5.1.1 no such mailbox"}),
        Behaviour(data="554 5.6.0 we do not like it"),
    ],
)
def test_what_is_refused_for_good_is_not_tried_again(behaviour: Behaviour, morning: Digest) -> None:
    with mail_server(behaviour) as server:
        error = failure(server, morning)
    assert (error.again, error.ambiguous) == (False, False)
    assert "55" in str(error)


def test_one_dead_mailbox_does_not_keep_the_digest_from_the_other(morning: Digest) -> None:
    with mail_server(Behaviour(rcpt={EDITOR: f"550 5.1.1 <{EDITOR}> moved away"})) as server:
        said = channel(server, f"{DESK},{EDITOR}").send(morning, at=NOW)
    assert server.taken[0].rcpt_tos == [DESK]
    assert "address 2 of 2 (550" in said
    assert EDITOR not in said


def test_where_one_mailbox_puts_it_off_nobody_gets_it_twice(morning: Digest) -> None:
    with mail_server(Behaviour(rcpt={EDITOR: "450 4.2.2 full"})) as server:
        error = failure(server, morning, f"{DESK},{EDITOR}")
    assert error.again
    assert server.taken == []


def test_a_server_that_is_down_is_tried_again(closed_port: int, morning: Digest) -> None:
    error = failure(MailServer(Behaviour(), port=closed_port), morning)
    assert (error.again, error.ambiguous) == (True, False)
    assert "onnection refused" in str(error)


@pytest.mark.parametrize("host", ["mail.invalid", "mail..example", "x" * 64])
def test_a_server_whose_name_does_not_resolve_is_tried_again(host: str, morning: Digest) -> None:
    error = failure(MailServer(Behaviour(), port=25), morning, host=host)
    assert (error.again, error.ambiguous) == (True, False)
    assert "check [smtp] host and port" in str(error)


@pytest.mark.parametrize("way", ["hang up", "speak"])
def test_a_connection_lost_before_the_final_dot_is_tried_again(way: str, morning: Digest) -> None:
    with mail_server(Behaviour(before_the_dot=way)) as server:
        error = failure(server, morning)
    assert (error.again, error.ambiguous) == (True, False)
    assert server.taken == []


def test_a_connection_lost_after_the_final_dot_is_ambiguous(morning: Digest) -> None:
    with mail_server(Behaviour(after_the_dot="hang up")) as server:
        error = failure(server, morning)
    assert (error.again, error.ambiguous) == (False, True)
    assert "<d-20261124@vestmark.example>" in str(error)
    assert len(server.taken) == 1


def test_silence_after_the_final_dot_is_ambiguous(morning: Digest) -> None:
    begun = time.monotonic()
    with mail_server(Behaviour(after_the_dot="fall silent")) as server:
        error = failure(server, morning, dot_seconds=0.3)
        waited = time.monotonic() - begun
    assert (error.again, error.ambiguous) == (False, True)
    assert waited < 5


def test_an_answer_that_makes_no_sense_is_ambiguous(morning: Digest) -> None:
    with mail_server(Behaviour(data="thanks, got it")) as server:
        error = failure(server, morning)
    assert (error.again, error.ambiguous) == (False, True)


def test_mail_goes_over_starttls_with_a_login(certificates: Certificates, morning: Digest) -> None:
    with mail_server(starttls=certificates.server(), login=True) as server:
        to = channel(server, security="starttls", **LOGIN, ca_file=certificates.authority)
        to.send(morning, at=NOW)
    assert server.logins == [USER.encode()]
    assert server.encrypted == [True]


def test_mail_goes_over_tls_from_the_first_byte(certificates: Certificates, morning: Digest) -> None:
    with mail_server(tls=certificates.server()) as server:
        channel(server, security="tls", ca_file=certificates.authority).send(morning, at=NOW)
    assert len(server.taken) == 1


def test_a_connection_lost_after_the_dot_is_ambiguous_over_tls_too(certificates: Certificates, morning: Digest) -> None:
    with mail_server(Behaviour(after_the_dot="hang up"), tls=certificates.server()) as server:
        error = failure(server, morning, security="tls", ca_file=certificates.authority)
    assert error.ambiguous


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_we_know_is_not_accepted(
    security: str, certificates: Certificates, morning: Digest
) -> None:
    context = certificates.server()
    with mail_server(**{security: context}) as server:  # type: ignore[arg-type]
        error = failure(server, morning, security=security)
    assert "certificate" in str(error)
    assert "ca_file" in str(error)
    assert server.taken == []


def test_nothing_goes_out_in_clear_where_starttls_is_not_offered(morning: Digest) -> None:
    with mail_server() as server:
        error = failure(server, morning, security="starttls", **LOGIN)
    assert "offers no STARTTLS" in str(error)
    assert server.logins == []


def test_a_wrong_password_is_told_without_the_password(certificates: Certificates, morning: Digest) -> None:
    with mail_server(starttls=certificates.server(), login=True) as server:
        error = failure(
            server,
            morning,
            security="starttls",
            **{**LOGIN, "password": "env:WRONG_PASSWORD"},
            ca_file=certificates.authority,
        )
    assert "correct [smtp] user and password" in str(error)
    assert "gannet" not in str(error)
    assert error.again
