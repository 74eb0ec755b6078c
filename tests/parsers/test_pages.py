"""GOV.UK's pages: what they are made of, and the traps in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.errors import PageError
from parsers.records import Release, Tag
from parsers.releases import read_release, read_with_problems
from tests.parsers.samples import GOVUK, URL, changed, golden, html_page, press_release

FROM = "The Rt Hon Ada Marsh MP</a>"
HOME = "https://www.gov.uk"


def _read(text: str, *, url: str = URL) -> Release:
    return read_release(GOVUK, html_page(text, url=url))


def _refused(text: str) -> str:
    with pytest.raises(PageError) as caught:
        _read(text)
    assert URL in str(caught.value)
    return caught.value.kind


def _names(tags: tuple[Tag, ...]) -> list[str]:
    return [tag.name for tag in tags]


def test_a_withdrawal_notice_is_not_the_body() -> None:
    """Its explanation looks like a body and comes first."""
    release = _read(golden("2026-withdrawn.html"))
    assert release.body == "The night ferries across the Amble will run until May."
    assert release.withdrawal == "The timetable has changed. See the summer ferries."
    assert release.withdrawn_at == datetime(2026, 2, 10, 14, tzinfo=UTC)


def test_the_title_has_no_withdrawn_prefix() -> None:
    """Only the window's title and the social networks' have it."""
    assert _read(golden("2026-withdrawn.html")).title == "Night ferries to run until May"


def test_a_history_notice_is_no_withdrawal() -> None:
    """'Published under an earlier government' looks the same, and the release is live."""
    page = golden("2026-withdrawn.html")
    second, end = page.rindex("<section"), page.rindex("</section>")
    release = _read(page[:second] + page[end + len("</section>") :])
    assert (release.withdrawn_at, release.withdrawal) == (None, "")


def test_captions_share_links_and_related_titles_are_not_in_the_body() -> None:
    """Neither is the promise of nine billion in the sidebar."""
    body = _read(press_release()).body
    assert "old lantern" not in body
    assert "Share" not in body
    assert "Ruritania promises" not in body


def test_more_than_seven_contributors_are_all_read() -> None:
    """From the sixth on they are folded away in a details element."""
    release = _read(golden("2026-many-organisations.html"))
    assert len(release.organisations) == 8
    assert _names(release.people) == ["Jo Quill", "Captain Wren Lowe"]


def test_the_fold_of_the_years_before_is_read_too() -> None:
    """There the rest stands in a span, behind a link that says how many are left."""
    fold = '<details class="gem-c-details govuk-details"><summary class="govuk-details__summary">'
    label = '<span class="govuk-details__summary-text">+ show 5 more</span></summary><div class="govuk-details__text">'
    toggle = '<div class="toggle-wrap"><a href="#" data-controls="toggle-1">+ 5 more</a></div><span id="toggle-1">'
    page = golden("2026-many-organisations.html")
    old = changed(page, (fold + label, toggle), ("</div></details>", "</span>"))
    assert _read(old).people == _read(golden("2026-many-organisations.html")).people


@pytest.mark.parametrize("connector", [" and ", " ac ", " et ", " y ", " و ", ", and ", " και ", " ja ", " lub "])
def test_the_word_between_two_organisations_is_nobody(connector: str) -> None:
    """In any language, known or not."""
    page = changed(golden("2026-translated.html"), ("</a> ac <a", f"</a>{connector}<a"))
    assert _read(page).people == ()


@pytest.mark.parametrize("connector", [" and ", " ac ", " et ", " و ", ", and ", ", "])
def test_a_speaker_without_a_profile_is_named(connector: str) -> None:
    """The last of the sentence, without a link."""
    page = changed(golden("2026-speech.html"), (" and Dr Olu Fenn", f"{connector}Dr Olu Fenn"))
    assert _read(page).people == (Tag(name="Dr Olu Fenn"),)


def test_a_speaker_without_a_profile_may_be_the_only_one_named() -> None:
    """Then the sentence has no link at all, and the date that follows is no person."""
    start = "<a href='/government/organisations/department-for-quays' class='govuk-link'>Department for Quays</a> and "
    release = _read(changed(golden("2026-speech.html"), (start, "")))
    assert release.people == (Tag(name="Dr Olu Fenn"),)
    assert release.organisations == ()


def test_location_and_day_of_a_speech_are_no_contributors() -> None:
    """They stand in a second list of the same kind."""
    release = _read(golden("2026-speech.html"))
    assert _names(release.organisations) == ["Department for Quays"]
    assert _names(release.people) == ["Dr Olu Fenn"]


def test_a_court_and_an_embassy_are_organisations() -> None:
    """Their links start elsewhere than those of departments."""
    names = ["Department for Quays", "Wreck Tribunal", "British Embassy Ruritania"]
    assert _names(_read(press_release()).organisations) == names


def test_a_person_is_named_once_although_linked_twice() -> None:
    """A minister may be contributor and speaker."""
    page = press_release((FROM, f"{FROM} and <a href='/government/people/ada-marsh'>The Rt Hon Ada Marsh MP</a>"))
    assert _names(_read(page).people) == ["The Rt Hon Ada Marsh MP"]


def test_a_fatality_notice_is_from_the_organisation_that_published_it() -> None:
    """Its page has no 'From:' line; the structured data names the publisher."""
    release = _read(golden("2026-fatality-notice.html"))
    assert release.organisations == (
        Tag(name="Ministry of Lights", url=f"{HOME}/government/organisations/ministry-of-lights"),
    )
    assert release.document_type == "fatality_notice"


@pytest.mark.parametrize("kind", GOVUK.document_types)
def test_every_type_of_release_is_read(kind: str) -> None:
    """The type comes from the page's head, for the label above the title is translated."""
    page = press_release(('"govuk:format" content="press_release"', f'"govuk:format" content="{kind}"'))
    assert _read(page).document_type == kind


@pytest.mark.parametrize("kind", ["guidance", "detailed_guide", "policy_paper", "travel_advice"])
def test_a_page_of_another_type_is_passed_over(kind: str) -> None:
    """Feeds of organisations list guidance as well; that is no fault of the page."""
    page = press_release(('"govuk:format" content="press_release"', f'"govuk:format" content="{kind}"'))
    assert _refused(page) == "other_type"
    assert _refused(page.replace("gem-c-heading", "another-heading").replace("gem-c-govspeak", "x")) == "other_type"


def test_the_language_is_read_without_quotes_around_it() -> None:
    """GOV.UK writes lang=cy on the main element of translated pages."""
    page = changed(golden("2026-translated.html"), ('<html class="govuk-template" lang="cy">', '<html lang="en">'))
    assert _read(page).language == "cy"


def test_the_date_of_publication_is_the_exact_one_where_the_page_has_it() -> None:
    """The day that is shown may be another: pages can be dated back."""
    page = press_release(("<div>Published 2 March 2026</div>", "<div>Published 1 January 2020</div>"))
    assert _read(page).published_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_page_that_shows_only_a_day_takes_the_hour_of_the_change_of_that_day() -> None:
    """Of the first publication; a page with no such change keeps the day, also in UTC, an hour behind London."""
    page = golden("2026-many-organisations.html")
    assert _read(page).published_at == datetime(2026, 6, 9, 9, 30, tzinfo=UTC)
    backdated = changed(page, ("<div>Published 9 June 2026</div>", "<div>Published 1 May 2026</div>"))
    assert _read(backdated).published_at == datetime(2026, 5, 1, tzinfo=UTC)


def test_a_date_in_words_that_are_not_known_is_a_problem_and_loses_no_release() -> None:
    """The first change stands in for it."""
    page = changed(
        golden("2026-many-organisations.html"),
        ("<div>Published 9 June 2026</div>", "<div>Cyhoeddwyd 9 Mehefin 2026</div>"),
    )
    reading = read_with_problems(GOVUK, html_page(page))
    assert reading.release.published_at == datetime(2026, 6, 9, 9, 30, tzinfo=UTC)
    assert [(problem.kind, problem.url) for problem in reading.problems] == [("bad_date", URL)]


def test_the_zero_of_a_publishers_clock_is_no_date_of_publication() -> None:
    zero = ("<div>Published 9 June 2026</div>", "<div>Published 1 January 1970</div>")
    page = changed(golden("2026-many-organisations.html"), zero)
    reading = read_with_problems(GOVUK, html_page(page))
    assert reading.release.published_at == datetime(2026, 6, 9, 9, 30, tzinfo=UTC)
    assert [problem.kind for problem in reading.problems] == ["bad_date"]


@pytest.mark.parametrize("href", ["https://evil.example/news/x", "javascript:alert(1)", "//evil.example"])
def test_a_page_cannot_claim_to_be_of_another_host(href: str) -> None:
    """The address that was asked is its identity then, and a problem says so."""
    page = press_release((f'<link rel="canonical" href="{URL}">', f'<link rel="canonical" href="{href}">'))
    reading = read_with_problems(GOVUK, html_page(page))
    assert reading.release.url == URL
    assert [problem.kind for problem in reading.problems] == ["foreign_canonical"]


def test_a_page_asked_at_a_mirror_gives_the_release_of_the_real_one() -> None:
    """A test server or a mirror changes no link and no identity."""
    mirror = URL.replace(HOME, "http://127.0.0.1:8099")
    without = press_release((f'<link rel="canonical" href="{URL}">', ""))
    assert _read(press_release(), url=mirror) == _read(press_release())
    assert _read(without, url=mirror) == _read(press_release())


def test_a_line_of_the_history_without_a_date_is_left_out() -> None:
    """The others stand."""
    stamp = '<time class="gem-c-published-dates__change-date timestamp" datetime="2026-03-05'
    page = press_release((stamp, stamp.replace("<time", "<b")))
    assert [change.note for change in _read(page).history] == ["First published."]


def test_a_page_without_a_lead_paragraph_has_an_empty_summary() -> None:
    """GOV.UK leaves the element out."""
    assert _read(golden("2026-withdrawn.html")).summary == ""


def test_the_summary_of_a_speech_of_2012_does_not_hold_its_location() -> None:
    """The location follows in the same element."""
    assert _read(golden("2012-speech.html")).summary == ""


def test_organisations_of_2012_are_listed_once_and_on_one_line() -> None:
    """Logo list and box repeat them; logos break the name over lines."""
    assert _names(_read(golden("2012-speech.html")).organisations) == ["Office for Tides", "Bureau of Buoys"]


@pytest.mark.parametrize(
    "label", ["News", "Press release", "Speech", "Written statement to Parliament", "World news story"]
)
def test_pages_of_2012_name_their_type_in_words(label: str) -> None:
    """The words are translated."""
    page = changed(golden("2012-news.html"), ('"label">Press release', f'"label">{label}'))
    assert _read(page).document_type in GOVUK.document_types


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (
            'class="gem-c-heading__text',
            'class="x"></h1><h1 class="gem-c-heading__text">Another</h1><h1 class="',
            "two_title",
        ),
        ("Harbour lights fund opens for £12.5 million of bids\n              </h1>", "</h1>", "no_title"),
        ("gem-c-govspeak ", "x ", "no_body"),
        (
            '<div class="gem-c-share-links',
            '<div class="gem-c-govspeak">Again</div><div class="gem-c-share-links',
            "two_body",
        ),
        ('<meta name="govuk:format" content="press_release">', "", "no_document_type"),
        ("gem-c-heading", "another-heading", "unknown_layout"),
        ("</main>", "", "cut_page"),
    ],
)
def test_a_page_that_does_not_fit_is_refused_by_a_stable_word(old: str, new: str, kind: str) -> None:
    """Exactly one match or a problem; the word and the page's address are in it."""
    assert _refused(press_release((old, new))) == kind


def test_a_body_that_swallows_the_page_behind_it_is_refused() -> None:
    """The closing tags of the text are lost, so that nobody can say where it ends."""
    text = press_release()
    start = text.index('        <div class="gem-c-share-links')
    unclosed = text[:start].removesuffix("</div>\n        </div>\n") + text[start:]
    assert unclosed != text
    assert _refused(unclosed) == "unclosed_body"
