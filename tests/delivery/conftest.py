"""What the tests of deliveries share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.newsroom import Newsroom, serve
from tests.channels.mail_servers import MailServer, mail_server
from tests.channels.receivers import Receiver, receiving
from tests.delivery.desks import ENVIRONMENT
from tests.delivery.installations import NORTH, equip
from tests.flows.terminals import Commands, Terminal, commands


@pytest.fixture(scope="session")
def process() -> Iterator[Commands]:
    """The process that runs commands."""
    with commands() as process:
        yield process


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    """The newsroom on its first day."""
    with serve(day=1) as newsroom:
        yield newsroom


@pytest.fixture(scope="session")
def due(process: Commands, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that has told nobody of the first day; it is to be copied."""
    terminal = Terminal(process, tmp_path_factory.mktemp("due"), url=newsroom.url)
    equip(terminal, NORTH.format(hook="http://127.0.0.1:9/hook"))
    assert terminal.run("collect", environment=ENVIRONMENT).code == 0
    return terminal.folder


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server that takes everything, until a test tells it otherwise."""
    with mail_server() as mail:
        yield mail


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that takes everything, until a test tells it otherwise."""
    with receiving() as receiver:
        yield receiver
