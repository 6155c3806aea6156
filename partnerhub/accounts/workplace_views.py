"""A partner's workplaces: add, change, take off the lists."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, check, requires
from . import partners
from .models import Partner
from .partner_forms import VersionForm, WorkplaceForm
from .partner_views import bp, do, get_partner


@bp.post("/<int:partner_id>/arbejdssteder")
@requires(Permission.PARTNER_EDIT)
def add_workplace(partner_id: int) -> ResponseReturnValue:
    """Add a workplace."""
    partner, form = _own(partner_id), WorkplaceForm()
    return do(
        partner,
        "workplace",
        form,
        lambda: partners.add_workplace(current_user, partner_id, form.values()),
        _("Arbejdsstedet er gemt."),
    )


@bp.post("/<int:partner_id>/arbejdssteder/<int:workplace_id>")
@requires(Permission.PARTNER_EDIT)
def edit_workplace(partner_id: int, workplace_id: int) -> ResponseReturnValue:
    """Change a workplace; one that is gone meanwhile leaves what was typed in the form that adds."""
    partner, form = _own(partner_id), WorkplaceForm()
    is_there = any(place.id == workplace_id and place.removed_at is None for place in partner.workplaces)
    return do(
        partner,
        f"workplace-{workplace_id}" if is_there else "workplace",
        form,
        lambda: partners.edit_workplace(current_user, partner_id, workplace_id, form.seen_version, form.values()),
        _("Arbejdsstedet er gemt."),
    )


@bp.post("/<int:partner_id>/arbejdssteder/<int:workplace_id>/fjern")
@requires(Permission.PARTNER_EDIT)
def remove_workplace(partner_id: int, workplace_id: int) -> ResponseReturnValue:
    """Take a workplace off the lists."""
    return do(
        _own(partner_id),
        "version",
        VersionForm(),
        lambda: partners.remove_workplace(current_user, partner_id, workplace_id),
        _("Arbejdsstedet er fjernet."),
    )


def _own(partner_id: int) -> Partner:
    partner = get_partner(partner_id)
    check(Permission.PARTNER_EDIT, partner, seen_by=Permission.PARTNER_VIEW)
    return partner
