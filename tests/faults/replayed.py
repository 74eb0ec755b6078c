"""The faults of the replay newsroom that lies beside the repository, met as its faults.md says a good client does.

Without `../shared/newsroom` there are none.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.request import Request, urlopen

from tests.faults.records import Fault, Struck
from tests.manuals import ROOT

NEWSROOM = ROOT.parent / "shared" / "newsroom"
_CORPUS = NEWSROOM.parent / "corpus"


# What each leaves; `_ASKED` is what the newsroom is told besides, `_SECONDS` what may be needed where it is more.
_LEAVES: Final = {
    "rate-limit-seconds": "",
    "rate-limit-date": "",
    "rate-limit-bare": "rate_limited",
    "burst-500": "",
    "burst-502": "",
    "burst-503": "",
    "error-500": "server_error",
    "suspended": "suspended_page",
    "challenge": "challenge_page",
    "empty": "empty_page",
    "slow-headers": "timed_out",
    "slow-body": "timed_out",
    "reset": "truncated",
    "short-body": "truncated",
    "truncated-gzip": "truncated",
    "gzip-bomb": "too_big",
    "huge-page": "too_big",
    "wrong-charset": "charset_conflict",
    "no-charset": "",
    "latin-1": "",
    "cp1252": "",
    "invalid-utf8": "invalid_bytes",
    "redirect-loop": "too_many_redirects",
    "redirect-metadata": "private_address",
    "redirect-file": "bad_scheme",
    "redirect-port-22": "private_address",
    "deep-html": "too_deep",
    "unclosed-tags": "cut_page",
    "changing-chrome": "",
    "stale-etag": "",
    "xml-bomb": "feed_entities",
    "xxe": "feed_entities",
    "feed-html": "not_a_feed",
    "feed-empty": "empty_listing",
    "feed-future": "future_date",
    "feed-duplicates": "",
    "feed-bad-links": "bad_link foreign_link",
    "feed-cut": "cut_feed",
}
_ASKED: Final[dict[str, dict[str, object]]] = {
    "rate-limit-seconds": {"times": 3},
    "rate-limit-date": {"times": 3},
    "gzip-bomb": {"path": "/government/n"},  # the newsroom itself needs seconds for each
}
_SECONDS: Final = {
    "rate-limit-bare": 30.0,
    "slow-headers": 40.0,
    "slow-body": 40.0,
    "gzip-bomb": 60.0,
    "deep-html": 30.0,
}
_MAY: Final = {
    "redirect-loop": "http_error",  # the search API refuses the parameter of the loop
    "feed-future": "bad_date",  # there is no 29 February 2099
    "unclosed-tags": "unclosed_body",
}
_FIRST_DAY: Final = frozenset(("wrong-charset", "no-charset"))  # the bytes are the same: a known page is "not modified"
_EDITION: Final = {"stale-etag": 2}


def is_there() -> bool:
    """Tell whether the replay newsroom lies beside the repository."""
    return NEWSROOM.is_dir() and _CORPUS.is_dir()


@dataclass(frozen=True, slots=True)
class Replay:
    """The newsroom while it is served."""

    url: str

    def control(self, what: str, **said: object) -> None:
        """Tell it what to do."""
        body = json.dumps(said).encode()
        with urlopen(Request(f"{self.url}/_control/{what}", data=body, method="POST"), timeout=30) as answer:
            answer.read()


@contextmanager
def replay() -> Iterator[Replay]:
    """Serve it in a process of its own."""
    command = [sys.executable, str(NEWSROOM), "--port", "0", "--corpus", str(_CORPUS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Replay(process.stdout.readline().removeprefix("READY ").strip())
        finally:
            process.terminate()


def faults(newsroom: Replay) -> list[Fault]:
    """Return its faults; those that are not told otherwise strike every answer."""
    return [
        Fault(
            name=name,
            strike=partial(_striking, newsroom, name),
            leaves=frozenset(kinds.split()),
            seconds=_SECONDS.get(name, 15.0),
            may=frozenset(_MAY.get(name, "").split()),
            fresh=name in _FIRST_DAY,
            edits=name in _EDITION,
        )
        for name, kinds in _LEAVES.items()
    ]


@contextmanager
def _striking(newsroom: Replay, name: str) -> Iterator[Struck]:
    newsroom.control("fault", name=name, **_ASKED.get(name, {}))
    newsroom.control(f"edition/{_EDITION.get(name, 1)}")
    try:
        yield Struck(url=newsroom.url)
    finally:
        newsroom.control("reset")
        newsroom.control("edition/1")
