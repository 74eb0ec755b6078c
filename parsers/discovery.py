"""What a site says of its own listings: feeds named in a page's head, sitemaps in robots.txt, links of an index page.

Does not ask for anything, and does not know which listing is the best; it says where to look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from parsers.blocks import text_of
from parsers.locations import canonical_url, origin_of

_FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"))
_USUAL = ("feed", "rss.xml", "feed.xml", "atom.xml", "rss", "news/feed", "news/rss.xml")
_SITEMAPS = ("sitemap_news.xml", "news-sitemap.xml", "sitemap.xml")
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_CHROME = ("nav", "footer", "header", "aside")
_HEADLINE = 20  # characters of a link that may be a title
_FEW = 3  # links of one shape that make a list
_NEWS = re.compile(r"news|press|release|media|aktuel|nyhe|nieuws|uudis|naujien|jaunum|komunik|presse|comuni|prensa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A page of links as a listing: the selector of the links, and how many it finds."""

    selector: str
    links: int


def declared_feeds(text: str, url: str) -> tuple[str, ...]:
    """Return the feeds that a page names in its head, in its order; those of comments come last."""
    soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    found = (one for one in soup.find_all("link") if str(one.get("type") or "").lower() in _FEED_TYPES)
    feeds = dict.fromkeys(_joined(url, str(one.get("href") or "")) for one in found)
    return tuple(sorted(filter(None, feeds), key=lambda one: "comment" in one))


def declared_sitemaps(robots: str, url: str) -> tuple[str, ...]:
    """Return the sitemaps at the host of `url` that a robots.txt names, those of news first."""
    found = dict.fromkeys(one for one in _SITEMAP.findall(robots) if origin_of(one) == origin_of(url))
    return tuple(sorted(found, key=lambda one: "news" not in one))


def usual_feeds(url: str) -> tuple[str, ...]:
    """Return where feeds stand at most sites: below a page, and below its host."""
    return _places(url, _USUAL)


def usual_sitemaps(url: str) -> tuple[str, ...]:
    """Return where sitemaps stand at most sites."""
    return _places(url, _SITEMAPS)


def _places(url: str, names: Sequence[str]) -> tuple[str, ...]:
    below = url if url.endswith("/") or not urlsplit(url).path else f"{url}/"
    bases = dict.fromkeys((below, f"{origin_of(url)}/"))
    return tuple(dict.fromkeys(urljoin(base, name) for base in bases for name in names))


def release_links(text: str, url: str) -> Index | None:
    """Return the largest group of links of one shape on a page, outside of its navigation; None where there is none.

    Links of one shape have the same path but for its last part and for numbers: '/news/2026/10/…'. Shapes that speak
    of news go before larger ones.
    """
    soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    links = list(_headlines(soup, url))
    shapes = Counter(shape for _, shape in links)
    ranked = sorted(shapes, key=lambda one: (_NEWS.search(one) is None, -shapes[one]))
    for shape in (one for one in ranked if shapes[one] >= _FEW):
        prefix = shape.partition("*")[0]
        selector = f'a[href*="{prefix}"]'
        wanted = [link for link, own in links if own == shape]
        if prefix != "/" and all(prefix in str(link.get("href")) for link in wanted):
            return Index(selector=selector, links=len(wanted))
        if box := _box(wanted, soup):
            return Index(selector=f"{box} a[href]", links=len(wanted))
    return None


def _headlines(soup: BeautifulSoup, url: str) -> Iterator[tuple[Tag, str]]:
    for link in soup.find_all("a", href=True):
        target = _joined(url, str(link["href"]))
        is_one = len(text_of(link)) >= _HEADLINE and not link.find_parent(_CHROME)
        if is_one and target and origin_of(target) == origin_of(url):
            yield link, shape_of(target)


def _box(links: Sequence[Tag], soup: BeautifulSoup) -> str:
    """Return the selector of the innermost element with a name of its own that holds all links; empty for none."""
    for parent in links[0].parents:
        names = [f"#{parent.get('id')}" if parent.get("id") else "", f".{str(parent.get('class') or '').split(' ')[0]}"]
        own = next((one for one in names if re.fullmatch(r"[.#][A-Za-z][\w-]*", one)), "")
        if own and all(any(above is parent for above in one.parents) for one in links) and len(soup.select(own)) == 1:
            return own
    return ""


def shape_of(url: str) -> str:
    """Return the path of an address without its last part, numbers as '*': '/news/*/' of '/news/2026/a-title'."""
    folders = urlsplit(url).path.rstrip("/").split("/")[:-1]
    return "/".join("*" if any(letter.isdigit() for letter in one) else one for one in folders) + "/"


def release_shape(urls: Sequence[str]) -> str:
    """Return how the paths of most addresses begin that speak of news; empty where none does."""
    shapes = Counter(map(shape_of, urls))
    news = [one for one in shapes if _NEWS.search(one)]
    return max(news, key=lambda one: shapes[one]).partition("*")[0] if news else ""


def own_address(text: str, url: str) -> str:
    """Return the address that a page calls its own in its head; empty where it says nothing that is one."""
    soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    link, meta = soup.select_one('link[rel="canonical"]'), soup.select_one('meta[property="og:url"]')
    href = (link.get("href") if link else None) or (meta.get("content") if meta else None)
    return _joined(url, str(href or ""))


def mirrored_home(asked: str, own: str) -> tuple[str, str] | None:
    """Return (homepage, where it is mirrored) of a page that was asked for elsewhere than where it says it is."""
    path = urlsplit(own).path
    is_mirror = own and origin_of(own) != origin_of(asked) and path != "/" and urlsplit(asked).path.endswith(path)
    if not is_mirror or not urlsplit(asked).path.removesuffix(path):
        return None
    return origin_of(own), origin_of(asked) + urlsplit(asked).path.removesuffix(path)


def site_name(text: str) -> str:
    """Return what a page calls its site; empty where it does not say."""
    soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    meta = soup.select_one('meta[property="og:site_name"]')
    return " ".join(str(meta.get("content") or "").split()) if meta else ""


def _joined(base: str, href: str) -> str:
    try:
        return canonical_url(href, base)
    except ValueError:
        return ""
