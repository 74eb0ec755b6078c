"""The newsroom as a whole: its days, which of them it is, and what is steered from outside.

Does not know sockets; `server` asks it, and so do the tests.

    POST /_control/day/N    another day; going back is allowed      GET /_control/stats    what was asked so far
    POST /_control/reset    count from nothing again                GET /_control/truth    the answer key
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from deploy.newsroom.answers import Answer, passing_json
from deploy.newsroom.content import load_content
from deploy.newsroom.site import Site
from deploy.newsroom.synthetic import Synthetic
from deploy.newsroom.truth import Truth, truth_of
from deploy.newsroom.visits import Visits

CONTROL: Final = "/_control/"


class Desk:
    """The days of the newsroom, one of which is today."""

    def __init__(self, *, day: int, scale: int, seed: int, visits: Visits) -> None:
        """Put day number `day` together; raises LookupError for a day that there is not."""
        self.visits = visits
        self._content, self._synthetic = load_content(), Synthetic(count=scale, seed=seed)
        self._sites: dict[int, Site] = {}
        self._today = self._site(day)

    @property
    def day(self) -> int:
        """Number of today."""
        return self._today.state.day

    @property
    def now(self) -> datetime:
        """The moment in the evening of today at which a reader looks."""
        return self._today.state.now

    def set_day(self, day: int) -> None:
        """Make another day today; raises LookupError for one that there is not."""
        self._today = self._site(day)

    def truth(self) -> Truth:
        """Return what a monitor must have seen on each day."""
        return truth_of(self._content, self._synthetic.headlines)

    def answer(self, method: str, target: str, base: str) -> Answer:
        """Return the answer to a request; `base` is the origin under which the client knows the newsroom."""
        if target.startswith(CONTROL):
            return self._control(method, target.removeprefix(CONTROL))
        if method == "POST":
            return passing_json({"error": "only the paths below /_control/ take a POST"}, 405)
        return self._today.answer(target, base)

    def _site(self, day: int) -> Site:
        if day not in self._sites:
            self._sites[day] = Site(self._content, self._synthetic, day)
        return self._sites[day]

    def _control(self, method: str, command: str) -> Answer:
        name, _, argument = command.partition("/")
        match method, name:
            case "GET", "stats":
                return passing_json(self.visits.counts())
            case "GET", "truth":
                return passing_json(self.truth())
            case "POST", "reset":
                self.visits.reset()
                return passing_json(self.visits.counts())
            case "POST", "day":
                return self._turn_to(argument)
        known = "GET stats, GET truth, POST reset, POST day/N"
        return passing_json({"error": f"{method} {CONTROL}{command}: unknown; expected one of {known}"}, 404)

    def _turn_to(self, day: str) -> Answer:
        try:
            self.set_day(int(day))
        except ValueError:
            return passing_json({"error": f"expected the number of a day, got {day!r}"}, 404)
        except LookupError as error:
            return passing_json({"error": str(error)}, 404)
        return passing_json({"day": self.day, "now": self.now.isoformat()})
