"""Whatever a publisher, a watch list or an address is called, no file leaves its folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.channels.disk import safe_name
from flows.channels.files import file_stem
from parsers.guesses import country_of, label_of
from tests.alerts.samples import digest, due

FOLDER = Path("/srv/presswatch/data/place")
NASTY = st.lists(st.sampled_from(["..", "/", "\\", "\0", "\n", "%2f", "~", ".", " ", "a", "é", "：", "-", "con"])).map(
    "".join
) | st.text(max_size=300)
DIGEST = digest(due())
# What a name is made of -> the file that it becomes, below FOLDER.
MADE: dict[str, Callable[[str], str]] = {
    "a recipient's digest": lambda name: f"{file_stem(replace(DIGEST, recipient=name))}.html",
    "a recipient's feed": lambda name: f"recipient-{safe_name(name)}.atom",
    "a topic's feed": lambda name: f"topic-{safe_name(name)}.atom",
    "a source that is added": lambda name: f"{country_of(name)}/{label_of(name)}.toml",
    "a source at an address": lambda name: f"{country_of(f'https://{name}')}/{label_of(f'https://{name}')}.toml",
}


@pytest.mark.parametrize("made", MADE)
@given(name=NASTY)
@example(name="../../etc/cron.d/x")
@example(name="https://../../x")
@example(name="https://a.b%2f..%2f..%2fc/")
def test_no_name_leads_out_of_the_folder(made: str, name: str) -> None:
    try:
        path = MADE[made](name)
    except ValueError:  # an address that is none, which is said
        return
    there = FOLDER / path
    assert Path(os.path.normpath(there)) == there
    assert there.is_relative_to(FOLDER)
    assert len(there.relative_to(FOLDER).parts) == path.count("/") + 1 <= 2
    assert len(os.fsencode(there.name)) <= 255
    assert "\0" not in path


@given(st.tuples(NASTY, NASTY))
def test_two_names_never_become_one_file(names: tuple[str, str]) -> None:
    """Unless they are the same name."""
    first, second = names
    assert (safe_name(first) == safe_name(second)) == (first == second)
