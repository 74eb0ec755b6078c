"""Who is named in a release, so that 'the Minister', 'Ms Reed' and 'she' can be told.

Does not read attributions; it is asked whom a phrase means, and remembers who has spoken.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

from parsers.mentions import by_office, by_surname, indefinite, plain_name, subject, team
from parsers.offices import CONNECTORS, bare, is_particle, is_peer, may_be_surname
from parsers.speakers import Speaker, is_office, part_speaker

_PRONOUNS = frozenset(
    "he she they i we han hon de hun sie er ich wir elle il ils elles hän he vin viņš viņa jis ji він вона "
    "ho ta tema hún hann hij zij вони он она ella él ele ela ona fe hi ef".split()
)
_BEFORE_PRONOUN = frozenset("and but as in on at after before during speaking asked".split())
_INDEFINITE = frozenset(
    "people many some others critics everyone nobody it this that which who there experts residents what".split()
)
_COLLECTIVE = re.compile(
    r"(?:\w+ )?(?:delegation|senators|ministers|leaders|lawmakers|legislators|members|pair|two|three|group|coalition)",
    re.IGNORECASE,
)
_CLAUSE_WORDS = frozenset("i im that was is are has have had be been who when because so it not if he she they".split())
_SEARCHED = 30_000  # characters of a release in which a first mention is sought
_REMEMBERED = 40  # speakers; nobody refers back to more
_SOUGHT = 50  # how many different persons are sought in one release


def is_pronoun(phrase: str) -> bool:
    """Tell whether a phrase is 'he', 'she' or the like, perhaps with a clause before it: 'On costs, she'."""
    words = phrase.rpartition(",")[2].lower().split()
    return bool(words) and words[-1] in _PRONOUNS and (len(words) == 1 or words[0] in _BEFORE_PRONOUN)


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
        return self._remembered(speaker) if speaker else None

    def subject(self, sentence: str) -> Speaker | None:
        """Return the person with whose office or name a sentence begins, and remember that they speak."""
        speaker = subject(sentence)
        return self._remembered(speaker) if speaker else None

    def _remembered(self, speaker: Speaker) -> Speaker:
        if speaker in self._spoken:
            self._spoken.remove(speaker)
        self._spoken.append(speaker)
        return speaker

    def _meant(self, before: str) -> Speaker | None:
        person = subject(before)
        if person is None or person.name is None:
            return self._spoken[-1] if self._spoken else None
        return self._same(plain_name(person.name)) or person

    def _resolved(self, speaker: Speaker | None) -> Speaker | None:
        if speaker is None or speaker.name is None:
            return self._of_office(speaker.role) if speaker and speaker.role else None
        words = plain_name(speaker.name)
        alone = len(words) == 1 and not is_peer(speaker.name.split()[0])  # 'Lord Reed' is all there is to name
        full = self._named(words[-1]) if alone else self._same(words)
        if full is None:
            return speaker
        return Speaker(name=full.name if alone else speaker.name, role=full.role or speaker.role)

    def _of_office(self, phrase: str) -> Speaker | None:
        """Whom 'the Minister', 'Reed' or 'the delegation' means; an office that nobody is named for speaks itself."""
        words = phrase.split()
        if words[0].lower() in _INDEFINITE:
            return None
        if len(words) == 1 and words[0][0].isupper() and (not is_office(phrase) or may_be_surname(phrase)):
            return self._named(words[0]) or _itself(phrase)
        if _COLLECTIVE.fullmatch(phrase):
            return self._seek(phrase, lambda text: team(text, phrase)) or _itself(phrase)
        return self._holder(phrase) or _itself(phrase)

    def _same(self, words: list[str]) -> Speaker | None:
        return next((one for one in reversed(self._spoken) if one.name and plain_name(one.name) == words), None)

    def _named(self, surname: str) -> Speaker | None:
        """The person whose full name ends in a surname: one who spoke, else one whom the text names."""
        for one in reversed(self._spoken):
            if one.name and len(plain_name(one.name)) > 1 and plain_name(one.name)[-1] == surname:
                return one
        return self._seek(surname, lambda text: by_surname(text, surname))

    def _holder(self, office: str) -> Speaker | None:
        """The person who holds an office: one who spoke, else one whom the text names with it."""
        wanted = [
            bare(word) for word in office.split() if bare(word) not in CONNECTORS and bare(word) not in ("a", "an")
        ]
        if not wanted or office.lower().startswith(("a ", "an ")):
            return None
        for one in reversed(self._spoken):
            held = {bare(word) for word in (one.role or "").split()}
            if one.name != one.role and held and all(_is_held(word, held) for word in wanted):
                return one
        return self._seek(office, lambda text: by_office(text, office))

    def _seek(self, key: str, search: Callable[[str], Speaker | None]) -> Speaker | None:
        if key not in self._sought and len(self._sought) < _SOUGHT:
            self._sought[key] = search(self._text)
        return self._sought.get(key)


def _is_held(word: str, held: set[str]) -> bool:
    """Whether an office's word is among those of a role; 'ministern' is short for 'färjeminister'."""
    return word in held or any(
        one.endswith(indefinite(word)) for one in held if one.islower() and word != indefinite(word)
    )


def _itself(phrase: str) -> Speaker | None:
    """An office or a body as the speaker: 'Prime Minister', 'A spokesperson for the Met Office'."""
    words = phrase.split()
    if is_office(phrase) and not any(bare(word) in _CLAUSE_WORDS for word in words):
        return Speaker(name=phrase, role=phrase)
    named = words[0][:1].isupper() and (len(words) > 1 or words[0].isupper()) and len(words) <= 10
    lowered = any(word[:1].islower() and bare(word) not in CONNECTORS and not is_particle(word) for word in words)
    return Speaker(name=phrase, role=None) if named and not lowered else None
