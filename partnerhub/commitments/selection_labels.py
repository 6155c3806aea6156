"""The words of filters, sorting and lanes in the user's language."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from ..accounts.models import PartnerKind
from ..language import current_locale
from .choices import Choices
from .kinds import Kind
from .labels import kind_label
from .parameters import KIND_WORDS, PARTNER_KIND_WORDS, Due, Group, Sort, State
from .selection import Selection

Options = list[tuple[str, Any]]


def due_label(due: Due) -> str:
    """Return the on-screen name of a deadline filter."""
    return {
        Due.OVERDUE: _("Over fristen"),
        Due.MONTH: _("Inden for 30 dage"),
        Due.QUARTER: _("Dette kvartal"),
        Due.YEAR: _("I år"),
        Due.NONE: _("Uden frist"),
    }[due]


def state_label(state: State) -> str:
    """Return the on-screen name of a state filter."""
    return {
        State.OPEN: _("Åbne"),
        State.PROPOSED: _("Foreslået"),
        State.AGREED: _("Aftalt"),
        State.ACTIVE: _("I gang"),
        State.FINISHED: _("Afsluttet"),
        State.FULFILLED: _("Opfyldt"),
        State.PARTLY: _("Delvist opfyldt"),
        State.NOT_FULFILLED: _("Ikke opfyldt"),
        State.WITHDRAWN: _("Trukket tilbage"),
        State.PROMISED: _("Aftalt, i gang eller afsluttet"),
    }[state]


def sort_label(sort: Sort) -> str:
    """Return the on-screen name of an order."""
    return {
        Sort.DUE: _("Frist"),
        Sort.CHANGED: _("Senest ændret"),
        Sort.TITLE: _("Titel"),
        Sort.QUANTITY: _("Antal"),
    }[sort]


def group_label(group: Group) -> str:
    """Return the on-screen name of a grouping."""
    return {Group.GOAL: _("Mål"), Group.PARTNER_KIND: _("Partnertype"), Group.PARTNER: _("Partner"), Group.KIND: _("Art")}[group]


def partner_kind_plural(kind: PartnerKind) -> str:
    """Return what partners of a kind are called together."""
    return {
        PartnerKind.COMPANY: _("Virksomheder"),
        PartnerKind.UNION: _("Faglige organisationer"),
        PartnerKind.SCHOOL: _("Skoler"),
        PartnerKind.MUNICIPALITY: _("Kommunen"),
    }[kind]


def options(choices: Choices, selection: Selection) -> dict[str, Options]:
    """Return what each filter can be set to, by parameter; goals of an earlier strategy only while one of them is chosen."""
    locale = current_locale()
    goals = [goal for goal in choices.goals.values() if goal.is_in_force or goal.id == selection.goal_id]
    posts: Options = [
        (
            f"{_('Mål')} {goal.code}",
            [(str(post.id), f"{post.code} {post.title(locale)}") for post in choices.guideposts.values() if post.goal_id == goal.id],
        )
        for goal in choices.goals.values()
        if goal.is_in_force or (selection.guidepost_id and choices.guideposts[selection.guidepost_id].goal_id == goal.id)
    ]
    partners = [partner for partner in choices.partners.values() if partner.is_active or partner.id == selection.partner_id]
    if selection.is_public:
        partners = [partner for partner in partners if partner.id in choices.public_partner_ids]
    return {
        "maal": [(str(goal.id), f"{goal.code} {goal.short(locale)}") for goal in goals],
        "pejlemaerke": posts,
        "parttype": [(word, partner_kind_plural(kind)) for kind, word in PARTNER_KIND_WORDS.items()],
        "partner": [(str(partner.id), partner.name) for partner in partners],
        "art": sorted(((word, kind_label(kind)) for kind, word in KIND_WORDS.items()), key=lambda option: option[1]),
        "frist": [(due.value, due_label(due)) for due in Due],
        "tilstand": [(state.value, state_label(state)) for state in STATES_OFFERED],
        "sorter": [(sort.value, sort_label(sort)) for sort in Sort],
        "gruppe": [(group.value, group_label(group)) for group in Group],
    }


STATES_OFFERED = (
    State.OPEN,
    State.PROPOSED,
    State.AGREED,
    State.ACTIVE,
    State.FINISHED,
    State.FULFILLED,
    State.PARTLY,
    State.NOT_FULFILLED,
    State.WITHDRAWN,
)


def chosen_labels(selection: Selection, choices: Choices) -> list[tuple[str, str]]:
    """Return the filters that are set as (field, words), so that each can be taken away."""
    locale = current_locale()
    words: dict[str, Callable[[Any], str]] = {
        "q": lambda text: f"“{text}”",
        "goal_id": lambda key: _("Mål %(number)s", number=choices.goals[key].code),
        "guidepost_id": lambda key: f"{choices.guideposts[key].code} {choices.guideposts[key].title(locale)}",
        "partner_kind": partner_kind_plural,
        "partner_id": lambda key: choices.partner(key).shown_name,
        "kind": kind_label,
        "due": due_label,
        "state": state_label,
        "silent": lambda _on: _("Ikke hørt fra i 90 dage"),
        "unmeasured": lambda _on: _("Ikke målbart endnu"),
        "mine": lambda _on: _("Vores egne"),
        "my_partners": lambda _on: _("Mine partnere"),
        "waiting": lambda _on: _("Venter på mig"),
    }
    return [(name, words[name](getattr(selection, name))) for name in selection.chosen()]


def lane_label(selection: Selection, value: Any) -> str:
    """Return the heading of a lane."""
    choices, group = selection.choices, selection.group
    if group == Group.KIND:
        return kind_label(Kind(value))
    if group == Group.PARTNER_KIND:
        return partner_kind_plural(PartnerKind(value))
    if group == Group.PARTNER:
        return choices.partner(value).name
    goal = choices.goals[value]
    title = f"{goal.code} {goal.title(current_locale())}"
    return title if goal.is_in_force else _("%(goal)s (tidligere strategi)", goal=title)
