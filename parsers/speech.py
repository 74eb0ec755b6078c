"""The words with which releases say that somebody speaks, language by language.

Does not know who speaks; `parsers.attributions` reads that beside these words.
"""

from __future__ import annotations

import re
from functools import cache

from parsers.numbers import base_language

_VERBS: dict[str, str] = {
    "en": "said says adds added commented comments stated states explained explains noted notes continued continues "
    "concluded concludes remarked told wrote writes tweeted responded responds replied declared emphasised emphasized "
    "stressed insisted warned argued observed reflected agreed recalled urged announced confirmed reiterated "
    "highlighted joked posted testified asked promised pledged claimed vowed enthused",
    "sv": "säger sade sa uppger betonar konstaterar framhåller menar kommenterar skriver förklarar understryker "
    "fortsätter",
    "da": "siger sagde udtaler udtalte fortæller tilføjer understreger mener forklarer skriver lyder fortsætter "
    "kommenterer",
    "nb": "sier sa seier uttaler forteller legger understreker mener forklarer skriver fortel opplyser "
    "fortsetter kommenterer",
    "is": "segir sagði bætir bætti leggur lagði útskýrir",
    "fi": "sanoo sanoi toteaa totesi kertoo kertoi korostaa painottaa kommentoi jatkaa arvioi muistuttaa kiittelee "
    "iloitsee lisää täsmentää",
    "et": "ütles sõnas lisas märkis rõhutas selgitas kommenteeris ütleb rõhutab märgib",
    "lv": "sacīja norādīja norāda uzsver uzsvēra saka teica skaidro atzīmē pauda piebilda",
    "lt": "sako sakė teigia teigė pabrėžia pabrėžė pažymi pažymėjo komentuoja kalbėjo akcentavo akcentuoja pridūrė",
    "de": "sagte sagt erklärte erklärt betonte betont so äußerte unterstrich ergänzte fügte führte meinte kommentierte "
    "bekräftigte bekräftigt teilte hebt begrüßt erläuterte",
    "nl": "zegt zei aldus stelt vertelt verklaarde verklaart benadrukt benadrukte reageert vindt",
    "fr": "déclaré déclare dit affirmé affirme souligné souligne ajouté ajoute indiqué indique expliqué explique "
    "précisé précise estimé rappelé rappelle conclu félicité félicite réjouit",
    "es": "dijo dicho afirmó señaló declaró añadió explicó subrayó destacó aseguró manifestó comentó indicó apuntó "
    "afirmado señalado declarado añadido explicado subrayado destacado asegurado manifestado indicado",
    "pt": "disse afirmou declarou acrescentou explicou destacou comentou",
    "it": "detto dichiarato ha dichiara afferma affermato aggiunto commentato spiega sottolinea sottolineato spiegato",
    "pl": "powiedział powiedziała mówi podkreślił podkreśliła dodał dodała zaznaczył zaznaczyła stwierdził stwierdziła "
    "podkreśla zaznacza dodaje poinformował poinformowała wyjaśnił wyjaśniła ocenił oceniła",
    "cs": "řekl řekla uvedl uvedla dodal dodala zdůraznil zdůraznila prohlásil prohlásila",
    "uk": "сказав сказала зазначив зазначила заявив заявила наголосив наголосила додав додала підкреслив підкреслила "
    "повідомив повідомила розповів розповіла каже зазначає заявляє наголошує",
    "ru": "сказал сказала заявил заявила отметил отметила подчеркнул подчеркнула добавил добавила сообщил сообщила "
    "говорит пояснил пояснила",
    "cy": "dywedodd meddai ychwanegodd",
    "ar": "قال قالت صرح صرحت أضاف أضافت وقال وقالت وأضاف",
}
# Words that may stand between the speaker and the verb, and those that make it a supposition ('people might say').
_AUXILIARIES = {
    "en": r"(?:has|have|had|also|further|then|later|today|(?:is|are) expected to|will|went on to|would go on to)",
    "fr": r"(?:a|ont|s['’]est|est|lui|se)",
    "de": r"(?:hat|haben|dazu)",
    "es": r"(?:ha|han)",
    "it": r"(?:ha|hanno)",
}
_INFINITIVES = r"(?:say|tell|add|comment|conclude|warn|stress)"
# Behind these the verb comes before the speaker: 'Dazu erklärt Jan Reiter:', 'Jak powiedział Jan Kos, …'.
_BEFORE_VERB = {
    "de": "Dazu|Hierzu|Wie",
    "pl": "Jak",
    "uk": "Як",
    "ru": "Как",
    "lt": "Kaip|Pasak",
    "lv": "Kā",
    "et": "Nagu",
    "fi": "Kuten",
    "da": "Hertil|Som",
    "nb": "Som",
    "sv": "Som",
    "is": "Eins og",
}
_AND = r"(?:og|och|und|et|y|e|en|ja|un|ir|oraz|i|та|і|й|и)"
STATEMENTS = re.compile(
    r"\b(?:released|issued|made|gave|published|delivered|sent|had|has)\b[^:]{0,30}?\b(?:the )?following "
    r"(?:joint |open )?(?:statement|message|letter|to say|comments?|remarks?|tribute|response)\b|"
    r"\bhad this to say\b|\bsaid the following\b",
    re.IGNORECASE,
)


@cache
def verb_pattern(language: str) -> str:
    """Return a pattern (without groups of its own) for a verb of saying with what belongs to it: 'has also said'."""
    code = base_language(language)
    words = "|".join(sorted(_VERBS.get(code, _VERBS["en"]).split(), key=len, reverse=True))
    helper = _AUXILIARIES.get(code)
    verbs = rf"(?:{words}|{_INFINITIVES})" if code == "en" else rf"(?:{words})"
    return rf"(?:(?:{helper} ){{0,3}}{verbs})\b" if helper else rf"{verbs}\b"


@cache
def _handing_over(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){verb_pattern(language)}[^,.:;]{{0,40}}:$")


def hands_over(text: str, language: str) -> bool:
    """Tell whether a paragraph ends in a verb of saying and a colon ('X kommenterar i dag:')."""
    return text.endswith(":") and _handing_over(language).search(text[-200:]) is not None


@cache
def with_pronoun(language: str) -> re.Pattern[str] | None:
    """Return the pattern of a verb to which the pronoun `who` is tied: 'a-t-elle ajouté'; None but in French."""
    if base_language(language) != "fr":
        return None
    verb = verb_pattern(language)
    return re.compile(rf"[\s,–—-]*(?:{verb}-(?:t-)?|(?:s['’]est|a)-(?:t-)?(?=\w+ {verb}))(?P<who>elles?|ils?)")


@cache
def inverted(language: str) -> re.Pattern[str] | None:
    """Return the pattern of a lead-in that puts the verb before `who`: 'Dazu erklärt Jan Reiter:'; None for no such."""
    openers = _BEFORE_VERB.get(base_language(language))
    verb = verb_pattern(language)
    return re.compile(rf"(?:{openers}) {verb},? (?P<who>[^:]{{2,160}}?) ?[,:]$") if openers else None


@cache
def second_verb(language: str) -> re.Pattern[str] | None:
    """Return the pattern of a second verb behind a speaker ('X og fortsætter:'); None in English, which has no need."""
    if base_language(language) == "en":
        return None
    return re.compile(rf",? {_AND} {verb_pattern(language)}")


def puts_verb_first(language: str) -> bool:
    """Tell whether the verb comes before the speaker even in front of the quote ('Dywedodd Jane Jones:')."""
    return base_language(language) in ("cy", "ar")


def uses_dashes(language: str) -> bool:
    """Tell whether a dash at the start of a paragraph may open what somebody says; in English it opens a list."""
    return base_language(language) in ("sv", "da", "nb", "fi", "fr", "uk", "ru", "pl", "et", "lv", "lt", "es", "is")


def knows_verbs(language: str) -> bool:
    """Tell whether the verbs of saying of a language are known."""
    return base_language(language) in _VERBS
