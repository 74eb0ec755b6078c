"""What is not the text of one release is a problem with a reason, and never a guess."""

from __future__ import annotations

import pytest

from tests.parsers.unknown_pages import PARAGRAPHS, TITLE, json_ld, prose, read, refused, unknown_page

_TEASER = '<li><a href="/news/{n}">{title}</a><p>{n} October 2026</p><p>{text}</p></li>'
LISTING = "".join(_TEASER.format(n=n, title=f"News number {n}", text=PARAGRAPHS[n % 4]) for n in range(1, 9))
COOKIES = prose(
    "We and our partners use cookies to give you the best experience and to count the visitors of this site.",
    "You can accept all cookies, or choose your privacy settings under the link that stands below this text.",
)
LOGIN = prose("Enter your username and your password to read on.", "Forgot your password? Please write to the desk.")
APP = (
    '<html lang="en"><head><title>Havens</title></head><body><div id="root"></div><script>run()</script></body></html>'
)
STRANGE = prose(*["Quite another story about mountain railways in the far south."] * 9)
SEVERAL = "".join(f"<article><h2>Story {n}</h2>{prose()}</article>" for n in range(3))
ASKING = "<p>Members of the press find this text behind the form below.</p><input type='password'>"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (unknown_page(f"<ul>{LISTING}</ul>", title="News"), "a list of several releases"),
        (unknown_page(COOKIES), "a notice about cookies"),
        (unknown_page(COOKIES, title="Cookies on this site"), "a notice about cookies"),
        (unknown_page(f"{LOGIN}<input type='password'>", title="Log in"), "JavaScript or an account"),
        (unknown_page(ASKING), "asks for a password"),
        (unknown_page(prose("You need to enable JavaScript to run this app in your browser.")), "JavaScript"),
        (unknown_page(prose("The page that you asked for was perhaps moved."), title="Page not found"), "not found"),
        (unknown_page(prose("Leider wurde die Seite nicht gefunden."), title="Fehler"), "not found"),
        (unknown_page(STRANGE, title="New lifeboat ordered for Havenport"), "without a word of its title"),
        (unknown_page(SEVERAL).replace("<main><article>", "<main><div>"), "a list of several releases"),
        (unknown_page(head=json_ld(headline="One") + json_ld(headline="Two")), "a list of several releases"),
    ],
    ids="listing wall own-wall login password no-script missing missing-de strange articles two-items".split(),
)
def test_a_page_that_is_no_release_is_doubtful_and_says_why(page: str, reason: str) -> None:
    kind, message = refused(page)
    assert kind == "doubtful_body", message
    assert reason in message
    assert "give the source a layout with selectors" in message


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("   ", "empty_page"),
        ("<!-- nothing -->", "empty_page"),
        (APP.replace("Havens", "Just a moment..."), "challenge_page"),
        (APP.replace("Havens", ""), "no_title"),
        (APP, "no_body"),
        (unknown_page("<img src='/boat.jpg'>"), "no_body"),
        (unknown_page().partition("Volunteers")[0], "cut_page"),
    ],
    ids="empty comment challenge untitled app picture half".split(),
)
def test_a_page_without_a_text_is_named_for_what_it_lacks(page: str, kind: str) -> None:
    assert refused(page)[0] == kind


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("Havenport fines a web shop", ("“We use cookies without asking,” the shop had admitted.", *PARAGRAPHS)),
        ("Wreck of the ferry not found", ("The wreck was not found on Monday, said the navy.", *PARAGRAPHS)),
        (TITLE, (*PARAGRAPHS, "Register for the christening: please log in to your account on the site.")),
    ],
)
def test_a_release_about_such_things_is_a_release(title: str, paragraphs: tuple[str, ...]) -> None:
    assert read(unknown_page(prose(*paragraphs), title=title)).body == "\n\n".join(paragraphs)


def test_teasers_of_other_releases_under_a_text_do_not_make_it_a_list() -> None:
    release = read(unknown_page(f"{prose()}</div><div class='more'><h2>More news</h2><ul>{LISTING[:700]}</ul>"))
    assert release.body.startswith("\n\n".join(PARAGRAPHS))
    assert "News number" not in release.body
