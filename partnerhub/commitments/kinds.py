"""The fixed lists of the board: kinds, units, states, outcomes, visibility. On-screen names stand in `labels.py`."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a quantity counts; numbers are added within one unit only."""

    APPRENTICESHIP = "apprenticeship"
    PLACEMENT = "placement"
    JOB = "job"
    COURSE = "course"
    PERSON = "person"
    MEMBER = "member"
    ACTIVITY = "activity"
    HOUR = "hour"


class Kind(StrEnum):
    """What is promised."""

    APPRENTICESHIP = "apprenticeship"
    ADULT_APPRENTICESHIP = "adult_apprenticeship"
    SCHOOL_PLACEMENT = "school_placement"
    TASTER_PLACEMENT = "taster_placement"
    TRAINING_PLACE = "training_place"
    HYBRID_PLACEMENT = "hybrid_placement"
    WORK_PLACEMENT = "work_placement"
    WAGE_SUBSIDY = "wage_subsidy"
    SMALL_JOB = "small_job"
    LEISURE_JOB = "leisure_job"
    FLEX_JOB = "flex_job"
    PART_TIME_RETURN = "part_time_return"
    FULL_TIME_JOB = "full_time_job"
    RETENTION = "retention"
    UPSKILLING = "upskilling"
    BRIDGING = "bridging"
    MEMBER_EFFORT = "member_effort"
    COOPERATION = "cooperation"
    OTHER = "other"


@dataclass(frozen=True)
class KindFacts:
    """The unit a kind is counted in by default and the scheme (assistant id) that helps to keep it."""

    unit: Unit
    scheme: str | None


KIND_FACTS: dict[Kind, KindFacts] = {
    Kind.APPRENTICESHIP: KindFacts(Unit.APPRENTICESHIP, "laereplads"),
    Kind.ADULT_APPRENTICESHIP: KindFacts(Unit.APPRENTICESHIP, "voksenlaerling"),
    Kind.SCHOOL_PLACEMENT: KindFacts(Unit.PLACEMENT, "erhvervspraktik"),
    Kind.TASTER_PLACEMENT: KindFacts(Unit.PLACEMENT, "snusepraktik"),
    Kind.TRAINING_PLACE: KindFacts(Unit.PLACEMENT, "optraeningsplads"),
    Kind.HYBRID_PLACEMENT: KindFacts(Unit.PLACEMENT, "hybridpraktik"),
    Kind.WORK_PLACEMENT: KindFacts(Unit.PLACEMENT, "virksomhedspraktik"),
    Kind.WAGE_SUBSIDY: KindFacts(Unit.JOB, "loentilskud"),
    Kind.SMALL_JOB: KindFacts(Unit.JOB, "smaajob"),
    Kind.LEISURE_JOB: KindFacts(Unit.JOB, "fritidsjob"),
    Kind.FLEX_JOB: KindFacts(Unit.JOB, "fleksjob"),
    Kind.PART_TIME_RETURN: KindFacts(Unit.PERSON, "delvis-raskmelding"),
    Kind.FULL_TIME_JOB: KindFacts(Unit.JOB, None),
    Kind.RETENTION: KindFacts(Unit.PERSON, "sygefastholdelse"),
    Kind.UPSKILLING: KindFacts(Unit.COURSE, "amu"),
    Kind.BRIDGING: KindFacts(Unit.COURSE, "brobygning"),
    Kind.MEMBER_EFFORT: KindFacts(Unit.MEMBER, None),
    Kind.COOPERATION: KindFacts(Unit.ACTIVITY, "partnerskab"),
    Kind.OTHER: KindFacts(Unit.ACTIVITY, None),
}


class Status(StrEnum):
    """The stored state; `agreed` is shown as active from the start date on."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"
    WITHDRAWN = "withdrawn"


class Phase(StrEnum):
    """The state as people see it, derived from status and start date."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    ACTIVE = "active"
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"
    WITHDRAWN = "withdrawn"


class Column(StrEnum):
    """The board's four columns."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ACTIVE = "active"
    FINISHED = "finished"


OUTCOMES = (Status.FULFILLED, Status.PARTLY, Status.NOT_FULFILLED)
FINISHED = (*OUTCOMES, Status.WITHDRAWN)


class Visibility(StrEnum):
    """Who sees a commitment once it is agreed."""

    PARTNERSHIP = "partnership"
    PUBLIC = "public"


class Answer(StrEnum):
    """A co-signer's answer to the invitation."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"


QUANTITY_LIMIT = 100_000
TITLE_LIMIT = 120
TEXT_LIMIT = 4_000
NOTE_LIMIT = 1_000
REASON_LIMIT = 500
COMMENT_LIMIT = 2_000
COSIGNER_LIMIT = 20
SILENT_AFTER_DAYS = 90
