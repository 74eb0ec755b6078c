"""URLs as identities."""

from __future__ import annotations

import pytest

from parsers.locations import ForeignLinkError, canonical_url, mirrored, moved_to_origin, origin_of, url_at_home
from tests.parsers.samples import GOVUK

HOME = "https://www.gov.uk"
ASKED = "http://127.0.0.1:8099/search/news-and-communications.atom"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/government/news/lights", "https://www.gov.uk/government/news/lights"),
        ("  /government/news/lights\n", "https://www.gov.uk/government/news/lights"),
        ("HTTPS://WWW.GOV.UK:443/a#part", "https://www.gov.uk/a"),
        ("https://user:secret@www.gov.uk/a", "https://www.gov.uk/a"),
        ("//other.example", "https://other.example/"),
        ("http://other.example:8080/a?b=c", "http://other.example:8080/a?b=c"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
        ("/a.html;jsessionid=6E16.2_cid387?nn=1#part", "https://www.gov.uk/a.html?nn=1"),
    ],
)
def test_a_link_has_one_written_form(href: str, url: str) -> None:
    """Absolute, host in small letters, no fragment, no default port, no password, no number of the visit."""
    assert canonical_url(href, f"{HOME}/") == url


@pytest.mark.parametrize(
    "href",
    [
        "",
        "  ",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "tel:123",
        "ftp://a.example/",
        "http://",
        "http://a b.example/",
        "http://a.example:port/",
        "http://[::1/",
        "https://<script>/",
    ],
)
def test_what_is_no_web_address_is_refused(href: str) -> None:
    """Nothing but http and https, and never without a host."""
    with pytest.raises(ValueError, match=r"\w"):
        canonical_url(href, HOME)


def test_origins_are_scheme_host_and_port() -> None:
    """A URL can be moved from one to another."""
    assert origin_of("http://127.0.0.1:8099/a?b") == "http://127.0.0.1:8099"
    assert moved_to_origin("http://127.0.0.1:8099/a?b", HOME) == "https://www.gov.uk/a?b"


@pytest.mark.parametrize(
    "href",
    [
        "/a",
        "http://127.0.0.1:8099/a",
        "https://www.gov.uk/a",
        "http://www.gov.uk/a",
        "//127.0.0.1:8099/a",
        "https://WWW.gov.uk:443/a",
    ],
)
def test_the_host_that_was_asked_is_the_sources_own(href: str) -> None:
    """A source pointed at a mirror or a test server gives the URLs that it would give at home."""
    assert url_at_home(href, ASKED, GOVUK) == "https://www.gov.uk/a"


@pytest.mark.parametrize(
    "href",
    [
        "http://127.0.0.1:22/",
        "http://169.254.169.254/latest",
        "//evil.example/x",
        "https://www.gov.uk.evil.example/",
        "https://www.gov.uk:8443/",
        "https://www.gov.uk@evil.example/",
    ],
)
def test_a_link_to_another_host_or_port_is_foreign(href: str) -> None:
    """A feed cannot send the fetcher elsewhere."""
    with pytest.raises(ForeignLinkError, match="is not at https"):
        url_at_home(href, ASKED, GOVUK)


def test_an_address_that_is_at_the_mirror_already_is_asked_as_it_is() -> None:
    """The settings may name a mirror below a path, and a feed that lies there too."""
    mirror = "http://127.0.0.1:8099/sites/www.gov.uk"
    assert mirrored(f"{HOME}/news?a=b", mirror) == f"{mirror}/news?a=b"
    assert mirrored(f"{mirror}/feed.xml", mirror) == f"{mirror}/feed.xml"
    assert mirrored("http://127.0.0.1:8099/sites/www.gov.uk.example/", mirror) != mirror
