"""Partners, their workplaces and people, sign-ins, invitations and representation."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..access import Role
from ..clock import now, today
from ..database import Base, UTCDateTime, enum_type


class PartnerKind(StrEnum):
    """The four sides of the table; a kind decides the desk, not the rights."""

    COMPANY = "company"
    UNION = "union"
    SCHOOL = "school"
    MUNICIPALITY = "municipality"


class Partner(Base):
    """An organisation that promises, co-signs, confirms or follows."""

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    short_name: Mapped[str] = mapped_column(String(40), default="")
    sort_key: Mapped[str] = mapped_column(String(240), index=True)
    kind: Mapped[PartnerKind] = mapped_column(enum_type(PartnerKind))
    is_operator: Mapped[bool] = mapped_column(default=False)
    is_public_employer: Mapped[bool] = mapped_column(default=False)
    is_social_enterprise: Mapped[bool] = mapped_column(default=False)
    is_invented: Mapped[bool] = mapped_column(default=False)
    cvr: Mapped[str | None] = mapped_column(String(8), unique=True)
    about: Mapped[str] = mapped_column(Text, default="")
    contact_function: Mapped[str] = mapped_column(String(80), default="")
    contact_mail: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    consultant_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", use_alter=True), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    deactivated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    deactivated_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    consultant: Mapped["User | None"] = relationship(foreign_keys=[consultant_id])
    workplaces: Mapped[list["Workplace"]] = relationship(back_populates="partner", order_by="Workplace.name")
    users: Mapped[list["User"]] = relationship(back_populates="partner", foreign_keys="User.partner_id", order_by="User.name")

    @property
    def is_active(self) -> bool:
        """Tell whether the partner still takes part; a deactivated one keeps its history."""
        return self.deactivated_at is None

    @property
    def shown_name(self) -> str:
        """Return the short name where one is given."""
        return self.short_name or self.name


class Workplace(Base):
    """A place of a partner where people work, with its P-number."""

    __tablename__ = "workplace"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    p_number: Mapped[str | None] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(160), default="")
    post_code: Mapped[str] = mapped_column(String(4), default="")
    town: Mapped[str] = mapped_column(String(80), default="")
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    partner: Mapped[Partner] = relationship(back_populates="workplaces")


class User(Base):
    """A person who signs in for one partner."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(80), default="")
    is_manager: Mapped[bool] = mapped_column(default=False)
    is_editor: Mapped[bool] = mapped_column(default=False)
    is_steward: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="da")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    deactivated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    partner: Mapped[Partner] = relationship(back_populates="users", foreign_keys=[partner_id], lazy="joined")
    representations: Mapped[list["Representation"]] = relationship(back_populates="user", foreign_keys="Representation.user_id")

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Tell whether the user may sign in: neither the user nor the partner is deactivated."""
        return self.deactivated_at is None and self.partner.is_active

    @property
    def roles(self) -> frozenset[Role]:
        """Return the user's roles; editor and steward count in the operating municipality only."""
        roles = {Role.MEMBER}
        if self.is_manager:
            roles.add(Role.MANAGER)
        if self.partner.is_operator and self.is_editor:
            roles.add(Role.EDITOR)
        if self.partner.is_operator and self.is_steward:
            roles.add(Role.STEWARD)
        return frozenset(roles)

    @property
    def represented_ids(self) -> frozenset[int]:
        """Return ids of the companies where the user speaks for members today, confirmed by both sides."""
        return frozenset(r.company_id for r in self.representations if r.is_in_force)

    @property
    def public_function(self) -> str:
        """Return how others see the person: function and partner, never the name."""
        return f"{self.function}, {self.partner.shown_name}" if self.function else self.partner.shown_name

    def get_id(self) -> str:
        """Return the session's token, put there by the loader; Flask-Login keeps it in the signed cookie."""
        return getattr(self, "sign_in_token", "")


class SignIn(Base):
    """One device signed in; ending the row ends that session at its next request."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    device: Mapped[str] = mapped_column(String(160), default="")
    network: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    user: Mapped[User] = relationship()


class SignInAttempt(Base):
    """A try at signing in, kept for the throttle; the account is a hash, so unknown addresses are not stored."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    network: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime, default=now, index=True)
    succeeded: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index(None, "account", "at"), Index(None, "network", "at"))


class Invitation(Base):
    """A single-use link to join a partner; only the token's hash is stored."""

    __tablename__ = "invitation"

    LIFETIME = timedelta(days=14)

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    function: Mapped[str] = mapped_column(String(80), default="")
    is_manager: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    partner: Mapped[Partner] = relationship()
    invited_by: Mapped[User | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Tell whether the link still works."""
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > now()


class PasswordReset(Base):
    """A single-use link to choose a new password; only the token's hash is stored."""

    __tablename__ = "password_reset"

    LIFETIME = timedelta(hours=2)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    user: Mapped[User] = relationship()


class Representation(Base):
    """A union user speaks for members at a company from a day on; in force once both sides' managers confirmed."""

    __tablename__ = "representation"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    company_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    union_confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    union_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    company_confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    company_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    user: Mapped[User] = relationship(back_populates="representations", foreign_keys=[user_id])
    company: Mapped[Partner] = relationship()

    __table_args__ = (Index(None, "user_id", "company_id"),)

    @property
    def is_in_force(self) -> bool:
        """Tell whether both sides confirmed it and today lies within its period."""
        day = today()
        confirmed = self.union_confirmed_at is not None and self.company_confirmed_at is not None
        return confirmed and self.ended_at is None and self.since <= day and (self.until is None or day <= self.until)
