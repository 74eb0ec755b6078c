"""What goes wrong at the command line: one message that says where, no traceback, the right exit code, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from tests.flows.evenings import Evening
from tests.flows.terminals import Said, Terminal

SETTINGS_FILE, WATCHLIST_FILE = "presswatch.toml", "watchlist.toml"
ONE_TOPIC = '[topics.jef]\nname = "JEF"\nquery = "JEF"\n'


@pytest.fixture(scope="module")
def installation(evening: Evening, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """An installation that ran."""
    return evening.installation(evening.after, tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(installation: Terminal) -> Iterator[Terminal]:
    """The same, its files put back afterwards."""
    kept = {name: (installation.folder / name).read_text("utf-8") for name in (SETTINGS_FILE, WATCHLIST_FILE)}
    yield installation
    for name, text in kept.items():
        installation.write(name, text)


def is_one_message(said: Said, code: int, *parts: str) -> None:
    """Check that a command failed with one message on standard error that holds all of `parts`."""
    assert said.code == code, said
    assert said.out == ""
    assert said.err.startswith("presswatch: ")
    assert "Traceback" not in said.err
    assert [part for part in parts if part not in said.err] == [], said.err


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong, which command meets it, and what its message names."""

    named: tuple[str, ...]
    settings: str | None = None
    watchlist: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ("collect",)


MISTAKES = {
    "an unknown setting": Mistake(
        settings='contakt = "a@example.org"\n', named=(SETTINGS_FILE, "contakt", "did you mean 'contact'?")
    ),
    "an unknown setting of fetching": Mistake(
        settings="[fetch]\nreqests_per_second = 1\n",
        named=(SETTINGS_FILE, "fetch.reqests_per_second", "did you mean 'requests_per_second'?"),
    ),
    "a setting of the wrong type": Mistake(
        settings='[fetch]\ntries = "many"\n', named=(SETTINGS_FILE, "fetch.tries", "integer", "'many'")
    ),
    "a duration that is none": Mistake(
        settings='lock_wait = "soon"\n', named=(SETTINGS_FILE, "lock_wait", "soon", "15m")
    ),
    "settings that are no TOML": Mistake(settings="contact = \n", named=(SETTINGS_FILE, "not TOML", "line 1")),
    "settings that are no text": Mistake(
        settings='contact = "\udcff"\n', named=(SETTINGS_FILE, "not TOML", "utf-8", "position 11")
    ),
    "an unknown source": Mistake(
        settings='[sources."uk/gvuk"]\nactive = true\n', named=(SETTINGS_FILE, "sources.uk/gvuk", "'uk/govuk'?")
    ),
    "an address that is none": Mistake(
        settings='[sources."uk/govuk"]\nbase_url = "replay"\n', named=(SETTINGS_FILE, "base_url", "'replay'")
    ),
    "a contact that no header can carry": Mistake(
        settings='contact = "a\\nb"\n', named=(SETTINGS_FILE, "contact", "plain ASCII")
    ),
    "a pace that is no number": Mistake(
        settings="[fetch]\nrequests_per_second = inf\n", named=(SETTINGS_FILE, "fetch.requests_per_second", "finite")
    ),
    "an unknown variable": Mistake(
        environment={"PRESSWATCH_DATADIR": "x"}, named=("PRESSWATCH_DATADIR", "did you mean 'PRESSWATCH_DATA_DIR'?")
    ),
    "an unknown variable of fetching": Mistake(
        environment={"PRESSWATCH_FETCH__TRYS": "2"}, named=("environment", "PRESSWATCH_FETCH__TRYS", "'tries'?")
    ),
    "a variable of the wrong type": Mistake(
        environment={"PRESSWATCH_FETCH__TRIES": "many"}, named=("PRESSWATCH_FETCH__TRIES", "integer", "'many'")
    ),
    "settings that are named and not there": Mistake(
        environment={"PRESSWATCH_CONFIG": "elsewhere.toml"}, named=("elsewhere.toml", "PRESSWATCH_CONFIG")
    ),
    "a watch list that is named and not there": Mistake(
        asked=("collect", "--watchlist", "mine.toml"), named=("mine.toml", "No such file")
    ),
    "a watch list of the environment that is not there": Mistake(
        environment={"PRESSWATCH_WATCHLIST": "mine.toml"}, named=("mine.toml", "No such file")
    ),
    "a watch list that is no TOML": Mistake(watchlist="[topics.jef\n", named=(WATCHLIST_FILE, "not TOML", "line 1")),
    "a watch list with an unknown key": Mistake(
        watchlist=ONE_TOPIC + 'qery = "x"\n', named=(WATCHLIST_FILE, "topics.jef.qery", "did you mean 'query'?")
    ),
    "a topic whose query is wrong": Mistake(
        watchlist='[topics.jef]\nname = "JEF"\nquery = "JEF AND"\n', named=(WATCHLIST_FILE, "topics.jef.query", "^")
    ),
    "a recipient of an unknown topic": Mistake(
        watchlist=ONE_TOPIC + '[recipients.desk]\ntopics = ["jeff"]\nsend_to = ["file:x"]\nwhen = "instant"\n',
        named=(WATCHLIST_FILE, "recipients.desk.topics", "did you mean 'jef'?"),
    ),
    "a recipient of a secret that is not there": Mistake(
        watchlist=ONE_TOPIC + '[recipients.desk]\ntopics = "all"\nsend_to = ["apprise:env:HOOK"]\nwhen = "instant"\n',
        asked=("run",),
        named=("desk", "HOOK"),
    ),
    "a source to collect from that there is not": Mistake(
        asked=("collect", "--source", "uk/gvuk"), named=("uk/gvuk", "did you mean 'uk/govuk'")
    ),
    "a source to backfill that there is not": Mistake(
        asked=("backfill", "uk/gvuk", "--since", "2026-01-01"), named=("uk/gvuk", "did you mean 'uk/govuk'")
    ),
    "a source to show that there is not": Mistake(
        asked=("sources", "show", "uk/gvuk"), named=("did you mean 'uk/govuk'",)
    ),
    "a recipient that there is not": Mistake(asked=("deliver", "--recipient", "dsk"), named=("'dsk'", "known: desk")),
    "SQL with a mistake in it": Mistake(asked=("sql", "SELEC 1"), named=("syntax error", "LINE 1", "^")),
    "SQL that asks for a table that there is not": Mistake(
        asked=("sql", "FROM release"), named=("release", "does not exist", '"releases"')
    ),
    "SQL that changes something": Mistake(asked=("sql", "DELETE FROM releases"), named=("read-only",)),
    "SQL that reads a file": Mistake(asked=("sql", "FROM 'presswatch.toml'"), named=("presswatch.toml",)),
    "two statements of SQL": Mistake(asked=("sql", "SELECT 1; SELECT 2"), named=("expected one statement, got 2",)),
    "SQL in a file that is not there": Mistake(asked=("sql", "mine.sql"), named=("mine.sql", "No such file")),
    "a tried query with a mistake in it": Mistake(asked=("topics", "try", "JEF AND AND"), named=("JEF AND AND", "^")),
    "two words without an operator": Mistake(asked=("topics", "try", "High North"), named=('"High North"', "^")),
    "a topic to explain that there is not": Mistake(
        asked=("topics", "explain", "jeff", "x"), named=("'jeff'", "known: jef, high-north, ifu")
    ),
    "a release to explain that there is not": Mistake(
        asked=("topics", "explain", "jef", "no-such-release"), named=("no-such-release", "an address")
    ),
    "a topic to add that is there": Mistake(
        asked=("topics", "add", "jef", "JEF"), named=("'jef'", "presswatch topics edit jef")
    ),
    "a topic to edit that there is not": Mistake(asked=("topics", "edit", "jeff", "JEF"), named=("'jeff'", "known:")),
    "a topic to retire that there is not": Mistake(asked=("topics", "retire", "jeff"), named=("'jeff'", "known:")),
    "a topic with a name that cannot be": Mistake(
        asked=("topics", "add", "High North", "JEF"), named=("small letters",)
    ),
    "labels that are not there": Mistake(asked=("topics", "check", "--on", "x.jsonl"), named=("x.jsonl", "No such")),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_wrong_use_is_one_message_and_exit_code_2(desk: Terminal, mistake: Mistake) -> None:
    kept = desk.rows("SELECT count(*) FROM runs"), sorted(desk.data.rglob("*"))
    for name, text in ((SETTINGS_FILE, mistake.settings), (WATCHLIST_FILE, mistake.watchlist)):
        if text is not None:
            (desk.folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    is_one_message(desk.run(*mistake.asked, environment=mistake.environment), 2, *mistake.named)
    assert (desk.rows("SELECT count(*) FROM runs"), sorted(desk.data.rglob("*"))) == kept


def test_options_that_there_are_not_are_wrong_use_too(desk: Terminal) -> None:
    for asked in (("collct",), ("collect", "--revist", "all"), ("backfill", "uk/govuk"), ("export", "release")):
        said = desk.run(*asked)
        assert (said.code, said.out) == (2, "")
        assert "Usage: presswatch" in said.err


def test_parquet_needs_a_file(desk: Terminal) -> None:
    said = desk.run("export", "releases", "--format", "parquet")
    assert said.code == 2
    assert "add --output FILE" in said.err


@pytest.mark.parametrize("command", [("collect",), ("sql", "FROM releases"), ("health",), ("export", "releases")])
def test_a_file_that_is_no_database_is_left_alone(desk: Terminal, tmp_path: Path, command: tuple[str, ...]) -> None:
    for name in ("warehouse.duckdb", "analyst.duckdb"):
        (tmp_path / name).write_bytes(b"not a database at all, " * 300)
    said = desk.run(*command, environment={"PRESSWATCH_DATA_DIR": str(tmp_path)})
    is_one_message(said, 1, ".duckdb", "not a DuckDB database", "another folder")
    assert (tmp_path / "warehouse.duckdb").read_bytes() == b"not a database at all, " * 300


def test_a_database_that_was_cut_short_is_left_alone(desk: Terminal, tmp_path: Path) -> None:
    whole = (desk.data / "warehouse.duckdb").read_bytes()
    (tmp_path / "warehouse.duckdb").write_bytes(whole[: len(whole) // 2])
    said = desk.run("collect", environment={"PRESSWATCH_DATA_DIR": str(tmp_path)})
    is_one_message(said, 1, str(tmp_path / "warehouse.duckdb"), "damaged", "`presswatch restore`")
    assert (tmp_path / "warehouse.duckdb").read_bytes() == whole[: len(whole) // 2]


def test_data_in_a_file_instead_of_a_folder_is_said(desk: Terminal, tmp_path: Path) -> None:
    taken = tmp_path / "data"
    taken.write_text("mine")
    said = desk.run("collect", environment={"PRESSWATCH_DATA_DIR": str(taken)})
    is_one_message(said, 1, str(taken), "data_dir")
    assert taken.read_text() == "mine"


def test_questions_before_the_first_run_say_what_to_run(desk: Terminal, tmp_path: Path) -> None:
    for command in (("sql", "SELECT 1"), ("health",), ("export", "quotes"), ("topics", "try", "JEF")):
        said = desk.run(*command, environment={"PRESSWATCH_DATA_DIR": str(tmp_path / "none")})
        is_one_message(said, 1, "presswatch run")


def test_a_folder_that_cannot_be_written_is_said(desk: Terminal) -> None:
    said = desk.run("collect", environment={"PRESSWATCH_DATA_DIR": "/proc/presswatch"})  # where not even root may write
    is_one_message(said, 1, "/proc/presswatch: cannot be written", "data_dir")


def test_a_database_of_something_else_is_left_alone(desk: Terminal, tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute("CREATE TABLE invoices (number INTEGER)")
    said = desk.run("collect", environment={"PRESSWATCH_DATA_DIR": str(tmp_path)})
    is_one_message(said, 2, "warehouse.duckdb", "invoices", "data_dir")


def test_a_database_of_a_newer_presswatch_is_left_alone(desk: Terminal, tmp_path: Path) -> None:
    shutil.copy(desk.data / "warehouse.duckdb", tmp_path)
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute("INSERT INTO schema_migrations VALUES (9999, 'later', now())")
    said = desk.run("collect", environment={"PRESSWATCH_DATA_DIR": str(tmp_path)})
    is_one_message(said, 2, "warehouse.duckdb", "newer presswatch", "9999", "upgrade")


def test_a_publisher_that_does_not_answer_is_a_problem_that_health_names(desk: Terminal, tmp_path: Path) -> None:
    away = Terminal(desk.commands, tmp_path)
    said = away.run("run")
    assert (said.code, said.err) == (1, "")
    assert "presswatch health" in said.out
    health = away.run("health")
    assert health.code == 1
    assert "www.gov.uk/search/news-and-communications.atom" in health.out
    assert away.run("health", "--format", "jsonl", "--problems").out.count("\n") == 2  # a listing each
