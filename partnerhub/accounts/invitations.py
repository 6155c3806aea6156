"""Invitations: a single-use link by mail; only its hash is stored."""

import secrets

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from ..access import Permission, may
from ..clock import now
from ..config import public_address
from ..database import db, writing
from ..errors import RuleBroken
from ..events import record
from ..mail import queue_mail
from .models import Invitation, Partner, PartnerKind, User
from .partners import Facts, add_partner, refusal
from .passwords import check_new_password, hash_password
from .session import hash_token


def invite_partner(by: User, kind: PartnerKind, facts: Facts, email: str, function: str) -> Invitation:
    """Make a partner and invite its first manager, in one go."""
    with writing():
        partner = add_partner(by, kind, facts)
        partner.consultant_id = by.id
        return invite(by, partner.id, email, function, is_manager=True)


def invite(by: User | None, partner_id: int, email: str, function: str = "", is_manager: bool = False) -> Invitation:
    """Invite a person to a partner by mail; raises RuleBroken when the address already has an account or an open invitation."""
    email = email.strip().lower()
    with writing() as session:
        partner = session.get(Partner, partner_id)
        if partner is None or (by is not None and not may(by, Permission.USER_INVITE, partner)):
            raise refusal()
        if not partner.is_active:
            raise RuleBroken("", _("Partneren er ikke længere med. Tag den ind igen først."))
        _refuse_taken(email, partner.id)
        token = secrets.token_urlsafe(32)
        invitation = Invitation(
            partner_id=partner.id,
            email=email,
            function=function.strip(),
            is_manager=is_manager,
            token_hash=hash_token(token),
            invited_by_id=by.id if by else None,
            expires_at=now() + Invitation.LIFETIME,
        )
        session.add(invitation)
        session.flush()
        record("user.invited", partner, by, email=email, role="manager" if is_manager else "member")
        _send(invitation, partner, token)
    return invitation


def resend(by: User, invitation_id: int) -> Invitation:
    """Send an open or expired invitation again with a new link; the old one dies."""
    with writing():
        invitation = _own(by, invitation_id)
        _refuse_taken(invitation.email, invitation.partner_id, but=invitation.id)
        token = secrets.token_urlsafe(32)
        invitation.token_hash, invitation.expires_at = hash_token(token), now() + Invitation.LIFETIME
        record("user.invited", invitation.partner, by, email=invitation.email, role="manager" if invitation.is_manager else "member")
        _send(invitation, invitation.partner, token)
    return invitation


def withdraw(by: User, invitation_id: int) -> None:
    """Take an invitation back; its link dies."""
    with writing():
        invitation = _own(by, invitation_id)
        invitation.withdrawn_at = now()
        record("invitation.withdrawn", invitation.partner, by, email=invitation.email)


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation of a link, whatever its state, or None."""
    found: Invitation | None = db.session.scalar(select(Invitation).where(Invitation.token_hash == hash_token(token)))
    return found


def accept(token: str, name: str, function: str, password: str, language: str) -> User:
    """Make the account of an invitation and use the link up; raises RuleBroken when it was used meanwhile or a field is wrong."""
    check_new_password(password, _open(token).email, name)
    password_hash = hash_password(password)
    with writing() as session:
        invitation = _open(token)
        invitation.used_at = now()
        user = User(
            partner_id=invitation.partner_id,
            email=invitation.email,
            name=name.strip(),
            function=function.strip(),
            is_manager=invitation.is_manager,
            language=language,
            password_hash=password_hash,
        )
        session.add(user)
        session.flush()
        record("user.joined", user, user, name=user.name, role="manager" if user.is_manager else "member")
    return user


def _open(token: str) -> Invitation:
    """The invitation of a link that works; RuleBroken when it does not, or its address got an account by another way."""
    invitation = find_invitation(token)
    if invitation is None or not invitation.is_open or not invitation.partner.is_active:
        raise RuleBroken("", _("Linket virker ikke længere. Bed om en ny invitation."))
    if db.session.scalar(select(User.id).where(User.email == invitation.email)):
        raise RuleBroken("", _("Der er allerede en konto med den mail. Log ind, eller vælg en ny adgangskode."))
    return invitation


def _refuse_taken(email: str, partner_id: int, but: int = 0) -> None:
    """One address, one account, one open invitation. What other partners have is not told: union membership is sensitive."""
    has_account = db.session.scalar(select(User.partner_id).where(User.email == email))
    if has_account == partner_id:
        raise RuleBroken("email", _("Der er allerede en konto med den mail."))
    others = db.session.scalars(select(Invitation).where(Invitation.email == email, Invitation.id != but))
    invited_to = {other.partner_id for other in others if other.is_open}
    if partner_id in invited_to:
        raise RuleBroken("email", _("Der er allerede en åben invitation til den mail. Send den igen fra listen."))
    if has_account or invited_to:
        raise RuleBroken("email", _("Den mail kan ikke inviteres her. Brug personens mail hos jer, eller spørg kommunens tovholder."))


def _own(by: User, invitation_id: int) -> Invitation:
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or not may(by, Permission.USER_INVITE, invitation.partner):
        raise refusal()
    if invitation.used_at is not None or invitation.withdrawn_at is not None:
        raise RuleBroken("", _("Invitationen er brugt eller trukket tilbage."))
    return invitation


def _send(invitation: Invitation, partner: Partner, token: str) -> None:
    address = public_address(f"/konto/invitation/{token}")
    with force_locale("da"):  # nobody knows the invited person's language yet; the page behind the link has both
        subject = _("Du er inviteret til Partnerhub")
        text = _(
            "Du er inviteret til at arbejde for %(partner)s i Partnerhub.\n\nVælg navn og adgangskode her inden 14 dage:\n%(address)s\n\n"
            "Linket kan bruges én gang. Har du ikke ventet det, kan du se bort fra mailen.",
            partner=partner.name,
            address=address,
        )
    queue_mail(f"invitation-{invitation.id}-{invitation.token_hash[:16]}", invitation.email, subject, text)
