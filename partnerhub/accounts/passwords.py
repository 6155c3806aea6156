"""Passwords: argon2id, and the same work for an unknown account."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from ..errors import RuleBroken

_hasher = PasswordHasher()
_DUMMY = _hasher.hash("the hash that unknown accounts are compared with")
MINIMUM_LENGTH = 12
# Long passwords that everybody tries first; shorter ones are refused by their length.
COMMON = frozenset(
    "123456789012 1234567890123 12345678901234 passwordpassword password1234 password12345 password123456 qwertyuiop123 qwertyuiopåæ "
    "qwertyuiopasdf 1q2w3e4r5t6y adgangskode adgangskode1 adgangskode12 adgangskode123 adgangskode1234 adgangskodeadgangskode "
    "kalundborg123 kalundborg1234 kalundborg2025 kalundborg2026 kalundborg2027 partnerhub12 partnerhub123 partnerhub1234 "
    "velkommen123 velkommen1234 velkommen2025 velkommen2026 velkommen2027 sommerferie2026 sommer123456 iloveyou1234 letmein12345 "
    "administrator administrator1 danmark12345 danmark123456 abcdefghijkl abcdefghijklm".split()
)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher.hash(_as_typed_anywhere(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Tell whether the password is right; without a hash the same work is done and the answer is no."""
    try:
        _hasher.verify(password_hash or _DUMMY, _as_typed_anywhere(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Tell whether a hash was made with older parameters."""
    return _hasher.check_needs_rehash(password_hash)


def check_new_password(password: str, email: str, name: str) -> None:
    """Raise RuleBroken("password") unless the password is long enough, not the own mail or name, and not a common one."""
    if len(password) < MINIMUM_LENGTH:
        raise RuleBroken(
            "password", _("Adgangskoden skal være på mindst %(number)s tegn. Fire tilfældige ord er godt.", number=MINIMUM_LENGTH)
        )
    folded = "".join(password.casefold().split())
    mine = {email, email.partition("@")[0], name}
    if folded in {"".join(word.casefold().split()) for word in mine}:
        raise RuleBroken("password", _("Adgangskoden må ikke være dit navn eller din mail."))
    if folded in COMMON or len(set(folded)) < 4:
        raise RuleBroken("password", _("Den adgangskode er for let at gætte. Vælg fx fire tilfældige ord."))


def _as_typed_anywhere(password: str) -> str:
    """One form for letters that keyboards compose differently: an å from a Mac and an å from Windows are the same."""
    return unicodedata.normalize("NFC", password)
