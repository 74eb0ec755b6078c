"""Whether what was found on a page of an unknown publisher is the text of one release, or something else.

Does not repair: what is doubtful becomes a problem that a person looks at, never a guess that a recipient reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parsers.generic_body import FoundBody
from parsers.generic_page import GenericPage
from parsers.generic_phrases import is_wall, says_missing
from parsers.generic_text import TextBlock, teasers

_LOGIN, _FEW, _SHORT = 1500, 8, 400  # characters; words; characters
_TELLING = 3  # words of a title: one or two may be 'Press conference'
_TEASERS = 4  # a release may name two or three others with their dates


def doubt(page: GenericPage, body: FoundBody, title: str, description: str) -> str:
    """Return why a text may not be that of a release, as the end of a sentence; empty for one that can be trusted."""
    text = " ".join(one.text for one in body.blocks)
    reasons = (
        (_says_missing(title, text), "a page that says that it was not found"),
        (len(text.split()) < _FEW and len(text) < 10 * _FEW, f"a text of {len(text.split())} words"),
        (_walled(body.blocks, len(text)), "a notice about cookies, JavaScript or an account"),
        (_asks_for_password(page, len(text)), "a page that asks for a password"),
        (_linked(body.blocks, len(text)), "a text that is mostly links"),
        (_is_listing(page, body), "a list of several releases"),
        (_disagrees(body, title, description), f"a text without a word of its title {title[:60]!r}"),
    )
    return next((reason for applies, reason in reasons if applies), "")


def _says_missing(title: str, text: str) -> bool:
    """A short text or a title that says so; a long release may well report that something was not found."""
    if says_missing(title):
        return len(text) < _LOGIN
    return len(text) < _SHORT and says_missing(text) and not _shared(_telling(title), text)


def _walled(blocks: Sequence[TextBlock], total: int) -> bool:
    walls = (one.text for one in blocks if is_wall(one.text))
    return 2 * sum(map(len, walls)) > total


def _asks_for_password(page: GenericPage, total: int) -> bool:
    return total < _LOGIN and any((one.get("type") or "").lower() == "password" for one in page.body.iter("input"))


def _linked(blocks: Sequence[TextBlock], total: int) -> bool:
    return 2 * sum(one.linked for one in blocks) > total


def _is_listing(page: GenericPage, body: FoundBody) -> bool:
    """Whether the page is about several articles: by its JSON-LD, by teasers, or by more than one whole text."""
    if len(page.articles) > 1 and not page.item:
        return True
    return _is_list_of_teasers(_between(body)) or _articles(body.blocks) > 1


def _between(body: FoundBody) -> Sequence[TextBlock]:
    """Return the page's blocks from the first to the last of the text, with those that were passed over."""
    chosen = {id(one) for one in body.blocks}
    places = [n for n, one in enumerate(body.around) if id(one) in chosen]
    return body.around[places[0] : places[-1] + 1] if places else body.blocks


def _is_list_of_teasers(blocks: Sequence[TextBlock]) -> bool:
    """Whether most of the text stands in items that are headed by a link and bear a date."""
    found = teasers(blocks).values()
    return len(found) >= _TEASERS and 2 * sum(map(_size, found)) > _size(blocks)


def _size(blocks: Sequence[TextBlock]) -> int:
    return sum(len(one.text) for one in blocks)


def _articles(blocks: Sequence[TextBlock]) -> int:
    """Return among how many elements `article` a text is shared out, of which each has a good part."""
    held: Counter[object] = Counter()
    for block in blocks:
        outermost = list(block.owner.iterancestors("article"))[-1:]
        held.update(dict.fromkeys(outermost, len(block.text)))
    return sum(5 * size > sum(held.values()) for size in held.values())


def _disagrees(body: FoundBody, title: str, description: str) -> bool:
    """Whether nothing ties a text to its page: no word of some length of its title or description stands in it.

    A short text right under its title is tied by its place.
    """
    text, words = " ".join(one.text for one in body.blocks), _telling(title)
    if body.under_title and len(text) < _SHORT:
        return False
    return len(words) >= _TELLING and not _shared(words, text) and not _shared(_telling(description), text)


def _telling(title: str) -> list[str]:
    return [one for one in re.findall(r"[^\W\d_]+", title.casefold()) if len(one) > 3]


def _shared(words: Sequence[str], text: str) -> bool:
    """Whether a word, or five letters of it in a row, stands in the text: words change at both ends."""
    folded = text.casefold()
    pieces = (one[n : n + 5] for one in words for n in range(max(1, len(one) - 4)))
    return any(one in folded for one in pieces) or _unspaced(text)


def _unspaced(text: str) -> bool:
    """Whether a text is written without gaps between words, as Chinese, Japanese and Thai are."""
    return len(text) > 20 * max(1, len(text.split()))
