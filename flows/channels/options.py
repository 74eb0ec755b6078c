"""What channels have to know beside an address, as plain values; reads neither settings nor the environment itself.

A secret is never written down here: `password` and `secrets` hold references, 'env:NAME' or 'block:NAME'.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

_STRICT = {"extra": "forbid"}  # how the settings read these: an unknown key is a mistake
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpOptions:
    """The server that takes our mail; the section [smtp] of the settings."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    host: str
    sender: str  # 'Press desk <desk@example.org>'; bounces go there
    port: int = 587
    security: Security = "starttls"
    user: str | None = None
    password: str | None = None  # a reference
    unsubscribe: str | None = None  # https address for one click, or mailto; '{recipient}' stands for the recipient
    greeting: str | None = None  # the name that we give in EHLO; None: this machine's full name
    seconds: float = 60  # for each answer
    dot_seconds: float = 600  # for the answer to the whole message: RFC 5321, 4.5.3.2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookOptions:
    """How webhooks are signed; the section [webhook] of the settings. References, the secret in force first."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    secrets: tuple[str, ...] = ()
    recipients: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a recipient's own, instead of `secrets`

    def of(self, recipient: str) -> tuple[str, ...]:
        """Return the references that sign what one recipient gets."""
        return self.recipients.get(recipient, self.secrets)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """How Atom feeds are named; the section [atom] of the settings."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    authority: str = (
        "presswatch.localhost"  # a domain of yours: makes the ids of feeds and entries the world's only ones
    )
    base_url: str | None = None  # where the folder is published, for the feeds' links to themselves
    entries: int = 100  # the newest that a feed keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelOptions:
    """Everything that channels are opened with."""

    data_dir: Path  # what the folders of `file:` and `atom:` are below
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    block: Callable[[str], str] | None = field(default=None, repr=False)  # a Prefect Secret block's text by its name
    smtp: SmtpOptions | None = None
    webhook: WebhookOptions = field(default_factory=WebhookOptions)
    feed: FeedOptions = field(default_factory=FeedOptions)
    allow_private: bool = False  # webhooks may be on loopback and private addresses
    ca_file: Path | None = None  # certificate authorities in PEM, instead of the system's
    seconds: float = 30  # for the whole of a webhook, and for each answer to a chat message
    user_agent: str = "presswatch"
