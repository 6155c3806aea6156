"""Passwords: argon2id, and the same work for an unknown account."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher()
_DUMMY = _hasher.hash("the hash that unknown accounts are compared with")
MINIMUM_LENGTH = 12


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Tell whether the password is right; without a hash the same work is done and the answer is no."""
    try:
        _hasher.verify(password_hash or _DUMMY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None
