"""Bytes of a page to text, whatever its header claims, and what is wrong with the claim.

Does not parse: the document's own word on its charset is looked for in the first kilobytes only, as the HTML standard
does.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_META = re.compile(
    rb"<meta[^>]+charset=[\"']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]+encoding=[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
_HEADER = re.compile(r"charset=[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LATIN = {"iso8859-1", "ascii"}  # as Python's codecs name them
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ABOVE_ASCII = bytes(range(128, 256))
# Python also knows codecs that are no charsets ('hex', 'idna', 'unicode_escape'): a page cannot ask for those.
_CHARSETS = re.compile(
    r"utf-(8|16|16-le|16-be)|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|tis-620|gb\w+|hz|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+"
)
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a page, and what its reader should be told about the bytes."""

    text: str
    remarks: tuple[tuple[str, str], ...] = ()  # (stable kind of a problem, detail)


def decode(content: bytes, content_type: str) -> Decoded:
    """Return the text of a page, with the remarks 'charset_conflict' and 'invalid_bytes' where they are due.

    What is valid UTF-8 is UTF-8 whatever is declared: no other charset's text happens to be. Else the header's charset
    counts, then the document's; latin-1 is read as windows-1252, as browsers do (WHATWG Encoding, 4.2). Bytes that
    still do not fit become U+FFFD.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _decoded(content, name, ())
    header, own = _named(_HEADER.search(content_type)), _named(_META.search(content[:4096]))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, _charset(content, header, own), _conflict(header, own))
    if content.isascii():
        return Decoded(text=text)
    return Decoded(text=text, remarks=_conflict(header or own, "utf-8"))


def _named(match: re.Match[str] | re.Match[bytes] | None) -> str | None:
    """Return the charset that a declaration names, as Python calls it; None for one that nobody knows."""
    label = next((group for group in match.groups() if group), b"") if match else b""
    try:
        name = codecs.lookup(label if isinstance(label, str) else label.decode("ascii")).name
    except LookupError:
        return None
    return name if _CHARSETS.fullmatch(name) else None


def _charset(content: bytes, header: str | None, own: str | None) -> str:
    """Return the charset of content that is not valid UTF-8."""
    declared = header or own or ("utf-8" if _mostly_utf8(content) else "cp1252")
    if declared != "utf-8" and _mostly_utf8(content):
        return "utf-8"
    return "cp1252" if declared in _LATIN else declared


def _mostly_utf8(content: bytes) -> bool:
    """Return whether damaged UTF-8 is likelier than anything else: most bytes above 127 stand in valid sequences."""
    fitting = sum(len(match[0]) for match in _MULTIBYTE.finditer(content))
    return 2 * fitting > len(content) - len(content.translate(None, _ABOVE_ASCII))


def _conflict(declared: str | None, found: str | None) -> tuple[tuple[str, str], ...]:
    if not declared or not found or declared == found:
        return ()
    return (("charset_conflict", f"declared as {declared}, but the document is or says {found}"),)


def _decoded(content: bytes, charset: str, remarks: tuple[tuple[str, str], ...]) -> Decoded:
    text = content.decode(charset, errors="replace")
    broken = text.count(_BROKEN)
    if not broken:
        return Decoded(text=text, remarks=remarks)
    detail = (
        f"{broken} characters are no {charset} and were replaced, the first after {text.partition(_BROKEN)[0][-30:]!r}"
    )
    return Decoded(text=text, remarks=(*remarks, ("invalid_bytes", detail)))
