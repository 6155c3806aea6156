"""What the pages of a commitment are given: facts in words, the acts allowed to the viewer, the history."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Form

from ..access import Permission, may
from ..accounts.models import User
from ..clock import today
from ..errors import RuleBroken
from ..language import current_locale
from ..schemes.keeping import current_knowledge
from ..schemes.presenting import Reader
from ..schemes.scheme_page import Neighbour, neighbour
from . import evidence_panel, following, history, queries
from .forms import (
    ActForm,
    AnswerForm,
    CommentForm,
    ConfirmForm,
    CorrectForm,
    FinishForm,
    MarkForm,
    ReasonForm,
    ReportForm,
)
from .kinds import Status
from .labels import unit_label
from .models import Commitment, Progress

# act → permission and form, in the order they stand on the page
ACTS: dict[str, tuple[Permission, type[ActForm]]] = {
    "answer": (Permission.COMMITMENT_ANSWER, AnswerForm),
    "accept": (Permission.COMMITMENT_ACCEPT, ActForm),
    "approve": (Permission.COMMITMENT_APPROVE, ActForm),
    "propose": (Permission.COMMITMENT_PROPOSE, ActForm),
    "report": (Permission.COMMITMENT_REPORT, ReportForm),
    "mark": (Permission.COMMITMENT_MARK, MarkForm),
    "finish": (Permission.COMMITMENT_FINISH, FinishForm),
    "succeed": (Permission.COMMITMENT_SUCCEED, ActForm),
    "withdraw": (Permission.COMMITMENT_WITHDRAW, ReasonForm),
    "reopen": (Permission.COMMITMENT_REOPEN, ReasonForm),
    "comment": (Permission.COMMITMENT_COMMENT, CommentForm),
}


@dataclass(frozen=True)
class EntryRow:
    """A progress entry with the forms that the viewer may use on it."""

    entry: Progress
    confirm: ConfirmForm | None
    correct: CorrectForm | None


def act_forms(commitment: Commitment, user: User, refused: dict[str, Any]) -> dict[str, Any]:
    """Return the forms of the acts allowed to the user, each with the version seen; refused ones as they were typed."""
    forms: dict[str, Any] = {}
    for act, (permission, form_class) in ACTS.items():
        if act in refused:
            forms[act] = refused[act].scoped(f"{act}-{commitment.id}")
        elif may(user, permission, commitment):
            form = form_class(formdata=None)
            form.version.data = str(commitment.version)
            forms[act] = form.scoped(f"{act}-{commitment.id}")
    return forms


def show(commitment: Commitment, user: User, stream: queries.Stream, which: str, refused: dict[str, Any]) -> dict[str, Any]:
    """Return everything that the commitment's page reads."""
    newest_first = sorted(commitment.entries, key=lambda entry: entry.id, reverse=True)
    return {
        "c": commitment,
        "unit": unit_label(commitment.unit, commitment.quantity or 2) if commitment.unit else "",
        "forms": act_forms(commitment, user, refused),
        "may_edit": may(user, Permission.COMMITMENT_EDIT, commitment),
        "entries": [_entry_row(entry, user, refused) for entry in newest_first],
        "points": points(commitment),
        "lines": history.lines(stream, user),
        "which": which,
        "next_before": stream.next_before,
        "comments": queries.comment_count(commitment.id),
        "successor": _successor(commitment, user),
        "scheme": _scheme(commitment),
        "is_followed": following.is_following(user.id, commitment.id),
        **evidence_panel.panel(commitment, user),
        "who": lambda person, partner: history.who(person, partner.name, user),
    }


def _scheme(commitment: Commitment) -> Neighbour | None:
    """The scheme that helps to keep it, with its state today."""
    found = current_knowledge().schemes.get(commitment.scheme or "")
    return neighbour(found, Reader(None, current_locale(), today())) if found else None


def _successor(commitment: Commitment, user: User) -> Any:
    found = queries.find_successor(commitment.id)
    visible = found is not None and (found.status != Status.DRAFT or found.owner_id == user.partner_id)
    return found if visible else None


def _entry_row(entry: Progress, user: User, refused: dict[str, Any]) -> EntryRow:
    confirm, correct = refused.get(f"confirm-{entry.id}"), refused.get(f"correct-{entry.id}")
    if confirm is None and may(user, Permission.COMMITMENT_CONFIRM, entry):
        confirm = ConfirmForm(formdata=None)
        confirm.amount.data = entry.amount
    if correct is None and may(user, Permission.COMMITMENT_CORRECT, entry):
        correct = CorrectForm(formdata=None)
        correct.amount.data, correct.on.data = entry.amount, entry.on
    return EntryRow(entry, confirm and confirm.scoped(f"confirm-{entry.id}"), correct and correct.scoped(f"correct-{entry.id}"))


def points(commitment: Commitment) -> list[dict[str, Any]]:
    """Return the cumulative reported and confirmed numbers by day, oldest first."""
    found: list[dict[str, Any]] = []
    reported = confirmed = 0
    for entry in sorted((e for e in commitment.entries if e.counts), key=lambda e: (e.on, e.id)):
        reported += entry.amount
        confirmed += entry.confirmation.amount if entry.confirmation else 0
        found.append({"day": entry.on, "reported": reported, "confirmed": confirmed})
    return found


def public_fields(commitment: Commitment) -> dict[str, Any]:
    """Return exactly what visitors may know of a public commitment."""
    locale = current_locale()
    return {
        "reference": commitment.reference,
        "title": commitment.title,
        "owner": commitment.owner.name,
        "owner_kind": commitment.owner.kind,
        "goal": commitment.goal.short(locale),
        "goal_code": commitment.goal.code,
        "guidepost": f"{commitment.guidepost.code} {commitment.guidepost.title(locale)}",
        "kind": commitment.kind,
        "scheme": _scheme(commitment),
        "quantity": commitment.quantity,
        "unit": commitment.unit,
        "start_on": commitment.start_on,
        "due_on": commitment.due_on,
        "phase": commitment.phase,
        "reported": commitment.reported,
        "confirmed": commitment.confirmed,
        "cosigners": [c.partner.name for c in commitment.cosigners if c.answer == "accepted"],
    }


def missing(values: Any) -> list[str]:
    """Return what a half-filled form lacks to be measurable, in words; empty when it can be measured."""
    lacks = []
    if not (values.get("quantity") or "").strip():
        lacks.append(_("antal"))
    if not (values.get("due_on") or "").strip():
        lacks.append(_("frist"))
    return lacks


def suggestions(partner_kind: str) -> list[dict[str, Any]]:
    """Return the strategy's own contributions of this kind of partner, each with the guidepost and kind that fill the form."""
    locale = current_locale()
    posts = {post.code: post.id for goal in queries.current_goals() for post in goal.guideposts}
    found = []
    for item in queries.suggestions(partner_kind):
        code = next((code for code in item.guidepost_codes if code in posts), None)
        kind = item.kinds[0] if item.kinds else None
        found.append({"title": item.title(locale), "guidepost_id": posts.get(code or ""), "kind": kind})
    return found


def fill(form: Any, values: dict[str, Any]) -> None:
    """Put kept or suggested texts into a fresh form as if they had been typed."""
    for name, value in values.items():
        field = form._fields.get(name)
        if field is None or name in ("csrf_token", "version"):
            continue
        try:
            field.process_formdata([value])
        except ValueError:
            field.data = None


def put_error(form: Form, broken: RuleBroken) -> None:
    """Put a broken rule's sentence at its field, or over the whole form."""
    if broken.field == "cosigners":
        form.picker.errors = [broken.text]
    if broken.field in form:
        form[broken.field].errors = [*form[broken.field].errors, broken.text]
    else:
        form.form_errors.append(broken.text)


def proposed_text(commitment: Commitment) -> str:
    """Return what a person reads after putting a commitment forward."""
    if commitment.status == Status.AGREED:
        return _("Forpligtelsen er aftalt.")
    if commitment.approved_at is None:
        return _("Foreslået. Den venter på, at jeres leder godkender.")
    return _("Foreslået og godkendt. Den er aftalt, når medunderskriverne har svaret.")
