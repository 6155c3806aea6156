"""CPR numbers are found however they are written, and what only looks a little like one is let through."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.cpr import find_cpr, find_cpr_in_cell, mask_cpr

WRITTEN = [
    "010203-1234",
    "0102031234",
    "010203 1234",
    "010203 - 1234",
    "010203\t1234",
    "01 02 03 1234",
    "01.02.03-1234",
    "010203.1234",
    "010203/1234",
    "010203–1234",  # en dash
    "010203—1234",  # em dash
    "010203‑1234",  # Word's non-breaking hyphen
    "010203−1234",  # minus sign
    "010203\u00a01234",  # non-breaking space
    "010203\u20091234",  # thin space
    "0102\u00ad03-1234",  # soft hyphen
    "010203\u200b-\u200b1234",  # zero-width space
    "\u202a010203-1234\u202c",  # as a phone copies it
    "０１０２０３－１２３４",  # full width
    "٠١٠٢٠٣-١٢٣٤",  # Arabic-Indic digits
    "290200-4321",
    "290201-4321",  # not a leap year, but the guard does not know the century
    "010203-0000",  # fails modulus 11, as numbers given out since 2007 may
    "01022003-1234",  # with the century
    "31121999 - 1234",
]
FREE = [
    "",
    "F-2026-0042",
    "320203-1234",  # no such day
    "011303-1234",  # no such month
    "310402-1234",  # April has thirty days
    "000203-1234",
    "010203-12345",
    "9010203-1234",
    "010203-123",
    "0102031234567",
    "1.010.203.1234",
    "3,1412101234",
    "0102031234,5",
    "12/0102031234/3",
    "+45 12 10 20 30",
    "Ring på 12 10 20 30 40",
    "CVR 29 18 97 65",
    "Mødet er 31.12.2027 kl. 1200",
    "2027-06-30 12:00:00.000000",
    "10 lærepladser inden 2027, 1000 timer",
    "01-02-2003",
    "010203\n1234",  # two lines, two numbers
    "❤️ 010203 – 12",
]


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize("around", ["{}", "Ring til Peter ({}) i morgen.", "cpr.{}", "Peter,{},Hansen", "cpr/{}", "nr{}x", "«{}»", "☎{}☎"])
def test_a_cpr_number_is_found_as_it_is_written(number, around):
    """Every way of writing one is found, whatever stands around it, and returned as written."""
    text = around.format(number)
    found = find_cpr(text)
    assert found is not None, text
    assert found in number
    assert sum(sign.isdecimal() for sign in found) == sum(sign.isdecimal() for sign in number)


@pytest.mark.parametrize("text", FREE)
def test_other_numbers_are_let_through(text):
    """References, phone numbers, days, amounts and longer numbers are no CPR numbers."""
    assert find_cpr(text) is None


@pytest.mark.parametrize(
    ("value", "is_found"),
    [
        (102031234, True),  # Excel drops the first zero
        (2512651234, True),
        (102031234.0, True),
        ("010203-1234", True),
        (10203123, False),
        (3212651234, False),
        (-102031234, False),
        (102031234.5, False),
        (True, False),
        (None, False),
        (date(2003, 2, 1), False),
        (datetime(2003, 2, 1, 12, 34), False),  # noqa: DTZ001 spreadsheets know no time zone
    ],
)
def test_a_cell_is_read_as_the_number_it_was(value, is_found):
    """A whole number in a spreadsheet is read with the zero that it lost; other cells as their text."""
    assert (find_cpr_in_cell(value) is not None) is is_found


def test_masking_leaves_no_number_behind():
    """Every number of a text is replaced, the rest stands."""
    assert mask_cpr("Peter 010203-1234 og Ida 2512651234.") == "Peter XXXXXX-XXXX og Ida XXXXXX-XXXX."


@given(st.text(alphabet="0123456789 -./,\u200b–aé\n", max_size=40))
def test_masked_text_holds_no_cpr_number(text):
    """Whatever the text, nothing CPR-like is left after masking, and what was free is unchanged."""
    masked = mask_cpr(text)
    assert find_cpr(masked) is None
    assert masked == text or find_cpr(text) is not None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 9999), st.sampled_from(["", "-", " ", "–", " - "]))
def test_no_real_number_slips_through(day, serial, between):
    """Every date of birth with any serial number is stopped."""
    assert find_cpr(f"CPR: {day:%d%m%y}{between}{serial:04d}.") is not None
