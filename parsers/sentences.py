"""Where a sentence ends, abbreviations ('Sen. Reed', 'U.S. Army') passed over.

Does not split a text into all its sentences; those who read attributions need only the last.
"""

from __future__ import annotations

import re

ABBREVIATION = (
    r"(?:Sens?|Reps?|Gov|Drs?|Mrs?|Ms|St|Prof|Lt|Gen|Col|Maj|Capt|Sgt|Cpl|Hon|Rt|No|Jr|Sr|U\.S|D\.C|"
    r"Jan|Feb|Aug|Sept?|Oct|Nov|Dec|[A-ZÅÄÖ])"
)
_END = re.compile(r"[.!?…][\"”“’»)]*\s+(?=[\"“‘«„A-ZÀ-ÞА-ЯЁІЇЄҐ0-9ĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲŁĆŃŚŹŻĐĚŘŤŮŐŰ])")
_ABBREVIATED = re.compile(rf"(?:^|[\s(]){ABBREVIATION}$")
_LONGEST = 600  # characters; longer sentences are cut at their front


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, which may be unfinished; an abbreviation ends none."""
    start = 0
    for end in _END.finditer(text, max(0, len(text) - _LONGEST)):
        if text[end.start()] != "." or not _ABBREVIATED.search(text[max(0, end.start() - 8) : end.start()]):
            start = end.end()
    return text[start:]
