from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from flows.alerts.records import Digest
from flows.channels.chat_text import chat_text
from flows.channels.contract import Channel, ChannelError
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions
from flows.errors import ChannelConfigurationError
from tests.alerts.samples import NOW, digest, due, many_dues, text
from tests.channels.receivers import receiving

HIDDEN = "HeronOverTheOldSkerryYes"
SLACK = f"slack://T1JJ3T3L2/A1BRTD4JD/{HIDDEN}"


def channel(url: str, *, seconds: float = 5) -> Channel:
    """Open the channel of an Apprise address that stands in the environment."""
    options = ChannelOptions(data_dir=Path(), environment={"DESK_CHAT": url}, seconds=seconds)
    return open_channel("apprise:env:DESK_CHAT", recipient="northern-desk", options=options)


def failure(url: str, told: Digest, *, seconds: float = 5) -> ChannelError:
    """Return why a digest could not be posted."""
    with pytest.raises(ChannelError) as raised:
        channel(url, seconds=seconds).send(told, at=NOW)
    assert HIDDEN not in str(raised.value)
    return raised.value


def sent(told: Digest, **options: str) -> Mapping[str, str]:
    """Return what a receiver gets of a digest; `options` are those of Apprise's addresses."""
    query = "&".join(f"{name}={value}" for name, value in {"format": "text", **options}.items())
    with receiving() as receiver:
        channel(f"json://127.0.0.1:{receiver.port}/{HIDDEN}?{query}").send(told, at=NOW)
    got: Mapping[str, str] = json.loads(receiver.only.body)
    return got


def test_a_digest_is_posted_in_one_short_message(morning: Digest) -> None:
    got = sent(morning)
    assert got["title"].startswith("JEF ×")
    assert "Minister opens JEF coastal exercise in Skarvik" in got["message"]
    assert "https://www.vestmark.example/news/grey-heron" in got["message"]
    assert len(got["message"]) <= 3000


def test_a_service_that_reads_markdown_gets_links(morning: Digest) -> None:
    got = sent(morning, format="markdown")
    assert "](https://www.vestmark.example/news/grey-heron)" in got["message"]


def test_what_does_not_fit_is_counted() -> None:
    """Of 80 releases 50 are in the digest, and a message has room for some of these."""
    told = digest(*many_dues(80))
    message = chat_text(told, most=1500, markdown=False)
    shown = message.count("\n- ")
    assert len(message) <= 1500
    assert 3 < shown < 20
    assert f"and {80 - shown} more releases" in message


@pytest.mark.parametrize("most", [40, 120, 300, 1000, 3000, 100_000])
@pytest.mark.parametrize("markdown", [True, False])
def test_no_message_is_longer_than_the_service_takes(most: int, markdown: bool) -> None:
    assert len(chat_text(digest(*many_dues(30)), most=most, markdown=markdown)) <= most


def test_a_title_calls_nobody() -> None:
    told = digest(due("trap", text("JEF: <!channel> @everyone [click](https://evil.example)")))
    plain, markdown = (chat_text(told, markdown=one) for one in (False, True))
    assert "<" not in plain
    assert "@everyone" not in plain + markdown
    assert "](https://evil.example)" not in markdown
    title = sent(told)["title"]
    assert "@everyone" not in title
    assert "<" not in title


def test_a_failing_service_is_tried_again(morning: Digest) -> None:
    with receiving(503) as receiver:
        error = failure(f"json://127.0.0.1:{receiver.port}/{HIDDEN}", morning)
    assert (error.again, error.ambiguous) == (True, False)
    assert "503" in str(error)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_service_that_refuses_is_not_tried_again(status: int, morning: Digest) -> None:
    with receiving(status) as receiver:
        error = failure(f"json://127.0.0.1:{receiver.port}/{HIDDEN}", morning)
    assert (error.again, error.ambiguous) == (False, False)
    assert "check the address and its token" in str(error)


def test_a_service_that_asks_for_patience_is_tried_again(morning: Digest) -> None:
    with receiving(429) as receiver:
        assert failure(f"json://127.0.0.1:{receiver.port}/{HIDDEN}", morning).again


def test_a_service_that_cannot_be_reached_is_tried_again(closed_port: int, morning: Digest) -> None:
    error = failure(f"json://127.0.0.1:{closed_port}/{HIDDEN}", morning)
    assert (error.again, error.ambiguous) == (True, False)


def test_a_name_that_does_not_resolve_is_tried_again(morning: Digest) -> None:
    error = failure(f"json://chat.invalid/{HIDDEN}", morning)
    assert (error.again, error.ambiguous) == (True, False)


def test_silence_after_the_message_is_ambiguous(morning: Digest) -> None:
    begun = time.monotonic()
    with receiving(None) as receiver:
        error = failure(f"json://127.0.0.1:{receiver.port}/{HIDDEN}", morning, seconds=0.3)
        waited = time.monotonic() - begun
        assert len(receiver.posted) == 1
    assert (error.again, error.ambiguous) == (False, True)
    assert waited < 4


@pytest.mark.parametrize("wish", ["", "?redirect=yes"])
def test_a_redirect_is_not_followed(wish: str, morning: Digest) -> None:
    with receiving() as elsewhere, receiving(302, {"Location": f"{elsewhere.base}/stolen"}) as receiver:
        assert not failure(f"json://127.0.0.1:{receiver.port}/{HIDDEN}{wish}", morning).again
        assert elsewhere.posted == []


def test_a_failing_service_is_asked_once_whatever_the_address_wishes(morning: Digest) -> None:
    with receiving(500) as receiver:
        failure(f"json://127.0.0.1:{receiver.port}/{HIDDEN}?retry=3", morning)
    assert len(receiver.posted) == 1


@pytest.mark.parametrize("status", [200, 500])
def test_no_log_holds_the_token(status: int, morning: Digest, caplog: pytest.LogCaptureFixture) -> None:
    """Libraries log addresses and headers where somebody looks for a mistake."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("program").debug("the log is read")
    with receiving(status) as receiver:
        to = channel(f"json://desk:{HIDDEN}@127.0.0.1:{receiver.port}/{HIDDEN}")
        if status == 200:
            to.send(morning, at=NOW)
        else:
            with pytest.raises(ChannelError):
                to.send(morning, at=NOW)
    assert "the log is read" in caplog.text
    assert HIDDEN not in caplog.text


def test_a_service_is_understood_where_logging_is_silenced(morning: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Apprise logs decides whether a message is sent again; a logging configuration must not."""
    silenced = logging.getLogger("apprise")
    monkeypatch.setattr(silenced, "disabled", True)
    monkeypatch.setattr(silenced, "level", logging.CRITICAL)
    error = failure(f"json://chat.invalid/{HIDDEN}", morning)
    assert (error.again, error.ambiguous) == (True, False)
    assert (silenced.disabled, silenced.level) == (True, logging.CRITICAL)


def test_apprise_still_logs_for_others(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect sends its own notifications through the same library."""
    monkeypatch.setattr(logging.getLogger("apprise"), "disabled", False)  # other tools in this process silence it
    channel(SLACK)
    logging.getLogger("apprise").warning("somebody else's message")
    assert "somebody else's message" in caplog.text


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"nosuchservice://{HIDDEN}", "does not understand the address"),
        (f"tgram://{HIDDEN}/", "does not understand the address"),
        (f"json://vestmark.example/{HIDDEN}?verify=no", "certificates are always verified"),
        (f"{SLACK}/#desk/#harbour", "names 2 targets"),
    ],
)
def test_an_address_that_will_not_do_is_told_without_showing_it(url: str, said: str) -> None:
    with pytest.raises(ChannelConfigurationError, match=r"recipients\.northern-desk\.send_to, apprise: ") as raised:
        channel(url)
    assert said in str(raised.value)
    assert HIDDEN not in str(raised.value)


def test_an_address_written_into_the_watch_list_is_refused_with_advice() -> None:
    options = ChannelOptions(data_dir=Path())
    with pytest.raises(ChannelConfigurationError, match="apprise:env:NAME") as raised:
        open_channel(f"apprise:{SLACK}", recipient="northern-desk", options=options)
    assert HIDDEN not in str(raised.value)


def test_the_address_may_stand_in_a_prefect_block() -> None:
    options = ChannelOptions(data_dir=Path(), block={"desk-chat": SLACK}.__getitem__)
    assert open_channel("apprise:block:desk-chat", recipient="northern-desk", options=options).kind == "apprise"
    with pytest.raises(ChannelConfigurationError, match="block 'harbour-chat' is missing"):
        open_channel("apprise:block:harbour-chat", recipient="harbour", options=options)
    with pytest.raises(ChannelConfigurationError, match="PREFECT_API_URL"):
        open_channel("apprise:block:desk-chat", recipient="harbour", options=replace(options, block=None))
