"""Which editions there really are: what an installation keeps that sees every edition once, and meets no fault.

An edition that it does not know is a false one, and a release that says something else at the end is misread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.flows.stands import Stand
from tests.soak.house import House
from tests.soak.records import Publisher

_EDITIONS = """
SELECT release_id, url, content_hash, contains(concat(title, summary, body), chr(65533)) AS spoilt, v.revision
FROM releases JOIN revisions AS v USING (release_id)
"""
_LATEST = """
SELECT url, status, content_hash
FROM releases AS r JOIN revisions AS v USING (release_id) WHERE v.revision = r.revision AND r.source <> 'zz/calm'
"""
State = Mapping[str, tuple[str, str]]  # by the address of a release: its state, and what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there really is."""

    editions: frozenset[tuple[str, str]]  # release, and what it says
    states: Mapping[int, State]  # after each edition of the publisher


def learn(house: House, publisher: Publisher, calm: Stand, days: Sequence[Mapping[str, bytes]]) -> Known:
    """Walk through every edition, and every day of the other publisher, where nothing goes wrong."""
    states: dict[int, State] = {}
    with house.worker() as worker:
        for number, edition in enumerate(publisher.editions):
            publisher.turn(edition)
            calm.says = dict(days[number % len(days)])
            for _ in range(2):
                error = worker.work("collect").error
                assert not error, error
            states[edition] = _states(house)
    editions = frozenset((release, says) for release, _, says, *_ in house.rows(_EDITIONS))
    return Known(editions=editions, states=states)


def false_editions(house: House, known: Known) -> list[str]:
    """Name editions that there never were; where bytes of a page were spoilt, what could be read of it is one."""
    return [
        f"false edition: {url}, revision {revision}"
        for release, url, says, spoilt, revision in house.rows(_EDITIONS)
        if (release, says) not in known.editions and not spoilt
    ]


def misread(house: House, known: Known, edition: int) -> list[str]:
    """Name releases of the soaked publisher that are not as they are after this edition."""
    got = _states(house)
    return [
        f"{url} is {_words(got.get(url))}, and {_words(expected)} in edition {edition}"
        for url, expected in known.states[edition].items()
        if got.get(url) != expected
    ]


def _states(house: House) -> State:
    return {url: (status, says) for url, status, says in house.rows(_LATEST)}


def _words(state: tuple[str, str] | None) -> str:
    return f"{state[0]}, saying {state[1][:8]}" if state else "missing"
