"""After a delivery of every kind failed, no secret is on the screen or in any file that presswatch keeps.

`test_copy_discreet` proves more of the analysts' copy: there no recipient's address is either.
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import pytest

from deploy.newsroom import Newsroom
from tests.channels.certificates import make_certificates
from tests.channels.mail_servers import USER, Behaviour, mail_server
from tests.channels.receivers import receiving
from tests.delivery.installations import TOPICS
from tests.flows.terminals import Commands, Said, Terminal

pytestmark = pytest.mark.thorough

MAIL, HOOK, CHAT, SIGNING, PING = (
    f"heron/{word}+over-the-skerry" for word in ("mail", "hook", "chat", "signing", "ping")
)
HIDDEN = {"mail": MAIL, "hook": HOOK, "chat": CHAT, "signing": SIGNING, "ping": PING}
SETTINGS = """
[smtp]
host = "127.0.0.1"
port = {port}
sender = "Press desk <desk@press.example>"
user = "{user}"
password = "env:MAIL"

[webhook]
secrets = ["env:SIGNING"]
"""
SENT_TO = {
    "mailed": "smtp:desk@press.example",
    "posted": "webhook:env:HOOK",
    "deaf": "webhook:env:CLOSED",
    "chatted": "apprise:env:CHAT",
    "away": "apprise:env:AWAY",
    "filed": "file:digests",
}
COMMANDS = (
    ("run",),
    ("deliver", "--dry-run"),
    ("recipients", "list"),
    ("recipients", "check"),
    *(("recipients", "test", name) for name in SENT_TO),
    ("alerts", "list", "--format", "json"),
    ("health",),
    ("health", "--problems", "--format", "csv"),
    ("checkup",),
    ("settings", "show"),
    ("settings", "show", "--format", "jsonl"),
    ("sql", "FROM deliveries"),
    ("verify",),
)


def environment(port: int) -> dict[str, str]:
    """Return the variables that hold the secrets; `port` is of a receiver, and at port 9 nobody listens."""
    hook, chat, ping = (quote(one, safe="") for one in (HOOK, CHAT, PING))
    return {
        "MAIL": MAIL,
        "SIGNING": SIGNING,
        "HOOK": f"http://127.0.0.1:{port}/{hook}?key={hook}",
        "CLOSED": f"http://127.0.0.1:9/{hook}",
        "CHAT": f"json://desk:{chat}@127.0.0.1:{port}/{chat}",
        "AWAY": f"json://desk:{chat}@127.0.0.1:9/{chat}",
        "PRESSWATCH_CHECKUP__PING": f"http://127.0.0.1:9/{ping}",
    }


@pytest.fixture(scope="module")
def seen(
    process: Commands, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Said], dict[str, bytes]]:
    """Everything that every command said, and every file that was there in the end."""
    folder = tmp_path_factory.mktemp("unseen")
    certificates = make_certificates(tmp_path_factory.mktemp("certificates"))
    echo = Behaviour(mail=f"550 {MAIL} is what you said")  # its own, for the login is refused before
    with mail_server(echo, starttls=certificates.server(), login=True) as mail, receiving(500) as receiver:
        terminal = Terminal(process, folder, url=newsroom.url, environment=environment(receiver.port))
        settings = (folder / "presswatch.toml").read_text("utf-8")
        head = f'ca_file = "{certificates.authority}"\n' + settings.partition("\n[smtp]")[0]
        terminal.write("presswatch.toml", head + SETTINGS.format(port=mail.port, user=USER))
        parts = (
            f'[recipients.{name}]\ntopics = ["jef"]\nsend_to = ["{to}"]\nhealth = true\nwhen = "instant"'
            for name, to in SENT_TO.items()
        )
        terminal.write("watchlist.toml", TOPICS + "\n\n".join(parts))
        said = [terminal.run(*command) for command in COMMANDS]
        said.append(terminal.run("run", environment={"CHAT": CHAT, "HOOK": HOOK}))  # addresses that are none
    files = {str(one.relative_to(folder)): one.read_bytes() for one in terminal.data.rglob("*") if one.is_file()}
    return said, files


def test_every_kind_of_delivery_failed_and_was_told_of(seen: tuple[list[Said], dict[str, bytes]]) -> None:
    """Without this the next test would hold of an idle day."""
    run = seen[0][0]
    assert run.code == 1
    for words in ("mailed: smtp", "posted: webhook", "deaf: webhook", "chatted: apprise", "away: apprise"):
        assert words in run.out
    assert any(name.endswith(".html") for name in seen[1])


@pytest.mark.parametrize("secret", HIDDEN.values(), ids=HIDDEN)
def test_no_secret_is_on_the_screen_or_in_a_file(seen: tuple[list[Said], dict[str, bytes]], secret: str) -> None:
    said, files = seen
    shown = "".join(one.out + one.err for one in said).lower()
    for form in (secret, quote(secret, safe=""), quote(secret), b64encode(secret.encode()).decode().rstrip("=")):
        assert form.lower() not in shown
        assert [name for name, content in files.items() if form.lower().encode() in content.lower()] == []
