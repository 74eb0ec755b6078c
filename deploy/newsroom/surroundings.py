"""What surrounds a release on its page and is no part of it: menus, breadcrumbs, share links, related pages.

Does not render anything that a monitor should read, the world locations at the foot excepted. The sidebar links
pages whose titles hold watched topics, and the menus are most of a page, as on GOV.UK.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

from deploy.newsroom.head import as_script
from deploy.newsroom.records import WEBSITE, Named, Release
from deploy.newsroom.wording import WORDINGS


@cache
def top() -> str:
    """Return everything before the breadcrumbs: cookie banner and menus."""
    return _file("top.html")


@cache
def bottom() -> str:
    """Return everything after the release: feedback form and footer."""
    return _file("bottom.html")


def _file(name: str) -> str:
    return (files("deploy.newsroom") / "chrome" / name).read_text("utf-8")


def breadcrumbs(release: Release) -> str:
    """Return the way from the home page to the release, for readers and as JSON-LD."""
    crumbs = [("Home", "/"), *((one.title, one.path) for one in release.taxons)]
    positions = [
        {"@type": "ListItem", "position": number, "item": {"name": title, "@id": WEBSITE + path}}
        for number, (title, path) in enumerate(crumbs, start=1)
    ]
    data = {"@context": "http://schema.org", "@type": "BreadcrumbList", "itemListElement": positions}
    rows = "".join(
        '<li class="govuk-breadcrumbs__list-item">'
        f'<a class="govuk-breadcrumbs__link" href="{path}">{escape(title)}</a></li>'
        for title, path in crumbs
    )
    return f"""<div class="gem-c-contextual-breadcrumbs">
<script type="application/ld+json">
{as_script(data)}
</script>
<nav class="gem-c-breadcrumbs govuk-breadcrumbs" aria-label="Breadcrumb">
  <ol class="govuk-breadcrumbs__list">{rows}</ol>
</nav>
</div>"""


def share_links(release: Release) -> str:
    """Return the links to share a release, which stand in the same column as its text."""
    url = escape(release.url)
    return f"""<div class="gem-c-share-links govuk-!-display-none-print">
  <h2 class="govuk-heading-s">{escape(WORDINGS[release.locale].share)}</h2>
  <p class="govuk-body-s">The following links open in a new tab</p>
  <ul class="gem-c-share-links__list">
{_share_link("Share on Facebook", "https://www.facebook.com/sharer/sharer.php?u=" + url)}
{_share_link("Share on X", "https://x.com/share?url=" + url)}
  </ul>
</div>"""


def _share_link(title: str, href: str) -> str:
    link = f'<a class="govuk-link gem-c-share-links__link" rel="noopener external" href="{href}">{title}</a>'
    return f'    <li class="gem-c-share-links__list-item">{link}</li>'


def sidebar(release: Release) -> str:
    """Return the related pages beside the text."""
    name = f"related-nav-related_items-{_token(release)}"
    return f"""<div class="govuk-grid-column-one-third sidebar-navigation">
  <div class="gem-c-contextual-sidebar govuk-!-display-none-print">
    <div class="gem-c-related-navigation govuk-!-display-none-print">
      <h2 class="gem-c-related-navigation__main-heading" id="{name}">Related content</h2>
{_section(release, "related_items", "", release.related)}
    </div>
  </div>
</div>"""


def foot(release: Release) -> str:
    """Return the topics and the world locations below the text."""
    return f"""<div class="gem-c-contextual-footer govuk-!-display-none-print">
{_section(release, "topics", "Explore the topic", release.taxons)}
{_section(release, "world_locations", "World locations", release.places)}
</div>"""


def _token(release: Release) -> str:
    return release.content_id[:8]


def _section(release: Release, kind: str, title: str, pages: Iterable[Named]) -> str:
    name = f"related-nav-{kind}-{_token(release)}"
    rows = "\n".join(
        '    <li class="gem-c-related-navigation__link"><a class="govuk-link gem-c-related-navigation__section-link" '
        f'href="{escape(one.path)}">{escape(one.title)}</a></li>'
        for one in pages
    )
    if not rows:
        return ""
    heading = f'  <h3 class="gem-c-related-navigation__sub-heading" id="{name}">{title}</h3>\n' if title else ""
    return f"""<nav class="gem-c-related-navigation__nav-section" aria-labelledby="{name}" data-module="gem-toggle">
{heading}  <ul class="gem-c-related-navigation__link-list">
{rows}
  </ul>
</nav>"""
