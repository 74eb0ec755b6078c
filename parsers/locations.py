"""URLs as identities: absolute, canonical, and never anything but http or https.

Does not resolve names or follow redirects.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

from parsers.records import Source

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)  # Java servers name every visit anew in their links
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
    return urlunsplit((parts.scheme, host + port, _SESSION.sub("", parts.path) or "/", parts.query, ""))


def origin_of(url: str) -> str:
    """Return scheme, host and port of a URL: 'https://www.gov.uk'."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def moved_to_origin(url: str, origin: str) -> str:
    """Return the URL with scheme, host and port replaced by those of `origin`."""
    parts, target = urlsplit(url), urlsplit(origin)
    return urlunsplit((target.scheme, target.netloc, parts.path, parts.query, ""))


def mirrored(url: str, mirror: str) -> str:
    """Return the URL at a mirror, which may begin below a path; `url` itself without a mirror, or where it is there."""
    if not mirror or _is_at(url, mirror):
        return url
    parts = urlsplit(url)
    return mirror + urlunsplit(("", "", parts.path, parts.query, ""))


def unmirrored(url: str, mirror: str, homepage: str) -> str:
    """Return the publisher's own URL for one at a mirror; `url` itself for every other."""
    if mirror and _is_at(url, mirror):
        return canonical_url(homepage + url.removeprefix(mirror))
    return url


def _is_at(url: str, mirror: str) -> bool:
    return url == mirror or url.startswith((f"{mirror}/", f"{mirror}?"))


def url_at_home(href: str, asked: str, source: Source, *, base: str = "") -> str:
    """Return the publisher's canonical URL of a link that stands in the answer to `asked`, or below `base`.

    A source may be asked at another host than its own (a mirror, a test server), so the host that was asked and the
    homepage's are one, and http and https and 'www.' are. Raises ForeignLinkError for any host or port that is not the
    source's, ValueError for a link that is none.
    """
    url = unmirrored(canonical_url(href, base or asked), source.mirror, source.homepage)
    if not source.homepage or any(_place(url) == _place(host) for host in source.hosts):
        return url
    homes = {_place(source.homepage)} | (set() if base else {_place(asked)})
    if _place(url) not in homes:
        raise ForeignLinkError(f"{url[:100]!r} is not at {source.homepage}")
    return moved_to_origin(url, source.homepage)


def link_at_home(href: str, asked: str, source: Source) -> str | None:
    """Return a link on the page `asked` as an absolute URL, at the source's own host where it leads to the one asked.

    None for a link that leads nowhere on the web.
    """
    try:
        url = canonical_url(href, asked)
    except ValueError:
        return None
    return at_home(url, source) if origin_of(url) == origin_of(asked) else url


def at_home(url: str, source: Source) -> str:
    """Return the URL at the source's own host, where it has one."""
    own = [urlsplit(host).netloc for host in source.hosts]
    is_kept = not source.homepage or urlsplit(url).netloc in own
    return url if is_kept else moved_to_origin(url, source.homepage)


def _place(url: str) -> str:
    return urlsplit(canonical_url(url)).netloc.removeprefix("www.")
