"""A digest as HTML for mail clients, as plain text, as Markdown for chats, and as JSON for programs.

Pure: the same digest gives the same bytes. Every form escapes publisher text for itself; none holds an image, a script
or an address that is not a release's.
"""

from __future__ import annotations

from flows.alerts.json_form import render_json
from flows.alerts.markdown import render_markdown
from flows.alerts.plain_text import render_text
from flows.alerts.records import Digest
from flows.alerts.templating import template
from flows.alerts.wording import wording

__all__ = ["render_html", "render_json", "render_markdown", "render_text"]


def render_html(digest: Digest) -> str:
    """Return the digest as one HTML document that mail clients show well, on a desk and on a phone, light and dark."""
    return template("digest.html.j2").render(digest=digest, words=wording(digest.language))
