"""The analysts' copy names no recipient's address and holds no secret, whatever the other side answers."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import pytest

from deploy.newsroom import Newsroom
from flows.channels.options import WebhookOptions
from flows.deliver import Errand, deliver
from flows.outlets import channels_of
from tests.channels.mail_servers import Behaviour, mail_server
from tests.channels.receivers import receiving
from tests.delivery.desks import Desk
from tests.delivery.installations import TOPICS
from tests.warehouse.builders import everything
from warehouse.database import reading

REFUSED, TAKEN = "inger.tern@press.example", "grey.heron@press.example"
LONG = f"{'sandpiper-' * 6}@{'skerry.' * 14}example"  # longer than half of what is kept of an answer
BEHIND = "private.box@home.example"  # where the mail server forwards to; the settings do not know it
TOKEN, HOOK_SECRET = "T0ken-that-opens-the-hook", "a-long-word-of-the-tests"
_ENCODED = b64encode(REFUSED.encode()).decode()
BEHAVIOUR = Behaviour(
    rcpt={
        REFUSED: f"550 no mailbox inger.tern, nor <{REFUSED.upper()}>, {quote(REFUSED)}, {_ENCODED}; try {BEHIND}",
        LONG: f"450 the box is full {'for now ' * 6}<{LONG}>",
    },
    data=f"250 queued for <{TAKEN}> and {BEHIND}",
)
SENT_TO = {
    "refused": ["smtp:env:REFUSED"],
    "full": ["smtp:env:LONG"],
    "taken": [f"smtp:{TAKEN}", "file:digests", "atom:feeds"],
    "chat": ["webhook:env:HOOK", "webhook:env:CLOSED", "apprise:env:CHAT", "apprise:env:DEAF"],
}
HIDDEN = (REFUSED, "inger.tern", _ENCODED, TAKEN, "grey.heron@", "sandpiper-sandpiper", BEHIND, TOKEN, HOOK_SECRET)
PUBLIC = ("no mailbox", "the box is full", "queued for", "answered 500", "connection refused")


def _watchlist() -> str:
    head = 'topics = ["jef"]\nwhen = "instant"'
    return TOPICS + "\n\n".join(f"[recipients.{name}]\n{head}\nsend_to = {to}" for name, to in SENT_TO.items())


def _tell_everybody(desk: Desk, hook: int) -> None:
    """Deliver to everybody; nobody listens at port 9."""
    environment = {
        "REFUSED": REFUSED,
        "LONG": LONG,
        "HOOK_SECRET": HOOK_SECRET,
        "HOOK": f"http://127.0.0.1:{hook}/{TOKEN}?key={TOKEN}",
        "CLOSED": f"http://127.0.0.1:9/{TOKEN}",
        "CHAT": f"json://desk:{TOKEN}@127.0.0.1:{hook}/{TOKEN}",
        "DEAF": f"json://desk:{TOKEN}@127.0.0.1:9/",
    }
    channels = channels_of(desk.settings, environment)
    deliver(Errand(settings=desk.settings, watchlist=desk.watchlist, clock=desk.clock, channels=channels))


@pytest.fixture(scope="module")
def copy(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """Everything that stands in the copy after every channel failed or spoke, as text, and its bytes."""
    desk = Desk(newsroom, tmp_path_factory.mktemp("discreet"))
    desk.watches(_watchlist())
    desk.changed["webhook"] = WebhookOptions(secrets=("env:HOOK_SECRET",))
    desk.collect()
    with mail_server(BEHAVIOUR) as mail, receiving(500) as receiver:
        desk.reach(mail)
        _tell_everybody(desk, receiver.port)
    with reading(desk.settings.snapshot) as connection:
        kept = {name: rows for name, rows in everything(connection).items() if name != "revisions"}
    return repr(kept), desk.settings.snapshot.read_bytes()


def test_the_answers_of_every_channel_are_in_the_copy(copy: tuple[str, bytes]) -> None:
    """Without this the next test would hold of an empty ledger."""
    assert [words for words in PUBLIC if words not in copy[0]] == []


@pytest.mark.parametrize("hidden", HIDDEN)
def test_no_address_and_no_token_is_in_the_copy(copy: tuple[str, bytes], hidden: str) -> None:
    rows, content = copy
    assert hidden.lower() not in rows.lower()
    assert hidden.lower().encode() not in content.lower()
