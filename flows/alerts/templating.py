"""The HTML templates of this folder, with publisher text escaped wherever one does not say otherwise."""

from __future__ import annotations

from functools import cache

import jinja2

from flows.alerts import phrasing
from flows.alerts.marks import cut
from flows.alerts.voices import echoed, voice_label
from flows.alerts.wording import counted, direction


def template(name: str) -> jinja2.Template:
    """Return a template of the folder `templates`, read once."""
    return _environment().get_template(name)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("flows.alerts"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        say=phrasing, counted=counted, direction=direction, cut=cut, voice_label=voice_label, echoed=echoed
    )
    return environment
