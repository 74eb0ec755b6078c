"""The words that problems are called by, collected from the code that makes problems.

A kind reaches a Problem in few ways, and all are looked for: as the first argument of an error, as an argument of a
method that notes a problem, as a keyword, in an assignment to `kind`, and as the first of a pair (kind, what is wrong).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from flows.manners import Kind
from parsers.records import REMARKS
from tests.manuals import ROOT

_ERRORS = frozenset(("PageError", "ListingError", "FetchError"))
_NOTES = frozenset(("problem", "_problem", "complain"))
_WORD = re.compile(r"[a-z]+(_[a-z]+)*\Z")
_PAIRED = re.compile(r"[a-z]+_[a-z_]+\Z")
_OTHER_PAIRS = frozenset(("document_types", "filter_public_timestamp"))  # names of settings and of query parameters


def problem_words() -> set[str]:
    """Return every kind of problem; the part of one that is put in when the program runs is '…'."""
    files = [file for folder in ("parsers", "warehouse", "flows") for file in (ROOT / folder).rglob("*.py")]
    found = {word for file in files for word in _of_file(file)}
    return found | set(get_args(Kind)) | REMARKS


def _of_file(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == "kind" for one in node.targets
        ):
            yield from filter(_WORD.match, _texts(node.value))
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and file.is_relative_to(ROOT / "parsers"):
            yield from (one for one in _texts(node.elts[0]) if _PAIRED.match(one) and one not in _OTHER_PAIRS)


def _of_call(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in _ERRORS and node.args:
        yield from _texts(node.args[0])
    elif name in _NOTES:
        yield from (one for argument in node.args for one in _texts(argument) if _WORD.match(one))
    elif name == "Problem":
        yield from (one for keyword in node.keywords if keyword.arg == "kind" for one in _texts(keyword.value))


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (one for value in node.values for one in _texts(value))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)  # type: ignore[misc]
