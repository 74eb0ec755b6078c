"""Quotes in the languages of the publishers: their marks, their dashes, their verbs. Every release here is invented."""

from __future__ import annotations

import pytest

from tests.parsers.written_quotes import read

LANGUAGES = [
    ("sv", "– Båtar går, säger färjeminister Orla Quist.", "Orla Quist", "färjeminister", "Båtar går"),
    (
        "sv",
        "- Båtar går varje dag. De går bra, säger Jo Reed, talesperson för Piren.",
        "Jo Reed",
        "talesperson för Piren",
        "Båtar går varje dag. De går bra",
    ),
    (
        "sv",
        "Färjeminister Orla Quist invigde en pir.\n– Båtar går, säger ministern.",
        "Orla Quist",
        "färjeminister",
        "Båtar går",
    ),
    ("da", "”Både sejler fint,” siger færgeminister Orla Quist.", "Orla Quist", "færgeminister", "Både sejler fint"),
    (
        "nb",
        "Fergeminister Orla Quist åpner en brygge.\n– Båter går, sier fergeministeren.",
        "Orla Quist",
        "fergeminister",
        "Båter går",
    ),
    (
        "fi",
        "”Laivat kulkevat hyvin”, sanoo lauttaministeri Orla Quist.",
        "Orla Quist",
        "lauttaministeri",
        "Laivat kulkevat hyvin",
    ),
    (
        "de",
        "„Schiffe fahren gut“, sagte Fährministerin Orla Quist.",
        "Orla Quist",
        "Fährministerin",
        "Schiffe fahren gut",
    ),
    ("de", "»Schiffe fahren gut«, erklärte Orla Quist.", "Orla Quist", None, "Schiffe fahren gut"),
    (
        "fr",
        "« Les bateaux partent », a déclaré Orla Quist, ministre des Ports.",
        "Orla Quist",
        "ministre des Ports",
        "Les bateaux partent",
    ),
    (
        "uk",
        "«Човни – це добре», – зазначив міністр портів Андрій Кий.",
        "Андрій Кий",
        "міністр портів",
        "Човни – це добре",
    ),
    (
        "lt",
        "„Laivai plaukia gerai“, – sako uostų ministras Jonas Kalnas.",
        "Jonas Kalnas",
        "uostų ministras",
        "Laivai plaukia gerai",
    ),
    ("nl", "“De boten varen,” zegt minister Orla Quist.", "Orla Quist", "minister", "De boten varen"),
    ("pl", "„Statki płyną dobrze” – powiedział minister Jan Kos.", "Jan Kos", "minister", "Statki płyną dobrze"),
]


@pytest.mark.parametrize(("language", "text", "speaker", "role", "said"), LANGUAGES)
def test_other_languages_have_their_own_marks_and_verbs(
    language: str, text: str, speaker: str, role: str | None, said: str
) -> None:
    assert read(text, language) == [(speaker, role, said)]


def test_a_welsh_lead_in_puts_the_verb_first() -> None:
    assert read("Dywedodd y Gweinidog Orla Quist:\n> Mae cychod yn mynd.", "cy")[0][0] == "Orla Quist"


def test_a_blockquote_in_a_language_without_known_verbs_has_no_speaker() -> None:
    assert read("وزیر نے کہا ہے:\n> کشتیاں چلتی ہیں۔", "ur") == [(None, None, "کشتیاں چلتی ہیں۔")]
