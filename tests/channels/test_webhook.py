from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.alerts.json_form import render_json
from flows.alerts.records import Digest
from flows.channels.contract import Channel, ChannelError
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions, WebhookOptions
from flows.channels.signing import verify
from flows.errors import ChannelConfigurationError
from tests.alerts.samples import NOW
from tests.channels.certificates import Certificates
from tests.channels.receivers import receiving

OLD, NEW, THEIRS = "an-old-secret-of-the-desk", "a-new-secret-of-the-desk", "a-secret-of-the-harbour"
HIDDEN = "T0ken-that-opens-the-hook"
OPTIONS = ChannelOptions(
    data_dir=Path(),
    environment={"OLD": OLD, "NEW": NEW, "THEIRS": THEIRS, "HOOK": f"https://hooks.vestmark.example/{HIDDEN}"},
    webhook=WebhookOptions(secrets=("env:NEW", "env:OLD"), recipients={"harbour": ("env:THEIRS",)}),
    allow_private=True,
    seconds=5,
    user_agent="presswatch/0 (+ops@vestmark.example)",
)


def channel(url: str, options: ChannelOptions = OPTIONS, recipient: str = "northern-desk") -> Channel:
    """Open the channel of an address."""
    return open_channel(f"webhook:{url}", recipient=recipient, options=options)


def failure(
    status: int | None,
    told: Digest,
    options: ChannelOptions = OPTIONS,
    headers: Mapping[str, str] | None = None,
) -> ChannelError:
    """Return what an answer makes of a digest."""
    with receiving(status, headers) as receiver:
        with pytest.raises(ChannelError) as raised:
            channel(f"{receiver.base}/{HIDDEN}", options).send(told, at=NOW)
        assert len(receiver.posted) == 1
    assert HIDDEN not in str(raised.value)
    assert not raised.value.ambiguous
    return raised.value


def test_a_digest_is_posted_as_json_of_a_version(morning: Digest) -> None:
    with receiving(202) as receiver:
        said = channel(f"{receiver.base}/hook").send(morning, at=NOW)
    assert json.loads(receiver.only.body) == {"version": 1, "digest": json.loads(render_json(morning))}
    assert receiver.only.headers["content-type"] == "application/json"
    assert receiver.only.headers["user-agent"] == "presswatch/0 (+ops@vestmark.example)"
    assert said == "the receiver answered 202"


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_the_receiver_verifies_with_either_of_two_secrets(secret: str, morning: Digest) -> None:
    with receiving() as receiver:
        channel(f"{receiver.base}/hook").send(morning, at=NOW)
    headers = receiver.only.headers
    timestamp, signature = headers["presswatch-timestamp"], headers["presswatch-signature"]
    assert verify([secret], timestamp, receiver.only.body, signature, NOW.timestamp())


def test_a_recipient_s_own_secret_signs_and_the_others_do_not(morning: Digest) -> None:
    with receiving() as receiver:
        channel(f"{receiver.base}/hook", recipient="harbour").send(morning, at=NOW)
    headers, body = receiver.only.headers, receiver.only.body
    signed = (headers["presswatch-timestamp"], body, headers["presswatch-signature"], NOW.timestamp())
    assert verify([THEIRS], *signed)
    assert not verify([OLD, NEW], *signed)


def test_a_repeated_digest_is_known_by_its_key_and_has_the_same_body(morning: Digest) -> None:
    with receiving() as receiver:
        for minutes in (0, 5):
            channel(f"{receiver.base}/hook").send(morning, at=NOW + timedelta(minutes=minutes))
    first, second = receiver.posted
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == morning.digest_id
    assert first.body == second.body
    assert first.headers["presswatch-timestamp"] != second.headers["presswatch-timestamp"]


@pytest.mark.parametrize("status", [500, 502, 503, 408, 409, 425, 429])
def test_a_receiver_in_trouble_is_asked_again(status: int, morning: Digest) -> None:
    assert failure(status, morning).again


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422])
def test_a_receiver_that_refuses_is_not_asked_again(status: int, morning: Digest) -> None:
    error = failure(status, morning)
    assert not error.again
    assert str(status) in str(error)


@pytest.mark.parametrize("status", [429, 503])
def test_the_time_that_a_receiver_asks_for_is_handed_on(status: int, morning: Digest) -> None:
    assert failure(status, morning, headers={"Retry-After": "1800"}).retry_after == 1800


def test_a_redirect_is_not_followed(morning: Digest) -> None:
    with receiving() as elsewhere:
        error = failure(307, morning, headers={"Location": f"{elsewhere.base}/stolen"})
    assert elsewhere.posted == []
    assert not error.again
    assert "put the new address into send_to" in str(error)


def test_a_receiver_that_falls_silent_is_asked_again_soon(morning: Digest) -> None:
    begun = time.monotonic()
    error = failure(None, morning, replace(OPTIONS, seconds=0.3))
    assert error.again
    assert "within 0.3 s" in str(error)
    assert time.monotonic() - begun < 4


def test_a_receiver_that_is_down_is_asked_again(closed_port: int, morning: Digest) -> None:
    with pytest.raises(ChannelError, match="connection refused") as raised:
        channel(f"http://127.0.0.1:{closed_port}/{HIDDEN}").send(morning, at=NOW)
    assert raised.value.again


def test_certificates_are_verified(certificates: Certificates, morning: Digest) -> None:
    known = replace(OPTIONS, ca_file=certificates.authority)
    with receiving(tls=certificates.server()) as receiver:
        with pytest.raises(ChannelError, match="certificate verify failed"):
            channel(f"{receiver.base}/hook").send(morning, at=NOW)
        channel(f"{receiver.base}/hook", known).send(morning, at=NOW)
    assert len(receiver.posted) == 1


def test_a_name_that_leads_to_a_private_address_is_refused(certificates: Certificates, morning: Digest) -> None:
    """A name passes when it is opened; the address that it has is checked when it is connected to."""
    careful = replace(OPTIONS, allow_private=False, ca_file=certificates.authority)
    with receiving(tls=certificates.server()) as receiver:
        with pytest.raises(ChannelError, match="a loopback address") as raised:
            channel(f"https://localhost:{receiver.port}/{HIDDEN}", careful).send(morning, at=NOW)
        assert receiver.posted == []
    assert not raised.value.again


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://10.0.0.7/hook", "a private address"),
        ("https://169.254.169.254/latest", "a link-local address"),
        ("http://hooks.vestmark.example/hook", "expected https"),
        ("http://127.0.0.1/hook", "expected https"),
        ("https://desk:pa55word@vestmark.example/", "holds a user name or password"),
        ("https://vestmark.example/#part", "without '#'"),
        ("ftp://vestmark.example/", "expected an https address"),
        ("https://vestmark.example:99999/", "expected an https address"),
        ("not an address", "expected an https address"),
    ],
)
def test_addresses_that_may_not_be_posted_to_are_refused_when_opened(url: str, said: str) -> None:
    with pytest.raises(ChannelConfigurationError, match=r"recipients\.northern-desk\.send_to, webhook: ") as raised:
        channel(url, replace(OPTIONS, allow_private=False))
    assert said in str(raised.value)
    assert "pa55word" not in str(raised.value)


def test_http_serves_for_loopback_only_even_where_private_addresses_are_allowed() -> None:
    with pytest.raises(ChannelConfigurationError, match="expected https"):
        channel("http://10.0.0.7/hook")


def test_the_address_may_stand_in_the_environment() -> None:
    assert channel("env:HOOK").kind == "webhook"


def test_nothing_is_posted_unsigned() -> None:
    with pytest.raises(ChannelConfigurationError, match=r"\[webhook\] secrets"):
        channel("env:HOOK", replace(OPTIONS, webhook=WebhookOptions()))


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    weak = replace(OPTIONS, environment={**OPTIONS.environment, "NEW": "heron"})
    with pytest.raises(ChannelConfigurationError, match="at least 16 characters") as raised:
        channel("env:HOOK", weak)
    assert "heron" not in str(raised.value)
