"""The board's fixed lists in the user's language."""

from flask_babel import gettext as _
from flask_babel import ngettext

from .kinds import Answer, Column, Kind, Phase, Unit, Visibility


def kind_label(kind: Kind | str) -> str:
    """Return the on-screen name of a kind of commitment."""
    return {
        Kind.APPRENTICESHIP: _("Læreplads"),
        Kind.ADULT_APPRENTICESHIP: _("Voksenlærlingeplads"),
        Kind.TASTER_PLACEMENT: _("Snusepraktik"),
        Kind.TRAINING_PLACE: _("Optræningsplads"),
        Kind.HYBRID_PLACEMENT: _("Hybridpraktik"),
        Kind.WORK_PLACEMENT: _("Virksomhedspraktik"),
        Kind.WAGE_SUBSIDY: _("Job med løntilskud"),
        Kind.SMALL_JOB: _("Småjob"),
        Kind.LEISURE_JOB: _("Fritidsjob"),
        Kind.FLEX_JOB: _("Fleksjob"),
        Kind.PART_TIME_RETURN: _("Deltidsraskmelding"),
        Kind.FULL_TIME_JOB: _("Fuldtidsjob"),
        Kind.RETENTION: _("Fastholdelse"),
        Kind.UPSKILLING: _("Opkvalificeringsforløb"),
        Kind.BRIDGING: _("Brobygning"),
        Kind.MEMBER_EFFORT: _("Medlemsindsats"),
        Kind.COOPERATION: _("Samarbejde"),
        Kind.OTHER: _("Andet"),
    }[Kind(kind)]


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


def phase_label(phase: Phase | str) -> str:
    """Return the on-screen name of a state."""
    return {
        Phase.DRAFT: _("Kladde"),
        Phase.PROPOSED: _("Foreslået"),
        Phase.AGREED: _("Aftalt"),
        Phase.ACTIVE: _("I gang"),
        Phase.FULFILLED: _("Opfyldt"),
        Phase.PARTLY: _("Delvist opfyldt"),
        Phase.NOT_FULFILLED: _("Ikke opfyldt"),
        Phase.WITHDRAWN: _("Trukket tilbage"),
    }[Phase(phase)]


def column_label(column: Column | str) -> str:
    """Return the on-screen name of a board column."""
    return {
        Column.PROPOSED: _("Foreslået"),
        Column.AGREED: _("Aftalt"),
        Column.ACTIVE: _("I gang"),
        Column.FINISHED: _("Afsluttet"),
    }[Column(column)]


def visibility_label(visibility: Visibility | str) -> str:
    """Return who sees it."""
    return {Visibility.PARTNERSHIP: _("Partnerskabet"), Visibility.PUBLIC: _("Offentlig")}[Visibility(visibility)]


def answer_label(answer: Answer | str) -> str:
    """Return a co-signer's answer in words."""
    return {Answer.INVITED: _("Afventer svar"), Answer.ACCEPTED: _("Har skrevet under"), Answer.DECLINED: _("Har sagt nej")}[Answer(answer)]
