"""Which network addresses may be asked, checked on the very address that a connection goes to.

A name is resolved here, every address it has is checked, and the connection goes to a checked number: a name that
resolves differently a moment later changes nothing. TLS, SNI and the Host header keep the name. Does not speak HTTP.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ssl import SSLContext
from typing import Any, Final

import httpcore

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

_CLOUD: Final = "an address of a cloud's own services"
# The special-purpose registries of IANA (RFC 6890 and its updates), listed here because the `is_global` of
# Python's ipaddress differs between its patch releases. The first network that fits names the reason.
_SPECIAL: Final = tuple(
    (ipaddress.ip_network(network), reason)
    for network, reason in (
        # Where machines of a cloud find its services and credentials: Azure's host, Alibaba's and AWS's metadata.
        ("168.63.129.16/32", _CLOUD),
        ("100.100.100.200/32", _CLOUD),
        ("fd00:ec2::254/128", _CLOUD),
        ("0.0.0.0/8", "an address of 'this network'"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a shared address behind a carrier's NAT"),
        ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "a documentation address"),
        ("192.88.99.0/24", "a reserved address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "a benchmarking address"),
        ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "the unspecified address"),
        ("::1/128", "a loopback address"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a link-local address"),
        ("ff00::/8", "a multicast address"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "a documentation address"),
        ("2002::/16", "a 6to4 address"),
        ("3fff::/20", "a documentation address"),
    )
)
_LIFTED: Final = frozenset({"a private address", "a loopback address", "a shared address behind a carrier's NAT"})
_GLOBAL_V6: Final = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out so far
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are the real address
_RESOLVER_THREADS: Final = 32  # a name server that does not answer holds a thread; others must still find one


class AddressRefusedError(Exception):
    """A host is on an address that may not be asked."""

    def __init__(self, host: str, port: int, address: str, reason: str) -> None:
        """Say host, address, reason and what to do."""
        super().__init__(refusal_message(host, port, address, reason))
        self.host, self.port, self.address, self.reason = host, port, address, reason


def read_address(text: str) -> IPAddress | None:
    """Read an address written as a number, with or without a zone; None for anything else, names included."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def refusal(ip: str, *, private_allowed: bool = False) -> str | None:
    """Say why an address may not be asked ('a loopback address'); None for a public one.

    `private_allowed` lifts loopback, private and shared addresses, and nothing else: the addresses where clouds
    keep their credentials stay refused.
    """
    address = read_address(ip)
    if address is None:
        return "not an IP address"
    real = _embedded(address)
    reason = next((reason for network, reason in _SPECIAL if real in network), None)
    if reason is None and isinstance(real, ipaddress.IPv6Address) and real not in _GLOBAL_V6:
        reason = "a reserved address"
    return None if private_allowed and reason in _LIFTED else reason


def refusal_message(host: str, port: int, address: str, reason: str) -> str:
    """Put a refusal into a sentence: what is refused, why, and the setting that allows it where one does."""
    at = "" if host == address else f" is at {address}, which"
    unless = " unless allow_private_addresses is true and no redirect leads there" if reason in _LIFTED else ""
    return f"{host}:{port}{at} is {reason}; presswatch asks public addresses only{unless}"


def _embedded(address: IPAddress) -> IPAddress:
    """Return the IPv4 address that an IPv6 address only wraps, as mapped and NAT64 ones do."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to checked addresses only.

    `allow_private` holds (host, port) pairs that may be loopback or private, and `allow` adds one; `resolve` turns a
    name into addresses.
    A name of which one address is refused is refused whole: half a private name is a trap, not a mistake.
    """

    def __init__(self, allow_private: frozenset[tuple[str, int]], resolve: Resolver | None = None) -> None:
        self._allowed = set(allow_private)
        self._threads = ThreadPoolExecutor(_RESOLVER_THREADS, thread_name_prefix="resolve")
        self._resolve = resolve or self._system_addresses
        self._network = httpcore.AnyIOBackend()

    def allow(self, host: str, port: int) -> None:
        """Let a host be on a loopback or private address."""
        self._allowed.add((host.lower(), port))

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, check and connect within `timeout` seconds.

        Raises AddressRefusedError, httpcore.ConnectError and httpcore.ConnectTimeout.
        """
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._checked(host, port)
                return await self._first(addresses, port, timeout, local_address, socket_options)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host}:{port} did not accept a connection in {timeout} s") from error

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore asks for it between its own tries, of which there are none here."""
        await asyncio.sleep(seconds)

    def close(self) -> None:
        """Let the threads go; one that still waits for a name server ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = list(dict.fromkeys(await self._resolve(host, port)))
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error
        if not addresses:
            raise httpcore.ConnectError(f"the name {host} has no address")
        private_allowed = (host.lower(), port) in self._allowed
        for address in addresses:
            if reason := refusal(address, private_allowed=private_allowed):
                raise AddressRefusedError(host, port, address, reason)
        return addresses

    async def _first(
        self,
        addresses: list[str],
        port: int,
        seconds: float | None,
        local_address: str | None,
        socket_options: Iterable[SocketOption] | None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers; each gets an even share of the time."""
        share = None if seconds is None else seconds / len(addresses)
        errors: list[Exception] = []
        for address in addresses:
            try:
                stream = await self._network.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                errors.append(error)
            else:
                return CheckedStream(stream)
        raise errors[-1]

    async def _system_addresses(self, host: str, port: int) -> list[str]:
        """Ask the system's resolver, in the order in which it advises to try (RFC 6724)."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _look_up, host, port)
        return [str(entry[4][0]) for entry in found]


def _look_up(host: str, port: int) -> list[tuple[Any, ...]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


class CheckedStream(httpcore.AsyncNetworkStream):
    """A connection that is closed when its TLS handshake is cancelled; httpcore's own would be left open."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """Read up to `max_bytes`; empty at the end."""
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Write all of `buffer`."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
    ) -> httpcore.AsyncNetworkStream:
        """Shake hands; the name that is verified is the name of the URL, never the number connected to."""
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        """Answer httpcore's questions about the connection."""
        return self._stream.get_extra_info(info)
