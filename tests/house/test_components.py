"""What the components promise to the pages that use them."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from client import Page
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

SEEN_BY = [SelectChoice("a", "Partnerskabet"), SelectChoice("b", "Alle")]


class PromiseForm(Form):
    """Fields of the kinds that differ in how they are drawn."""

    title = StringField("Titel", [InputRequired("Skriv en titel.")])
    what = TextAreaField("Hvad", [Length(max=4000)])
    quantity = IntegerField("Antal", [NumberRange(1, 100, "Skriv et tal fra 1 til 100.")])
    seen_by = RadioField("Hvem må se den?", [InputRequired("Vælg, hvem der må se den.")], choices=SEEN_BY)
    no_names = BooleanField("Ingen navne på borgere", [InputRequired("Sæt kryds.")])


@pytest.fixture
def draw(app: Flask) -> Callable[..., str]:
    """Draw a piece of template with macros of components/."""

    def draw(macros: str, body: str, lang: str = "da", **values: Any) -> str:
        file, _, names = macros.partition(": ")
        with app.test_request_context(f"/?lang={lang}"):
            return app.jinja_env.from_string(f'{{% from "components/{file}.html" import {names} %}}{body}').render(**values)

    return draw


def test_the_bar_alone_stops_at_a_hundred_percent(draw):
    """Twelve of ten is said in words; the bar is full, its confirmed part is of the promised quantity."""
    html = draw("progress: progress_bar", '{{ progress_bar(12, 5, 10, "lærepladser") }}')
    assert " ".join(" ".join(Page(html).text).split()) == "12 af 10 lærepladser, heraf 5 bekræftet"
    assert '<rect class="bar__reported" width="100"' in html.replace("100.0", "100")
    assert '<rect class="bar__confirmed" width="50.0"' in html


def test_without_a_quantity_there_is_no_bar(draw):
    """A promise without a number shows words, not an empty bar."""
    html = draw("progress: progress_bar", '{{ progress_bar(0, 0, none, "") }}')
    assert "Intet meldt ind endnu" in html
    assert "<svg" not in html


def test_the_chart_says_its_figures_in_a_table(draw):
    """Whoever cannot see the lines finds the same figures by date."""
    points = [
        SimpleNamespace(day=date(2026, 2, 1), reported=1, confirmed=0),
        SimpleNamespace(day=date(2026, 4, 1), reported=14, confirmed=3),
    ]
    html = draw("progress: progress_chart", '{{ progress_chart(points, 10, "job", due=due) }}', points=points, due=date(2027, 1, 1))
    assert html.count('<th scope="row">') == 2
    assert "1. feb. 2026" in html and ">14<" in html
    assert " V10" in html


@pytest.mark.parametrize("state", ["draft", "proposed", "agreed", "active", "fulfilled", "partly", "not_fulfilled", "withdrawn"])
def test_a_state_has_word_icon_and_colour(draw, state):
    """No state is told by its colour alone."""
    html = draw("states: status_chip", "{{ status_chip(state) }}", state=state)
    assert f"chip--{state}" in html
    assert "icons.svg" in html and "".join(Page(html).text).strip()


def test_wrong_input_stays_and_is_linked(draw):
    """What was typed stands in the field, the error is tied to it, and the summary leads to it."""
    form = PromiseForm(MultiDict({"quantity": "ca. 10", "what": "En tekst"}))
    form.validate()
    form.form_errors = ["Fristen ligger før starten."]
    html = draw(
        "forms: form_tag, field",
        "{% call form_tag(form) %}{% for item in form %}{{ field(item) }}{% endfor %}{% endcall %}",
        form=form,
    )
    page = Page(html)
    assert 'value="ca. 10"' in html and ">\r\nEn tekst</textarea>" in html
    assert 'type="text"' in html and 'inputmode="numeric"' in html
    for target in ("title", "quantity", "seen_by-0", "no_names"):
        assert f'href="#{target}"' in html and target in page.ids
    assert 'aria-describedby="title-error"' in html and 'aria-invalid="true"' in html
    assert "Fristen ligger før starten." in html
    assert len(page.ids) == len(set(page.ids))
    assert page.forms[0]["fields"]["csrf_token"]


def test_fields_that_may_be_left_out_say_so(draw):
    """Only fields without a required validator are marked, in the page's language or not at all."""
    html = draw(
        "forms: field", "{% for item in form %}{{ field(item) }}{% endfor %}{{ field(form.what, optional=False) }}", form=PromiseForm()
    )
    assert html.count("(valgfrit)") == 2
    assert html.count("maxlength") == 0


def test_an_act_that_cannot_be_undone_takes_two_steps(draw):
    """The real button stands inside a closed fold, in a POST form with a token."""
    html = draw("buttons: confirm_form", '{{ confirm_form("Træk tilbage", "/x", "Er du sikker?", "Ja", fields={"version": 3}) }}')
    page = Page(html)
    assert html.index("<details") < html.index("Er du sikker?") < html.index("<button")
    assert page.forms[0]["method"] == "post" and page.forms[0]["fields"].keys() == {"csrf_token", "version"}
    assert '<details class="confirm" open' not in html


def test_what_people_write_is_escaped(draw):
    """A title with markup is shown as it was written, in text and in attributes."""
    nasty = '<b onclick="x()">"\'</b>'
    html = draw(
        "board: board",
        "{% call(c) board(columns, nasty) %}<li>{{ nasty }}</li>{% endcall %}",
        columns=[SimpleNamespace(key="a", title=nasty, count="1", lines=[nasty], empty="", is_open=True)],
        nasty=nasty,
    )
    assert "<b onclick" not in html
    assert not Page(html).faults


def test_an_empty_column_says_what_would_be_in_it(draw):
    """An empty column is no empty list but a sentence."""
    html = draw(
        "board: board",
        "{% call(c) board(columns, 'Tavle') %}{% endcall %}",
        columns=[SimpleNamespace(key="agreed", title="Aftalt", count="0", lines=[], empty="Her står det aftalte.", is_open=True)],
    )
    assert "Her står det aftalte." in html
    assert "<ul" not in html


def test_bars_of_the_timeline_stay_within_their_months(draw):
    """Rows without start or due run to the edge and say so; a row outside the months has no bar."""
    row = lambda start, due: SimpleNamespace(title="T", url="/x", start=start, due=due, state="active", owner="")  # noqa: E731
    rows = [row(None, None), row(date(2026, 3, 1), date(2026, 4, 30)), row(date(2020, 1, 1), date(2020, 2, 1))]
    html = draw(
        "timeline: timeline", "{{ timeline(rows, first, last, 'Tid') }}", rows=rows, first=date(2026, 1, 1), last=date(2026, 12, 31)
    )
    assert html.count("<rect") == 2
    assert 'x="0" y="2" width="12"' in html
    assert "uden startdato – uden frist" in html


def test_an_error_page_tells_what_to_do(browse):
    """A wrong address answers with a friendly page: heading, way back, reference number, no cookie for a visitor."""
    answer = browse().get("/findes-ikke", status=404)
    assert "Siden findes ikke" in answer.text and "referencenummer" in answer.text
    assert "Set-Cookie" not in answer.headers
