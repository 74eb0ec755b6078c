"""The journal of fetches between asking and loading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.warehouse.builders import HOME, failed, fetch
from warehouse import spool

FETCHES = [
    fetch(f"{HOME}/grey-heron", 0),
    replace(failed(f"{HOME}/tern", 1), error="said “no”\u2028\nand no more"),
    fetch(f"{HOME}/øre", 2, last_modified="Tue, 24 Nov 2026 12:00:00 GMT"),
]


def test_fetches_come_back_as_they_were_journalled(tmp_path: Path) -> None:
    path = spool.append(tmp_path / "spool", "run-1", FETCHES)
    assert list(spool.read(path)) == FETCHES


def test_a_journal_is_added_to(tmp_path: Path) -> None:
    spool.append(tmp_path, "run-1", FETCHES[:2])
    path = spool.append(tmp_path, "run-1", FETCHES[2:])
    assert list(spool.read(path)) == FETCHES


def test_a_last_line_cut_short_is_a_fetch_that_never_happened(tmp_path: Path) -> None:
    path = spool.append(tmp_path, "run-1", FETCHES)
    whole = path.read_bytes()
    for cut in (1, 30, len(whole.splitlines()[-1])):
        path.write_bytes(whole[:-cut])
        assert list(spool.read(path)) == FETCHES[:2]


def test_journals_wait_in_the_order_of_their_runs(tmp_path: Path) -> None:
    paths = [spool.append(tmp_path, name, FETCHES) for name in ("20261124T120000Z", "20261123T120000Z")]
    assert spool.waiting(tmp_path) == paths[::-1]


def test_a_journal_is_gone_once_it_is_forgotten(tmp_path: Path) -> None:
    path = spool.append(tmp_path, "run-1", FETCHES)
    spool.forget(path)
    spool.forget(path)
    assert spool.waiting(tmp_path) == []


def test_nothing_waits_where_nothing_was_ever_journalled(tmp_path: Path) -> None:
    assert spool.waiting(tmp_path / "none") == []


def test_a_journal_of_another_version_is_read_for_what_is_known(tmp_path: Path) -> None:
    path = spool.append(tmp_path, "run-1", FETCHES[:1])
    path.write_text(path.read_text().replace("{", '{"mood": "calm", ', 1))
    assert list(spool.read(path)) == FETCHES[:1]
