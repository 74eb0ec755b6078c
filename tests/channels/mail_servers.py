"""A real mail server on loopback that does what a test tells it: take, put off, refuse, hang up, fall silent."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "northern-desk", "heron-over-the-skerry"


@dataclass(slots=True, kw_only=True)
class Behaviour:
    """What the server does; replies that are None are the usual ones."""

    greeting: str | None = None
    mail: str | None = None
    rcpt: dict[str, str] = field(default_factory=dict)  # by address
    data: str | None = None
    after_the_dot: str = "answer"  # or "hang up", "fall silent"
    before_the_dot: str = "listen"  # or "hang up", "speak"


@dataclass(slots=True)
class MailServer:
    """A running server and what it has taken."""

    behaviour: Behaviour
    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    connections: int = 0
    logins: list[bytes] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    def message(self) -> EmailMessage:
        """Return the only message that was taken."""
        (envelope,) = self.taken
        assert isinstance(envelope.content, bytes)
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    async def handle_EHLO(  # noqa: N802 - the name and the arguments are the library's, here and below
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Answer to EHLO."""
        del server, envelope
        session.host_name = hostname
        return [self.behaviour.greeting] if self.behaviour.greeting else responses

    async def handle_HELO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str) -> str:  # noqa: N802
        """Answer to HELO."""
        del server, envelope
        session.host_name = hostname
        return self.behaviour.greeting or "250 mail.vestmark.example"

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        """Answer to MAIL FROM."""
        del server, mail_options
        if self.behaviour.mail:
            return self.behaviour.mail
        self.encrypted.append(session.ssl is not None)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Answer to RCPT TO."""
        del server, session, rcpt_options
        if reply := self.behaviour.rcpt.get(address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the final dot."""
        del session
        if self.behaviour.data:
            return self.behaviour.data
        self.taken.append(envelope)
        if self.behaviour.after_the_dot == "hang up":
            _transport(server).abort()
        if self.behaviour.after_the_dot == "fall silent":
            await asyncio.sleep(30)
        return "250 2.0.0 Ok: queued as 4F1D2C"

    def check(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        """Check a login."""
        del server, session, envelope, mechanism
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login)
        return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


class _Conversation(SMTP):
    """The server's side, with a DATA that can end before the message does."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library's name
        handler: MailServer = self.event_handler
        if handler.behaviour.before_the_dot == "listen":
            return await super().smtp_DATA(arg)  # type: ignore[no-any-return]
        raw = _transport(self).get_extra_info("socket")
        line = b"354 go ahead\r\n" + (b"421 going down\r\n" if handler.behaviour.before_the_dot == "speak" else b"")
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)  # so that the end travels with the last line
        _transport(self).write(line)
        if handler.behaviour.before_the_dot == "hang up":
            raw.shutdown(socket.SHUT_WR)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)
        return await asyncio.sleep(1)


def _transport(server: SMTP) -> asyncio.Transport:
    assert isinstance(server.transport, asyncio.Transport)
    return server.transport


@contextmanager
def mail_server(
    behaviour: Behaviour | None = None,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
) -> Iterator[MailServer]:
    """Run a server on a free port of 127.0.0.1, in a thread of its own."""
    server = MailServer(behaviour or Behaviour())

    loop = asyncio.new_event_loop()

    def conversation() -> SMTP:
        server.connections += 1
        return _Conversation(
            server,
            hostname="mail.vestmark.example",
            tls_context=starttls,
            authenticator=server.check,
            auth_required=login,
            auth_require_tls=starttls is not None,
            loop=loop,
        )

    listener = loop.run_until_complete(loop.create_server(conversation, "127.0.0.1", 0, ssl=tls))
    server.port = listener.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(listener), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _end(listener: asyncio.Server) -> None:
    listener.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)
