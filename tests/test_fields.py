"""Every form reads numbers and days as Danes write them, keeps what was typed, and stores no CPR number."""

from datetime import date

import pytest
from flask_wtf import FlaskForm
from wtforms import StringField

from partnerhub.fields import CLEAN, DayField, Needed, SmallInteger, plain_text, read_day, read_integer


class _Form(FlaskForm):
    title = StringField("Titel", filters=CLEAN, validators=plain_text(20, "Skriv en titel."))
    note = StringField("Note", filters=CLEAN, validators=plain_text(20))
    amount = SmallInteger("Antal")
    due = DayField("Frist", validators=[Needed("Vælg en dato.")])


@pytest.fixture
def read(app):
    """Read a form as it is posted: missing fields are filled with what is right."""

    def post(**typed):
        data = {"title": "Ti pladser", "note": "", "amount": "10", "due": "2027-06-30"} | typed
        with app.test_request_context(method="POST", data=data):
            form = _Form(meta={"csrf": False})
            form.validate_on_submit()
            form.shown = {name: str(form[name]()) for name in data}
            return form

    return post


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("10", 10),
        (" 10 ", 10),
        ("1.000", 1000),
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("1\u202f000", 1000),
        ("12.345.678", 12_345_678),
        ("-3", -3),
        ("0", 0),
    ],
)
def test_a_number_is_read_the_danish_way(typed, number):
    """A point or a space between thousands is no decimal; signs and ends do not matter."""
    assert read_integer(typed) == number


@pytest.mark.parametrize("typed", ["ca. 10", "10-12", "1.5", "1,5", "1e9", "ti", "10 stk", "1.00", "9" * 13, "", "½"])
def test_what_is_no_whole_number_is_refused(typed):
    """Nothing is guessed: an estimate, a range, a fraction or a word is no number."""
    with pytest.raises(ValueError):
        read_integer(typed)


@pytest.mark.parametrize("typed", ["2027-06-30", "30.06.2027", "30-6-2027", "30/06/2027", " 30.6.2027 "])
def test_a_day_is_read_in_each_form(typed):
    """The browser's picker and the ways Danes write a day mean the same."""
    assert read_day(typed) == date(2027, 6, 30)


@pytest.mark.parametrize("typed", ["31.02.2027", "2027-13-01", "30.06.27", "juni 2027", "06/2027", "20270630", ""])
def test_what_is_no_day_is_refused(typed):
    """A day that is not in the calendar, or not whole, is refused."""
    with pytest.raises(ValueError):
        read_day(typed)


def test_an_estimate_gets_a_sentence_and_stays(read):
    """“ca. 10” is answered with what to write, and stands in the field as it was typed."""
    form = read(amount="ca. 10")
    assert form.errors == {"amount": ["“ca. 10” er ikke et helt tal. Skriv fx 10."]}
    assert 'value="ca. 10"' in form.shown["amount"]


def test_an_impossible_day_gets_a_sentence_and_stays(read):
    """A day that is none is answered with how to write one, and is not lost."""
    form = read(due="31.02.2027")
    assert form.errors == {"due": ["“31.02.2027” er ikke en dato. Skriv fx 30.06.2027."]}
    assert 'value="31.02.2027"' in form.shown["due"]


def test_a_day_typed_the_danish_way_survives_another_fields_error(read):
    """The browser's date field shows ISO days alone, so an understood day comes back in that form."""
    form = read(due="30.06.2027", amount="ca. 10")
    assert 'type="date"' in form.shown["due"]
    assert 'value="2027-06-30"' in form.shown["due"]


def test_an_empty_field_says_what_it_wants(read):
    """A field that must be filled says so in its own words; blanks are empty."""
    form = read(title="   ", due=" ")
    assert form.errors == {"title": ["Skriv en titel."], "due": ["Vælg en dato."]}


@pytest.mark.parametrize("field", ["title", "note"])
@pytest.mark.parametrize("typed", ["Ring til 010190-1234", "0101901234", "010190 1234"])
def test_a_cpr_number_stops_in_every_text(read, field, typed):
    """A CPR-like number is refused with the reason, required field or not, and can be taken out where it stands."""
    form = read(**{field: typed})
    assert "ligner et CPR-nummer" in form.errors[field][0]
    assert typed in form.shown[field]


def test_a_long_text_says_how_long_it_is(read):
    """300,000 characters are refused with both numbers, and nothing is cut in silence."""
    form = read(title="x" * 300_000)
    assert form.errors == {"title": ["Teksten er på 300000 tegn. Der er plads til 20."]}
    assert len(form.title.data) == 300_000


@pytest.mark.parametrize("typed", ["nul \x00 her", "klokke \x07", "slet \x7f"])
def test_characters_that_cannot_be_shown_are_refused(read, typed):
    """Control characters, which databases and spreadsheets choke on, get a sentence."""
    assert "tegn, der ikke kan vises" in read(title=typed).errors["title"][0]


def test_every_script_is_welcome(read):
    """Emoji and right-to-left text are text; the marks that would turn a line around are dropped."""
    form = read(title="👩‍🔧 مرحبا\u202e ø")
    assert not form.errors
    assert form.title.data == "👩‍🔧 مرحبا ø"


def test_text_is_brought_to_one_form(read):
    """A letter typed as two code points and blanks at the ends are stored as everyone else types them."""
    assert read(title="  Bla\u030abær  ").title.data == "Bl\u00e5bær"
