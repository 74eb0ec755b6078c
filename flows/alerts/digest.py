"""A digest as HTML for mail clients, as plain text, as Markdown for chats, and as JSON for programs.

Pure: the same digest gives the same bytes. Every form escapes publisher text for itself; none holds a script, an image
that is not its own, or an address that is not a release's.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from flows.alerts.json_form import render_json
from flows.alerts.markdown import render_markdown
from flows.alerts.plain_text import render_text
from flows.alerts.records import Digest, Picture
from flows.alerts.templating import template
from flows.alerts.wording import wording

__all__ = ["render_html", "render_json", "render_markdown", "render_text"]


def within(picture: Picture) -> str:
    """Return a picture as an address that holds it: for a page that stands alone."""
    return f"data:image/png;base64,{b64encode(picture.content).decode()}"


def render_html(digest: Digest, address: Callable[[Picture], str] = within) -> str:
    """Return the digest as one HTML document that mail clients show well, on a desk and on a phone, light and dark.

    `address` says where a picture is found: mail clients show none that stands within the page.
    """
    return template("digest.html.j2").render(digest=digest, words=wording(digest.language), address=address)
