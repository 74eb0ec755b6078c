"""One exchange: unpacking within a limit, TLS, and what errors are called."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from flows.manners import FetchError, Manners
from flows.transfer import CheckedTransport, Reply, Unpacker, build_request, exchange
from tests.flows.asking import NOON, QUICK
from tests.flows.servers import Asked, answer, serving

TEXT = b"The minister opened a bridge. " * 500


# Unpacking ----------------------------------------------------------------------------------------------------------


def unpack(encoding: str, data: bytes, *, step: int = 7, limit: int = 1_000_000) -> bytes:
    """Unpack a body that comes in small pieces."""
    unpacker = Unpacker(encoding, limit)
    for start in range(0, len(data), step):
        unpacker.feed(data[start : start + step])
    return unpacker.finish()


def raw_deflate(data: bytes) -> bytes:
    """Pack without the zlib wrapping, as some servers do."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("step", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("X-GZIP", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:])),
        ("gzip", gzip.compress(TEXT) + b"\x00" * 20),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
    ],
)
def test_a_body_comes_out_as_it_was_packed_however_it_is_cut(encoding: str, packed: bytes, step: int) -> None:
    assert unpack(encoding, packed, step=step) == TEXT


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_no_bytes_are_an_empty_body(encoding: str) -> None:
    assert unpack(encoding, b"") == b""


@pytest.mark.parametrize("cut", [1, 5, 17, 60])
@pytest.mark.parametrize(("encoding", "packed"), [("gzip", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT))])
def test_a_packed_body_without_its_end_is_truncated(encoding: str, packed: bytes, cut: int) -> None:
    with pytest.raises(FetchError, match=f"the {encoding} body breaks off") as caught:
        unpack(encoding, packed[:-cut])
    assert (caught.value.kind, caught.value.again) == ("truncated", True)


def test_a_single_byte_is_not_yet_a_body() -> None:
    with pytest.raises(FetchError, match="breaks off after 0 bytes"):
        unpack("gzip", b"\x1f")


def test_a_damaged_body_is_not_handed_on() -> None:
    with pytest.raises(FetchError, match="the gzip body is damaged"):
        unpack("gzip", b"<html>not packed at all</html>")


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        Unpacker(encoding, 100)
    assert caught.value.kind == "bad_encoding"


@pytest.mark.parametrize(
    ("encoding", "packed"), [("", TEXT), ("gzip", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT))]
)
def test_the_limit_counts_unpacked_bytes(encoding: str, packed: bytes) -> None:
    assert len(unpack(encoding, packed, limit=len(TEXT))) == len(TEXT)
    with pytest.raises(FetchError, match="bigger than 14,999 bytes") as caught:
        unpack(encoding, packed, limit=len(TEXT) - 1)
    assert (caught.value.kind, caught.value.outcome) == ("too_big", "refused")


# TLS ----------------------------------------------------------------------------------------------------------------


def certificate(folder: Path, *names: str, until: datetime = NOON + timedelta(days=365 * 50)) -> Path:
    """Write a self-signed certificate for these names and its key into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "an invented newsroom")])
    alternatives: list[x509.GeneralName] = [
        x509.IPAddress(ip_address(one)) if one[0].isdigit() else x509.DNSName(one) for one in names
    ]
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2020, 1, 1)).not_valid_after(until.replace(tzinfo=None))  # noqa: DTZ001
    builder = builder.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM) + secret)
    return path


def fetch_with_tls(pem: Path, host: str, *, trusted: bool) -> tuple[Reply, Asked]:
    """Ask a server with this certificate under a name that resolves to it."""

    async def resolve(_: str, __: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async def once() -> tuple[Reply, Asked]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pem)
        async with serving(lambda _: answer(200, b"safe"), tls=context) as server:
            manners = Manners(contact=None, connect_timeout=2, allow_private=frozenset({(host, server.port)}))
            tls = httpx.create_ssl_context(verify=ssl.create_default_context(cafile=pem)) if trusted else None
            transport = CheckedTransport(manners, tls=tls, resolve=resolve)
            try:
                request = build_request(httpx.URL(f"https://{host}:{server.port}/page"), [], manners)
                return await exchange(transport, request, limit=1000, seconds=5), server.asked[0]
            finally:
                await transport.aclose()

    return asyncio.run(once())


def test_a_certificate_of_the_right_name_is_accepted(tmp_path: Path) -> None:
    reply, asked = fetch_with_tls(certificate(tmp_path, "news.example.org"), "news.example.org", trusted=True)
    assert (reply.status, reply.content) == (200, b"safe")
    assert asked.headers["host"].startswith("news.example.org:")


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="self-signed certificate") as caught:
        fetch_with_tls(certificate(tmp_path, "news.example.org"), "news.example.org", trusted=False)
    assert caught.value.kind == "network"


def test_the_name_of_the_url_is_verified_and_not_the_address_connected_to(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"certificate is not valid for 'news\.example\.org'"):
        fetch_with_tls(certificate(tmp_path, "127.0.0.1", "other.example.org"), "news.example.org", trusted=True)


def test_a_certificate_of_yesteryear_is_refused(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "news.example.org", until=datetime(2021, 1, 1))  # noqa: DTZ001 - X.509 knows UTC only
    with pytest.raises(FetchError, match="certificate has expired"):
        fetch_with_tls(pem, "news.example.org", trusted=True)


def test_a_server_that_never_shakes_hands_ends_at_the_limit() -> None:
    """And leaves no connection behind."""

    async def once() -> tuple[float, int]:
        async with serving(lambda _: answer()) as server:
            transport, began = CheckedTransport(QUICK), time.monotonic()
            request = build_request(httpx.URL(f"https://127.0.0.1:{server.port}/"), [], QUICK, private_allowed=True)
            with pytest.raises(FetchError, match=r"took more than the 0\.2 s") as caught:
                await exchange(transport, request, limit=1000, seconds=0.2)
            assert caught.value.kind == "timed_out"
            await asyncio.sleep(0.05)
            return time.monotonic() - began, server.open_now

    took, still_open = asyncio.run(once())
    assert (took < 1, still_open) == (True, 0)


def test_verification_cannot_be_switched_off() -> None:
    careless = ssl.create_default_context()
    careless.check_hostname = False
    with pytest.raises(ValueError, match="expected a context that verifies certificates and host names"):
        CheckedTransport(QUICK, tls=careless)


# Broken HTTP --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_is_a_network_error(said: bytes) -> None:
    """A header without end among it: headers have a limit as well."""

    async def once() -> Reply:
        async with serving(lambda _: said) as server:
            transport = CheckedTransport(QUICK)
            try:
                request = build_request(httpx.URL(server.base), [], QUICK, private_allowed=True)
                return await exchange(transport, request, limit=1000, seconds=2)
            finally:
                await transport.aclose()

    with pytest.raises(FetchError, match="could not be asked") as caught:
        asyncio.run(once())
    assert (caught.value.kind, caught.value.outcome, caught.value.again) == ("network", "failed", True)
