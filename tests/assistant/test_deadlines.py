"""Deadlines: months counted right, days typed in any usual way, words in both languages, a calendar file that calendars can read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from partnerhub import clock
from partnerhub.assistant.deadlines import count, days_shown, full_day, move, read_day
from partnerhub.assistant.guide_reading import read_guide
from partnerhub.assistant.learned import PHRASES
from partnerhub.clock import at
from partnerhub.schemes.knowledge import shipped_knowledge

GUIDE = read_guide()[0]
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
PAGE, FILE = "/assistent/frister", "/assistent/frister/kalender"


@pytest.mark.parametrize(
    ("day", "unit", "amount", "result"),
    [
        ("2027-01-31", "months", 1, "2027-02-28"),
        ("2028-01-31", "months", 1, "2028-02-29"),
        ("2027-12-31", "months", 2, "2028-02-29"),
        ("2027-03-31", "months", -1, "2027-02-28"),
        ("2027-01-15", "months", -3, "2026-10-15"),
        ("2028-02-29", "years", 2, "2030-02-28"),
        ("2028-02-29", "years", 4, "2032-02-29"),
        ("2027-02-01", "weeks", 4, "2027-03-01"),
        ("2027-02-01", "days", 0, "2027-02-01"),
    ],
)
def test_months_end_where_the_calendar_does(day, unit, amount, result):
    """31 January and a month is the last of February, leap years included; backwards too."""
    assert move(date.fromisoformat(day), unit, amount) == date.fromisoformat(result)


@given(DAYS, st.integers(-60, 60))
def test_a_month_away_is_in_that_month(day, amount):
    """The day lies in the month so many months away, never later in the month than it began, and earlier only at that month's end."""
    found = move(day, "months", amount)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == amount
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, st.integers(0, 48))
def test_who_begins_later_has_no_earlier_deadline(one, other, amount):
    """Counting keeps the order of days."""
    first, second = sorted([one, other])
    assert move(first, "months", amount) <= move(second, "months", amount)
    assert move(first, "years", amount) == move(first, "months", 12 * amount)


@given(st.sampled_from(sorted(GUIDE.deadlines)), DAYS)
def test_every_rule_can_count_every_day(key, day):
    """No calculator fails on a day that may be typed; a last day of a period comes a day before it begins anew."""
    for rule in GUIDE.deadlines[key].days:
        moved = move(day, rule.unit, rule.amount)
        begins_anew = moved if rule.unit in {"days", "weeks"} or moved.day == day.day else moved + timedelta(days=1)
        assert count(rule, day) == (begins_anew - timedelta(days=1) if rule.kind == "until" else moved)


@pytest.mark.parametrize(("day", "last"), [("2028-02-29", "2030-02-28"), ("2028-02-28", "2030-02-27"), ("2028-03-01", "2030-02-28")])
def test_two_years_from_a_leap_day_end_with_february(day, last):
    """Where the year has no 29 February the period would begin anew on 1 March, so the last of February belongs to it."""
    (rule,) = [rule for rule in GUIDE.deadlines["voksenlaerling"].days if rule.name == "tilskud"]
    assert count(rule, date.fromisoformat(day)) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "word"), [("2026-12-30", ""), ("2026-12-25", "helligdag"), ("2027-05-17", "helligdag"), ("2026-11-28", "weekend")]
)
def test_a_last_day_on_a_holiday_is_flagged_like_a_weekend(app, day, word):
    """Christmas day and Whit Monday as well as a Saturday: nobody may be there, and the source does not say what then."""
    deadline = GUIDE.deadlines["svu"]
    with app.test_request_context(), at(date(2026, 11, 24)):
        remarks = {one.name: one.remarks for one in days_shown(deadline, date.fromisoformat(day), shipped_knowledge(PHRASES), "da")}
    assert [word in remark for remark in remarks["sidste"]] == ([True] if word else [])


@given(DAYS)
def test_a_day_is_read_as_danes_write_it(day):
    """2027-02-01, 1.2.2027, 1-2-2027, 1/2/2027 and 01. 02. 2027 are the same day."""
    for typed in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f" {day.day}-{day.month}-{day.year} ",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}. {day.month:02}. {day.year}",
    ):
        assert read_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["", " ", "31.2.2027", "2027-02-30", "i morgen", "1999-12-31", "2101-01-01", "1.2.27", "0.0.2027", "9" * 39, "२.२.२०२७x", "\x00"],
)
def test_what_is_no_day_is_none(typed):
    """Days that do not exist, words, and years far away are no day."""
    assert read_day(typed) is None


def test_a_day_is_written_with_its_weekday():
    """Danish and English, as one says it."""
    assert full_day(date(2027, 2, 1), "da") == "mandag den 1. februar 2027"
    assert full_day(date(2027, 2, 1), "en") == "Monday 1 February 2027"


def _count(browse, key, day, lang="da", status=200, htmx=False):
    return browse(None).post(f"{PAGE}?lang={lang}", {"deadline": key, "day": day}, status=status, htmx=htmx, token=False).text


@pytest.mark.parametrize(
    ("key", "day", "sentences"),
    [
        ("voksenlaerling", "2027-01-31", ["Sidste dag er søndag den 28. februar 2027.", "Dagen falder i en weekend.", "elov.dk, set 2023"]),
        ("voksenlaerling", "2027-08-01", ["Sidste dag er onsdag den 1. september 2027.", "Til og med tirsdag den 31. juli 2029."]),
        ("sygemelding", "2027-03-01", ["mandag den 29. marts 2027", "tirsdag den 30. marts 2027", "søndag den 4. april 2027"]),
        ("seniorjob", "2027-06-30", ["Første dag er tirsdag den 30. marts 2027.", "30. april 2027", "mandag den 30. august 2027"]),
        ("isbryder", "2028-02-29", ["Sidste dag er torsdag den 28. februar 2030."]),
        ("kommunal-fond", "2027-09-01", ["Første dag er tirsdag den 1. december 2026.", "Sidste dag er tirsdag den 31. august 2027."]),
        ("amu-afbud", "2027-03-08", ["Sidste dag er mandag den 1. marts 2027."]),
        ("aub-euv1", "2027-01-01", ["Første dag er torsdag den 1. april 2027."]),
        ("praktik", "2027-03-01", ["Til og med søndag den 28. marts 2027.", "søndag den 30. maj 2027"]),
    ],
)
def test_a_calculator_says_the_day(browse, key, day, sentences):
    """The day in words, with what it is for and that it is guidance."""
    page = _count(browse, key, day)
    assert [text for text in [*sentences, "Vejledende."] if text not in page] == []


def test_a_passed_day_is_said(browse, monkeypatch):
    """A deadline that has gone by says so."""
    fixed = clock.datetime(2026, 11, 28, 12, tzinfo=clock.UTC)
    monkeypatch.setattr(clock, "now", lambda: fixed)
    assert "Dagen er passeret" in _count(browse, "voksenlaerling", "2026-10-01")
    assert "Dagen er passeret" not in _count(browse, "amu-afbud", "2027-10-01")


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Skriv en dato først."), ("31.2.2027", "Skriv en dato, der findes"), ("<b>", "Skriv en dato, der findes")]
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_bad_day_is_told_and_stays(browse, typed, sentence, htmx):
    """A sentence says what to write, what was typed stays, nothing else is counted."""
    page = _count(browse, "svu", typed, status=422, htmx=htmx)
    assert sentence in page and typed.replace("<b>", "&lt;b&gt;") in page and ("<html" in page) is not htmx
    assert browse(None).post(FILE, {"deadline": "svu", "day": typed}, status=422, token=False).text.count(sentence) == 1


@pytest.mark.parametrize("key", ["", "findes-ikke", "../x"])
def test_an_unknown_calculator_is_not_found(browse, key):
    """A forged name is the house's own 404."""
    _count(browse, key, "2027-01-01", status=404)
    browse(None).post(FILE, {"deadline": key, "day": "2027-01-01"}, status=404, token=False)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("key", sorted(GUIDE.deadlines))
def test_the_calendar_file_can_be_read(app, key, lang):
    """Each day is a whole-day entry with a reminder a week before; read twice it is the same entry."""
    answers = [app.test_client().post(f"{FILE}?lang={lang}", data={"deadline": key, "day": "2027-01-31"}) for _ in range(2)]
    assert answers[0].mimetype == "text/calendar" and f"frist-{key}.ics" in answers[0].headers["Content-Disposition"]
    assert not answers[0].headers.getlist("Set-Cookie")
    events = [Calendar.from_ical(answer.data).walk("VEVENT") for answer in answers]
    assert [str(event["UID"]) for event in events[0]] == [str(event["UID"]) for event in events[1]]
    deadline = GUIDE.deadlines[key]
    assert len({str(event["UID"]) for event in events[0]}) == len(deadline.days)
    for event, rule in zip(events[0], deadline.days, strict=True):
        assert event["DTSTART"].dt == count(rule, deadline.fixed or date(2027, 1, 31)) and type(event["DTSTART"].dt) is date
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-7)]
        assert deadline.title.in_language(lang) in str(event["SUMMARY"]) and "/assistent/frister" in str(event["URL"])


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_page_lists_rules_with_sources_and_what_cannot_be_counted(browse, lang):
    """Every calculator and every deadline that cannot be counted stands on the page, with its source, in the reader's language."""
    page = browse(None).get(f"{PAGE}?lang={lang}").text.replace("&#39;", "'")
    for deadline in GUIDE.deadlines.values():
        assert deadline.title.in_language(lang) in page
        assert all(one.rule.text.in_language(lang) in page for one in deadline.days)
    assert all(item.said.text.in_language(lang) in page for item in GUIDE.untold)
    assert ("set 2023" if lang == "da" else "seen 2023") in page
