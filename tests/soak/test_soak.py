"""How a soak judges what it finds, and how its publisher is made faulty; the soak itself is `make soak`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from rich.console import Console

from tests.soak import judging
from tests.soak.house import House
from tests.soak.known import Known, false_editions, misread
from tests.soak.publishers import fronted
from tests.soak.records import Happened, Pulse
from tests.soak.soaked import Result
from tests.soak.soaking import Soak
from tests.soak.telling import tell
from tests.warehouse.data_folders import NO_WAIT, make
from warehouse.database import writing

pytestmark = pytest.mark.thorough

CALM = Pulse(work="all", seconds=1.0, memory=150 << 20, files=5, threads=1, objects=90_000)
AUK = "https://www.coast.example/news/auk"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A folder with eight releases, of which the last has two editions; nothing in it reached anybody."""
    here = House(tmp_path_factory.mktemp("soaked"))
    make(here.data)
    return here


@pytest.fixture(scope="module")
def known(house: House) -> Known:
    """What there really is, when all that the folder holds is true."""
    rows = house.rows(
        "SELECT release_id, content_hash, url, status, v.revision = r.revision FROM revisions AS v "
        "JOIN releases AS r USING (release_id)"
    )
    states = {url: (status, says) for _, says, url, status, latest in rows if latest}
    return Known(editions=frozenset((release, says) for release, says, *_ in rows), states={1: states})


def test_what_there_really_is_is_no_finding(house: House, known: Known) -> None:
    assert false_editions(house, known) == []
    assert misread(house, known, 1) == []


def test_an_edition_that_there_never_was_is_found(house: House, known: Known) -> None:
    without = replace(known, editions=frozenset(sorted(known.editions)[1:]))
    (found,) = false_editions(house, without)
    assert found.startswith("false edition: https://www.coast.example/")


def test_a_release_that_is_not_as_its_publisher_has_it_is_found(house: House, known: Known) -> None:
    states = {1: {**known.states[1], AUK: ("gone", "0123456789"), f"{AUK}-two": ("live", "0123456789")}}
    wrong, missing = misread(house, replace(known, states=states), 1)
    assert wrong.startswith(f"{AUK} is live, saying ")
    assert wrong.endswith(", and gone, saying 01234567 in edition 1")
    assert missing == f"{AUK}-two is missing, and live, saying 01234567 in edition 1"


def test_an_alert_that_waits_and_one_that_stands_in_no_digest_are_found(house: House) -> None:
    assert list(judging.told_never(house, {"desk": []})) == ["9 alerts of desk are still sending"]
    with writing(house.data / "warehouse.duckdb", purpose="tests", wait=NO_WAIT) as connection:
        connection.execute("UPDATE alerts SET state = 'sent'")
    (told, *others) = [alert for alert, *_ in house.rows("SELECT alert_id FROM alerts")]
    assert len(list(judging.told_never(house, {"desk": [_digest(told)]}))) == len(others) == 8


def test_an_alert_in_two_digests_is_told_twice() -> None:
    told = {"desk": [_digest("a", "b"), _digest("b")], "hook": [_digest("a")]}
    assert list(judging.told_twice(told)) == ["told desk 2 times: alert b"]


def _digest(*alerts: str) -> dict[str, Any]:
    return {"releases": [{"alerts": list(alerts)}], "others": [], "echoes": []}


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ({"memory": 2 << 20}, "memory grew by 150 MB in the second half"),
        ({"files": 1}, "75 more files are open than in the middle"),
        ({"threads": 1}, "75 more threads are there than in the middle"),
    ],
)
def test_what_a_process_never_gives_back_is_found(kept: dict[str, int], words: str) -> None:
    pulses = [
        replace(CALM, **{name: getattr(CALM, name) + more * n for name, more in kept.items()}) for n in range(200)
    ]
    assert list(judging.grown(pulses)) == [words]


def test_a_process_that_grew_until_it_was_warm_is_no_finding() -> None:
    pulses = [replace(CALM, memory=CALM.memory + (min(n, 90) << 20)) for n in range(200)]
    assert list(judging.grown(pulses)) == []


def test_the_last_words_of_a_soak_count_what_verifications_found(capsys: pytest.CaptureFixture[str]) -> None:
    met = Happened(requests=9, faults={})
    result = Result(
        happened=met,
        counts={},
        did=Counter(),
        pulses=(CALM, CALM),
        reader={"answers": 1, "runs": [1]},
        verifications=12,
        disagreements=3,
        findings=(),
    )
    tell(Console(), result)
    assert "disagreements" in (said := capsys.readouterr().out)
    assert "3 in 12 verifications" in said


def test_every_disagreement_of_a_verification_is_counted(tmp_path: Path) -> None:
    here, nobody = House(tmp_path), cast("Any", None)
    make(here.data)
    with writing(here.data / "warehouse.duckdb", purpose="tests", wait=NO_WAIT) as connection:
        connection.execute("DELETE FROM releases")
    soak = Soak(house=here, worker=nobody, publisher=nobody, calm=nobody, receiver=nobody, chance=nobody)
    soak.verify()
    (noted,) = soak.wrong
    assert soak.verifications == 1
    assert soak.disagreements >= noted.count('{"kind"') > 7  # the note is cut where it gets long


def test_a_struck_publisher_fails_until_it_is_healed_and_counts_it() -> None:
    with fronted(seed=1) as publisher:
        feed = f"{publisher.url}/search/news-and-communications.atom"
        publisher.strike("error-500", 1.0)
        assert _status(feed) == 500
        publisher.heal()
        assert _status(feed) == 200
        assert publisher.happened().faults == {"error-500": 1}


def _status(url: str) -> int:
    try:
        with urlopen(url, timeout=30) as said:
            return int(said.status)
    except HTTPError as error:
        with error:
            return error.code
