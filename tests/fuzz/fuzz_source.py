"""Source files of operators. Allowed: SourceError."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.catalogue import shipped_files
from parsers.errors import SourceError
from parsers.records import Source
from parsers.sources import read_source
from tests.fuzz.targets import Target

WORDS = (
    *"[[feed]] [[layout]] [expect] kind url every pages page_size".split(),
    *"paging since form base items entry include exclude".split(),
    *"name country language homepage time_zone verified until sign root".split(),
    *"type_names chrome outside body title = [ ] { }".split(),
    *(
        "::attr(",
        "::re((",
        "::own",
        "jsonld::",
        ":has(",
        ":not(",
        "{page}",
        "{offset}",
        "{date",
        "{path}",
        '"http://["',
    ),
    *('"../../etc/passwd"', '"\\u0000"', "'²d'", "9999-12-31", "'99999999999999999999d'", "1e999", "nan", "'(?P<'"),
)


def read(_: int, content: bytes) -> Source | None:
    """Read what a source file declares."""
    try:
        found = read_source(content.decode("utf-8", "replace"), name="xx/fuzz", file="fuzz.toml")
    except SourceError as error:
        if not str(error).startswith("fuzz.toml: "):  # every complaint names the file
            raise
        return None
    assert found.feeds
    return found


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield the shipped files."""
    yield from ((0, file.read_text("utf-8").encode()) for _, file in shipped_files())


TARGET = Target(read=read, variants=1, seeds=seeds, words=WORDS)
