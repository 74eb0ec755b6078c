"""A phrase that says who speaks, parted into name and role: 'Dr Jo Reed, Director of Maps' has both.

Does not know who was named before; `parsers.people` finds out whom 'the Minister' or 'Ms Reed' means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.names import is_capitalised, is_name, name_start, rank_length
from parsers.offices import ABBREVIATED_OFFICES, bare, ends_rank, is_body, is_head, is_peer, is_post_nominal

_LEADING = re.compile(
    r"^(?:and |but |while |meanwhile,? |the |our |the uk['’]s |uk['’]s (?=[A-Z])|yr? |die |der |das |le |la |"
    r"(?-i:el |los |las |il |lo |de (?=[a-z])))+",
    re.IGNORECASE,
)
_STYLE = re.compile(r"\b(?:the )?(?:rt\.?|right) hon(?:\.|ourable)? |\bthe hon(?:\.|ourable)? ", re.IGNORECASE)
_BRACKETS = re.compile(r"\s?\(([^()]{0,80})\)")
_DATELINE = re.compile(
    r"^(?:[A-Z]{3,}[A-Z. ]*|Washington)(?:, [A-Z][\w. ]{1,20})?(?:, \w+\.? \d{1,2})?(?:, \d{4})?\s?[–—-]{1,2}\s?"
)
_WHEN = re.compile(
    r",? (?:today|yesterday|tonight|(?:this|last|earlier this) (?:week|morning|afternoon|evening|month)|on \w+day|"
    r"recently|previously|himself|herself)$"
)
# A phrase that opens the sentence and says where or why somebody speaks, up to its comma.
_CIRCUMSTANCE = re.compile(
    r"^(?:and |but )?(?:(?:speaking|commenting|welcoming|announcing|responding|reacting|visiting|launching|opening|"
    r"praising|sentencing|thanking|congratulating|addressing|confirming|following|\w{3,}ing (?:to|on|at|about|after|"
    r"from|with|in|of|for|as|the|an?|by|that|this|his|her|their|its))|ahead|before|after|during|on|in|at|as|with|"
    r"since|when|while|today|yesterday|earlier|tonight|last|this|for|from|of|under|also|meanwhile|finally|however)\b",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(
    r"^(?:\d{1,3}|aged? \d+|from|of|who|whose|which|where|speaking|commenting|said|today|in|at|on|after|during|"
    r"writing)\b"
)
_WHO_IS = re.compile(r"^(?:who (?:is|was|serves as|works as) (?:the |a |an )?|(?:som )?(?:er|är) )")
_ARTICLE = re.compile(r"^(?:a|an|the) (?=\S)")
_OF_BODY = re.compile(r"^(?P<name>[^,]+?) (?:of|from|at) (?:the )?(?P<body>[A-Z].*)$")
_TOGETHER = re.compile(r",? and ")
_MOST_WORDS = 14  # of an office; more are a clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks; a phrase that names an office only has no name."""

    name: str | None
    role: str | None


def part_speaker(phrase: str) -> Speaker | None:
    """Return name and role of a noun phrase, as written, without 'the'; None for a phrase that names nobody.

    Two persons who speak together are one speaker: 'Jo Reed and Al Day'.
    """
    affiliation = _BRACKETS.search(phrase)
    text = _BRACKETS.sub("", phrase)
    found = _together(text) or _one(text)
    if found and found.name and not found.role and affiliation and is_office(affiliation[1]):
        return Speaker(name=found.name, role=affiliation[1])
    return found


def is_office(phrase: str) -> bool:
    """Tell whether a phrase holds the noun of an office."""
    return any(map(is_head, phrase.split()))


def _one(phrase: str) -> Speaker | None:
    parts = _parts(phrase)
    if not parts:
        return None
    return (
        _name_beside_role(parts)
        or _name_of_body(parts[0])
        or _name_behind_role(parts)
        or _role_behind_name(parts[0])
        or _first_name(parts)
        or _office_only(parts)
    )


def _together(phrase: str) -> Speaker | None:
    """'Health Secretary Jo Reed and Al Day, Director of Maps', but not 'Minister for Flood and Tide Jo Reed'."""
    for joint in _TOGETHER.finditer(phrase):
        left, right = phrase[: joint.start()], phrase[joint.end() :]
        if not (_is_person(left) and (_begins_with_name(right) or (_is_person(right) and not is_name(left)))):
            continue
        one, other = _one(left), _one(right)
        if one and other and one.name and other.name:
            roles = " and ".join(role for role in (one.role, other.role) if role)
            return Speaker(name=f"{one.name} and {other.name}", role=roles or None)
    return None


def _begins_with_name(phrase: str) -> bool:
    return is_name(_LEADING.sub("", phrase.split(",", maxsplit=1)[0]))


def _is_person(phrase: str) -> bool:
    """Whether a phrase is surely a person: a name, alone, before its office, or right behind it."""
    parts = _parts(phrase)
    if not parts or is_name(parts[0]):
        return bool(parts)
    words = parts[-1].split()
    start = name_start(words)
    return start is not None and is_head(words[start - 1])


def _parts(phrase: str) -> list[str]:
    """The phrase between its commas, without what only says where or when."""
    text = _DATELINE.sub("", _WHEN.sub("", _STYLE.sub("", phrase.strip(" ,;:–—-"))))
    parts = [part for part in (one.strip(" –—-") for one in re.split(r",| [–—-] ", text)) if part]
    kept = _without_circumstance(parts[1:] if len(parts) > 1 and parts[0].isdigit() else parts)  # the day of a dateline
    cleaned = (_expanded(_LEADING.sub("", part)) for part in kept)
    return [part for part in cleaned if part and not all(map(is_post_nominal, part.split()))]


def _without_circumstance(parts: list[str]) -> list[str]:
    """'Speaking from Hythe, Kent, Minister Jo Reed' -> 'Minister Jo Reed'; lists ('Food and Farms') stay whole."""
    kept = parts
    while len(kept) > 1 and _CIRCUMSTANCE.match(kept[0]) and not is_name(kept[0]):
        kept = kept[1:]
    while (
        kept is not parts
        and len(kept) > 1
        and not is_name(kept[0])
        and not is_office(kept[0])
        and " and " not in kept[1]
    ):
        kept = kept[1:]
    return kept


def _expanded(part: str) -> str:
    return " ".join(ABBREVIATED_OFFICES.get(word.lower(), word) for word in part.split())


def _name_beside_role(parts: Sequence[str]) -> Speaker | None:
    """'Jo Reed, Director of Maps' and 'Director of Maps, Jo Reed'."""
    number = next((n for n, part in enumerate(parts) if is_name(part)), None)
    if number is None:
        return None
    before = list(parts[:number]) if any(map(is_office, parts[:number])) else []
    role = ", ".join(before or _asides(parts[number + 1 :]))
    if role:
        return Speaker(name=parts[number], role=role)
    words = parts[number].split()
    rank = rank_length(words)  # the role of somebody who has no other
    return Speaker(name=" ".join(words[rank:]), role=" ".join(words[:rank]) or None)


def _asides(parts: Sequence[str]) -> list[str]:
    """What the parts behind a name say about an office; nothing for an age or a place."""
    offices = (_WHO_IS.sub("", part) for part in parts)
    return [_ARTICLE.sub("", office) for office in offices if not _NO_ROLE.match(office)]


def _name_of_body(part: str) -> Speaker | None:
    """'Jo Reed of the Environment Agency'; the body says what the person stands for."""
    match = _OF_BODY.match(part)
    if not match or not is_name(match["name"]) or is_peer(match["name"].split()[0]):
        return None
    return Speaker(name=match["name"], role=match["body"])


def _name_behind_role(parts: Sequence[str]) -> Speaker | None:
    """'Health Secretary Jo Reed' and 'Secretary of State for Maps, Parks and Sport Jo Reed, from Leeds'."""
    for number, part in enumerate(parts):
        words = part.split()
        at = name_start(words)
        if at is None:
            continue
        office = " ".join(_office_words(words[:at])).removesuffix("'s").removesuffix("’s")
        behind = [one for one in _asides(parts[number + 1 :]) if is_office(one)]
        if behind and all(ends_rank(word) for word in office.split()):
            return Speaker(name=part, role=", ".join(behind))
        return Speaker(name=" ".join(words[at:]), role=", ".join([*parts[:number], office]))
    return None


def _role_behind_name(part: str) -> Speaker | None:
    """'Anna Jónsdóttir utanríkisráðherra': Icelandic sets no comma, and writes the office small."""
    name, _, office = part.rpartition(" ")
    small = office[:1].islower() and is_head(office)
    return Speaker(name=name, role=office) if small and " " in name and is_name(name) else None


def _office_words(words: Sequence[str]) -> Sequence[str]:
    """The office without the clause before it: 'on the figures Health Secretary' -> 'Health Secretary'."""
    head = next((n for n, word in enumerate(words) if is_head(word)), None)
    if head is None or not _CIRCUMSTANCE.match(words[0]):
        return words
    first = head
    while first > 1 and (words[first - 1][:1].isupper() or is_head(words[first - 1])):
        first -= 1
    return words[first:]


def _first_name(parts: Sequence[str]) -> Speaker | None:
    """'Sam, a veteran from Hull' and 'Sam, aged 9'."""
    name, *asides = parts
    plain = " " not in name and is_capitalised(name) and not is_head(name) and not is_body(name) and not name.isupper()
    if (
        not plain
        or not asides
        or not (_ARTICLE.match(asides[0]) or _NO_ROLE.match(asides[0]))
        or bare(name) in ("it", "this")
    ):
        return None
    return Speaker(name=name, role=", ".join(_asides(asides)) or None)


def _office_only(parts: Sequence[str]) -> Speaker | None:
    phrase = ", ".join(part for part in parts if not _NO_ROLE.match(part))
    return Speaker(name=None, role=phrase) if 0 < len(phrase.split()) <= _MOST_WORDS else None
