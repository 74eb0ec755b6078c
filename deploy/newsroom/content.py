"""The invented releases, as the TOML files in `content/` hold them, to frozen records.

Does not apply what happens to a release later; `days` does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from deploy.newsroom.records import (
    Change,
    ContentError,
    Day,
    HistoryLine,
    Image,
    Named,
    Release,
    Speech,
    Translation,
    content_id_of,
)

Table = Mapping[str, Any]

_RELEASE_FILES: Final = ("defence.toml", "abroad.toml", "home.toml")
_PATHS: Final = {  # where the pages of institutions are; related pages and taxons say it themselves
    "organisations": "/government/organisations/{}",
    "people": "/government/people/{}",
    "places": "/world/{}/news",
    "fields_of_operation": "/government/fields-of-operation/{}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that is written down."""

    institutions: Mapping[str, Mapping[str, Named]]  # kind, slug
    releases: tuple[Release, ...]
    first_days: Mapping[str, int]  # by path: the day on which a release appears
    changes: tuple[Change, ...]
    days: tuple[Day, ...]


def read_table(name: str) -> Table:
    """Return one TOML file of the content."""
    return tomllib.loads((files("deploy.newsroom") / "content" / name).read_text("utf-8"))


@cache
def load_content() -> Content:
    """Return the content; raises ContentError, naming file and release, where it contradicts itself."""
    institutions = _institutions(read_table("institutions.toml"))
    tables = {name: read_table(name) for name in _RELEASE_FILES}
    rows = [row for table in tables.values() for row in table["release"]]
    translations = _translations(rows)
    days = read_table("days.toml")
    return Content(
        institutions=institutions,
        releases=tuple(
            _release(_Names(institutions, f"{name}: {row['path']}"), row, translations)
            for name, table in tables.items()
            for row in table["release"]
        ),
        first_days={row["path"]: row["day"] for row in rows},
        changes=tuple(_change(_Names(institutions, f"days.toml: {row['path']}"), row) for row in days["change"]),
        days=tuple(Day(**row) for row in days["day"]),
    )


def _institutions(table: Table) -> dict[str, dict[str, Named]]:
    return {
        kind: {
            slug: Named(**{"slug": slug, "path": _PATHS.get(kind, "").format(slug), **row})
            for slug, row in rows.items()
        }
        for kind, rows in table.items()
    }


class _Names:
    """The institutions that one release names; knows where it looks, so that it can complain."""

    def __init__(self, institutions: Mapping[str, Mapping[str, Named]], where: str) -> None:
        self.institutions, self.where = institutions, where

    def one(self, kind: str, slug: str) -> Named:
        known = self.institutions[kind]
        if slug not in known:
            raise ContentError(
                f"{self.where}: {kind} has no {slug!r}; add it to institutions.toml or use one of {sorted(known)}"
            )
        return known[slug]

    def all(self, kind: str, row: Table) -> tuple[Named, ...]:
        return tuple(self.one(kind, slug) for slug in row.get(kind, ()))


def _translations(rows: list[Table]) -> dict[str, tuple[Translation, ...]]:
    """Every language of the releases that have more than one, by the path of each."""
    languages: dict[str, list[Translation]] = {row["path"]: [] for row in rows}
    for row in rows:
        one = Translation(locale=row.get("locale", "en"), path=row["path"], title=row["title"])
        languages[row.get("translation_of", row["path"])].append(one)
    return {one.path: tuple(group) for group in languages.values() if len(group) > 1 for one in group}


def _release(names: _Names, row: Table, translations: Mapping[str, tuple[Translation, ...]]) -> Release:
    organisations = names.all("organisations", row)
    field, image, speech = row.get("field_of_operation"), row.get("image"), row.get("speech")
    return Release(
        path=row["path"],
        content_id=content_id_of(row.get("translation_of", row["path"])),
        document_type=row["type"],
        title=row["title"],
        summary=row["summary"],
        text=row["text"].strip(),
        published=row["published"],
        updated=row["published"],
        saved=row["published"],
        modified=row["published"],
        locale=row.get("locale", "en"),
        organisations=organisations,
        people=names.all("people", row),
        places=names.all("places", row),
        taxons=tuple(_taxons(names, organisations)),
        related=names.all("related", row),
        topics=tuple(row["topics"]),
        field_of_operation=names.one("fields_of_operation", field) if field else None,
        image=Image(**image) if image else None,
        speech=Speech(**speech) if speech else None,
        history=(HistoryLine(at=row["published"], note="First published."),),
        translations=translations.get(row["path"], ()),
    )


def _taxons(names: _Names, organisations: tuple[Named, ...]) -> Iterator[Named]:
    """Yield the part of GOV.UK in which the organisation named first publishes."""
    for organisation in organisations[:1]:
        yield names.one("taxons", organisation.taxon)


def _change(names: _Names, row: Table) -> Change:
    fields = dict(row)
    fields["related"] = names.all("related", row)
    fields["replace"] = tuple((old, new) for old, new in row.get("replace", ()))
    fields["topics"] = tuple(row["topics"]) if "topics" in row else None
    return Change(**fields)
