"""Answers of status 200 that are no answers: bot challenges and accounts that a host has switched off.

Does not try to get round them.
"""

from __future__ import annotations

import re

# Interstitials of the two content networks that government sites use most, and of hosts that ask for JavaScript.
_CHALLENGE = re.compile(
    r"<title>\s*(just a moment|attention required|access denied|checking your browser|please verify|are you a robot)"
    r"|cf-challenge|/cdn-cgi/challenge-platform|_Incapsula_Resource",
    re.IGNORECASE,
)
_SUSPENDED = re.compile(r"<title>\s*(account suspended|site suspended|this account has been suspended)", re.IGNORECASE)
_HEAD = 20_000  # characters that are looked at: both stand at the top, and a release that speaks of them does not


def refusal(text: str) -> tuple[str, str] | None:
    """Return (kind, what it is) of an answer that refuses, None for all others; the kinds are stable words."""
    if not text.strip():
        return "empty_page", "an empty answer"
    if _CHALLENGE.search(text, 0, _HEAD):
        return "challenge_page", "a bot challenge, which is left alone until the next visit"
    if _SUSPENDED.search(text, 0, _HEAD):
        return "suspended_page", "a notice that the account at this host is suspended"
    return None
