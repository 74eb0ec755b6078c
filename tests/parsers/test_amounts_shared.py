"""Sums of real and of labelled releases, as far as they lie beside this repository."""

from __future__ import annotations

import pytest

from tests.parsers.agreement import MISSING, govuk_figures, labelled_figures

pytestmark = pytest.mark.skipif(MISSING, reason="no ../shared with truths read by hand")


@pytest.mark.parametrize("figure", ["amounts_precision", "amounts_recall"])
def test_the_sums_of_govuk_are_those_that_a_reader_finds(figure: str) -> None:
    assert govuk_figures()[figure] >= 0.95


@pytest.mark.parametrize("figure", ["amounts_precision", "amounts_recall"])
def test_the_sums_of_labelled_releases_are_those_that_a_reader_finds(figure: str) -> None:
    assert labelled_figures()[figure] >= 0.95
