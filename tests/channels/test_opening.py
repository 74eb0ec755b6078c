from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.channels.opening import ledger_name, open_channel
from flows.channels.options import ChannelOptions, SmtpOptions, WebhookOptions
from flows.errors import ChannelConfigurationError

HIDDEN = "HeronOverTheOldSkerryYes"
OPTIONS = ChannelOptions(
    data_dir=Path("data"),
    environment={
        "DESK": "desk@vestmark.example",
        "CHAT": f"slack://T1JJ3T3L2/A1BRTD4JD/{HIDDEN}",
        "HOOK": f"https://hooks.vestmark.example/{HIDDEN}",
        "SECRET": HIDDEN,
        "EMPTY": " ",
        "UMLAUT": "Möwe-auf-dem-Dach",
    },
    smtp=SmtpOptions(host="mail.vestmark.example", sender="presswatch@vestmark.example"),
    webhook=WebhookOptions(secrets=("env:SECRET",)),
)
LOGIN = {"user": "desk", "password": "env:SECRET"}


@pytest.mark.parametrize(
    ("address", "kind", "repeatable"),
    [
        ("file:digests", "file", True),
        ("atom:feeds", "atom", True),
        ("smtp:desk@vestmark.example", "smtp", False),
        ("smtp:The desk <desk@vestmark.example>, editor@vestmark.example", "smtp", False),
        ("smtp:env:DESK", "smtp", False),
        ("webhook:https://hooks.vestmark.example/desk", "webhook", True),
        ("webhook:env:HOOK", "webhook", True),
        ("apprise:env:CHAT", "apprise", False),
    ],
)
def test_each_address_opens_its_channel(address: str, kind: str, repeatable: bool) -> None:
    channel = open_channel(address, recipient="northern-desk", options=OPTIONS)
    assert (channel.kind, channel.repeatable) == (kind, repeatable)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "expected one of file:…"),
        ("file:", "expected one of file:…"),
        ("pigeon:loft", "got 'pigeon'"),
        (f"slack://{HIDDEN}", "'apprise:env:NAME'"),
        (HIDDEN, "got something else"),
        ("apprise:env:NOWHERE", "variable NOWHERE is not set"),
        ("apprise:env:EMPTY", "variable EMPTY is not set or empty"),
        (f"apprise:env:{HIDDEN}://", "not shown"),
        ("webhook:env:NOWHERE", "variable NOWHERE is not set"),
        ("smtp:desk", "address 1 of 1"),
        ("smtp:desk@vestmark.example,", "address 2 of 2"),
        ("smtp:desk@vestmark.example\nBcc: all@vestmark.example", "address 1 of 1"),
        ("smtp:skjær@vestmark.example", "in ASCII"),
    ],
)
def test_a_mistake_is_told_with_recipient_key_and_advice(address: str, said: str) -> None:
    with pytest.raises(ChannelConfigurationError, match=r"^recipients\.northern-desk\.send_to, ") as raised:
        open_channel(address, recipient="northern-desk", options=OPTIONS)
    assert said in str(raised.value)
    assert HIDDEN not in str(raised.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"host": ""}, "write [smtp] host"),
        ({"sender": "presswatch"}, "[smtp] sender"),
        ({"security": "ssl"}, "expected 'starttls', 'tls' or 'none', got 'ssl'"),
        ({"security": "none", **LOGIN}, "password in clear"),
        ({"port": 0}, "expected a port"),
        ({"dot_seconds": 0}, "times above 0"),
        ({"unsubscribe": "write to us"}, "a web or mailto address, got 'write to us'"),
        ({"user": "desk"}, "expected both or neither"),
        ({"user": "desk", "password": HIDDEN}, "not shown, it may be the secret"),
        ({"user": "desk", "password": "env:UMLAUT"}, "expected ASCII"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_told(changes: dict[str, object], said: str) -> None:
    assert OPTIONS.smtp is not None
    smtp = replace(OPTIONS.smtp, **changes)  # type: ignore[arg-type]
    with pytest.raises(ChannelConfigurationError, match=r"recipients\.northern-desk\.send_to, smtp: ") as raised:
        open_channel("smtp:env:DESK", recipient="northern-desk", options=replace(OPTIONS, smtp=smtp))
    assert said in str(raised.value)
    assert HIDDEN not in str(raised.value)


def test_without_a_mail_server_the_settings_to_write_are_named() -> None:
    with pytest.raises(ChannelConfigurationError, match=r"\[smtp\] host, sender"):
        open_channel("smtp:env:DESK", recipient="northern-desk", options=replace(OPTIONS, smtp=None))


@pytest.mark.parametrize("address", ["smtp:env:DESK", "webhook:env:HOOK"])
def test_certificates_that_are_none_are_told(address: str, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing in here")
    for name in ("empty.pem", "missing.pem"):
        with pytest.raises(ChannelConfigurationError, match=f"ca_file: .*{name}"):
            open_channel(address, recipient="northern-desk", options=replace(OPTIONS, ca_file=tmp_path / name))


def test_two_channels_of_a_kind_have_names_of_their_own() -> None:
    names = {ledger_name(f"webhook:env:{name}") for name in ("DESK_HOOK", "HARBOUR_HOOK")}
    assert len(names) == 2
    assert all(name.startswith("webhook-") for name in names)


def test_a_name_for_the_ledger_tells_nothing_of_the_address() -> None:
    assert "desk" not in ledger_name("smtp:desk@vestmark.example")
    assert HIDDEN not in ledger_name(f"slack://{HIDDEN}")
