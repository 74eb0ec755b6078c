"""One HTTP exchange: a request goes out, and the whole answer comes back unpacked, or an error says why not.

Knows nothing of robots.txt, redirects, pace or second tries. Bodies are unpacked here from the raw bytes, and not by
httpx, because httpx has no limit while unpacking and takes a gzip stream without its end for a whole one.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

import httpcore
import httpx

from flows.addresses import AddressRefusedError, CheckedBackend, Resolver
from flows.manners import FetchError, Manners, is_redirect, judge, port_of

ACCEPTED_ENCODINGS: Final = "gzip, deflate"
PASSING_BYTES: Final = 64 * 1024  # of a redirect or an error page: read so that the connection can serve again
_KEEP_ALIVE: Final = 15.0  # servers commonly hang up after 5 to 75 s; a dead connection costs a try
_PRIVATE: Final = "presswatch.private_allowed"  # extension of a request
_GZIP_MAGIC: Final = b"\x1f\x8b"
_TIMEOUTS: Final = (TimeoutError, httpx.TimeoutException, httpcore.TimeoutException)
_TIMEOUT_WORDS: Final = {
    "ConnectTimeout": "no connection came about in time",
    "ReadTimeout": "the server fell silent",
    "WriteTimeout": "the server took no request",
}
_BROKEN: Final = (OSError, httpx.TransportError, httpcore.NetworkError, httpcore.ProtocolError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer; `content` is unpacked, and empty where only the status was wanted."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Unpacker:
    """Undoes a Content-Encoding piece by piece and stops at `limit` bytes; all errors are FetchError.

    'deflate' is read with and without the zlib wrapping, for both are sent; members of gzip may follow one another.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in ("", "identity", "gzip", "deflate"):
            message = f"the body is packed as {encoding!r}, though only {ACCEPTED_ENCODINGS} were asked for"
            raise FetchError("bad_encoding", message)
        self._limit, self._plain = limit, self._encoding in ("", "identity")
        self._stream: zlib._Decompress | None = None
        self._waiting = b""  # a first byte that does not yet tell the format
        self._parts: list[bytes] = []
        self._size = self.received = 0

    def feed(self, data: bytes) -> None:
        """Take the next piece of the raw body."""
        self.received += len(data)
        if self._plain:
            self._keep(data)
        else:
            self._unpack(data)
        if max(self._size, self.received) > self._limit:
            raise FetchError("too_big", f"the answer is bigger than {self._limit:,} bytes")

    def finish(self) -> bytes:
        """Return the whole body; raises FetchError where the end of the packed stream never came."""
        whole = self._stream.eof if self._stream else not self._waiting
        if not self._plain and self.received and not whole:
            raise FetchError(
                "truncated", f"the {self._encoding} body breaks off after {self._size:,} bytes", again=True
            )
        return b"".join(self._parts)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        self._parts.append(data)

    def _unpack(self, data: bytes) -> None:
        data, self._waiting = self._waiting + data, b""
        while data and self._size <= self._limit:
            if self._stream is None or self._stream.eof:
                if len(data) < 2:
                    self._waiting = data
                    return
                if self._stream is not None and not data.startswith(_GZIP_MAGIC):
                    return  # padding after the end, which all browsers pass over
                self._stream = zlib.decompressobj(self._window(data))
            data = self._inflate(self._stream, data)

    def _inflate(self, stream: zlib._Decompress, data: bytes) -> bytes:
        """Unpack up to one byte more than the limit; return what is left over."""
        try:
            self._keep(stream.decompress(data, self._limit - self._size + 1))
        except zlib.error as error:
            message = f"the {self._encoding} body is damaged after {self._size:,} bytes: {error}"
            raise FetchError("truncated", message, again=True) from error
        return stream.unused_data if stream.eof else stream.unconsumed_tail

    def _window(self, data: bytes) -> int:
        """Tell zlib the format; a zlib header is known by its check sum (RFC 1950, 2.2)."""
        if self._encoding == "gzip":
            return 31
        wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2]) % 31 == 0
        return 15 if wrapped else -15


class CheckedTransport(httpx.AsyncBaseTransport):
    """Connections to checked addresses, HTTP/1.1 and HTTP/2, certificates always verified, proxies never used.

    `tls` is for a private certificate authority; one that does not verify raises ValueError.
    """

    def __init__(self, manners: Manners, *, tls: ssl.SSLContext | None = None, resolve: Resolver | None = None) -> None:
        context = tls or httpx.create_ssl_context(trust_env=False)
        if context.verify_mode != ssl.CERT_REQUIRED or not context.check_hostname:
            raise ValueError("tls: expected a context that verifies certificates and host names, got one that does not")
        self._backend = CheckedBackend(manners.allow_private, resolve)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,  # the limit is per host, so that a slow host holds nobody else's connection
            keepalive_expiry=_KEEP_ALIVE,
            http2=True,
            network_backend=self._backend,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; raises httpcore's errors and AddressRefusedError."""
        url = request.url
        if request.extensions.get(_PRIVATE):
            self._backend.allow(url.host, port_of(url))
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
        self._backend.close()


class _Body(httpx.AsyncByteStream):
    """The body of httpcore's answer as httpx wants it."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._answer.aiter_stream()

    async def aclose(self) -> None:
        await self._answer.aclose()


def build_request(
    url: httpx.URL,
    headers: list[tuple[str, str]],
    manners: Manners,
    *,
    private_allowed: bool = False,
    form: bytes = b"",
) -> httpx.Request:
    """Build a GET, or a POST of a form, with the timeouts of the manners.

    `private_allowed` lets its host be on a private address.
    """
    read = manners.read_timeout
    timeout = {"connect": manners.connect_timeout, "read": read, "write": read, "pool": None}
    raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
    extensions = {"timeout": timeout, _PRIVATE: private_allowed}
    if not form:
        return httpx.Request("GET", url, headers=raw, extensions=extensions)
    raw.append((b"content-type", b"application/x-www-form-urlencoded"))
    return httpx.Request("POST", url, headers=raw, content=form, extensions=extensions)


async def exchange(transport: httpx.AsyncBaseTransport, request: httpx.Request, *, limit: int, seconds: float) -> Reply:
    """Send a request and return the whole answer, of at most `limit` bytes and within `seconds`.

    Every error is a FetchError. Of answers that are asked again or lead elsewhere the body is not kept.
    """
    response: httpx.Response | None = None
    try:
        async with asyncio.timeout(seconds) as total:
            response = await transport.handle_async_request(request)
            try:
                return await _read(response, limit)
            finally:
                await response.aclose()
    except AddressRefusedError as error:
        raise FetchError("private_address", str(error)) from error
    except (*_TIMEOUTS, *_BROKEN, FetchError) as error:
        if total.expired():  # whatever the cancelling looked like from inside the HTTP library
            message = f"{request.url} took more than the {seconds:.3g} s that were left of its time limit"
            raise FetchError("timed_out", message, again=True) from error
        raise _explained(error, request, response) from error


def _explained(error: Exception, request: httpx.Request, response: httpx.Response | None) -> FetchError:
    """Put a library's error into our words; what breaks after the headers leaves half a body."""
    if isinstance(error, FetchError):
        return FetchError(error.kind, f"{request.url}: {error}", again=error.again)
    if isinstance(error, _TIMEOUTS):
        return FetchError("timed_out", f"{request.url}: {_TIMEOUT_WORDS.get(_kin(error), 'took too long')}", again=True)
    if response is None:
        return FetchError("network", f"{request.url} could not be asked: {reason_of(error)}", again=True)
    return FetchError("truncated", f"the body of {request.url} broke off: {reason_of(error)}", again=True)


def _kin(error: Exception) -> str:
    return type(error).__name__


def reason_of(error: BaseException) -> str:
    """Return what the first cause of an error says: 'connection refused' rather than 'all attempts failed'.

    httpcore raises its errors from None and keeps the cause as their argument.
    """
    inner = error.__cause__ or next((one for one in error.args if isinstance(one, BaseException)), None)
    if inner:
        return reason_of(inner)
    if isinstance(error, ConnectionError) and error.errno:
        return os.strerror(error.errno).lower()  # asyncio puts the system's words away behind its own
    return str(error) or type(error).__name__


async def _read(response: httpx.Response, limit: int) -> Reply:
    status = response.status_code
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
    reply = Reply(status=status, headers=headers, content=b"")
    if is_redirect(status) or judge(status).again:
        await _pass_over(response)
        return reply
    if status == 304:  # its Content-Length and Content-Encoding describe the copy that we have
        await _body(response, Unpacker("", limit), None)
        return reply
    declared = _declared(reply)
    if declared is not None and declared > limit:
        raise FetchError("too_big", f"the answer says that it has {declared:,} bytes; at most {limit:,} are read")
    content = await _body(response, Unpacker(reply.header("content-encoding") or "", limit), declared)
    return replace(reply, content=content)


async def _pass_over(response: httpx.Response) -> None:
    """Read a short body away; a long or broken one is left, and its connection with it."""
    with suppress(FetchError, *_BROKEN):
        await _body(response, Unpacker("", PASSING_BYTES), None)


async def _body(response: httpx.Response, unpacker: Unpacker, declared: int | None) -> bytes:
    if not isinstance(response.stream, httpx.AsyncByteStream):
        raise TypeError(f"transport: expected a stream that can be awaited, got {type(response.stream).__name__}")
    async for piece in response.stream:
        unpacker.feed(piece)
    if declared is not None and unpacker.received != declared:
        message = f"the body has {unpacker.received:,} bytes of the {declared:,} that it says it has"
        raise FetchError("truncated", message, again=True)
    return unpacker.finish()


def _declared(reply: Reply) -> int | None:
    """Return the Content-Length where it counts: not beside a Transfer-Encoding (RFC 9112, 6.3)."""
    text = reply.header("content-length") or ""
    if reply.header("transfer-encoding") or not (text.isascii() and text.isdigit()):
        return None
    return int(text[:18])
