"""What goes out as a file comes in again as it was, and holds what the list shows."""

import json
from dataclasses import replace

import pytest
from commitment_makers import make_manager
from counting import count_queries
from exchange_makers import WELDER, make_need
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerhub.cpr import find_cpr
from partnerhub.database import db
from partnerhub.exchange import need_importing, need_service, need_sheet, queries
from partnerhub.exchange.kinds import Audience, Certainty, Openness, Shift, WorkLanguage
from partnerhub.exchange.need_cells import read_occupation
from partnerhub.exchange.need_plan import make_plan
from partnerhub.exchange.need_terms import NeedTerms, terms_of
from partnerhub.exchange.quarters import open_quarters
from partnerhub.occupations.keeping import all_occupations
from partnerhub.sheets.plans import Act
from partnerhub.typed_text import clean, is_readable

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
WORDS = st.text(LETTERS, max_size=40).map(lambda text: clean(" ".join(text.split())))
TEXTS = WORDS.filter(lambda text: is_readable(text) and not find_cpr(text))
NEEDS = st.builds(
    NeedTerms,
    occupation_id=st.sampled_from([occupation.id for occupation in all_occupations()]),
    occupation_text=st.just(""),
    quarter=st.sampled_from(list(open_quarters())),
    headcount=st.integers(1, 1000),
    certainty=st.sampled_from(Certainty),
    shift=st.sampled_from(Shift),
    language=st.sampled_from(WorkLanguage),
    openness=st.lists(st.sampled_from(Openness), unique=True).map(lambda ways: tuple(way for way in Openness if way in ways)),
    audience=st.sampled_from(Audience),
    notes=TEXTS,
)
OWN_WORDS = st.tuples(NEEDS, TEXTS.filter(bool)).map(lambda pair: replace(pair[0], occupation_id=None, occupation_text=pair[1]))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(st.one_of(NEEDS, OWN_WORDS), min_size=1, max_size=4))
def test_what_goes_out_comes_in_again(app, kind, wanted):
    """An export that is imported changes nothing; without its numbers it makes the same needs anew."""
    by = make_manager()
    made = need_service.log_needs(by, wanted)
    written = {"xlsx": need_sheet.write_workbook, "csv": need_sheet.write_csv}[kind](made)
    plan = make_plan(by, need_importing.read_upload(f"ud.{kind}", written))
    assert [planned.act for planned in plan.rows] == [Act.SAME] * len(made) and not plan.problems
    again = need_importing.read_upload(f"ud.{kind}", written)
    for line in again.rows:
        del line.cells["number"]
    assert [terms_of(need) for need in need_importing.carry_out(by, again)] == [terms_of(need) for need in made]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_occupation_is_read_by_its_name(app, lang):
    """Each name that an export writes is read back as the same occupation, in both languages."""
    with force_locale(lang):
        wrong = [found.id for found in all_occupations() if read_occupation(found.title(lang)).value[0] != found.id]
    assert wrong == []


def test_exports_hold_what_the_list_shows(app, browse):
    """The files follow filters and sight: a foreign need that one may not see is in none of them."""
    by, other = make_manager(), make_manager()
    make_need(by, headcount=11)
    make_need(by, occupation_id=WELDER, headcount=12)
    make_need(other, headcount=13)
    reader = browse(by)
    found = json.loads(reader.get("/behov/eksport.json?hvis=alle").get_data())["needs"]
    assert sorted(need["headcount"] for need in found) == [11, 12]
    text = reader.get(f"/behov/eksport.csv?hvis=egne&erhverv={WELDER}").get_data().decode("utf-8-sig")
    assert ";12;" in text and ";11;" not in text
    assert reader.get("/behov/eksport.xlsx").get_data()[:2] == b"PK"
    assert reader.get("/pladser/eksport.xlsx?hvis=egne").get_data()[:2] == b"PK"
    assert reader.get("/behov/indlaes/skabelon.xlsx").get_data()[:2] == b"PK"
    browse().get("/behov/eksport.csv", status=200)  # a visitor is asked to sign in


def test_an_export_is_two_queries_however_long(app):
    """The needs of a file come with partner and workplace in one question."""
    by = make_manager()
    for number in range(6):
        make_need(by, headcount=1 + number)
    db.session.expire_all()
    chosen = queries.NeedFilter(partner_id=by.partner_id)
    assert by.partner.kind == "company"
    with count_queries(app) as sent:
        need_sheet.write_csv(queries.all_needs(by, chosen, 100))
    assert len([statement for statement in sent if not statement.startswith("BEGIN")]) <= 2
