"""The house keeps its shape: which folder knows what, how big things are, and what every module says of itself."""

from __future__ import annotations

import ast
import io
import re
from contextlib import redirect_stdout
from pathlib import Path
from statistics import median

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.manuals import ROOT, page
from tests.modules import Module, length, modules, places

FOLDERS = ("parsers", "warehouse", "flows", "deploy")
CODE, TESTS = modules(*FOLDERS), modules("tests")
LONG, LONGEST = 300, 400  # lines of a file, and of one that says why in a comment '# long: …'
FUNCTION, USUAL = 50, 7  # lines of the longest function, and of a usual one
TABLE_NAMED = 120  # characters: SQL that names a table or a setting, and is no question of its own
_SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|CREATE|ALTER|DROP|COPY|FROM|WITH)\s")
_WORLDLY = re.compile(r"\b(datetime\.now|time\.time\b|date\.today|os\.environ|os\.getenv)")
_DRAWERS = frozenset(("utils", "util", "helpers", "common", "misc", "base", "manager", "core"))
_RECORDS = frozenset(("records.py", "options.py", "jobs.py"))


def test_every_folder_keeps_to_its_imports_and_its_libraries() -> None:
    """The contracts stand in pyproject.toml."""
    said = io.StringIO()
    with redirect_stdout(said):
        status = lint_imports(config_filename=str(ROOT / "pyproject.toml"))
    assert status == EXIT_STATUS_SUCCESS, said.getvalue()


def test_every_folder_of_the_program_is_shipped_with_its_types() -> None:
    packages = re.search(r"^packages = \[(.+)\]$", page("pyproject.toml"), re.MULTILINE)
    assert packages
    assert tuple(re.findall(r'"(\w+)"', packages[1])) == FOLDERS
    assert [folder for folder in FOLDERS if not (ROOT / folder / "py.typed").exists()] == []


def test_a_file_can_be_read_in_one_sitting() -> None:
    long = {one.name: one.text.count("\n") for one in (*CODE, *TESTS) if one.text.count("\n") > _allowed(one)}
    assert long == {}


def _allowed(module: Module) -> int:
    return LONGEST if "\n# long: " in module.text else LONG


def test_a_function_fits_the_screen() -> None:
    long = [(one, part.lineno) for one in (*CODE, *TESTS) for part in one.functions if length(part) > FUNCTION]
    assert places(long) == []


def test_a_usual_function_has_seven_lines() -> None:
    assert median(length(part) for one in CODE for part in one.functions) <= USUAL


def test_every_module_says_what_it_is_for() -> None:
    assert [one.name for one in CODE if not ast.get_docstring(one.tree)] == []


def test_everything_public_says_what_it_does() -> None:
    silent = [(one, part.lineno) for one in CODE for part in one.public if not ast.get_docstring(part)]
    assert places(silent) == []


def test_an_import_inside_a_function_says_why() -> None:
    """Prefect and Apprise take a second to load; an import that dodges a circle has no such reason."""
    inside = [
        (one, node.lineno)
        for one in CODE
        for part in one.functions
        for node in ast.walk(part)
        if isinstance(node, ast.Import | ast.ImportFrom) and not one.says_why(node.lineno)
    ]
    assert places(inside) == []


def test_clock_and_environment_are_arguments_outside_flows() -> None:
    """Whoever takes the time all the same says why beside it."""
    taken = [
        (one, number)
        for one in modules("parsers", "warehouse")
        for number, line in enumerate(one.text.splitlines(), 1)
        if _WORLDLY.search(line) and not one.says_why(number)
    ]
    assert places(taken) == []


@pytest.mark.parametrize("folder", ["parsers", "flows", "deploy"])
def test_sql_is_written_in_the_warehouse_alone(folder: str) -> None:
    assert places((one, line) for one in modules(folder) for line, text in one.strings if _SQL.match(text)) == []


def test_a_question_in_sql_has_a_file_of_its_own() -> None:
    long = [
        (one, line)
        for one in modules("warehouse")
        for line, text in one.strings
        if _SQL.match(text) and len(text) > TABLE_NAMED
    ]
    assert places(long) == []


@pytest.mark.parametrize("folder", ["views", "ask", "exports"])
def test_a_file_of_sql_begins_with_what_it_answers(folder: str) -> None:
    silent = [one.name for one in _sql(folder) if not one.read_text("utf-8").startswith("-- ")]
    assert silent == []


def test_a_view_s_first_line_is_the_question() -> None:
    assert [one.name for one in _sql("views") if not one.read_text("utf-8").splitlines()[0].endswith("?")] == []


def _sql(folder: str) -> list[Path]:
    return sorted((ROOT / "warehouse" / folder).glob("*.sql"))


def test_what_crosses_a_border_cannot_be_changed() -> None:
    loose = [
        (one, node.lineno)
        for one in CODE
        for node in one.nodes
        if one.file.name in _RECORDS and isinstance(node, ast.ClassDef) and not _is_frozen(node)
    ]
    assert places(loose) == []


def _is_frozen(node: ast.ClassDef) -> bool:
    made = [
        one for one in node.decorator_list if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "dataclass"
    ]
    return not made or "frozen" in {keyword.arg for one in made for keyword in one.keywords}


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [one.name for one in (*CODE, *TESTS) if one.file.stem in _DRAWERS] == []


def test_no_test_replaces_a_part_by_a_mock() -> None:
    imports = [(one, node) for one in TESTS for node in one.nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    assert places((one, node.lineno) for one, node in imports if "mock" in ast.unparse(node)) == []
