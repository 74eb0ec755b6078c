"""The nouns of offices in languages other than English: 'Sprecherin', 'rzecznik', 'ráðherra', 'очільниця'.

Does not know ranks and forms of address; `parsers.offices` does. Nouns that are common surnames are left out.
"""

from __future__ import annotations

import re

_NOUNS = """
statsråd statssekretær statssekreterare talman talsmand talskvinna ordfører ordførar riksdagsledamot myndighetschef
rigspolitichef forsvarschef överbefälhavare landshövding borgmester byrådsmedlem
sprecher sprecherin abteilungsleiter abteilungsleiterin amtsleiter amtsleiterin leiterin vorsitzende vorsitzender
beauftragte beauftragter bürgermeister bürgermeisterin landrat landrätin staatssekretär staatssekretärin botschafter
botschafterin generalinspekteur ministerpräsidentin abgeordnete abgeordneter geschäftsführer geschäftsführerin
staatssecretaris woordvoerder woordvoerster directeur directrice burgemeester voorzitter commandant
secrétaire président présidente porte-parole préfet préfète ambassadeur ambassadrice délégué déléguée députée
ministro director directora presidente presidenta portavoz secretario secretaria alcalde alcaldesa embajador embajadora
direttore direttrice portavoce sottosegretario sottosegretaria sindaco ambasciatore commissario
wicepremier rzecznik rzeczniczka dyrektor dyrektorka prezes sekretarz wojewoda generał ambasador prezydent premier
міністерка віцепрем’єр віцепрем'єрка речник речниця речниця заступник заступниця очільник очільниця командувач посол
директорка президентка прем’єр прем'єр секретар
министр глава директор представитель представительница заместитель премьер-министр посол секретарь вице-премьер
päällikkö kansliapäällikkö tiedottaja valtiosihteeri pääministeri toimitusjohtaja suurlähettiläs komentaja
ráðherra forseti forstjóri sendiherra framkvæmdastjóri forstöðumaður talsmaður ráðuneytisstjóri ríkislögreglustjóri
kantsler juhataja juht peaminister pressiesindaja ülem suursaadik asekantsler peadirektor
ministre sekretārs sekretāre direktors direktore prezidents prezidente vadītājs vadītāja pārstāvis pārstāve komandieris
vēstnieks
ministrė direktorius prezidentė vadovas vadovė atstovas atstovė viceministras viceministrė ambasadorius ambasadorė
"""
NOUNS = frozenset(_NOUNS.split())
# A compound's last part is its noun: 'färjeminister', 'utanríkisráðherra', 'Hafensprecherin'.
_ENDINGS = (
    "minister ministern ministeren ministeri ministerin ministras ministrė ministrs ministre ministra "
    "ministerpräsident sekretärin sekretär sekreterare sekretær "
    "direktör direktør direktor direktorė direktorin präsidentin präsident "
    "kanzlerin kanzler talesperson talsperson ordförande generaldirektör chef chefen leder johtaja presidentti "
    "pääsihteeri міністр міністра президент директор голова prezidentas prezydent "
    "ráðherra stjóri sprecher sprecherin beauftragte beauftragter statsråd"
)
ENDINGS = re.compile(rf"(?:{'|'.join(_ENDINGS.split())})$", re.IGNORECASE)
