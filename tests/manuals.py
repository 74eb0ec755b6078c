"""What the tests of the manuals read: pages with their tables, chapters and examples, and the command line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from flows.cli import build

ROOT = Path(__file__).parents[1]
PAGES = (
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^(?:    .*\n?)+", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One command of the command line: `topics try` with its options."""

    name: str
    parameters: tuple[Any, ...]  # the library's own; where they come from differs between its versions

    @property
    def options(self) -> tuple[str, ...]:
        """Every way to write an option of it: '--output', '-o'."""
        ours = (one for one in self.parameters if one.param_type_name == "option")
        return tuple(written for one in ours for written in (*one.opts, *one.secondary_opts))


def page(name: str) -> str:
    """Return the text of a page, named from the root: 'docs/SETTINGS.md'."""
    return (ROOT / name).read_text("utf-8")


def chapter(text: str, heading: str) -> str:
    """Return what stands below a heading of the second level, up to the next; '' where there is none such."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def rows(text: str) -> list[tuple[str, ...]]:
    """Return the cells of the tables of a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    after = [*lines[1:], ""]
    bodies = [line for line, following in zip(lines, after, strict=True) if not (_is_rule(line) or _is_rule(following))]
    return [tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in bodies]


def _is_rule(line: str) -> bool:
    return line.startswith("|-")


def words(text: str) -> set[str]:
    """Return what stands between backticks."""
    return set(_SPAN.findall(text))


def fenced(text: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return [body for kind, body in _FENCE.findall(text) if kind == language]


def command_lines(text: str) -> Iterator[list[str]]:
    """Yield every call of presswatch in blocks and between backticks, as a shell would part it."""
    indented = "\n".join(_INDENTED.findall(_FENCE.sub("", text))).splitlines()
    for line in (*map(str.strip, indented), *sorted(words(text))):
        if line.startswith("presswatch "):
            yield shlex.split(line, comments=True)[1:]


@cache
def commands() -> tuple[Called, ...]:
    """Return every command of the command line, those of groups by both names."""
    return tuple(_walk(typer.main.get_command(build(())), ()))


def _walk(command: Any, path: tuple[str, ...]) -> Iterator[Called]:
    if isinstance(command, TyperGroup):
        for name, one in command.commands.items():
            yield from _walk(one, (*path, name))
    else:
        yield Called(name=" ".join(path), parameters=tuple(command.params))
