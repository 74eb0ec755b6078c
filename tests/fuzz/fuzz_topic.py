"""Queries of topics, matched against a release, and watch lists. Allowed: QueryError and WatchlistError."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from parsers.errors import QueryError, WatchlistError
from parsers.topics.language import parse
from parsers.topics.match import Matcher
from parsers.topics.printing import render
from parsers.topics.watchlist import read_watchlist
from tests.fuzz import material
from tests.fuzz.targets import Target
from tests.topics.releases import release, topic

QUERY, WATCHLIST = range(2)
QUERIES = (
    *('JEF AND "High North"', "deter* OR wom?n", "a NEAR/10 b", "(a OR b) ONEAR/3 c", "a SENTENCE b", "a PARAGRAPH b"),
    *(
        "ATLEAST/3 (JEF)",
        "FIRST/50 (JEF)",
        'exact:"High North"',
        "title:x AND source:uk/govuk",
        "a NOT b",
        "a EXCEPT b",
    ),
    *("speaker:Smith", "country:gb AND language:en", "topic:jef", "AT&T OR o'neill", "U.K. OR 7.62mm"),
)
WORDS = (
    *'AND OR NOT EXCEPT NEAR/ ONEAR/ SENTENCE PARAGRAPH ATLEAST/ FIRST/ ( ) "'.split(),
    *'“ ” „ \' * ? : / . - & exact: title:'.split(),
    *"source: type: topic: 0 99999999999999999999 ² \u00ad".split(),
    *"\u200b é e\u0301 [topics.a] [recipients.b] query when".split(),
    *("send_to", "'instant'", "'daily 07:00 Europe/London'"),
    *("'weekly mon 07:00 UTC'", "'cron 0 7 * * 1-5 UTC'", "quiet"),
    *("'22:00-06:00'", "aliases = {sv = 'x'}", "topics = 'all'"),
    *("'cron */0 7 * * * UTC'", "'daily 07:00 ../x'", "'a:b'"),
)  # fmt: skip


def read(variant: int, content: bytes) -> None:
    """Read a query, write it, read what was written as the same, and match it; or read a watch list."""
    text = content.decode("utf-8", "replace")
    try:
        if variant == WATCHLIST:
            read_watchlist(text, "fuzz.toml")
        else:
            _query(text)
    except (QueryError, WatchlistError):
        return


def _query(text: str) -> None:
    tree = parse(text)
    assert parse(render(tree)) == tree, render(tree)
    body = "The JEF meets in the High North. Women of O'Neill deter a b c.\n\n" + text[:200]
    for one in Matcher([topic(text)]).mentions(release(body, title=text[:80])):
        assert 0 <= one.start < one.stop


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield queries of every form, and the example watch list with its queries."""
    yield from ((QUERY, one.encode()) for one in QUERIES)
    example = (material.ROOT / "deploy/watchlist.example.toml").read_text("utf-8")
    yield WATCHLIST, example.encode()
    yield from ((QUERY, one["query"].encode()) for one in tomllib.loads(example)["topics"].values())


TARGET = Target(read=read, variants=2, seeds=seeds, words=WORDS, effort=5)  # parsed three times, and matched
