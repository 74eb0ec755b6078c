"""Releases as the items of GOV.UK's Content API.

Does not serve them; keys are those of alphagov/publishing-api's schemas, as far as a monitor can need them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any, Final

from deploy.newsroom.markup import attachments_of, to_html
from deploy.newsroom.records import WEBSITE, Gone, Image, Moved, Named, Release, content_id_of
from deploy.newsroom.wording import schema_of

Item = dict[str, Any]

SPEECH_EXPLANATION: Final = "Transcript of the speech, exactly as it was delivered"
_MEDIA: Final = "https://assets.publishing.service.gov.uk/media"


def item_of(release: Release) -> Item:
    """Return the item of a release."""
    return {
        **_identity(release.path, release.content_id, release.locale),
        "document_type": release.document_type,
        "schema_name": schema_of(release.document_type),
        "title": release.title,
        "description": release.summary,
        "first_published_at": release.published.isoformat(),
        "public_updated_at": release.updated.isoformat(),
        "updated_at": release.saved.isoformat(),
        "publishing_app": "whitehall",
        "rendering_app": "frontend",
        "withdrawn_notice": _withdrawn_notice(release),
        "details": _details(release),
        "links": _links(release),
    }


def gone_item(gone: Gone) -> Item:
    """Return what the API says of a deleted release; it says so with status 200 because there is an explanation."""
    return {
        **_identity(gone.path, content_id_of(gone.path), "en"),
        "document_type": "gone",
        "schema_name": "gone",
        "title": None,
        "description": None,
        "public_updated_at": gone.at.isoformat(),
        "updated_at": gone.at.isoformat(),
        "publishing_app": "whitehall",
        "details": {"explanation": _explanation(gone.explanation), "alternative_path": ""},
        "links": {},
    }


def redirect_item(moved: Moved) -> Item:
    """Return what the API says of an address that was moved, with status 200 as well."""
    return {
        **_identity(moved.path, content_id_of(moved.path + "#redirect"), "en"),
        "document_type": "redirect",
        "schema_name": "redirect",
        "title": None,
        "description": None,
        "public_updated_at": moved.at.isoformat(),
        "updated_at": moved.at.isoformat(),
        "publishing_app": "whitehall",
        "details": {},
        "links": {},
        "redirects": [{"path": moved.path, "type": "exact", "destination": moved.to}],
    }


def image_links(release: Release, image: Image) -> Mapping[str, str]:
    """Return the addresses of a lead image by variant, small and large; nothing answers there."""
    media = content_id_of(release.path + "#lead").replace("-", "")[:24]
    return {size: f"{_MEDIA}/{media}/{size}_{_slug(image.alt)}.jpg" for size in ("s300", "s960")}


def _slug(text: str) -> str:
    return "-".join(text.lower().split())[:60]


def _identity(path: str, content_id: str, locale: str) -> Item:
    return {"base_path": path, "content_id": content_id, "locale": locale, "phase": "live"}


def _explanation(text: str) -> str:
    return to_html(text) + "\n"


def _withdrawn_notice(release: Release) -> Item:
    notice = release.withdrawal
    return {"explanation": _explanation(notice.explanation), "withdrawn_at": notice.at.isoformat()} if notice else {}


def _details(release: Release) -> Item:
    details: Item = {
        "body": to_html(release.text),
        "first_public_at": release.published.isoformat(),
        "change_history": [{"public_timestamp": one.at.isoformat(), "note": one.note} for one in release.history],
        "emphasised_organisations": [one.content_id for one in release.organisations],
        "political": False,
        "tags": {"browse_pages": [], "policies": []},
        "attachments": [
            {"title": one.title, "url": one.url, "filename": one.file, "content_type": "application/pdf",
             "number_of_pages": one.pages}
            for one in attachments_of(release.text)
        ],
    }  # fmt: skip
    return details | _image(release) | _speech(release) | _display_type(release)


def _image(release: Release) -> Item:
    image = release.image
    if not image:
        return {}
    links = image_links(release, image)
    lead = {"type": "lead", "alt_text": image.alt, "caption": image.caption, "content_type": "image/jpeg"}
    return {"images": [{**lead, "url": links["s960"], "sources": links}]}


def _speech(release: Release) -> Item:
    speech = release.speech
    if not speech:
        return {}
    delivered = datetime.combine(speech.delivered, time(), UTC).isoformat()
    return {"location": speech.location, "delivered_on": delivered, "speech_type_explanation": SPEECH_EXPLANATION}


def _display_type(release: Release) -> Item:
    return {"format_display_type": "case_study"} if release.document_type == "case_study" else {}


def _links(release: Release) -> Item:
    links = {
        "organisations": _linked(release.organisations, "organisation"),
        "primary_publishing_organisation": _linked(release.organisations[:1], "organisation"),
        "people": _linked(release.people, "person"),
        "world_locations": _linked(release.places, "world_location"),
        "taxons": _linked(release.taxons, "taxon"),
        "ordered_related_items": _linked(release.related, "guidance"),
        "available_translations": _translations(release),
    }
    if release.speech:
        links["speaker"] = _linked(release.people, "person")
    if release.field_of_operation:
        links["field_of_operation"] = _linked([release.field_of_operation], "field_of_operation")
    return {kind: found for kind, found in links.items() if found}


def _linked(named: Iterable[Named], document_type: str) -> list[Item]:
    return [_addressed(one.path, one.title, one.content_id, "en") | {"document_type": document_type} for one in named]


def _translations(release: Release) -> list[Item]:
    """Every language, or the release's own where it has no other."""
    if not release.translations:
        return [_addressed(release.path, release.title, release.content_id, release.locale)]
    return [_addressed(one.path, one.title, release.content_id, one.locale) for one in release.translations]


def _addressed(path: str, title: str, content_id: str, locale: str) -> Item:
    return {
        "title": title,
        "content_id": content_id,
        "locale": locale,
        "base_path": path,
        "api_path": "/api/content" + path,
        "api_url": f"{WEBSITE}/api/content{path}",
        "web_url": WEBSITE + path,
    }
