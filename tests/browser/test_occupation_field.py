"""The field for occupations in a real browser: by keyboard, by touch, and without JavaScript."""

import threading

import pytest
from browsing import axe, overflow
from flask import render_template_string
from flask_wtf import FlaskForm
from playwright.sync_api import expect
from werkzeug.serving import make_server
from wtforms import StringField

from partnerhub.access import public
from partnerhub.fields import Needed
from partnerhub.occupations.fields import OccupationField, OccupationsField, is_searching

pytestmark = pytest.mark.browser
PAGE = """{% extends "base.html" %}{% from "components/forms.html" import form_tag, field, submit_row %}
{% from "components/occupations.html" import occupation_field, occupations_field %}
{% block heading %}Behov{% endblock %}
{% block content %}<h1>Behov</h1>
{% call form_tag(form) %}{{ field(form.note) }}{{ occupation_field(form.occupation, hint="Fx elektriker") }}
{{ occupations_field(form.occupations) }}
{{ submit_row("Gem") }}{% endcall %}
<p id="got">{{ got }}</p>{% endblock %}"""


class NeedForm(FlaskForm):
    """One occupation, several, and another field."""

    note = StringField("Bemærkning")
    occupation = OccupationField("Erhverv", [Needed("Skriv et erhverv.")])
    occupations = OccupationsField("Flere erhverv")


@pytest.fixture
def address(make_app):
    """The address of a form with both fields; what the server understood stands below it."""
    app = make_app()

    @public
    def need():
        form = NeedForm()
        got = ""
        if form.is_submitted() and not is_searching(form) and form.validate():
            several = [chosen.id or f"»{chosen.text}«" for chosen in form.occupations.data]
            got = f"{form.occupation.data.id or form.occupation.data.text} + {several} + {form.note.data}"
        return render_template_string(PAGE, form=form, got=got), 422 if form.errors else 200

    app.add_url_rule("/proeve", "need", need, methods=["GET", "POST"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/proeve"
    server.shutdown()
    thread.join()
    server.server_close()


def test_by_keyboard(open_page, address):
    """Type, go down, choose by Enter; Escape closes and keeps the text; the field tells its state and what is chosen."""
    page = open_page()
    page.goto(address)
    field = page.get_by_role("combobox", name="Erhverv", exact=False).first
    field.press_sequentially("klejnsm")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("Smed (klejnsmed)")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#live")).to_contain_text("1 forslag")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert axe(page) == []
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("klejnsm")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Smed (klejnsmed)")
    expect(page.locator("#live")).to_contain_text("er valgt")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#got")).to_have_text("smed + [] +")


@pytest.mark.parametrize("width", [320, 1280])
def test_by_touch(open_page, address, width):
    """A tap chooses, another keeps one's own text; nothing is wider than the window, and axe has no complaint in any state."""
    page = open_page(width=width, has_touch=True)
    page.goto(address)
    page.get_by_label("Erhverv", exact=True).fill("elektri")
    page.get_by_role("option", name="Elektriker", exact=False).first.tap()
    expect(page.get_by_label("Erhverv", exact=True)).to_have_value("Elektriker")
    several = page.get_by_label("Flere erhverv")
    several.fill("kok")
    page.get_by_role("option").first.tap()
    several.fill("bødkermester")
    page.get_by_role("option", name="Behold min tekst").tap()
    chips = page.get_by_role("list", name="Valgte erhverv").get_by_role("listitem")
    expect(chips).to_have_count(2)
    several.fill("operatør")
    expect(page.get_by_role("option").first).to_be_visible()
    assert axe(page) == [] and overflow(page) == []
    several.press("Enter")
    expect(chips).to_have_count(3)
    page.get_by_role("button", name="Fjern operatør").tap()
    expect(chips).to_have_count(2)
    expect(several).to_be_focused()
    page.get_by_label("Bemærkning").fill("Nat")
    page.get_by_role("button", name="Gem").tap()
    expect(page.locator("#got")).to_have_text("elektriker + ['kok', '»bødkermester«'] + Nat")


def test_an_unclear_text_is_asked_about_with_javascript_too(open_page, address):
    """Who sends the form without choosing gets radio buttons; choosing there, or anew in the list, is taken."""
    page = open_page()
    page.goto(address)
    page.get_by_label("Erhverv", exact=True).fill("operatør")
    page.get_by_label("Flere erhverv").fill("driver")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("group", name="Hvad er “operatør”?")).to_be_visible()
    assert axe(page) == [] and overflow(page) == []
    page.get_by_role("group", name="Hvad er “driver”?").get_by_role("radio").first.check()
    page.get_by_label("Erhverv", exact=True).fill("smed")
    expect(page.get_by_role("group", name="Hvad er “operatør”?")).to_have_count(0)
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#got")).to_have_text("smed + ['chauffoer'] +")


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript(open_page, address, width):
    """Search, choose, send: the same two fields work with radio buttons, and all that was typed stays."""
    page = open_page(width=width, java_script_enabled=False)
    page.goto(address)
    page.get_by_label("Bemærkning").fill("Nat")
    page.get_by_label("Erhverv", exact=True).fill("lærer")
    page.get_by_label("Flere erhverv").fill("elektrikere\nbødkermester")
    page.get_by_role("button", name="Søg erhverv").first.click()
    page.get_by_role("radio", name="Erhvervsskolelærer", exact=False).check()
    expect(page.get_by_label("Bemærkning")).to_have_value("Nat")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("group", name="Hvad er “bødkermester”?")).to_be_visible()
    page.get_by_role("radio", name="Behold min tekst", exact=False).check()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#got")).to_have_text("erhvervsskolelaerer + ['elektriker', '»bødkermester«'] + Nat")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/erhverv", "/erhverv?q=operat%C3%B8r", "/erhverv/smed", "/erhverv/produktionsmedarbejder?lang=en"])
def test_the_pages_are_fine(open_page, live, path, width):
    """No finding by axe and nothing wider than the window, on a phone and on a desk."""
    page = open_page(width=width)
    page.goto(live + path)
    assert axe(page) == [] and overflow(page) == []
