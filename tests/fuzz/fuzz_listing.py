"""Listings of every kind, as the shipped sources declare them. Allowed: ListingError."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from parsers.errors import ListingError
from parsers.listings import Listing, read_listing
from parsers.records import Feed, Page, Source
from tests.fuzz import material
from tests.fuzz.targets import Target
from tests.parsers.samples import entry, feed
from tests.shipped import shipped_sources

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TYPES = ("text/html", "text/html; charset=iso-8859-1", "text/xml; charset=utf-16")
WORDS = (
    *"<feed> <entry> </entry> <link href= <updated> <title".split(),
    *"type='xhtml'> <rss> <channel> <item> <guid> <ttl> </ttl>".split(),
    *"<urlset> <sitemapindex> <sitemap> <url> <loc>".split(),
    *"<lastmod> <news:news> <rdf:RDF> <content:encoded> <dc:date>".split(),
    *"<!DOCTYPE [<!ENTITY ]> &x; <?xml ?> <![CDATA[ ]]>".split(),
    *"<!-- --> <a href='//['> http://[ javascript: \ufeff ² \ud7ff".split(),
    *('{"items": [', '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "'),
    *('"date_published"', "\\ud800"),
    *("1e999", "NaN", "null", "]}", "/feed-ended", "xmlns:x='y'", "xml:lang="),
)  # fmt: skip
SAMPLES = (
    feed(entry()),
    feed(entry(more="<summary>x</summary><content type='xhtml'><div>y</div></content><author><name>z</name></author>")),
    (
        "<rss><channel><ttl>60</ttl><item><title>a</title><link>/news/1</link><pubDate>Mon, 05 Oct 2026 10:00:00 GMT"
        "</pubDate><category>News</category><description>&lt;p&gt;x</description></item></channel></rss>"
    ),
    "<urlset><url><loc>/news/1</loc><lastmod>2026-10-05</lastmod></url></urlset>",
    "<sitemapindex><sitemap><loc>/sitemaps/1.xml</loc><lastmod>2026-10-05</lastmod></sitemap></sitemapindex>",
    (
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/news/1", "title": "a", '
        '"date_published": "2026-10-05T10:00:00Z", "tags": ["News"], "content_html": "<p>x"}]}'
    ),
    '{"results": [{"link": "/news/1", "title": "a", "public_timestamp": "2026-10-05T10:00:00Z", "format": "news"}]}',
    '<ul class="list"><li><a href="/news/1">a</a><time datetime="2026-10-05">5 October</time></li></ul>',
)


def _listings() -> Iterator[tuple[Source, Feed]]:
    """One feed of each kind and each way to read it, and every feed that a source has to describe."""
    met = set()
    for source in shipped_sources():
        for one in source.feeds:
            if one.kind in ("html", "json") or (one.kind, one.text) not in met:
                met.add((one.kind, one.text))
                yield source, one


LISTINGS = tuple(_listings())


def read(variant: int, content: bytes) -> Listing | None:
    """Read a listing; every entry is at a place on the web."""
    source, listed = LISTINGS[variant % len(LISTINGS)]
    url = f"{source.homepage or material.ANYWHERE}/listing"
    kind = TYPES[variant // len(LISTINGS)]
    try:
        found = read_listing(source, listed, Page(url=url, content=content, content_type=kind, fetched_at=NOW))
    except ListingError:
        return None
    assert all(urlsplit(one.url).scheme in ("http", "https") for one in found.entries), found
    return found


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield every sample to every listing, and the real feeds to a few."""
    contents = [*map(str.encode, SAMPLES), *material.real_feeds()]
    for number, content in enumerate(contents * len(LISTINGS)):
        yield number // len(contents), content
    for number, (source, listed) in enumerate(LISTINGS):
        if listed.kind == "html":
            yield from ((number, one) for one in material.real_pages(source))


TARGET = Target(read=read, variants=len(LISTINGS) * len(TYPES), seeds=seeds, words=WORDS)
