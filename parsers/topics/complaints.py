"""What is wrong with a query, said to the person who wrote it: where, what was expected, and what to write.

Knows the tokens of a query, not its tree. It is asked only after the parser has given up, so it may take its time.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Token  # what is read by other means than the grammar does without it

ZONES = ("title", "summary", "body", "quote", "notes", "speaker", "organisation", "place")
PREFIXES = (*ZONES, "exact", "source", "country", "type", "language", "topic")
LONGEST = 1_000  # words that NEAR and FIRST reach, times that ATLEAST counts
_BINARY = frozenset({"_AND", "_OR", "NEAR", "EXCEPT", "_SENTENCE", "_PARAGRAPH"})
_PREFIX = frozenset({"NOT", "ATLEAST", "FIRST", "ZONE", "EXACT"})
_LOWERED = frozenset({"and", "or", "not", "sentence", "paragraph", "except"})


class MistakeError(Exception):
    """Something wrong at a place of a query; becomes a QueryError where the query is known."""

    def __init__(self, position: int, message: str, example: str) -> None:
        """Take the place of the mistake; `example` is a query that would be right."""
        super().__init__(message)
        self.position, self.message, self.example = position, message, example


@dataclass(slots=True)
class _Reading:
    """How far a query has been read."""

    opened: list[Token] = field(default_factory=list)
    last: Token | None = None
    after_term: bool = False  # a term stands before: an operator is expected


def complaint(tokens: Sequence[Token]) -> MistakeError:
    """Return the first mistake among the tokens of a query that the parser has refused."""
    if not tokens:
        return MistakeError(0, "the query is empty; write at least one word to look for", 'JEF OR "High North"')
    reading = _Reading()
    for token in tokens:
        found = _wrong(token) or (_after_term(token, reading) if reading.after_term else _before_term(token, reading))
        if found:
            return found
        reading.last = token
    return _at_the_end(reading)


def _at_the_end(reading: _Reading) -> MistakeError:
    if not reading.after_term and reading.last is not None:
        return _nothing_right(reading.last)
    if reading.opened:
        message = "this parenthesis is never closed; write ) behind the group"
        return MistakeError(_place(reading.opened[-1]), message, "(JEF OR NATO)")
    return MistakeError(0, "this is not a query of the topic language", '"High North" AND (JEF OR NATO)')


def _before_term(token: Token, reading: _Reading) -> MistakeError | None:
    if token.type in _BINARY:
        return _nothing_left(token)
    if token.type == "RPAR":
        return _nothing_inside(token, reading)
    if token.type == "LPAR":
        reading.opened.append(token)
    if token.type == "NOT" and reading.last is not None and reading.last.type in _BINARY - {"_AND", "_OR"}:
        message = f"NOT cannot stand right behind {reading.last}; put it in parentheses, or before the whole"
        return MistakeError(_place(token), message, f"JEF {reading.last} (drone NOT survey)")
    reading.after_term = token.type not in _PREFIX and token.type != "LPAR"
    return None


def _after_term(token: Token, reading: _Reading) -> MistakeError | None:
    if token.type == "RPAR":
        if not reading.opened:
            return MistakeError(
                _place(token), "this parenthesis was never opened; leave it out", "(JEF OR NATO) AND drone"
            )
        reading.opened.pop()
        return None
    if token.type in _BINARY or token.type == "NOT":
        reading.after_term = False
        return None
    return _side_by_side(token, reading.last or token)


def _side_by_side(token: Token, before: Token) -> MistakeError:
    lowered = next((one for one in (token, before) if one.type == "WORD" and _is_operator(one)), None)
    if lowered is not None:
        return lower_case(lowered)
    left, right = _plain(before), _plain(token)
    message = (
        f"two terms side by side; write AND, OR or NEAR/5 between {left} and {right}, or one pair of quotation marks "
        "around both for a phrase"
    )
    return MistakeError(_place(token), message, _as_phrase(f"{before} {token}"))


def _is_operator(token: Token) -> bool:
    word = token.casefold()
    return word in _LOWERED or re.fullmatch(r"(o?near|atleast|first)/[1-9]\d{0,2}", word) is not None


def lower_case(token: Token) -> MistakeError:
    """Return the complaint about an operator that is not written in capitals."""
    written = token.upper()
    message = f"operators are written in capitals: {written}; quotation marks make {str(token)!r} a word to look for"
    prefixed = written.startswith(("ATLEAST", "FIRST"))
    return MistakeError(_place(token), message, f"{written} (JEF)" if prefixed else f"JEF {written} NATO")


def _as_phrase(text: str) -> str:
    """Return people's own words as a phrase, where they are plain words."""
    return f'"{text}"' if re.fullmatch(r"[^\W_]+(?: [^\W_]+)*", text) and len(text) <= 60 else '"High North"'


def _with(token: Token) -> str:
    """Return a right query with the operator of a token."""
    operator = re.sub(r"/.*", "/5", token)
    return f"JEF {operator} drone" if token.type in _BINARY or token.type == "NOT" else f"{operator}(JEF)"


def _nothing_left(token: Token) -> MistakeError:
    return MistakeError(_place(token), f"{token} has nothing to its left; write a term before it", _with(token))


def _nothing_right(token: Token) -> MistakeError:
    if token.type == "LPAR":
        return MistakeError(_place(token), "this parenthesis is never closed and holds nothing", "(JEF OR NATO)")
    return MistakeError(_place(token), f"{token} has nothing to its right; write a term behind it", _with(token))


def _nothing_inside(token: Token, reading: _Reading) -> MistakeError:
    if reading.last is None or (reading.last.type != "LPAR" and reading.opened == []):
        return MistakeError(_place(token), "this parenthesis was never opened; leave it out", "(JEF OR NATO) AND drone")
    if reading.last.type != "LPAR":
        return _nothing_right(reading.last)
    return MistakeError(_place(token), "these parentheses hold nothing; write a term between them", "(JEF OR NATO)")


def _wrong(token: Token) -> MistakeError | None:
    return misused(token) if token.type in {"UNCLOSED", "UNKNOWN", "LOOSE"} else None


def misused(token: Token) -> MistakeError:
    """Return the complaint about a token that is wrong wherever it stands."""
    if token.type == "UNCLOSED":
        message = "this quotation mark is never closed; write another behind the phrase"
        return MistakeError(_place(token), message, _as_phrase(token[1:].strip()))
    if token.type == "UNKNOWN":
        return _unknown_zone(token)
    operator = token.partition("/")[0]
    message = f"{operator} needs a number behind a slash; quotation marks make it a word to look for"
    example = f"JEF {operator}/10 drone" if operator.endswith("NEAR") else f"{operator}/3 (JEF)"
    return MistakeError(_place(token), message, example)


def _unknown_zone(token: Token) -> MistakeError:
    name = token.removesuffix(":")
    if name.casefold() in {"filter", ""} or name in PREFIXES:
        return MistakeError(_place(token), f"nothing stands behind {str(token)!r}", "title:JEF AND source:uk/govuk")
    near = difflib.get_close_matches(name.casefold(), PREFIXES, n=1)
    hint = f"did you mean {near[0]}:?" if near else f"known: {', '.join(PREFIXES)}"
    message = f"there is no zone or filter {name!r}; {hint} A colon that belongs to the text goes in quotation marks"
    return MistakeError(_place(token), message, f"{near[0] if near else 'title'}:JEF")


def number_of(token: Token) -> int:
    """Return the number of NEAR/10, ATLEAST/3 or FIRST/50. Raises MistakeError for nought and for huge ones."""
    operator, _, digits = token.partition("/")
    if len(digits) <= 6 and 1 <= int(digits) <= LONGEST:
        return int(digits)
    example = f"JEF {operator}/10 drone" if operator.endswith("NEAR") else f"{operator}/3 (JEF)"
    message = f"{operator} takes a number from 1 to {LONGEST:,}, not {_shortened(digits)}"
    raise MistakeError(_place(token), message, example)


def _plain(token: Token) -> str:
    return {"LPAR": "this group", "RPAR": "this group"}.get(token.type, _shortened(token))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"


def _place(token: Token) -> int:
    return token.start_pos or 0
