"""What people type gets one form, and what cannot be shown is told apart."""

import pytest

from partnerhub.typed_text import clean, is_readable, sort_key


def test_text_is_stored_in_one_form():
    """Line ends, composed letters, ends and invisible marks are brought to one form; emoji and right-to-left text stay."""
    assert clean("  Blåbær\r\nog\ra\u030a \n") == "Blåbær\nog\nå"
    assert clean("12\u200b34\ufeff \u202d+45\u202c") == "1234 +45"
    assert clean("👩🏽‍🏭 مرحبا שלום") == "👩🏽‍🏭 مرحبا שלום"
    assert clean(None) is None


@pytest.mark.parametrize("text", ["\x00", "a\x1bb", "\x7f", "\x85", "\ud83d", "\ufffe", "\uffff"])
def test_control_characters_cannot_be_read(text):
    """Control characters, half characters and non-characters break files and databases and are told apart."""
    assert not is_readable(f"Ti {text} pladser")


@pytest.mark.parametrize("text", ["", "Tre linjer\n\tmed indrykning", "👩🏽‍🏭", "שלום", "æøå ÆØÅ é ñ"])
def test_people_s_own_writing_can_be_read(text):
    """Letters of any script, emoji, line ends and tabs are fine."""
    assert is_readable(text)


def test_lists_are_sorted_the_danish_way():
    """Æ, ø and å come after z, in that order, whatever the case and the database's collation."""
    names = ["Århus", "zebra", "Ørsted", "Anker", "æble", "Zoo"]
    assert sorted(names, key=sort_key) == ["Anker", "zebra", "Zoo", "æble", "Ørsted", "Århus"]
    assert sort_key("Blåbær") == sort_key("BLÅBÆR")
    assert all(sign.isascii() for sign in sort_key("æøåÆØÅ"))
    assert len(sort_key("å" * 500)) == 240
