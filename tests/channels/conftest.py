from __future__ import annotations

import socket

import pytest

from flows.alerts.records import Digest
from tests.alerts.samples import digest, sample_dues
from tests.channels.certificates import Certificates, make_certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def morning() -> Digest:
    """A morning's digest of the northern desk."""
    return digest(*sample_dues())


@pytest.fixture
def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
