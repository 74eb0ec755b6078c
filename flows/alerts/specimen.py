"""An invented release, due to a recipient: what `recipients test` sends, marked as a test in its title and address."""

from __future__ import annotations

from datetime import datetime

from parsers.records import Mention, Quote
from warehouse.records import Due, Text, Watched

_QUOTE = Quote(
    text="If you can read this, digests reach you. Nothing has happened in the High North.",
    speaker="Nobody in particular",
    role="test sender",
)
_TEXT = Text(
    title="Test: this message was sent by hand to see whether digests arrive",
    summary="It is not a press release, and nothing needs to be done.",
    body=f"Nobody in particular, test sender, said: “{_QUOTE.text}”",
    notes="",
)


def specimen(recipient: str, now: datetime) -> Due:
    """Return one alert for a recipient, about a release that never was."""
    start = _QUOTE.text.index("High North")
    mention = Mention(
        topic="test",
        version=1,
        field="quote",
        start=start,
        stop=start + len("High North"),
        text="High North",
        position=0,
    )
    return Due(
        alert_id="test",
        recipient=recipient,
        kind="new",
        at=now,
        due_at=now,
        detail="",
        release_id="test",
        revision=1,
        source="test",
        publisher="presswatch",
        url="https://example.org/this-is-a-test",
        document_type="test",
        language="en",
        published_at=now,
        updated_at=None,
        text=_TEXT,
        former=None,
        organisations=(),
        quotes=(_QUOTE,),
        amounts=(),
        topics=(Watched(topic="test", version=1, name="Test", query='"High North"'),),
        mentions=(mention,),
        added=(True,),
    )
