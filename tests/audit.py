"""Known weaknesses of what constraints.txt pins, as an advisory service tells them: `python -m tests.audit`.

Fails for findings only. A machine without a way to the service, or with a package index that hands on no advisories,
is told that nothing was looked up, in one line: that is no finding, and no clean bill either. Does not look for newer
versions.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from typing import Any

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
COMMAND = ("-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--no-deps", "--disable-pip")
# The id of an advisory (CVE-…, GHSA-…, PYSEC-…) and why it does not concern presswatch, until when.
ACCEPTED: Mapping[str, str] = {}
NOBODY = "not audited: the advisory service cannot be reached from here; nothing is known of the pinned versions"
BROKEN = "not audited: pip-audit broke; run it by hand: python -m pip_audit"
NOTHING = "not audited: the package index that is set up here hands on no advisories; ask it where it does"
_NETWORK = re.compile(
    r"ConnectionError|ConnectTimeout|ReadTimeout|Max retries|SSLError|ProxyError|NameResolution|HTTPError|"
    r"blocking this service|Could not connect|[Cc]onnection (?:refused|reset|aborted|timed out)|Network is unreachable"
)  # in the words of requests and urllib3
_LAST = 200  # characters of what it said
_LONGEST = 300  # seconds; each package is one question
_SHOWN = 10  # names; the rest are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an audit says, and the status with which it ends."""

    lines: tuple[str, ...]
    status: int  # 1 where there are findings


def judge(answer: str, accepted: Mapping[str, str] = ACCEPTED, *, said: str = "") -> Verdict:
    """Return the verdict on what pip-audit wrote: JSON, or nothing where it asked in vain; `said`: its complaints.

    Where it did not end for want of a network, it broke, and nothing was audited.
    """
    try:
        every = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        if _NETWORK.search(said):
            return Verdict(lines=(NOBODY,), status=0)
        last = (said.strip().splitlines() or ["it said nothing"])[-1]
        return Verdict(lines=(f"{BROKEN}: {last[:_LAST]}",), status=1)
    asked = [one for one in every if "skip_reason" not in one]
    if not asked:
        return Verdict(lines=(NOTHING,), status=0)
    found = tuple(_findings(asked, accepted))
    passed_over = sorted(one["name"] for one in every if "skip_reason" in one)
    return Verdict(lines=(*found, *_summary(len(asked), len(found), passed_over)), status=1 if found else 0)


def _findings(asked: list[Any], accepted: Mapping[str, str]) -> Iterator[str]:
    for one in asked:
        for weakness in one.get("vulns", ()):
            if not {weakness["id"], *weakness.get("aliases", ())} & set(accepted):
                mended = " or ".join(weakness.get("fix_versions", ())) or "no version yet"
                yield f"{one['name']} {one['version']}: {weakness['id']}; mended in {mended}"


def _summary(asked: int, found: int, passed_over: list[str]) -> Iterator[str]:
    yield f"{asked} pinned packages audited, {found} findings"
    if passed_over:
        more = f" and {len(passed_over) - _SHOWN} more" if len(passed_over) > _SHOWN else ""
        yield f"not audited, for nobody knows them: {', '.join(passed_over[:_SHOWN])}{more}"


def main() -> int:
    """Ask, and say what was found."""
    asked = run(
        [sys.executable, *COMMAND, "--requirement", str(CONSTRAINTS)],
        check=False,
        capture_output=True,
        text=True,
        timeout=_LONGEST,
    )
    verdict = judge(asked.stdout, said=asked.stderr)
    sys.stdout.write("".join(f"{line}\n" for line in verdict.lines))
    return verdict.status


if __name__ == "__main__":
    sys.exit(main())
