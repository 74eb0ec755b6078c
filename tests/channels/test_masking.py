"""No error, traceback, word for the ledger or printed channel holds a secret, whatever the channel."""

from __future__ import annotations

import traceback
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from flows.alerts.records import Digest
from flows.channels.contract import Channel, ChannelError
from flows.channels.masking import MASK, MaskedChannel, mask, secrets_in
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions, SmtpOptions, WebhookOptions
from tests.alerts.samples import NOW
from tests.channels.certificates import Certificates
from tests.channels.mail_servers import USER, Behaviour, mail_server
from tests.channels.receivers import receiving

SPACED = "heron over/the+skerry"
HIDDEN = "T0ken-that-opens-it"
DESK = "desk@vestmark.example"


@pytest.fixture
def channels(certificates: Certificates, tmp_path: Path) -> Iterator[dict[str, Channel]]:
    """Channels that will fail, each at a server that repeats what it knows where it can."""
    with ExitStack() as stack:
        echo = Behaviour(rcpt={DESK: f"550 <{DESK}> has no mailbox, {HIDDEN} said so"})
        server = stack.enter_context(mail_server(echo, starttls=certificates.server()))
        receiver = stack.enter_context(receiving(500))
        options = ChannelOptions(
            data_dir=tmp_path,
            environment={
                "SECRET": "heron-over-the-skerry",
                "DESK": DESK,
                "HOOK": f"{receiver.base}/{HIDDEN}",
                "CHAT": f"json://desk:{HIDDEN}@127.0.0.1:{receiver.port}/{HIDDEN}",
            },
            smtp=SmtpOptions(
                host="127.0.0.1",
                port=server.port,
                sender="presswatch@vestmark.example",
                user=USER,
                password="env:SECRET",  # noqa: S106 - a reference
                greeting="client.vestmark.example",
            ),
            webhook=WebhookOptions(secrets=("env:SECRET",)),
            allow_private=True,
            ca_file=certificates.authority,
        )
        addresses = ("smtp:env:DESK", "webhook:env:HOOK", "apprise:env:CHAT")
        opened = (open_channel(one, recipient="northern-desk", options=options) for one in addresses)
        yield {channel.kind: channel for channel in opened}


@pytest.mark.parametrize("kind", ["smtp", "webhook", "apprise"])
def test_no_failure_shows_a_secret(kind: str, channels: dict[str, Channel], morning: Digest) -> None:
    with pytest.raises(ChannelError) as raised:
        channels[kind].send(morning, at=NOW)
    shown = "".join(traceback.format_exception(raised.value))
    for secret in ("heron-over-the-skerry", HIDDEN.lower(), DESK):
        assert secret not in shown.lower().replace("t0ken-that-opens-it said so", "")


@pytest.mark.parametrize("kind", ["smtp", "webhook", "apprise"])
def test_no_printed_channel_shows_a_secret(kind: str, channels: dict[str, Channel]) -> None:
    assert HIDDEN not in repr(channels[kind])
    assert "heron-over-the-skerry" not in repr(channels[kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Talkative:
    """A channel that says everything it knows; with `fails` as an error."""

    fails: bool
    kind: str = "talkative"
    repeatable: bool = True
    secret: str = field(default=SPACED, repr=False)

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Say or raise it."""
        del digest, at
        if not self.fails:
            return f"sent with {self.secret}"
        cause = OSError(f"cannot ask https://example.org/{quote(self.secret)}")
        raise ChannelError(f"failed: {cause}", retry_after=7) from cause


def test_words_for_the_ledger_are_masked(morning: Digest) -> None:
    masked = MaskedChannel(channel=Talkative(fails=False), secrets=(SPACED,))
    assert masked.send(morning, at=NOW) == f"sent with {MASK}"


def test_an_error_keeps_what_a_later_try_needs_and_loses_its_causes(morning: Digest) -> None:
    masked = MaskedChannel(channel=Talkative(fails=True), secrets=(SPACED,))
    with pytest.raises(ChannelError) as raised:
        masked.send(morning, at=NOW)
    assert (raised.value.again, raised.value.retry_after) == (True, 7)
    assert quote(SPACED) not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(
    "written",
    [SPACED, SPACED.upper(), quote(SPACED), quote(SPACED, safe=""), b64encode(SPACED.encode()).decode()],
)
def test_a_secret_is_found_however_it_is_written(written: str) -> None:
    assert "heron" not in mask(f"cannot ask {written} now", [SPACED]).lower()
    assert MASK in mask(f"cannot ask {written} now", [SPACED])


def test_a_text_without_secrets_stays_as_it_is() -> None:
    assert mask("451 try later", ["", "a", SPACED]) == "451 try later"


@pytest.mark.parametrize(
    ("url", "tokens"),
    [
        (f"slack://T1JJ3T3L2/A1BRTD4JD/{HIDDEN}/#desk", ["T1JJ3T3L2", "A1BRTD4JD", HIDDEN]),
        (f"json://desk:{HIDDEN}@vestmark.example/path?key=abcdefgh1", [HIDDEN, "abcdefgh1"]),
        (f"https://vestmark.example/{HIDDEN}", [HIDDEN]),
        (f"json://[half/{HIDDEN}", [HIDDEN]),
    ],
)
def test_each_token_of_an_address_is_a_secret(url: str, tokens: list[str]) -> None:
    for token in tokens:
        assert token not in mask(f"{url} and {token}", secrets_in(url))


def test_options_are_printed_without_the_environment() -> None:
    assert HIDDEN not in repr(replace(ChannelOptions(data_dir=Path()), environment={"CHAT": HIDDEN}))
