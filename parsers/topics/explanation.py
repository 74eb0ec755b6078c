"""Why a topic matched a release, or why not: its operators, each with whether it held and where.

Answers for one release at a time and is not fast; `match` finds, this shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.records import Mention, Topic
from parsers.topics.concordance import Concordance
from parsers.topics.evaluation import EVERYWHERE, All, Plan, parts_of
from parsers.topics.mentions import mention, reading_order
from parsers.topics.printing import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One operator or term of a query, asked of one release."""

    written: str  # in the topic language
    held: bool
    mentions: tuple[Mention, ...]  # that carry it; a NOT has none
    parts: tuple[Explanation, ...]
    joined: bool = False  # by AND: all parts are needed

    @property
    def missing(self) -> str | None:
        """The one part of an AND that is absent while all others hold: a near miss. None in all other cases."""
        absent = [part.written for part in self.parts if not part.held] if self.joined else []
        return absent[0] if len(absent) == 1 else None


def explained(plan: Plan, topic: Topic, words: Concordance) -> Explanation:
    """Return what became of each operator of `plan`, each asked of the whole release."""
    found = plan.find(words, EVERYWHERE)
    places = {mention(topic, words, look, span) for look, span in found or ()}
    return Explanation(
        written=render(plan.written),
        held=found is not None,
        mentions=tuple(sorted(places, key=reading_order)),
        parts=tuple(explained(part, topic, words) for part in parts_of(plan)),
        joined=isinstance(plan, All),
    )
