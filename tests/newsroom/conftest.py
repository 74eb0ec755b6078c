"""A newsroom that is served, and a client that asks it over one connection."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

import pytest

from deploy.newsroom import Newsroom, serve
from deploy.newsroom.content import Content, load_content

MAIN_PIECE = "/government/news/uk-and-jef-partners-to-step-up-patrols-in-the-high-north"
WITHDRAWN = "/government/news/reservists-swap-the-office-for-the-estonian-winter"
DELETED = "/government/news/seagrass-to-return-to-40-miles-of-english-coast"
MOVED = "/government/news/finland-deal-to-bring-icebreaker-work-to-merseyside-and-the-tyne"
MOVED_TO = "/government/news/uk-and-finland-sign-icebreaker-agreement"
RETITLED = "/government/news/hms-tamarisk-sails-home-from-the-baltic"
CORRECTED = "/government/news/smaller-ports-to-plug-ships-into-the-grid"
WELSH = "/government/news/welsh-villages-to-share-48-million-for-community-energy.cy"
CASE_STUDY = "/government/case-studies/orkney-knitwear-firm-finds-customers-in-japan"
SPEECH = "/government/speeches/security-in-cold-waters-foreign-secretarys-speech-in-aberdeen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Client:
    """One connection that stays open."""

    def __init__(self, url: str) -> None:
        self.connection = HTTPConnection(url.removeprefix("http://"), timeout=10)

    def get(self, path: str, method: str = "GET", **headers: str) -> Response:
        """Ask for a path; underscores in names of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, headers=named)
        answer = self.connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Response(status=answer.status, headers=found, body=answer.read())

    def post(self, path: str) -> Response:
        """Post nothing to a path."""
        return self.get(path, "POST")


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with serve() as served:
        yield served


@pytest.fixture
def client(newsroom: Newsroom) -> Iterator[Client]:
    one = Client(newsroom.url)
    yield one
    one.connection.close()
