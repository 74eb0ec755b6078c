"""The prompt of `presswatch sql`: statements over several lines, with a history, and names completed from the schema.

Each statement opens the analysts' copy anew, so that a prompt which stands open all day answers from the newest one and
holds nothing. Does not run anything but what `queries` allows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from rich.text import Text

from flows.errors import SettingsError
from flows.output import Format, write_rows
from flows.terminals import Screen
from warehouse.database import reading
from warehouse.errors import SqlError
from warehouse.queries import keywords, run_sql
from warehouse.schema import Relation, relations

_WELCOME = "A statement ends with ;   \\d lists views and tables, \\d NAME columns, \\q ends, Ctrl-C stops a query"
_ENDS = ("\\q", "exit", "quit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every statement is asked of, with, and written as."""

    copy: Path
    values: Mapping[str, str]
    form: Format


def converse(desk: Desk, *, state: Path) -> None:
    """Read and answer statements until the user ends; remembers them in `state`, for the user's eyes only."""
    known = relations()
    session = _session(known, _history(state))
    with reading(desk.copy):  # or a missing copy would be told only after the first statement
        Screen(stderr=True).print(Text(_WELCOME, style="dim"))
    ended = False
    while not ended:
        try:
            ended = _ends(desk, known, session)
        except KeyboardInterrupt:
            with suppress(KeyboardInterrupt):  # one more, while it is told what the last one stopped
                _complain("stopped")


def _ends(desk: Desk, known: tuple[Relation, ...], session: PromptSession[str]) -> bool:
    """Read and answer one statement; tells whether it was the last one."""
    try:
        said = session.prompt("presswatch> ").strip()
    except EOFError:
        return True
    except KeyboardInterrupt:  # a line that is given up
        return False
    if said.rstrip(";").lower() in _ENDS:
        return True
    _answer(desk, known, said)
    return False


def is_whole(text: str) -> bool:
    """Tell whether Enter ends what was typed: a statement with its semicolon, a command of the prompt, or nothing."""
    said = text.strip()
    return not said or said.startswith("\\") or said.endswith(";") or said.lower() in _ENDS


def names(known: tuple[Relation, ...]) -> list[str]:
    """Return what can be completed of a schema: views and tables first, then their columns, each once."""
    columns = (column.name for one in known for column in one.columns)
    return list(dict.fromkeys((*(one.name for one in known), *columns)))


def described(known: tuple[Relation, ...], name: str) -> Iterator[tuple[str, ...]]:
    """Yield every view and table, or the columns of the one that is named; nothing for an unknown one."""
    if not name:
        yield from ((one.kind, one.name, one.holds) for one in known)
    for one in known:
        if one.name == name.lower():
            yield from ((column.name, column.type, column.holds) for column in one.columns)


def _answer(desk: Desk, known: tuple[Relation, ...], said: str) -> None:
    try:
        if said.startswith("\\"):
            _describe(known, said)
        elif said:
            with reading(desk.copy) as connection:
                answer = run_sql(connection, said, desk.values)
                write_rows(answer.columns, answer.rows, desk.form)
    except SqlError as error:
        _complain(str(error))
    sys.stdout.flush()


def _describe(known: tuple[Relation, ...], said: str) -> None:
    command, _, name = said.rstrip(";").partition(" ")
    rows = list(described(known, name.strip()))
    if command != "\\d":
        _complain(f"{command}: no such command; {_WELCOME}")
    elif not rows:
        _complain(f"{name}: no such view or table; \\d lists them")
    else:
        head = ("column", "type", "holds") if name else ("kind", "name", "holds")
        write_rows(head, rows, Format.table)


def _complain(text: str) -> None:
    Screen(stderr=True, soft_wrap=True).print(Text(text, style="red"))


def _session(known: tuple[Relation, ...], history: FileHistory) -> PromptSession[str]:
    return PromptSession(
        history=history,
        completer=WordCompleter([*names(known), *keywords()], ignore_case=True),
        complete_while_typing=False,  # Tab completes; a menu that opens by itself hides what was typed
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation="       ...> ",
    )


def _keys() -> KeyBindings:
    keys = KeyBindings()
    whole = Condition(lambda: is_whole(get_app().current_buffer.document.text))

    @keys.add("enter", filter=whole)
    def _end(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return keys


def _history(state: Path) -> FileHistory:
    """Return the history; its file is made unreadable for others, for statements may name what is looked into."""
    file = state / "presswatch" / "sql_history"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        file.chmod(0o600)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written: {error.strerror}; set XDG_STATE_HOME") from error
    return FileHistory(str(file))
