"""What a release is besides its words: the values by which `source: country: type: language:` let it pass.

The matcher and the search index both read them here, so that neither lets pass what the other does not.
"""

from __future__ import annotations

from parsers.records import Release
from parsers.topics.tree import FilterName

_NORWEGIAN = frozenset({"nb", "nn"})


def passes(release: Release, name: FilterName, value: str) -> bool:
    """Say whether a filter lets a release pass.

    'uk' is also any source 'uk/…', 'en' also the language 'en-GB', 'no' also the written languages 'nb' and 'nn'.
    """
    return plain(name, value) in passing(release, name)


def passing(release: Release, name: FilterName) -> frozenset[str]:
    """Return the values that let a release pass, as `plain` writes them."""
    match name:
        case "source":
            return _beginnings(plain(name, release.source), "/")
        case "language":
            languages = _beginnings(plain(name, release.language), "-")
            return languages if languages.isdisjoint(_NORWEGIAN) else languages | {"no"}
        case "country":
            return frozenset({plain(name, release.country)})
        case "type":
            return frozenset({plain(name, release.document_type)})


def plain(name: FilterName, value: str) -> str:
    """Return a value as it is compared: in any case, a type also with any of '-', '_' and space."""
    folded = value.casefold()
    return folded.replace("-", "_").replace(" ", "_") if name == "type" else folded


def _beginnings(value: str, edge: str) -> frozenset[str]:
    parts = value.split(edge)
    return frozenset(edge.join(parts[:stop]) for stop in range(1, len(parts) + 1))
