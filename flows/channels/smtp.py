"""Digests by e-mail: one message with plain text and HTML to the addresses of one recipient.

The same digest has the same Message-ID, but mail servers do not go by it: what may have been sent is not sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import quote

from flows.alerts.message import to_bytes, to_message
from flows.alerts.records import Digest
from flows.channels.submission import Account, Envelope, submit


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpChannel:
    """The mailboxes of one recipient."""

    to: tuple[str, ...]
    account: Account
    kind: str = "smtp"
    repeatable: bool = False

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Hand the message to the server and return its words; raises ChannelError.

        Refused for now (4xx) or lost before the final dot: again. Refused for good (5xx): not again. Lost after the
        final dot: ambiguous.
        """
        message = self._message(digest, at)
        envelope = Envelope(
            sender=parseaddr(self.account.options.sender)[1],
            to=tuple(parseaddr(one)[1] for one in self.to),
            content=to_bytes(message),
            message_id=str(message["Message-ID"]),
        )
        return submit(envelope, self.account)

    def _message(self, digest: Digest, at: datetime) -> EmailMessage:
        options = self.account.options
        address = options.unsubscribe and options.unsubscribe.replace("{recipient}", quote(digest.recipient, safe=""))
        message = to_message(digest, sender=options.sender, to=self.to, date=at, unsubscribe=address)
        if address and address.startswith("https://"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        return message
