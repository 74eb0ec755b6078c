"""Phrases that say who speaks, parted into name and role. Every person here is invented."""

from __future__ import annotations

import pytest

from parsers.speakers import part_speaker

OFFICES = [
    ("Ferries Minister Orla Quist MP", "Orla Quist MP", "Ferries Minister"),
    (
        "Minister of State for Piers and Buoys, Rt Hon Luke Poll MP,",
        "Luke Poll MP",
        "Minister of State for Piers and Buoys",
    ),
    ("Minister for Public Health Ash Dale", "Ash Dale", "Minister for Public Health"),
    ("Minister Carla West", "Carla West", "Minister"),
    ("Oliver King, chief executive of the Pier Trust,", "Oliver King", "chief executive of the Pier Trust"),
    ("Leader of the House of Commons Lucy Power", "Lucy Power", "Leader of the House of Commons"),
    ("Solicitor General Lucy Rigg KC MP", "Lucy Rigg KC MP", "Solicitor General"),
    ("First Sea Lord General Sir Gwyn Jenk", "General Sir Gwyn Jenk", "First Sea Lord"),
    (
        "RAF Chief of the Air Staff, Air Chief Marshal Sir Rich Nye,",
        "Air Chief Marshal Sir Rich Nye",
        "RAF Chief of the Air Staff",
    ),
    ("Air Marshal Harv Pike, Chief of the Air Staff,", "Air Marshal Harv Pike", "Chief of the Air Staff"),
    ("Lt Col James Pike, Commanding Officer of 1 Piers,", "Lt Col James Pike", "Commanding Officer of 1 Piers"),
    ("Commanding Officer Colonel James Ó Briain", "Colonel James Ó Briain", "Commanding Officer"),
    ("Corporal Dan Joss", "Dan Joss", "Corporal"),
    ("Culture Minister Lord Park of Whit Bay", "Lord Park of Whit Bay", "Culture Minister"),
    ("Lord Park of Whit Bay, Arts Minister,", "Lord Park of Whit Bay", "Arts Minister"),
    ("NHS medical director Professor Sir Steph Powell", "Professor Sir Steph Powell", "NHS medical director"),
    ("The Harbour Agency’s Jo Blogg", "Jo Blogg", "Harbour Agency"),
    ("Sam, a veteran from Hull,", "Sam", "veteran from Hull"),
    ("Tim Sand, 45, a farmer from Devon,", "Tim Sand", "farmer from Devon"),
    ("Sen. Ann Rook", "Ann Rook", "Senator"),
    ("Speaking from Hythe, Kent, Harbour Secretary Dave Lamb", "Dave Lamb", "Harbour Secretary"),
    ("Jeff Lamb, harbour master at Hythe, where a trial has run since May", "Jeff Lamb", "harbour master at Hythe"),
    ("Turning to the costs, Harbour Secretary Dave Lamb", "Dave Lamb", "Harbour Secretary"),
    ("Piers, Boats and Buoys Secretary Peter Kite", "Peter Kite", "Piers, Boats and Buoys Secretary"),
    ("färjeminister Nils Åman", "Nils Åman", "färjeminister"),
    ("Maj Lindö, hamnpolitisk talesperson för Piren", "Maj Lindö", "hamnpolitisk talesperson för Piren"),
]


@pytest.mark.parametrize(("phrase", "name", "role"), OFFICES)
def test_a_name_and_its_role_are_parted(phrase: str, name: str, role: str) -> None:
    found = part_speaker(phrase)
    assert found is not None
    assert (found.name, found.role) == (name, role)


@pytest.mark.parametrize(
    "phrase", ["Sir Alan Pem", "Professor Jo Van-Dorn", "Baroness Nettle-Rolt", "Ben, aged 9,", "Orla Quist"]
)
def test_who_holds_no_office_has_no_role(phrase: str) -> None:
    found = part_speaker(phrase)
    assert found is not None
    assert (found.name, found.role) == (phrase.partition(",")[0], None)


@pytest.mark.parametrize(
    ("phrase", "name", "role"),
    [
        ("Jane Sand and Al Day, founders of Foo,", "Jane Sand and Al Day", "founders of Foo"),
        (
            "Pier Secretary Wes Moor and Boat Secretary Lisa Nye",
            "Wes Moor and Lisa Nye",
            "Pier Secretary and Boat Secretary",
        ),
    ],
)
def test_two_who_speak_together_are_one_speaker(phrase: str, name: str, role: str) -> None:
    found = part_speaker(phrase)
    assert found is not None
    assert (found.name, found.role) == (name, role)


@pytest.mark.parametrize(
    "phrase",
    [
        "Prime Minister",
        "Secretary of State for Energy Security and Net Zero",
        "Regional Flood and Coastal Committee Chair",
    ],
)
def test_an_office_alone_is_nobodys_name(phrase: str) -> None:
    found = part_speaker(f"The {phrase}")
    assert found is not None
    assert (found.name, found.role) == (None, phrase)
