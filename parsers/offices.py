"""Words that tell a person's office from a person's name: ministers and directors, Sir and Dr, MP and OBE.

Does not part anything; `parsers.speakers` does, with these words.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.offices_abroad import ENDINGS, NOUNS

_HEADS = frozenset(
    "minister secretary director chancellor officer executive commissioner chair chairman chairwoman "
    "chairperson president manager leader head adviser advisor ambassador inspector superintendent constable "
    "commander lead spokesperson spokesman spokeswoman mayor chief scientist economist coordinator principal "
    "professor partner founder co-founder owner curator engineer governor registrar treasurer solicitor "
    "attorney advocate coroner ombudsman envoy representative delegate counsel consultant analyst lecturer "
    "fellow nurse midwife doctor teacher headteacher headmaster headmistress student apprentice farmer "
    "researcher investigator prosecutor detective judge sheriff convener convenor member speaker whip champion "
    "tsar czar trustee patron ceo cfo coo cto mp mep high-commissioner commissioner-general director-general "
    "secretary-general vice-president vice-chair superintendent sergeant-at-arms premier king queen prince "
    "princess duke duchess pope archbishop sen rep gov sens reps bishop chaplain congresswoman congressman "
    "senator assemblymember councillor campaigner author broadcaster captain skipper coach boss mother father "
    "parent resident survivor veteran volunteer driver pilot specialist expert strategist planner architect "
    "designer surveyor vet veterinarian physician surgeon psychiatrist psychologist epidemiologist geologist "
    "historian archaeologist ecologist conservationist biologist co-chair lieutenant-governor delegation "
    "gweinidog ysgrifennydd cyfarwyddwr llysgennad".split()
)
_RANKS = frozenset(
    "general major-general lieutenant-general brigadier colonel lieutenant-colonel major captain lieutenant "
    "sergeant corporal private admiral vice-admiral rear-admiral commodore commander marshal squadron wing "
    "flight group sub-lieutenant petty able lance warrant trooper gunner sapper rifleman guardsman detective "
    "inspector constable superintendent midshipman lt col maj gen capt sgt cpl brig cdr pc di dci".split()
)
_BESIDE_RANKS = frozenset(
    "air chief rear vice second first staff leader officer temporary assistant deputy flying pilot".split()
)
_GENERALS = frozenset(
    "attorney solicitor secretary director inspector surgeon governor auditor consul comptroller commissioner adjutant "
    "quartermaster treasurer accountant registrar".split()
)  # whose 'General' is no rank
_PEERS = frozenset("lord lady baroness baron viscount viscountess earl countess".split())
_SURNAMES = frozenset(
    "west north east marine banks young rural union bell ireland england scotland france king bishop judge "
    "prince pope farmer driver coach marshal sheriff fellow captain parent chancellor".split()
)
_HONORIFICS = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady baroness baron viscount earl rt hon "
    "reverend rev revd father canon cllr councillor judge justice hrh hm sheikh sheikha shri smt sri dato "
    "datuk ing dipl-ing frau herr fru monsieur madame m. mme señor señora".split()
)
_POST_NOMINALS = frozenset(
    "mp msp ms mep mla td mbe obe cbe kbe dbe kcb dcb cb cmg dcmg kcmg gcmg qc kc frs vr rn rm raf phd md bem "
    "qpm kpm cvo kcvo dso dl jp frcp frcs frse freng fmedsci esq jr jr. sr ret'd".split()
)
_PARTICLES = frozenset(
    "de da di du del della des dos van von der den ter ten te zu la le el al bin ibn ap ab ferch af av y e ó o".split()
)
CONNECTORS = frozenset(
    "of for to at in on and & the with from de des du la le för i och for til og der die das des für und vid på".split()
)
_BODIES = frozenset(
    "health security zero net force office affairs defence defense education transport energy environment work "
    "pensions culture media sport trade business justice treasury home foreign public social care housing "
    "communities government industry science innovation technology development commonwealth scotland wales "
    "ireland northern england britain kingdom united council agency authority commission committee service "
    "services police policing army navy university college school trust group association federation "
    "department ministry state exchequer lancaster duchy cabinet lords commons house women equalities children "
    "families schools standards rural food farming fisheries water climate change digital skills prisons "
    "probation crime fire immigration border borders veterans people armed forces procurement nature roads "
    "rail aviation maritime investment exports export europe africa asia america americas middle east north "
    "west south central parliament prosecutions institute foundation society union company limited ltd plc inc "
    "bank fund board centre center hospital museum royal national international network project programme "
    "alliance partnership nhs hmrc delivery operations policy strategy regulation enforcement research "
    "engineering finance communications standards resilience welfare inclusion employment disability disabled "
    "staff sea air fleet extremism local regional community growth faith building safety biosecurity waste "
    "recycling marine countryside heritage arts tourism sanctions pacific indo-pacific nations ukraine".split()
)
ABBREVIATED_OFFICES = {
    "sen.": "Senator",
    "rep.": "Representative",
    "gov.": "Governor",
    "sens.": "Senators",
    "reps.": "Representatives",
    "sen": "Senator",
    "rep": "Representative",
}
_BARE = str.maketrans("", "", ".,;:'’()")


def bare(word: str) -> str:
    """Return a word in lower case without its punctuation."""
    return word.translate(_BARE).lower()


def is_head(word: str) -> bool:
    """Tell whether a word is the noun of an office: 'Secretary', 'utenriksminister'."""
    plain = bare(word)
    return (
        plain in _HEADS
        or plain in _RANKS
        or plain.rpartition("-")[2] in _HEADS
        or plain in NOUNS
        or ENDINGS.search(plain) is not None
    )


def ends_rank(word: str) -> bool:
    """Tell whether a word belongs to a military or police rank: 'Squadron', 'Chief', 'Constable'."""
    return bare(word) in _RANKS or bare(word) in _BESIDE_RANKS


def takes_general(words: Sequence[str], size: int) -> bool:
    """Tell whether so many words end in the 'General' of an office ('Attorney General'), or hold no rank at all."""
    if not any(bare(word) in _RANKS for word in words[:size]):
        return True
    return bare(words[size - 1]) == "general" and size > 1 and bare(words[size - 2]) in _GENERALS


def is_peer(word: str) -> bool:
    """Tell whether a word is a form of address behind which a place may follow: 'Lord Reed of Hythe'."""
    return bare(word) in _PEERS


def may_be_surname(word: str) -> bool:
    """Tell whether a word that names a body or a country is a common surname as well."""
    return bare(word) in _SURNAMES


def is_honorific(word: str) -> bool:
    """Tell whether a word is a form of address that belongs to the name: 'Sir', 'Professor'."""
    return bare(word) in _HONORIFICS


def is_post_nominal(word: str) -> bool:
    """Tell whether a word is letters behind a name: 'MP', 'OBE'."""
    return bare(word) in _POST_NOMINALS and word[:1].isupper()


def is_particle(word: str) -> bool:
    """Tell whether a lower-case word may stand inside a name: 'van', 'de'."""
    return word in _PARTICLES


def is_body(word: str) -> bool:
    """Tell whether a capitalised word rather names an organisation, a field or a country than a person."""
    return bare(word) in _BODIES
