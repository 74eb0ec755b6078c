"""Why a topic matched a release, or why not, on the screen: the query as a tree, each part with what it found."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from flows.commands.marking import marked_sentence
from parsers.records import Release
from parsers.topics.explanation import Explanation

_SHOWN = 5  # places of one part


def tell_explanation(console: Console, explanation: Explanation, release: Release) -> None:
    """Show the query's parts: which held, where, and which did not."""
    console.print(Text(release.title, style="bold"))
    console.print(Text(release.url, style="dim"))
    console.print(_tree(explanation, release))
    if explanation.held:
        console.print("It matches.", style="green")
    elif explanation.missing:
        console.print(
            Text(f"It does not match: {explanation.missing} is absent, everything else is there.", style="yellow")
        )
    else:
        console.print("It does not match.", style="yellow")


def _tree(explanation: Explanation, release: Release) -> Tree:
    sign, style = ("✓", "green") if explanation.held else ("✗", "red")
    tree = Tree(Text(f"{sign} {explanation.written}", style=style), guide_style="dim")
    for part in explanation.parts:
        tree.children.append(_tree(part, release))
    if not explanation.parts:
        for mention in explanation.mentions[:_SHOWN]:
            tree.add(
                Text(f"{mention.field} {mention.start}: ", style="dim").append_text(marked_sentence(release, mention))
            )
        if len(explanation.mentions) > _SHOWN:
            tree.add(Text(f"and {len(explanation.mentions) - _SHOWN} more", style="dim"))
    return tree
