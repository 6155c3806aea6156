"""Plain functions that put rows into the test's database; each takes only what the test is about."""

from itertools import count
from typing import Any

from partnerhub.accounts.models import Partner, PartnerKind, User
from partnerhub.accounts.passwords import hash_password
from partnerhub.database import writing
from partnerhub.typed_text import sort_key

PASSWORD = "et langt kodeord til test"
_number = count(1)
_hash: list[str] = []


def make_partner(kind: str = "company", name: str = "", **facts: Any) -> Partner:
    """Make a partner of a kind."""
    name = name or f"Demo{kind} {next(_number)}"
    with writing() as session:
        partner = Partner(name=name, sort_key=sort_key(name), kind=PartnerKind(kind), is_invented=True, **facts)
        session.add(partner)
    return partner


def make_user(partner: Partner | None = None, email: str = "", **facts: Any) -> User:
    """Make a user of a partner; `is_manager=True`, `is_steward=True` give roles (the latter with an operator partner)."""
    partner = partner or make_partner()
    if not _hash:
        _hash.append(hash_password(PASSWORD))
    number = next(_number)
    with writing() as session:
        user = User(
            partner_id=partner.id,
            email=email or f"bruger{number}@demo.example",
            name=facts.pop("name", f"Person {number}"),
            password_hash=_hash[0],
            **facts,
        )
        session.add(user)
    return user


def make_steward() -> User:
    """Make the operating municipality's steward, its partner too."""
    operator = make_partner("municipality", f"Demokommunen {next(_number)}", is_operator=True)
    return make_user(operator, is_steward=True, is_manager=True, function="tovholder")
