"""`health`: of a source that is watched no more nothing is to be done, and nothing is said."""

from __future__ import annotations

from pathlib import Path

from tests.flows.terminals import SETTINGS, Commands, Terminal

BROKEN = '\n[sources."any/feed"]\nactive = true\nfeeds = ["http://127.0.0.1:9/feed.xml"]\n'


def test_a_source_that_was_switched_off_keeps_nobody_awake(process: Commands, tmp_path: Path) -> None:
    desk = Terminal(process, tmp_path)
    desk.write("presswatch.toml", SETTINGS.format(url=desk.url) + BROKEN)
    desk.run("collect", "--source", "any/feed")
    assert desk.run("health").code == 1
    desk.write("presswatch.toml", SETTINGS.format(url=desk.url) + BROKEN.replace("true", "false"))
    desk.run("collect", "--source", "any/feed")
    said = desk.run("health")
    assert (said.code, said.err) == (0, "")
    assert "1 not watched any more" in said.out
    assert "No open problems." in said.out
    assert "robots_unreachable" in desk.run("health", "--source", "any/feed").out
