"""The files of the search index: which folder serves, which copy of the analysts it shows, and its documents.

A folder is filled and then named in `mark.json`, which is swapped in whole: a killed process leaves the index before.
Knows neither SQL nor queries.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tantivy

from warehouse.copies import make_folder, put
from warehouse.errors import StorageError, WarehouseError
from warehouse.messages import one_line
from warehouse.search_stems import LANGUAGES, analyzer

FORMAT = 2  # raised whenever documents are laid out otherwise: an index of another format is made anew
ENGINE = str(getattr(tantivy, "__version__", ""))  # its stubs do not know it
_HEAP = 15_000_000  # bytes that are gathered before they are written; the least that Tantivy takes
_WRITE = "let this user write there, or ask with `presswatch sql`"
_TERMS = 1_000  # that are read of a vocabulary
_MARK = "mark.json"
_WORDS, _WHOLE = "words", "whole"  # how text fields are told apart into terms: at spaces, not at all

WORDS = ("title", "text", "quoted", "organisation", "place")  # fields of words as they stand
STEMS = ("title", "text")  # those of which the stems are kept too, in a field for each language


class DamagedIndexError(WarehouseError):
    """The search index cannot be read; it holds nothing that the database does not hold, and can be made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Which folder serves, who made it, and which file of the analysts' copy it shows."""

    format: int
    engine: str
    folder: str
    copy: tuple[int, ...]  # what `identity` says of it

    @property
    def is_ours(self) -> bool:
        """True where this version of presswatch can read the index."""
        return self.format == FORMAT and self.engine == ENGINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One release as it is found; words are as `parsers.topics` compares them, parted by spaces."""

    edition: int  # unsigned, 64 bits: another for whatever changes
    published: int  # microseconds since 1970
    title: str
    text: str  # title, standfirst, body, notes
    quoted: str  # quotes, speakers
    organisation: str
    place: str
    passing: frozenset[str]  # 'source:uk': filters that let it pass
    stems: str | None  # the language whose stems are kept: 'nb'
    record: bytes  # what is shown


def stems_field(field: str, language: str) -> str:
    """Return the field that holds the stems of another: 'title_nb'."""
    return f"{field}_{language}"


def folder_of(copy: Path) -> Path:
    """Return where the index of an analysts' copy is: beside it."""
    return copy.with_name("search")


def identity(copy: Path) -> tuple[int, ...]:
    """Return what tells this copy from the one before: its size and time, which it keeps where its folder is moved."""
    found = copy.stat()
    return (found.st_size, found.st_mtime_ns)


def read_mark(folder: Path) -> Mark | None:
    """Return the mark of an index folder; None where there is none that can be read."""
    try:
        values = json.loads((folder / _MARK).read_text("utf-8"))
        return Mark(**{**values, "copy": tuple(values["copy"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_mark(folder: Path, name: str, copy: tuple[int, ...]) -> None:
    """Name the folder that serves, and forget every other."""
    mark = Mark(format=FORMAT, engine=ENGINE, folder=name, copy=copy)
    fresh = folder / f".{_MARK}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(mark), file)
        file.flush()
        os.fsync(file.fileno())
    put(fresh, folder / _MARK)
    for one in folder.iterdir():
        if one.is_dir() and one.name != name:
            shutil.rmtree(one, ignore_errors=True)


@contextmanager
def plain_damage() -> Iterator[None]:
    """Turn what Tantivy raises, or panics of, into DamagedIndexError."""
    try:
        yield
    except ValueError as error:
        raise DamagedIndexError(_damage(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of Rust; it has no module to be imported from
            raise DamagedIndexError(_damage(error)) from error
        raise


def _damage(error: BaseException) -> str:
    return f"search index: cannot be read ({one_line(error)}); make it anew with `presswatch search --rebuild`"


class SearchIndex:
    """An index that is open for reading."""

    def __init__(self, path: Path) -> None:
        """Open the index in `path`; raises DamagedIndexError, and StorageError where Tantivy cannot lock it."""
        if path.is_dir() and not os.access(path, os.W_OK):
            raise StorageError(f"{path}: the search index is read only where it can be written, for a lock; {_WRITE}")
        with plain_damage():
            self._index = _with_words(tantivy.Index.open(str(path)))
            self._index.config_reader("manual")  # by itself it would watch the folder in a thread, for nothing
            self.schema = self._index.schema
            self._searcher = self._index.searcher()

    @property
    def size(self) -> int:
        """How many releases it holds."""
        return int(self._searcher.num_docs)

    def addresses(self, query: tantivy.Query, *, limit: int, offset: int = 0, newest: bool = True) -> list[Any]:
        """Return where the documents stand that a query finds, newest or best first; raises DamagedIndexError."""
        by = "published" if newest else None
        with plain_damage():
            found = self._searcher.search(query, limit=limit, offset=offset, count=False, order_by_field=by)
        return [address for _, address in found.hits]

    def record(self, address: Any) -> bytes:
        """Return the record of a document."""
        with plain_damage():
            return bytes(self._searcher.doc(address).get_first("record") or b"")

    def of_edition(self, edition: int) -> list[Any]:
        """Return where the documents of an edition stand; raises DamagedIndexError."""
        query = tantivy.Query.term_query(self.schema, "edition", edition)
        return self.addresses(query, limit=max(1, self.size))

    def frequency(self, field: str, term: str) -> int:
        """Return in how many releases a term stands in a field, give or take those that were exchanged lately."""
        with plain_damage():
            return int(self._searcher.doc_freq(field, term))

    def vocabulary(self, field: str, beginning: str) -> list[str]:
        """Return the terms of a field that begin so, a thousand at most."""
        with plain_damage():
            return [term for term, _ in self._searcher.terms_with_prefix(field, beginning, limit=_TERMS)]

    def editions(self) -> set[int]:
        """Return the editions that it holds."""
        if not self.size:
            return set()
        addresses = self.addresses(tantivy.Query.all_query(), limit=self.size)
        with plain_damage():
            return {int(one) for one in self._searcher.fast_field_values("edition", addresses) if one is not None}


def change_index(path: Path, gone: set[int], put: Callable[[Callable[[Document], None]], None]) -> None:
    """Take editions out of the index in `path`, made where there is none, and let `put` add others: all or nothing.

    Raises DamagedIndexError, and StorageError where the disk takes no more.
    """
    make_folder(path)
    with plain_damage() if tantivy.Index.exists(str(path)) else _plain_refusal():
        index = _with_words(tantivy.Index(_schema(), path=str(path)))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for edition in gone:
            writer.delete_documents_by_query(tantivy.Query.term_query(index.schema, "edition", edition))
    put(lambda document: _add(writer, document))
    with _plain_refusal():
        writer.commit()
        writer.wait_merging_threads()


@contextmanager
def _plain_refusal() -> Iterator[None]:
    """Turn what Tantivy raises while it writes into StorageError: what is wrong then is the disk.

    But for a file that a killed process left: Tantivy gives the next one the same name, and stumbles over it for ever.
    """
    try:
        with plain_damage():
            yield
    except DamagedIndexError as error:
        if "FileAlreadyExists" in str(error):
            raise
        said = one_line(error.__cause__ or error)
        raise StorageError(
            f"search index: cannot be written ({said}); nothing was lost; free some space and run this again"
        ) from error


def _add(writer: tantivy.IndexWriter, document: Document) -> None:
    made = tantivy.Document()
    made.add_unsigned("edition", document.edition)
    made.add_integer("published", document.published)
    for field in WORDS:
        made.add_text(field, getattr(document, field))
    for one in document.passing:
        made.add_text("passing", one)
    if document.stems:
        for field in STEMS:
            made.add_text(stems_field(field, document.stems), getattr(document, field))
    made.add_bytes("record", document.record)
    with _plain_refusal():
        writer.add_document(made)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("edition", indexed=True, fast=True)
    builder.add_integer_field("published", indexed=True, fast=True)
    for field in WORDS:
        builder.add_text_field(field, tokenizer_name=_WORDS)
    builder.add_text_field("passing", tokenizer_name=_WHOLE, index_option="basic")
    for language in LANGUAGES:
        for field in STEMS:
            builder.add_text_field(stems_field(field, language), tokenizer_name=language, index_option="freq")
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def _with_words(index: tantivy.Index) -> tantivy.Index:
    """Words were told apart by `parsers.topics` already: only the spaces between them are left to be seen."""
    index.register_tokenizer(_WORDS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.register_tokenizer(_WHOLE, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())
    for language in LANGUAGES:
        index.register_tokenizer(language, analyzer(language))
    return index


def discard(path: Path) -> None:
    """Take away an index that nobody will read."""
    with suppress(OSError):
        shutil.rmtree(path)
