"""Persons as a text first mentions them: 'the UK trade envoy, Jo Reed, opened the fair' holds a name and a role.

Does not know who has spoken; `parsers.people` remembers that, and asks here about those who have not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.names import is_name, rank_length
from parsers.offices import ABBREVIATED_OFFICES, CONNECTORS, bare, is_body, is_head, is_honorific, is_post_nominal
from parsers.sentences import last_sentence
from parsers.speakers import Speaker, is_office

_CLAUSE = re.compile(r"[;:()“”\"«»\n]|, (?:and|but|which|who) ")
_OPENING = re.compile(r"^(?:[^,]{1,40}ing [^,]{1,60}, |(?:Today|Yesterday|Earlier|Last \w+|On [^,]{1,20}),? )")
_CALENDAR = re.compile(r"\w+day$|(?:Last|This|January|February|March|April|May|June|July|August)$")
_ASIDE = re.compile(r", (?:the |a |an |who is (?:the )?)?([^,.;:]{3,80})[,.]")
_CAPITALS = re.compile(r"(?:[A-Z][\w-]* )*$")
_MODIFIERS = frozenset(
    "chief deputy vice senior managing executive general trade prime foreign defence assistant associate "
    "regional national permanent acting interim policy research medical scientific technical commercial team "
    "project programme area operations finance".split()
)  # words that an office in lower case may begin with
_COMPOUNDED = r"(?:[A-ZÄÖÜ]\w*)?"  # German: 'die Ministerin' was the 'Hafenministerin'
_DEFINITE = re.compile(r"(?:en|et|n|na|ið|inn)$")  # the ending that says 'the' in Nordic languages
_ADDRESS = re.compile(r"(?<!\w)(?:Sens?|Reps?|Senators?|Representatives?|Ministers?|Govs?|Drs?|Mrs?|Ms)\.? ")
_NAME = rf"(?:{_ADDRESS.pattern})?(?:[A-ZÅÄÖ][\w’'-]+ ){{1,2}}[A-ZÅÄÖ][\w’'-]+"
_TEAM = re.compile(rf"{_ADDRESS.pattern}{_NAME}(?:(?:,? and |, ){_NAME}){{1,5}}")
_BETWEEN_NAMES = re.compile(",? and |, ")


def by_surname(text: str, surname: str) -> Speaker | None:
    """Return the person whose full name ends in a surname, with the role of that mention; None where nobody's does."""
    for found in re.finditer(rf"(?<=[\w.] ){re.escape(surname)}\b", text):
        words = (_clause(text, found.start()) + surname).split()
        name = _name_at_end(words)
        if name:
            role = _role_at_end(words[: -len(name.split())]) or _role_behind(text[found.end() : found.end() + 120])
            return Speaker(name=name, role=role)
    return None


def by_office(text: str, office: str) -> Speaker | None:
    """Return the person whom a text names behind an office: 'Minister' finds 'Ferries Minister Jo Reed'."""
    if not is_office(office):
        return None
    # In lower case it is a Nordic noun ('ministern'), which the first mention may have compounded ('färjeminister').
    stem = rf"\w*{re.escape(indefinite(office))}" if office[0].islower() else rf"{_COMPOUNDED}{re.escape(office)}"
    for found in re.finditer(rf"(?<!\w)(?P<office>(?i:{stem})),? (?:(?:the )?Rt\.? Hon\.? )?(?=\w)", text):
        name = _name_at_start(text[found.end() : found.end() + 60].split())
        if name:
            return Speaker(name=name, role=_full_office(text, found, office))
    return None


def subject(text: str) -> Speaker | None:
    """Return the person with whose office or name the last sentence of a text begins."""
    words = _OPENING.sub("", last_sentence(text)).split()[:14]
    for start in range(len(words)):
        name = _name_at_start(words[start:])
        if name and len(plain_name(name)) > 1:
            return Speaker(
                name=name, role=_role_at_end(words[:start]) or _role_behind(" ".join(words).partition(name)[2])
            )
        if words[start][:1].islower() and not is_head(words[start]) and not _joins(words, start):
            return None
    return None


def team(text: str, called: str) -> Speaker | None:
    """Return the persons whom a text first names together ('Sens. Jo Reed and Al Day'), for 'the delegation'."""
    found = _TEAM.search(text)
    names = _ADDRESS.sub("", found[0]) if found else ""
    if not names or not all(map(is_name, _BETWEEN_NAMES.split(names))):
        return None
    return Speaker(name=names, role=called)


def plain_name(name: str) -> list[str]:
    """Return the words of a name without forms of address and letters: ['Jo', 'Reed'] for 'Dr Jo Reed MP'."""
    return [word for word in name.split() if not is_honorific(word) and not is_post_nominal(word)]


def indefinite(word: str) -> str:
    """Return a Nordic noun without the ending that makes it definite: 'ministeren' -> 'minister'."""
    return _DEFINITE.sub("", word)


def _clause(text: str, stop: int) -> str:
    """What stands before a position in its clause."""
    return last_sentence(_CLAUSE.split(text[max(0, stop - 90) : stop])[-1])


def _name_at_end(words: Sequence[str]) -> str | None:
    """The longest name that some words end in, without a form of address before it."""
    for size in (4, 3, 2):
        name = " ".join(words[-size:])
        if len(words) >= size and _is_full_name(name):
            return name
    return None


def _name_at_start(words: Sequence[str]) -> str | None:
    """The longest name that some words begin with; a comma or a full stop ends it."""
    end = next((n + 1 for n, word in enumerate(words) if word.endswith((",", "."))), len(words))
    sizes = range(min(end, 5), 0, -1)
    return next((name for size in sizes if is_name(name := " ".join(words[:size]).strip(",."))), None)


def _is_full_name(phrase: str) -> bool:
    words = phrase.split()
    titled = any(map(is_honorific, words[1:])) or words[0].lower() in ABBREVIATED_OFFICES or is_body(words[0])
    return not titled and not rank_length(words) and is_name(phrase) and len(plain_name(phrase)) > 1


def _role_at_end(words: Sequence[str]) -> str | None:
    """The office that some words end in: 'Last week the UK trade envoy,' -> 'UK trade envoy'."""
    first = len(words)
    while first and _may_be_office(words, first - 1):
        first -= 1
    first = _behind_article(words, first)
    while first < len(words) and (
        bare(words[first]) in CONNECTORS or not bare(words[first]) or _CALENDAR.match(words[first])
    ):
        first += 1
    role = " ".join(ABBREVIATED_OFFICES.get(word.lower(), word) for word in words[first:]).rstrip(",")
    return role if role and is_office(role) else None


def _may_be_office(words: Sequence[str], at: int) -> bool:
    parted = words[at].endswith(("–", "—")) or (words[at].endswith(",") and at < len(words) - 1)
    return not parted and (words[at][:1].isupper() or is_head(words[at]) or _joins(words, at))


def _joins(words: Sequence[str], at: int) -> bool:
    """Whether a lower-case word stands inside an office: 'trade' in 'UK trade envoy', 'of' in 'Chair of Ofcom'."""
    behind = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in _MODIFIERS:
        return is_head(behind)
    return words[at] in CONNECTORS and words[at] not in ("to", "with") and behind[:1].isupper()


def _behind_article(words: Sequence[str], first: int) -> int:
    """Where an office in lower case begins whose article stands near: 'the ferries envoy'."""
    nearest = range(first - 1, max(-1, first - 4), -1) if first < len(words) else range(0)
    return next((at + 1 for at in nearest if words[at].lower() in ("the", "a", "an")), first)


def _role_behind(text: str) -> str | None:
    """The office that follows a name between commas."""
    aside = _ASIDE.match(text)
    return aside[1] if aside and is_office(aside[1]) else None


def _full_office(text: str, found: re.Match[str], office: str) -> str:
    """The office with what stands before it, 'Ferries Minister' for 'the Minister'; in lower case if asked so."""
    held = found["office"]
    if office[0].islower():
        return held[0].lower() + held[1:]
    capitals = _CAPITALS.search(_clause(text, found.start()))
    return (capitals[0] if capitals else "") + held
