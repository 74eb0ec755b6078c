"""Keeps secrets out of everything that is shown or kept: error messages, the words for the ledger, log lines.

Knows secrets by their value: what was never named as a secret is not found. Mail addresses are known by their form too,
for a mail server may name one behind the one that it was given.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from flows.alerts.records import Digest
from flows.channels.contract import Channel, ChannelError

MASK = "•••"
_SHORTEST = 4  # characters; anything shorter stands in ordinary words too
_TOKEN = 8  # characters that a part of an address has at least to be taken for a token
_MAILBOX = re.compile(r"""[^\s<>()\[\]:;,"'@]+@[^\s<>()\[\]:;,"'@]+""")


def mask(text: str, secrets: Iterable[str]) -> str:
    """Return the text without the secrets, however they are written: plain, percent-encoded, as Base64, in any case."""
    forms = {form for secret in secrets for form in _forms(secret) if len(form) >= _SHORTEST}
    if not forms:
        return text
    longest_first = sorted(forms, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), MASK, text, flags=re.IGNORECASE)


def mask_mailboxes(text: str, known: Iterable[str] = ()) -> str:
    """Return a mail server's words without anything that looks like an address, and without the names of known ones.

    A name is what stands before the '@': servers say `no mailbox jane.heron here`. It is masked as a whole word only.
    """
    names = {name for one in known if (name := one.rpartition("@")[0])}
    without = _MAILBOX.sub(MASK, mask(text, known))
    if not names:
        return without
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{listed})(?!\w)", MASK, without, flags=re.IGNORECASE)


def secrets_in(url: str) -> tuple[str, ...]:
    """Return what must not be shown of an address that holds tokens: the whole, and each part that may be one."""
    rest = url.partition("://")[2] or url
    words = re.split(r"[/?#&=:@]", rest)
    netloc = _netloc(url)
    credentials = re.split("[:@]", netloc.rpartition("@")[0])
    return tuple(word for word in (url, rest, netloc, *credentials, *(w for w in words if len(w) >= _TOKEN)) if word)


def _netloc(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _forms(secret: str) -> Iterator[str]:
    yield from (secret, unquote(secret), quote(secret, safe=""), quote(secret))
    yield b64encode(secret.encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedChannel:
    """A channel whose words and errors are masked, causes included: a traceback in a log shows nothing either."""

    channel: Channel
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def kind(self) -> str:
        """The word for the ledger."""
        return self.channel.kind

    @property
    def repeatable(self) -> bool:
        """True where sending the same digest twice leaves one."""
        return self.channel.repeatable

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Hand a digest over and return a few words for the ledger; raises ChannelError without any cause."""
        try:
            return mask(self.channel.send(digest, at=at), self.secrets)
        except ChannelError as error:
            failure = ChannelError(
                mask(str(error), self.secrets),
                again=error.again,
                ambiguous=error.ambiguous,
                retry_after=error.retry_after,
            )
        raise failure  # out here it has no cause and no context, in which the secret may stand
