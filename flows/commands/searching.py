"""`search`: the releases that a query of the topic language matches, newest or best first.

Answers from the search index alone and loads nothing that it does not need: somebody waits for it. The index finds
what may match and the matcher decides, so that a search and a saved topic never disagree.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from flows.commands.desk import QUERY, FormatOption, SinceOption, WatchlistOption, aside, in_utc, screen
from flows.commands.hints import hint
from flows.commands.marking import marked_sentence
from flows.output import Format, write_rows
from flows.settings_file import COPY, data_folder
from parsers.records import Mention, Topic
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.tree import names_topics
from warehouse.search import Wanted, found, rebuild, with_index
from warehouse.search_index import SearchIndex
from warehouse.search_records import Shelved

_INDENT = (0, 0, 0, 12)  # below the title, behind the date
_COLUMNS = ("published_at", "title", "publisher", "url", "sentence", "matches", "release_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One release that matches."""

    shelved: Shelved
    mentions: tuple[Mention, ...]

    @property
    def telling(self) -> Mention:
        """The mention that is shown: the first one outside the title, which is shown anyway."""
        return next((one for one in self.mentions if one.field != "title"), self.mentions[0])


def search(
    query: Annotated[
        str | None, typer.Argument(help="A query in the topic language: JEF, '\"High North\" AND drone*' …")
    ] = None,
    newest: Annotated[bool, typer.Option("--newest/--best", help="The newest first, or the best match first.")] = True,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many releases.")] = 20,
    since: SinceOption = None,
    form: FormatOption = Format.table,
    anew: Annotated[bool, typer.Option("--rebuild", help="Make the search index anew first.")] = False,
    watchlist: WatchlistOption = None,
) -> None:
    """Find releases by a query of the topic language, exactly as a saved topic would."""
    copy = data_folder(Path.cwd(), os.environ) / COPY
    if anew:
        aside().print(f"{rebuild(copy):,} releases are in the search index")
    if query is not None:
        topics = _topics(query, watchlist)
        wanted = Wanted(matcher=Matcher(topics), topics=(QUERY,), since=in_utc(since), newest=newest)
        hits = _hits(copy, wanted, limit + 1)
        _tell(hits[:limit], form, more=len(hits) > limit)
        if not hits and form is Format.table:
            said = with_index(copy, lambda index: hint(index, wanted, topics), remark=aside().print)
            aside().print(Text(said), soft_wrap=True)  # a query that is cut in two cannot be tried
    elif not anew:
        raise typer.BadParameter("expected a query, such as JEF; or --rebuild alone", param_hint="QUERY")


def _topics(query: str, watchlist: Path | None) -> list[Topic]:
    topic = Topic(topic=QUERY, name=QUERY, query=query)
    if not names_topics(parse(query)):
        return [topic]
    from flows.watched import read_watched  # noqa: PLC0415 - few searches name topics, and the watch list takes time

    watched = read_watched(Path.cwd(), os.environ, watchlist)
    return [topic, *(one for one in watched.watchlist.topics if one.topic != QUERY)]


def _hits(copy: Path, wanted: Wanted, limit: int) -> Sequence[Hit]:
    return with_index(copy, lambda index: list(islice(_matching(index, wanted), limit)), remark=aside().print)


def _matching(index: SearchIndex, wanted: Wanted) -> Iterator[Hit]:
    for one in found(index, wanted):
        if mentions := wanted.matcher.mentions_of(QUERY, one.stored.release):
            yield Hit(shelved=one, mentions=mentions)


def _tell(hits: Sequence[Hit], form: Format, *, more: bool) -> None:
    if form is not Format.table:
        write_rows(_COLUMNS, map(_row, hits), form)
        return
    for hit in hits:
        _show(screen(), hit)
    if more:
        aside().print(f"the first {len(hits):,}; there are more: --limit {10 * len(hits)}")


def _show(out: Console, hit: Hit) -> None:
    stored = hit.shelved.stored
    out.print(Text(f"{stored.moment:%Y-%m-%d}  ").append(stored.release.title, style="bold"))
    out.print(Padding(marked_sentence(stored.release, hit.telling), _INDENT))
    place = Text(f"{' ' * _INDENT[-1]}{hit.shelved.publisher} · {stored.release.url}", style="dim")
    out.print(place, soft_wrap=True)  # an address that is cut in two cannot be followed


def _row(hit: Hit) -> Sequence[Any]:
    stored = hit.shelved.stored
    release = stored.release
    sentence = marked_sentence(release, hit.telling).plain
    matches = list(dict.fromkeys(one.text for one in hit.mentions))
    return (stored.moment, release.title, hit.shelved.publisher, release.url, sentence, matches, stored.release_id)
