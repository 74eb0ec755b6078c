"""Working folders whose settings name a mail server and secrets."""

from __future__ import annotations

from tests.flows.rooms import WATCHLIST
from tests.flows.terminals import Terminal

_REACH = """
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "Press desk <desk@press.example>"

[webhook]
secrets = ["env:HOOK_SECRET"]
"""
TOPICS = WATCHLIST.partition("[recipients.")[0]
NORTH = """
[recipients.north]
topics = ["jef", "high-north"]
send_to = ["smtp:north@press.example", "webhook:{hook}", "file:digests", "atom:feeds"]
when = "instant"
"""


def equip(terminal: Terminal, recipients: str, *, mail: int = 9) -> Terminal:
    """Write the settings of the channels and the recipients of the watch list; `mail` is the port of the server."""
    settings = (terminal.folder / "presswatch.toml").read_text("utf-8").partition("\n[smtp]")[0]
    terminal.write("presswatch.toml", settings + _REACH.format(port=mail))
    terminal.write("watchlist.toml", TOPICS + recipients)
    return terminal
