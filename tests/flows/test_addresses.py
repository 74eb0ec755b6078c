"""Which addresses may be asked, and that a name cannot hide one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from socket import gaierror

import httpcore
import pytest

from flows.addresses import AddressRefusedError, CheckedBackend, read_address, refusal
from tests.flows.servers import answer, serving

PUBLIC = [
    "93.184.216.34",
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:2800:220:1::1",
    "::ffff:1.1.1.1",
    "64:ff9b::101:101",
]


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_may_be_asked(ip: str) -> None:
    assert refusal(ip) is None


@pytest.mark.parametrize(
    ("ip", "reason"),
    [
        ("127.0.0.1", "a loopback address"),
        ("127.255.255.254", "a loopback address"),
        ("10.1.2.3", "a private address"),
        ("172.16.0.1", "a private address"),
        ("172.31.255.255", "a private address"),
        ("192.168.1.1", "a private address"),
        ("100.64.0.1", "a shared address behind a carrier's NAT"),
        ("::1", "a loopback address"),
        ("fd00::1", "a private address"),
        ("::ffff:127.0.0.1", "a loopback address"),
        ("::ffff:10.0.0.1", "a private address"),
        ("64:ff9b::7f00:1", "a loopback address"),
    ],
)
def test_addresses_of_ones_own_house_may_be_allowed(ip: str, reason: str) -> None:
    assert refusal(ip) == reason
    assert refusal(ip, private_allowed=True) is None


@pytest.mark.parametrize(
    ("ip", "reason"),
    [
        ("168.63.129.16", "an address of a cloud's own services"),
        ("::ffff:168.63.129.16", "an address of a cloud's own services"),
        ("100.100.100.200", "an address of a cloud's own services"),
        ("fd00:ec2::254", "an address of a cloud's own services"),
        ("169.254.169.254", "a link-local address"),
        ("::ffff:169.254.169.254", "a link-local address"),
        ("64:ff9b::a9fe:a9fe", "a link-local address"),
        ("fe80::1", "a link-local address"),
        ("fe80::1%eth0", "a link-local address"),
        ("0.0.0.0", "an address of 'this network'"),  # noqa: S104 - refused, not bound
        ("::", "the unspecified address"),
        ("224.0.0.1", "a multicast address"),
        ("ff02::1", "a multicast address"),
        ("255.255.255.255", "a reserved address"),
        ("192.0.2.1", "a documentation address"),
        ("2001:db8::1", "a documentation address"),
        ("2002:7f00:1::", "a 6to4 address"),
        ("4000::1", "a reserved address"),
        ("localhost", "not an IP address"),
        ("0x7f.1", "not an IP address"),
    ],
)
def test_other_addresses_are_refused_whatever_is_allowed(ip: str, reason: str) -> None:
    assert refusal(ip) == refusal(ip, private_allowed=True) == reason


def test_a_name_or_another_way_to_write_a_number_is_no_address() -> None:
    assert [read_address(text) for text in ("example.org", "2130706433", "0177.0.0.1", "127.1", "")] == [None] * 5


# Names --------------------------------------------------------------------------------------------------------------


async def connect(host: str, port: int, *found: str, allowed: bool = False) -> tuple[int, int]:
    """Connect to a name that resolves to these addresses; return the port reached and how often it was resolved."""
    asked: list[str] = []

    async def resolve(name: str, _: int) -> Sequence[str]:
        asked.append(name)
        return found

    backend = CheckedBackend(frozenset({(host.lower(), port)} if allowed else ()), resolve)
    try:
        stream = await backend.connect_tcp(host, port, timeout=2)
        reached = stream.get_extra_info("server_addr")[1]
        await stream.aclose()
        return reached, len(asked)
    finally:
        backend.close()


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"]]
)
def test_a_name_with_one_forbidden_address_is_refused_whole(found: list[str]) -> None:
    with pytest.raises(AddressRefusedError, match=f"news.example.org:80 is at {found[-1]}, which is a"):
        asyncio.run(connect("news.example.org", 80, *found))


def test_a_name_on_a_link_local_address_is_refused_even_where_it_is_allowed() -> None:
    with pytest.raises(AddressRefusedError, match="link-local"):
        asyncio.run(connect("news.example.org", 80, "169.254.169.254", allowed=True))


@pytest.mark.parametrize("name", ["localhost", "2130706433", "0x7f000001", "127.1"])
def test_loopback_in_other_words_is_still_loopback(name: str) -> None:
    """These go through the system's own resolver."""

    async def reach() -> None:
        backend = CheckedBackend(frozenset())
        try:
            await backend.connect_tcp(name, 80, timeout=2)
        finally:
            backend.close()

    with pytest.raises((AddressRefusedError, httpcore.ConnectError), match=r"loopback address|cannot be resolved"):
        asyncio.run(reach())


def test_an_allowed_name_is_connected_to_at_the_address_that_was_checked() -> None:
    async def reach() -> tuple[tuple[int, int], int]:
        async with serving(lambda _: answer()) as server:
            return await connect("News.example.org", server.port, "127.0.0.1", allowed=True), server.port

    (reached, times), port = asyncio.run(reach())
    assert (reached, times) == (port, 1)  # resolved once: what was checked is what is connected to


def test_the_next_address_is_tried_where_the_first_does_not_answer() -> None:
    async def reach() -> tuple[tuple[int, int], int]:
        async with serving(lambda _: answer()) as server:
            return await connect("news.example.org", server.port, "127.0.0.2", "127.0.0.1", allowed=True), server.port

    (reached, _), port = asyncio.run(reach())
    assert reached == port


def test_a_name_that_resolves_to_nothing_cannot_be_connected_to() -> None:
    with pytest.raises(httpcore.ConnectError, match=r"news\.example\.org has no address"):
        asyncio.run(connect("news.example.org", 80))


def test_a_name_that_is_not_known_cannot_be_connected_to() -> None:
    async def unknown(_: str, __: int) -> Sequence[str]:
        raise gaierror(-2, "Name or service not known")

    async def reach() -> None:
        await CheckedBackend(frozenset(), unknown).connect_tcp("news.example.org", 80, timeout=2)

    with pytest.raises(httpcore.ConnectError, match=r"the name news\.example\.org cannot be resolved: .* not known"):
        asyncio.run(reach())


def test_a_name_server_that_does_not_answer_ends_at_the_limit() -> None:
    async def forever(_: str, __: int) -> Sequence[str]:
        await asyncio.sleep(10)
        return []

    async def reach() -> None:
        await CheckedBackend(frozenset(), forever).connect_tcp("news.example.org", 80, timeout=0.05)

    with pytest.raises(httpcore.ConnectTimeout, match=r"news\.example\.org:80 did not accept a connection in 0\.05 s"):
        asyncio.run(reach())
