"""The modules of the repository as the tests of its shape read them: trees, functions, comments, strings."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.manuals import ROOT

Function = ast.FunctionDef | ast.AsyncFunctionDef
_RULE = re.compile(r"# noqa(: [A-Z0-9, ]+)?|# type: ignore(\[[\w, -]+\])?")
_IMPORT = re.compile(r"\s+(import|from) ")
_WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}")


@dataclass(frozen=True)
class Module:
    """One Python file."""

    file: Path

    @property
    def name(self) -> str:
        """Where it is, below the root."""
        return str(self.file.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        """What stands in it."""
        return self.file.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Everything in its syntax."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Its functions and methods, inner ones too."""
        return tuple(node for node in self.nodes if isinstance(node, Function))

    @cached_property
    def comments(self) -> dict[int, str]:
        """Its comments by their lines."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return {one.start[0]: one.string for one in tokens if one.type == tokenize.COMMENT}

    @property
    def strings(self) -> Iterator[tuple[int, str]]:
        """Its texts by their lines, docstrings left out."""
        owners = (node for node in self.nodes if isinstance(node, ast.Module | ast.ClassDef | Function))
        told = {id(node.body[0].value) for node in owners if node.body and isinstance(node.body[0], ast.Expr)}
        for node in self.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield node.lineno, node.value

    @property
    def public(self) -> Iterator[ast.ClassDef | Function]:
        """Its public classes and functions, and the public methods of these classes."""
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
                yield node
                inner = node.body if isinstance(node, ast.ClassDef) else []
                yield from (one for one in inner if isinstance(one, Function) and not one.name.startswith("_"))

    def says_why(self, line: int) -> bool:
        """Tell whether a line has a reason: in its comment, or in the one above it and its fellow imports."""
        lines = self.text.splitlines()
        above = line - 1
        while above and _IMPORT.match(lines[above - 1]):
            above -= 1
        is_comment = above > 0 and lines[above - 1].lstrip().startswith("#")
        return self._has_words(line) or (is_comment and self._has_words(above))

    def _has_words(self, line: int) -> bool:
        return bool(_WORDS.search(_RULE.sub("", self.comments.get(line, ""))))


def modules(*folders: str) -> tuple[Module, ...]:
    """Return the modules of some folders."""
    return tuple(Module(file) for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))


def length(function: Function) -> int:
    """Return how many lines a function has, from its `def` and without its docstring."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    told = function.body[0]
    return whole - ((told.end_lineno or told.lineno) - told.lineno + 1)


def places(found: Iterable[tuple[Module, int]]) -> list[str]:
    """Return places as an editor opens them: 'flows/web.py:12'."""
    return [f"{module.name}:{line}" for module, line in found]
