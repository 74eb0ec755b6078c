"""Which sentences of a release carry a match, with the match marked, and who says them where they stand in a quote.

Matches in title and standfirst are marked there and make no passage; what an edit changed is told by `edits`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.alerts.marks import MarkedSpan, Span, mark
from flows.alerts.matches import Match
from flows.alerts.records import Passage
from parsers.records import FieldName, Quote
from parsers.topics.sentences import sentences

PASSAGE_MOST = 420  # characters: three lines on a desk, eight on a phone
_ORDER: tuple[FieldName, ...] = ("quote", "speaker", "body", "notes", "organisation", "place", "title", "summary")
_SHORTEST = 12  # characters of a quote's paragraph that is looked for in the body: shorter ones stand there by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One passage before it is cut: where it stands and the matches in it."""

    field: FieldName
    text: str
    span: Span
    matches: tuple[Match, ...]
    quote: Quote | None = None

    @property
    def key(self) -> str:
        return self.text[self.span[0] : self.span[1]]

    @property
    def rank(self) -> tuple[bool, int]:
        """What is new in the edition comes first, then a quote before running text."""
        return not any(match.added for match in self.matches), _ORDER.index(self.field)


def choose_passages(
    matches: Sequence[Match], quotes: Sequence[Quote], *, language: str, most: int
) -> tuple[tuple[Passage, ...], int]:
    """Return the passages to show in the order of the release, and how many more there are.

    Every topic is shown once before any is shown twice.
    """
    found = _found(matches, quotes)
    chosen = _chosen(found, most)
    return tuple(_passage(one, language) for one in chosen), len(found) - len(chosen)


def _found(matches: Sequence[Match], quotes: Sequence[Quote]) -> list[_Found]:
    body = [match for match in matches if match.field == "body"]
    standing = _standing(quotes, body[0].text) if body else []
    homes = [(match, _home(match, standing)) for match in body]
    running = [match for match, home in homes if home is None]
    notes = [match for match in matches if match.field == "notes"]
    said = [(match, home) for match, home in homes if home]
    return _without_doubles([*_in_quotes(matches, said), *_in_text(running), *_in_text(notes), *_in_names(matches)])


def _standing(quotes: Sequence[Quote], body: str) -> list[tuple[Span, Quote]]:
    """Return where the paragraphs of quotes stand in the body."""
    standing: list[tuple[Span, Quote]] = []
    cursor = 0
    for quote, paragraph in ((one, text) for one in quotes for text in one.text.split("\n\n")):
        at = body.find(paragraph, cursor) if len(paragraph) >= _SHORTEST else -1
        if at >= 0:
            cursor = at + len(paragraph)
            standing.append(((at, cursor), quote))
    return standing


def _home(match: Match, standing: Iterable[tuple[Span, Quote]]) -> tuple[Span, Quote] | None:
    inside = (home for home in standing if home[0][0] <= match.start and match.stop <= home[0][1])
    return next(inside, None)


def _in_quotes(matches: Sequence[Match], said: Iterable[tuple[Match, tuple[Span, Quote]]]) -> Iterator[_Found]:
    """Yield passages of quotes, whether the match was found in the quote or in the body where it stands."""
    for match in matches:
        if match.field == "quote":
            yield _Found(field="quote", text=match.text, span=_line(match), matches=(match,), quote=match.quote)
    for match, (span, quote) in said:
        yield _Found(field="quote", text=match.text, span=span, matches=(match,), quote=quote)


def _in_text(matches: Sequence[Match]) -> Iterator[_Found]:
    """Yield passages of running text; matches of one sentence make one."""
    known: dict[int, list[Span]] = {}
    last: _Found | None = None
    for match in matches:
        if last and match.stop <= last.span[1]:
            last = replace(last, matches=(*last.matches, match))
            continue
        if last:
            yield last
        last = _Found(field=match.field, text=match.text, span=_around(match, known), matches=(match,))
    if last:
        yield last


def _around(match: Match, known: dict[int, list[Span]]) -> Span:
    """Return the span of the sentences that hold a match; `known` keeps those of paragraphs that were split before."""
    blank = match.text.rfind("\n\n", 0, match.start)
    start = blank + 2 if blank >= 0 else 0
    end = match.text.find("\n\n", match.stop)
    if start not in known:
        paragraph = match.text[start : len(match.text) if end < 0 else end]
        known[start] = [(start + first, start + last) for first, last in sentences(paragraph)]
    spans = known[start]
    first = bisect_right(spans, (match.start, len(match.text))) - 1
    last = bisect_right(spans, (match.stop - 1, len(match.text))) - 1
    return spans[first][0], spans[last][1]


def _in_names(matches: Iterable[Match]) -> Iterator[_Found]:
    """Yield the names that matched; of a speaker, what he or she says."""
    for match in matches:
        if match.field == "speaker" and match.quote:
            text = match.quote.text
            first = (0, len(text.partition("\n")[0]))
            yield _Found(field="speaker", text=text, span=first, matches=(match,), quote=match.quote)
        elif match.field in ("organisation", "place"):
            yield _Found(field=match.field, text=match.text, span=(0, len(match.text)), matches=(match,))


def _line(match: Match) -> Span:
    end = match.text.find("\n", match.stop)
    return match.text.rfind("\n", 0, match.start) + 1, len(match.text) if end < 0 else end


def _without_doubles(found: Iterable[_Found]) -> list[_Found]:
    """Join passages that show the same words; the first of them, a quote before running text, stays."""
    kept: dict[str, _Found] = {}
    for one in found:
        home = kept.get(one.key)
        kept[one.key] = _joined(home, one) if home else one
    return list(kept.values())


def _joined(home: _Found, other: _Found) -> _Found:
    """Add the matches of the same words, moved to where they stand in `home`; a speaker's name marks no words."""
    if other.field == "speaker":
        return replace(home, matches=(*home.matches, *other.matches))
    shift = home.span[0] - other.span[0]
    moved = (replace(one, text=home.text, start=one.start + shift, stop=one.stop + shift) for one in other.matches)
    return replace(home, matches=(*home.matches, *moved))


def _chosen(found: Sequence[_Found], most: int) -> list[_Found]:
    ranked = sorted(found, key=lambda one: one.rank)
    firsts: dict[str, int] = {}
    for one in ranked:
        for match in one.matches:
            firsts.setdefault(match.topic, id(one))
    chosen = set(list(dict.fromkeys((*firsts.values(), *map(id, ranked))))[:most])
    return [one for one in found if id(one) in chosen]


def _passage(found: _Found, language: str) -> Passage:
    inside = [match for match in found.matches if match.text == found.text and match.field != "speaker"]
    spans: list[MarkedSpan] = [(match.start, match.stop, "match") for match in inside]
    return Passage(
        field=found.field,
        pieces=mark(found.text, spans, within=found.span, most=PASSAGE_MOST),
        topics=tuple(dict.fromkeys(match.topic for match in found.matches)),
        language=language,
        added=any(match.added for match in found.matches),
        speaker=found.quote.speaker if found.quote else None,
        role=found.quote.role if found.quote else None,
    )
