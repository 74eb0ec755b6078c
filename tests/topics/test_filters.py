"""Filters let pass what a reader would expect of them: the whole below a name, and Norwegian in either written form."""

from __future__ import annotations

import pytest

from parsers.topics.filters import passes
from parsers.topics.tree import FilterName
from tests.topics.releases import release

ONE = release(source="no/mil/forsvaret", country="no", language="nb-NO", document_type="press_release")


@pytest.mark.parametrize(
    ("name", "through", "out"),
    [
        ("source", ("no", "NO/mil", "no/mil/forsvaret"), ("n", "no/", "no/mi", "mil", "no/mil/forsvaret/x")),
        ("country", ("no", "NO"), ("n", "nor", "")),
        ("language", ("nb", "no", "nb-no", "NB"), ("nn", "n", "nb-", "en")),
        ("type", ("press_release", "press-release", "Press Release"), ("press", "press_releases")),
    ],
)
def test_a_filter_lets_pass_what_it_names(name: FilterName, through: tuple[str, ...], out: tuple[str, ...]) -> None:
    assert [one for one in through if not passes(ONE, name, one)] == []
    assert [one for one in out if passes(ONE, name, one)] == []
