"""On which things a permission holds: pure functions of the user and the thing, in one place.

A thing is a model row; a rule reads its attributes and never asks the database for more than the row's own relations.
"""

from collections.abc import Callable
from typing import Any

from .access import Permission, Role

Rule = Callable[[Any, Any], bool]


def _owns(user: Any, commitment: Any) -> bool:
    return bool(commitment.owner_id == user.partner_id)


def _is_steward(user: Any) -> bool:
    return Role.STEWARD in user.roles


def _is_manager(user: Any) -> bool:
    return Role.MANAGER in user.roles


def may_see(user: Any, commitment: Any) -> bool:
    """Everyone signed in sees what is not a draft; a draft is its own partner's."""
    return not commitment.is_draft or _owns(user, commitment)


def may_edit(user: Any, commitment: Any) -> bool:
    """The own members edit a draft or a proposal, the own manager also an agreed one; the steward what it wrote on behalf."""
    if _owns(user, commitment):
        return commitment.stage < 2 or (commitment.stage == 2 and _is_manager(user))
    return _is_steward(user) and commitment.awaits_acceptance


def may_propose(user: Any, commitment: Any) -> bool:
    """The own members put a draft forward."""
    return _owns(user, commitment) and commitment.is_draft


def may_approve(user: Any, commitment: Any) -> bool:
    """The own manager approves a proposal of the own people, once."""
    return _owns(user, commitment) and _is_proposed(commitment) and commitment.approved_at is None and not commitment.is_on_behalf


def may_accept(user: Any, commitment: Any) -> bool:
    """The own manager accepts what the municipality wrote on the partner's behalf."""
    return _owns(user, commitment) and commitment.awaits_acceptance


def may_answer(user: Any, commitment: Any) -> bool:
    """An invited co-signer's people answer while it is proposed."""
    cosigner = commitment.cosigner_of(user.partner_id)
    return _is_proposed(commitment) and cosigner is not None and cosigner.answer == "invited"


def may_report(user: Any, commitment: Any) -> bool:
    """The owner and accepted co-signers report progress while it is open."""
    return bool(commitment.is_open and (_owns(user, commitment) or commitment.has_signed(user.partner_id)))


def may_finish(user: Any, commitment: Any) -> bool:
    """The owner reports the outcome of an active commitment."""
    return _owns(user, commitment) and commitment.phase == "active"


def may_confirm(user: Any, entry: Any) -> bool:
    """An accepted co-signer or the steward confirms an entry once, never the reporter's own partner."""
    if entry.partner_id == user.partner_id or entry.confirmation is not None or not entry.counts:
        return False
    commitment = entry.commitment
    return bool(
        commitment.stage >= 2 and commitment.status != "withdrawn" and (commitment.has_signed(user.partner_id) or _is_steward(user))
    )


def may_correct(user: Any, entry: Any) -> bool:
    """The reporting partner corrects its own entry while the commitment is open."""
    return entry.partner_id == user.partner_id and entry.counts and bool(entry.commitment.is_open)


def may_mark(user: Any, commitment: Any) -> bool:
    """A union user with a representation in force at the owner gives the members' voice."""
    return not commitment.is_draft and commitment.owner_id in user.represented_ids


def may_comment(user: Any, commitment: Any) -> bool:
    """Everyone signed in comments on what is not a draft."""
    return not commitment.is_draft


def may_follow(user: Any, commitment: Any) -> bool:
    """Everyone signed in follows what is not a draft."""
    return not commitment.is_draft


def may_see_files(user: Any, commitment: Any) -> bool:
    """The owner, accepted co-signers and the steward see evidence."""
    return bool(_owns(user, commitment) or (not commitment.is_draft and (_is_steward(user) or commitment.has_signed(user.partner_id))))


def may_add_file(user: Any, commitment: Any) -> bool:
    """The owner and accepted co-signers add evidence to what is not withdrawn."""
    return commitment.status != "withdrawn" and bool(
        _owns(user, commitment) or (not commitment.is_draft and commitment.has_signed(user.partner_id))
    )


def may_remove_file(user: Any, file: Any) -> bool:
    """The uploading partner and the steward remove a file."""
    return file.removed_at is None and bool(file.partner_id == user.partner_id or _is_steward(user))


def may_withdraw(user: Any, commitment: Any) -> bool:
    """The owner's manager withdraws from proposed on."""
    return _owns(user, commitment) and commitment.stage in (1, 2)


def may_reopen(user: Any, commitment: Any) -> bool:
    """The steward reopens what is agreed or finished."""
    return bool(commitment.stage >= 2)


def may_succeed(user: Any, commitment: Any) -> bool:
    """The owner's people make a successor of a finished commitment."""
    return _owns(user, commitment) and bool(commitment.is_finished)


def may_see_partner(user: Any, partner: Any) -> bool:
    """Everyone signed in sees an active partner's page; a deactivated one stays visible for its history."""
    return True


def may_edit_partner(user: Any, partner: Any) -> bool:
    """The own manager and the steward edit a partner's facts."""
    return bool(_is_steward(user) or (partner.id == user.partner_id and _is_manager(user)))


def may_manage_user(user: Any, other: Any) -> bool:
    """The own manager and the steward manage a user; nobody takes away the own access."""
    return other.id != user.id and bool(_is_steward(user) or (other.partner_id == user.partner_id and _is_manager(user)))


def may_invite(user: Any, partner: Any) -> bool:
    """The steward invites to any partner, a manager to the own."""
    return bool(_is_steward(user) or (partner.id == user.partner_id and _is_manager(user)))


def may_propose_representation(user: Any, person: Any) -> bool:
    """A union's people propose for themselves, the union's manager for colleagues."""
    return person.partner.kind == "union" and person.partner_id == user.partner_id and (person.id == user.id or _is_manager(user))


def may_confirm_representation(user: Any, representation: Any) -> bool:
    """The union's and the company's managers confirm, each their side, while it is not ended."""
    sides = (representation.user.partner_id, representation.company_id)
    return representation.ended_at is None and user.partner_id in sides


def may_end_representation(user: Any, representation: Any) -> bool:
    """Either side's manager ends it, and the person who speaks."""
    sides = (representation.user.partner_id, representation.company_id)
    is_side = user.partner_id in sides and _is_manager(user)
    return representation.ended_at is None and (is_side or representation.user_id == user.id)


def _is_proposed(commitment: Any) -> bool:
    return bool(commitment.stage == 1)


def may_use_desk(user: Any, kind: Any) -> bool:
    """A desk greets its own kind of partner; the steward may look at each."""
    return user.partner.kind == kind or _is_steward(user)


def may_see_contribution(user: Any, partner: Any) -> bool:
    """The own people and the steward see a partner's contribution on one page."""
    return partner.id == user.partner_id or _is_steward(user)


def may_edit_own(user: Any, thing: Any) -> bool:
    """A need, placement, programme, initiative or idea is edited by its partner's members alone."""
    return bool(thing.partner_id == user.partner_id)


def may_see_need(user: Any, need: Any) -> bool:
    """The own partner and the operating municipality see every need; schools and unions, and then all partners, what was opened to them."""
    if need.partner_id == user.partner_id or user.partner.is_operator:
        return True
    if need.audience == "partners":
        return True
    return need.audience == "schools_and_unions" and user.partner.kind in ("school", "union")


def may_see_offer(user: Any, offer: Any) -> bool:
    """Everyone signed in sees places, programmes and initiatives."""
    return True


def may_see_enquiry(user: Any, enquiry: Any) -> bool:
    """Both sides see an enquiry, and the operating municipality's steward."""
    return user.partner_id in (enquiry.from_partner_id, enquiry.to_partner_id) or _is_steward(user)


def may_answer_enquiry(user: Any, enquiry: Any) -> bool:
    """The asked partner's members answer while it waits."""
    return bool(enquiry.to_partner_id == user.partner_id and enquiry.status == "pending")


def may_withdraw_enquiry(user: Any, enquiry: Any) -> bool:
    """The asking partner's members take back what waits or was accepted; the asked partner's what they said yes to."""
    asked_side = enquiry.to_partner_id == user.partner_id and enquiry.status == "accepted"
    return bool(asked_side or (enquiry.from_partner_id == user.partner_id and enquiry.status in ("pending", "accepted")))


def may_end_enquiry(user: Any, enquiry: Any) -> bool:
    """Either side's members mark an accepted enquiry as done, and say afterwards whether it was worth it."""
    return user.partner_id in (enquiry.from_partner_id, enquiry.to_partner_id) and enquiry.status in ("accepted", "done")


def may_see_idea(user: Any, idea: Any) -> bool:
    """The school that suggested it, the companies that were asked, and the steward."""
    is_asked = any(answer.partner_id == user.partner_id for answer in idea.answers)
    return bool(idea.partner_id == user.partner_id) or is_asked or _is_steward(user)


def may_answer_round(user: Any, request: Any) -> bool:
    """An asked partner's members answer a needs round for it."""
    return bool(request.partner_id == user.partner_id)


def may_answer_idea(user: Any, answer: Any) -> bool:
    """An asked company's members answer for their company until the last day to answer."""
    return answer.partner_id == user.partner_id and answer.idea.is_asking


RULES: dict[Permission, Rule] = {
    Permission.COMMITMENT_ACCEPT: may_accept,
    Permission.COMMITMENT_ANSWER: may_answer,
    Permission.COMMITMENT_APPROVE: may_approve,
    Permission.COMMITMENT_COMMENT: may_comment,
    Permission.COMMITMENT_CONFIRM: may_confirm,
    Permission.COMMITMENT_CORRECT: may_correct,
    Permission.COMMITMENT_EDIT: may_edit,
    Permission.COMMITMENT_FILES: may_see_files,
    Permission.COMMITMENT_FILE_ADD: may_add_file,
    Permission.COMMITMENT_FILE_REMOVE: may_remove_file,
    Permission.COMMITMENT_FINISH: may_finish,
    Permission.COMMITMENT_FOLLOW: may_follow,
    Permission.COMMITMENT_MARK: may_mark,
    Permission.COMMITMENT_PROPOSE: may_propose,
    Permission.COMMITMENT_REOPEN: may_reopen,
    Permission.COMMITMENT_REPORT: may_report,
    Permission.COMMITMENT_SUCCEED: may_succeed,
    Permission.COMMITMENT_VIEW: may_see,
    Permission.COMMITMENT_WITHDRAW: may_withdraw,
    Permission.CONTRIBUTION_VIEW: may_see_contribution,
    Permission.DESK_VIEW: may_use_desk,
    Permission.ENQUIRY_ANSWER: may_answer_enquiry,
    Permission.ENQUIRY_END: may_end_enquiry,
    Permission.ENQUIRY_VIEW: may_see_enquiry,
    Permission.ENQUIRY_WITHDRAW: may_withdraw_enquiry,
    Permission.IDEA_ANSWER: may_answer_idea,
    Permission.IDEA_EDIT: may_edit_own,
    Permission.IDEA_VIEW: may_see_idea,
    Permission.INITIATIVE_EDIT: may_edit_own,
    Permission.INITIATIVE_VIEW: may_see_offer,
    Permission.NEED_EDIT: may_edit_own,
    Permission.NEED_VIEW: may_see_need,
    Permission.PARTNER_EDIT: may_edit_partner,
    Permission.PARTNER_VIEW: may_see_partner,
    Permission.PLACEMENT_EDIT: may_edit_own,
    Permission.PLACEMENT_VIEW: may_see_offer,
    Permission.PROGRAMME_EDIT: may_edit_own,
    Permission.PROGRAMME_VIEW: may_see_offer,
    Permission.REPRESENTATION_CONFIRM: may_confirm_representation,
    Permission.REPRESENTATION_END: may_end_representation,
    Permission.REPRESENTATION_PROPOSE: may_propose_representation,
    Permission.ROUND_ANSWER: may_answer_round,
    Permission.USER_INVITE: may_invite,
    Permission.USER_MANAGE: may_manage_user,
}

# What visitors may do to a thing without a role.
PUBLIC_RULES: dict[Permission, Callable[[Any], bool]] = {
    Permission.COMMITMENT_VIEW: lambda commitment: bool(commitment.is_public),
    Permission.INITIATIVE_VIEW: lambda offer: offer.visibility == "public",
    Permission.PLACEMENT_VIEW: lambda offer: offer.visibility == "public",
    Permission.PROGRAMME_VIEW: lambda offer: offer.visibility == "public",
}
