"""Digests by webhook: one signed POST of JSON, `{"version": 1, "digest": {…}}`.

The digest's id goes along as Idempotency-Key, so that a receiver knows a repeated one. Redirects are not followed, and
only checked addresses are connected to. Does not read the receiver's answer beyond its head.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import httpcore
import httpx

from flows.addresses import AddressRefusedError
from flows.alerts.digest import render_json
from flows.alerts.records import Digest
from flows.channels.contract import ChannelError
from flows.channels.signing import signature_header
from flows.manners import Manners, http_date, is_redirect, port_of, retry_after
from flows.transfer import CheckedTransport, reason_of

VERSION: Final = 1  # of the frame around the digest, which has its own
_AGAIN: Final = frozenset((408, 409, 425, 429))  # 409: the receiver is still at work on the first of two tries
_BROKEN: Final = (OSError, httpx.TransportError, httpcore.NetworkError, httpcore.ProtocolError)
_TIMEOUTS: Final = (TimeoutError, httpcore.TimeoutException)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """One receiver of POSTs."""

    url: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    user_agent: str
    seconds: float
    allow_private: bool = False
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    kind: str = "webhook"
    repeatable: bool = True

    def send(self, digest: Digest, *, at: datetime) -> str:
        """POST a digest, signed with the time `at`, and return the status for the ledger; raises ChannelError.

        Worth another try: no answer, a broken connection, 5xx, 408, 409, 425 and 429. Not: redirects and other 4xx.
        """
        try:
            response = asyncio.run(self._exchange(self._request(digest, at)))
        except AddressRefusedError as error:
            raise ChannelError(str(error), again=False) from error
        except _TIMEOUTS as error:
            raise ChannelError(f"the receiver did not answer within {self.seconds:.3g} s") from error
        except _BROKEN as error:
            raise ChannelError(f"the receiver could not be asked: {reason_of(error)}") from error
        return _judged(response, at)

    def _request(self, digest: Digest, at: datetime) -> httpx.Request:
        body, timestamp = to_body(digest), str(int(at.timestamp()))
        headers = {
            "User-Agent": self.user_agent,
            "Content-Type": "application/json",
            "Idempotency-Key": digest.digest_id,
            "Presswatch-Timestamp": timestamp,
            "Presswatch-Signature": signature_header(self.secrets, timestamp, body),
        }
        timeout = {"connect": self.seconds, "read": self.seconds, "write": self.seconds, "pool": None}
        return httpx.Request("POST", self.url, headers=headers, content=body, extensions={"timeout": timeout})

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        allowed = frozenset([(request.url.host, port_of(request.url))] if self.allow_private else ())
        transport = CheckedTransport(Manners(contact=None, allow_private=allowed), tls=self.tls)
        try:
            async with asyncio.timeout(self.seconds):
                response = await transport.handle_async_request(request)
                await response.aclose()
                return response
        finally:
            await transport.aclose()


def to_body(digest: Digest) -> bytes:
    """Return the JSON that receivers get; the same digest gives the same bytes."""
    document = {"version": VERSION, "digest": json.loads(render_json(digest))}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _judged(response: httpx.Response, at: datetime) -> str:
    status = response.status_code
    if 200 <= status < 300:
        return f"the receiver answered {status}"
    if is_redirect(status):
        raise ChannelError(
            f"the receiver answered {status}, a redirect, and none is followed; put the new address into send_to",
            again=False,
        )
    again = status >= 500 or status in _AGAIN
    hint = "it will be tried again" if again else "correct the address, or the receiver"
    pause = retry_after(response.headers.get("retry-after"), http_date(response.headers.get("date")) or at)
    raise ChannelError(f"the receiver answered {status}; {hint}", again=again, retry_after=pause if again else None)
