"""Answers to requests, ready to be sent: whole, packed, or as 'not modified'.

Does not know paths or sockets. Validators are true: an ETag changes with the bytes it stands for and with nothing
else, and Last-Modified is when they last changed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

HTML: Final = "text/html; charset=utf-8"
ATOM: Final = "application/atom+xml; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"

_SMALLEST_PACKED: Final = 500  # bytes; below, the packing is longer than what it saves

Header = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer in every form in which it can be asked for."""

    status: int
    headers: tuple[Header, ...]  # without those that depend on the request
    body: bytes
    packed: bytes | None = None  # gzip; None where it is not worth it
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is sent of an answer to one request."""

    status: int
    headers: tuple[Header, ...]
    body: bytes


def lasting(text: str, content_type: str, modified: datetime) -> Answer:
    """Return an answer of status 200 that a client may keep, last modified at `modified`."""
    body = text.encode()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'  # weak: the packed form has other bytes and the same tag
    last_modified = format_datetime(modified.replace(microsecond=0), usegmt=True)
    kept = (("ETag", etag), ("Last-Modified", last_modified), ("Cache-Control", "max-age=0, public"))
    return Answer(
        status=200,
        headers=(("Content-Type", content_type), ("Vary", "Accept-Encoding"), *kept),
        body=body,
        packed=gzip.compress(body, 6, mtime=0) if len(body) >= _SMALLEST_PACKED else None,
        etag=etag,
        last_modified=last_modified,
    )


def passing(status: int, text: str, content_type: str, *headers: Header) -> Answer:
    """Return an answer that nobody keeps: an error, a redirect, or something that changes all the time."""
    return Answer(
        status=status,
        headers=(("Content-Type", content_type), ("Cache-Control", "no-store"), *headers),
        body=text.encode(),
    )


def passing_json(value: object, status: int = 200) -> Answer:
    """Return a value as JSON that nobody keeps."""
    return passing(status, json.dumps(value, ensure_ascii=False, indent=1) + "\n", JSON)


def reply_to(answer: Answer, asked: Mapping[str, str]) -> Reply:
    """Return what to send of an answer to a request with the headers `asked`, whose names are in lower case."""
    if answer.status == 200 and _is_known(answer, asked):
        kept = tuple((name, value) for name, value in answer.headers if name != "Content-Type")
        return Reply(status=304, headers=kept, body=b"")
    if answer.packed is not None and _takes_gzip(asked.get("accept-encoding", "")):
        headers = (*answer.headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(answer.packed))))
        return Reply(status=answer.status, headers=headers, body=answer.packed)
    headers = (*answer.headers, ("Content-Length", str(len(answer.body))))
    return Reply(status=answer.status, headers=headers, body=answer.body)


def _is_known(answer: Answer, asked: Mapping[str, str]) -> bool:
    """Whether the client's copy is the present one; an ETag, where one is sent, decides alone (RFC 9110, 13.2.2)."""
    tags = asked.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return bool(answer.etag) and ("*" in known or answer.etag.removeprefix("W/") in known)
    # Exactly, because the newsroom's days can be turned back: an older page is no copy of a newer one.
    return bool(answer.last_modified) and asked.get("if-modified-since") == answer.last_modified


def _takes_gzip(accepted: str) -> bool:
    codings = dict(_coding(part) for part in accepted.split(","))
    return codings.get("gzip", codings.get("*", False))


def _coding(part: str) -> tuple[str, bool]:
    name, _, weight = part.partition(";")
    return name.strip().lower(), weight.strip() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
