"""From an address of the watch list to an open channel.

    file:digests · atom:feeds · smtp:desk@example.org,editor@example.org · webhook:https://example.org/hook
    smtp:env:DESK · webhook:env:DESK_HOOK · apprise:env:DESK_CHAT · apprise:block:desk-chat

Addresses that hold tokens stand in the environment or in Prefect Secret blocks, never in the watch list. Sends nothing.
"""

from __future__ import annotations

import hashlib
import re
import ssl
from collections.abc import Callable
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

import httpx

from flows.addresses import read_address, refusal, refusal_message
from flows.alerts.links import safe_link
from flows.channels.contract import Channel
from flows.channels.feeds import FeedChannel
from flows.channels.files import FileChannel
from flows.channels.masking import MaskedChannel, secrets_in
from flows.channels.options import ChannelOptions, SmtpOptions
from flows.channels.references import find_secret, is_reference
from flows.channels.smtp import SmtpChannel
from flows.channels.submission import Account
from flows.channels.webhook import WebhookChannel
from flows.errors import ChannelConfigurationError
from flows.manners import port_of

_SHORTEST_SECRET: Final = 16  # characters: anything shorter can be guessed from one signed request
_MAILBOX: Final = re.compile(r"[!-?A-~]+@[A-Za-z0-9.-]+|[!-?A-~]+@\[[0-9A-Za-z.:]+\]")  # ASCII, one '@'
_MAILTO: Final = re.compile(r"mailto:[^\s<>,]+@[^\s<>,]+")
_DOMAIN: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_KIND: Final = re.compile(r"[a-z]{1,12}")
Opened = tuple[Channel, tuple[str, ...]]  # with the secrets that it knows
Opener = Callable[[str, str, ChannelOptions], Opened]  # gets the part after the colon, and the recipient


def open_channel(address: str, *, recipient: str, options: ChannelOptions) -> Channel:
    """Return the channel of an address; nothing that it says or raises holds a secret.

    Raises ChannelConfigurationError naming recipient and key, what was expected, and what to do.
    """
    kind, _, rest = address.strip().partition(":")
    complaint = ""
    try:
        channel, secrets = _opener(kind, rest.strip())(rest.strip(), recipient, options)
    except ChannelConfigurationError as error:
        complaint = f"recipients.{recipient}.send_to, {kind if kind in _OPENERS else 'address'}: {error}"
    if complaint:
        raise ChannelConfigurationError(complaint)  # out here, where no secret hangs on as its cause
    return MaskedChannel(channel=channel, secrets=secrets)


def ledger_name(address: str) -> str:
    """Return a name that stays for the channel of an address: 'webhook-3fa1c2'; it tells nothing of the address."""
    kind = address.strip().partition(":")[0]
    return f"{kind}-{hashlib.sha256(address.strip().encode()).hexdigest()[:6]}"


def _opener(kind: str, rest: str) -> Opener:
    if kind in _OPENERS and rest:
        return _OPENERS[kind]
    got = repr(kind) if _KIND.fullmatch(kind) else "something else"
    advice = ""
    if kind not in _OPENERS:
        advice = "; an Apprise address goes into an environment variable and is named here as 'apprise:env:NAME'"
    forms = ", ".join(f"{one}:…" for one in _OPENERS)
    raise ChannelConfigurationError(f"expected one of {forms}, got {got} (the rest is not shown){advice}")


def _open_files(folder: str, recipient: str, options: ChannelOptions) -> Opened:
    del recipient
    return FileChannel(folder=_folder(folder, options), mode=_mode(folder)), ()


def _open_feeds(folder: str, recipient: str, options: ChannelOptions) -> Opened:
    del recipient
    if not _DOMAIN.fullmatch(options.feed.authority):
        raise ChannelConfigurationError(
            f"[atom] authority: expected a domain such as 'news.example.org', got {options.feed.authority!r}"
        )
    return FeedChannel(folder=_folder(folder, options), options=options.feed, mode=_mode(folder)), ()


def _folder(text: str, options: ChannelOptions) -> Path:
    if ".." in PurePosixPath(text).parts:
        raise ChannelConfigurationError(f"expected a folder below the data folder or an absolute one, got {text!r}")
    return options.data_dir / text


def _mode(text: str) -> int:
    """Below the data folder for its owner alone; a folder that somebody chose elsewhere is to be read by others."""
    return 0o777 if PurePosixPath(text).is_absolute() else 0o700


def _open_mail(text: str, recipient: str, options: ChannelOptions) -> Opened:
    del recipient
    smtp = _checked(options.smtp)
    listed = find_secret(text, options) if is_reference(text) else text
    to = tuple(dict.fromkeys(one.strip() for one in listed.split(",")))
    for number, one in enumerate(to, 1):
        _check_mailbox(one, f"address {number} of {len(to)}")
    password = _password(smtp, options)
    tls = None if smtp.security == "none" else _tls(options)
    plain = tuple(parseaddr(one)[1] for one in to)
    return SmtpChannel(to=to, account=Account(options=smtp, password=password, tls=tls)), (*plain, password or "")


def _password(smtp: SmtpOptions, options: ChannelOptions) -> str | None:
    password = find_secret(smtp.password, options) if smtp.password else None
    if bool(smtp.user) != bool(password):
        raise ChannelConfigurationError("[smtp] user and password: expected both or neither, got one of them")
    if not f"{smtp.user}{password}".isascii():
        raise ChannelConfigurationError("[smtp] user and password: expected ASCII; SMTP logins take nothing else here")
    return password


def _checked(smtp: SmtpOptions | None) -> SmtpOptions:
    if smtp is None or not smtp.host:
        raise ChannelConfigurationError(
            "no mail server is set; write [smtp] host, sender and, where it wants a login, user and password"
        )
    _check_mailbox(smtp.sender, "[smtp] sender")
    if smtp.security not in ("starttls", "tls", "none"):
        raise ChannelConfigurationError(f"[smtp] security: expected 'starttls', 'tls' or 'none', got {smtp.security!r}")
    if smtp.security == "none" and smtp.user:
        raise ChannelConfigurationError(
            "[smtp] security is 'none', which would send the password in clear; set 'starttls' or 'tls'"
        )
    if not (0 < smtp.port < 65536 and smtp.seconds > 0 and smtp.dot_seconds > 0):
        raise ChannelConfigurationError("[smtp] port, seconds and dot_seconds: expected a port and times above 0")
    if smtp.unsubscribe and not (safe_link(smtp.unsubscribe) or _MAILTO.fullmatch(smtp.unsubscribe)):
        raise ChannelConfigurationError(
            f"[smtp] unsubscribe: expected a web or mailto address, got {smtp.unsubscribe!r}"
        )
    return smtp


def _check_mailbox(text: str, what: str) -> None:
    if not text.isprintable() or not _MAILBOX.fullmatch(parseaddr(text)[1]):
        raise ChannelConfigurationError(
            f"{what}: expected a mail address in ASCII such as 'desk@example.org', got another text (not shown)"
        )


def _tls(options: ChannelOptions) -> ssl.SSLContext:
    try:
        return _context(options.ca_file, options.ca_file.stat().st_mtime_ns if options.ca_file else 0)
    except OSError as error:  # a file without certificates is an SSLError, which is an OSError
        raise ChannelConfigurationError(
            f"ca_file: expected a file of certificates in PEM, got {options.ca_file}: {error.strerror or error}"
        ) from error


@lru_cache(maxsize=4)
def _context(ca_file: Path | None, changed_at: int) -> ssl.SSLContext:
    """The same for every recipient: reading the authorities takes 30 ms."""
    del changed_at  # makes a file that was replaced another one
    return ssl.create_default_context(cafile=ca_file)


def _open_webhook(text: str, recipient: str, options: ChannelOptions) -> Opened:
    url = find_secret(text, options) if is_reference(text) else text
    _check_webhook(url, options)
    secrets = _signing_secrets(recipient, options)
    channel = WebhookChannel(
        url=url,
        secrets=secrets,
        user_agent=options.user_agent,
        seconds=options.seconds,
        allow_private=options.allow_private,
        tls=_tls(options) if options.ca_file else None,
    )
    return channel, (*secrets, url, *_path_parts(url))


def _signing_secrets(recipient: str, options: ChannelOptions) -> tuple[str, ...]:
    references = options.webhook.of(recipient)
    if not references:
        raise ChannelConfigurationError(
            "no secret to sign with; set [webhook] secrets = ['env:NAME'] to at least 16 characters of chance"
        )
    secrets = tuple(find_secret(reference, options) for reference in references)
    if any(len(secret) < _SHORTEST_SECRET for secret in secrets):
        raise ChannelConfigurationError(
            f"[webhook] secrets: expected at least {_SHORTEST_SECRET} characters in each, got fewer; "
            "'openssl rand -hex 32' makes a good one"
        )
    return secrets


def _check_webhook(url: str, options: ChannelOptions) -> None:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        parsed = httpx.URL("")
    if parsed.scheme not in ("https", "http") or not parsed.host or parsed.fragment or not 0 < port_of(parsed) < 65536:
        raise ChannelConfigurationError("expected an https address without '#', got another text (not shown)")
    if parsed.userinfo:
        raise ChannelConfigurationError(
            "the address holds a user name or password; take it out, for the signature says who sends"
        )
    if parsed.scheme == "http" and not (options.allow_private and _is_loopback(parsed.host)):
        raise ChannelConfigurationError(
            "expected https; http serves for a loopback address only, with allow_private_addresses = true"
        )
    if read_address(parsed.host) and (reason := refusal(parsed.host, private_allowed=options.allow_private)):
        raise ChannelConfigurationError(refusal_message(parsed.host, port_of(parsed), parsed.host, reason))


def _is_loopback(host: str) -> bool:
    address = read_address(host)
    return host.lower() == "localhost" if address is None else address.is_loopback


def _path_parts(url: str) -> tuple[str, ...]:
    """Return the parts of a webhook's address that may be tokens; its host is named in errors, which helps."""
    parsed = httpx.URL(url)
    return tuple(part for part in secrets_in(str(parsed.raw_path, "ascii")) if len(part.strip("/")) >= 8)


def _open_chat(text: str, recipient: str, options: ChannelOptions) -> Opened:
    del recipient
    if not is_reference(text):
        raise ChannelConfigurationError(
            "the address stands here in full, and such addresses hold tokens; put it into an environment variable "
            "and write 'apprise:env:NAME', or into a Prefect Secret block and write 'apprise:block:NAME'"
        )
    from flows.channels.chat import ChatChannel, open_service  # noqa: PLC0415 - Apprise takes a while to load

    url = find_secret(text, options)
    return ChatChannel(service=open_service(url, seconds=options.seconds)), secrets_in(url)


_OPENERS: Final[dict[str, Opener]] = {
    "file": _open_files,
    "atom": _open_feeds,
    "smtp": _open_mail,
    "webhook": _open_webhook,
    "apprise": _open_chat,
}
