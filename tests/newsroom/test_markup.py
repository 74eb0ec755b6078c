"""The markup that releases are written in."""

from __future__ import annotations

from deploy.newsroom.markup import attachments_of, to_html


def inner(text: str) -> str:
    return to_html(text).removeprefix('<div class="govspeak">').removesuffix("\n</div>")


def test_a_paragraph_may_run_over_several_lines() -> None:
    """The line break stays a line break of the source: readers have to collapse it."""
    assert inner("Traffic in the High\nNorth grows.") == "<p>Traffic in the High\nNorth grows.</p>"


def test_a_quotation_keeps_its_paragraphs() -> None:
    assert inner("> One.\n>\n> Two.") == "<blockquote>\n<p>One.</p>\n\n<p>Two.</p>\n</blockquote>"


def test_lists_keep_their_kind() -> None:
    assert inner("- a\n- b") == "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>"
    assert inner("1. a\n2. b") == "<ol>\n  <li>a</li>\n  <li>b</li>\n</ol>"


def test_a_heading_can_be_linked_to() -> None:
    assert inner("## Notes to editors") == '<h2 id="notes-to-editors">Notes to editors</h2>'


def test_an_abbreviation_is_spelled_out_wherever_it_is_a_word() -> None:
    """Its definition is not shown, and neither an address nor a longer word is touched."""
    text = "*[JEF]: Joint Expeditionary Force\n\nThe JEF-led [JEF page](https://a.example/JEF) of JEFF."
    abbr = '<abbr title="Joint Expeditionary Force">JEF</abbr>'
    assert inner(text) == f'<p>The {abbr}-led <a href="https://a.example/JEF">{abbr} page</a> of JEFF.</p>'


def test_signs_are_escaped_but_character_references_are_not() -> None:
    assert inner("Food & fish <5 in the High&nbsp;North") == "<p>Food &amp; fish &lt;5 in the High&nbsp;North</p>"


def test_an_attachment_shows_its_title_its_kind_and_its_size() -> None:
    text = "[attachment: Bids & terms | bids.pdf | 214 KB | 1]"
    (one,) = attachments_of(text)
    html = inner(text)
    assert (one.title, one.file, one.size, one.pages) == ("Bids & terms", "bids.pdf", "214 KB", 1)
    assert f'href="{one.url}" target="_self">Bids &amp; terms</a>' in html
    assert "214 KB</span>" in html
    assert "1 page<" in html
