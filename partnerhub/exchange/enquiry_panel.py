"""What an enquiry's page and the desks are given: the acts allowed to the viewer as forms."""

from dataclasses import dataclass
from typing import Any

from ..access import Permission, may
from ..accounts.models import User
from ..commitments.forms import ActForm
from . import enquiry_history, enquiry_queries
from .enquiry_forms import AcceptForm, DeclineForm, TakeBackForm, WorthForm
from .enquiry_models import Enquiry
from .kinds import EnquiryStatus

DESK_ROWS = 5


@dataclass(frozen=True)
class EnquiryTask:
    """An enquiry that waits for the viewer, with the forms that answer it in place."""

    enquiry: Enquiry
    forms: dict[str, Any]


@dataclass(frozen=True)
class EnquiryTasks:
    """What waits on a desk, and whether there is more."""

    rows: list[EnquiryTask]
    more: bool


def act_forms(enquiry: Enquiry, user: User, refused: dict[str, ActForm] | None = None) -> dict[str, Any]:
    """Return the forms of the acts allowed to the user, each with the version seen; refused ones as they were typed."""
    forms: dict[str, Any] = {}
    for act, form_class in _allowed(enquiry, user).items():
        form = (refused or {}).get(act) or form_class(formdata=None)
        if act not in (refused or {}):
            form.version.data = str(enquiry.version)
            if isinstance(form, AcceptForm) and enquiry.about != "meeting":
                form.number.data = enquiry.number
        forms[act] = form.scoped(f"{act}-{enquiry.id}")
    return forms


def _allowed(enquiry: Enquiry, user: User) -> dict[str, type[ActForm]]:
    found: dict[str, type[ActForm]] = {}
    if may(user, Permission.ENQUIRY_ANSWER, enquiry):
        found |= {"accept": AcceptForm, "decline": DeclineForm}
    if may(user, Permission.ENQUIRY_END, enquiry):
        if enquiry.status == EnquiryStatus.ACCEPTED:
            found["finish"] = ActForm
        elif own_worth(enquiry, user) is None:
            found["value"] = WorthForm
    if may(user, Permission.ENQUIRY_WITHDRAW, enquiry):
        found["withdraw"] = TakeBackForm
    return found


def own_worth(enquiry: Enquiry, user: User) -> Any:
    """Return what the user's side answered to "Gav det værdi?", None while it has not."""
    return enquiry.from_worth if user.partner_id == enquiry.from_partner_id else enquiry.to_worth


def show(enquiry: Enquiry, user: User, refused: dict[str, ActForm] | None = None) -> dict[str, Any]:
    """Return everything that an enquiry's page reads."""
    ends, forms = may(user, Permission.ENQUIRY_END, enquiry), act_forms(enquiry, user, refused)
    gone = [form for act, form in (refused or {}).items() if act not in forms]
    return {
        "enquiry": enquiry,
        "forms": forms,
        "problems": [text for form in gone for texts in form.errors.values() for text in texts],
        "typed": [text for form in gone for text in _typed(form)],
        "lines": enquiry_history.lines(enquiry_queries.stream(enquiry.id), user),
        "may_become_commitment": ends and enquiry.commitment_id is None,
        "may_become_progress": ends and enquiry.progress_id is None,
        "sees_commitment": enquiry.commitment is not None and may(user, Permission.COMMITMENT_VIEW, enquiry.commitment),
    }


def _typed(form: ActForm) -> list[str]:
    """What somebody wrote in a form that is no longer on the page."""
    return [str(form[name].data) for name in ("number", "note", "reason", "line") if name in form and form[name].data]


def tasks(user: User) -> EnquiryTasks:
    """Return the enquiries that wait for the user's side; one query."""
    rows = enquiry_queries.waiting_enquiries(user.partner_id, DESK_ROWS + 1)
    return EnquiryTasks([EnquiryTask(row, act_forms(row, user)) for row in rows[:DESK_ROWS]], len(rows) > DESK_ROWS)
