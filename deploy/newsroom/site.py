"""The site of one day: a path and a query to an answer, each rendered once.

Does not know sockets or headers. Every page's path answers, as do `/api/content/PATH`, `/api/search.json`,
`/search/news-and-communications.atom`, `/government/organisations/SLUG.atom`, `/government/feed` and `/robots.txt`.
As on GOV.UK, listings hold only what is English and not withdrawn.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, unquote

from deploy.newsroom.answers import ATOM, HTML, JSON, TEXT, Answer, lasting, passing, passing_json
from deploy.newsroom.content import Content
from deploy.newsroom.content_api import Item, gone_item, item_of, redirect_item
from deploy.newsroom.days import State, state_of
from deploy.newsroom.feeds import FINDER_PATH, activity_feed, finder_feed
from deploy.newsroom.pages import gone_page, missing_page, page_of
from deploy.newsroom.records import Headline, Release
from deploy.newsroom.search import SearchError, search
from deploy.newsroom.synthetic import Synthetic

ROBOTS: Final = "User-agent: *\nDisallow: /_control/\nDisallow: /search/all\n"
_API: Final = "/api/content"
_SEARCH: Final = "/api/search.json"
_ORGANISATIONS: Final = "/government/organisations/"
_KEPT_PAGES: Final = 1000  # in memory; about 35 kB each, packed form included
_KEPT_LISTINGS: Final = 200  # an answer of the Search API can be half a megabyte


class Site:
    """Everything that the newsroom serves on one day."""

    def __init__(self, content: Content, synthetic: Synthetic, day: int) -> None:
        """Put the day together; raises LookupError for a day that there is not."""
        self.content, self.synthetic = content, synthetic
        self.state: State = state_of(content, day)
        self.headlines = _newest_first(self.state, synthetic)
        # Only feeds hold the host's name; pages are kept once, whatever they were asked as.
        self._page = lru_cache(_KEPT_PAGES)(self._render_page)
        self._listing = lru_cache(_KEPT_LISTINGS)(self._render_listing)

    def answer(self, target: str, base: str) -> Answer:
        """Return the answer to a request target, '/path?query'; `base` is the origin that feeds link to."""
        path = unquote(target.partition("?")[0])
        if path == _SEARCH:
            return self._listing(target, "")
        if path.endswith(".atom") or path == "/government/feed":
            return self._listing(target, base)
        return self._page(path)

    def _render_page(self, path: str) -> Answer:
        if path == "/robots.txt":
            return passing(200, ROBOTS, TEXT)
        if path.startswith(_API + "/"):
            return self._item(path.removeprefix(_API))
        release = self._find(path)
        if release:
            return lasting(page_of(release), HTML, release.modified)
        if moved := self.state.moved.get(path):
            return passing(301, "", HTML, ("Location", moved.to))
        if gone := self.state.gone.get(path):
            return passing(410, gone_page(gone.explanation), HTML)
        return passing(404, missing_page(), HTML)

    def _find(self, path: str) -> Release | None:
        return self.state.releases.get(path) or self.synthetic.find(path)

    def _item(self, path: str) -> Answer:
        release, gone, moved = self._find(path), self.state.gone.get(path), self.state.moved.get(path)
        if release:
            return lasting(_as_json(item_of(release)), JSON, release.modified)
        if gone:
            return lasting(_as_json(gone_item(gone)), JSON, gone.at)
        if moved:
            return lasting(_as_json(redirect_item(moved)), JSON, moved.at)
        return passing(404, _as_json({"error": "not found"}), JSON)

    def _render_listing(self, target: str, base: str) -> Answer:
        path, _, query = target.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True)
        if path == _SEARCH:
            return self._search(pairs)
        feed = self._feed(unquote(path), pairs, base, target)
        return passing(404, missing_page(), HTML) if feed is None else lasting(feed, ATOM, self.state.changed)

    def _search(self, pairs: list[tuple[str, str]]) -> Answer:
        try:
            found = search(self.headlines, pairs)
        except SearchError as error:
            return passing_json({"error": str(error)}, 422)
        return lasting(_as_json(found), JSON, self.state.changed)

    def _feed(self, path: str, pairs: list[tuple[str, str]], base: str, target: str) -> str | None:
        if path == FINDER_PATH:
            return finder_feed(self.headlines, pairs, base=base, target=target)
        if path == "/government/feed":
            return activity_feed("Activity on GOV.UK", self.headlines, base=base, target=target)
        slug = path.removeprefix(_ORGANISATIONS).removesuffix(".atom")
        organisation = self.content.institutions["organisations"].get(slug)
        if organisation is None or path != f"{organisation.path}.atom":
            return None
        theirs = [one for one in self.headlines if organisation in one.organisations]
        return activity_feed(f"{organisation.title} - Activity on GOV.UK", theirs, base=base, target=target)


def _newest_first(state: State, synthetic: Synthetic) -> tuple[Headline, ...]:
    listed = [one for one in state.releases.values() if one.locale == "en" and not one.withdrawal]
    by_path = sorted((*listed, *synthetic.headlines), key=lambda one: one.path)
    return tuple(sorted(by_path, key=lambda one: one.updated, reverse=True))


def _as_json(value: Item) -> str:
    return json.dumps(value, ensure_ascii=False)
