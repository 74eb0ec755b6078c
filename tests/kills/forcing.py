"""What a power cut could take of a run: changes that it never forced to the disk, and names given before their content.

The kernel writes in its own order what nobody forces. A file is on the disk when it was forced after it was last
changed; its name, and the one that is taken away by another, when its folder was. Nothing is cut here: steps are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from tests.kills.syscalls import FORCES
from tests.kills.tracing import Step

# Made anew where it is missing, or of no weight: the search index, marks, locks, signs of life.
_LIGHT = re.compile(r"(^|/)(search(/|$)|\.analyst-behind-|heartbeat$|[\w.-]*\.lock$)")
_MAKES = ("mkdir", "open", "link")
_TAKES = ("unlink", "rmdir")


def unforced(steps: Sequence[Step]) -> list[str]:
    """Return what a power cut at the end of these steps could take, or at a moment in between could leave half."""
    seen = _Seen()
    for step in steps:
        seen.take(step)
    lost = [f"{path}: its content is not forced" for path in sorted(seen.content)]
    return [*seen.found, *lost, *(f"{path}: its name is not forced" for path in sorted(seen.names))]


class _Seen:
    """What is changed and not forced, as the steps go by."""

    def __init__(self) -> None:
        self.content: set[str] = set()
        self.names: set[str] = set()
        self.found: list[str] = []

    def take(self, step: Step) -> None:
        """Take one step."""
        if step.call in FORCES:
            self.content.discard(step.path)
            self.names = {one for one in self.names if str(PurePath(one).parent) != step.path}
        elif step.call.startswith("rename"):
            self.renamed(step)
        elif step.call.startswith(_TAKES):
            self.content.discard(step.path)
            self.names.discard(step.path)
        elif not _LIGHT.search(step.path):
            made = step.fresh and step.call.startswith(_MAKES)
            (self.names if made else self.content).add(step.path)

    def renamed(self, step: Step) -> None:
        """A file or folder gets another name, and with it everybody's eyes."""
        inside = {one for one in self.content | self.names if PurePath(one).is_relative_to(step.former)}
        half = sorted(one for one in inside if one in self.content or one != step.former)
        self.found += [f"{step.path}: gets its name before {one} is forced" for one in half]
        self.content -= inside
        self.names -= inside
        if not _LIGHT.search(step.path):
            self.names.add(step.path)
