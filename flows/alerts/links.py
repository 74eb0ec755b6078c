"""Which addresses in a digest a reader may follow."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_MOST = 2000  # characters: what mail clients and browsers open reliably
_KEPT = "!#$%&'()*+,/:;=?@[]~-._"  # has a meaning in an address, or is harmless there


def safe_link(url: str) -> str | None:
    """Return a web address as it can stand in any form of the digest; None for what is none.

    Only http and https with a host and without a password are followed; white space, quotation marks, brackets and
    letters beyond ASCII are percent-encoded.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or len(url) > _MOST:
        return None
    return quote(parts.geturl(), safe=_KEPT).replace("'", "%27").replace("(", "%28").replace(")", "%29")
