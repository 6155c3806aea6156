"""Moving a card on the board: at once where a signature is all it takes, else over a page that asks how it ended."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, requires
from ..errors import RuleBroken, StaleVersion
from . import board_queries, moving
from .board_forms import MoveForm
from .board_views import bp, read_selection
from .drawing_views import with_query
from .kinds import Answer, Column
from .labels import column_label
from .models import Commitment
from .queries import find_commitment


@bp.post("/<int:commitment_id>/flyt")
@requires(Permission.COMMITMENT_VIEW)
def move(commitment_id: int) -> ResponseReturnValue:
    """Move a commitment to another column by the act that leads there."""
    commitment = find_commitment(commitment_id)
    if commitment is None:
        abort(404)
    check(Permission.COMMITMENT_VIEW, commitment, seen_by=Permission.COMMITMENT_VIEW)
    form = MoveForm()
    to = Column(form.to.data) if form.to.data in set(Column) else None
    allowed = board_queries.moves_of(read_selection(), commitment_id, current_user)
    if to is None or to not in allowed:
        flash(_("Den kan ikke flyttes dertil nu. Se, hvad der mangler, på forpligtelsens egen side."), "warning")
        return redirect(_board(), 303)
    form.offer(moving.outcomes(current_user, commitment) if to == Column.FINISHED else [])
    if moving.needs_words(commitment, to) and "note" not in request.form:
        return _ask(form, commitment, to)
    if not form.validate():
        return _ask(form, commitment, to), 422
    version = int(form.version.data) if str(form.version.data).isdigit() else 0
    try:
        moved = moving.move(current_user, commitment, version, to, form.chosen, form.note.data or "")
    except StaleVersion as stale:
        return _changed(form, stale.current, to)
    except RuleBroken as broken:
        if not moving.needs_words(commitment, to):
            flash(broken.text, "error")
            return redirect(_board(), 303)
        (form.outcome if broken.field == "outcome" else form.note).errors = [broken.text]
        return _ask(form, commitment, to), 422
    flash(_said(moved), "success")
    return redirect(f"{_board()}#c{moved.id}", 303)


def _board() -> str:
    return with_query(url_for("board.board"), read_selection())


def _ask(form: MoveForm, commitment: Commitment, to: Column) -> str:
    action = with_query(url_for("board.move", commitment_id=commitment.id), read_selection())
    return render_template("board/move.html", form=form, c=commitment, to=to, action=action, board_url=_board())


def _changed(form: MoveForm, commitment: Any, to: Column) -> ResponseReturnValue:
    """Someone was quicker: what was typed stays, the version seen is renewed, and the person decides again."""
    sentence = _("Forpligtelsen er ændret, siden du åbnede tavlen. Se den igen, før du flytter den.")
    if "note" not in request.form or to not in board_queries.moves_of(read_selection(), commitment.id, current_user):
        flash(sentence, "warning")
        return redirect(_board(), 303)
    form.version.data = str(commitment.version)
    form.note.errors = [sentence]
    return _ask(form, commitment, to), 409


def _said(commitment: Commitment) -> str:
    """What happened, and where it stands now."""
    selection = read_selection()
    card = board_queries.find_card(selection, commitment.id)
    column = column_label(commitment.column or Column.PROPOSED)
    place = board_queries.place_of(selection, card) if card else None
    said = _("%(reference)s står nu i %(column)s.", reference=commitment.reference, column=column)
    if place:
        said = _(
            "%(reference)s er flyttet til %(column)s, %(place)s af %(count)s.",
            reference=commitment.reference,
            column=column,
            place=place[0],
            count=place[1],
        )
    if commitment.column == Column.PROPOSED:
        missing = [c.partner.shown_name for c in commitment.cosigners if c.answer == Answer.INVITED]
        if commitment.approved_at is None:
            missing.append(_("%(partner)ss leder", partner=commitment.owner.shown_name))
        if missing:
            said = _(
                "Din underskrift på %(reference)s er givet. Den mangler stadig: %(names)s.",
                reference=commitment.reference,
                names=", ".join(missing),
            )
    return said
