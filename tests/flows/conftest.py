"""What the tests of runs and commands share; each is made once, for it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.newsroom import serve
from tests.flows.evenings import Evening, third_evening
from tests.flows.terminals import Commands, Lasting, Terminal, commands, lasting


@pytest.fixture(scope="session")
def process() -> Iterator[Commands]:
    """The process that runs commands."""
    with commands() as process:
        yield process


@pytest.fixture(scope="session")
def evening(process: Commands, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """The newsroom's third day; its installations are to be copied."""
    with serve(day=1) as newsroom:
        yield third_evening(newsroom, process, tmp_path_factory.mktemp("evening"))


@pytest.fixture(scope="session")
def undisturbed(evening: Evening) -> Lasting:
    """Everything that is known on the third evening where nothing went wrong."""
    return lasting(Terminal(evening.commands, evening.after, url=evening.newsroom.url))
