"""The README's table of sources, written from their files: `python -m tests.source_table` puts it into the README.

Does not judge a source: how far one is verified is what its file says, and the mark is what the file cannot show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from parsers.records import Source
from tests.shipped import shipped_sources

README = Path(__file__).parents[1] / "README.md"
MARK = "†"
_HEAD = ("source", "publisher", "country", "languages", "listings", "verified")
_RULE = "|---" * len(_HEAD) + "|"


def source_row(source: Source) -> tuple[str, ...]:
    """Return the cells of a source, with the mark behind the name of one that nobody has seen or described."""
    mark = "" if has_evidence(source) else f" {MARK}"
    languages = ", ".join(source.tongues)
    return f"`{source.name}`{mark}", source.title, source.country, languages, _listings(source), source.verified


def has_evidence(source: Source) -> bool:
    """Tell whether a kept page or documented markup stands behind a source; the generic reader is none, nor a feed."""
    is_described = any(layout.kind in ("html", "content-api") for layout in source.layouts)
    return is_described or not source.verified.startswith("unverified")


def _listings(source: Source) -> str:
    """Kinds of the listings that are asked, and whether one leads back in time: 'rss ×2, back'."""
    kinds = Counter(feed.kind for feed in source.feeds if feed.polled)
    asked = [kind if times == 1 else f"{kind} ×{times}" for kind, times in kinds.items()]
    return ", ".join([*asked, *(["back"] if any(not feed.polled for feed in source.feeds) else [])])


def table() -> Iterator[str]:
    """Yield the lines of the table."""
    yield _line(_HEAD)
    yield _RULE
    yield from map(_line, map(source_row, shipped_sources()))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def renewed(readme: str) -> str:
    """Return the README with today's table in place of the one that it has."""
    before, head, rest = readme.partition(_line(_HEAD))
    lines = rest.split("\n")
    end = next((number for number, line in enumerate(lines) if number and not line.startswith("|")), len(lines))
    return before + "\n".join([*table(), *lines[end:]]) if head else readme


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
