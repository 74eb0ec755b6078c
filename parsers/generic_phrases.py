"""What pages say that are no releases, in the languages of Europe's governments; and what a date looks like in a list.

Does not decide: a release about cookies holds such a sentence too, and `generic_doubt` weighs how much of a text it is.
"""

from __future__ import annotations

import re

_COOKIE = r"(\w+ ){0,3}(cookies?|kakor|informasjonskapsler|evästeitä|ciasteczek)"
_WALLS = (  # in the first person or as an order: a release reports it, and does not say it
    rf"we (and our partners )?use {_COOKIE}",
    rf"(this|our) (web)?site uses {_COOKIE}",
    r"(accept|reject|manage) (all |your )?cookies",
    r"your (consent|privacy) (choices|preferences|settings)",
    r"cookie (settings|preferences|policy|notice)",
    rf"wir (verwenden|nutzen|setzen) {_COOKIE}",
    rf"nous utilisons {_COOKIE}",
    rf"(utilizamos|usamos|utilizziamo|używamy|käytämme) {_COOKIE}",
    rf"(wij|we) gebruiken {_COOKIE}",
    rf"vi (använder|bruger|bruker) {_COOKIE}",
    r"(мы )?используем (\w+ ){0,2}cookies?",
    r"(enable|activate|turn on|requires?|without) (\w+ ){0,2}javascript",
    r"javascript (is|must be|has been|to be) (\w+ )?(disabled|enabled|required|activated)",
    r"aktivieren sie (\w+ ){0,2}javascript",
    r"activer javascript",
    r"your browser (does not|is not|is out)",
    r"(forgot|reset|forgotten) (your |the )?password",
    r"(log|sign) in (to|with) (your|continue)",
    r"enter your (\w+ ){0,2}(password|username|e-?mail)",
    r"please (log|sign) in",
    r"create an account",
    r"(passwort|kennwort) vergessen",
    r"mot de passe oublié",
)
_MISSING = (
    r"\b404\b",
    r"\b(page|document|article|content) (\w+ ){0,2}(not|no longer) (be )?(found|exists?|available)",
    r"\bcan(no|['’])?t find (the|that|this) page",
    r"\bno such page",
    r"\bpage (does ?n[o’']?t|does not) exist",
    r"\bpage you .{0,40}(could not|cannot|can['’]t|no longer|does not|doesn['’]t)",
    r"\bseite (\w+ ){0,2}nicht (gefunden|verfügbar)",
    r"\b(page|contenu) (introuvable|non trouvée?)",
    r"\bpágina no (encontrada|existe)",
    r"\bpagina (non trovata|niet gevonden)",
    r"\bsidan (hittades inte|finns inte)",
    r"\bsiden (blev ikke fundet|finnes ikke|findes ikke)",
    r"\bsivua ei löyty",
    r"\bnie znaleziono strony",
    r"\bстраница не найдена",
    r"\bсторінку не знайдено",
    r"\bη σελίδα δεν βρέθηκε",
)
_DATES = (
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b",
    r"\b(?:19|20)\d\d-\d\d-\d\d\b",
    r"\b\d{1,2}\.?\s+[^\W\d]{3,12}\.?,?\s+(?:19|20)\d\d\b",
    r"\b[^\W\d]{3,12}\.?\s+\d{1,2},\s+(?:19|20)\d\d\b",
)
# Long patterns are slow on text that has nothing of them; one of these stands in every sentence that they fit.
_HINT = re.compile(
    r"cookie|kakor|informasjonskapsler|evästeitä|ciasteczek|consent|privacy|script|browser|passw|kennwort|mot de passe"
    r"|(log|sign) in|account|enter your",
    re.IGNORECASE,
)
_WALL_PATTERN = re.compile("|".join(_WALLS), re.IGNORECASE)
_MISSING_PATTERN = re.compile("|".join(_MISSING), re.IGNORECASE)
_DATE_PATTERN = re.compile("|".join(_DATES))


def is_wall(text: str) -> bool:
    """Return whether a text speaks of cookies, JavaScript or an account to whoever reads the page."""
    return _HINT.search(text) is not None and _WALL_PATTERN.search(text) is not None


def says_missing(text: str) -> bool:
    """Return whether a text says that there is no such page."""
    return _MISSING_PATTERN.search(text) is not None


def names_a_date(text: str) -> bool:
    """Return whether a text holds a day, month and year."""
    return _DATE_PATTERN.search(text) is not None
