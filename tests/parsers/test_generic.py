"""Pages of publishers without selectors are read by what they declare and where their text stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.records import Tag
from tests.parsers.unknown_pages import (
    PARAGRAPHS,
    TITLE,
    URL,
    json_ld,
    meta,
    prose,
    read,
    refused,
    unknown_page,
)

MIDNIGHT = datetime(2026, 10, 4, 22, tzinfo=UTC)  # of 5 October where the publisher is


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of October 2026."""
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


def test_a_plain_page_gives_its_text_and_nothing_of_what_stands_around() -> None:
    release = read(unknown_page())
    assert (release.title, release.body) == (TITLE, "\n\n".join(PARAGRAPHS))
    assert (release.language, release.document_type, release.url) == ("en", "press_release", URL)


def test_json_ld_goes_before_everything_else() -> None:
    """Also in a graph, with its publisher and its number."""
    article = {
        "@type": ["NewsArticle"],
        "headline": "New lifeboat &amp; crew for Havenport",
        "datePublished": "2026-10-05T09:30:00+02:00",
        "dateModified": "2026-10-06T10:00:00+02:00",
        "description": "A boat for the outer reefs.",
        "identifier": "2026/114",
        "author": {"@type": "GovernmentOrganization", "name": "Coast Office", "url": "/coast"},
        "publisher": {"@type": "Organization", "name": "Ministry of Havens"},
    }
    head = json_ld(**{"@type": "", "@graph": [{"@type": "WebSite", "name": "Havens"}, article]})
    release = read(unknown_page(head=head + meta(og__title="Lifeboat!", article__published_time="2020-01-01")))
    assert release.title == "New lifeboat & crew for Havenport"
    assert (release.published_at, release.updated_at) == (at(5, 7, 30), at(6, 8))
    assert (release.summary, release.external_id) == ("A boat for the outer reefs.", "2026/114")
    assert release.organisations == (Tag(name="Coast Office", url="https://www.havenport.example/coast"),)
    assert release.layout == "generic title=jsonld date=jsonld body=trafilatura"


def test_broken_json_ld_costs_nothing_but_itself() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    deep = f'<script type="application/ld+json">{"[" * 5000}</script>'
    assert read(unknown_page(head=broken + deep)).title == TITLE


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (f"{TITLE} | News | Ministry of Havens", TITLE),
        (f"Ministry of Havens: News / {TITLE}", TITLE),
        (f"{TITLE} - Ministry of Havens", ""),
        (f"{TITLE} – havenport.example", f"5 October 2026 {TITLE}"),
        (f"[Withdrawn] {TITLE} | Ministry of Havens", TITLE),
    ],
)
def test_the_site_s_name_is_no_part_of_the_title(title: str, heading: str) -> None:
    assert read(unknown_page(title=title, heading=heading)).title == TITLE


def test_a_dash_in_a_title_stays() -> None:
    title = "Short hearing - New rules for pilots"
    assert (
        read(unknown_page(prose("New rules for pilots are out for a hearing until the summer."), title=title)).title
        == title
    )


def test_a_headline_that_was_cut_off_is_completed_from_the_heading() -> None:
    assert read(unknown_page(head=meta(og__title="New lifeboat for…"))).title == TITLE


@pytest.mark.parametrize(
    ("head", "text", "published"),
    [
        (meta(article__published_time="2026-10-05T07:30:00Z"), "", at(5, 7, 30)),
        ('<meta name="DC.date.issued" content="2026-10-05">', "", MIDNIGHT),
        ("", '<time itemprop="datePublished" datetime="2026-10-05T09:30">today</time>', at(5, 7, 30)),
        ("", '<time class="updated" datetime="2026-10-09"></time><time datetime="2026-10-05"></time>', MIDNIGHT),
        ('<meta name="dcterms.date" content="2026-09-01">', '<time datetime="2026-10-05">5.10.</time>', MIDNIGHT),
        ("", "<p>5 October 2026</p>", MIDNIGHT),
    ],
)
def test_the_best_date_is_taken_and_a_day_is_midnight_in_the_publisher_s_zone(
    head: str, text: str, published: datetime
) -> None:
    release = read(unknown_page(text + prose(), head=head))
    assert release.published_at == published
    assert release.body == "\n\n".join(PARAGRAPHS)


def test_a_date_that_cannot_be_is_not_believed() -> None:
    """The next best is: not one after the fetching, not the year zero of a database."""
    head = json_ld(headline=TITLE, datePublished="2027-01-01T00:00:00Z", dateModified="0001-01-01T00:00:00Z")
    zero = meta(article__published_time="1970-01-01T00:00:00Z")
    release = read(unknown_page('<time datetime="2026-10-05T09:30Z"></time>' + prose(), head=head + zero))
    assert (release.published_at, release.updated_at) == (at(5, 9, 30), None)


def test_a_page_without_a_date_has_none() -> None:
    release = read(unknown_page(), url="https://www.havenport.example/lifeboat")
    assert (release.published_at, release.layout) == (None, "generic title=head date=none body=trafilatura")


def test_lists_quotations_and_links_stay_as_they_are() -> None:
    text = (
        f"{prose(*PARAGRAPHS[:2])}<h2>The boat</h2><ul><li>length: 16 metres</li><li>crew: six</li></ul>"
        f"<blockquote><p>We have waited long for this.</p></blockquote>{prose(*PARAGRAPHS[2:])}"
        '<p>See the <a href="/files/lifeboat.pdf">drawing</a> and <a href="https://yard.example/">the yard</a>.</p>'
        "<p>ENDS</p><p>Press desk, 555 0100</p>"
    )
    release = read(unknown_page(text))
    lines = release.body.split("\n\n")
    assert lines[2:6] == ["The boat", "length: 16 metres", "crew: six", "We have waited long for this."]
    assert release.notes == "ENDS\n\nPress desk, 555 0100"
    assert [one.url for one in release.attachments] == ["https://www.havenport.example/files/lifeboat.pdf"]
    assert [one.url for one in release.links] == ["https://yard.example/"]


@pytest.mark.parametrize("border", ["<br><br>", "<br />\n<br />", "<br>"])
def test_paragraphs_that_only_line_breaks_part_are_paragraphs(border: str) -> None:
    assert read(unknown_page(border.join(PARAGRAPHS))).body == "\n\n".join(PARAGRAPHS)


def test_a_site_that_is_one_form_is_read_all_the_same() -> None:
    page = (
        unknown_page()
        .replace("<main>", "<form id='aspnetForm' class='sidebar'><main>")
        .replace("</main>", "</main></form>")
    )
    assert read(page).body == "\n\n".join(PARAGRAPHS)


def test_what_stands_above_the_text_is_no_part_of_it() -> None:
    above = f"<div><p>FOR IMMEDIATE RELEASE</p><p>5 October 2026</p></div><h2>{TITLE}</h2>"
    assert read(unknown_page(above + prose(), heading="Newsroom")).body == "\n\n".join(PARAGRAPHS)


def test_the_history_of_a_page_under_its_text_is_no_part_of_it() -> None:
    history = "<h2>Updates to this page</h2><div>Published 5 October 2026</div><div>Last updated 6 October 2026</div>"
    assert read(unknown_page(prose() + history)).body == "\n\n".join(PARAGRAPHS)


def test_a_short_text_that_shares_no_word_with_its_title_is_one_all_the_same() -> None:
    text = "One long note and two short ones, at intervals of two minutes."
    assert read(unknown_page(prose(text), title="Eight bodies agree upon fog signals")).body == text


def test_a_standfirst_that_stands_apart_is_the_summary() -> None:
    lead = "A boat for the outer reefs, after a long winter without."
    release = read(
        unknown_page(f"<div class='lead'><p>{lead}</p></div><div>{prose()}</div>", head=meta(og__description=lead))
    )
    assert (release.summary, release.body) == (lead, "\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize("description", [f"{PARAGRAPHS[0][:60]}…", PARAGRAPHS[0], TITLE, "Ministry of Havens"])
def test_a_summary_that_says_nothing_of_its_own_is_none(description: str) -> None:
    assert read(unknown_page(head=meta(og__description=description))).summary == ""


@pytest.mark.parametrize(
    ("declared", "paragraph", "language"),
    [
        ("nb-NO", PARAGRAPHS[0], "nb"),
        ("", PARAGRAPHS[0], "en"),
        ("en", "Міністерство гаваней замовило новий рятувальний човен для станції, яка втратила свій.", "uk"),
        ("de", "Το Υπουργείο Λιμένων παρήγγειλε νέα ναυαγοσωστική λέμβο για τον σταθμό του λιμένα.", "el"),
        ("el", "Das Ministerium hat für die Station ein neues Boot bestellt, und es ist nicht das erste.", "de"),
    ],
)
def test_the_declared_language_holds_unless_the_script_contradicts(
    declared: str, paragraph: str, language: str
) -> None:
    title = " ".join(paragraph.split()[:4])
    release = read(unknown_page(prose(paragraph, f"{paragraph} {paragraph}"), title=title, language=declared))
    assert release.language == language
    assert release.body.startswith(paragraph)


def test_translations_are_those_that_the_head_links() -> None:
    head = "".join(
        f'<link rel="alternate" hreflang="{language}" href="/{language}/lifeboat">'
        for language in ("en", "nb", "x-default")
    )
    (only,) = read(unknown_page(head=head)).translations
    assert (only.language, only.url) == ("nb", "https://www.havenport.example/nb/lifeboat")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/lifeboat">', "https://www.havenport.example/lifeboat"),
        (meta(og__url="https://www.havenport.example/boat"), "https://www.havenport.example/boat"),
        (meta(og__url="www.havenport.example/share?id=1"), URL),
        ('<link rel="canonical" href="https://www.havenport.example/">', URL),
        ('<link rel="canonical" href="https://elsewhere.example/lifeboat">', URL),
    ],
)
def test_a_page_is_at_the_address_that_it_calls_its_own_on_its_own_host(head: str, url: str) -> None:
    assert read(unknown_page(head=head)).url == url


def test_an_article_of_two_sentences_is_a_release() -> None:
    text = (
        "The minister met the crew of the Havenport lifeboat today. She thanked them for the rescue of nine fishermen."
    )
    assert read(unknown_page(prose(text))).body == text


def test_a_script_filled_page_is_read_from_its_json_ld() -> None:
    script = json_ld(headline=TITLE, articleBody="\n".join(PARAGRAPHS))
    release = read(f"<html lang='en'><head>{script}</head><body><div id='app'></div></body></html>")
    assert (release.title, release.body) == (TITLE, "\n\n".join(PARAGRAPHS))
    assert release.layout.endswith("body=jsonld")


def test_entities_are_characters() -> None:
    text = (
        "Fees &amp; dues rise by 3&nbsp;% &mdash; &lsquo;for the boats&rsquo;, said the ministry in the harbour today."
    )
    assert read(unknown_page(prose(text), title="Fees &amp; dues")).title == "Fees & dues"
    assert "3 % — ‘for the boats’" in read(unknown_page(prose(text), title="Fees &amp; dues")).body


def test_characters_that_no_text_has_cost_nothing_but_themselves() -> None:
    page = unknown_page().replace("has ordered", "has\x01 or&#2;dered")
    assert read(page).body == "\n\n".join(PARAGRAPHS)


def test_nesting_without_end_is_said_and_not_half_read() -> None:
    assert refused(unknown_page("<div>" * 400 + prose()))[0] == "too_deep"
    assert read(unknown_page("<div>" * 150 + prose() + "</div>" * 150)).body == "\n\n".join(PARAGRAPHS)
