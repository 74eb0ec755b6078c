"""One message handed to a mail server (RFC 6409), with a DATA step that knows on which side of the final dot it failed.

A server answers for a message from the dot on. What fails before it was not sent and may be tried again; what is lost
after it may have been sent, and only the server's log can say. Builds no messages and knows no digests.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from flows.alerts.marks import cut
from flows.channels.contract import ChannelError
from flows.channels.masking import mask_mailboxes
from flows.channels.options import SmtpOptions

_REPLY_MOST = 200  # characters of a server's answer that are shown
_GOODBYE = 5.0  # seconds for the answer to QUIT, which nobody needs
_DOT = b".\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom, to whom, and the message itself as bytes with CRLF line ends."""

    sender: str
    to: tuple[str, ...]
    content: bytes
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How to reach the server and who we are there."""

    options: SmtpOptions
    password: str | None = field(default=None, repr=False)
    tls: ssl.SSLContext | None = None  # None: without encryption

    @property
    def server(self) -> str:
        """Where the server is, for messages."""
        return f"{self.options.host}:{self.options.port}"


def submit(envelope: Envelope, account: Account) -> str:
    """Hand a message over and return the server's words; raises ChannelError.

    Where the server puts one address off, nobody gets the message, so that a second try gives it to nobody twice.
    Addresses that it refuses for good are left out and counted in the words.
    """
    with _session(account) as server:
        server.hidden = envelope.to
        with _before_the_dot(account):
            refused = _address(server, envelope)
            _send_content(server, envelope.content)
        said = _end_message(server, envelope, account)
    left_out = f"; refused for good: {', '.join(refused)}" if refused else ""
    return f"{account.server} accepted it: {said}{left_out}"


class _Discreet(smtplib.SMTP):
    """A conversation whose answers name nobody: masked as they come in, before any is cut, raised or kept."""

    hidden: tuple[str, ...] = ()  # addresses whose names are masked too, once the server has said what it can do

    def getreply(self) -> tuple[int, bytes]:
        code, said = super().getreply()
        if 300 <= code < 400:  # the library answers these itself
            return code, said
        return code, mask_mailboxes(said.decode("utf-8", "replace"), self.hidden).encode()


class _DiscreetTls(_Discreet, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


@contextmanager
def _session(account: Account) -> Iterator[_Discreet]:
    with _before_the_dot(account):
        server = _connect(account)
    try:
        with _before_the_dot(account):
            _introduce(server, account)
        yield server
        _say_goodbye(server)
    finally:
        server.close()


def _connect(account: Account) -> _Discreet:
    options = account.options
    if options.security != "tls":
        return _Discreet(options.host, options.port, local_hostname=options.greeting, timeout=options.seconds)
    return _DiscreetTls(
        options.host, options.port, local_hostname=options.greeting, timeout=options.seconds, context=account.tls
    )


def _introduce(server: smtplib.SMTP, account: Account) -> None:
    if account.options.security == "starttls":
        _start_tls(server, account)
    server.ehlo_or_helo_if_needed()
    if account.options.user:
        _log_in(server, account)


def _start_tls(server: smtplib.SMTP, account: Account) -> None:
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("starttls"):
        raise ChannelError(
            f"{account.server} offers no STARTTLS, and nothing is sent in clear; "
            "set [smtp] security to 'tls' with port 465, or ask the server's operator"
        )
    server.starttls(context=account.tls)


def _log_in(server: smtplib.SMTP, account: Account) -> None:
    """Log in; a refusal is worth a later try, for it says nothing of the message and a person can put it right."""
    try:
        server.login(account.options.user or "", account.password or "")
    except smtplib.SMTPAuthenticationError as error:
        said = _words(error.smtp_error)
        raise ChannelError(
            f"{account.server} refuses the login ({error.smtp_code} {said}); correct [smtp] user and password"
        ) from error


def _address(server: smtplib.SMTP, envelope: Envelope) -> list[str]:
    """Name sender and recipients; return the recipients that are refused for good, by their place in the list."""
    size = [f"size={len(envelope.content)}"] if server.has_extn("size") else []
    _expect(server.mail(envelope.sender, size), (250,), "MAIL FROM")
    refused = []
    for number, one in enumerate(envelope.to, 1):
        code, said = server.rcpt(one)
        if code not in (250, 251) and not _is_final(code):
            _expect((code, said), (250,), f"RCPT TO, address {number} of {len(envelope.to)}")
        refused += [f"address {number} of {len(envelope.to)} ({code} {_words(said)})"] if _is_final(code) else []
    if len(refused) == len(envelope.to):
        raise ChannelError(f"every address is refused for good: {', '.join(refused)}; correct send_to", again=False)
    return refused


def _send_content(server: smtplib.SMTP, content: bytes) -> None:
    """Send the message without its final dot."""
    _expect(server.docmd("DATA"), (354,), "DATA")
    wire = _socket(server)
    wire.sendall(dot_stuffed(content))
    if _has_spoken(wire):
        raise ChannelError(
            "the server ended the conversation before the whole message was sent; it will be tried again"
        )


def _end_message(server: smtplib.SMTP, envelope: Envelope, account: Account) -> str:
    """Send the final dot and return what the server says to it."""
    try:
        wire = _socket(server)
        wire.settimeout(account.options.dot_seconds)
        wire.sendall(_DOT)
        code, said = server.getreply()
    except OSError as error:
        raise _unknown(envelope, account, _reason(error)) from error
    if not 200 <= code < 600:
        raise _unknown(envelope, account, f"the server answered {code} {_words(said)}")
    _expect((code, said), range(200, 300), "the message")
    return _words(said)


def _unknown(envelope: Envelope, account: Account, reason: str) -> ChannelError:
    return ChannelError(
        f"{account.server}: no answer after the whole message had been sent ({reason}), so it may have been delivered; "
        f"look for Message-ID {envelope.message_id} in the server's log before it is sent again",
        ambiguous=True,
    )


def dot_stuffed(content: bytes) -> bytes:
    """Return a message as DATA carries it, CRLF at its end, without the final dot (RFC 5321, 4.5.2)."""
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    return (b"." if whole.startswith(b".") else b"") + whole.replace(b"\r\n.", b"\r\n..")


def _has_spoken(wire: socket.socket) -> bool:
    """Tell whether the server hung up or spoke where it should listen; without waiting."""
    patience = wire.gettimeout()
    wire.settimeout(0)
    try:
        wire.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    except OSError:
        return True
    else:
        return True
    finally:
        wire.settimeout(patience)


def _socket(server: smtplib.SMTP) -> socket.socket:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    return server.sock


def _expect(reply: tuple[int, bytes], codes: Sequence[int], step: str) -> None:
    code, said = reply
    if code not in codes:
        final = _is_final(code)
        hint = "the message will not be sent" if final else "it will be tried again"
        raise ChannelError(f"the server answers {code} to {step}: {_words(said)}; {hint}", again=not final)


def _is_final(code: int) -> bool:
    return 500 <= code < 600


@contextmanager
def _before_the_dot(account: Account) -> Iterator[None]:
    """Turn what the library raises into a failure that may be tried again: nothing has been delivered yet."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        message = f"{account.server} answers {error.smtp_code} {_words(error.smtp_error)}; it will be tried again"
        raise ChannelError(message) from error
    except ssl.SSLError as error:
        message = f"{account.server} cannot be spoken to safely: {_reason(error)}; nothing was sent"
        raise ChannelError(f"{message}; check [smtp] host, security and ca_file") from error
    except (OSError, UnicodeError) as error:  # the library's own errors, and names that no resolver takes
        message = f"{account.server} could not be spoken to: {_reason(error)}; check [smtp] host and port"
        raise ChannelError(message) from error


def _say_goodbye(server: smtplib.SMTP) -> None:
    with suppress(OSError):  # the message is delivered, whatever comes now
        _socket(server).settimeout(_GOODBYE)
        server.quit()


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return cut(text, _REPLY_MOST)


def _reason(error: OSError | UnicodeError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted ({error.verify_message})"
    said = error.strerror if isinstance(error, OSError) else None
    return cut(said or str(error) or type(error).__name__, _REPLY_MOST)
