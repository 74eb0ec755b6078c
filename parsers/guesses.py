"""What a publisher's address and front page suggest about it: country, language, time zone, what to call it.

Guesses, and marked as such wherever they are written; nothing is looked up.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from babel.core import get_global
from bs4 import BeautifulSoup

NOWHERE = "zz"  # what a source of no country is filed under
_ELSEWHERE = {"uk": "gb", "gov": "us", "mil": "us", "scot": "gb", "wales": "gb", "int": NOWHERE}
_GENERIC = frozenset(  # parts of host names that name nobody
    "www www2 news press media presse newsroom gov gob gouv govt go gv gub admin com co org net int eu mil edu".split()
)
_CAPITALS = {  # of countries with several time zones: that of the government
    "ar": "America/Argentina/Buenos_Aires",
    "au": "Australia/Sydney",
    "br": "America/Sao_Paulo",
    "ca": "America/Toronto",
    "cl": "America/Santiago",
    "cn": "Asia/Shanghai",
    "de": "Europe/Berlin",
    "es": "Europe/Madrid",
    "eu": "Europe/Brussels",
    "id": "Asia/Jakarta",
    "mx": "America/Mexico_City",
    "nz": "Pacific/Auckland",
    "pt": "Europe/Lisbon",
    "ru": "Europe/Moscow",
    "ua": "Europe/Kyiv",
    "us": "America/New_York",
}
_OF_NEWS = re.compile(r"\s*(?:[|»«·•:]|\s[-–—]\s).*$")
_LABEL = re.compile(r"[a-z0-9-]{1,63}")  # a part of a host's name, as name servers know it
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([A-Z]{2}))?", re.ASCII)


def country_of(url: str, language_tag: str = "") -> str:
    """Return the likeliest country in small letters (ISO 3166-1), by the host's ending or the language's region."""
    host = urlsplit(url).hostname or ""
    ending = host.rpartition(".")[2]
    if ending in _ELSEWHERE:
        return _ELSEWHERE[ending]
    if ending.upper() in get_global("territory_zones") or ending == "eu":
        return ending
    region = _TAG.match(language_tag)
    return region[2].lower() if region and region[2] else NOWHERE


def time_zone_of(country: str) -> str:
    """Return the time zone of a country's government, that of Brussels for 'eu'; 'UTC' for what is no country."""
    zones = get_global("territory_zones").get(country.upper(), ()) if country != NOWHERE else ()
    return _CAPITALS.get(country) or (zones[0] if zones else "UTC")


def label_of(url: str) -> str:
    """Return what to file a publisher under: the part of its host that names it ('energy' of 'www.energy.gov').

    It becomes a file's name, so it has small letters, digits and hyphens only: 'site' where no part is such.
    """
    parts = (urlsplit(url).hostname or "").lower().split(".")
    if all(part.isdigit() for part in parts):
        return "site"
    plain = [one for one in parts if _LABEL.fullmatch(one)]
    named = [one for one in plain if one not in _GENERIC and one in parts[:-1]]
    return max(named, key=len) if named else next(iter(plain), "site")


def declared_language(text: str) -> str:
    """Return the language tag that a page declares, as it stands; empty where it declares none."""
    root = BeautifulSoup(text, "lxml", multi_valued_attributes=None).find("html", lang=True)
    return str(root["lang"]).strip() if root else ""  # type: ignore[index]


def title_of(text: str) -> str:
    """Return the name in a page's title element: what stands before the first border in it."""
    title = BeautifulSoup(text, "lxml").title
    return _OF_NEWS.sub("", " ".join(title.get_text().split())) if title else ""
