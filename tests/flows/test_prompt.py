"""The prompt of `presswatch sql`, as it is met at a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import stat
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.prompt import described, is_whole, names
from tests.flows.evenings import Evening
from warehouse.queries import keywords
from warehouse.schema import relations

PRESSWATCH = Path(sys.executable).with_name("presswatch")
WHERE, HERE = b"\x1b[6n", b"\x1b[1;1R"  # the prompt asks where the cursor is, and a terminal answers
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
ENDLESS = "SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range * b.range % 7 = 3;"


@dataclass
class Typist:
    """Somebody at a terminal in which the prompt is open."""

    process: int
    terminal: int
    seen: str = ""

    def type(self, text: str, *, until: str, seconds: float = 10) -> str:
        """Type a line and return what came until some words were shown."""
        self.seen = ""
        os.write(self.terminal, text.encode())
        return self.wait(until, seconds)

    def press(self, key: str, *, until: str) -> None:
        """Press a key until some words are shown, as one does, and only while a query is answered.

        The prompt takes keys as they are; while it answers, the terminal makes a signal of Ctrl-C.
        """
        time.sleep(0.5)  # the prompt puts its things away
        for _ in range(20):
            if termios.tcgetattr(self.terminal)[3] & termios.ISIG:
                os.write(self.terminal, key.encode())
            with suppress(AssertionError):
                self.wait(until, 0.5)
                return
        pytest.fail(f"expected {until!r}, got {self.seen[-500:]!r}")

    def wait(self, until: str, seconds: float = 20) -> str:
        """Return what is shown until some words are; fails where they do not come."""
        end = time.monotonic() + seconds
        while until not in self.seen:
            assert time.monotonic() < end, f"expected {until!r}, got {self.seen[-500:]!r}"
            if select.select([self.terminal], [], [], 0.1)[0]:
                shown = os.read(self.terminal, 65536)
                if WHERE in shown:
                    os.write(self.terminal, HERE)
                self.seen += _CODES.sub("", shown.decode(errors="replace"))
        return self.seen


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def typist(evening: Evening, state: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typist]:
    """The prompt, opened once."""
    desk = evening.installation(evening.after, tmp_path_factory.mktemp("prompt"))
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "150", "XDG_STATE_HOME": str(state)}
    process, terminal = pty.fork()
    if not process:
        os.chdir(desk.folder)
        os.execve(PRESSWATCH, ["presswatch", "sql", "-p", "topic=jef"], environment)  # noqa: S606 - our own command
    typist = Typist(process, terminal)
    typist.wait("presswatch>")
    yield typist
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(terminal)


def test_a_statement_may_have_two_lines_and_take_values(typist: Typist) -> None:
    typist.type("SELECT topic, count(*) + 1000 AS n\r", until="...>")
    shown = typist.type("FROM topic_mentions WHERE topic = $topic GROUP BY topic;\r", until="1015")
    assert "━╇━" in shown


def test_names_are_completed(typist: Typist) -> None:
    typist.type("SELECT count(*) + 500 AS n FROM latest_rel\t", until="eases")
    typist.type(";\r", until="518")


def test_a_view_says_what_its_columns_hold(typist: Typist) -> None:
    typist.type("\\d topic_daily\r", until="Matches in them")
    typist.type("\\d\r", until="Who was told what, when, why, and did it arrive?")
    typist.type("\\d nothing_such\r", until="no such view or table")


def test_a_wrong_statement_is_explained_and_the_prompt_stays(typist: Typist) -> None:
    typist.type("FROM releses;\r", until='Did you mean "releases"')
    typist.type("SELECT 40 + 2 AS answer;\r", until="42")


def test_files_are_as_far_away_as_ever(typist: Typist) -> None:
    typist.type("FROM read_text('/etc/passwd');\r", until="nothing else")


def test_ctrl_c_stops_a_query_and_not_the_prompt(typist: Typist) -> None:
    typist.type(ENDLESS + "\r", until="% 7 = 3;")
    typist.press("\x03", until="stopped")
    typist.type("SELECT 600 + 6 AS answer;\r", until="606")


def test_what_was_asked_is_remembered_for_its_user_alone(typist: Typist, state: Path) -> None:
    typist.type("SELECT 700 + 7 AS answer;\r", until="707")
    file = state / "presswatch" / "sql_history"
    assert "+SELECT 700 + 7 AS answer;" in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("SELECT 1;", True),
        ("SELECT 1 ; \n", True),
        ("\\d releases", True),
        ("exit", True),
        ("", True),
        ("SELECT 1", False),
        ("SELECT ';'\n", False),
    ],
)
def test_enter_ends_what_is_whole(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def test_views_are_offered_before_columns_and_everything_once() -> None:
    offered = names(relations())
    assert offered[0] == "alert_ledger"
    assert len(offered) == len(set(offered))
    assert {"topic_mentions", "withdrawn_at"} <= set(offered)
    assert {"SELECT", "WHERE"} <= set(keywords())


def test_a_name_is_found_however_it_is_written() -> None:
    assert ("day", "DATE") in {(name, kind) for name, kind, _ in described(relations(), "TOPIC_DAILY")}
    assert list(described(relations(), "nothing_such")) == []
