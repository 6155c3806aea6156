"""The terms of an initiative: what a form says, and the rules it must keep."""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import exists, select

from ..accounts.models import PartnerKind
from ..commitments.kinds import FINISHED, QUANTITY_LIMIT, Answer, Status, Visibility
from ..commitments.models import Commitment, CoSigner
from ..commitments.terms import check_text
from ..database import db
from ..errors import RuleBroken
from ..occupations.keeping import find
from .kinds import OCCUPATIONS_LIMIT, TEXT_LIMIT, TITLE_LIMIT, InitiativeKind
from .placement_terms import check_period
from .training_models import Initiative

TARGET_LIMIT = 200
# What each side mostly does; all kinds stand open to everybody.
USUAL: dict[PartnerKind, tuple[InitiativeKind, ...]] = {
    PartnerKind.UNION: (
        InitiativeKind.MOTIVATION,
        InitiativeKind.RKV_DAY,
        InitiativeKind.COMPANY_VISIT,
        InitiativeKind.FUND_HELP,
        InitiativeKind.CAMPAIGN,
    ),
    PartnerKind.SCHOOL: (InitiativeKind.RETENTION, InitiativeKind.DROPOUT, InitiativeKind.BRIDGING, InitiativeKind.HANDOVER),
    PartnerKind.MUNICIPALITY: (InitiativeKind.OUTREACH, InitiativeKind.SUPPORT, InitiativeKind.GUIDANCE),
    PartnerKind.COMPANY: (InitiativeKind.COMPANY_VISIT, InitiativeKind.RETENTION, InitiativeKind.MOTIVATION),
}
KIND_SCHEMES: dict[InitiativeKind, tuple[str, ...]] = {
    InitiativeKind.MOTIVATION: ("amu", "fvu", "voksenlaerling"),
    InitiativeKind.RKV_DAY: ("rkv", "euv"),
    InitiativeKind.COMPANY_VISIT: ("snusepraktik", "erhvervspraktik"),
    InitiativeKind.FUND_HELP: ("kompetencefond", "omstillingsfond"),
    InitiativeKind.CAMPAIGN: ("voksenlaerling", "amu"),
    InitiativeKind.RETENTION: ("sygefastholdelse", "seniorfastholdelse"),
    InitiativeKind.DROPOUT: ("mentor", "fgu"),
    InitiativeKind.BRIDGING: ("brobygning", "fgu"),
    InitiativeKind.HANDOVER: ("brobygning", "fgu"),
    InitiativeKind.OUTREACH: ("mentor", "snusepraktik"),
    InitiativeKind.SUPPORT: ("mentor", "smaajob"),
    InitiativeKind.GUIDANCE: ("fgu", "laereplads", "voksenlaerling"),
    InitiativeKind.OTHER: ("partnerskab",),
}


@dataclass(frozen=True)
class InitiativeTerms:
    """What is done, for whom, and how many it reached and helped on."""

    kind: InitiativeKind
    title: str
    what: str = ""
    target_group: str = ""
    occupations: tuple[str, ...] = ()
    reached: int = 0
    went_on: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    visibility: Visibility = Visibility.PARTNERSHIP
    commitment_id: int | None = None


PLAIN_FIELDS = tuple(name for name in InitiativeTerms.__dataclass_fields__ if name != "occupations")


def checked(partner_id: int, terms: InitiativeTerms, before: Initiative | None = None) -> InitiativeTerms:
    """Return the terms as they are stored, else raise RuleBroken naming the field.

    What stands unchanged from `before` is not judged again: a last day may have passed.
    """
    title = check_text("title", terms.title, TITLE_LIMIT, _("Skriv en kort titel, fx “RKV-dag for operatører”."))
    check_counts(terms.reached, terms.went_on)
    check_period(terms.starts_on, terms.ends_on, before.ends_on if before else None)
    check_commitment(partner_id, terms.commitment_id, before.commitment_id if before else None)
    if len(terms.occupations) > OCCUPATIONS_LIMIT:
        raise RuleBroken("occupations", _("Vælg højst %(limit)s erhverv.", limit=OCCUPATIONS_LIMIT))
    if any(find(occupation) is None for occupation in terms.occupations):
        raise RuleBroken("occupations", _("Vælg erhverv fra listen."))
    return replace(
        terms,
        kind=InitiativeKind(terms.kind),
        title=" ".join(title.split()),
        what=check_text("what", terms.what, TEXT_LIMIT),
        target_group=check_text("target_group", terms.target_group, TARGET_LIMIT),
        occupations=tuple(sorted(set(terms.occupations))),
        visibility=Visibility(terms.visibility),
    )


def check_counts(reached: int, went_on: int) -> None:
    """Refuse numbers of people that cannot be: nobody goes on who was not reached."""
    for field, number in (("reached", reached), ("went_on", went_on)):
        if not 0 <= number <= QUANTITY_LIMIT:
            raise RuleBroken(field, _("Antallet skal være mellem 0 og 100.000."))
    if went_on > reached:
        raise RuleBroken(
            "went_on", _("Der kan ikke være flere, der gik videre (%(went)s), end der er nået (%(all)s).", went=went_on, all=reached)
        )


def check_commitment(partner_id: int, commitment_id: int | None, before: int | None = None) -> None:
    """Refuse a commitment that the partner neither owns nor has signed, or that is finished, unless it stood there before."""
    if commitment_id is None or commitment_id == before:
        return
    signed = exists().where(CoSigner.commitment_id == Commitment.id, CoSigner.partner_id == partner_id, CoSigner.answer == Answer.ACCEPTED)
    row = db.session.execute(
        select(Commitment.owner_id, Commitment.status, signed.label("signed")).where(Commitment.id == commitment_id)
    ).first()
    is_ours = row is not None and (row.owner_id == partner_id or (row.signed and row.status != Status.DRAFT))
    if row is None or not is_ours or row.status in FINISHED:
        raise RuleBroken("commitment_id", _("Vælg en forpligtelse, som I ejer eller har skrevet under på, og som ikke er afsluttet."))


def terms_of(initiative: Initiative) -> InitiativeTerms:
    """Return an initiative's terms as they stand."""
    occupations = tuple(sorted(row.occupation_id for row in initiative.occupations))
    return InitiativeTerms(**{name: getattr(initiative, name) for name in PLAIN_FIELDS}, occupations=occupations)
