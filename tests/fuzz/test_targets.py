"""A few hundred inputs of every target, the same each time; `make fuzz` makes up millions."""

from __future__ import annotations

import random
import re
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import engines
from tests.fuzz.__main__ import main
from tests.fuzz.limits import SECONDS, SIZE, LimitError, within_limits
from tests.fuzz.targets import Target, as_input, checked, names, read_input, target

SHORT = settings(
    max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("name", names())
def test_a_reader_answers_with_a_value_or_an_error_of_its_own(name: str) -> None:
    chosen = target(name)

    @SHORT
    @given(engines.inputs(chosen))
    def reads(data: bytes) -> None:
        engines.attempt(chosen, data, slower=4)  # tests of other files share the processor's caches

    reads()


def test_every_parser_that_strangers_reach_has_a_target() -> None:
    assert set(names()) == set("address amount date generic listing page quote robots settings source topic".split())


def failing(content: bytes) -> Target:
    """Return a target whose reader fails for one content."""

    def read(_: int, found: bytes) -> object:
        if content in found:
            raise ZeroDivisionError
        return found.decode("utf-8", "replace")

    return Target(read=read, variants=1, seeds=lambda: [(0, b"harmless")], words=[content.decode()])


def test_a_reader_that_fails_is_found_by_its_words() -> None:
    with pytest.raises(ZeroDivisionError):
        engines.by_hypothesis(failing(b"<ttl>"), 20)


def test_long_inputs_that_fail_are_kept_to_be_read_again(tmp_path: Path) -> None:
    chosen = failing(b"<ttl><ttl>")
    with pytest.raises(ZeroDivisionError):
        engines.stretch(chosen, 20, tmp_path, seed=1)
    with pytest.raises(ZeroDivisionError):
        read_input(chosen, (tmp_path / "stretched-1").read_bytes())


def test_stretched_inputs_have_the_size_for_which_the_limit_is_set() -> None:
    made = islice(engines.stretched(target("date"), random.Random(1)), 20)  # noqa: S311 - repeatable, not secret
    assert all(SIZE * 0.9 < len(one) <= SIZE * 1.1 for one in made)


def test_a_pattern_that_starts_again_at_every_character_is_over_the_limit() -> None:
    with pytest.raises(LimitError, match=r"took [\d.]+ s"):
        within_limits(lambda: re.search(r"\s+x", " " * 8_000), 8_000, slower=0.02)
    within_limits(lambda: re.search(r"\sx", " " * SIZE), SIZE)
    assert SECONDS == 2


def test_half_a_surrogate_pair_is_no_text_that_can_be_kept() -> None:
    with pytest.raises(UnicodeEncodeError):
        checked(["\ud800"])


@given(st.integers(0, 255), st.binary(max_size=9))
def test_an_input_is_its_variant_and_its_content(variant: int, content: bytes) -> None:
    chosen = Target(read=lambda *given: given, variants=256, seeds=list, words=())
    assert read_input(chosen, as_input(variant, content)) == (variant, content)


def test_an_unknown_target_is_told_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dat"]) == 2
    assert "'dat'; there are: address, amount, date" in capsys.readouterr().err


def test_one_input_is_read_again_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one").write_bytes(as_input(0, b"28 September 2012"))
    assert main(["date", "--input", str(tmp_path / "one")]) == 0
    assert "read within the limits" in capsys.readouterr().out
