"""The board's fixed lists in the user's language."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from .kinds import Answer, Column, Kind, Phase, Unit, Visibility

_KIND_NAMES = {
    Kind.APPRENTICESHIP: _l("Læreplads"),
    Kind.ADULT_APPRENTICESHIP: _l("Voksenlærlingeplads"),
    Kind.SCHOOL_PLACEMENT: _l("Erhvervspraktik"),
    Kind.TASTER_PLACEMENT: _l("Snusepraktik"),
    Kind.TRAINING_PLACE: _l("Optræningsplads"),
    Kind.HYBRID_PLACEMENT: _l("Hybridpraktik"),
    Kind.WORK_PLACEMENT: _l("Virksomhedspraktik"),
    Kind.WAGE_SUBSIDY: _l("Job med løntilskud"),
    Kind.SMALL_JOB: _l("Småjob"),
    Kind.LEISURE_JOB: _l("Fritidsjob"),
    Kind.FLEX_JOB: _l("Fleksjob"),
    Kind.PART_TIME_RETURN: _l("Deltidsraskmelding"),
    Kind.FULL_TIME_JOB: _l("Fuldtidsjob"),
    Kind.RETENTION: _l("Fastholdelse"),
    Kind.UPSKILLING: _l("Opkvalificeringsforløb"),
    Kind.BRIDGING: _l("Brobygning"),
    Kind.MEMBER_EFFORT: _l("Medlemsindsats"),
    Kind.COOPERATION: _l("Samarbejde"),
    Kind.OTHER: _l("Andet"),
}


def kind_label(kind: Kind | str) -> str:
    """Return the on-screen name of a kind of commitment."""
    return str(_KIND_NAMES[Kind(kind)])


def unit_label(unit: Unit | str, number: int) -> str:
    """Return the unit's name in singular or plural, without the number."""
    return {
        Unit.APPRENTICESHIP: lambda: ngettext("læreplads", "lærepladser", number),
        Unit.PLACEMENT: lambda: ngettext("praktikplads", "praktikpladser", number),
        Unit.JOB: lambda: ngettext("job", "job", number),
        Unit.COURSE: lambda: ngettext("forløb", "forløb", number),
        Unit.PERSON: lambda: ngettext("person", "personer", number),
        Unit.MEMBER: lambda: ngettext("medlem", "medlemmer", number),
        Unit.ACTIVITY: lambda: ngettext("aktivitet", "aktiviteter", number),
        Unit.HOUR: lambda: ngettext("time", "timer", number),
    }[Unit(unit)]()


def quantity_label(number: int | None, unit: Unit | str | None) -> str:
    """Return "10 lærepladser", or "" where there is no number."""
    if number is None or unit is None:
        return ""
    from ..language import write_number

    return f"{write_number(number)} {unit_label(unit, number)}"


_PHASE_NAMES = {
    Phase.DRAFT: _l("Kladde"),
    Phase.PROPOSED: _l("Foreslået"),
    Phase.AGREED: _l("Aftalt"),
    Phase.ACTIVE: _l("I gang"),
    Phase.FULFILLED: _l("Opfyldt"),
    Phase.PARTLY: _l("Delvist opfyldt"),
    Phase.NOT_FULFILLED: _l("Ikke opfyldt"),
    Phase.WITHDRAWN: _l("Trukket tilbage"),
}


def phase_label(phase: Phase | str) -> str:
    """Return the on-screen name of a state."""
    return str(_PHASE_NAMES[Phase(phase)])


_COLUMN_NAMES = {
    Column.PROPOSED: _l("Foreslået"),
    Column.AGREED: _l("Aftalt"),
    Column.ACTIVE: _l("I gang"),
    Column.FINISHED: _l("Afsluttet"),
}


def column_label(column: Column | str) -> str:
    """Return the on-screen name of a board column."""
    return str(_COLUMN_NAMES[Column(column)])


_VISIBILITY_NAMES = {Visibility.PARTNERSHIP: _l("Partnerskabet"), Visibility.PUBLIC: _l("Offentlig")}


def visibility_label(visibility: Visibility | str) -> str:
    """Return who sees it."""
    return str(_VISIBILITY_NAMES[Visibility(visibility)])


_ANSWER_NAMES = {Answer.INVITED: _l("Afventer svar"), Answer.ACCEPTED: _l("Har skrevet under"), Answer.DECLINED: _l("Har sagt nej")}


def answer_label(answer: Answer | str) -> str:
    """Return a co-signer's answer in words."""
    return str(_ANSWER_NAMES[Answer(answer)])
