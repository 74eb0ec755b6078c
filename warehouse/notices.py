"""Alerts about sources, as a digest wants them: what one does not do any more, or does again.

Does not decide what is wrong; the episodes do.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from parsers.records import ChangeKind
from warehouse.contracts import Contract
from warehouse.records import Due, Text

HEADLINES: dict[Contract, tuple[str, str]] = {  # what is wrong, and what is right again
    "listing": ("its listing cannot be read", "its listing can be read again"),
    "pages": ("its pages cannot be read", "its pages can be read again"),
    "silence": ("nothing new for too long", "it publishes again"),
    "volume": ("not as many releases as usual", "as many releases as usual again"),
    "fields": ("parts of its releases are missing", "its releases are complete again"),
    "text": ("the text of its releases is not read as before", "the text of its releases is read as before"),
    "dates": ("its listing and its pages date releases differently", "its listing and its pages agree again"),
}


def due_notice(row: dict[str, Any]) -> Due:
    """Return one row of ask/notices as something to tell."""
    kind: ChangeKind = row["kind"]
    headline = HEADLINES[row["contract"]][kind == "mended"]
    return Due(
        alert_id=row["alert_id"],
        recipient=row["recipient"],
        kind=kind,
        at=row["at"],
        due_at=row["due_at"],
        detail=row["detail"] if kind == "broken" else _lasted(row),
        release_id=row["release_id"],
        revision=row["revision"],
        source=row["source"],
        external_id=row["release_id"],  # each episode is a story of its own, though all have the homepage's address
        publisher=row["publisher"],
        url=row["url"],
        document_type="",
        language="en",
        published_at=None,
        updated_at=None,
        text=Text(title=f"{row['publisher']}: {headline}", summary="", body="", notes=""),
        former=None,
        organisations=(),
        quotes=(),
        amounts=(),
        topics=(),
        mentions=(),
        added=(),
    )


def _lasted(row: dict[str, Any]) -> str:
    span: timedelta = row["at"] - row["began_at"]
    hours = max(span.total_seconds(), 60) / 3600
    told = f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} hours" if hours >= 2 else f"{hours * 60:.0f} min"
    by = "; somebody released it" if row["ended_by"] == "person" else ""
    held = "; what was held back is told now" if row["holds"] else ""
    return f"after {told}{by}{held}"
