"""The text of a body, block by block."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from parsers.blocks import collapse, notes_start, read_blocks, read_links, text_of
from parsers.records import Block, Link


def _texts(html: str) -> list[str]:
    return [block.text for block in read_blocks(BeautifulSoup(html, "lxml"))]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<p>Keepers,<br>friends</p>", ["Keepers, friends"]),
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", ["a", "b", "c"]),
        ("<table><tr><th>Coast</th><td>North</td></tr></table>", ["Coast", "North"]),
        ("<p>The <b>old</b><i>est</i>  lamp\n<a href='/x'>of all</a></p>", ["The oldest lamp of all"]),
        ("before <p>in</p> after", ["before", "in", "after"]),
        ("<p>seen</p><script>var hidden</script><style>p{}</style><!-- no --><template>no</template>", ["seen"]),
        ("<figure><img alt='no'><figcaption>The lamp</figcaption></figure>", ["The lamp"]),
        ("<p> </p><div>\u00a0</div><p>only</p>", ["only"]),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", ["Term", "Meaning"]),
    ],
)
def test_every_block_of_the_text_is_kept_in_order(html: str, texts: list[str]) -> None:
    """White space is collapsed, nothing is empty, and what readers do not see is left out."""
    assert _texts(html) == texts


def test_blocks_say_what_they_are_and_which_quotation_they_stand_in() -> None:
    """Two paragraphs of one blockquote belong together; a blockquote in it is the same quotation."""
    html = (
        "<h2>Why</h2><blockquote><p>a</p><blockquote>b</blockquote></blockquote>"
        "<blockquote><ul><li>c</li></ul></blockquote>"
    )
    assert read_blocks(BeautifulSoup(html, "lxml")) == (
        Block(text="Why", kind="heading"),
        Block(text="a", quotation=0),
        Block(text="b", quotation=0),
        Block(text="c", kind="item", quotation=1),
    )


def test_a_page_nested_deeper_than_python_recurses_is_read() -> None:
    """The walk keeps its own stack."""
    soup = BeautifulSoup("<div>" * 3_000 + "deep", "html.parser")  # lxml would stop before
    assert [block.text for block in read_blocks(soup)] == ["deep"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  a \n\t b\u00a0c ", "a b c"),
        ("cafe\u0301", "café"),  # one letter however it was typed, or topics would miss it
        ("a\x00b\x0bc\x85d", "ab c d"),
        ("", ""),
    ],
)
def test_text_comes_on_one_line_in_one_normal_form(text: str, line: str) -> None:
    """Control characters would break the files that are written later."""
    assert collapse(text) == line


@pytest.mark.parametrize(
    "opening",
    [
        "Notes to editors",
        "Note to editors:",
        "NOTES FOR EDITORS",
        "Notes to the editor",
        "Editor’s notes",
        "Additional information",
        "Ends",
        "ENDS",
        "- Ends -",
        "Nodiadau i olygyddion",
        "Note til redaktionen",
        "Til redaksjonen:",
        "Information till redaktionen",
        "Lisätietoja:",
        "Nánari upplýsingar veitir",
        "Lisainfo:",
        "Papildus informācijai:",
        "Pastabos redaktoriams",
        "Noot voor de redactie",
        "Dodatkowe informacje",
        "Примітки для редакторів:",
        "Hinweis für die Redaktionen",
        "Note aux rédactions",
        "Notas para los editores",
        "Note per la redazione",
    ],
)
@pytest.mark.parametrize("tag", ["p", "h2", "h3"])
def test_notes_to_editors_begin_where_they_say_so(opening: str, tag: str) -> None:
    """A heading or a short paragraph of its own."""
    blocks = read_blocks(BeautifulSoup(f"<p>News.</p><{tag}>{opening}</{tag}><p>1. Small print.</p>", "lxml"))
    assert notes_start(blocks) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The season ends on 3 May",
        "Notes to editors are below this line",
        "Weekends",
        "Fakta",
        "Kontakt:",
        "Pressekontakter",
        "Lisätietoja antaa Orla",
    ],
)
def test_a_sentence_that_mentions_notes_does_not_open_them(text: str) -> None:
    """Nor does a word that holds 'ends', a box of facts, or a line of contacts."""
    blocks = read_blocks(BeautifulSoup(f"<p>{text}</p><p>More.</p>", "lxml"))
    assert notes_start(blocks) == len(blocks)


def test_an_item_of_a_list_does_not_open_notes() -> None:
    """A list of headings may name them."""
    assert notes_start((Block(text="Ends", kind="item"),)) == 1


def test_links_are_absolute_once_each_and_documents_apart() -> None:
    """An attachment's picture links before its title does; the title is what it is called."""
    html = """<a href="/a">A</a> <a href="/a#part">again</a> <a href="#top">top</a> <a href="mailto:x@y.example">m</a>
      <a href="javascript:alert(1)">j</a> <a href="/m/rules.PDF?v=2"><img></a> <a href="/m/rules.PDF?v=2">Rules</a>"""
    links, attachments = read_links(BeautifulSoup(html, "lxml"), "https://www.gov.uk/government/news/x")
    assert links == (Link(title="A", url="https://www.gov.uk/a"),)
    assert attachments == (
        Link(title="Rules", url="https://www.gov.uk/m/rules.PDF?v=2", content_type="application/pdf"),
    )


def test_the_text_of_an_element_is_one_line() -> None:
    """Blocks and line breaks inside it become spaces."""
    soup = BeautifulSoup("<div><p>Ministry<br>of</p><p>Lights</p></div>", "lxml")
    assert text_of(soup) == "Ministry of Lights"
