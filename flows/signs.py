"""Signs for characters that nobody sees and that act: control characters, and what turns the reading direction.

Pure. Digests take such characters out (`alerts.marks`); here nothing is lost, for where data are shown, or what changed
in them, a reader has to see that something is there.
"""

from __future__ import annotations

import re

# Control characters of both blocks but for line break and tab, overrides of the direction, and halves of characters.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURES = 0x2400  # the block of pictures of the first 32 control characters: ␛
_OTHER = "\ufffd"


def visible(text: str) -> str:
    """Return the text with a sign for each character that acts: '␛' for an escape, '�' for most others."""
    return _ACTING.sub(lambda found: _sign(ord(found[0])), text)


def escaped(text: str) -> str:
    """Return JSON with these characters as its own escapes, so that it means the same and does nothing."""
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _sign(code: int) -> str:
    return chr(_PICTURES + code) if code < 0x20 else _OTHER
