"""As many more releases as are wanted, over the ten years before the invented ones, for measuring at scale.

Number i of a seed is always the same release, however many there are. Titles and paragraphs come from
`content/synthetic.toml`; each release holds one sum, one quotation and at most one watched topic: JEF in 2 % of
them, the High North in 3 %, the IFU in 1 %, and near misses of the first two in 2 %. They never change.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final, TypeVar

from deploy.newsroom.content import load_content, read_table
from deploy.newsroom.records import Headline, HistoryLine, Named, Release, content_id_of

_T = TypeVar("_T")

_LAST_DAY: Final = datetime(2026, 2, 24, tzinfo=UTC)  # before the invented releases, which stay on top of every listing
_DAYS: Final = 3652
_OFFICE_HOURS: Final = (8 * 60, 18 * 60)  # in minutes
_SHARES: Final = (("jef", 0.02), ("high-north", 0.03), ("ifu", 0.01), ("jef-trap", 0.01), ("high-north-trap", 0.01))
_PARAGRAPHS: Final = (5, 8)  # fewest and most, besides those of the sum, the quotation and the topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What releases are put together from; texts have slots."""

    titles: Sequence[str]
    summaries: Sequence[str]
    places: Sequence[str]
    programmes: Sequence[str]
    organisations: Sequence[str]
    speakers: Sequence[Sequence[str]]
    quotes: Sequence[str]
    sums: Sequence[str]
    sum_paragraphs: Sequence[str]
    paragraphs: Sequence[str]
    topics: Mapping[str, Sequence[str]]


@cache
def load_stock() -> Stock:
    """Return the shipped stock."""
    return Stock(**read_table("synthetic.toml"))


class Synthetic:
    """The releases numbered 1 to `count` of a seed."""

    def __init__(self, *, count: int, seed: int) -> None:
        """Draw every headline; texts are drawn when they are asked for."""
        self.seed = seed
        drawings = (_Drawing(seed, number) for number in range(1, count + 1))
        self.headlines = tuple(drawing.headline() for drawing in drawings)
        self._numbers = {headline.path: number for number, headline in enumerate(self.headlines, start=1)}

    def find(self, path: str) -> Release | None:
        """Return the release at a path; None where there is none."""
        number = self._numbers.get(path)
        return _Drawing(self.seed, number).release() if number else None


class _Drawing:
    """One release being drawn; the headline is drawn first, so that it is the same with and without its text."""

    def __init__(self, seed: int, number: int) -> None:
        self.random = random.Random(f"{seed}/{number}")  # noqa: S311 - has to be repeatable, not secret
        self.stock, self.number = load_stock(), number
        self.slots = {"place": self.one(self.stock.places), "programme": self.one(self.stock.programmes)}
        self.published = self.moment()
        self.topic = self.draw_topic()
        self.organisation = self.one(self.stock.organisations)
        self.title, self.summary = self.text(self.stock.titles), self.text(self.stock.summaries)
        self.document_type = "press_release" if self.random.random() < 0.7 else "news_story"

    def one(self, choices: Sequence[_T]) -> _T:
        return choices[int(self.random.random() * len(choices))]

    def moment(self) -> datetime:
        """Draw a minute in office hours; what falls on a weekend comes out on the Friday before."""
        day = _LAST_DAY - timedelta(days=int(self.random.random() * _DAYS))
        friday = day - timedelta(days=max(0, day.weekday() - 4))
        return friday + timedelta(minutes=self.random.randrange(*_OFFICE_HOURS))

    def draw_topic(self) -> str:
        drawn = self.random.random()
        for topic, share in _SHARES:
            drawn -= share
            if drawn < 0:
                return topic
        return ""

    def text(self, templates: Sequence[str]) -> str:
        """One of the templates, its slots filled; a sentence that opens with a slot gets its capital letter."""
        filled = self.fill(self.one(templates))
        return filled[0].upper() + filled[1:]

    def fill(self, template: str) -> str:
        count = f"{self.random.randrange(20, 9000):,}" if "{count}" in template else ""
        return template.format(count=count, **self.slots)

    def headline(self) -> Headline:
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        path = f"/government/news/{slug}-{self.number}"
        return Headline(
            path=path,
            content_id=content_id_of(path),
            document_type=self.document_type,
            title=self.title,
            summary=self.summary,
            published=self.published,
            updated=self.published,
            organisations=(self.organisations[self.organisation],),
            topics=(self.topic,) if self.topic and not self.topic.endswith("-trap") else (),
        )

    @property
    def organisations(self) -> Mapping[str, Named]:
        return load_content().institutions["organisations"]

    def release(self) -> Release:
        headline = self.headline()
        taxons = load_content().institutions["taxons"]
        return Release(
            **{name: getattr(headline, name) for name in Headline.__dataclass_fields__},
            text="\n\n".join(self.paragraphs()),
            saved=self.published,
            modified=self.published,
            taxons=tuple(taxons[one.taxon] for one in headline.organisations),
            history=(HistoryLine(at=self.published, note="First published."),),
        )

    def paragraphs(self) -> list[str]:
        """Plain paragraphs with the others strewn in; the first one stays plain."""
        plain = self.random.sample(self.stock.paragraphs, self.random.randint(*_PARAGRAPHS))
        paragraphs = [self.fill(template) for template in plain]
        for extra in (self.sum_paragraph(), self.quotation(), self.topic_paragraph()):
            if extra:
                paragraphs.insert(self.random.randint(1, len(paragraphs)), extra)
        return paragraphs

    def sum_paragraph(self) -> str:
        return self.one(self.stock.sum_paragraphs).format(sum=self.one(self.stock.sums), **self.slots)

    def quotation(self) -> str:
        name, role = self.one(self.stock.speakers)
        return f"{role} {name} said:\n\n> {self.fill(self.one(self.stock.quotes))}"

    def topic_paragraph(self) -> str:
        return self.fill(self.one(self.stock.topics[self.topic])) if self.topic else ""
