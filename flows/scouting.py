"""A publisher that nobody has described yet, looked at: its listings, two of its releases, and a source file for them.

Asks politely, some twenty pages at most. Keeps nothing and writes nothing; what is proposed is for a person to finish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.jobs import Clock
from flows.listing_search import Asker, Candidate, ScoutError, Search
from flows.manners import Manners
from flows.web import Web
from parsers.declaring import NewFeed, NewSource, source_text
from parsers.discovery import mirrored_home, own_address, site_name
from parsers.encodings import decode
from parsers.errors import PageError
from parsers.guesses import country_of, declared_language, label_of, time_zone_of, title_of
from parsers.locations import origin_of, unmirrored
from parsers.proposals import Proposal, likeness, propose
from parsers.records import Page, Source
from parsers.releases import read_release
from parsers.sources import read_source
from parsers.specimens import Sample

_PAGES = 6  # of releases at most, until two can be read
_SAMPLES = 2
_LIKE = 0.9  # of the words of a text that selectors must find, for them to be proposed
_COUNTRIES = {"uk": "gb", "int": "zz"}  # where the folder of a source file is no country's code
_WEEK = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scouted:
    """What was found out, and the source file that says it."""

    name: str  # 'dk/fmn'
    text: str
    tried: tuple[Candidate, ...]
    chosen: Candidate
    samples: tuple[Sample, ...]
    proposal: Proposal
    failed: tuple[str, ...]  # pages of releases that could not be read, and why
    mirror: str = ""  # where the pages were asked for, if that is not where they say that they are


async def scout(url: str, manners: Manners, clock: Clock, *, name: str = "") -> Scouted:
    """Look at a site and propose a source for it, filed under `name`; raises ScoutError saying what to do."""
    async with Web(manners, clock=clock) as web:
        asker = Asker(web)
        first = await asker.page(url)
        if first is None:
            raise ScoutError(f"{asker.failed[0]}; nothing can be proposed")
        known = _known(first, clock().date().isoformat())
        search = Search(asker, first, lambda feed: _trial(replace(known, feed=feed)))
        chosen = await search.best()
        pages = await _releases(asker, chosen, _trial(replace(known, feed=chosen.feed)))
        return _described(replace(known, feed=chosen.feed), chosen, pages, search, name)


def _known(first: Page, day: str) -> NewSource:
    """What the page that was given says of its publisher."""
    text = decode(first.content, first.content_type).text
    tag = declared_language(text)
    country = country_of(first.url, tag)
    return NewSource(
        day=day,
        read_from=(first.url,),
        name=site_name(text) or title_of(text) or label_of(first.url),
        country=country,
        language=tag.partition("-")[0].partition("_")[0].lower() or "en",
        languages=(),
        homepage=origin_of(first.url),
        time_zone=time_zone_of(country),
        week=(0, 100),
        feed=NewFeed(kind="feed", url="/"),
        proposal=Proposal(reason="not looked for yet"),
    )


def _trial(new: NewSource) -> Source:
    return read_source(source_text(new), name=f"{new.country}/trial", file="the proposed file")


async def _releases(asker: Asker, chosen: Candidate, source: Source) -> list[Sample]:
    """Return the first two of the newest entries that the generic reader can read; raises ScoutError for none."""
    samples: list[Sample] = []
    asker.failed.clear()
    for entry in chosen.entries[:_PAGES]:
        page = await asker.page(entry.url)
        try:
            samples += [Sample(page=page, release=read_release(source, page))] if page else []
        except PageError as error:
            asker.failed.append(str(error))
        if len(samples) == _SAMPLES:
            break
    if not samples:
        raise ScoutError(f"{chosen.url}: none of its newest entries can be read: {'; '.join(asker.failed)}")
    return samples


def _described(known: NewSource, chosen: Candidate, samples: list[Sample], search: Search, name: str) -> Scouted:
    new, mirror = _at_home(known, samples)
    samples = [_resettled(one, new, mirror) for one in samples]
    named = name.partition("/")[0]
    country = _COUNTRIES.get(named, named) or country_of(new.homepage, declared_language(_text(samples[0].page)))
    new = replace(
        new,
        read_from=(chosen.url, *(one.page.url for one in samples)),
        name=site_name(_text(samples[0].page)) or known.name,
        country=country,
        time_zone=time_zone_of(country),
        language=samples[0].release.language,
        languages=tuple(dict.fromkeys(one.release.language for one in samples)),
        week=_week(chosen),
    )
    proposal = _proposed(new, samples, search.text)
    return Scouted(
        name=name or f"{country}/{label_of(new.homepage)}",
        text=source_text(replace(new, proposal=proposal)),
        tried=tuple(search.tried),
        chosen=chosen,
        samples=tuple(samples),
        proposal=proposal,
        failed=tuple(search.asker.failed),
        mirror=mirror,
    )


def _at_home(known: NewSource, samples: Sequence[Sample]) -> tuple[NewSource, str]:
    """Return the source at the host that its pages name as their own, and where it was asked for instead, if so."""
    homes = {mirrored_home(one.page.url, own_address(_text(one.page), one.page.url)) for one in samples}
    found = homes.pop() if len(homes) == 1 else None
    homepage, mirror = found or (known.homepage, "")
    url = unmirrored(known.feed.url, mirror, homepage)
    return replace(known, homepage=homepage, feed=replace(known.feed, url=url.removeprefix(homepage) or "/")), mirror


def _resettled(sample: Sample, new: NewSource, mirror: str) -> Sample:
    """Return a sample as it is at the publisher's own address."""
    page = replace(sample.page, url=unmirrored(sample.page.url, mirror, new.homepage))
    return Sample(page=page, release=read_release(_trial(new), page))


def _proposed(new: NewSource, samples: Sequence[Sample], front: str) -> Proposal:
    """Return selectors where two pages agree on them and reading by them gives what was read without."""
    if len(samples) < _SAMPLES:
        return Proposal(reason="only one release could be read, and selectors are compared on two")
    proposal = propose(_trial(new), (samples[0], samples[1]), [front])
    if not proposal.is_layout:
        return proposal
    try:
        source = _trial(replace(new, proposal=proposal))
        read = [read_release(source, one.page) for one in samples]
    except PageError as error:
        return Proposal(reason=f"the selectors that were found cannot be used: {error}")
    worst = min(likeness(one.body, sample.release.body) for one, sample in zip(read, samples, strict=True))
    return proposal if worst >= _LIKE else Proposal(reason="the text that selectors find is another one")


def _week(chosen: Candidate) -> tuple[int, int]:
    """Return how few and how many releases a week there may be, by the dates of the listing; wide where it has none."""
    dates = sorted(one.updated for one in chosen.entries if one.updated)
    if len(dates) < 3 or dates[0] == dates[-1]:
        return 0, 100
    weekly = len(dates) / max((dates[-1] - dates[0]).total_seconds() / _WEEK, 0.1)
    return int(weekly / 4), max(round(weekly * 4), 10)


def _text(page: Page) -> str:
    return decode(page.content, page.content_type).text
