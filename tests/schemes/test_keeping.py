"""A worker answers from memory and is never more than a moment behind the database."""

import time
from datetime import date

import pytest
from counting import count_queries
from scheme_makers import make_scheme, scheme_data

from partnerhub.clock import at, today
from partnerhub.database import writing
from partnerhub.schemes import keeping, models
from partnerhub.schemes.keeping import current_knowledge, keeper
from partnerhub.schemes.knowledge import read_knowledge
from partnerhub.schemes.loading import load_shipped
from partnerhub.schemes.stamp import raise_stamp, read_stamp, stamp_or_zero
from partnerhub.schemes.terms import Facet

NEW = date(2026, 1, 1)


@pytest.fixture
def alfa(app, tmp_path):
    """One scheme in the database, already in the worker's memory."""
    scheme = make_scheme(tmp_path / "content", scheme_data("alfa"))
    load_shipped({"alfa": scheme}, [])
    keeper().forget()
    current_knowledge()
    return scheme


def edit(**columns):
    """Change everyone's answer on what it is, as an editor would."""
    with writing() as session:
        row = session.query(models.Answer).filter_by(facet="what", audience="").one()
        for name, value in columns.items():
            setattr(row, name, value)
        raise_stamp()


def wait_for(condition, seconds=2.0):
    """Ask as requests would until the condition holds; return how long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "not live in time"
        time.sleep(0.02)
    return time.monotonic() - began


def words():
    """Return the Danish short answer that the worker would give now."""
    return current_knowledge().schemes["alfa"].answers[Facet.WHAT].wording.short.da


def test_a_change_is_live_within_two_seconds(alfa):
    """Requests go on being answered from the old words until the new ones are there, which takes two seconds at most."""
    edit(short_da="Rettet her.")
    assert words() == "Den giver {sats-2024}."
    wait_for(lambda: words() == "Rettet her.")


def test_memory_costs_no_query(app, alfa):
    """Between two looks at the stamp nothing is asked of the database."""
    with count_queries(app) as sent:
        for _ in range(50):
            current_knowledge()
    assert len(sent) <= 4


def test_the_last_good_knowledge_serves_when_reading_fails(alfa, monkeypatch):
    """A database that cannot be read costs no answer."""

    tried = []

    def fail(day):
        tried.append(day)
        raise RuntimeError("no database")

    monkeypatch.setattr(keeper(), "_read", fail)
    edit(short_da="Rettet her.")
    monkeypatch.setattr(keeping, "LOOK_EVERY", 0.0)
    wait_for(lambda: words() == "Den giver {sats-2024}." and len(tried) > 1)
    assert words() == "Den giver {sats-2024}."


def test_an_undone_change_does_not_move_the_stamp(alfa):
    """The counter is raised in the change's own transaction, so what was rolled back is never read for."""
    before = read_stamp()
    with pytest.raises(ZeroDivisionError), writing():
        raise_stamp()
        raise ZeroDivisionError
    assert read_stamp() == before


def test_before_anything_is_loaded_the_package_answers(make_app, tmp_path):
    """An installation without tables, and one without rows, answers from what ships."""
    with make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'bare.db'}").app_context():
        assert stamp_or_zero() == 0 and "jobrotation" in current_knowledge().schemes
    with make_app().app_context():
        assert stamp_or_zero() == 0 and "jobrotation" in current_knowledge().schemes


def test_an_answer_is_reviewed_when_all_its_wordings_are(alfa):
    """The wording for companies must be approved too; the oldest check and the nearest review date count."""
    edit(reviewed_at=models.now(), checked_on=date(2026, 12, 1), review_due=date(2027, 6, 1))
    review = read_knowledge(today()).reviews["alfa", Facet.WHAT]
    assert (review.reviewed, review.checked_on, review.review_due) == (False, date(2026, 11, 24), date(2027, 2, 1))
    with writing() as session:
        for row in session.query(models.Answer).filter_by(facet="what"):
            row.reviewed_at = models.now()
    assert read_knowledge(today()).reviews["alfa", Facet.WHAT].reviewed


def test_a_new_rate_counts_from_its_first_day(alfa):
    """Next year's rate can be written down in time: until it holds, the old one is shown."""
    with writing() as session:
        old = session.query(models.Rate).one()
        facts = {name: getattr(old, name) for name in ("scheme_id", "name", "unit", "label_da", "label_en", "source")}
        session.add(models.Rate(**facts, amount="210.00", valid_from=NEW, year=2026))
    assert read_knowledge(date(2025, 12, 31)).schemes["alfa"].rates["sats-2024"].amount == "203.17"
    rate = read_knowledge(NEW).schemes["alfa"].rates["sats-2024"]
    assert (rate.amount, rate.year) == ("210.00", 2026)


def test_new_years_rates_are_read_at_new_year(alfa, monkeypatch):
    """A worker that lives over midnight reads anew, for another day may have other rates."""
    monkeypatch.setattr(keeping, "LOOK_EVERY", 0.0)
    with at(NEW):
        wait_for(lambda: current_knowledge().read_on == NEW)


def test_rows_that_do_not_fit_cost_their_scheme_alone(alfa, tmp_path):
    """An answer that names a missing rate leaves its scheme out; the others are served."""
    beta = make_scheme(tmp_path / "content", scheme_data("beta"))
    load_shipped({"alfa": alfa, "beta": beta}, [])
    with writing() as session:
        session.query(models.Answer).filter_by(scheme_id="beta", facet="what", audience="").one().short_da = "Den giver {findes-ikke}."
    assert set(read_knowledge(today()).schemes) == {"alfa"}
