"""Who is named in a release, so that 'the Minister', 'Ms Reed' and 'she' can be told.

Does not read attributions; it is asked whom a phrase means, and remembers who has spoken.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

from parsers.names import is_name, rank_length
from parsers.offices import ABBREVIATED_OFFICES, CONNECTORS, bare, is_head, is_honorific, is_particle, is_post_nominal
from parsers.sentences import last_sentence
from parsers.speakers import Speaker, is_office, part_speaker

_PRONOUNS = frozenset(
    "he she they i we han hon de hun sie er ich wir elle il ils elles hän he vin viņš viņa jis ji він вона вони он она ella él "
    "ele ela ona fe hi ef".split()
)
_INDEFINITE = frozenset("people many some others critics everyone nobody it this that which who there experts residents what".split())
_COLLECTIVE = re.compile(
    r"(?:\w+ )?(?:delegation|senators|ministers|leaders|lawmakers|members|pair|two|three|group|coalition|secretaries|legislators)",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?:en|et|n|na|ið|inn)$")  # the ending that says 'the' in Nordic languages
_SEARCHED = 30_000  # characters of a release in which a first mention is sought
_REMEMBERED = 40  # speakers; nobody refers back to more
_SOUGHT = 50  # how many different persons are sought in one release
_CLAUSE = re.compile(r"[;:()“”\"«»\n]|, (?:and|but|which|who) ")
_NAME = r"(?:(?:Sens?|Reps?|Gov|Drs?|Mrs?|Ms)\.? )?(?:[A-ZÅÄÖ][\w’'-]+ ){1,2}[A-ZÅÄÖ][\w’'-]+"
_TEAM = re.compile(rf"(?<!\w){_NAME}(?:(?:,? and |, ){_NAME}){{1,5}}")
_CALENDAR = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Last|This|Today|Yesterday|(?:Jan|Febr)uary|March|April|May|June|July|August")
_MODIFIERS = frozenset(
    "chief deputy vice senior managing executive general trade prime foreign defence assistant associate regional national permanent "
    "acting interim policy research medical scientific technical commercial team project programme area operations finance".split()
)
_LEADING = re.compile(r"^(?:[^,]{1,40}ing [^,]{1,60}, |(?:Today|Yesterday|Earlier|Last \w+|On [^,]{1,20}),? )")
_ADDRESS = re.compile(r"(?<!\w)(?:Sens?|Reps?|Gov|Drs?|Mrs?|Ms)\.? ")


def is_pronoun(phrase: str) -> bool:
    """Tell whether a phrase is 'he', 'she' or the like, perhaps behind 'and'."""
    words = phrase.lower().split()
    return bool(words) and words[-1] in _PRONOUNS and (len(words) == 1 or (len(words) == 2 and words[0] in ("and", "but", "as")))


class People:
    """The persons of one release, in the order in which they speak."""

    def __init__(self, text: str) -> None:
        """`text` is the whole release; first mentions are sought in it."""
        self._text = text[:_SEARCHED]
        self._spoken: deque[Speaker] = deque(maxlen=_REMEMBERED)
        self._sought: dict[str, Speaker | None] = {}

    def who(self, phrase: str, *, before: str = "") -> Speaker | None:
        """Return whom a phrase means, and remember that they speak; None where it means nobody.

        `before` is the text in front of the sentence: 'she' is rather its subject than somebody who spoke earlier.
        """
        speaker = self._meant(before) if is_pronoun(phrase) else self._resolved(part_speaker(phrase))
        if speaker and speaker in self._spoken:
            self._spoken.remove(speaker)
        if speaker:
            self._spoken.append(speaker)
        return speaker

    def _meant(self, before: str) -> Speaker | None:
        subject = _subject(before)
        if subject is None or subject.name is None:
            return self._spoken[-1] if self._spoken else None
        return self._same(_plain(subject.name)) or subject

    def _resolved(self, speaker: Speaker | None) -> Speaker | None:
        if speaker is None or (speaker.name is None and speaker.role is None):
            return None
        if speaker.name is None:
            return self._of_office(speaker.role or "")
        words = _plain(speaker.name)
        full = self._named(words[-1]) if len(words) == 1 else self._same(words)
        if full is None:
            return speaker
        return Speaker(name=full.name if len(words) == 1 else speaker.name, role=full.role or speaker.role)

    def _of_office(self, phrase: str) -> Speaker | None:
        """Whom 'the Minister', 'Reed' or 'the delegation' means; an office that nobody is named for speaks itself."""
        words = phrase.split()
        if words[0].lower() in _INDEFINITE:
            return None
        if len(words) == 1 and words[0][0].isupper() and not is_office(phrase):
            return self._named(words[0])
        if _COLLECTIVE.fullmatch(phrase):
            return self._team(phrase)
        return self._holder(phrase) or _itself(phrase)

    def _same(self, words: list[str]) -> Speaker | None:
        return next((one for one in reversed(self._spoken) if one.name and _plain(one.name) == words), None)

    def _named(self, surname: str) -> Speaker | None:
        """The person whose full name ends in a surname: one who spoke, else one whom the text names."""
        for one in reversed(self._spoken):
            if one.name and len(_plain(one.name)) > 1 and _plain(one.name)[-1] == surname:
                return one
        return self._seek(surname, lambda text: _by_surname(text, surname))

    def _holder(self, office: str) -> Speaker | None:
        """The person who holds an office: one who spoke, else one whom the text names with it."""
        wanted = [bare(word) for word in office.split() if bare(word) not in CONNECTORS and bare(word) not in ("a", "an")]
        if not wanted or office.lower().startswith(("a ", "an ")):
            return None
        for one in reversed(self._spoken):
            held = {bare(word) for word in (one.role or "").split()}
            if one.name and held and all(word in held or _indefinite(word) in held for word in wanted):
                return one
        return self._seek(office, lambda text: _by_office(text, office))

    def _seek(self, key: str, search: Callable[[str], Speaker | None]) -> Speaker | None:
        if key not in self._sought and len(self._sought) < _SOUGHT:
            self._sought[key] = search(self._text)
        return self._sought.get(key)

    def _team(self, phrase: str) -> Speaker | None:
        """'the delegation' means the persons whom the release first names together."""
        team = _TEAM.search(self._text)
        if not team or not all(is_name(name) for name in re.split(",? and |, ", _ADDRESS.sub("", team[0]))):
            return _itself(phrase)
        return Speaker(name=_ADDRESS.sub("", team[0]), role=phrase)


def _plain(name: str) -> list[str]:
    return [word for word in name.split() if not is_honorific(word) and not is_post_nominal(word)]


def _indefinite(word: str) -> str:
    return _DEFINITE.sub("", word)


def _itself(phrase: str) -> Speaker | None:
    """An office or a body as the speaker: 'Prime Minister', 'Environment Agency', 'A spokesperson for the Met Office'."""
    if is_office(phrase):
        return Speaker(name=phrase, role=phrase)
    words = phrase.split()
    named = words[0][:1].isupper() and (len(words) > 1 or words[0].isupper()) and len(words) <= 10
    lowered = sum(word[:1].islower() and bare(word) not in CONNECTORS and not is_particle(word) for word in words)
    return Speaker(name=phrase, role=None) if named and not lowered else None


def _by_surname(text: str, surname: str) -> Speaker | None:
    for found in re.finditer(rf"(?<=[\w.] ){re.escape(surname)}\b", text):
        words = (_clause(text, found.start()) + surname).split()
        name = _name_at_end(words)
        if name:
            role = _role_at_end(words[: -len(name.split())]) or _role_behind(text[found.end() : found.end() + 120])
            return Speaker(name=name, role=role)
    return None


def _clause(text: str, stop: int) -> str:
    """What stands before a position in its clause."""
    return last_sentence(_CLAUSE.split(text[max(0, stop - 90) : stop])[-1])


def _name_at_end(words: list[str]) -> str | None:
    """The longest name that some words end in, of two or three words without the form of address."""
    return next((name for size in (4, 3, 2) if len(words) >= size and _is_full_name(name := " ".join(words[-size:]))), None)


def _is_full_name(phrase: str) -> bool:
    words = phrase.split()
    return is_name(phrase) and not rank_length(words) and words[0].lower() not in ABBREVIATED_OFFICES and len(_plain(phrase)) > 1


def _role_at_end(words: list[str]) -> str | None:
    """The office that some words end in: 'Last week the UK trade envoy,' -> 'UK trade envoy'."""
    first = len(words)
    while first and (words[first - 1][:1].isupper() or is_head(words[first - 1]) or _joins(words, first - 1)):
        first -= 1
    article = next((n for n in range(first - 1, max(-1, first - 4), -1) if words[n].lower() in ("the", "a", "an")), None)
    first = first if article is None or first == len(words) else article + 1
    while first < len(words) and (not bare(words[first]) or bare(words[first]) in CONNECTORS or _CALENDAR.match(words[first])):
        first += 1
    role = " ".join(ABBREVIATED_OFFICES.get(word.lower(), word) for word in words[first:]).rstrip(",")
    return role if role and is_office(role) else None


def _joins(words: list[str], at: int) -> bool:
    """Whether a lower-case word stands inside an office: 'trade' in 'UK trade envoy', 'of' in 'Chair of Ofcom'."""
    behind = words[at + 1 : at + 2]
    if not behind or words[at].endswith(","):
        return False
    return (words[at] in _MODIFIERS and is_head(behind[0])) or (words[at] in CONNECTORS and words[at] not in ("to", "with") and behind[0][:1].isupper())


def _role_behind(text: str) -> str | None:
    """The office that follows a name between commas."""
    aside = re.match(r", (?:the |a |an |who is (?:the )?)?([^,.;:]{3,80})[,.]", text)
    return aside[1] if aside and is_office(aside[1]) else None


def _by_office(text: str, office: str) -> Speaker | None:
    if not is_office(office):
        return None
    stem = re.escape(_indefinite(office) if office[0].islower() else office)
    for found in re.finditer(rf"(?<!\w)(?i:{stem}),? (?=\w)", text):
        first = _clause(text, found.start())
        following = re.match(r"(?:(?:Rt|the|Rt\.) Hon\.? )?((?:[^\W\d_][\w’'.-]*,? ?){1,6})", text[found.end() :][:60])
        name = _leading_name(following[1].split()) if following else None
        if name:
            capitals = re.search(r"(?:[A-Z][\w-]* )*$", first)
            before = capitals[0] if capitals and office[0].isupper() else ""
            role = before + text[found.start() : found.end()].strip(" ,")
            return Speaker(name=name, role=role[0].lower() + role[1:] if office[0].islower() else role)
    return None


def _leading_name(words: list[str]) -> str | None:
    """The longest name that some words begin with; a comma ends it."""
    end = next((n + 1 for n, word in enumerate(words) if word.endswith((",", "."))), len(words))
    sizes = range(min(end, 5), 0, -1)
    return next((name for size in sizes if is_name(name := " ".join(words[:size]).strip(",."))), None)


def _subject(text: str) -> Speaker | None:
    """The person with whose office or name the last sentence of a text begins."""
    words = _LEADING.sub("", last_sentence(text)).split()[:14]
    for start in range(len(words)):
        name = _leading_name(words[start:])
        if name and len(_plain(name)) > 1:
            role = _role_at_end(words[:start]) or _role_behind(" ".join(words).partition(name)[2])
            return Speaker(name=name, role=role)
        if words[start][:1].islower() and not is_head(words[start]) and not _joins(words, start):
            return None
    return None
