"""Signatures of webhooks: HMAC-SHA256 over the time and the body, with room for two secrets while one is replaced.

    Presswatch-Timestamp: 1795503600
    Presswatch-Signature: v1=5257a869…,v1=bc3f2d01…

`verify` needs nothing but Python: receivers may copy it. Sends nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

WINDOW = 300  # seconds that the time may be off: a recorded request cannot be played to a receiver later


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body sent at `timestamp` (whole seconds since 1970, in digits), in hexadecimal."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def signature_header(secrets: Sequence[str], timestamp: str, body: bytes) -> str:
    """Return the value of Presswatch-Signature: one signature for each secret in force."""
    return ",".join(f"v1={sign(secret, timestamp, body)}" for secret in secrets)


def verify(secrets: Sequence[str], timestamp: str, body: bytes, signature: str, now: float) -> bool:
    """Tell whether a request is presswatch's own and fresh.

    `timestamp` and `signature` are the headers Presswatch-Timestamp and Presswatch-Signature, `body` the raw bytes of
    the request, `now` the time in seconds since 1970. One match of any secret with any signature is enough.
    """
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(now - int(timestamp)) > WINDOW:
        return False
    given = [part.strip().removeprefix("v1=") for part in signature.split(",") if part.strip().startswith("v1=")]
    signed = timestamp.encode() + b"." + body
    for secret in secrets:
        expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()
        if any(hmac.compare_digest(expected, one.encode()) for one in given):
            return True
    return False
