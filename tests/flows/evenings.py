"""The newsroom's third day, with two installations: one that saw the first day only, and one that is up to date."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from deploy.newsroom import Newsroom
from tests.flows.terminals import Commands, Terminal

COLLECT = ("collect", "--revisit", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """Installations to be copied, never to be worked in."""

    newsroom: Newsroom
    commands: Commands
    before: Path  # told of the first day, knows nothing of the third
    after: Path  # knows the third day, has told nobody of it

    def installation(self, source: Path, folder: Path) -> Terminal:
        """Return a copy of an installation."""
        shutil.copytree(source, folder, dirs_exist_ok=True)
        return Terminal(self.commands, folder, url=self.newsroom.url)


def third_evening(newsroom: Newsroom, commands: Commands, folder: Path) -> Evening:
    """Let the days pass and make the two installations."""
    evening = Evening(newsroom=newsroom, commands=commands, before=folder / "before", after=folder / "after")
    assert Terminal(commands, evening.before, url=newsroom.url).run("run").code == 0
    newsroom.set_day(3)
    assert evening.installation(evening.before, evening.after).run(*COLLECT).code == 0
    return evening
