"""Which words of a release are shown, and who is said to have said them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.alerts.digest import render_text
from flows.alerts.marks import plain
from flows.alerts.records import Passage, Piece
from tests.alerts.samples import HIGH_NORTH, JEF, LINDQVIST, VISIT, digest, due, text


def passages(body: str) -> tuple[Passage, ...]:
    (item,) = digest(due(text=text("A title", body=body))).items
    return item.passages


def marked(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.mark]


def test_the_sentence_with_the_match_is_shown() -> None:
    """Not the one before, and not the one after."""
    (shown,) = passages("Nobody came. The JEF sent ships, said Mr. Holm. Then it rained.")
    assert plain(shown.pieces) == "The JEF sent ships, said Mr. Holm."
    assert marked(shown.pieces) == ["JEF"]


def test_a_match_in_a_quote_names_the_speaker_and_her_role() -> None:
    """Also where the match was found in the body in which the quote stands."""
    body_only = due()
    body_only = replace(
        body_only, mentions=tuple(mention for mention in body_only.mentions if mention.field == "body")[:1]
    )
    at = VISIT.body.index(LINDQVIST.text)
    mention = replace(body_only.mentions[0], start=at + 4, stop=at + 7, text="JEF")
    (item,) = digest(replace(body_only, mentions=(mention,))).items
    (shown,) = item.passages
    assert (shown.field, shown.speaker, shown.role) == ("quote", "Marit Lindqvist", "Minister for Coast and Border")
    assert plain(shown.pieces) == LINDQVIST.text


def test_one_quote_found_twice_is_shown_once() -> None:
    """Once as a quote and once in the body, with the words of both topics marked."""
    (item,) = digest(due(topics=(JEF, HIGH_NORTH))).items
    (quote,) = [passage for passage in item.passages if passage.field == "quote"]
    assert marked(quote.pieces) == ["JEF", "High North"]
    assert quote.topics == ("jef", "high-north")


def test_every_topic_is_shown_before_any_is_shown_twice() -> None:
    """A topic mentioned once is not crowded out by one mentioned ten times."""
    sentences = " ".join(f"The JEF met on day {n}." for n in range(10))
    ten = due(text=text("A title", body=f"{sentences} The High North was calm."), topics=(JEF, HIGH_NORTH))
    first = ten.mentions[0]
    many = tuple(
        replace(first, start=at, stop=at + 3) for at in range(len(ten.text.body)) if ten.text.body.startswith("JEF", at)
    )
    (item,) = digest(replace(ten, mentions=(*many, *ten.mentions[1:]))).items
    assert {topic for passage in item.passages for topic in passage.topics} == {"jef", "high-north"}
    assert (len(item.passages), item.more_passages) == (3, 8)


def test_a_long_sentence_is_cut_around_the_match() -> None:
    """At words, with an ellipsis, and with the match still in it."""
    (shown,) = passages("sea " * 400 + "JEF " + "sea " * 400)
    words = plain(shown.pieces)
    assert len(words) < 440
    assert words.startswith("… sea")
    assert words.endswith("sea …")
    assert marked(shown.pieces) == ["JEF"]


def test_offsets_that_do_not_fit_never_mark_something_else() -> None:
    """The words are looked for, and passed over where the text does not hold them."""
    base = due(text=text("A title", body="We met the JEF today."))
    moved = replace(base.mentions[0], start=0, stop=3)
    lost = replace(base.mentions[0], text="IFU")
    (item,) = digest(replace(base, mentions=(moved, lost))).items
    assert [marked(passage.pieces) for passage in item.passages] == [["JEF"]]


def test_a_speaker_who_is_watched_is_shown_with_what_he_says() -> None:
    """The name alone would tell nothing."""
    base = due()
    named = replace(base.mentions[0], field="speaker", start=0, stop=15, text="Marit Lindqvist", position=0)
    (item,) = digest(replace(base, mentions=(named,))).items
    (shown,) = item.passages
    assert (shown.speaker, plain(shown.pieces)) == ("Marit Lindqvist", LINDQVIST.text)


def test_a_tag_that_matches_is_shown_as_such() -> None:
    """An organisation as the publisher names it, a place by the words that matched."""
    base = due()
    organisation = replace(base.mentions[0], field="organisation", start=13, stop=18, text="Coast", position=0)
    place = replace(base.mentions[0], field="place", start=0, stop=7, text="Skarvik", position=2)
    (item,) = digest(replace(base, mentions=(organisation, place))).items
    assert [(one.field, plain(one.pieces)) for one in item.passages] == [
        ("organisation", "Ministry for Coast and Border"),
        ("place", "Skarvik"),
    ]
    assert marked(item.passages[0].pieces) == ["Coast"]


def test_a_match_over_two_sentences_shows_both() -> None:
    """And one sentence that holds two matches is shown once."""
    base = due(text=text("A title", body="It rained. The JEF met. Ships sailed with the JEF. All slept."))
    long = replace(base.mentions[0], start=15, stop=35, text="JEF met. Ships saile")
    again = replace(base.mentions[0], start=46, stop=49)
    (item,) = digest(replace(base, mentions=(long, again))).items
    (shown,) = item.passages
    assert plain(shown.pieces) == "The JEF met. Ships sailed with the JEF."
    assert marked(shown.pieces) == ["JEF met. Ships saile", "JEF"]


def test_what_is_new_in_an_edition_is_shown_first_and_said() -> None:
    """Where there is room for three passages only."""
    sentences = [f"The JEF met on day {n}." for n in range(6)]
    now = text("A title", body=" ".join(sentences))
    base = replace(due(text=now, kind="update", revision=2), former=now)
    starts = [base.text.body.index(sentence) + 4 for sentence in sentences]
    found = tuple(replace(base.mentions[0], start=start, stop=start + 3) for start in starts)
    (item,) = digest(replace(base, mentions=found, added=(False,) * 5 + (True,))).items
    assert [(plain(one.pieces), one.added) for one in item.passages][-1] == ("The JEF met on day 5.", True)
    assert "– new in this edition" in render_text(digest(replace(base, mentions=found, added=(False,) * 5 + (True,))))


@pytest.mark.parametrize(
    ("former", "now", "before", "after"),
    [
        ("The fleet has ten ships.", "The fleet has twelve ships.", ["ten"], ["twelve"]),
        ("One.\n\nTwo.", "One.\n\nTwo.\n\nThree is new.", [], ["Three is new."]),
        ("One.\n\nTwo goes.\n\nThree.", "One.\n\nThree.", ["Two goes."], []),
        (
            "Anna Berg is minister.",
            "Ships sail tomorrow morning!",
            ["Anna Berg is minister."],
            ["Ships sail tomorrow morning!"],
        ),
    ],
    ids=["a word", "a paragraph came", "a paragraph went", "nothing in common"],
)
def test_an_edit_shows_what_came_and_what_it_replaced(
    former: str, now: str, before: list[str], after: list[str]
) -> None:
    """Marked words where a sentence changed, the whole where it is new or gone."""
    edited = due(text=text("Fleet", body=now), former=text("Fleet", body=former), kind="silent", revision=2)
    (item,) = digest(edited).items
    (edit,) = item.edits
    assert (marked(edit.before) or [plain(edit.before)][: bool(edit.before)]) == before
    assert (marked(edit.after) or [plain(edit.after)][: bool(edit.after)]) == after


def test_a_match_in_an_edit_is_not_shown_again_as_a_passage() -> None:
    """The edit marks it."""
    edited = due(
        text=text("Fleet", body="Calm.\n\nThe JEF joins."),
        former=text("Fleet", body="Calm."),
        kind="silent",
        revision=2,
    )
    (item,) = digest(edited).items
    assert marked(item.edits[0].after) == ["JEF"]
    assert item.passages == ()


def test_a_rewritten_release_is_told_in_few_words_and_short_time() -> None:
    """Five changes, and a count of the rest."""
    former = text("Log", body="\n\n".join(f"Entry {n} of the old log." for n in range(3000)))
    now = text("Log", body="\n\n".join(f"Item {n} in a new list." for n in range(3000)))
    (item,) = digest(due(text=now, former=former, kind="silent", revision=2)).items
    assert len(item.edits) == 5
    assert item.more_edits > 100


def test_a_match_in_notes_that_an_edit_added_is_shown_in_the_edit_and_not_once_more() -> None:
    notes = "Notes to editors\n\nThe JEF met."
    former, now = (
        text("A title", body="All slept."),
        replace(text("A title", body=f"All slept.\n\n{notes}"), notes=notes),
    )
    start = notes.index("JEF")
    base = due(text=now, kind="silent", revision=2)
    mention = replace(base.mentions[0], field="notes", start=start, stop=start + 3, text="JEF")
    (item,) = digest(replace(base, former=former, mentions=(mention,), added=(True,))).items
    assert item.passages == ()
    assert [marked(edit.after) for edit in item.edits][-1] == ["JEF"]
