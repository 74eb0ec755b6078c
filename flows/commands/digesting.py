"""`digest`: what a topic's releases come to, written to standard output; nobody is alerted and nothing is noted."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from flows.alerts.digest import render_html, render_json, render_markdown, render_text
from flows.alerts.grouping import compose
from flows.alerts.records import Digest
from flows.alerts.terminal import DigestView
from flows.commands.desk import SinceOption, WatchlistOption, aside, in_utc, now, screen
from flows.commands.work import topic_of, world
from flows.commands.zones import ZoneOption
from flows.errors import SettingsError
from flows.gallery import WEEK, Gallery, span_of
from warehouse.database import reading
from warehouse.outbox import on_topics


class Form(StrEnum):
    """How a digest is written."""

    terminal = "terminal"
    html = "html"
    text = "text"
    md = "md"
    json = "json"


_RENDERERS = {Form.html: render_html, Form.text: render_text, Form.md: render_markdown, Form.json: render_json}


def digest(
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="Only this topic; may be given again.", show_default=False)
    ] = None,
    since: SinceOption = None,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.terminal,
    most: Annotated[int, typer.Option("--limit", min=1, help="Releases told in full.")] = 50,
    zone: ZoneOption = "Europe/London",
    pictures: Annotated[
        bool | None,
        typer.Option(
            "--pictures/--no-pictures",
            help="Pictures in HTML; left out: if the digest covers a week or more.",
            show_default=False,
        ),
    ] = None,
    watchlist: WatchlistOption = None,
) -> None:
    """Summarise the releases of a topic, or of every watched one, as a digest on standard output."""
    here, moment = world(watchlist), now()
    topics = [topic_of(here, name).topic for name in topic or ()] or [one.topic for one in here.watchlist.topics]
    begin, gallery = in_utc(since), Gallery(_refuse if pictures else _remark)
    wanted = _wants_pictures(pictures, form, begin, moment)
    span = span_of(topics, since=begin, until=moment, zone=zone) if wanted else None
    with reading(here.settings.snapshot) as connection:
        found = on_topics(connection, topics, since=begin)
        gallery.count(connection, [span] if span else [])
    composed = compose(
        found, recipient="you", digest_id=f"by hand {moment:%Y-%m-%d}", made_at=moment, zone=zone, max_items=most
    )
    _write(replace(composed, pictures=gallery.pictures(span, composed.language) if span else ()), form)


def _wants_pictures(asked: bool | None, form: Form, begin: datetime | None, moment: datetime) -> bool:
    """Tell whether a digest has pictures: as was asked, else where it is of a week or more."""
    if form is not Form.html:
        if asked:
            raise typer.BadParameter("only HTML shows pictures: add --format html", param_hint="--pictures")
        return False
    return (begin is None or moment - begin >= WEEK) if asked is None else asked


def _remark(complaint: str) -> None:
    aside().print(complaint, markup=False)


def _refuse(complaint: str) -> None:
    """Pictures that were asked for are not left out in silence."""
    raise SettingsError(f"{complaint}; or leave out --pictures")


def _write(composed: Digest, form: Form) -> None:
    if form is Form.terminal:
        screen().print(DigestView(composed))
    else:
        sys.stdout.write(_RENDERERS[form](composed).rstrip("\n") + "\n")
