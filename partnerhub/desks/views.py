"""What the four sides' desks have in common: what waits, the own commitments, the contact, one button."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from ..accounts import representation
from ..accounts.models import Representation, User
from ..clock import today
from ..commitments import desk as desk_queries
from ..commitments.forms import ActForm, AnswerForm, ConfirmForm, ReportForm
from ..commitments.labels import unit_label
from ..commitments.models import Commitment, Progress
from ..commitments.waiting import Act, Waiting, waiting_count, waiting_for
from ..exchange import enquiry_panel
from ..exchange.enquiry_models import RoundRequest
from ..exchange.idea_queries import waiting_for as asked_about
from ..exchange.round_queries import open_requests
from ..exchange.training_models import IdeaAnswer
from .supply import Supply, supply_of

WAITING_SHOWN = 6
FORMS: dict[Act, type[ActForm]] = {
    Act.ANSWER: AnswerForm,
    Act.ACCEPT: ActForm,
    Act.APPROVE: ActForm,
    Act.CONFIRM: ConfirmForm,
    Act.UPDATE: ReportForm,
}


@dataclass(frozen=True)
class Contact:
    """The person in the municipality that a partner turns to."""

    name: str
    function: str
    mail: str
    phone: str


@dataclass(frozen=True)
class Task:
    """One thing that waits, with the form that answers it in place."""

    act: str
    commitment: Commitment
    entry: Progress | None
    form: Any
    unit: str


@dataclass(frozen=True)
class Desk:
    """Everything a desk's template reads."""

    heading: str
    lead: str
    partner_id: int
    log_url: str
    waiting: list[Any]
    waiting_count: int
    representations: list[Representation]
    asked: list[RoundRequest]
    ideas: list[IdeaAnswer]
    rows: list[dict[str, Any]]
    has_more: bool
    figures: desk_queries.DeskFigures
    contact: Contact | None
    enquiries: enquiry_panel.EnquiryTasks
    supply: Supply


def desk_of(user: User, lead: str) -> Desk:
    """Return the desk of the user's partner; a constant number of queries."""
    partner = user.partner
    rows = desk_queries.own_rows(partner.id, desk_queries.ROWS + 1)
    return Desk(
        heading=partner.name,
        lead=lead,
        partner_id=partner.id,
        log_url=url_for("commitments.log"),
        waiting=[_task(item) for item in waiting_for(user, WAITING_SHOWN)],
        waiting_count=waiting_count(user),
        representations=representation.waiting_for(user),
        asked=open_requests(partner.id),
        ideas=asked_about(partner.id),
        rows=[_row(row) for row in rows[: desk_queries.ROWS]],
        has_more=len(rows) > desk_queries.ROWS,
        figures=desk_queries.figures(partner.id),
        contact=_contact(user),
        enquiries=enquiry_panel.tasks(user),
        supply=supply_of(partner),
    )


def _task(item: Waiting) -> Task:
    """The form knows the version seen, so that nobody signs what changed meanwhile."""
    commitment, entry = item.commitment, item.entry
    form = FORMS[item.act](formdata=None)
    form.version.data = str(commitment.version)
    if isinstance(form, ConfirmForm) and entry is not None:
        form.amount.data = entry.amount
    scope = f"{item.act}-{entry.id if entry else commitment.id}"
    unit = unit_label(commitment.unit, commitment.quantity or 2) if commitment.unit else ""
    return Task(item.act.value, commitment, entry, form.scoped(scope), unit)


def _row(row: Any) -> dict[str, Any]:
    next_day = desk_queries.next_day(row)
    return {
        "url": url_for("commitments.show", commitment_id=row.id),
        "title": row.title,
        "phase": desk_queries.phase_of(row),
        "unit": unit_label(row.unit, row.quantity) if row.unit else "",
        "quantity": row.quantity,
        "reported": row.reported,
        "confirmed": row.confirmed,
        "is_own": row.is_own,
        "is_overdue": row.is_overdue,
        "is_silent": row.is_silent,
        "next_day": next_day,
        "next_word": _("Starter") if row.start_on and row.start_on > today() else _("Frist"),
    }


def _contact(user: User) -> Contact | None:
    person = user.partner.consultant
    if person is None or not person.is_active:
        return None
    return Contact(person.name, person.function, person.email, person.partner.contact_phone)
