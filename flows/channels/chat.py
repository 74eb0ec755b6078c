"""Digests to chats through Apprise: Slack, Teams, Matrix, ntfy and whatever else it knows, one short message each.

Apprise only says whether it worked. Why it did not is overheard from its log, where its errors pass by; its own lines
are kept from the program's log, since they may hold tokens.
"""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final

import apprise
import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError, SSLError

from flows.alerts.phrasing import SUBJECT_MOST, subject
from flows.alerts.records import Digest
from flows.channels.chat_text import MOST, calm, chat_text
from flows.channels.contract import ChannelError
from flows.errors import ChannelConfigurationError

_STATUS: Final = re.compile(r"\berror=(\d{3})\b")  # how Apprise's services log a refusal
_AGAIN: Final = frozenset((408, 425, 429))
_NEVER_ASKED: Final = (NewConnectionError, ConnectTimeoutError, SSLError, ProxyError)  # names that do not resolve too
_LEAST: Final = 80  # characters: what a text message of a telephone has beside the title
_LOGGERS: Final = ("apprise", "urllib3.connectionpool", "requests")


@dataclass(slots=True)
class _Overheard:
    """What passed through the log during one message."""

    status: int | None = None
    error: BaseException | None = None


_listening: ContextVar[_Overheard | None] = ContextVar("listening", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatChannel:
    """One room, channel or person of one chat service."""

    service: Any = field(repr=False)  # an Apprise plugin; it holds the token
    kind: str = "apprise"
    repeatable: bool = False

    def send(self, digest: Digest, *, at: datetime) -> str:
        """Post a digest and return the name of the service; raises ChannelError.

        Refused (4xx) is not tried again, a failing or busy service (5xx, 429) and one that was never reached are;
        without an answer the message may be there all the same.
        """
        del at
        shown = _format_of(self.service)
        markdown = shown != apprise.NotifyFormat.TEXT
        body = chat_text(digest, most=_room(self.service, shown), markdown=markdown)
        written = apprise.NotifyFormat.MARKDOWN if markdown else apprise.NotifyFormat.TEXT
        with _overhearing() as overheard:
            post = apprise.Apprise(asset=self.service.asset)
            post.add(self.service)
            done = post.notify(title=calm(subject(digest)), body=body, body_format=written)
        if not done:
            raise _failure(str(self.service.service_name), overheard)
        return f"posted to {self.service.service_name}"


def open_service(url: str, *, seconds: float) -> Any:
    """Return Apprise's service for an address, set to follow no redirects, try once and verify certificates.

    Raises ChannelConfigurationError, which does not show the address.
    """
    _load_services()
    with _overhearing():
        service: Any = apprise.Apprise.instantiate(url, asset=_asset())
    if not service:
        raise ChannelConfigurationError(
            "Apprise does not understand the address (not shown, it may hold a token); "
            "compare it with the service's page on https://appriseit.com"
        )
    service.retry, service.redirects = 0, False
    service.socket_connect_timeout = service.socket_read_timeout = seconds
    if not service.verify_certificate:
        raise ChannelConfigurationError("the address says verify=no; certificates are always verified, take it out")
    if len(service) > 1:
        raise ChannelConfigurationError(
            f"the address names {len(service)} targets, and where one fails the others would get everything twice; "
            "give each target an address of its own"
        )
    return service


def _format_of(service: Any) -> apprise.NotifyFormat:
    """Return what a service shows, Markdown where it may be; before Apprise 2 each has one format."""
    resolve = getattr(service, "resolve_format", None)
    shown = resolve(apprise.NotifyFormat.MARKDOWN) if resolve else service.notify_format
    return apprise.NotifyFormat(shown)


def _room(service: Any, shown: apprise.NotifyFormat) -> int:
    """Return how long a message may be, in characters; the title may count, and Markdown grows when it becomes HTML."""
    most = int(service.body_maxlen) // (2 if shown == apprise.NotifyFormat.HTML else 1)
    return min(MOST, max(_LEAST, most - SUBJECT_MOST))


@cache
def _load_services() -> None:
    """Load Apprise's services now, and without the warnings of old modules that some of them still look for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        apprise.Apprise.instantiate("json://localhost")


class _Asset(apprise.AppriseAsset):
    """How Apprise behaves here; class attributes, because not every release of it takes all of them as arguments."""

    app_id = "presswatch"
    app_desc = "presswatch"
    app_url = ""
    image_url_mask = ""
    image_url_logo = ""
    async_mode = False
    http_redirects = False
    interpret_escapes = False


@cache
def _asset() -> apprise.AppriseAsset:
    return _Asset(storage_mode="memory")


class _Ear(logging.Filter):
    """Notes what Apprise's services log while they handle an error, and keeps their lines out of every log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let through what is not ours."""
        overheard = _listening.get()
        if overheard is None:
            return True
        status = _STATUS.search(record.getMessage())
        overheard.status = int(status[1]) if status else overheard.status
        overheard.error = sys.exc_info()[1] or overheard.error  # services log inside their `except`
        return False


@cache
def _ear() -> None:
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_Ear())


@contextmanager
def _overhearing() -> Iterator[_Overheard]:
    _ear()
    overheard = _Overheard()
    token = _listening.set(overheard)
    try:
        with _speaking():
            yield overheard
    finally:
        _listening.reset(token)


@contextmanager
def _speaking() -> Iterator[None]:
    """Have Apprise's loggers speak, though somebody's logging configuration silenced them: we decide by their words."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(one, one.disabled, one.level) for one in loggers]
    for one in loggers:
        one.disabled = False
        one.setLevel(logging.INFO)
    try:
        yield
    finally:
        for one, disabled, level in before:
            one.disabled = disabled
            one.setLevel(level)


def _failure(name: str, overheard: _Overheard) -> ChannelError:
    status = overheard.status
    if status and not overheard.error:
        again = status >= 500 or status in _AGAIN
        hint = "it will be tried again" if again else "check the address and its token"
        return ChannelError(f"{name} answered {status}; {hint}", again=again)
    if _never_asked(overheard.error):
        return ChannelError(f"{name} could not be reached; it will be tried again")
    return ChannelError(
        f"{name} did not answer, so the message may be there; look before it is sent again", ambiguous=True
    )


def _never_asked(error: BaseException | None) -> bool:
    """Tell whether a request surely never arrived."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    cause = error.args[0] if isinstance(error, requests.RequestException) and error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, _NEVER_ASKED)
