"""The words of a board address: parameters and their values, in Danish without æøå."""

from enum import StrEnum

from ..accounts.models import PartnerKind
from .kinds import Kind


class Due(StrEnum):
    """When it is due; quarter and year are the calendar's."""

    OVERDUE = "over"
    MONTH = "30"
    QUARTER = "kvartal"
    YEAR = "aar"
    NONE = "uden"


class State(StrEnum):
    """A column of the board, a state, or several states that belong together."""

    PROPOSED = "foreslaaet"
    AGREED = "aftalt"
    ACTIVE = "igang"
    FINISHED = "afsluttet"
    FULFILLED = "opfyldt"
    PARTLY = "delvist"
    NOT_FULFILLED = "ikke-opfyldt"
    WITHDRAWN = "trukket"
    OPEN = "aabne"
    PROMISED = "lovet"


class Sort(StrEnum):
    """What comes first: the nearest deadline, the newest change, the alphabet, the largest number."""

    DUE = "frist"
    CHANGED = "aendret"
    TITLE = "titel"
    QUANTITY = "antal"


class Group(StrEnum):
    """The lanes of a grouped board."""

    GOAL = "maal"
    PARTNER_KIND = "parttype"
    PARTNER = "partner"
    KIND = "art"


PARTNER_KINDS = {
    "virksomhed": PartnerKind.COMPANY,
    "fagforening": PartnerKind.UNION,
    "skole": PartnerKind.SCHOOL,
    "kommune": PartnerKind.MUNICIPALITY,
}
KINDS = {
    "laereplads": Kind.APPRENTICESHIP,
    "voksenlaerling": Kind.ADULT_APPRENTICESHIP,
    "erhvervspraktik": Kind.SCHOOL_PLACEMENT,
    "snusepraktik": Kind.TASTER_PLACEMENT,
    "optraeningsplads": Kind.TRAINING_PLACE,
    "hybridpraktik": Kind.HYBRID_PLACEMENT,
    "virksomhedspraktik": Kind.WORK_PLACEMENT,
    "loentilskud": Kind.WAGE_SUBSIDY,
    "smaajob": Kind.SMALL_JOB,
    "fritidsjob": Kind.LEISURE_JOB,
    "fleksjob": Kind.FLEX_JOB,
    "deltidsraskmelding": Kind.PART_TIME_RETURN,
    "fuldtidsjob": Kind.FULL_TIME_JOB,
    "fastholdelse": Kind.RETENTION,
    "opkvalificering": Kind.UPSKILLING,
    "brobygning": Kind.BRIDGING,
    "medlemsindsats": Kind.MEMBER_EFFORT,
    "samarbejde": Kind.COOPERATION,
    "andet": Kind.OTHER,
}
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
PARTNER_KIND_WORDS = {kind: word for word, kind in PARTNER_KINDS.items()}
# Parameter of the address → field of the selection, in the order in which they are written.
PARAMETERS = {
    "q": "q",
    "maal": "goal_id",
    "pejlemaerke": "guidepost_id",
    "parttype": "partner_kind",
    "partner": "partner_id",
    "art": "kind",
    "frist": "due",
    "tilstand": "state",
    "tavse": "silent",
    "umaalt": "unmeasured",
    "mine": "mine",
    "minepartnere": "my_partners",
    "venter": "waiting",
    "sorter": "sort",
    "gruppe": "group",
}
FLAGS = ("silent", "unmeasured", "mine", "my_partners", "waiting")
PARTNERS_ONLY = ("silent", "mine", "my_partners", "waiting")
SHAPES = ("sort", "group")  # they order what is shown, and select nothing
