"""What comes of one get: the Answer, and the journey that leads to it.

Decides nothing and asks nobody: `web` moves a Journey on, and its end is the Answer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from flows.manners import FetchError, Kind
from flows.transfer import Reply
from parsers.records import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The validators of the copy that we have, as the server gave them."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one get; `content` is whole and unpacked, or empty.

    The outcome is 'moved' where a page came by permanent redirects alone (301, 308), so that `final_url` is its
    address from now on; a temporary one among them leaves it 'ok', for the address asked is still the one to ask.
    `kind` and `error` are set whenever the outcome is a problem, which 'gone' is not. `redirects` are the addresses
    led through, the last being `final_url`. `elapsed_ms` is time on the wire; waiting for our turn is not in it.
    """

    url: str
    final_url: str
    requested_at: datetime
    outcome: Outcome
    status: int | None  # of the last request that was sent; None: no whole answer came, or nothing was sent
    headers: tuple[tuple[str, str], ...]
    content: bytes
    content_type: str
    etag: str | None
    last_modified: str | None
    elapsed_ms: int
    redirects: tuple[str, ...]
    requests: int  # sent for this page, redirects and second tries included; 0: its host was not asked
    error: str | None
    kind: Kind | None


@dataclass(slots=True)
class Journey:
    """One get on its way: what was asked, where it got to, and what it may still use up."""

    asked: str
    seen: Seen | None
    stay_on: Collection[str] | None  # None: any public host
    limit: int  # bytes of the body, unpacked
    seconds: float  # on the wire
    requested_at: datetime
    origin: httpx.URL | None = None  # what was asked for itself, and may be private where that is allowed
    spent: float = 0.0
    requests: int = 0
    reply: Reply | None = None
    redirects: list[str] = field(default_factory=list)
    permanent: bool = True  # every redirect so far
    form: bytes = b""  # what is sent by POST; empty: a GET

    def conditions(self) -> list[tuple[str, str]]:
        """Return the conditional headers; a page that we are sent on to is another one, and asked without."""
        if self.seen is None or self.redirects:
            return []
        pairs = (("If-None-Match", self.seen.etag), ("If-Modified-Since", self.seen.last_modified))
        return [(name, value.strip()) for name, value in pairs if value and value.isascii() and value.isprintable()]

    def end(self, outcome: Outcome, content: bytes = b"", *, error: FetchError | None = None) -> Answer:
        """Make the Answer."""
        old = self.seen if outcome == "not_modified" else None
        return Answer(
            url=self.asked,
            final_url=self.redirects[-1] if self.redirects else self.asked,
            requested_at=self.requested_at,
            outcome=outcome,
            status=self.reply.status if self.reply else None,
            headers=self.reply.headers if self.reply else (),
            content=content,
            content_type=self._header("content-type") or "",
            etag=self._header("etag") or (old.etag if old else None),
            last_modified=self._header("last-modified") or (old.last_modified if old else None),
            elapsed_ms=round(self.spent * 1000),
            redirects=tuple(self.redirects),
            requests=self.requests,
            error=str(error) if error else None,
            kind=error.kind if error else None,
        )

    def _header(self, name: str) -> str | None:
        return self.reply.header(name) if self.reply else None
