"""Bytes become the right text, whatever the header says."""

from __future__ import annotations

import pytest

from parsers.encodings import decode

TEXT = "The Amble’s lights cost £400,000 – “a bargain”"
META = '<meta charset="{}">'


@pytest.mark.parametrize(
    "header", ["text/html; charset=iso-8859-1", "text/html; charset=utf-16", "text/html; charset=windows-1252"]
)
def test_utf8_is_read_as_utf8_although_the_header_says_otherwise(header: str) -> None:
    """No mojibake, and the disagreement is told."""
    decoded = decode(TEXT.encode(), header)
    assert decoded.text == TEXT
    assert [kind for kind, _ in decoded.remarks] == ["charset_conflict"]


@pytest.mark.parametrize(
    "header", ["text/html; charset=utf-8", "text/html", "", 'text/html; charset="UTF-8"', "text/html; charset=nonsense"]
)
def test_utf8_that_is_declared_or_not_declared_is_no_problem(header: str) -> None:
    """A missing or unknown charset is no disagreement."""
    decoded = decode(TEXT.encode(), header)
    assert (decoded.text, decoded.remarks) == (TEXT, ())


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "ISO-8859-1", "us-ascii", "windows-1252"])
@pytest.mark.parametrize("where", ["header", "document"])
def test_bytes_of_windows_1252_are_read_as_such_when_they_are_called_latin_1(label: str, where: str) -> None:
    """Curly quotes are bytes 0x91 to 0x94, as every browser reads them."""
    meta = META.format(label) if where == "document" else ""
    header = f"text/html; charset={label}" if where == "header" else "text/html"
    decoded = decode((meta + TEXT).encode("cp1252"), header)
    assert (decoded.text, decoded.remarks) == (meta + TEXT, ())


def test_the_charset_of_an_xml_declaration_counts() -> None:
    """Feeds name their charset there."""
    feed = '<?xml version="1.0" encoding="iso-8859-2"?><title>Łódź</title>'
    assert decode(feed.encode("iso-8859-2"), "application/xml").text == feed


def test_without_any_declaration_what_is_not_utf8_is_windows_1252() -> None:
    """The likeliest guess for a page of a Western government."""
    assert decode(TEXT.encode("cp1252"), "text/html").text == TEXT


@pytest.mark.parametrize("header", ["text/html; charset=utf-8", "text/html", "text/html; charset=iso-8859-1"])
def test_a_few_broken_bytes_do_not_spoil_the_rest(header: str) -> None:
    """Replacement characters stand where the bytes are broken and nowhere else, and the page's problem says so."""
    decoded = decode(TEXT.encode() + b" \xff\xfe\xc3(", header)
    assert decoded.text.startswith(TEXT)
    assert decoded.text.count("\ufffd") == 3
    kind, detail = decoded.remarks[-1]
    assert kind == "invalid_bytes"
    assert "“a bargain”" in detail


@pytest.mark.parametrize("label", ["hex", "idna", "unicode_escape", "undefined", "rot13", "punycode", "base64"])
def test_a_codec_that_is_no_charset_cannot_be_asked_for(label: str) -> None:
    """Python knows codecs that would run over hostile bytes; a header that names one is passed over."""
    assert decode(b"\x93lights\x94 \\u0041", f"text/html; charset={label}").text == "“lights” \\u0041"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(codec: str) -> None:
    """It is stronger than any declaration, and not part of the text."""
    assert decode(TEXT.encode(codec), "text/html; charset=iso-8859-1").text == TEXT


def test_plain_ascii_agrees_with_every_declaration() -> None:
    """Nothing is reported where there is no difference."""
    assert decode(b"lights", "text/html; charset=iso-8859-1").remarks == ()
