"""A partner's people: invitations, roles, deactivation, representation."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, may, requires
from ..errors import RuleBroken, StaleVersion
from . import invitations, people, representation
from . import partner_queries as queries
from .partner_forms import InviteForm, RolesForm, VersionForm
from .partner_views import bp, get_partner, page, put_error, representation_form


@bp.post("/<int:partner_id>/inviter")
@requires(Permission.USER_INVITE)
def invite(partner_id: int) -> ResponseReturnValue:
    """Invite a colleague."""
    partner = get_partner(partner_id)
    check(Permission.USER_INVITE, partner, seen_by=Permission.PARTNER_VIEW)
    form = InviteForm()
    if form.validate_on_submit():
        try:
            invitations.invite(current_user, partner_id, form.email.data or "", form.function.data or "", bool(form.is_manager.data))
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Invitationen er på vej."), "success")
            return _back(partner_id)
    return page(get_partner(partner_id), {"invite": form}, 422)


@bp.post("/invitationer/<int:invitation_id>/igen")
@requires(Permission.USER_INVITE)
def resend(invitation_id: int) -> ResponseReturnValue:
    """Send an invitation again with a new link."""
    partner_id = _partner_of_invitation(invitation_id)
    return _act(
        partner_id,
        lambda: invitations.resend(current_user, invitation_id),
        _("Invitationen er sendt igen. Det gamle link virker ikke længere."),
    )


@bp.post("/invitationer/<int:invitation_id>/fjern")
@requires(Permission.USER_INVITE)
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    partner_id = _partner_of_invitation(invitation_id)
    return _act(partner_id, lambda: invitations.withdraw(current_user, invitation_id), _("Invitationen er trukket tilbage."))


@bp.post("/brugere/<int:user_id>/roller")
@requires(Permission.USER_MANAGE)
def set_roles(user_id: int) -> ResponseReturnValue:
    """Change a user's roles."""
    user = _managed(user_id)
    form = RolesForm()
    roles = (bool(form.is_manager.data), bool(form.is_editor.data), bool(form.is_steward.data))
    return _act(user.partner_id, lambda: people.set_roles(current_user, user_id, form.seen_version, *roles), _("Rollen er ændret."))


@bp.post("/brugere/<int:user_id>/deaktiver")
@requires(Permission.USER_MANAGE)
def deactivate_user(user_id: int) -> ResponseReturnValue:
    """Take a user's access away."""
    user, form = _managed(user_id), VersionForm()
    return _act(
        user.partner_id, lambda: people.deactivate_user(current_user, user_id, form.seen_version), _("Brugeren har ikke længere adgang.")
    )


@bp.post("/brugere/<int:user_id>/aktiver")
@requires(Permission.USER_MANAGE)
def reactivate_user(user_id: int) -> ResponseReturnValue:
    """Give a user access again."""
    user, form = _managed(user_id), VersionForm()
    return _act(user.partner_id, lambda: people.reactivate_user(current_user, user_id, form.seen_version), _("Brugeren har adgang igen."))


@bp.post("/<int:partner_id>/repraesentation")
@requires(Permission.REPRESENTATION_PROPOSE)
def represent(partner_id: int) -> ResponseReturnValue:
    """Say where a union's person represents members."""
    partner = get_partner(partner_id)
    if partner.id != current_user.partner_id:
        abort(403)
    form = representation_form(partner)
    if form.validate_on_submit() and form.since.data:
        try:
            representation.propose(current_user, form.user_id.data or 0, form.company_id.data or 0, form.since.data, form.until.data)
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Foreslået. Den gælder, når begge sider har bekræftet."), "success")
            return _back(partner_id)
    return page(get_partner(partner_id), {"represent": form}, 422)


@bp.post("/repraesentation/<int:representation_id>/bekraeft")
@requires(Permission.REPRESENTATION_CONFIRM)
def confirm_representation(representation_id: int) -> ResponseReturnValue:
    """Confirm the own side."""
    _own_representation(representation_id, Permission.REPRESENTATION_CONFIRM)
    return _act(current_user.partner_id, lambda: representation.confirm(current_user, representation_id), _("Bekræftet."))


@bp.post("/repraesentation/<int:representation_id>/afslut")
@requires(Permission.REPRESENTATION_END)
def end_representation(representation_id: int) -> ResponseReturnValue:
    """End a representation."""
    _own_representation(representation_id, Permission.REPRESENTATION_END)
    return _act(current_user.partner_id, lambda: representation.end(current_user, representation_id), _("Repræsentationen er afsluttet."))


def _back(partner_id: int) -> Any:
    return redirect(url_for("partners.show", partner_id=partner_id), 303)


def _act(partner_id: int, act: Any, done: str) -> ResponseReturnValue:
    """Do what a button asks and come back to the partner's page; the form holds nothing that could be lost."""
    if not VersionForm().validate_on_submit():
        abort(400)
    try:
        act()
    except RuleBroken as broken:
        flash(broken.text, "error")
    except StaleVersion:
        flash(_("Det er ændret, siden du åbnede siden. Se det nye, og prøv igen."), "error")
    else:
        flash(done, "success")
    return _back(partner_id)


def _managed(user_id: int) -> Any:
    """404 for a user that is not there or whose partner's people the caller does not see; 403 for the own account."""
    user = queries.find_user(user_id)
    if user is None or not (user.partner_id == current_user.partner_id or may(current_user, Permission.PARTNER_MANAGE)):
        abort(404)
    if not may(current_user, Permission.USER_MANAGE, user):
        abort(403)
    return user


def _partner_of_invitation(invitation_id: int) -> int:
    invitation = queries.find_invitation(invitation_id)
    if invitation is None or not may(current_user, Permission.USER_INVITE, invitation.partner):
        abort(404)
    return invitation.partner_id


def _own_representation(representation_id: int, permission: Permission) -> None:
    found = queries.find_representation(representation_id)
    if found is None or not may(current_user, permission, found):
        abort(404)
