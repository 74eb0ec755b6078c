"""What every channel is: a name for the ledger, whether it may be asked twice, and one `send`.

Does not decide when, or how often: `flows.alerts.retrying` knows the pauses and the delivering flow keeps them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from flows.alerts.records import Digest


class ChannelError(Exception):
    """A digest could not be handed over.

    The message is kept in the ledger and shown to operators: it never holds an address, a token or a password.
    `again` says whether a later try can help, `ambiguous` that the other side may have taken the digest all the same,
    `retry_after` the seconds for which it asked to be left alone.
    """

    def __init__(
        self, message: str, *, again: bool = True, ambiguous: bool = False, retry_after: float | None = None
    ) -> None:
        """Take what a later try has to know; what is ambiguous is never repeated without a person's word."""
        super().__init__(message)
        self.again, self.ambiguous, self.retry_after = again and not ambiguous, ambiguous, retry_after


class Channel(Protocol):
    """One way to reach one recipient."""

    @property
    def kind(self) -> str:
        """The word for the ledger: 'file', 'smtp', 'webhook'."""

    @property
    def repeatable(self) -> bool:
        """True where sending the same digest twice leaves one: the other side knows it by its name."""

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Hand a digest over and return a few words for the ledger; raises ChannelError.

        `at` is now, aware. Blocks until the other side has answered; call it from a thread that runs no event loop.
        """
