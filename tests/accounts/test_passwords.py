"""What a password must be, and how it is kept."""

import unicodedata

import pytest
from argon2 import Type

from partnerhub.accounts.passwords import check_new_password, hash_password, matches, needs_rehash
from partnerhub.errors import RuleBroken

MAIL, NAME = "lone.lund@demofabrikken.example", "Lone Lundgaard"


@pytest.mark.parametrize(
    "password", ["fire ord i rad", "hest batteri hæfteklamme", "x7#kQ!p2mZ9w", "ææææøøøøååååabc", "👩‍🔧 skruer hver dag", "a" * 100 + "bcd"]
)
def test_long_passwords_of_any_kind_are_welcome(app, password):
    """Twelve characters, blanks and any script; no digits or signs are demanded."""
    check_new_password(password, MAIL, NAME)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "mindst 12 tegn"),
        ("elleve tegn", "mindst 12 tegn"),
        ("", "mindst 12 tegn"),
        (MAIL, "dit navn eller din mail"),
        (MAIL.upper(), "dit navn eller din mail"),
        ("lone lundgaard", "dit navn eller din mail"),
        ("LoneLundgaard", "dit navn eller din mail"),
        ("123456789012", "for let at gætte"),
        ("Adgangskode123", "for let at gætte"),
        ("kalundborg 1234", "for let at gætte"),
        ("aaaaaaaaaaaaaaaa", "for let at gætte"),
        ("ababababababab", "for let at gætte"),
    ],
)
def test_what_others_would_try_first_is_refused(app, password, sentence):
    """Too short, the own name or mail, or one of the common ones: each says what to do."""
    with pytest.raises(RuleBroken, match=sentence) as broken:
        check_new_password(password, MAIL, NAME)
    assert broken.value.field == "password"


def test_the_hash_is_argon2id_with_todays_parameters(real_hasher):
    """Argon2id with at least 64 MiB and three rounds (RFC 9106, second recommendation)."""
    assert real_hasher.type is Type.ID
    assert real_hasher.memory_cost >= 64 * 1024
    assert real_hasher.time_cost >= 3


def test_a_hash_is_salted_and_fits_its_password_alone():
    """The same password twice gives two hashes; each fits that password and no other."""
    first, second = hash_password("fire ord i rad"), hash_password("fire ord i rad")
    assert first != second
    assert matches(first, "fire ord i rad")
    assert not matches(first, "fire ord i rad ")
    assert not matches(None, "fire ord i rad")
    assert not matches("noget, der ikke er en hash", "fire ord i rad")
    assert not needs_rehash(first)


def test_a_keyboard_does_not_matter():
    """An å composed by a Mac opens what an å from Windows closed."""
    password = "blåbær på åen"
    assert matches(hash_password(unicodedata.normalize("NFC", password)), unicodedata.normalize("NFD", password))
