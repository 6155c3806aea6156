"""The fields for occupations: what is clear is taken, what is not is asked about, and no text is lost, with or without JavaScript."""

import pytest
from client import Page
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from partnerhub.fields import Needed, plain_text
from partnerhub.occupations.fields import KEEP, Chosen, OccupationField, OccupationsField, is_searching


class NeedForm(FlaskForm):
    """A form with an occupation that must be told, and another field."""

    class Meta:
        """Without a token: the form alone is tested."""

        csrf = False

    occupation = OccupationField("Erhverv", [Needed("Skriv et erhverv.")])
    place = StringField("Sted", plain_text(40, "Skriv stedet."))


class ProgrammeForm(FlaskForm):
    """A form with several occupations."""

    class Meta:
        """Without a token: the form alone is tested."""

        csrf = False

    occupations = OccupationsField("Erhverv")


@pytest.fixture
def fill(app):
    """Fill a form as a browser would, in a language."""

    def fill(kind, lang="da", given=None, twice=(), **typed):
        with app.test_request_context(f"/?lang={lang}", method="POST" if typed else "GET"):
            sent = MultiDict([(key.replace("__", "-"), value) for key, value in (*typed.items(), *twice)])
            form = kind(sent or None, **(given or {}))
            is_sound = bool(typed) and not is_searching(form) and form.validate()
            name = "occupation" if kind is NeedForm else "occupations"
            macro = f"{name}_field"
            text = f'{{% from "components/occupations.html" import {macro} %}}{{{{ {macro}(form.{name}) }}}}'
            return form, is_sound, app.jinja_env.from_string(text).render(form=form)

    return fill


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("elektrikere", "elektriker"), ("klejn smed", "smed"), ("lastbilchaffør", "chauffoer"), ("Electrician", "elektriker")],
)
def test_a_clear_text_is_taken(fill, typed, expected):
    """A text that means one job is taken without asking; the words stay as they were written."""
    form, is_sound, _ = fill(NeedForm, occupation=typed, place="Kalundborg")
    assert is_sound
    assert form.occupation.data == Chosen(expected, typed)


def test_an_unclear_text_is_asked_about(fill):
    """The nearest jobs stand as radio buttons, keeping the text is the last of them, and what was typed stays."""
    form, is_sound, html = fill(NeedForm, occupation="operatør", place="Kalundborg")
    assert not is_sound
    assert form.errors == {"occupation": ["Vælg herunder, hvad “operatør” er, eller behold din tekst."]}
    page = Page(html)
    values = [field["value"] for field in page.fields if field.get("type") == "radio"]
    assert values[0] == "procesoperatoer" and values[-1] == KEEP and len(values) == 6
    assert 'value="operatør"' in html and "Behold min tekst: “operatør”" in html
    assert len(page.ids) == len(set(page.ids))


def test_the_answer_is_taken(fill):
    """The radio button that was chosen for the text counts, over the empty hidden field before it."""
    form, is_sound, _ = fill(
        NeedForm,
        occupation="operatør",
        occupation__for="operatør",
        occupation__id="",
        place="Her",
        twice=[("occupation-id", "industrioperatoer")],
    )
    assert is_sound
    assert form.occupation.data == Chosen("industrioperatoer", "operatør")


def test_an_unknown_text_can_be_kept(fill):
    """A job that nobody knows is asked about once, and then kept as it was written."""
    form, is_sound, html = fill(NeedForm, occupation="bødker", place="Her")
    assert not is_sound
    assert "Vi kender ikke erhvervet “bødker”" in form.errors["occupation"][0]
    form, is_sound, _ = fill(NeedForm, occupation="bødker", occupation__id=KEEP, occupation__for="bødker", place="Her")
    assert is_sound
    assert form.occupation.data == Chosen(None, "bødker")
    assert form.occupation.data.name("da") == "bødker"


@pytest.mark.parametrize("chosen", ["smed", "findes-ikke", "<script>"])
def test_an_old_or_unknown_id_counts_for_nothing(fill, chosen):
    """An id that was chosen for another text, or that nobody knows, never overrules what is written."""
    form, is_sound, _ = fill(NeedForm, occupation="elektriker", occupation__id=chosen, occupation__for="smed", place="Her")
    assert is_sound
    assert form.occupation.data == Chosen("elektriker", "elektriker")


def test_an_empty_field_is_refused_where_it_is_needed(fill):
    """The sentence of the form's own validator stands at the field."""
    form, is_sound, html = fill(NeedForm, occupation="  ", place="Her")
    assert not is_sound
    assert form.errors == {"occupation": ["Skriv et erhverv."]}
    assert "Skriv et erhverv." in html and "(valgfrit)" not in html


def test_searching_spares_the_other_fields(fill):
    """Who presses "Søg" gets choices, the clear one chosen already, and no complaint on what is not filled yet."""
    form, is_sound, html = fill(NeedForm, occupation="elektriker", occupation__search="1", place="")
    assert not is_sound
    assert set(form.errors) == {"occupation"}
    assert 'value="elektriker" checked' in html


@pytest.mark.parametrize(("typed", "told"), [("smed 010203-1234", "CPR"), ("x" * 121, "121 tegn"), ("smed\x07", "kan ikke vises")])
def test_what_may_not_be_stored_is_refused(fill, typed, told):
    """CPR-like numbers, texts too long and unreadable signs are stopped before anything is looked up."""
    form, is_sound, _ = fill(NeedForm, occupation=typed, place="Her")
    assert not is_sound
    assert told in form.errors["occupation"][0] or "vises" in form.errors["occupation"][0]
    form, is_sound, _ = fill(ProgrammeForm, occupations=f"smed\n{typed}")
    assert not is_sound


def test_a_stored_occupation_is_shown_in_the_readers_language(fill):
    """An id fills the field with its name; sent back unchanged it stays the same job."""
    _, _, html = fill(NeedForm, lang="en", given={"occupation": "smed"})
    assert 'value="Metalworker / fitter"' in html and 'value="smed"' in html
    form, is_sound, _ = fill(
        NeedForm, occupation="Metalworker / fitter", occupation__id="smed", occupation__for="Metalworker / fitter", place="Her"
    )
    assert is_sound and form.occupation.data.id == "smed"
    _, _, kept = fill(NeedForm, given={"occupation": Chosen(None, "bødker")})
    assert 'value="bødker"' in kept and f'value="{KEEP}"' in kept


def test_several_occupations_stand_a_line_each(fill):
    """Each line is taken once; blank lines count for nothing."""
    form, is_sound, _ = fill(ProgrammeForm, occupations="elektrikere\r\n\r\nSmed\nsmede\nkok")
    assert is_sound
    assert [chosen.id for chosen in form.occupations.data] == ["elektriker", "smed", "kok"]


def test_unclear_lines_are_asked_about_one_by_one(fill):
    """Each unclear line has its own choices; the clear ones stay, and the answers are taken."""
    form, is_sound, html = fill(ProgrammeForm, occupations="smed\noperatør\nbødker")
    assert not is_sound
    assert "operatør, bødker" in form.errors["occupations"][0]
    assert html.count("<fieldset") == 2
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    answer = {
        "occupations__id__0": "smed",
        "occupations__for__0": "smed",
        "occupations__for__1": "operatør",
        "occupations__id__1": "industrioperatoer",
        "occupations__for__2": "bødker",
        "occupations__id__2": KEEP,
    }
    form, is_sound, _ = fill(ProgrammeForm, occupations="smed\noperatør\nbødker", **answer)
    assert is_sound
    assert form.occupations.data == (Chosen("smed", "smed"), Chosen("industrioperatoer", "operatør"), Chosen(None, "bødker"))


def test_no_more_occupations_than_a_page_can_show(fill):
    """Twenty at most, said in a sentence; nothing typed is lost."""
    form, is_sound, html = fill(ProgrammeForm, occupations="\n".join(f"job {number}" for number in range(21)))
    assert not is_sound
    assert "højst 20" in form.errors["occupations"][0]
    assert "job 20" in html


def test_nothing_chosen_is_an_empty_list(fill):
    """Without a line there is no occupation, and no complaint."""
    form, is_sound, _ = fill(ProgrammeForm, occupations="")
    assert is_sound
    assert form.occupations.data == ()
    form, _, html = fill(ProgrammeForm, given={"occupations": ["smed", Chosen(None, "bødker")]})
    assert "Smed (klejnsmed)\nbødker" in html
