"""What SECURITY.md promises has its tests; what is installed is pinned; exceptions from security rules say why."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.audit import ACCEPTED, NOBODY, NOTHING, judge
from tests.manuals import ROOT, page
from tests.modules import modules, places

PROMISE = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PROMISES = sorted(set(PROMISE.findall(page("SECURITY.md"))))
PINNED_WITH = (3, 11)  # the Python whose packages constraints.txt lists; others need fewer backports, or more


@pytest.mark.parametrize(("file", "name"), PROMISES, ids=[name for _, name in PROMISES])
def test_every_promise_has_its_test(file: str, name: str) -> None:
    tree = ast.parse(page(file))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_promise_of_the_threat_model_names_a_test() -> None:
    """A point in bold is a promise, unless it says what they can do."""
    points = re.findall(r"^\* \*\*(.+?)\*\*(.*?)(?=^\* |^#|^$)", page("SECURITY.md"), re.MULTILINE | re.DOTALL)
    assert len(points) > 20
    assert [point for point, more in points if point != "They can" and not PROMISE.search(more)] == []


def test_the_readme_leads_to_it() -> None:
    assert "(SECURITY.md)" in page("README.md")


def test_an_exception_from_a_security_rule_says_why() -> None:
    excepted = [
        (one, number)
        for one in modules("parsers", "warehouse", "flows", "deploy", "tests")
        if "noqa: " in one.text
        for number, comment in one.comments.items()
        if re.match(r"# noqa: (\w+, )*S\d", comment) and " - " not in comment
    ]
    assert places(excepted) == []


def test_a_pin_is_a_name_and_a_version() -> None:
    lines = page("constraints.txt").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.!+]+", line)] == []
    assert lines == sorted(set(lines), key=lambda line: line.partition("==")[0].lower())


def test_what_is_installed_is_pinned_and_nothing_else() -> None:
    pinned = {canonicalize_name(line.partition("==")[0]) for line in page("constraints.txt").splitlines()}
    needed = {name for name, _ in _closure(_declared())} | {"pip"}
    assert needed - pinned == set()
    if sys.version_info[:2] == PINNED_WITH:
        assert pinned - needed == set()


def _declared() -> list[Requirement]:
    """What pyproject.toml asks for; the fuzzer's engine is left out, for it is not pinned."""
    table = tomllib.loads(page("pyproject.toml"))
    extras = [one for group in table["project"]["optional-dependencies"].values() for one in group]
    return [
        Requirement(one) for one in (*table["project"]["dependencies"], *extras, *table["dependency-groups"]["dev"])
    ]


def _closure(declared: list[Requirement]) -> set[tuple[str, str]]:
    """Return (name, extra) of everything that the requirements need here."""
    met: set[tuple[str, str]] = set()
    waiting = list(declared)
    while waiting:
        one = waiting.pop()
        for extra in {"", *one.extras} - {extra for name, extra in met if name == canonicalize_name(one.name)}:
            met.add((canonicalize_name(one.name), extra))
            waiting += _needs(one.name, extra)
    return met


def _needs(name: str, extra: str) -> Iterator[Requirement]:
    try:
        told = requires(name) or []
    except PackageNotFoundError:  # stubs that nobody has installed yet need nothing
        told = []
    for one in map(Requirement, told):
        if one.marker is None or one.marker.evaluate({"extra": extra}):
            yield one


def _answer(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": [{"name": "six", "version": "1.0", "vulns": []}, *packages], "fixes": []})


def test_an_audit_fails_for_findings_and_for_nothing_else() -> None:
    weakness = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-7"], "fix_versions": ["2.1"]}
    weak = _answer({"name": "seven", "version": "2.0", "vulns": [weakness]})
    assert judge(weak).lines[0] == "seven 2.0: PYSEC-2026-1; mended in 2.1"
    assert judge(weak).status == 1
    assert judge(weak, {"CVE-2026-7": "only its server is concerned, which we do not run"}).status == 0
    assert judge(_answer()).lines == ("1 pinned packages audited, 0 findings",)


@pytest.mark.parametrize(
    ("answer", "complaint", "said"),
    [
        ("", "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed", NOBODY),
        ("", "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='pypi.org', port=443): Max retries", NOBODY),
        ('{"dependencies": [{"name": "six", "skip_reason": "not found"}]}', "", NOTHING),
    ],
)
def test_an_audit_that_nobody_answers_says_so_in_one_line_and_is_no_clean_bill(
    answer: str, complaint: str, said: str
) -> None:
    verdict = judge(answer, said=complaint)
    assert (verdict.lines, verdict.status) == ((said,), 0)
    assert said.startswith("not audited")


@pytest.mark.parametrize(
    ("answer", "complaint", "last"),
    [
        ("", "Traceback (most recent call last):\n  …\nKeyError: 'vulns'\n", "KeyError: 'vulns'"),
        ("", "/usr/bin/python: No module named pip_audit", "No module named pip_audit"),
        ("{}", "", "it said nothing"),
    ],
)
def test_an_audit_that_breaks_fails_and_is_not_taken_for_a_machine_without_a_network(
    answer: str, complaint: str, last: str
) -> None:
    verdict = judge(answer, said=complaint)
    assert verdict.status == 1
    assert verdict.lines[0].startswith("not audited: pip-audit broke")
    assert verdict.lines[0].endswith(last)


def test_packages_that_nobody_knows_are_named_beside_the_others() -> None:
    assert "not audited, for nobody knows them: own" in judge(_answer({"name": "own", "skip_reason": "?"})).lines[-1]


def test_an_accepted_weakness_has_a_reason() -> None:
    assert [name for name, reason in ACCEPTED.items() if len(reason.split()) < 5] == []
    assert (ROOT / "SECURITY.md").exists()
