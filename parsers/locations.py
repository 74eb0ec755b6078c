"""URLs as identities: absolute, canonical, and never anything but http or https.

Does not resolve names or follow redirects.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NO_HOST = re.compile(r"[\s\x00-\x1f\x7f<>\"'\\^`{|}%]")


class ForeignLinkError(ValueError):
    """A link leads to another host than the one that is being read."""


@lru_cache(maxsize=10_000)  # the same hundred organisations and places are linked on every page
def canonical_url(href: str, base: str = "") -> str:
    """Return `href` absolute, with a lower-case host and without fragment, default port or white space around it.

    Raises ValueError for an empty link, another scheme than http and https, or a URL without a host.
    """
    if not href.strip():
        raise ValueError("empty link")
    parts = urlsplit(urljoin(base, href.strip()))
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or _NO_HOST.search(parts.hostname):
        raise ValueError(f"not a web address: {href.strip()[:100]!r}")
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS[parts.scheme] else ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit((parts.scheme, host + port, parts.path or "/", parts.query, ""))


def origin_of(url: str) -> str:
    """Return scheme, host and port of a URL: 'https://www.gov.uk'."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def moved_to_origin(url: str, origin: str) -> str:
    """Return the URL with scheme, host and port replaced by those of `origin`."""
    parts, target = urlsplit(url), urlsplit(origin)
    return urlunsplit((target.scheme, target.netloc, parts.path, parts.query, ""))


def url_at_home(href: str, asked: str, homepage: str) -> str:
    """Return the canonical URL at `homepage` of a link that stands in the answer to `asked`.

    A source may be asked at another host than its own (a mirror, a test server), so the host that was asked and the
    homepage's are one, and http and https are. Raises ForeignLinkError for any other host or port, ValueError for a
    link that is none.
    """
    url = canonical_url(href, asked)
    if _place(url) not in (_place(asked), _place(homepage)):
        raise ForeignLinkError(f"{url[:100]!r} is not at {homepage}")
    return moved_to_origin(url, homepage)


def _place(url: str) -> str:
    return urlsplit(canonical_url(url)).netloc
