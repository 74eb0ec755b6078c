"""Raw captures that have outlived their time, taken out of files of the archive that hold others too."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from parsers.records import Problem, Release
from tests.warehouse.builders import FEED, HOME, at, edited, fetch, load, release, rows, visit, walk
from warehouse import spool
from warehouse.archive import ArchiveWriter, read_page
from warehouse.database import reading, writing
from warehouse.records import Fetch, Visit
from warehouse.retention import SweepPlan, Swept, carry_out, plan
from warehouse.walks import load_walk

NO_WAIT = timedelta(0)
DAY = 24
_CAPTURES = "SELECT url, warc_file, warc_offset FROM fetches WHERE warc_file IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Desk:
    """A warehouse and its archive, in which every capture says its hour."""

    path: Path

    @property
    def archive(self) -> Path:
        """The folder of raw answers."""
        return self.path.with_name("warc")

    @property
    def spool(self) -> Path:
        """The folder of journals."""
        return self.path.with_name("spool")

    def capture(self, hour: float, *urls: str) -> list[Fetch]:
        """Archive an answer of each URL in the file of one run."""
        found = []
        with ArchiveWriter(self.archive, f"run-{hour}", at(hour)) as archive:
            for url in urls:
                content = f"{url} at {hour}".encode() * 50
                file, offset = archive.store(url=url, status=200, headers=(), content=content, at=at(hour))
                found.append(fetch(url, hour, warc_file=file, warc_offset=offset))
        return found

    def load(self, hour: float, *editions: Release) -> None:
        """Archive and load editions that were read in one run, and its listing."""
        *pages, feed = self.capture(hour, *(one.url for one in editions), FEED)
        with writing(self.path, purpose="tests", wait=NO_WAIT) as connection:
            load_walk(connection, walk(hour, fetches=(feed,)))
            for edition, page in zip(editions, pages, strict=True):
                load(connection, visit(edition, hour, warc_file=page.warc_file, warc_offset=page.warc_offset))

    def read(self, hour: float, *names: str) -> None:
        """Archive and load pages that were no releases."""
        pages = self.capture(hour, *(f"{HOME}/{name}" for name in names))
        problems = [Problem(source=one.source, url=one.url, kind="no_body", detail="nothing matched") for one in pages]
        with writing(self.path, purpose="tests", wait=NO_WAIT) as connection:
            load(connection, *(Visit(fetch=one, problem=wrong) for one, wrong in zip(pages, problems, strict=True)))

    def plan(self, hour: float) -> SweepPlan:
        """What goes of everything before an hour."""
        with reading(self.path) as connection:
            return plan(connection, self.archive, self.spool, before=at(hour))

    def sweep(self, hour: float) -> Swept:
        """Take it out."""
        return carry_out(self.path, self.archive, self.plan(hour), wait=NO_WAIT)

    def captures(self) -> dict[str, list[bytes]]:
        """What can be read back, by the end of its URL."""
        found: dict[str, list[bytes]] = {}
        with reading(self.path) as connection:
            for url, file, offset in rows(connection, _CAPTURES):
                page = read_page(self.archive, file, offset)
                assert page.url == url
                found.setdefault(url.rpartition("/")[2], []).append(page.content.split(b" at ")[1][:4])
        return {name: sorted(found[name]) for name in sorted(found)}

    def files(self) -> list[str]:
        """The files of the archive."""
        return sorted(one.relative_to(self.archive).as_posix() for one in self.archive.rglob("*.gz"))


@pytest.fixture(scope="module")
def days(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three days: a new release and its listing; an unchanged look; a change."""
    folder = tmp_path_factory.mktemp("days")
    made, heron = Desk(Path(shutil.copyfile(empty, folder / "warehouse.duckdb"))), release()
    made.load(0.0, heron, release("tern"))
    made.load(24.0, heron)
    made.load(48.0, edited(heron, 48, body="Eleven nations meet in Skarvik."))
    return folder


@pytest.fixture
def desk(days: Path, tmp_path: Path) -> Desk:
    """The evening of the third day."""
    shutil.copytree(days, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path / "warehouse.duckdb")


def test_of_every_edition_its_capture_stays_and_of_every_page_the_newest(desk: Desk) -> None:
    planned = desk.plan(3 * DAY)
    assert (planned.captures, planned.going, planned.removed) == (7, 3, 1)
    swept = desk.sweep(3 * DAY)
    assert (swept.captures, swept.removed, swept.rewritten, swept.damaged) == (3, 1, 1, ())
    assert swept.freed > 0
    heron = release().url.rpartition("/")[2]
    assert {name: len(found) for name, found in desk.captures().items()} == {heron: 2, "tern": 1, "feed.atom": 1}
    assert desk.files() == ["2026-11-24/run-0.0.kept-1.warc.gz", "2026-11-26/run-48.0.warc.gz"]
    assert not (desk.archive / "2026-11-25").exists()


def test_what_is_younger_stays_and_nothing_goes_twice(desk: Desk) -> None:
    before = desk.captures()
    assert desk.plan(0).aged == ()
    assert desk.captures() == before
    desk.sweep(3 * DAY)
    files = desk.files()
    assert desk.plan(3 * DAY).aged == ()
    assert desk.files() == files


def test_a_rewritten_file_can_be_written_anew_again(desk: Desk) -> None:
    """Of pages that are no releases the newest capture stays, until there is a newer one."""
    desk.read(60.0, "gull", "map", "plan")
    for hour, name in ((61.0, "gull"), (62.0, "map")):
        desk.read(hour, name)
        desk.sweep(hour)
    desk.sweep(4 * DAY)
    assert [one for one in desk.files() if "run-60" in one] == ["2026-11-27/run-60.0.kept-2.warc.gz"]
    assert {name: found for name, found in desk.captures().items() if name in ("gull", "map", "plan")} == {
        "gull": [b"61.0"],
        "map": [b"62.0"],
        "plan": [b"60.0"],
    }


def test_a_page_that_is_still_to_be_loaded_stays_with_its_whole_file(desk: Desk) -> None:
    waiting = desk.capture(1.0, f"{HOME}/gull", FEED)
    spool.append(desk.spool / "no-coast", "run-1.0", waiting)
    desk.sweep(9 * DAY)
    assert read_page(desk.archive, "2026-11-24/run-1.0.warc.gz", 0).url == f"{HOME}/gull"


def test_a_file_that_nothing_names_goes_when_it_is_old_and_a_strangers_stays(desk: Desk) -> None:
    desk.capture(1.0, f"{HOME}/gull")
    desk.capture(5 * DAY, f"{HOME}/gull")
    (desk.archive / "mine.warc.gz").write_bytes(b"mine")
    desk.sweep(3 * DAY)
    assert [one for one in desk.files() if "kept" not in one] == [
        "2026-11-26/run-48.0.warc.gz",
        f"2026-11-29/run-{5 * DAY}.warc.gz",
        "mine.warc.gz",
    ]


def test_a_file_that_cannot_be_read_stays_and_is_named(desk: Desk) -> None:
    path = desk.archive / "2026-11-24/run-0.0.warc.gz"
    spoilt = bytearray(path.read_bytes())
    spoilt[60] ^= 255
    path.write_bytes(spoilt)
    swept = desk.sweep(3 * DAY)
    assert swept.removed == 1
    (said,) = swept.damaged
    assert said.startswith(f"{path} at 0: no whole WARC record there")
    assert path.read_bytes() == bytes(spoilt)
