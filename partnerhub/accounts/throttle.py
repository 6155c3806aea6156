"""The brake on guessing passwords: a table of ours, so that all workers agree.

Failures are counted per account and network, per network, and per account over all strange networks. A network from which the account
has signed in before is spared the last count, so nobody can lock a colleague out by failing on purpose elsewhere.
"""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, exists, func, select

from ..clock import now
from ..database import db, writing
from .models import SignInAttempt

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_NETWORK = 5
PER_NETWORK = 50
PER_ACCOUNT = 20
KNOWN_FOR = timedelta(days=90)


def account_key(email: str) -> str:
    """Return the hash under which an address is counted; unknown addresses are not stored as text."""
    return hashlib.sha256(f"account|{email.strip().lower()}".encode()).hexdigest()


def is_braked(email: str, network: str) -> bool:
    """Tell whether another try from here has to wait."""
    key, since = account_key(email), now() - WINDOW
    failed = (SignInAttempt.succeeded.is_(False), SignInAttempt.at > since)
    row = db.session.execute(
        select(
            select(func.count()).where(SignInAttempt.account == key, SignInAttempt.network == network, *failed).scalar_subquery(),
            select(func.count()).where(SignInAttempt.network == network, *failed).scalar_subquery(),
            select(func.count()).where(SignInAttempt.account == key, *failed).scalar_subquery(),
            exists()
            .where(
                SignInAttempt.account == key,
                SignInAttempt.network == network,
                SignInAttempt.succeeded.is_(True),
                SignInAttempt.at > now() - KNOWN_FOR,
            )
            .select()
            .scalar_subquery(),
        )
    ).one()
    here, from_network, of_account, is_known = row
    return here >= PER_ACCOUNT_AND_NETWORK or from_network >= PER_NETWORK or (of_account >= PER_ACCOUNT and not is_known)


def note(email: str, network: str, succeeded: bool) -> None:
    """Write a try down; a success forgives this account's failures from this network; old tries are pruned."""
    key = account_key(email)
    with writing() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.succeeded.is_(False), SignInAttempt.at < now() - WINDOW))
        session.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - KNOWN_FOR))
        if succeeded:
            session.execute(delete(SignInAttempt).where(SignInAttempt.account == key, SignInAttempt.network == network))
        session.add(SignInAttempt(account=key, network=network, succeeded=succeeded))
