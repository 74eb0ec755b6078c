"""HTML pages to drafts of releases, by the layouts that a source declares; strict: one match or a problem.

Does not read the structured twin of a page, and does not read the text of the body.
"""

from __future__ import annotations

from parsers.assembly import Draft, check_type
from parsers.documents import Document
from parsers.encodings import decode
from parsers.errors import PageError
from parsers.fields import FieldReader
from parsers.generic import read_generic
from parsers.records import Layout, Page, Source
from parsers.refusals import refusal


def read_page(source: Source, page: Page) -> Draft:
    """Return the draft of the release on an HTML page.

    Raises PageError: 'empty_page', 'challenge_page', 'suspended_page', 'too_deep', 'unknown_layout', 'cut_page',
    'other_type', 'unclosed_body', 'no_…' or 'two_…' of a field.
    """
    decoded = decode(page.content, page.content_type)
    if not decoded.text.strip():
        raise PageError("empty_page", f"{page.url}: expected HTML, got an empty answer")
    layouts = [layout for layout in source.layouts if layout.kind == "html"]
    generic = next((one for one in source.layouts if one.kind == "generic"), None)
    if not layouts and generic:
        return read_generic(source, generic, page, decoded)
    document = Document(decoded.text, layouts, url=page.url)
    layout = next((one for one in layouts if document.has(one.sign)), None)
    if layout is None and generic and not refusal(decoded.text):
        return read_generic(source, generic, page, decoded)
    if layout is None:
        raise _stranger(source, page, document, layouts, decoded.text)
    if f"</{layout.root}" not in decoded.text.lower():
        raise PageError("cut_page", f"{page.url}: expected a whole page, got one without </{layout.root}>")
    return FieldReader(source, layout, document, page.url, decoded.remarks).draft()


def _stranger(source: Source, page: Page, document: Document, layouts: list[Layout], text: str) -> PageError:
    """Return what to say of a page that no layout fits."""
    if found := refusal(text):
        return PageError(found[0], f"{page.url}: expected a page, got {found[1]}")
    for layout in layouts:
        kind = FieldReader(source, layout, document, page.url).document_type()
        if kind:
            check_type(source, page.url, kind)
    names = ", ".join(layout.name for layout in layouts)
    return PageError(
        "unknown_layout", f"{page.url}: none of the layouts {names} fits; expected e.g. {layouts[0].sign!r}"
    )
