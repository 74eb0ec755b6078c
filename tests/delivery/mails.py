"""What a mail server of the tests has taken, as a mail program reads it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.channels.mail_servers import MailServer


def sent_by(server: MailServer) -> list[EmailMessage]:
    """Return the messages that were taken, in order."""
    return [_parsed(envelope.content) for envelope in server.taken]


def _parsed(content: object) -> EmailMessage:
    assert isinstance(content, bytes)
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message
