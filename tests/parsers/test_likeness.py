"""When two texts say the same, and when one form was filled in twice."""

from __future__ import annotations

import pytest

from parsers.likeness import SHORTEST, Fingerprint, Words, compare, fingerprint, words_of

TITLE = "Minister opens coastal exercise in Skarvik"
BODY = """\
Exercise Grey Heron began in Skarvik on Monday, and ten nations of the northern partnership take part with ships,
drones and a field hospital. For three weeks the crews train how a damaged cable is found, guarded and mended
before winter.

Marit Lindqvist, who opened the exercise from the deck of the oldest vessel, thanked the town for its patience.
Traffic on the quay is closed in the mornings; fishing boats are let through at any hour, and the library shows how
cables are laid.

The next exercise of its kind will be held by the neighbours across the sound, who sent two observers and a choir.
What is learned will be written down in a handbook that every coast guard of the partnership may copy without
asking anybody."""
FOOTER = (
    "About the port office. The port office of Holmsund looks after quays, lights and moorings between the two capes. "
    "Press desk: 555 0188, open from nine to four. Pictures of the quay may be printed when the photographer is named."
)
GRANT = """\
The coast fund has awarded {town} a grant of {sum} crowns for new moorings. The money comes from the programme for
small harbours, which parliament renewed last spring. Work begins as soon as the ice has gone and must be done
within a year. The mayor of {town} said that boats had waited long enough, and that every household in {town} would
see the difference. Applications for the next round are open until summer; forms can be had at every town hall and
at the fund itself. Since it began the programme has paid for piers, lights, slipways and two cranes, and no
harbour that asked was ever turned away."""
RESCUED = "Last night the rescue service of Holmsund brought three sailors ashore; all of them are well."


def text(body: str, title: str = TITLE) -> Words:
    """The words of a release."""
    return words_of(title, body)


def kind(one: Words, other: Words, *, same_publisher: bool = False) -> str | None:
    """What two texts are to each other, whichever is named first."""
    found = compare(one, other, same_publisher=same_publisher)
    assert compare(other, one, same_publisher=same_publisher) == found
    return found.kind if found else None


def meet(one: Words, other: Words) -> int:
    """How many bands two texts have in common."""
    return len(set(fingerprint(one).bands) & set(fingerprint(other).bands))


def test_a_copy_is_one_however_it_is_set() -> None:
    """Capitals, line breaks, quotation marks and dashes are no words."""
    shouted = text(BODY.upper().replace("\n", " ").replace(",", " –"), TITLE.upper())
    assert shouted == text(BODY)
    assert kind(shouted, text(BODY)) == "copy"


def test_a_copy_above_somebody_else_s_footer_is_a_copy() -> None:
    copied = text(f"{BODY}\n\n{FOOTER}", title="Holmsund port office: coastal exercise begins")
    assert kind(copied, text(BODY)) == "copy"
    assert meet(copied, text(BODY)) > 0


def test_four_fifths_of_a_text_in_another_are_similar() -> None:
    half = BODY.split("\n\n")
    shortened = text(
        f"{half[0]}\n\n{half[1]}\n\nThe port office wishes all ten crews a following wind and calm nights."
    )
    assert kind(shortened, text(BODY)) == "similar"
    assert meet(shortened, text(BODY)) > 0


@pytest.mark.parametrize("same_publisher", [True, False])
def test_one_form_filled_in_twice_is_two_stories(*, same_publisher: bool) -> None:
    """Another town and another sum: only the form is the same."""
    one, other = GRANT.format(town="Skarvik", sum="1,250,000"), GRANT.format(town="Holmsund", sum="480,300")
    assert (
        kind(text(one, "Grant for Skarvik"), text(other, "Grant for Holmsund"), same_publisher=same_publisher) is None
    )


def test_a_publisher_s_second_copy_leaves_out_or_adds_and_puts_no_name_for_a_name() -> None:
    longer = f"{BODY}\n\nPictures are at the port office."
    renamed = BODY.replace("the sound", "the fjord").replace("the deck of the oldest", "the deck of the newest")
    assert kind(text(BODY), text(longer), same_publisher=True) == "copy"
    assert kind(text(BODY), text(renamed), same_publisher=True) is None
    assert kind(text(BODY), text(renamed)) == "similar"


def test_a_short_notice_is_only_like_itself() -> None:
    """Everything in it but the facts is form."""
    other = RESCUED.replace("three", "four")
    assert len(text(RESCUED, "Rescue")) < SHORTEST
    assert kind(text(RESCUED, "Rescue"), text(RESCUED, "RESCUE")) == "copy"
    assert kind(text(RESCUED, "Rescue"), text(other, "Rescue")) is None
    assert meet(text(RESCUED, "Rescue"), text(other, "Rescue")) == 0


def test_other_texts_have_nothing_in_common() -> None:
    assert kind(text(BODY), text(GRANT, "A grant")) is None
    assert meet(text(BODY), text(GRANT, "A grant")) == 0


def test_scripts_without_spaces_have_words_too() -> None:
    told = "沿岸警備隊は月曜日にスカルヴィクで演習を開始し、十か国の船と無人機が三週間にわたって参加します。" * 2
    assert len(text(told, "")) > SHORTEST
    assert kind(text(told, ""), text(f"{told}写真は港の事務所にあります。", "")) == "copy"


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    """It is kept: another one tomorrow would find nothing of today."""
    assert fingerprint(text(RESCUED, "")) == Fingerprint(words=16, bands=(333306428,))
    assert fingerprint(text(BODY)).bands[:2] == (2501984186, 713781900)
    assert fingerprint(text("", "")) == Fingerprint(words=0, bands=())
