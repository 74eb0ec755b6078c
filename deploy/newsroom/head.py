"""The head of a page: title, metadata and JSON-LD, where a reader finds what the page does not show.

Does not render anything that is seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from deploy.newsroom.content_api import image_links
from deploy.newsroom.markup import to_html
from deploy.newsroom.records import WEBSITE, Release
from deploy.newsroom.wording import schema_of, type_name

_ASSETS: Final = WEBSITE + "/assets/frontend"
_LARGE_IMAGE: Final = "s960"


def head_of(release: Release) -> str:
    """Return what stands in a page's `head`."""
    # The site's own picture comes before the release's, and under the same name; readers have to take the last.
    parts = [
        '<meta charset="utf-8">',
        f"<title>{escape(_page_title(release), quote=False)}</title>",
        f'<link rel="stylesheet" href="{_ASSETS}/application.css">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta property="og:image" content="{_ASSETS}/govuk-opengraph-image.png">',
        f'<script type="application/ld+json">\n{as_script(_json_ld(release))}\n</script>',
        f'<link rel="canonical" href="{escape(release.url)}">',
        *(f'<meta property="{name}" content="{escape(value)}">' for name, value in _open_graph(release).items()),
        *(f'<meta name="{name}" content="{escape(value)}">' for name, value in _named(release).items() if value),
    ]
    return "\n".join("    " + part for part in parts)


def as_script(value: object) -> str:
    """Return JSON that can stand in a script element: nothing in it can close the element."""
    return (
        json.dumps(value, ensure_ascii=False, indent=2)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )


def _withdrawn(release: Release) -> str:
    return "[Withdrawn] " if release.withdrawal else ""


def _page_title(release: Release) -> str:
    schema = schema_of(release.document_type)
    kind = f" - {type_name(schema)}" if schema in ("fatality_notice", "case_study") else ""
    return f"{_withdrawn(release)}{release.title}{kind} - GOV.UK"


def _open_graph(release: Release) -> dict[str, str]:
    found = {
        "og:site_name": "GOV.UK",
        "og:type": "article",
        "og:url": release.url,
        "og:title": _withdrawn(release) + release.title,
        "og:description": release.summary,
    }
    if release.image:
        found["og:image"] = image_links(release, release.image)[_LARGE_IMAGE]
        found["og:image:alt"] = release.image.alt
    return found


def _named(release: Release) -> Mapping[str, str]:
    slugs = ",".join(taxon.slug for taxon in release.taxons)
    return {
        "twitter:card": "summary_large_image" if release.image else "summary",
        "description": release.summary,
        "govuk:format": release.document_type,
        "govuk:schema-name": schema_of(release.document_type),
        "govuk:content-id": release.content_id,
        "govuk:publishing-app": "whitehall",
        "govuk:rendering-app": "frontend",
        "govuk:withdrawn": "withdrawn" if release.withdrawal else "",
        "govuk:content-has-history": "true" if release.was_updated else "",
        "govuk:first-published-at": release.published.isoformat(),
        "govuk:public-updated-at": release.updated.isoformat(),
        "govuk:updated-at": release.saved.isoformat(),
        "govuk:primary-publishing-organisation": "".join(one.title for one in release.organisations[:1]),
        "govuk:taxon-slugs": slugs,
        "govuk:taxonomy_level1": slugs,
    }


def _json_ld(release: Release) -> dict[str, Any]:
    schema = schema_of(release.document_type)
    found: dict[str, Any] = {
        "@context": "http://schema.org",
        "@type": "NewsArticle" if schema in ("news_article", "speech") else "Article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": release.url},
        "name": release.title,
        "datePublished": release.published.isoformat(),
        "dateModified": release.updated.isoformat(),
        "text": release.summary,
        "publisher": {"@type": "Organization", "name": "GOV.UK", "url": WEBSITE},
        "author": [
            {"@type": "Organization", "name": one.title, "url": WEBSITE + one.path} for one in release.organisations[:1]
        ],
        "headLine": release.title,  # GOV.UK writes the key so
        "description": release.summary,
        "articleBody": to_html(release.text),
    }
    if release.image:
        found["image"] = [image_links(release, release.image)[_LARGE_IMAGE]]
    return found
