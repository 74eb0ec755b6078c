"""The sentence of a match, with the match marked. Does not match."""

from __future__ import annotations

from rich.text import Text

from flows.alerts.marks import MarkedSpan, mark
from parsers.records import Mention, Release
from parsers.topics.concordance import speaker_text
from parsers.topics.sentences import sentences

_LINE = 300  # characters of a sentence


def marked_sentence(release: Release, mention: Mention) -> Text:
    """Return the sentence of a match, with the match marked; of a name or a quote the whole of it."""
    text = text_of(release, mention)
    spans: list[MarkedSpan] = [(mention.start, mention.stop, "match")]
    shown = Text()
    for piece in mark(text, spans, within=_around(text, mention), most=_LINE):
        shown.append(piece.text, style="bold black on yellow" if piece.mark else "")
    if mention.field not in ("title", "summary", "body"):
        shown.append(f"  ({mention.field})", style="dim")
    return shown


def _around(text: str, mention: Mention) -> tuple[int, int]:
    """Return where the sentences that a mention touches begin and end."""
    touched = [span for span in sentences(text) if span[0] < mention.stop and mention.start < span[1]]
    return (touched[0][0], touched[-1][1]) if touched else (mention.start, mention.stop)


def text_of(release: Release, mention: Mention) -> str:
    """Return the text that a mention's offsets count in."""
    number = mention.position or 0
    if mention.field in ("title", "summary", "body", "notes"):
        return str(getattr(release, mention.field))
    if mention.field == "quote":
        return release.quotes[number].text
    if mention.field == "speaker":
        return speaker_text(release.quotes[number])
    tags = release.organisations if mention.field == "organisation" else release.places
    return tags[number].name
