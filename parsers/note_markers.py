"""The lines that open the notes to editors, in the languages of the publishers.

Holds what says 'notes to editors' or 'additional information' and nothing wider: a box of facts ('Fakta') is news, and
a line of contacts ('Kontakt', 'Pressekontakter') may stand anywhere.
"""

from __future__ import annotations

import re

_LINES = r"""
notes? (?:to|for) (?:the |news )?editors?
editors?['’]?s? notes?
additional information
ends?
nodiadau i olygyddion
note[rn]? til (?:redaktionen|redaktionerne|redaktører|redaktøren)
til (?:redaktionen|redaktionerne|redaksjonen|redaksjonane|redaksjonene)
(?:yderligere|supplerende) (?:oplysninger|information)
(?:merknad|merknader|notat) til (?:redaksjonen|redaktører|redaktøren)
(?:ytterligere|supplerende) (?:opplysninger|informasjon)
(?:noter?|information|till) (?:till )?(?:redaktionen|redaktionerna|redaktörer)
ytterligare (?:information|upplysningar)
(?:huomautus|huomautuksia|tiedoksi) (?:toimitukselle|toimituksille|toimittajille)
lisätieto(?:ja|jen antajat)|lisätiedot
(?:athugasemdir?|til) (?:fyrir |til )?(?:ritstjóra|ritstjórna|fjölmiðla)
(?:viðbótarupplýsingar|nánari upplýsingar)(?: veitir)?
(?:märkus|märkused) toimetaja(?:le|tele)
lisainfo|lisateave|lisainformatsioon
(?:piezīmes?|informācija) (?:redaktoriem|redakcijām)
papildus informācijai|papildu informācija
(?:pastabos|informacija) (?:redaktoriams|redakcijoms)
papildoma informacija
noot (?:voor|aan) de redacties?|(?:noot|ter informatie) voor (?:redacties|redacteuren|de pers)
aanvullende informatie
(?:informacj[ae]|uwag[ai]|do wiadomości) (?:dla )?(?:redakcji|redaktorów|mediów)
(?:dodatkowe|uzupełniające) informacje|informacje dodatkowe
(?:примітк[аи]|інформація) для (?:редакцій|редакторів)|до відома редакцій
додаткова інформація
(?:примечани[ея]|информация) для (?:редакций|редакторов)|к сведению (?:редакций|редакторов)
дополнительная информация
(?:hinweise?|anmerkung(?:en)?) (?:für|an) (?:die )?(?:redaktion(?:en)?|medien)
redaktionshinweise?|redaktioneller hinweis
(?:weitere|ergänzende|zusätzliche) informationen
notes? (?:à|aux?|pour) (?:l['’]attention des )?(?:les? |la )?(?:rédactions?|rédacteurs?|éditeurs?)
(?:informations|renseignements) complémentaires
notas? (?:para|al?|a los) (?:el |la |los )?(?:editor(?:es)?|redacci[oó]n|redactores)
información adicional
not[ae] (?:per|ai|alla) (?:la |i |gli )?(?:redazion[ei]|redattori|editori)
(?:ulteriori informazioni|informazioni aggiuntive)
"""
OPENS_NOTES = re.compile(rf"\W*(?:{'|'.join(_LINES.split(chr(10))[1:-1])})\W*", re.IGNORECASE)
