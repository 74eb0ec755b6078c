"""A matcher finds many topics at once, says where, and can say why or why not."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from parsers.records import Mention, Quote, Tag
from parsers.topics.match import Matcher
from tests.topics.releases import found, matches, mentions, release, topic

JEF = topic("JEF", "jef", version=3)
DRONE = topic("drone*", "drone")


def test_mentions_are_sorted_by_topic_and_then_in_reading_order() -> None:
    one = release("Drones for the JEF.\n\nMore drones.", title="JEF drones", summary="The JEF")
    places = [(mention.topic, mention.field, mention.start) for mention in Matcher([DRONE, JEF]).mentions(one)]
    drones = [("drone", "title", 4), ("drone", "body", 0), ("drone", "body", 26)]
    assert places == [*drones, ("jef", "title", 0), ("jef", "summary", 4), ("jef", "body", 15)]


def test_a_mention_says_all_about_itself() -> None:
    quoted = release(
        "x", quotes=(Quote(text="No", speaker=None, role=None), Quote(text="The JEF", speaker=None, role=None))
    )
    (mention,) = Matcher([replace(JEF, query="quote:JEF")]).mentions(quoted)
    expected = Mention(topic="jef", version=3, field="quote", start=4, stop=7, text="JEF", position=1)
    assert mention == expected


def test_a_place_that_several_operators_find_is_mentioned_once() -> None:
    assert found('JEF OR jef OR exact:JEF OR "the JEF"', "the JEF") == ["the JEF", "JEF"]


def test_a_release_without_text_has_no_mentions() -> None:
    assert mentions("JEF", "") == ()


def test_no_topics_find_nothing() -> None:
    assert Matcher([]).mentions(release("JEF")) == ()


def test_the_role_of_a_speaker_counts_behind_the_name() -> None:
    quote = Quote(text="Yes", speaker="Ann Lee", role="Defence Minister")
    (one,) = mentions('speaker:"Defence Minister"', "x", quotes=(quote,))
    assert (one.start, one.text) == (9, "Defence Minister")


def test_tags_are_looked_at_only_when_they_are_asked_for() -> None:
    tagged = {"organisations": (Tag(name="NATO"), Tag(name="JEF")), "places": (Tag(name="Riga"),)}
    assert mentions("JEF OR Riga", "x", **tagged) == ()
    (one,) = mentions("organisation:JEF", "x", **tagged)
    assert (one.field, one.position) == ("organisation", 1)
    assert found("place:Riga AND body:x", "x", **tagged) == ["x", "Riga"]


def test_an_alias_counts_only_in_releases_of_its_language() -> None:
    matcher = Matcher([topic("JEF", aliases=(("sv", "styrkan"), ("no", "styrken")))])
    assert matcher.mentions(release("styrkan", language="sv"))
    assert matcher.mentions(release("styrkan", language="sv-FI"))
    assert matcher.mentions(release("styrken", language="nb"))
    assert not matcher.mentions(release("styrkan", language="en"))
    assert matcher.mentions(release("JEF", language="en"))


def test_a_topic_can_name_another_with_its_aliases() -> None:
    jef = topic("JEF", "jef", aliases=(("sv", "styrkan"),))
    matcher = Matcher([topic("topic:jef NEAR/3 drone", "both"), jef])
    assert [one.text for one in matcher.mentions(release("drone för styrkan", language="sv"))][:2] == [
        "drone",
        "styrkan",
    ]
    assert [one.topic for one in matcher.mentions(release("drone för styrkan"))] == []


def test_a_topic_in_a_zone_is_looked_for_only_there() -> None:
    matcher = Matcher([topic("title:topic:jef", "headline"), topic("JEF", "jef")])
    assert [one.topic for one in matcher.mentions(release("JEF"))] == ["jef"]
    assert [one.topic for one in matcher.mentions(release("x", title="JEF"))] == ["headline", "jef"]


def test_the_innermost_zone_counts() -> None:
    assert found("title:(drone OR body:JEF)", "the JEF", title="JEF") == ["JEF"]
    assert mentions("title:(drone OR body:JEF)", "the JEF", title="JEF")[0].field == "body"


def test_distances_end_with_the_text() -> None:
    assert found("JEF NEAR/1000 drone", "drone", title="JEF") == []


def test_near_counts_words_as_readers_do() -> None:
    """Next to each other is one word apart; a possessive makes no second word."""
    assert matches("JEF NEAR/1 drone", ["JEF drone", "JEF's drone", "JEF a drone"]) == [True, True, False]
    assert matches("JEF NEAR/2 drone", ["JEF a drone", "drone a JEF", "JEF a b drone"]) == [True, True, False]


def test_near_does_not_take_one_word_for_both_sides() -> None:
    assert matches("JEF NEAR/3 JEF", ["JEF", "JEF and JEF"]) == [False, True]


def test_a_chain_keeps_its_order() -> None:
    assert matches("a ONEAR/3 b ONEAR/3 c", ["a b c", "a c b", "b a c", "a x b x c"]) == [True, False, False, True]


def test_near_takes_a_group_of_all_parts_word_by_word() -> None:
    query = "(JEF AND IFU) NEAR/2 drone"
    assert matches(query, ["JEF drone IFU", "JEF drone x x x IFU", "JEF drone x x x x IFU drone"]) == [
        True,
        False,
        True,
    ]


def test_near_inside_near_measures_from_the_nearest_of_its_words() -> None:
    assert matches("(a NEAR/2 b) NEAR/2 c", ["a b c", "c a b", "a x b x c", "a b x x c"]) == [True, True, True, False]


def test_except_hides_places_and_not_releases() -> None:
    query = 'JEF EXCEPT "JEF Europe"'
    assert matches(query, ["JEF Europe met", "JEF Europe met the JEF", "JEF"]) == [False, True, True]
    assert found('("High North" OR drone) EXCEPT "North drone"', "High North drone") == []


def test_a_sentence_can_be_asked_not_to_hold_something() -> None:
    query = "JEF SENTENCE (drone NOT lesson)"
    assert matches(query, ["JEF drone lesson.", "JEF drone. A lesson.", "JEF. A drone."]) == [False, True, False]


def test_first_counts_from_the_start_of_each_part() -> None:
    assert found("FIRST/2 (JEF)", "a JEF b JEF", title="x y JEF") == ["JEF"]
    assert found("FIRST/2 (notes:JEF)", "a b c", notes="d JEF") == ["JEF"]


def test_at_least_counts_overlapping_places_once() -> None:
    assert matches('ATLEAST/2 (JEF OR "JEF partners")', ["JEF partners", "JEF partners, JEF"]) == [False, True]


def test_a_filter_reads_types_however_they_are_written() -> None:
    assert found('JEF AND type:"press release"', "JEF", document_type="press_release")
    assert found("JEF AND type:press_release", "JEF", document_type="Press release")


def test_an_explanation_says_which_part_held_and_where() -> None:
    matcher = Matcher([topic('JEF AND (drone OR "High North") NOT survey', "jef")])
    why = matcher.explain("jef", release("The JEF in the High North"))
    assert (why.held, why.missing) == (True, None)
    assert [(part.written, part.held, [one.text for one in part.mentions]) for part in why.parts] == [
        ("JEF", True, ["JEF"]),
        ('drone OR "High North"', True, ["High North"]),
        ("NOT survey", True, []),
    ]
    assert [part.held for part in why.parts[1].parts] == [False, True]


def test_a_near_miss_names_the_one_part_that_is_absent() -> None:
    matcher = Matcher([topic("JEF AND drone NOT survey", "jef")])
    assert matcher.explain("jef", release("The JEF met")).missing == "drone"
    assert matcher.explain("jef", release("The JEF made a drone survey")).missing == "NOT survey"
    assert matcher.explain("jef", release("Nothing")).missing is None


def test_an_explanation_of_a_topic_that_is_not_watched_is_refused() -> None:
    with pytest.raises(KeyError, match="jeff"):
        Matcher([JEF]).explain("jeff", release("JEF"))


@pytest.mark.parametrize(
    ("query", "literals"),
    [
        ("JEF", {"jef"}),
        ('drone AND "High North"', {"high north"}),
        ("JEF OR IFU", {"jef", "ifu"}),
        ("JEF NOT drone", {"jef"}),
        ("deter* SENTENCE at", {"deter"}),
        ("(JEF OR IFU) NEAR/3 helicopter", {"helicopter"}),
        ("о'коліц* OR O'Brien", {"коліц", "brien"}),
    ],
)
def test_the_literals_of_a_topic_are_in_every_release_that_it_matches(query: str, literals: set[str]) -> None:
    assert Matcher([topic(query, "t")]).literals("t") == literals


def test_a_matcher_can_be_used_again_and_again() -> None:
    matcher = Matcher([JEF])
    assert [len(matcher.mentions(release(body))) for body in ("JEF", "x", "JEF JEF", "JEF")] == [1, 0, 2, 1]


TEXTS = [
    "the JEF met. ",
    ".",
    "! ",
    '"',
    "a' ",
    "'",
    "\u200b",
    "e\u200b\u0301",
    "\n \n",
    "\r",
    "– ",
    "JEF",
    "’s",
    "U.S. ",
]


@pytest.mark.parametrize("piece", TEXTS)
def test_a_text_ten_times_as_long_takes_no_more_than_linear_time(piece: str) -> None:
    """Generous: quadratic time would be a hundredfold."""
    matcher = Matcher([topic('("the JEF" OR JEF*) SENTENCE (met NEAR/5 JEF) OR ATLEAST/2 (JEF PARAGRAPH met) OR a')])
    short, long = (_seconds(matcher, "JEF met a " + piece * many) for many in (2_000, 20_000))
    assert long < 35 * short + 0.05


def _seconds(matcher: Matcher, body: str) -> float:
    start = time.process_time()
    matcher.mentions(release(body))
    return time.process_time() - start
