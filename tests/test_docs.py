"""The manuals name everything that there is, and nothing else; what they show is what the program does."""

from __future__ import annotations

import re
import shlex
import time
import tomllib
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from flows.alerts.digest import render_text
from flows.alerts.retrying import GIVE_UP, PAUSES
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions, FeedOptions, SmtpOptions, WebhookOptions
from flows.channels.signing import WINDOW, signature_header
from flows.commands.schema_page import schema_page
from flows.demo import days, digest_of
from flows.errors import ChannelConfigurationError
from flows.settings import CheckupSettings, FetchSettings, RetentionSettings, Settings, SourceSettings, read_settings
from parsers.records import ChangeKind
from parsers.topics.language import parse
from parsers.topics.schedules import read_schedule
from tests.manuals import PAGES, Called, chapter, command_lines, commands, fenced, page, rows, words
from tests.problem_words import problem_words
from tests.shipped import shipped_sources
from warehouse.database import reading, writing
from warehouse.queries import run_sql
from warehouse.schema import relations

README = page("README.md")
SECTIONS: dict[str, Any] = {
    "At the top": Settings,
    "[fetch]": FetchSettings,
    "[retention]": RetentionSettings,
    "[checkup]": CheckupSettings,
    '[sources."uk/govuk"]': SourceSettings,
    "[smtp]": SmtpOptions,
    "[webhook]": WebhookOptions,
    "[atom]": FeedOptions,
}
TABLES_OF_THEIR_OWN = {"fetch", "retention", "checkup", "smtp", "webhook", "atom", "sources"}
CALLS = [(one.name, call) for one in PAGES for call in command_lines(one.read_text("utf-8")) if call[0].isalpha()]
STATEMENTS = sorted({call[1] for _, call in CALLS if call[0] == "sql" and call[1:2] not in ([], ["--schema"])})
TAKE_QUERIES = ("search", "topics try", "topics add", "topics edit")
QUERIES = sorted({call[-1] for _, call in CALLS for name in TAKE_QUERIES if shlex.join(call).startswith(f"{name} ")})


def _fields(model: Any) -> dict[str, Any]:
    """The settings of a section with their defaults, as TOML would hold them; None for one that has none."""
    made = model(host="needed", sender="needed") if model is SmtpOptions else model()
    values = made.model_dump(mode="json") if isinstance(made, BaseModel) else asdict(made)
    return {name: value for name, value in values.items() if name not in TABLES_OF_THEIR_OWN}


@pytest.mark.parametrize("called", commands(), ids=lambda one: one.name)
def test_every_command_has_a_chapter_that_names_its_options(called: Called) -> None:
    told = chapter(page("docs/COMMANDS.md"), called.name)
    named = {word for span in words(told) for word in re.split(r"[ |\\]", span)}
    assert told, f"docs/COMMANDS.md: expected a chapter '## {called.name}'"
    assert [one for one in called.options if one not in named] == []


def test_no_chapter_describes_a_command_that_is_gone() -> None:
    chapters = re.findall(r"^## (.+)$", page("docs/COMMANDS.md"), re.MULTILINE)
    assert set(chapters) - {one.name for one in commands()} == set()


def test_the_readme_s_table_has_every_command() -> None:
    """A group of commands has one row."""
    told = {span.split()[0] for cells in rows(chapter(README, "Commands")) for span in words(cells[0])}
    assert {one.name.split()[0] for one in commands()} == {name for name in told if not name.isdigit()}


@pytest.mark.parametrize(("where", "call"), CALLS, ids=[f"{name}: {shlex.join(call)}"[:70] for name, call in CALLS])
def test_every_command_that_a_page_shows_can_be_called(where: str, call: list[str]) -> None:
    known = {one.name: one.options for one in commands()}
    name = " ".join(call[:2]) if " ".join(call[:2]) in known else call[0]
    if name not in known:
        assert [name] == call, f"{where}: no such command"
        assert name in {one.split()[0] for one in known}, f"{where}: no such group of commands"
        return
    allowed = {*known[name], "--help"}
    assert [word for word in call if word.startswith("-") and word not in allowed] == [], where


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_statement_that_a_page_shows_runs(statement: str, tmp_path: Path) -> None:
    """On a warehouse in which nothing is kept yet; '…' is what the reader puts there."""
    path = tmp_path / "warehouse.duckdb"
    with writing(path, purpose="test", wait=timedelta(0)):
        pass
    with reading(path) as connection:
        assert run_sql(connection, statement.replace("…", "1 AS one")).columns


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_that_a_page_shows_is_in_the_topic_language(query: str) -> None:
    assert parse(query)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_is_told_with_its_default(section: str) -> None:
    """None is written 'none' or 'needed'; every other default as TOML has it."""
    told = {cells[0].strip("`"): cells[1] for cells in rows(chapter(page("docs/SETTINGS.md"), section))}
    fields = _fields(SECTIONS[section])
    assert set(told) == set(fields)
    for name, written in told.items():
        if written in ("none", "needed"):
            assert fields[name] in (None, "needed"), name
        else:
            assert _read(written.strip("`")) == _plain(name, fields[name]), name


def _read(written: str) -> Any:
    return tomllib.loads(f"value = {written}")["value"]


def _plain(name: str, value: Any) -> Any:
    """Durations in the words of the example file, sequences as lists."""
    if name in ("revisit", "lock_wait"):
        return tomllib.loads(page("deploy/presswatch.example.toml"))[name]
    if name in ("silence", "patience"):
        return tomllib.loads(page("deploy/presswatch.example.toml"))["checkup"][name]
    return list(value) if isinstance(value, tuple) else value


def test_the_example_settings_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "presswatch.toml").write_text(page("deploy/presswatch.example.toml"), "utf-8")
    sources = frozenset(one.name for one in shipped_sources())
    example = read_settings(tmp_path, {})
    default = Settings().model_copy(update={"data_dir": tmp_path / "data", "sources_dir": tmp_path / "sources"})
    assert example.model_dump(exclude={"sources"}) == default.model_dump(exclude={"sources"})
    assert set(map(example.of, sources)) == {SourceSettings()}


def test_the_example_settings_name_every_setting() -> None:
    """What has no default stands behind a '#'."""
    named = set(re.findall(r"^(?:# )?(\w+) =", page("deploy/presswatch.example.toml"), re.MULTILINE))
    assert named == {name for model in SECTIONS.values() for name in _fields(model)}


def test_the_commented_sections_of_the_example_settings_can_be_used(tmp_path: Path) -> None:
    lines = page("deploy/presswatch.example.toml").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# [smtp]"))
    block = [line.removeprefix("# ") for line in lines[start:] if line.startswith("# ")]
    (tmp_path / "presswatch.toml").write_text("\n".join(line for line in block if "base_url" not in line), "utf-8")
    mail = read_settings(tmp_path, {}).smtp
    assert mail
    assert mail.host == "mail.example.org"


def test_every_view_and_table_is_described_as_the_database_describes_it() -> None:
    """After a migration, `presswatch sql --schema > docs/SCHEMA.md` writes the page anew."""
    assert page("docs/SCHEMA.md") == schema_page(relations())
    assert [one.name for one in relations() if not one.holds or not all(column.holds for column in one.columns)] == []


def test_the_readme_names_every_view() -> None:
    assert {one.name for one in relations() if one.kind == "view"} <= words(chapter(README, "For the analyst"))


def test_every_kind_of_problem_is_explained_and_no_other() -> None:
    told = {word for cells in rows(page("docs/PROBLEMS.md")) for word in words(cells[0])}
    assert told == problem_words()


def test_every_kind_of_channel_is_shown_with_an_address_that_opens(tmp_path: Path) -> None:
    options = ChannelOptions(
        data_dir=tmp_path,
        environment={"NAME": "json://localhost", "SECRET": "0123456789abcdef"},
        smtp=SmtpOptions(host="mail.example.org", sender="desk@example.org"),
        webhook=WebhookOptions(secrets=("env:SECRET",)),
    )
    shown = [cells[0].split(", `")[0].strip("`") for cells in rows(page("docs/CHANNELS.md").split("\n## ")[0])]
    assert {open_channel(one, recipient="desk", options=options).kind for one in shown} == _channel_kinds()


def _channel_kinds() -> set[str]:
    """The kinds that a complaint about an unknown one offers."""
    with pytest.raises(ChannelConfigurationError) as caught:
        open_channel("pigeon:coop", recipient="desk", options=ChannelOptions(data_dir=Path()))
    return set(re.findall(r"(\w+):…", str(caught.value)))


def test_every_form_of_when_can_be_read() -> None:
    kinds = [read_schedule(cells[0].strip("`")).kind for cells in rows(chapter(page("docs/CHANNELS.md"), "When"))]
    assert kinds == ["instant", "daily", "weekly", "cron"]


def test_every_kind_of_change_has_its_row() -> None:
    told = {word for cells in rows(chapter(page("docs/CHANNELS.md"), "Who is told what")) for word in words(cells[0])}
    assert told == set(get_args(ChangeKind))


def test_the_pauses_between_tries_are_those_of_the_manual() -> None:
    told = re.search(r"after ([\d, and]+) minutes.*?after\s+(\w+) days", page("docs/CHANNELS.md"), re.DOTALL)
    assert told
    assert [int(number) for number in re.findall(r"\d+", told[1])] == [one.seconds // 60 for one in PAUSES]
    assert (told[2], GIVE_UP) == ("three", timedelta(days=3))


def test_the_receiver_of_the_manual_takes_what_we_sign_and_nothing_else() -> None:
    code: dict[str, Any] = {}
    (sample,) = fenced(page("docs/CHANNELS.md"), "python")
    exec(sample, code)  # noqa: S102 - our own page, as a reader would run it

    def taken(signer: str = "the desk's own", late: int = 0, body: bytes = b"{}") -> bool:
        at = str(int(time.time()) - late)
        headers = {"Presswatch-Timestamp": at, "Presswatch-Signature": signature_header(["another", signer], at, b"{}")}
        return bool(code["is_genuine"]("the desk's own", headers, body))

    assert taken()
    assert taken(late=WINDOW - 60)
    assert not taken(signer="a stranger's")
    assert not taken(body=b"{ }")
    assert not taken(late=WINDOW + 60)
    assert not taken(late=-WINDOW - 60)


def test_the_digest_of_the_readme_is_the_demonstration_s(tmp_path: Path) -> None:
    shown = days(tmp_path / "demo", with_prefect=False)
    first = next(shown)
    shown.close()
    (excerpt,) = fenced(README, "text")
    assert excerpt in render_text(digest_of(first))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`?make (\w+)", README))))
def test_every_make_that_the_readme_shows_is_there(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", page("Makefile"), re.MULTILINE)


@pytest.mark.parametrize("file", PAGES, ids=lambda one: one.name)
def test_every_relative_link_leads_somewhere(file: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", file.read_text("utf-8"))
    assert [link for link in links if not _leads(file, *link.partition("#")[::2])] == []


def _leads(file: Path, target: str, anchor: str) -> bool:
    there = file.parent / target if target else file
    if not there.exists() or not anchor:
        return there.exists()
    headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
    return anchor in {re.sub(r"[^\w -]", "", one).strip().lower().replace(" ", "-") for one in headings}


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(page("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", page("CHANGELOG.md"), re.MULTILINE)
