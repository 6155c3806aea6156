"""Quarters as numbers: in order, without gaps, read in every way people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.clock import at
from partnerhub.exchange.quarters import code_of, first_day, last_day, open_quarters, quarter_of, read_quarter

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_quarter(day):
    """Each day lies between the first and the last day of its quarter, and the next quarter begins the day after."""
    quarter = quarter_of(day)
    assert first_day(quarter) <= day <= last_day(quarter)
    assert quarter_of(last_day(quarter) + timedelta(days=1)) == quarter + 1
    assert read_quarter(code_of(quarter)) == quarter


@pytest.mark.parametrize(
    "text", ["2027-1", "2027 K1", "2027K1", "1. kvartal 2027", "1. kvt. 2027", "K1 2027", "q1 2027", "2027 Q1", "1/2027"]
)
def test_a_quarter_is_read_in_every_way_it_is_written(text):
    """Danish and English, with and without a letter, year first or last."""
    assert first_day(read_quarter(text)) == date(2027, 1, 1)


@pytest.mark.parametrize("text", ["", "2027", "5. kvartal 2027", "27-1", "snart", "2027-13", "1 1 2027"])
def test_what_is_no_quarter_is_refused(text):
    """A month, a short year or a word is no quarter."""
    with pytest.raises(ValueError):
        read_quarter(text)


def test_needs_look_four_years_ahead():
    """From the quarter of today on, sixteen more can be chosen."""
    with at(date(2026, 11, 28)):
        quarters = open_quarters()
    assert (code_of(quarters[0]), code_of(quarters[-1])) == ("2026-4", "2030-4")
