"""A release as the HTML page that GOV.UK shows of it, in the markup of 2026.

Does not serve pages. Canonical links name https://www.gov.uk, all others are relative to the site. The markup is
that of alphagov/frontend's views for news articles, speeches, fatality notices and case studies.
"""

from __future__ import annotations

from html import escape
from typing import Final

from deploy.newsroom.content_api import image_links
from deploy.newsroom.head import head_of
from deploy.newsroom.markup import to_html
from deploy.newsroom.particulars import heading, notice, occasion, publication, published_dates
from deploy.newsroom.records import WEBSITE, Release
from deploy.newsroom.surroundings import bottom, breadcrumbs, foot, share_links, sidebar, top
from deploy.newsroom.wording import schema_of

_CREST: Final = WEBSITE + "/assets/frontend/ministry-of-defence-crest.png"
_PLACEHOLDER: Final = WEBSITE + "/assets/frontend/placeholder.jpg"


def page_of(release: Release) -> str:
    """Return the page of a release."""
    # GOV.UK leaves the quotation marks out here, and the whole attribute on English pages.
    language = f" lang={release.locale}" if release.locale != "en" else ""
    return f"""<!DOCTYPE html>
<html class="govuk-template" lang="{release.locale}">
  <head>
{head_of(release)}
  </head>
  <body class="gem-c-layout-for-public govuk-template__body">
{top()}
    <div class="govuk-width-container">
{breadcrumbs(release)}
      <main id="content" class="govuk-main-wrapper"{language}>
{_main(release)}
      </main>
    </div>
{bottom()}
  </body>
</html>
"""


def gone_page(explanation: str) -> str:
    """Return what a deleted release's address shows."""
    return _short_page("The page you are looking for is no longer available", explanation)


def missing_page() -> str:
    """Return what an address shows at which there never was anything."""
    return _short_page("Page not found", "If you typed the web address, check it is correct.")


def _short_page(title: str, text: str) -> str:
    return f"""<!DOCTYPE html>
<html class="govuk-template" lang="en">
  <head><meta charset="utf-8"><title>{title} - GOV.UK</title></head>
  <body><main id="content"><h1 class="govuk-heading-xl">{title}</h1><p>{escape(text)}</p></main></body>
</html>
"""


def _main(release: Release) -> str:
    share = share_links(release) if schema_of(release.document_type) == "news_article" else ""
    return f"""{heading(release)}
{publication(release)}
{notice(release)}
<div class="govuk-grid-row gem-print-columns-none">
  <div class="govuk-grid-column-two-thirds">
    <div class="content-bottom-margin">
      <div class="responsive-bottom-margin">
{occasion(release)}
{_figure(release)}
<div class="gem-c-govspeak gem-c-govspeak--direction-ltr" data-module="govspeak">
{to_html(release.text)}
</div>
      </div>
{share}
{published_dates(release)}
    </div>
  </div>
{sidebar(release)}
</div>
<div class="govuk-grid-row">
  <div class="govuk-grid-column-two-thirds">
{foot(release)}
  </div>
</div>"""


def _figure(release: Release) -> str:
    """Return the lead image; speeches and fatality notices always have one, of the speaker or the crest."""
    caption = ""
    if release.image:
        source, alt = image_links(release, release.image)["s300"], release.image.alt
        caption = f"""<figcaption class="gem-c-figure__figcaption">\
<p class="gem-c-figure__figcaption-text">{escape(release.image.caption)}</p></figcaption>"""
    elif release.document_type == "fatality_notice":
        source, alt = _CREST, "Ministry of Defence crest"
    elif release.speech:
        source, alt = _PLACEHOLDER, "".join(one.title for one in release.people[:1])
    else:
        return ""
    image = f'<img class="gem-c-figure__image" src="{escape(source)}" alt="{escape(alt)}">'
    return f'<figure class="gem-c-figure" lang="en">{image}{caption}</figure>'
