"""Everything this folder raises.

    ParserError
    ├── SourceError      a source file says something wrong: file, key, what was expected
    ├── ListingError     a feed or an index cannot be read, or is empty
    ├── PageError        a page is not a release that can be read; becomes a Problem
    │   └── PageGone     an answer says that the release is no longer there
    ├── QueryError       a topic's query is not in the topic language; knows the position
    └── WatchlistError   a watch list says something wrong: file, key, what was expected

Nothing here logs or prints: an error carries its data and says what, where, what was expected and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass


class ParserError(Exception):
    """Base of all errors of this folder."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a file: the key that is to be changed, and what was expected and got."""

    key: str  # empty: the file as a whole
    message: str


class SourceError(ParserError):
    """A source file cannot be used; it knows everything that is wrong in it, and is called by the first of it."""

    def __init__(self, file: str, key: str, message: str, *more: Mistake) -> None:
        """`file` and `key` name the place; `message` says expected and got; `more` is what else is wrong there."""
        self.file, self.key = file, key
        self.mistakes = (Mistake(key, message), *more)
        super().__init__("\n".join(f"{file}: {one.key}: {one.message}".replace(": : ", ": ") for one in self.mistakes))


class ListingError(ParserError):
    """A listing cannot be read, or holds nothing."""

    def __init__(self, kind: str, message: str) -> None:
        """`kind` is the stable word of the problem, such as 'empty_listing'."""
        super().__init__(message)
        self.kind = kind


class PageError(ParserError):
    """A page cannot be read as a release."""

    def __init__(self, kind: str, message: str) -> None:
        """`kind` is the stable word of the problem, such as 'no_body'."""
        super().__init__(message)
        self.kind = kind


class PageGone(PageError):  # noqa: N818 - the state of a page, told as an exception
    """An answer of status 200 that says that the release is gone."""

    def __init__(self, message: str) -> None:
        """Make a PageError of the kind 'gone'."""
        super().__init__("gone", message)


class QueryError(ParserError):
    """A query is not in the topic language."""

    def __init__(self, query: str, position: int, message: str, example: str) -> None:
        """`position` counts characters of `query`; `example` is a corrected query."""
        caret = f"  {query}\n  {' ' * position}^"
        super().__init__(f"{message}\n{caret}\n  for example: {example}")
        self.query, self.position, self.message, self.example = query, position, message, example


class WatchlistError(ParserError):
    """A watch list cannot be used."""

    def __init__(self, file: str, key: str, message: str) -> None:
        """`file` and `key` name the place; `message` says expected and got."""
        super().__init__(f"{file}: {key}: {message}" if key else f"{file}: {message}")
        self.file, self.key = file, key
