"""The brake on guessing passwords: a table of ours, so that all workers agree.

Tries are counted per account and network, per network, and per account over all networks. So that nobody can lock a colleague out by
failing on purpose, a browser that has signed in to the account before is counted by itself alone, and a network that has is spared the
count over all networks. A try is written down as a failure before the password is looked at: many at once do not slip through.
"""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import ScalarSelect, delete, func, select

from ..clock import now
from ..database import db, writing
from .models import SignInAttempt

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_PLACE = 5
PER_NETWORK = 50
PER_ACCOUNT = 20
KNOWN_FOR = timedelta(days=90)


def account_key(email: str, act: str = "account") -> str:
    """Return the hash under which an address is counted for an act; unknown addresses are not stored as text."""
    return hashlib.sha256(f"{act}|{email.strip().lower()}".encode()).hexdigest()


def enter(account: str, network: str, device: str = "") -> bool:
    """Write a try down and tell whether it may go on; False when there were too many."""
    if _place(account, network, device) is None:
        return False
    with writing() as session:
        place = _place(account, network, device)
        if place is None:
            return False
        session.execute(delete(SignInAttempt).where(~SignInAttempt.succeeded, SignInAttempt.at < now() - WINDOW))
        session.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - KNOWN_FOR))
        session.add(SignInAttempt(account=account, network=place))
    return True


def trust(account: str, network: str, device: str = "") -> None:
    """After a success: forgive the failures counted where it came from, and know the network and the browser next time."""
    browser, of_account = _device(device), SignInAttempt.account == account
    known = select(SignInAttempt.id).where(of_account, SignInAttempt.network == browser, SignInAttempt.succeeded)
    with writing() as session:
        # Failures at the network are another browser's when this one is counted by itself: they are not this success's to forgive.
        forgiven = [browser] if session.scalar(known.limit(1)) else [browser, network]
        places = [network, browser] if device else [network]
        session.execute(delete(SignInAttempt).where(of_account, SignInAttempt.network.in_(forgiven), ~SignInAttempt.succeeded))
        session.execute(delete(SignInAttempt).where(of_account, SignInAttempt.network.in_(places), SignInAttempt.succeeded))
        session.add_all(SignInAttempt(account=account, network=place, succeeded=True) for place in places)


def forgive(account: str) -> None:
    """Forget an account's failures, once its owner has proved to be it."""
    with writing() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.account == account, ~SignInAttempt.succeeded))


def _device(token: str) -> str:
    """How a browser is written in the column of networks."""
    return f"browser:{hashlib.sha256(token.encode()).hexdigest()[:48]}" if token else "browser:none"


def _place(account: str, network: str, device: str) -> str | None:
    """Where a try is counted: at the browser that the account knows, else at the network; None when there is no room for another."""
    browser, of_account = _device(device), SignInAttempt.account == account
    failed = (~SignInAttempt.succeeded, SignInAttempt.at > now() - WINDOW)
    succeeded = (SignInAttempt.succeeded, SignInAttempt.at > now() - KNOWN_FOR)
    row = db.session.execute(
        select(
            _count(of_account, SignInAttempt.network == browser, *succeeded),
            _count(of_account, SignInAttempt.network == network, *succeeded),
            _count(of_account, SignInAttempt.network == browser, *failed),
            _count(of_account, SignInAttempt.network == network, *failed),
            _count(SignInAttempt.network == network, *failed),
            _count(of_account, *failed),
        )
    ).one()
    knows_browser, knows_network, by_browser, here, by_network, everywhere = row
    if knows_browser:
        return browser if by_browser < PER_ACCOUNT_AND_PLACE else None
    is_free = here < PER_ACCOUNT_AND_PLACE and by_network < PER_NETWORK and (everywhere < PER_ACCOUNT or knows_network)
    return network if is_free else None


def _count(*clauses: Any) -> ScalarSelect[Any]:
    return select(func.count()).where(*clauses).scalar_subquery()
