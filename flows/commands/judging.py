"""Samples judged by an analyst, and topics measured by everything that was ever judged."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.prompt import Prompt
from rich.text import Text

from flows.commands.marking import marked_sentence
from flows.output import Format, as_json, write_rows
from flows.trying import Trial
from parsers.topics.judging import Score, Wrong
from parsers.topics.match import Matcher
from warehouse.database import Connection
from warehouse.history import editions
from warehouse.judgements import Judgement, judgements
from warehouse.stored import Stored

_SAMPLES = 10


def ask_judgements(console: Console, trial: Trial, topic: str) -> list[Judgement]:
    """Ask for each sample whether it is right, and return what was said; 'q' ends it early."""
    said = []
    for hit in trial.sampled(_SAMPLES):
        stored = hit.stored
        console.print()
        console.print(Text(stored.release.title, style="bold"))
        console.print(marked_sentence(stored.release, hit.mentions[0]))
        answer = Prompt.ask("is it about the topic?", choices=["y", "n", "skip", "q"], console=console)
        if answer == "q":
            break
        if answer != "skip":
            said.append(
                Judgement(
                    topic=topic,
                    release_id=hit.release_id,
                    revision=stored.revision,
                    is_right=answer == "y",
                )
            )
    console.print(f"{len(said)} judgements of {topic} kept; presswatch topics check measures it by them", markup=False)
    return said


def scores_of_judgements(connection: Connection, matcher: Matcher) -> tuple[Score, ...]:
    """Return how each topic does on what was ever judged of it; empty where nothing was."""
    judged = judgements(connection)
    named = sorted({one for verdicts in judged.values() for one in verdicts})
    stored = {one.release_id: one for one in editions(connection, latest=True, ids=named)} if named else {}
    found = {name: {one.topic: one.text for one in matcher.mentions(kept.release)} for name, kept in stored.items()}
    return tuple(_score(topic, judged[topic], stored, found) for topic in matcher.names if topic in judged)


def _score(topic: str, verdicts: dict[str, bool], stored: dict[str, Stored], found: dict[str, dict[str, str]]) -> Score:
    known = {name: right for name, right in verdicts.items() if name in stored}
    return Score(
        topic=topic,
        right=sum(right and topic in found[name] for name, right in known.items()),
        false=tuple(
            _wrong(stored[name], found[name][topic])
            for name, right in known.items()
            if not right and topic in found[name]
        ),
        missed=tuple(_wrong(stored[name]) for name, right in known.items() if right and topic not in found[name]),
    )


def _wrong(stored: Stored, *words: str) -> Wrong:
    return Wrong(url=stored.release.url, title=stored.release.title, found=words)


def tell_scores(console: Console, scores: Sequence[Score], form: Format) -> None:
    """Show precision, recall and every wrong one."""
    if form is Format.json:
        console.print(as_json({"topics": [_record(one) for one in scores]}), markup=False, soft_wrap=True)
        return
    columns = ("topic", "precision", "recall", "labelled", "right", "false", "missed")
    write_rows(columns, [_row(one) for one in scores], form)
    if form is Format.table:
        for one in scores:
            _tell_wrong(console, one)


def _row(score: Score) -> tuple[object, ...]:
    name = score.topic or "all together"
    rates = (f"{score.precision:.3f}", f"{score.recall:.3f}")
    return (name, *rates, score.labelled, score.right, len(score.false), len(score.missed))


def _tell_wrong(console: Console, score: Score) -> None:
    if not score.topic:
        return
    for kind, wrong in (("false", score.false), ("missed", score.missed)):
        for one in wrong:
            words = f" ({', '.join(dict.fromkeys(one.found))})" if one.found else ""
            console.print(Text(f"{score.topic} {kind}: {one.title}{words}  {one.url}"))


def _record(score: Score) -> dict[str, object]:
    wrong = {
        kind: [{"url": one.url, "title": one.title, "found": list(one.found)} for one in rows]
        for kind, rows in (("false", score.false), ("missed", score.missed))
    }
    return {
        "topic": score.topic or "all",
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "labelled": score.labelled,
        "right": score.right,
        **wrong,
    }
