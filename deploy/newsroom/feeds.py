"""The Atom feeds: the finder's, in pages of twenty, and the twenty newest of everything or of one organisation.

Does not know which releases there are; it is given them, newest first. As on GOV.UK the two kinds of feed name the
same release differently: only the link is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from deploy.newsroom.records import Headline
from deploy.newsroom.wording import london_time, type_name

PAGE_SIZE: Final = 20
FINDER_PATH: Final = "/search/news-and-communications.atom"

Pairs = Sequence[tuple[str, str]]  # a query, taken apart


def finder_feed(headlines: Iterable[Headline], pairs: Pairs, *, base: str, target: str) -> str:
    """Return one page of the finder's feed.

    Reads `page`, `organisations[]` and `content_store_document_type[]`; like the finder it takes no offence at others.
    """
    found = [one for one in headlines if one.document_type != "case_study" and _is_wanted(one, pairs)]
    page = next((int(value) for name, value in pairs if name == "page" and value.isdigit()), 1)
    shown = found[PAGE_SIZE * (max(page, 1) - 1) :][:PAGE_SIZE]
    entries = "\n".join(
        f"""  <entry>
    <id>tag:www.gov.uk,2005:{escape(one.path)}</id>
    <updated>{london_time(one.updated)}</updated>
    <link rel="alternate" type="text/html" href="{escape(base + one.path)}"/>
    <title>{escape(one.title, quote=False)}</title>
    <summary type="html">{escape(escape(one.summary, quote=False), quote=False)}</summary>
  </entry>"""
        for one in shown
    )
    return _feed("News and communications", shown, entries, base=base, target=target)


def activity_feed(title: str, headlines: Sequence[Headline], *, base: str, target: str) -> str:
    """Return the feed of what was last published or updated, for `headlines` that are newest first."""
    shown = headlines[:PAGE_SIZE]
    entries = "\n".join(
        f"""  <entry>
    <id>{escape(one.url)}#{london_time(one.updated)}</id>
    <updated>{london_time(one.updated)}</updated>
    <link rel="alternate" type="text/html" href="{escape(base + one.path)}"/>
    <title>{escape(f"{type_name(one.document_type)}: {one.title}", quote=False)}</title>
    <category label="{type_name(one.document_type)}" term="{type_name(one.document_type)}"/>
    <summary>{escape(one.summary, quote=False)}</summary>
  </entry>"""
        for one in shown
    )
    return _feed(title, shown, entries, base=base, target=target)


def _is_wanted(headline: Headline, pairs: Pairs) -> bool:
    offered: Mapping[str, set[str]] = {
        "organisations[]": {one.slug for one in headline.organisations},
        "content_store_document_type[]": {headline.document_type},
    }
    wanted = ({value for one, value in pairs if one == name and value} for name in offered)
    return all(not values or values & has for values, has in zip(wanted, offered.values(), strict=True))


def _feed(title: str, shown: Sequence[Headline], entries: str, *, base: str, target: str) -> str:
    path, _, query = target.partition("?")
    alternate = base + path.removesuffix(".atom") + (f"?{query}" if query else "")
    updated = f"\n  <updated>{london_time(shown[0].updated)}</updated>" if shown else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-GB" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:www.gov.uk,2005:{escape(path.removesuffix(".atom"))}</id>
  <link rel="alternate" type="text/html" href="{escape(alternate)}"/>
  <link rel="self" type="application/atom+xml" href="{escape(base + target)}"/>
  <title>{escape(title, quote=False)}</title>{updated}
  <author>
    <name>HM Government</name>
  </author>
{entries}
</feed>
"""
