"""`partnerhub check` tells what a human must still look at in the knowledge, without crying wolf."""

from datetime import date

import pytest
from scheme_makers import make_scheme, scheme_data

from partnerhub import checks
from partnerhub.clock import at, now
from partnerhub.database import writing
from partnerhub.schemes import models
from partnerhub.schemes.loading import load_shipped
from partnerhub.schemes.shipped import read_all

DAY = date(2026, 11, 24)


@pytest.fixture
def told(monkeypatch):
    """Return the lines about knowledge that the command prints on a day."""

    def lines(day=DAY):
        with at(day):
            return [f"{found.mark.strip()}: {found.text}" for found in checks._knowledge()]

    return lines


@pytest.fixture
def load(tmp_path):
    """Load one scheme of three answers into the database."""

    def make(**changes):
        load_shipped({"alfa": make_scheme(tmp_path / "content", scheme_data("alfa") | changes)}, [])

    return make


def test_answers_not_reviewed_are_counted(each_database, load, told):
    """All of them at first, as a note; none once the municipality has approved them."""
    load()
    assert told() == ["note: answers: 3, 3 not yet reviewed by the municipality", "ok: answers due to be checked again: 0"]
    with writing() as session:
        for row in session.query(models.Answer):
            row.reviewed_at = now()
    assert told()[0] == "ok: answers: 3, 0 not yet reviewed by the municipality"


def test_answers_due_are_counted_from_the_day_after(each_database, load, told):
    """The day itself is still in time."""
    load()
    assert told(date(2027, 2, 1))[1] == "ok: answers due to be checked again: 0"
    assert told(date(2027, 2, 2))[1] == "note: answers due to be checked again: 3"


def test_words_kept_against_a_newer_package_are_told(each_database, load, told):
    """An edited answer with newer words beside it waits for somebody to choose."""
    load()
    with writing() as session:
        session.query(models.Answer).filter_by(facet="who").one().is_edited = True
    changed = scheme_data("alfa")["answers"]
    changed["who"]["short"]["da"] = "Pakkens nye ord."
    load(answers=changed)
    assert told()[-1] == "note: answers edited here for which a newer package has other words: 1"


def test_an_empty_database_is_not_sound(app, told):
    """Nothing loaded is a fault with its remedy."""
    assert told() == ["FAIL: knowledge of the schemes: none loaded, the package answers by itself; run 'partnerhub init'"]


def test_a_broken_file_of_the_package_is_not_sound(load, app, told, tmp_path, monkeypatch):
    """A content file that cannot be read is named with line and remedy."""
    load()
    (tmp_path / "torn.yaml").write_text("id: torn\n\tname: x", encoding="utf-8")
    monkeypatch.setattr(checks, "read_all", lambda: read_all(tmp_path))
    assert told()[0].startswith("FAIL: knowledge left out: torn.yaml, line 2: mend the YAML")


def test_notes_do_not_fail_the_command(app, load):
    """The command prints notes as notes; they alone do not make it fail."""
    load()
    result = app.test_cli_runner().invoke(args=["check"])
    assert "note  answers: 3, 3 not yet reviewed by the municipality" in result.output
    assert checks.Finding(True, "x", is_note=True).sound
