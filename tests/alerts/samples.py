"""Invented releases of an invented ministry, as they are due to a recipient; offsets are found, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from flows.alerts.grouping import compose
from flows.alerts.records import Digest
from parsers.records import Amount, FieldName, Mention, Quote
from warehouse.records import Due, Text, Watched

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
HOME = "https://www.vestmark.example/news"
JEF = Watched(topic="jef", version=1, name="JEF", query='JEF OR "Joint Expeditionary Force"')
HIGH_NORTH = Watched(topic="high-north", version=2, name="High North", query='"High North" OR Arctic')
IFU = Watched(topic="ifu", version=1, name="Ukraine fund", query='IFU OR "International Fund for Ukraine"')
WORDS = {"jef": ("JEF", "Joint Expeditionary Force"), "high-north": ("High North", "Arctic"), "ifu": ("IFU",)}

LINDQVIST = Quote(
    text="The JEF is how we look after the High North together. Nobody should doubt that we mean it.",
    speaker="Marit Lindqvist",
    role="Minister for Coast and Border",
)
VISIT = Text(
    title="Minister opens JEF coastal exercise in Skarvik",
    summary="Ten nations send ships and drones to the High North for three weeks of exercises.",
    body=(
        "Exercise Grey Heron began in Skarvik on Monday. "
        "Some 2,400 sailors of the Joint Expeditionary Force take part, with 31 ships and a budget of £4.2 million.\n\n"
        f"Opening the exercise, the Minister for Coast and Border, Marit Lindqvist, said: “{LINDQVIST.text}”\n\n"
        "The exercise tests how quickly a damaged cable can be found and guarded.\n\n"
        "Notes to editors\n\nJEF is a partnership of ten northern European nations."
    ),
    notes="Notes to editors\n\nJEF is a partnership of ten northern European nations.",
)


def mentions(text: Text, topics: Iterable[Watched], quotes: tuple[Quote, ...] = ()) -> Iterator[Mention]:
    """Yield every place where the words of the topics stand."""
    fields: list[tuple[FieldName, str, int | None]] = [
        ("title", text.title, None),
        ("summary", text.summary, None),
        ("body", text.body, None),
        *(("quote", quote.text, number) for number, quote in enumerate(quotes)),
    ]
    for topic in topics:
        for name, stored, position in fields:
            standing = (words for words in WORDS.get(topic.topic, ()) if words in stored)
            yield from (_mention(topic, name, stored, words, position) for words in standing)


def _mention(topic: Watched, name: FieldName, stored: str, words: str, position: int | None) -> Mention:
    start = stored.index(words)
    return Mention(
        topic=topic.topic,
        version=topic.version,
        field=name,
        start=start,
        stop=start + len(words),
        text=words,
        position=position,
    )


def due(
    name: str = "grey-heron", text: Text = VISIT, *, topics: tuple[Watched, ...] = (JEF,), **changes: object
) -> Due:
    """Return a new release that is due; `changes` are fields of Due."""
    quotes = (LINDQVIST,) if LINDQVIST.text in text.body else ()
    budget = Amount(text="£4.2 million", value=Decimal(4200000), currency="GBP", field="body")
    found = tuple(mentions(text, topics, quotes))
    base = Due(
        alert_id=f"alert-{name}",
        recipient="northern-desk",
        kind="new",
        at=NOW - timedelta(minutes=20),
        due_at=NOW,
        detail="",
        release_id=name,
        revision=1,
        source="vm/coast",
        publisher="Vestmark Coast Ministry",
        url=f"{HOME}/{name}",
        document_type="press_release",
        language="en",
        published_at=NOW - timedelta(minutes=30),
        updated_at=None,
        text=text,
        former=None,
        organisations=("Ministry for Coast and Border",),
        quotes=quotes,
        amounts=(budget,) if budget.text in text.body else (),
        topics=topics,
        mentions=found,
        added=(False,) * len(found),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def text(title: str, summary: str = "", body: str = "", notes: str = "") -> Text:
    """Return the texts of an edition."""
    return Text(title=title, summary=summary, body=body, notes=notes)


def digest(*dues: Due, max_items: int = 50, zone: str = "Europe/Oslo") -> Digest:
    """Return the digest of what is due to the northern desk."""
    return compose(dues, recipient="northern-desk", digest_id="d-20261124", made_at=NOW, zone=zone, max_items=max_items)


def _edited() -> Due:
    former = text(
        "Patrol ships for the Arctic coast ordered",
        "Two ships will join the Arctic squadron from 2028.",
        "The ministry has ordered two patrol ships from the yard at Holmsund for £310 million. "
        "They will be based in Skarvik.\n\nThe contract includes an option for a third ship.\n\n"
        "Delivery begins in 2028.",
    )
    new = text(
        former.title,
        former.summary,
        "The ministry has ordered two patrol ships from the yard at Holmsund for £365 million. "
        "They will be based in Skarvik.\n\nDelivery begins in 2029.\n\n"
        "JEF partners may use the ships under a standing agreement.",
    )
    base = due("patrol-ships", new, topics=(HIGH_NORTH, JEF), kind="silent", revision=2, former=former)
    return replace(
        base,
        former_at=NOW - timedelta(days=11),
        at=NOW - timedelta(hours=9),
        published_at=NOW - timedelta(days=12),
        added=tuple(mention.topic == "jef" and mention.field == "body" for mention in base.mentions),
        amounts=(Amount(text="£365 million", value=Decimal(365000000), currency="GBP", field="body"),),
    )


def _withdrawn() -> Due:
    gone = text(
        "Guidance for shipping in the High North",
        "What masters should know before sailing north of 72 degrees.",
        "Masters sailing in the High North must report their position every six hours.",
    )
    return due(
        "shipping-guidance",
        gone,
        topics=(HIGH_NORTH,),
        kind="withdrawn",
        detail="This guidance was withdrawn because the reporting scheme ended on 1 November 2026.",
        at=NOW - timedelta(hours=15),
        published_at=NOW - timedelta(days=400),
    )


def _arabic() -> Due:
    told = text(
        "وزيرة السواحل تستقبل وفد JEF في سكارفيك",
        "ناقش الجانبان أمن الكابلات البحرية.",
        "استقبلت الوزيرة وفد JEF.",
    )
    return due("wafd", told, language="ar", published_at=NOW - timedelta(hours=20))


def sample_dues() -> tuple[Due, ...]:
    """Return a morning's worth: new, translated, edited in silence, withdrawn, moved, right to left, and others."""
    fund = text(
        "IFU buys coastal drones",
        "The fund's sixth package is worth £70 million.",
        "The IFU package holds 1,200 drones, spare parts and training for 300 operators.",
    )
    welsh = text("Gweinidog yn agor ymarfer arfordirol JEF", "Deg gwlad yn y gogledd pell.", "Dechreuodd yr ymarfer.")
    return (
        due(topics=(JEF, HIGH_NORTH)),
        due("grey-heron-cy", welsh, url=f"{HOME}/grey-heron.cy", language="cy"),
        _edited(),
        _withdrawn(),
        due("sixth-package", fund, topics=(IFU,), published_at=NOW - timedelta(hours=5)),
        due("jef-map", text("Map of JEF bases"), kind="moved", detail=f"{HOME}/old-map", at=NOW - timedelta(hours=22)),
        _arabic(),
        due("ferry", text("Ferry timetable for the winter"), topics=(), published_at=NOW - timedelta(hours=2)),
        due("harbour", text("Harbour dues to rise by 3 %"), topics=(), kind="update", detail="Corrected the table."),
    )


def many_dues(number: int) -> Iterator[Due]:
    """Yield releases of three topics with texts of their own."""
    for n in range(number):
        told = replace(VISIT, title=f"{VISIT.title}, day {n}", body=VISIT.body + "\n\n" + "The sea was calm. " * 300)
        yield due(f"day-{n}", told, topics=(JEF, HIGH_NORTH), published_at=NOW - timedelta(minutes=n))
