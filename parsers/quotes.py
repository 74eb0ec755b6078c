"""Who said what: the quotes of a release, from its blockquotes and from its running text.

Does not judge what is said. A quote needs somebody who says it: titles, terms and scare quotes are no quotes, and
neither is an indented law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from parsers.attributions import lead_in, signature, split_signature
from parsers.marks import has_marks, opens_with_mark, unquoted
from parsers.people import People
from parsers.records import Block, Quote
from parsers.running_quotes import Paragraph, Spoken, dash_line, dash_quotes, read_paragraph
from parsers.sentences import last_sentence
from parsers.speakers import Speaker
from parsers.speech import hands_over, knows_verbs, uses_dashes

_FURTHEST = 12  # paragraphs over which a quote without marks is followed
_MOST = 2_000  # paragraphs that may hold quotes; longer pages are no releases, and must not hold a run up
_SAYS = re.compile(
    r"\b(?:said|says|say|added|adds|commented|comments|continued|concluded|stated|explained|told|responded)\b[^:]{0,60}:$"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|ours|us|my|me)\b|\b(?:I|we)['’]", re.IGNORECASE)


def find_quotes(blocks: Sequence[Block], *, language: str) -> tuple[Quote, ...]:
    """Return the quotes in the blocks of a release, in their order, paragraphs of one quote parted by a blank line.

    A speaker who is named by surname, office or pronoun is given the full name and the role of the first mention.
    A blockquote of a language whose verbs of saying are not known has no speaker.
    """
    return tuple(_Reader(blocks, language).read())


class _Reader:
    """One walk over the blocks of a release; every step takes one block or more."""

    def __init__(self, blocks: Sequence[Block], language: str) -> None:
        self.blocks = blocks
        self.language = language
        self.people = People("\n".join(block.text for block in blocks))
        self.dashes = uses_dashes(language)
        self.at = 0
        self.left = _MOST
        self.last: Speaker | None = None  # who spoke in the block before, where that block was nothing but a quote

    def read(self) -> Iterator[Quote]:
        while self.at < len(self.blocks) and self.left:
            block, last = self.blocks[self.at], self.last
            self.last = None
            if block.quotation is not None:
                yield from self.blockquote(last)
            elif self.dashes and (found := dash_quotes(block.text, language=self.language)):
                yield from self.spoken(found)
            elif self.dashes and (line := self.announced_dash(block, last)):
                self.taking(1)
                yield line
            elif has_marks(block.text):
                yield from self.paragraph(last)
            else:
                self.at += 1
                yield from self.unmarked()

    def taking(self, count: int) -> None:
        """Go on behind so many blocks, which may hold quotes."""
        self.at += count
        self.left -= 1

    def spoken(self, found: Sequence[Spoken]) -> Iterator[Quote]:
        """Take a paragraph that opens with a dash."""
        speaker = self.named(found[0].who, before=self.context(self.at, ""))
        self.taking(1)
        if speaker:
            yield from (_quote(one.text, speaker) for one in found)
            self.last = speaker

    def announced_dash(self, block: Block, last: Speaker | None) -> Quote | None:
        """The speech behind a dash that only 'X kommenterar:' in the paragraph before attributes."""
        before = self.blocks[self.at - 1].text if self.at else ""
        said = dash_line(block.text) if block.kind == "paragraph" and hands_over(before, self.language) else ""
        if not said:
            return None
        who = None if last else lead_in(before, language=self.language, quoted=False)
        speaker = self.named(who) if who else last
        return _quote(said, speaker) if speaker else None

    def blockquote(self, last: Speaker | None) -> Iterator[Quote]:
        first, number = self.at, self.blocks[self.at].quotation
        while self.at < len(self.blocks) and self.blocks[self.at].quotation == number:
            self.at += 1
        self.taking(0)
        texts = [block.text for block in self.blocks[first : self.at]]
        speaker, texts = self.blockquote_speaker(first, texts, last)
        self.last = speaker
        if speaker or not knows_verbs(self.language):
            yield _quote("\n\n".join(unquoted(texts)), speaker or Speaker(name=None, role=None))

    def blockquote_speaker(
        self, first: int, texts: list[str], last: Speaker | None
    ) -> tuple[Speaker | None, list[str]]:
        """Who speaks in a blockquote, and its text without the lines that only say so."""
        *rest, last_line = split_signature(texts[-1]) if len(texts) == 1 else texts
        signed = signature(last_line) if rest else None
        if signed and (speaker := self.named(signed)):
            return speaker, rest
        inner = lead_in(texts[0], language=self.language, quoted=False) if len(texts) > 1 else None
        if inner and (speaker := self.named(inner)):
            return speaker, texts[1:]
        before = self.blocks[first - 1] if first else None
        if before and before.quotation is None:
            return self.announced(first - 1) or self.signed_after(), texts
        return last, texts

    def announced(self, number: int) -> Speaker | None:
        """Who is announced in the paragraph before a quote."""
        text = self.blocks[number].text
        who = lead_in(text, language=self.language, quoted=True)
        if who:
            return self.named(who, before=self.context(number, text))
        return self.people.subject(last_sentence(text)) if text.endswith(":") else None

    def signed_after(self) -> Speaker | None:
        """Who signs the quote in the paragraph behind it."""
        if self.at >= len(self.blocks) or self.blocks[self.at].quotation is not None:
            return None
        text = self.blocks[self.at].text
        leads = (
            self.at + 1 < len(self.blocks) and self.blocks[self.at + 1].quotation is not None
        )  # the next quote's, not this one's
        who = signature(text) if text[:1] in "–—-" or not leads else None
        return self.named(who) if who else None

    def named(self, who: str, *, before: str = "") -> Speaker | None:
        speaker = self.people.who(who, before=before)
        return speaker if speaker and speaker.name else None

    def paragraph(self, last: Speaker | None) -> Iterator[Quote]:
        """Take a paragraph of running text, with those that go on with its quote."""
        number = self.at
        running = takewhile(lambda block: block.quotation is None, self.blocks[number : number + _FURTHEST])
        texts = [block.text for block in running]
        found, taken = read_paragraph(Paragraph(text=texts[0], following=tuple(texts[1:]), language=self.language))
        self.taking(taken)
        for one in found:
            before = self.context(number, texts[0][max(0, one.start - 1000) : one.start])
            speaker = self.named(one.who, before=before) if one.who else self.from_outside(one, last, number)
            if speaker:
                yield _quote(one.text, speaker)
                self.last = speaker if one.closing else None
        if not found:
            yield from self.unmarked()

    def context(self, number: int, text: str) -> str:
        """What stands in front of the last sentence of a text: in its own paragraph, else the paragraph before."""
        own = text.removesuffix(last_sentence(text)).rstrip()
        return own or (self.blocks[number - 1].text if number else "")

    def from_outside(self, one: Spoken, last: Speaker | None, first: int) -> Speaker | None:
        """Who speaks in a quote that has no attribution in its own paragraph."""
        if not one.alone:
            return None
        before = self.blocks[first - 1] if first else None
        leads = before and before.quotation is None and not opens_with_mark(before.text)
        return (self.announced(first - 1) if leads else None) or self.signed_after() or last

    def unmarked(self) -> Iterator[Quote]:
        """A quote that only 'X said:' in the paragraph before tells: it goes on as long as it speaks of I and we."""
        lead = self.blocks[self.at - 1]
        if not lead.text.endswith(":") or not _SAYS.search(lead.text[-200:]):
            return
        stop = self.at
        while stop < len(self.blocks) and stop - self.at < _FURTHEST and self.goes_on(stop, self.blocks[stop]):
            stop += 1
        who = lead_in(lead.text, language=self.language, quoted=False) if stop > self.at else None
        speaker = self.named(who) if who else None
        if speaker:
            yield _quote("\n\n".join(block.text for block in self.blocks[self.at : stop]), speaker)
            self.at = stop

    def goes_on(self, number: int, block: Block) -> bool:
        if (
            block.kind != "paragraph"
            or block.quotation is not None
            or block.text.endswith(":")
            or opens_with_mark(block.text)
        ):
            return False
        whole = len(block.text) > 20 and block.text[-1] in ".!?…"
        return whole and (number == self.at or _FIRST_PERSON.search(block.text) is not None)


def _quote(text: str, speaker: Speaker) -> Quote:
    return Quote(text=text, speaker=speaker.name, role=speaker.role)
