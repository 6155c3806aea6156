"""Partners: the list, each one's page, its facts and workplaces. Its people stand in `people_views`."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from ..access import Permission, check, may, requires
from ..clock import local
from ..errors import RuleBroken, StaleVersion
from ..fields import scope_ids
from . import invitations, partners
from . import partner_queries as queries
from .models import Partner, PartnerKind
from .partner_forms import (
    ConsultantForm,
    DeactivateForm,
    InviteForm,
    InvitePartnerForm,
    PartnerForm,
    RepresentationForm,
    VersionForm,
    WorkplaceForm,
)

bp = Blueprint("partners", __name__)


@bp.get("")
@requires(Permission.PARTNER_VIEW)
def index() -> ResponseReturnValue:
    """List the partners by kind and name."""
    chosen = {"type": request.args.get("type", ""), "navn": request.args.get("navn", "")[:80], "vis": request.args.get("vis", "")}
    found = queries.list_partners(chosen["type"], chosen["navn"], chosen["vis"] == "inaktive", request.args.get("efter", ""))
    address = url_for("partners.index", type=chosen["type"], navn=chosen["navn"], vis=chosen["vis"], efter=found.next_after)
    next_url = address if found.next_after else ""
    return render_template("partners/index.html", partners=found.partners, next_url=next_url, chosen=chosen, may_invite=_is_steward())


def _is_steward() -> bool:
    return may(current_user, Permission.PARTNER_MANAGE)


def get_partner(partner_id: int) -> Partner:
    """Return the partner; 404 when there is none."""
    partner = queries.find_partner(partner_id)
    if partner is None:
        abort(404)
    return partner


@bp.get("/<int:partner_id>")
@requires(Permission.PARTNER_VIEW)
def show(partner_id: int) -> ResponseReturnValue:
    """Show one partner."""
    return page(get_partner(partner_id))


def page(partner: Partner, forms: dict[str, Any] | None = None, status: int = 200) -> ResponseReturnValue:
    """Return the partner's page with fresh forms, or refused ones as they were typed."""
    is_steward, refused = _is_steward(), forms or {}
    sees_names = is_steward or partner.id == current_user.partner_id
    fresh: dict[str, Any] = {"version": _seen(VersionForm(formdata=None), partner)}
    if may(current_user, Permission.USER_INVITE, partner) and partner.is_active:
        fresh["invite"] = InviteForm(formdata=None)
    places = [place for place in partner.workplaces if place.removed_at is None]
    if may(current_user, Permission.PARTNER_EDIT, partner):
        fresh["workplace"] = WorkplaceForm(formdata=None)
        fresh |= {f"workplace-{place.id}": WorkplaceForm(formdata=None, obj=place) for place in places}
    if is_steward:
        fresh["deactivate"] = _seen(DeactivateForm(formdata=None), partner)
        fresh["consultant"] = consultant_form(partner)
    if partner.kind == PartnerKind.UNION and partner.id == current_user.partner_id:
        fresh["represent"] = representation_form(partner, formdata=None)
    shown_forms = fresh | refused
    for name, form in shown_forms.items():
        scope_ids(form, name)
    shown = render_template(
        "partners/show.html",
        p=partner,
        forms=shown_forms,
        since=local(partner.created_at).date(),
        sees_names=sees_names,
        may_edit=may(current_user, Permission.PARTNER_EDIT, partner),
        may_manage=is_steward,
        workplaces=places,
        people=[user for user in partner.users if user.deactivated_at is None or sees_names],
        managed={user.id for user in partner.users if may(current_user, Permission.USER_MANAGE, user)},
        invitations=queries.open_invitations(partner.id) if "invite" in fresh else [],
        representations=queries.representations_of(partner.id),
    )
    return make_response(shown, status)


def _seen(form: Any, partner: Partner) -> Any:
    form.version.data = str(partner.version)
    return form


def consultant_form(partner: Partner, **options: Any) -> ConsultantForm:
    """Return the form that chooses the contact person."""
    form = ConsultantForm(**({"formdata": None} | options))
    form.consultant_id.choices = [SelectChoice("", _("Ingen valgt")), *(SelectChoice(u.id, u.name) for u in queries.consultants())]
    if options.get("formdata", None) is None:
        form.consultant_id.data = partner.consultant_id
        form.version.data = str(partner.version)
    return form


def representation_form(partner: Partner, **options: Any) -> RepresentationForm:
    """Return the form on which a union says where its people represent members."""
    form = RepresentationForm(**options)
    own = [u for u in partner.users if u.deactivated_at is None and may(current_user, Permission.REPRESENTATION_PROPOSE, u)]
    form.user_id.choices = [SelectChoice(u.id, u.name) for u in own]
    form.company_id.choices = [
        SelectChoice("", _("Vælg arbejdsplads")),
        *(SelectChoice(p.id, p.name) for p in queries.workplaces_to_represent()),
    ]
    return form


def put_error(form: Any, broken: RuleBroken) -> None:
    """Put a broken rule's sentence at its field, or over the whole form."""
    if broken.field and broken.field in form:
        form[broken.field].errors = [*form[broken.field].errors, broken.text]
    else:
        form.form_errors.append(broken.text)


@bp.route("/inviter", methods=["GET", "POST"])
@requires(Permission.PARTNER_MANAGE)
def invite_partner() -> ResponseReturnValue:
    """Invite a new partner: its facts and its first manager."""
    form = InvitePartnerForm()
    if form.validate_on_submit():
        try:
            made = invitations.invite_partner(
                current_user, PartnerKind(form.kind.data), form.facts(), form.email.data or "", form.function.data or ""
            )
        except RuleBroken as broken:
            put_error(form, broken)
        else:
            flash(_("Partneren er oprettet, og invitationen er på vej."), "success")
            return redirect(url_for("partners.show", partner_id=made.partner_id), 303)
    return make_response(render_template("partners/invite.html", form=form), 422 if form.errors else 200)


@bp.route("/<int:partner_id>/ret", methods=["GET", "POST"])
@requires(Permission.PARTNER_EDIT)
def edit(partner_id: int) -> ResponseReturnValue:
    """Edit a partner's facts; a stale version shows what stands stored beside what was typed."""
    partner = get_partner(partner_id)
    check(Permission.PARTNER_EDIT, partner, seen_by=Permission.PARTNER_VIEW)
    form, stale = PartnerForm(), None
    if request.method == "GET":
        form.show(partner)
    elif form.validate_on_submit():
        try:
            partners.edit_partner(current_user, partner_id, form.seen_version, form.facts())
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion as conflict:
            stale = conflict.current
            form.version.data = str(stale.version)
        else:
            flash(_("Ændringen er gemt."), "success")
            return redirect(url_for("partners.show", partner_id=partner_id), 303)
    status = 409 if stale else 422 if form.errors else 200
    return make_response(render_template("partners/edit.html", form=form, p=partner, stale=stale), status)


@bp.post("/<int:partner_id>/kontaktperson")
@requires(Permission.PARTNER_MANAGE)
def set_consultant(partner_id: int) -> ResponseReturnValue:
    """Choose the contact person."""
    partner = get_partner(partner_id)
    form = consultant_form(partner, formdata=request.form)
    return do(
        partner,
        "consultant",
        form,
        lambda: partners.set_consultant(current_user, partner_id, form.seen_version, form.consultant_id.data),
        _("Kontaktpersonen er valgt."),
    )


@bp.post("/<int:partner_id>/deaktiver")
@requires(Permission.PARTNER_MANAGE)
def deactivate(partner_id: int) -> ResponseReturnValue:
    """Take a partner out, keeping its history."""
    form = DeactivateForm()
    return do(
        get_partner(partner_id),
        "deactivate",
        form,
        lambda: partners.deactivate(current_user, partner_id, form.seen_version, form.reason.data or ""),
        _("Partneren er taget ud. Historikken er bevaret."),
    )


@bp.post("/<int:partner_id>/aktiver")
@requires(Permission.PARTNER_MANAGE)
def reactivate(partner_id: int) -> ResponseReturnValue:
    """Take a partner in again."""
    form = VersionForm()
    return do(
        get_partner(partner_id),
        "version",
        form,
        lambda: partners.reactivate(current_user, partner_id, form.seen_version),
        _("Partneren er med igen."),
    )


def do(partner: Partner, name: str, form: Any, act: Any, done: str) -> ResponseReturnValue:
    """Do a checked act and come back to the partner's page; what is refused stays typed in the form of this name."""
    if form.validate_on_submit():
        try:
            act()
        except RuleBroken as broken:
            put_error(form, broken)
        except StaleVersion as conflict:
            form.form_errors.append(_("Nogen har ændret det, siden du åbnede siden. Se, hvad der står nu; send igen, hvis du stadig vil."))
            form.version.data = str(conflict.current.version)
            return page(get_partner(partner.id), {name: form}, 409)
        else:
            flash(done, "success")
            return redirect(url_for("partners.show", partner_id=partner.id), 303)
    return page(get_partner(partner.id), {name: form}, 422)


from . import people_views, workplace_views  # noqa: E402, F401  put further pages on this blueprint
