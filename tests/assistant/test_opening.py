"""Whether a human can be reached now, told in Copenhagen's time and in words."""

from datetime import date, datetime, time

import pytest

from partnerhub.assistant.contact_words import opening, opening_line, reaching_sentence
from partnerhub.assistant.opening import Hours, hours_from
from partnerhub.assistant.settings import Contact
from partnerhub.clock import COPENHAGEN, at
from partnerhub.workdays import is_holiday

DAY = (time(9), time(15))
WEEK = (DAY, DAY, DAY, (time(9), time(17)), (time(9, 30), time(13)), None, None)
HOURS = Hours(WEEK, closed_on_holidays=True, closed_days=frozenset({date(2026, 12, 24)}))


def moment(text):
    """Return a moment that a text names in Copenhagen's time."""
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-23T09:00", "Åbent nu, til kl. 15."),
        ("2026-11-23T14:59", "Åbent nu, til kl. 15."),
        ("2026-11-23T15:00", "Lukket nu, åbner i morgen kl. 9."),
        ("2026-11-23T08:59", "Lukket nu, åbner i dag kl. 9."),
        ("2026-11-26T20:00", "Lukket nu, åbner i morgen kl. 9.30."),
        ("2026-11-27T13:00", "Lukket nu, åbner mandag kl. 9."),
        ("2026-11-28T12:00", "Lukket nu, åbner mandag kl. 9."),
        ("2026-12-23T16:00", "Lukket nu, åbner mandag kl. 9."),  # Christmas Eve is a day of their own, the two after it holidays
        ("2027-03-24T16:00", "Lukket nu, åbner tirsdag kl. 9."),  # Maundy Thursday to Easter Monday
        ("2026-07-01T08:30", "Lukket nu, åbner i dag kl. 9."),  # summer time
    ],
)
def test_open_or_closed_in_words(app, when, said):
    """The line tells until when it is open, or when it opens next, past weekends, holidays and days that are closed."""
    with app.test_request_context():
        assert opening_line(HOURS, moment(when), "da") == said


FAR = Hours(WEEK, closed_days=frozenset(date(2026, 7, day) for day in range(1, 31)))
NEVER = Hours((None,) * 6 + (DAY,), closed_days=frozenset(date.fromordinal(number) for number in range(740000, 741000)))


@pytest.mark.parametrize(
    ("lang", "hours", "when", "said"),
    [
        ("en", HOURS, "2026-11-23T10:00", "Open now, until 15:00."),
        ("en", FAR, "2026-07-01T10:00", "Closed now, opens Friday 31 July at 9:30."),
        ("da", FAR, "2026-07-01T10:00", "Lukket nu, åbner fredag den 31. juli kl. 9.30."),
        ("da", NEVER, "2027-06-01T10:00", "Lukket nu."),
    ],
)
def test_the_line_in_english_and_far_ahead(app, lang, hours, when, said):
    """English writes the clock its own way; an opening a week or more ahead is told with its date; none at all is just closed."""
    with app.test_request_context(f"/?lang={lang}"):
        assert opening_line(hours, moment(when), lang) == said


def test_holidays_close_only_where_the_steward_says_so(app):
    """New Year's Day is a Friday: closed by the rule, open without it."""
    with app.test_request_context():
        assert opening_line(HOURS, moment("2027-01-01T10:00"), "da") == "Lukket nu, åbner mandag kl. 9."
        assert opening_line(Hours(WEEK, closed_on_holidays=False), moment("2027-01-01T10:00"), "da") == "Åbent nu, til kl. 13."


def test_the_danish_holidays_of_a_year():
    """Ten holidays in 2026 and none else; Store bededag (1 May 2026) is none since 2024."""
    days = [date.fromordinal(number) for number in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    found = [day.strftime("%d.%m") for day in days if is_holiday(day)]
    assert found == ["01.01", "02.04", "03.04", "05.04", "06.04", "14.05", "24.05", "25.05", "25.12", "26.12"]


def test_a_page_shows_the_week(app):
    """Days that follow each other with the same hours stand in one row; without hours the page says that they are not known."""
    with app.test_request_context(), at(moment("2026-11-23T10:00")):
        shown = opening(Contact("59 00 00 00", "", HOURS), "da")
        assert shown.is_open and shown.line == "Åbent nu, til kl. 15."
        assert shown.week == (("Mandag–onsdag", "9–15"), ("Torsdag", "9–17"), ("Fredag", "9.30–13"), ("Lørdag–søndag", "lukket"))
        unknown = opening(Contact(), "da")
        assert not unknown.is_open and unknown.week == () and unknown.line == "Åbningstiden er ikke oplyst endnu."


def test_the_sentence_of_an_answer(app):
    """The sentence names what is known and invents nothing."""
    with app.test_request_context(), at(moment("2026-11-23T10:00")):
        assert reaching_sentence(Contact(), "Demo", "da") == "Spørg Demo Kommune; telefon og mail er ikke oplyst her endnu."
        both = reaching_sentence(Contact("59 00 00 00", "x@demo.example", HOURS), "Demo", "da")
        assert both == "Tal med et menneske i Demo Kommune: ring 59 00 00 00 eller skriv til x@demo.example. Åbent nu, til kl. 15."
        assert reaching_sentence(Contact("59 00 00 00"), "Demo", "da") == "Tal med et menneske i Demo Kommune: ring 59 00 00 00."


def test_hours_come_back_from_a_row():
    """What a row keeps as text is read as times and days."""
    read = hours_from([["09:00", "15:00"], None], True, ["2026-12-24"])
    assert read == Hours((DAY, None), True, frozenset({date(2026, 12, 24)})) and read.are_known
    assert not hours_from([], True, []).are_known
