"""Power cuts: what a run says is kept is on the disk by then, names included; the steps of real runs are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.evenings import COLLECT, Evening
from tests.kills.forcing import unforced
from tests.kills.killing import traced
from tests.kills.syscalls import known_machine


@pytest.mark.parametrize("command", [COLLECT, ("backup",)], ids=" ".join)
def test_a_power_cut_takes_nothing_of_a_run_that_has_ended(
    evening: Evening, command: tuple[str, ...], tmp_path: Path
) -> None:
    if not known_machine():
        pytest.skip("runs can be watched on Linux alone, on x86_64 and aarch64")
    steps = traced(evening.installation(evening.before, tmp_path.resolve() / "desk"), command)
    assert len(steps) > 40
    assert unforced(steps) == []
