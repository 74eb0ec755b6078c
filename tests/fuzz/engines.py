"""How inputs are made up: by Atheris, which follows the branches that are taken, or by Hypothesis; and stretched.

Atheris works on mutations of what is known and needs short inputs. What takes too long takes long ones: a stretched
input is one that is read in earnest, with one piece of it, or one word, repeated until it has 200 kB.
"""

from __future__ import annotations

import random
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.limits import SIZE, within_limits
from tests.fuzz.targets import Target, as_input, read_input

_SLOWER = 8  # times, where every branch is counted
_LONGEST = 20_000  # bytes of an input for Atheris
_PIECE = 300  # bytes of a piece of what is read in earnest
_FOLLOWED = ["parsers", "protego", "tomllib", "flows.robots", "flows.settings", "flows.settings_file"]
_RSS = 3_072  # MB in all, at which libFuzzer gives up: the program, Atheris and the corpus take one


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Return inputs out of a target's words, pieces of what it reads in earnest, and anything at all."""
    known = [content for _, content in target.seeds()]
    words = st.sampled_from(target.words).map(_encoded)
    pieces = st.builds(_piece, st.sampled_from(known), st.integers(0, 1_000), st.integers(1, _PIECE))
    parts = st.lists(st.one_of(words, words, pieces, st.binary(max_size=4)), max_size=16).map(b"".join)
    return st.builds(as_input, st.integers(0, target.variants - 1), parts | st.sampled_from(known).map(_short))


def _piece(content: bytes, permille: int, length: int) -> bytes:
    start = len(content) * permille // 1_000
    return content[start : start + length]


def _short(content: bytes) -> bytes:
    return content[:_LONGEST]


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def stretched(target: Target, chance: random.Random) -> Iterator[bytes]:
    """Yield inputs of 200 kB without end."""
    known = [(variant, content) for variant, content in target.seeds() if len(content) < SIZE]
    while True:
        variant, content = chance.choice(known)
        cut = chance.randrange(len(content) + 1)
        start = chance.randrange(len(content) + 1)
        piece = chance.choice(
            (_encoded(chance.choice(target.words)), content[start : start + chance.choice((1, 9, 90))])
        )
        piece = chance.choice((piece, piece + b" ", b" ", b"a", piece * 2 + b"\n\n")) or b" "
        repeated = piece * ((SIZE - len(content)) // len(piece))
        rest = chance.choice((content[cut:], b""))
        yield as_input(chance.choice((variant, chance.randrange(target.variants))), content[:cut] + repeated + rest)


def stretch(target: Target, seconds: float, folder: Path, seed: int) -> int:
    """Read stretched inputs for so many seconds, and return how many; raises what the target raises.

    The input that failed is kept in `folder`, as 'stretched-1'.
    """
    end, read = time.monotonic() + seconds, 0
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for data in stretched(target, chance):
        if time.monotonic() > end:
            return read
        try:
            attempt(target, data)
        except Exception:
            (folder / f"stretched-{seed}").write_bytes(data)
            raise
        read += 1
    return read


def attempt(target: Target, data: bytes, *, slower: float = 1) -> None:
    """Read one input within the limits; raises what the reader must not raise, LimitError, and warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # they would stand on the operator's screen
        within_limits(lambda: read_input(target, data), len(data), slower=slower * target.effort)


def by_hypothesis(target: Target, seconds: float) -> int:
    """Read what Hypothesis makes up for so many seconds, and return how many; raises for the smallest failure."""
    read = 0

    @settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(inputs(target))
    def one(data: bytes) -> None:
        nonlocal read
        read += 1
        attempt(target, data)

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        one()
    return read


def by_atheris(name: str, seconds: float, folder: Path) -> NoReturn:
    """Let Atheris make up inputs for so many seconds; ends the process, with another status than 0 where one failed.

    `folder` keeps what was found worth while, to begin with the next time, and the inputs that failed ('crash-…').
    Raises ImportError where Atheris is not installed.
    """
    import atheris  # noqa: PLC0415 - it is there on few machines, and hooks itself into imports

    with atheris.instrument_imports(include=_FOLLOWED):
        from tests.fuzz.targets import target as load  # noqa: PLC0415 - what is read is imported under the hook

        target = load(name)
    corpus = _prepared(target, folder)
    options = [
        *("-use_value_profile=1", f"-max_total_time={seconds:.0f}", f"-max_len={_LONGEST}", f"-rss_limit_mb={_RSS}"),
        *(f"-dict={folder / 'words.txt'}", f"-artifact_prefix={folder}/", "-timeout=60", "-print_final_stats=1"),
    ]
    atheris.Setup([name, *options, str(corpus)], lambda data: attempt(target, data, slower=_SLOWER))
    atheris.Fuzz()
    raise AssertionError("libFuzzer has not ended the process")


def _prepared(target: Target, folder: Path) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, (variant, content) in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(as_input(variant, content[:_LONGEST]))
    lines = ("".join(f"\\x{byte:02x}" for byte in _encoded(word)) for word in target.words)
    (folder / "words.txt").write_text("".join(f'"{line}"\n' for line in lines), "ascii")
    return corpus
