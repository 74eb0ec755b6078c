"""A digest on the terminal: the same as the mail, in colour where there is colour, with signs where there is none.

Publisher text is never read as the terminal library's markup, and holds no control sequences (they are taken out when a
digest is composed).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from flows.alerts import phrasing as say
from flows.alerts.marks import cut
from flows.alerts.plain_text import signed
from flows.alerts.records import Digest, Edit, Item, Mark, Passage, Piece, Section
from flows.alerts.voices import echoed, voice_label
from flows.alerts.wording import counted, wording
from parsers.records import ChangeKind

MOST_COLUMNS = 100  # longer lines are hard to read
_STYLES: dict[Mark, str] = {"": "", "match": "bold black on yellow", "new": "green", "old": "red strike"}
_TONES: dict[ChangeKind, str] = {
    "new": "bold green",
    "revived": "bold green",
    "update": "bold blue",
    "moved": "bold blue",
    "silent": "bold yellow",
    "withdrawn": "bold red",
    "gone": "bold red",
    "broken": "bold red",
    "mended": "bold green",
}


class _Barred:
    """Something set in behind a bar, without the white space that rich's own padding puts at the ends of lines."""

    def __init__(self, inside: RenderableType, style: str) -> None:
        self._inside, self._style = inside, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        narrow = options.update(width=max(options.max_width - 4, 1))
        for line in console.render_lines(self._inside, narrow, pad=False):
            yield Segment("  │ ", Style.parse(self._style))
            yield from line
            yield Segment.line()


class DigestView:
    """A digest that rich prints: `console.print(DigestView(digest))`."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._words = wording(digest.language)
        self._coloured = True

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self._coloured = console.color_system is not None
        width = min(options.max_width, MOST_COLUMNS)
        yield from console.render(Group(*self._parts()), options.update(width=width, highlight=False))

    def _parts(self) -> Iterator[RenderableType]:
        first, *rest = say.summary(self._digest)
        yield Text(first, style="bold")
        yield from (Text(line) for line in rest)
        yield Text(say.dateline(self._digest), style="dim")
        for section in self._digest.sections:
            yield from self._section(section)
        yield from self._others()
        yield from self._echoes()
        yield from (Text(), Text(" ".join(say.footer(self._digest)), style="dim"))

    def _section(self, section: Section) -> Iterator[RenderableType]:
        yield from self._heading(section.name, section.count)
        for item in section.items:
            yield from (Text(), *self._item(item))
        if section.elsewhere:
            yield from (Text(), Text(f"{self._words.elsewhere}:", style="dim"))
        for item in section.elsewhere:
            yield self._short(item, say.told_under(self._digest, section, item))
        if section.more:
            yield from (Text(), Text(counted(self._words.more_items, section.more), style="dim"))

    def _heading(self, name: str, count: int) -> tuple[RenderableType, ...]:
        title = Text.assemble((cut(name, 60), "bold cyan"), (f" {count:,}", "dim"))
        return Text(), Rule(title, align="left", style="cyan")

    def _item(self, item: Item) -> Iterator[RenderableType]:
        yield Text.assemble(*self._badges(item))
        yield self._title(item)
        yield Text(say.byline(self._digest, item), style="dim")
        yield from [self._marked(item.standfirst)] if item.standfirst else []
        yield from (self._labelled(line.label, line.text) for line in say.details(self._digest, item))
        yield from (self._edit(edit) for edit in item.edits)
        yield from (self._passage(passage) for passage in item.passages)
        rest = say.more(self._digest, item)
        yield from [_Barred(Text(rest, style="dim"), "dim")] if rest else []
        yield from self._ends(item)

    def _badges(self, item: Item) -> Iterator[tuple[str, str]]:
        for number, event in enumerate(item.events):
            yield "  " if number else "", ""
            yield self._words.kinds[event.kind], _TONES[event.kind]
            yield f" {say.when(self._digest, event.at)}", "dim"

    def _title(self, item: Item) -> Text:
        title = self._marked(item.title)
        title.stylize_before(f"bold link {item.url}" if item.url else "bold")
        return title

    def _marked(self, pieces: Iterable[Piece]) -> Text:
        """Return pieces with colours, or with the signs of the plain text where there are none."""
        if not self._coloured:
            return Text(signed(pieces))
        return Text.assemble(*((piece.text, _STYLES[piece.mark]) for piece in pieces))

    def _passage(self, passage: Passage) -> RenderableType:
        words, credit = self._marked(passage.pieces), say.credit(self._digest, passage)
        said = Text.assemble("“", words, "”") if passage.speaker else words
        lines = [said, Text(f"– {credit}", style="dim")] if credit else [said]
        return _Barred(Group(*lines), "dim")

    def _edit(self, edit: Edit) -> RenderableType:
        labels = say.edit_labels(self._digest, edit)
        sides = [pair for pair in zip(labels, (edit.before, edit.after), strict=True) if pair[1]]
        lines = (self._labelled(label, self._marked(pieces)) for label, pieces in sides)
        return _Barred(Group(*lines), "yellow")

    def _labelled(self, label: str, text: str | Text) -> Text:
        return Text.assemble((f"{label}: ", "dim"), text)

    def _ends(self, item: Item) -> Iterator[RenderableType]:
        for why in item.reasons:
            yield self._labelled(f"{self._words.why} {why.name}", say.reason(self._digest, why))
        if item.sums:
            yield self._labelled(self._words.sums, say.sums(self._digest, item))
        for other in item.voices:
            yield self._labelled(voice_label(self._digest, item, other), other.title)
        if item.url:
            yield Text(item.url, style="dim underline", overflow="fold")

    def _short(self, item: Item, remark: str) -> Text:
        return Text.assemble("• ", self._title(item), (f" · {remark}", "dim"))

    def _others(self) -> Iterator[RenderableType]:
        digest = self._digest
        if digest.others:
            yield from self._heading(self._words.also_seen, len(digest.others) + digest.more_others)
        yield from (self._short(item, say.happened(digest, item)) for item in digest.others)
        if digest.more_others:
            yield Text(counted(self._words.more_items, digest.more_others), style="dim")

    def _echoes(self) -> Iterator[RenderableType]:
        digest = self._digest
        if digest.echoes:
            yield from self._heading(self._words.also_from, len(digest.echoes) + digest.more_echoes)
        yield from (self._short(item, echoed(digest, item)) for item in digest.echoes)
        if digest.more_echoes:
            yield Text(counted(self._words.more_items, digest.more_echoes), style="dim")
