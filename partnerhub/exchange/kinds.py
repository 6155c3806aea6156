"""The fixed lists of the exchange; on-screen names stand in `labels.py`."""

from enum import StrEnum

from ..commitments.kinds import Kind

HEADCOUNT_LIMIT = 1_000
SEATS_LIMIT = 1_000
TITLE_LIMIT = 120
TEXT_LIMIT = 2_000
NOTE_LIMIT = 1_000
OCCUPATION_LIMIT = 120
OCCUPATIONS_LIMIT = 12
YEARS_AHEAD = 4


class Certainty(StrEnum):
    """How sure a partner is of a need."""

    CERTAIN = "certain"
    EXPECTED = "expected"
    POSSIBLE = "possible"


class Shift(StrEnum):
    """When the work is done."""

    DAY = "day"
    SHIFTS = "shifts"
    EVENING = "evening"
    NIGHT = "night"


class WorkLanguage(StrEnum):
    """Which language the work needs."""

    DANISH = "danish"
    ENGLISH = "english"
    EITHER = "either"
    LITTLE = "little"


class Openness(StrEnum):
    """What a partner would take in place of a finished candidate."""

    ADULT_APPRENTICE = "adult_apprentice"
    APPRENTICE = "apprentice"
    WORK_PLACEMENT = "work_placement"
    WAGE_SUBSIDY = "wage_subsidy"
    FLEX_JOB = "flex_job"
    SMALL_JOB = "small_job"
    UPSKILLING = "upskilling"
    INTERNATIONAL = "international"
    SENIOR = "senior"
    PART_TIME = "part_time"


OPENNESS_SCHEMES: dict[Openness, str | None] = {
    Openness.ADULT_APPRENTICE: "voksenlaerling",
    Openness.APPRENTICE: "laereplads",
    Openness.WORK_PLACEMENT: "virksomhedspraktik",
    Openness.WAGE_SUBSIDY: "loentilskud",
    Openness.FLEX_JOB: "fleksjob",
    Openness.SMALL_JOB: "smaajob",
    Openness.UPSKILLING: "amu",
    Openness.INTERNATIONAL: "work-in-denmark",
    Openness.SENIOR: "seniorfastholdelse",
    Openness.PART_TIME: None,
}


class Audience(StrEnum):
    """Who may see a need: the municipality always; then schools and unions; then every partner."""

    MUNICIPALITY = "municipality"
    SCHOOLS_AND_UNIONS = "schools_and_unions"
    PARTNERS = "partners"


# Kinds of commitment that are places somebody can be in.
PLACEMENT_KINDS = (
    Kind.APPRENTICESHIP,
    Kind.ADULT_APPRENTICESHIP,
    Kind.SCHOOL_PLACEMENT,
    Kind.TASTER_PLACEMENT,
    Kind.TRAINING_PLACE,
    Kind.HYBRID_PLACEMENT,
    Kind.WORK_PLACEMENT,
    Kind.WAGE_SUBSIDY,
    Kind.SMALL_JOB,
    Kind.LEISURE_JOB,
    Kind.FLEX_JOB,
    Kind.FULL_TIME_JOB,
)


class ProgrammeKind(StrEnum):
    """What kind of training a programme is."""

    AMU = "amu"
    BASIC_COURSE = "basic_course"
    MAIN_COURSE = "main_course"
    ADULT_VOCATIONAL = "adult_vocational"
    PREPARATORY = "preparatory"
    BRIDGING = "bridging"
    INTRODUCTION = "introduction"
    FGU = "fgu"
    HIGHER = "higher"
    TAILORED = "tailored"


PROGRAMME_SCHEMES: dict[ProgrammeKind, str | None] = {
    ProgrammeKind.AMU: "amu",
    ProgrammeKind.BASIC_COURSE: "laereplads",
    ProgrammeKind.MAIN_COURSE: "laereplads",
    ProgrammeKind.ADULT_VOCATIONAL: "euv",
    ProgrammeKind.PREPARATORY: "fvu",
    ProgrammeKind.BRIDGING: "brobygning",
    ProgrammeKind.INTRODUCTION: "brobygning",
    ProgrammeKind.FGU: "fgu",
    ProgrammeKind.HIGHER: "omstillingsfond",
    ProgrammeKind.TAILORED: "amu",
}


class ProgrammeForm(StrEnum):
    """How a programme is held."""

    DAY = "day"
    EVENING = "evening"
    ONLINE = "online"
    AT_COMPANY = "at_company"


class InitiativeKind(StrEnum):
    """What a partner does for people beside places and programmes; each side has its own habits, none is forbidden to others."""

    MOTIVATION = "motivation"
    RKV_DAY = "rkv_day"
    COMPANY_VISIT = "company_visit"
    FUND_HELP = "fund_help"
    CAMPAIGN = "campaign"
    RETENTION = "retention"
    DROPOUT = "dropout"
    BRIDGING = "bridging"
    HANDOVER = "handover"
    OUTREACH = "outreach"
    SUPPORT = "support"
    GUIDANCE = "guidance"
    OTHER = "other"


class OfferKind(StrEnum):
    """What can meet a need."""

    PROGRAMME = "programme"
    PLACEMENT = "placement"
    INITIATIVE = "initiative"
    COMMITMENT = "commitment"


class EnquiryAbout(StrEnum):
    """What a partner asks another for."""

    PLACES = "places"
    SEATS = "seats"
    MEETING = "meeting"


class EnquiryStatus(StrEnum):
    """Where an enquiry stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DONE = "done"


class Worth(StrEnum):
    """The answer to "Gav det værdi?"."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class IdeaStatus(StrEnum):
    """Where a suggested programme stands."""

    ASKING = "asking"
    BECAME = "became"
    DROPPED = "dropped"
