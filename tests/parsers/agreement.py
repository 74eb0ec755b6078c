"""Agreement of what is read with truths read by hand, where real documents lie beside this repository.

Holds no document; the scoring is that of the truths' own scorer.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from parsers.amounts import find_amounts
from parsers.errors import PageError
from parsers.quotes import find_quotes
from parsers.records import Amount, Block, Page, Quote
from parsers.releases import read_release
from tests.parsers.samples import GOVUK

SHARED = Path(__file__).parents[3] / "shared"
MISSING = not (SHARED / "newsroom/score.py").is_file() or not (SHARED / "labelled").is_dir()

Record = dict[str, Any]
_HOMES = {"GB": "GBP", "SE": "SEK", "US": "USD", "DK": "DKK", "NO": "NOK"}


@cache
def govuk_figures() -> dict[str, float]:
    """Return the scorer's figures for GOV.UK's items."""
    return _figures(_lines(SHARED / "newsroom/truth/govuk.jsonl"), {one["url"]: one for one in _govuk_records()})


@cache
def labelled_figures() -> dict[str, float]:
    """Return the scorer's figures for the labelled texts, whose paragraphs are parted by blank lines."""
    truths = [{**one, "url": one["id"]} for one in _lines(SHARED / "labelled/releases.jsonl")]
    return _figures(truths, {one["id"]: _labelled_record(one) for one in truths})


def _figures(truths: list[Record], records: dict[str, Record]) -> dict[str, float]:
    scorer = _scorer()
    tally = scorer.Tally()
    for truth in truths:
        if "quotes" not in truth.get("unchecked", []):
            scorer.score_quotes(tally, truth, records[truth["url"]])
            scorer.score_amounts(tally, truth, records[truth["url"]])
    figures: dict[str, float] = tally.metrics()
    return figures


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "newsroom/score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module  # its annotations are looked up there
    spec.loader.exec_module(module)
    return module


def _govuk_records() -> Iterator[Record]:
    site = SHARED / "corpus/www.gov.uk"
    for path in [*site.glob("json/content-api/*.json"), *site.glob("seed/*.json")]:
        page = Page(
            url=path.name, content=path.read_bytes(), content_type="application/json", fetched_at=datetime.now(UTC)
        )
        try:
            release = read_release(GOVUK, page)
        except PageError:
            continue  # items that are no releases
        yield _record(release.quotes, release.amounts) | {"url": release.url}


def _labelled_record(truth: Record) -> Record:
    blocks = [Block(text=" ".join(part.split())) for part in truth["body"].split("\n\n") if part.strip()]
    texts = [truth[name] or "" for name in ("title", "summary", "body", "notes")]
    home = _HOMES.get(truth["country"], "")
    amounts = [one for text in texts for one in find_amounts(text, field="body", language=truth["language"], home=home)]
    return _record(find_quotes(blocks, language=truth["language"]), tuple(amounts))


def _record(quotes: tuple[Quote, ...], amounts: tuple[Amount, ...]) -> Record:
    return {
        "quotes": [{"speaker": one.speaker, "role": one.role, "text": one.text} for one in quotes],
        "amounts": [{"text": one.text, "value": one.value, "currency": one.currency} for one in amounts],
    }


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
