"""A page's text as an lxml tree, or the reason why it is none.

Does not select anything and does not build a BeautifulSoup.
"""

from __future__ import annotations

import re
from typing import Any, Final

import lxml.html
from lxml import etree

from parsers.errors import PageError

# No text has them. lxml takes them into a tree and refuses to take them out of it ("must be XML compatible").
_CONTROL: Final = bytes(one for one in range(32) if one not in b"\t\n\v\f\r")
_NO_CHARACTER: Final = re.compile(
    rb"\xef\xbf[\xbe\xbf]|&#(?:0*(?:[0-8]|1[4-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[0-8e]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
# Vertical tabs and form feeds, which a text pasted from Word has, stand for blanks.
_BLANKS: Final = bytes.maketrans(b"\v\f", b"  ")
_BLANK: Final = re.compile(rb"&#(?:0*1[12](?!\d)|x0*[bc](?![0-9a-f]));?", re.IGNORECASE)


def parse_html(text: str, *, url: str) -> Any:
    """Return the root element of a page, comments and processing instructions left out.

    Raises PageError ('empty_page', 'too_deep') where there is nothing that can be parsed whole.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(_legal(text.encode("utf-8", "replace")), parser=parser)
    except etree.ParserError as error:
        raise PageError("empty_page", f"{url}: expected HTML, got {text[:60]!r}") from error
    # Past 256 levels libxml2 stops and keeps what it has: half a page, which must not pass for a whole one.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise PageError("too_deep", f"{url}: expected HTML nested at most 256 levels deep, got more")
    return tree


def _legal(page: bytes) -> bytes:
    return _BLANK.sub(b" ", _NO_CHARACTER.sub(b"", page.translate(_BLANKS, _CONTROL)))
