"""The particulars of a release on its page: heading, who published it and when, notices, history.

Does not render the text itself, nor what surrounds the release.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from deploy.newsroom.content_api import SPEECH_EXPLANATION
from deploy.newsroom.markup import to_html
from deploy.newsroom.records import Named, Release, Translation
from deploy.newsroom.wording import WORDINGS, schema_of, sentence, type_name, written_date

Row = tuple[str, str]  # a term and its definition, as HTML
_WITH_NO_UPDATE: Final = '<div class="gem-c-published-dates" lang="en">'
_WITH_HISTORY: Final = (
    '<div class="gem-c-published-dates gem-c-published-dates--history" id="full-publication-update-history"'
    ' data-module="gem-toggle" lang="en">'
)


def heading(release: Release) -> str:
    """Return the type in words, the title, the other languages and the standfirst."""
    return f"""<div class="govuk-grid-row gem-print-columns-none">
  <div class="govuk-grid-column-two-thirds">
    <div class="gem-c-heading govuk-!-margin-bottom-8">
      <span class="govuk-caption-xl gem-c-heading__context">{escape(_context(release))}</span>
      <h1 class="gem-c-heading__text govuk-heading-xl">
        {escape(release.title, quote=False)}
      </h1>
    </div>
  </div>
  {_translations(release)}
</div>
<div class="govuk-grid-row gem-print-columns-none">
  <div class="govuk-grid-column-two-thirds">
    <p class="gem-c-lead-paragraph govuk-!-margin-bottom-8">
      {escape(release.summary, quote=False)}
    </p>
  </div>
</div>"""


def _context(release: Release) -> str:
    if release.field_of_operation:
        return f"Operations in {release.field_of_operation.title}"
    return type_name(release.document_type, release.locale)


def _translations(release: Release) -> str:
    if not release.translations:
        return ""
    rows = "\n".join(f"      {_translation(one, release.locale)}" for one in release.translations)
    return f"""<div class="govuk-grid-column-one-third">
    <nav class="gem-c-translation-nav govuk-!-display-none-print" aria-label="Translations">
      <ul class="gem-c-translation-nav__list">
{rows}
      </ul>
    </nav>
  </div>"""


def _translation(one: Translation, shown: str) -> str:
    name = WORDINGS[one.locale].language
    inner = f'<span lang="{one.locale}">{name}</span>'
    if one.locale != shown:
        attributes = f'hreflang="{one.locale}" lang="{one.locale}" rel="alternate"'
        inner = f'<a {attributes} class="govuk-link gem-c-translation-nav__link" href="{escape(one.path)}">{name}</a>'
    return f'<li class="gem-c-translation-nav__list-item">{inner}</li>'


def publication(release: Release) -> str:
    """Return who published the release, when, and when it was last updated."""
    words = WORDINGS[release.locale]
    rows = [
        (words.sender, _senders(release)),
        (words.published, written_date(release.published, release.locale)),
    ]
    if release.was_updated:
        link = '<a href="#full-publication-update-history" class="gem-c-metadata__definition-link">'
        updated = written_date(release.updated, release.locale)
        rows.append((words.updated, f"{updated}\n      &#8212; {link}{words.see_all}</a>"))
    return f"""<div class="govuk-grid-row">
  <div class="metadata-wrapper gem-print-columns-none">
    <div class="govuk-grid-column-two-thirds metadata-column">
{_metadata(rows)}
    </div>
  </div>
</div>"""


def _senders(release: Release) -> str:
    return sentence([_link(one) for one in (*release.organisations, *release.people)], release.locale)


def _link(one: Named, style: str = "govuk-link") -> str:
    return f"<a href='{escape(one.path)}' class='{style}'>{escape(one.title)}</a>"


def _metadata(rows: Sequence[Row], style: str = "") -> str:
    terms = "\n".join(
        f'    <dt class="gem-c-metadata__term">{term}:</dt>\n'
        f'    <dd class="gem-c-metadata__definition">\n      {definition}\n    </dd>'
        for term, definition in rows
    )
    return f"""<div class="gem-c-metadata{style}" data-module="metadata">
  <dl class="gem-c-metadata__list">
{terms}
  </dl>
</div>"""


def occasion(release: Release) -> str:
    """Return where and when a speech was given, or where somebody fell; empty for other releases."""
    rows: list[Row] = []
    if release.speech:
        day = release.speech.delivered
        delivered = f'<time datetime="{day.isoformat()}">{written_date(day)}</time> ({SPEECH_EXPLANATION})'
        rows += [("Location", escape(release.speech.location)), ("Delivered on", delivered)]
    if release.field_of_operation:
        rows.append(("Field of operation", _link(release.field_of_operation, "govuk-link govuk-link--inverse")))
    if not rows:
        return ""
    return f"""<div class="important-metadata inverse-background responsive-bottom-margin">
{_metadata(rows, " gem-c-metadata--inverse gem-c-metadata--inverse-padded")}
</div>"""


def notice(release: Release) -> str:
    """Return the notice of a withdrawn release; empty for other releases."""
    withdrawal = release.withdrawal
    if not withdrawal:
        return ""
    kind = schema_of(release.document_type).replace("_", " ")
    at = f'<time datetime="{withdrawal.at.isoformat()}">{written_date(withdrawal.at)}</time>'
    return f"""<section class="gem-c-notice govuk-notification-banner" aria-label="Notice" lang="en" role="region">
  <div class="govuk-notification-banner__content">
    <h2 class="gem-c-notice__title govuk-notification-banner__heading">This {kind} was withdrawn on {at}</h2>
    <div class="gem-c-govspeak" data-module="govspeak">
{to_html(withdrawal.explanation)}
    </div>
  </div>
</section>"""


def published_dates(release: Release) -> str:
    """Return the dates below the text, with the history of a release that was updated."""
    words = WORDINGS[release.locale]
    published = words.published_on.format(written_date(release.published, release.locale))
    if not release.was_updated:
        return f"{_WITH_NO_UPDATE}\n  <div>{published}</div>\n</div>"
    updated = words.updated_on.format(written_date(release.updated, release.locale))
    return f"""{_WITH_HISTORY}
  <h2 class="govuk-visually-hidden">Updates to this page</h2>
  <div>{published}</div>
  {updated}
  <a href="#full-history" class="gem-c-published-dates__toggle govuk-link">Show all updates</a>
  <div class="gem-c-published-dates__change-history js-hidden" id="full-history">
    <ol class="gem-c-published-dates__list">
{_history(release)}
    </ol>
  </div>
</div>"""


def _history(release: Release) -> str:
    return "\n".join(
        f"""      <li class="gem-c-published-dates__change-item">
        <time class="gem-c-published-dates__change-date timestamp" datetime="{line.at.isoformat()}">\
{written_date(line.at, release.locale)}</time>
        <p class="gem-c-published-dates__change-note">{escape(line.note)}</p>
      </li>"""
        for line in release.history
    )
