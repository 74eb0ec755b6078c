"""Questions are answered at once: no Prefect, no parsers that are not needed, and half a second at most."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flows.evenings import Evening
from tests.flows.terminals import Terminal

PRESSWATCH = Path(sys.executable).with_name("presswatch")
# Half a second is promised on a machine that does nothing else; a machine that runs tests gets three times as long.
SECONDS = 1.5
QUESTIONS = (
    ("--version",),
    ("sources", "list"),
    ("topics", "list"),
    ("sql", "FROM releases"),
    ("export", "releases"),
    ("health",),
)
WITHOUT_PREFECT = (("sources", "show", "uk/govuk"), ("topics", "try", "JEF"), ("deliver",), ("collect",))
_MODULES = """
import sys
from flows.cli import main
sys.argv = ["presswatch", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("modules:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.fixture(scope="module")
def desk(evening: Evening, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return evening.installation(evening.after, tmp_path_factory.mktemp("speed"))


def modules(desk: Terminal, *arguments: str) -> set[str]:
    """Return the packages that a command loads, in a process of its own."""
    command = [sys.executable, "-c", _MODULES, *arguments]
    said = subprocess.run(command, cwd=desk.folder, capture_output=True, text=True, check=True, timeout=60)
    return set(said.stdout.splitlines()[-1].removeprefix("modules:").split())


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_questions_are_answered_at_once(desk: Terminal, question: tuple[str, ...]) -> None:
    assert any(_seconds(desk, question) < SECONDS for _ in range(3))


def _seconds(desk: Terminal, question: tuple[str, ...]) -> float:
    begun = time.monotonic()
    subprocess.run([PRESSWATCH, *question], cwd=desk.folder, stdout=subprocess.DEVNULL, check=True, timeout=60)
    return time.monotonic() - begun


@pytest.mark.parametrize("command", WITHOUT_PREFECT, ids=" ".join)
def test_a_command_that_needs_no_prefect_does_not_load_it(desk: Terminal, command: tuple[str, ...]) -> None:
    assert "prefect" not in modules(desk, *command)


def test_questions_load_nothing_that_reads_pages_or_asks_publishers(desk: Terminal) -> None:
    readers = {"prefect", "bs4", "soupsieve", "lxml", "warcio", "httpx", "jinja2"}
    for question in QUESTIONS:
        assert modules(desk, *question) & readers == set(), question
