"""Who said what: blockquotes, quotation marks, dashes, and the words around them. Every release here is invented."""

from __future__ import annotations

import pytest

from tests.parsers.written_quotes import read

LEAD_INS = [
    ("Ferries Minister Orla Quist MP said:", "Orla Quist MP", "Ferries Minister"),
    ("Ferries Minister, Orla Quist MP, said:", "Orla Quist MP", "Ferries Minister"),
    ("The Ferries Minister, the Rt Hon Orla Quist MP, said:", "Orla Quist MP", "Ferries Minister"),
    ("Prime Minister Ann May said:", "Ann May", "Prime Minister"),
    ("Professor Idris Falk, Director of Tides at HBO, said:", "Professor Idris Falk", "Director of Tides at HBO"),
    ("Dr Mina Okoro, Consultant in Harbour Health, added:", "Dr Mina Okoro", "Consultant in Harbour Health"),
    ("Minister for Lighthouses, Paul Tarn said:", "Paul Tarn", "Minister for Lighthouses"),
    (
        "Secretary of State for Piers, Buoys and Sport Lisa Marsh said:",
        "Lisa Marsh",
        "Secretary of State for Piers, Buoys and Sport",
    ),
    (
        "Secretary of State for Energy Security and Net Zero Ed Marl said:",
        "Ed Marl",
        "Secretary of State for Energy Security and Net Zero",
    ),
    ("Speaking at a boat club in Hythe today, Harbour Secretary, Gil Keen, said:", "Gil Keen", "Harbour Secretary"),
    ("Commenting on the figures, HBO chief executive Sara Carr said:", "Sara Carr", "HBO chief executive"),
    ("Welcoming the news, Lord Pell, Lords Minister, commented:", "Lord Pell", "Lords Minister"),
    ("Chief Medical Officer Professor Sir Kit Wray said:", "Professor Sir Kit Wray", "Chief Medical Officer"),
    ("Squadron Leader Joss Penn said:", "Joss Penn", "Squadron Leader"),
    ("Detective Chief Inspector Jane Hollow said:", "Jane Hollow", "Detective Chief Inspector"),
    (
        "Chief Constable Gav Stone, Chair of the Police Council, said:",
        "Chief Constable Gav Stone",
        "Chair of the Police Council",
    ),
    ("Director of Public Prosecutions Max Hall KC said:", "Max Hall KC", "Director of Public Prosecutions"),
    ("HM Ambassador to Iceland, Bryn Jones OBE, said:", "Bryn Jones OBE", "HM Ambassador to Iceland"),
    ("Jo Reed of the Harbour Agency said:", "Jo Reed", "Harbour Agency"),
    ("Mike Sand, 34, from Leeds, said:", "Mike Sand", None),
    ("Jan de Vries, head of crews at Boatworks Ltd, explained:", "Jan de Vries", "head of crews at Boatworks Ltd"),
    ("A Harbour Agency spokesperson said:", "A Harbour Agency spokesperson", "A Harbour Agency spokesperson"),
    ("The Harbour Agency said:", "Harbour Agency", None),
    ("The Prime Minister said:", "Prime Minister", "Prime Minister"),
    ("Ferries Minister Orla Quist said in a statement issued this morning:", "Orla Quist", "Ferries Minister"),
    ("The timetable will change in May. Ferries Minister Orla Quist said:", "Orla Quist", "Ferries Minister"),
    ("A british officer had the following to say", "A british officer", "A british officer"),
    ("Orla Quist, Ferries Minister:", "Orla Quist", "Ferries Minister"),
    ("Orla Quist (Ferries Minister) said:", "Orla Quist", "Ferries Minister"),
    ("WASHINGTON, D.C. – Senator Ann Rook released the following statement on ferries:", "Ann Rook", "Senator"),
    ("Ferries Minister Orla Quist is expected to say:", "Orla Quist", "Ferries Minister"),
    (
        "The Minister for Ferries and Piers, Orla Quist, told the conference:",
        "Orla Quist",
        "Minister for Ferries and Piers",
    ),
]


@pytest.mark.parametrize(("lead", "speaker", "role"), LEAD_INS)
def test_the_paragraph_before_a_blockquote_says_who_speaks(lead: str, speaker: str, role: str | None) -> None:
    assert read(f"{lead}\n> We will run boats on Sundays.") == [(speaker, role, "We will run boats on Sundays.")]


RUNNING = [
    ("“We will run boats on Sundays,” said Ferries Minister Orla Quist.", "Orla Quist", "We will run boats on Sundays"),
    ('"We will run boats on Sundays", Ferries Minister Orla Quist said.', "Orla Quist", "We will run boats on Sundays"),
    ("Ferries Minister Orla Quist said: “We will run boats.”", "Orla Quist", "We will run boats."),
    ('Ferries Minister Orla Quist said, "We will run boats."', "Orla Quist", "We will run boats."),
    (
        "Ferries Minister Orla Quist added: ‘We’ll run boats on the islands’ behalf.’",
        "Orla Quist",
        "We’ll run boats on the islands’ behalf.",
    ),
    ("‘We’ll run boats on Sundays,’ said Ferries Minister Orla Quist.", "Orla Quist", "We’ll run boats on Sundays"),
    ("Sen. Ann Rook said: “We call it ‘the bridge’ here.”", "Ann Rook", "We call it ‘the bridge’ here."),
    ("“We will run boats,” said Jo Reed, Director of Maps at HBO.", "Jo Reed", "We will run boats"),
    ("“Will it rain?” asked Ferries Minister Orla Quist.", "Orla Quist", "Will it rain?"),
    (
        "Ferries Minister Orla Quist said the day had come, adding: “We will run boats.”",
        "Orla Quist",
        "We will run boats.",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "said"), RUNNING)
def test_speech_in_running_text_is_found_in_any_kind_of_marks(text: str, speaker: str, said: str) -> None:
    assert [(who, words) for who, _, words in read(text)] == [(speaker, said)]


NO_QUOTES = [
    "Ministers want a “robust” plan for the “Year of the Boat”.",
    "Ms Quist said the scheme was a “springboard for success” for the islands.",
    "Her book, “The Last Ferry Home”, is out now.",
    "Search ‘Run Boats’ online to take the ‘How Far’ quiz. The Minister said it helps.",
    "People might say, “so what? Surely the boats will come?” They will not.",
    'The boat is 5\'10" long and the Minister said it is 12" wide.',
    "The islands’ ferries and the crews’ pay are the Minister’s, she said, to decide.",
    "The sign read: “Boats run on Sundays in the summer.”",
]


@pytest.mark.parametrize("text", NO_QUOTES)
def test_terms_titles_and_scare_quotes_are_no_quotes(text: str) -> None:
    assert read(text) == []


def test_who_a_sentence_is_about_speaks_after_its_colon() -> None:
    found = read("Ferries Minister Orla Quist welcomed the new pier:\n> Boats run.")
    assert found == [("Orla Quist", "Ferries Minister", "Boats run.")]


def test_a_transcript_names_its_speakers_with_a_colon() -> None:
    assert read("Minister Orla Quist: “Boats run well.”") == [("Orla Quist", "Minister", "Boats run well.")]


def test_a_title_behind_an_attribution_is_no_quote() -> None:
    text = "“Boats run well,” said Ferries Minister Orla Quist in a talk on “The last ferry home”."
    assert [words for _, _, words in read(text)] == ["Boats run well"]


def test_an_indented_law_is_no_quote() -> None:
    assert read("Section 4 now reads as follows:\n> A boat shall carry a light.\nIt comes into force in May.") == []


def test_paragraphs_of_a_blockquote_are_one_quote() -> None:
    assert read("Ferries Minister Orla Quist said:\n> Boats run.\n> They run well.") == [
        ("Orla Quist", "Ferries Minister", "Boats run.\n\nThey run well.")
    ]


def test_a_blockquote_right_behind_another_has_the_same_speaker() -> None:
    found = read("Ferries Minister Orla Quist said:\n> Boats run.\n>> They run well.")
    assert found == [
        ("Orla Quist", "Ferries Minister", "Boats run."),
        ("Orla Quist", "Ferries Minister", "They run well."),
    ]


def test_marks_inside_a_blockquote_are_left_out() -> None:
    assert (
        read("Ferries Minister Orla Quist said:\n> “Boats run.\n> “They run well.”")[0][2]
        == "Boats run.\n\nThey run well."
    )


def test_marks_around_a_part_of_a_blockquote_stay() -> None:
    assert (
        read("Minister Orla Quist said:\n> “Boats” run, and we call it “a joy”")[0][2]
        == "“Boats” run, and we call it “a joy”"
    )


@pytest.mark.parametrize("place", ["> — Jo Reed, Director of Maps", "— Jo Reed, Director of Maps"])
def test_a_signature_under_a_quote_says_who_speaks(place: str) -> None:
    assert read(f"The jury met in May.\n> Boats run.\n> They run well.\n{place}") == [
        ("Jo Reed", "Director of Maps", "Boats run.\n\nThey run well.")
    ]


def test_a_quote_goes_on_while_paragraphs_open_with_a_mark() -> None:
    text = "Ferries Minister Orla Quist said: “Boats run.\n“They run well.\n“They run on Sundays.”\nThe end."
    assert read(text) == [("Orla Quist", "Ferries Minister", "Boats run.\n\nThey run well.\n\nThey run on Sundays.")]


def test_a_quote_goes_on_to_the_mark_that_closes_it() -> None:
    text = "Orla Quist released the following statement on ferries:\n“Boats run.\nThey run well.\nThey run on Sundays.”"
    assert read(text) == [("Orla Quist", None, "Boats run.\n\nThey run well.\n\nThey run on Sundays.")]


def test_a_sentence_behind_the_attribution_is_a_quote_of_its_own() -> None:
    text = "“Boats run well,” said Ferries Minister Orla Quist. “They run on Sundays.”"
    assert [words for _, _, words in read(text)] == ["Boats run well", "They run on Sundays."]


def test_a_sentence_around_the_attribution_is_one_quote() -> None:
    text = "“Boats run well,” Ferries Minister Orla Quist said, “and they run on Sundays.”"
    assert [words for _, _, words in read(text)] == ["Boats run well, and they run on Sundays."]


def test_a_paragraph_that_is_nothing_but_a_quote_goes_on_with_the_speaker_before() -> None:
    text = "“Boats run well,” said Ferries Minister Orla Quist.\n“They run on Sundays, too.”"
    assert [who for who, _, _ in read(text)] == ["Orla Quist", "Orla Quist"]


def test_what_is_announced_goes_on_without_marks_as_long_as_it_says_we() -> None:
    text = "Minister Orla Quist said:\nBoats run on every day.\nWe will run them on Sundays.\nThe scheme opens in May."
    assert read(text) == [("Orla Quist", "Minister", "Boats run on every day.\n\nWe will run them on Sundays.")]


MEANT = [
    ("Ferries Minister Orla Quist opened a pier.", "She said:", "Orla Quist", "Ferries Minister"),
    ("Ferries Minister Orla Quist opened a pier.", "Ms Quist said:", "Orla Quist", "Ferries Minister"),
    ("The ferries envoy, Orla Quist, opened a pier.", "Ms Quist said:", "Orla Quist", "ferries envoy"),
    ("Ferries Minister Orla Quist opened a pier.", "The Minister said:", "Orla Quist", "Ferries Minister"),
    ("Ferries Minister Orla Quist opened a pier.", "Quist said:", "Orla Quist", "Ferries Minister"),
    ("Sen. Ann Rook opened a pier.", "Senator Rook said:", "Ann Rook", "Senator"),
    (
        "Sens. Ann Rook and Bo Teal and Rep. Cy Wren met.",
        "The delegation said:",
        "Ann Rook and Bo Teal and Cy Wren",
        "delegation",
    ),
]


@pytest.mark.parametrize(("before", "lead", "speaker", "role"), MEANT)
def test_a_surname_an_office_or_a_pronoun_means_who_was_named(before: str, lead: str, speaker: str, role: str) -> None:
    assert read(f"{before}\n{lead}\n> Boats run.") == [(speaker, role, "Boats run.")]


def test_she_is_who_spoke_before() -> None:
    found = read("Ferries Minister Orla Quist said:\n> Boats run.\nThe pier is new.\nShe added:\n> They run well.")
    assert [who for who, _, _ in found] == ["Orla Quist", "Orla Quist"]


def test_she_is_the_subject_of_the_sentence_before() -> None:
    found = read("Jo Reed said:\n> Boats run.\nEngineer Mina Okoro built the pier. She said:\n> It stands.")
    assert found[1] == ("Mina Okoro", "Engineer", "It stands.")
