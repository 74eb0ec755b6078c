"""A digest as an e-mail: plain text and HTML in one message that stands as RFC 5322 and 2369 want it.

Builds the message and sends nothing. The same digest gives the same bytes, so that a message that was sent twice is
known as one by its Message-ID.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime, parseaddr
from typing import Any

from flows.alerts.digest import render_html, render_text
from flows.alerts.links import safe_link
from flows.alerts.phrasing import subject
from flows.alerts.records import Digest

_LINE = 75  # characters of an encoded word at most (RFC 2047, 2)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class _Subject(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]  # its stubs declare max_count two ways
    """A subject that comes back as it was: the library's folding can double or lose spaces between encoded words."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it stands in the message."""
        text = str(self)
        encoded = Header(text, None if text.isascii() else "utf-8", header_name="Subject", maxlinelen=_LINE)
        return f"Subject: {encoded.encode(linesep=policy.linesep)}{policy.linesep}"


def to_message(
    digest: Digest,
    *,
    sender: str,
    to: tuple[str, ...],
    date: datetime,
    unsubscribe: str | None = None,
    text: str | None = None,
) -> EmailMessage:
    """Return the message that carries a digest; `date` is aware.

    `sender` and `to` are addresses, with or without a name ('Press desk <desk@example.org>'); `unsubscribe` is a web or
    mailto address; `text` is the digest's where it was rendered already. Pictures come along as parts of the message,
    for mail clients show none that stands within the page. Raises ValueError for an address that a header cannot carry.
    """
    origin = _address(sender)
    message = EmailMessage(policy=_policy())
    message["From"] = origin
    message["To"] = tuple(_address(one) for one in to)
    message["Subject"] = subject(digest)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{_token(digest.digest_id)}@{origin.domain}>"
    message["List-Id"] = f"<{_token(digest.recipient)}.presswatch.{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{_unsubscribe(unsubscribe)}>"
    message.set_content(text or render_text(digest), cte="quoted-printable")
    _add_page(message, digest, origin.domain)
    message.set_boundary(f"=_{_token(digest.digest_id)}")  # the library's own is drawn by chance
    return message


def _add_page(message: EmailMessage, digest: Digest, domain: str) -> None:
    names = {one.name: f"{one.name}.{_token(digest.digest_id)}@{domain}" for one in digest.pictures}
    page = render_html(digest, lambda picture: f"cid:{names[picture.name]}")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    if not digest.pictures:
        return
    part = list(message.iter_parts())[-1]
    for one in digest.pictures:
        named: dict[str, Any] = {"cid": f"<{names[one.name]}>", "filename": f"{one.name}.png", "disposition": "inline"}
        part.add_related(one.content, "image", "png", **named)
    part.set_param("type", "text/html")  # RFC 2387, 3.1
    part.set_boundary(f"=_{_token(digest.digest_id)}-page")


def to_bytes(message: EmailMessage) -> bytes:
    """Return a message as an `.eml` file holds it."""
    return message.as_bytes()


def _policy() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    headers.map_to_type("subject", _Subject)
    return SMTP.clone(header_factory=headers)


def _address(text: str) -> Address:
    name, spec = parseaddr(text)
    if not text.isprintable() or spec.count("@") != 1 or spec.startswith("@") or spec.endswith("@"):
        raise ValueError(f"address: expected one such as 'desk@example.org', got {text!r}; correct the watch list")
    return Address(display_name=name, addr_spec=spec)


def _unsubscribe(address: str) -> str:
    mail = re.fullmatch(r"mailto:[^\s<>,]+@[^\s<>,]+", address)
    link = mail[0] if mail else safe_link(address)
    if not link:
        raise ValueError(f"unsubscribe: expected a web or mailto address, got {address!r}; correct the settings")
    return link


def _token(text: str) -> str:
    """Return a name as message headers take it in an id."""
    return _UNSAFE.sub("-", text).strip("-.") or "digest"
