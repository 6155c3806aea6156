"""The exchange's fixed lists in the user's language."""

from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .kinds import (
    Audience,
    Certainty,
    EnquiryAbout,
    EnquiryStatus,
    IdeaStatus,
    InitiativeKind,
    OfferKind,
    Openness,
    ProgrammeForm,
    ProgrammeKind,
    Shift,
    WorkLanguage,
    Worth,
)

_WORDS: tuple[tuple[StrEnum, object], ...] = (
    (Certainty.CERTAIN, _l("Sikker")),
    (Certainty.EXPECTED, _l("Forventet")),
    (Certainty.POSSIBLE, _l("Mulig")),
    (Shift.DAY, _l("Dag")),
    (Shift.SHIFTS, _l("Skiftehold")),
    (Shift.EVENING, _l("Aften")),
    (Shift.NIGHT, _l("Nat")),
    (WorkLanguage.DANISH, _l("Dansk")),
    (WorkLanguage.ENGLISH, _l("Engelsk")),
    (WorkLanguage.EITHER, _l("Dansk eller engelsk")),
    (WorkLanguage.LITTLE, _l("Lidt sprog er nok")),
    (Openness.ADULT_APPRENTICE, _l("Voksenlærling")),
    (Openness.APPRENTICE, _l("Lærling")),
    (Openness.WORK_PLACEMENT, _l("Virksomhedspraktik")),
    (Openness.WAGE_SUBSIDY, _l("Løntilskud")),
    (Openness.FLEX_JOB, _l("Fleksjob")),
    (Openness.SMALL_JOB, _l("Småjob")),
    (Openness.UPSKILLING, _l("Opkvalificering af egne")),
    (Openness.INTERNATIONAL, _l("International rekruttering")),
    (Openness.SENIOR, _l("Seniorer")),
    (Openness.PART_TIME, _l("Deltid")),
    (Audience.MUNICIPALITY, _l("Kun kommunen")),
    (Audience.SCHOOLS_AND_UNIONS, _l("Kommunen, skoler og faglige organisationer")),
    (Audience.PARTNERS, _l("Alle partnere")),
    (ProgrammeKind.AMU, _l("AMU")),
    (ProgrammeKind.BASIC_COURSE, _l("EUD-grundforløb")),
    (ProgrammeKind.MAIN_COURSE, _l("EUD-hovedforløb")),
    (ProgrammeKind.ADULT_VOCATIONAL, _l("EUV")),
    (ProgrammeKind.PREPARATORY, _l("FVU eller OBU")),
    (ProgrammeKind.BRIDGING, _l("Brobygning")),
    (ProgrammeKind.INTRODUCTION, _l("Introduktionskursus")),
    (ProgrammeKind.FGU, _l("FGU")),
    (ProgrammeKind.HIGHER, _l("Videregående")),
    (ProgrammeKind.TAILORED, _l("Særligt tilrettelagt")),
    (ProgrammeForm.DAY, _l("Om dagen")),
    (ProgrammeForm.EVENING, _l("Om aftenen")),
    (ProgrammeForm.ONLINE, _l("Online")),
    (ProgrammeForm.AT_COMPANY, _l("På virksomheden")),
    (InitiativeKind.MOTIVATION, _l("Motivation til uddannelse")),
    (InitiativeKind.RKV_DAY, _l("RKV-dag")),
    (InitiativeKind.COMPANY_VISIT, _l("Virksomhedsbesøg")),
    (InitiativeKind.FUND_HELP, _l("Hjælp til kompetencefond")),
    (InitiativeKind.CAMPAIGN, _l("Kampagne")),
    (InitiativeKind.RETENTION, _l("Fastholdelse")),
    (InitiativeKind.DROPOUT, _l("Mod frafald")),
    (InitiativeKind.BRIDGING, _l("Brobygning")),
    (InitiativeKind.HANDOVER, _l("Overlevering")),
    (InitiativeKind.OUTREACH, _l("Opsøgende kontakt")),
    (InitiativeKind.SUPPORT, _l("Håndholdt støtte")),
    (InitiativeKind.GUIDANCE, _l("Vejledning")),
    (InitiativeKind.OTHER, _l("Anden indsats")),
    (OfferKind.PROGRAMME, _l("Forløb")),
    (OfferKind.PLACEMENT, _l("Pladser")),
    (OfferKind.INITIATIVE, _l("Indsats")),
    (OfferKind.COMMITMENT, _l("Forpligtelse")),
    (EnquiryAbout.PLACES, _l("Pladser")),
    (EnquiryAbout.SEATS, _l("Pladser på et forløb")),
    (EnquiryAbout.MEETING, _l("Et møde")),
    (EnquiryStatus.PENDING, _l("Venter på svar")),
    (EnquiryStatus.ACCEPTED, _l("Accepteret")),
    (EnquiryStatus.DECLINED, _l("Afvist")),
    (EnquiryStatus.WITHDRAWN, _l("Trukket tilbage")),
    (EnquiryStatus.DONE, _l("Gennemført")),
    (Worth.YES, _l("Ja")),
    (Worth.PARTLY, _l("Delvist")),
    (Worth.NO, _l("Nej")),
    (IdeaStatus.ASKING, _l("Virksomhederne spørges")),
    (IdeaStatus.BECAME, _l("Blev til et forløb")),
    (IdeaStatus.DROPPED, _l("Opgivet")),
)
# A StrEnum equals its text and two lists share texts, so the class stands in the key.
_BY_CLASS = {(type(value), value.value): word for value, word in _WORDS}


def word(value: StrEnum) -> str:
    """Return the on-screen word for a value of one of the exchange's lists."""
    return str(_BY_CLASS[type(value), value.value])


def quarter_label(quarter: int) -> str:
    """Return a quarter as people read it: "1. kvt. 2027"."""
    return _("%(number)s. kvt. %(year)s", number=quarter % 4 + 1, year=quarter // 4)
