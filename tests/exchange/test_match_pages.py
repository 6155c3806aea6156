"""Matches on the pages: what fits and why, seen only where the need may be seen, and put away with a reason."""

from datetime import timedelta

import pytest
from commitment_makers import make_commitment, make_manager
from counting import count_queries
from enquiry_makers import make_initiative
from exchange_makers import OPERATOR, WELDER, make_need, make_placement, make_programme
from sqlalchemy import select

from partnerhub.clock import now, today
from partnerhub.database import db, writing
from partnerhub.events import Event
from partnerhub.exchange.kinds import Audience
from partnerhub.exchange.models import HiddenMatch

AMU = {
    "title": "AMU for operatører",
    "occupations": (OPERATOR,),
    "starts_on": today() + timedelta(days=14),
    "ends_on": today() + timedelta(days=21),
}


def test_a_need_shows_what_meets_it_and_why(app, browse):
    """Programmes, places, initiatives and commitments stand on the need's page, each with a sentence, best first."""
    owner, school = make_manager(), make_manager("school")
    need = make_need(owner)
    make_programme(school, **AMU)
    make_placement(make_manager(), title="Praktik hos andre", quantity=2)
    make_initiative(title="Motivation på linjen", occupations=(OPERATOR,))
    make_commitment(make_manager("union").partner, title="Fem procesoperatører på kursus")
    page = browse(owner).get(f"/behov/{need.id}").get_data(as_text=True)
    for title in ("AMU for operatører", "Praktik hos andre", "Motivation på linjen", "Fem procesoperatører på kursus"):
        assert title in page
    assert page.index("AMU for operatører") < page.index("Motivation på linjen")
    assert "Samme erhverv, er færdig, før behovet begynder" in page or "Samme erhverv og er færdig, før behovet begynder" in page
    assert "12 af 12 ledige" in page


def test_an_offer_shows_only_needs_that_may_be_seen(app, browse):
    """A placement's page names the needs it serves; a need that is the municipality's alone stays out of a rival's sight."""
    owner = make_manager()
    placement = make_placement(owner)
    make_need(audience=Audience.MUNICIPALITY, headcount=41)
    make_need(audience=Audience.PARTNERS, headcount=42)
    page = browse(owner).get(f"/pladser/{placement.id}").get_data(as_text=True)
    assert "42 × Procesoperatør" in page and "41 ×" not in page


def test_a_match_is_hidden_with_a_reason_and_shown_again(app, browse):
    """What is put away is gone for the own partner alone, stands under "Vis skjulte" with its reason, and comes back."""
    owner, school = make_manager(), make_manager("school")
    need, programme = make_need(owner, audience=Audience.PARTNERS), make_programme(school, **AMU)
    browser = browse(owner)
    fields = {"offer": "programme", "offer_id": programme.id, "reason": "Ligger for langt væk", "back": "behov"}
    page = browser.post(f"/match/{need.id}/skjul", fields).get_data(as_text=True)
    assert programme.title not in page and "Vis skjulte (1)" in page
    hidden = browser.get(f"/behov/{need.id}?skjulte=1").get_data(as_text=True)
    assert programme.title in hidden and "Ligger for langt væk" in hidden
    assert programme.title in browse(school).get(f"/behov/{need.id}").get_data(as_text=True)
    page = browser.post(f"/match/{need.id}/vis", {"offer": "programme", "offer_id": programme.id, "back": "behov"}).get_data(as_text=True)
    assert programme.title in page and db.session.scalars(select(HiddenMatch)).all() == []
    names = db.session.scalars(select(Event.name).where(Event.name.like("match.%")).order_by(Event.seq)).all()
    assert names == ["match.hidden", "match.shown"]


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "Skriv kort, hvorfor"), ("Spørg 010190-1234", "ligner et CPR-nummer"), ("x" * 501, "501 tegn")]
)
def test_a_reason_that_cannot_be_kept_is_told(app, browse, reason, sentence):
    """Without a reason, with a CPR number or with too long a text nothing is hidden, and what was typed is there still."""
    owner = make_manager()
    need, placement = make_need(owner), make_placement(owner)
    fields = {"offer": "placement", "offer_id": placement.id, "reason": reason, "back": "behov"}
    page = browse(owner).post(f"/match/{need.id}/skjul", fields, status=422).get_data(as_text=True)
    assert sentence in page and reason in page
    assert db.session.scalars(select(HiddenMatch)).all() == []


@pytest.mark.parametrize("offer", [("placement", "77"), ("bil", "1"), ("placement", "9" * 30), ("commitment", "²"), ("programme", "")])
def test_an_offer_that_is_not_there_cannot_be_hidden(app, browse, offer):
    """A crooked address of an offer gets a sentence, not a fault."""
    need = make_need(owner := make_manager())
    fields = {"offer": offer[0], "offer_id": offer[1], "reason": "Nej", "back": "behov"}
    assert "findes ikke længere" in browse(owner).post(f"/match/{need.id}/skjul", fields, status=422).get_data(as_text=True)


def test_nobody_hides_on_a_need_out_of_sight(app, browse):
    """A rival's secret need answers as if it were not there."""
    need, placement = make_need(), make_placement(rival := make_manager())
    fields = {"offer": "placement", "offer_id": placement.id, "reason": "Nej"}
    browse(rival).post(f"/match/{need.id}/skjul", fields, status=404)
    browse(rival).post(f"/match/{need.id}/vis", fields, status=404)


def test_all_own_needs_stand_with_their_best(app, browse):
    """/match lists the own needs, ten a page, and says where nothing fits yet."""
    owner = make_manager()
    for number in range(11):
        make_need(owner, headcount=number + 1, occupation_id=OPERATOR if number else WELDER)
    make_programme(**AMU)
    browser = browse(owner)
    page = browser.get("/match").get_data(as_text=True)
    assert page.count("AMU for operatører") >= 9 and "Intet passer endnu." in page and "11 × Procesoperatør" not in page
    address = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "11 × Procesoperatør" in browser.get(address.replace("&amp;", "&")).get_data(as_text=True)


def test_matches_cost_the_same_however_many(app, browse):
    """The statements of /match, of a need's and of a placement's page do not grow with needs, occupations or offers."""
    owner, school = make_manager(), make_manager("school")
    placement = make_placement(owner)
    need = make_need(owner)
    browser = browse(owner)
    paths = ["/match", f"/behov/{need.id}", f"/pladser/{placement.id}"]
    costs = []
    for occupations in ((OPERATOR,), (WELDER, "smed", "laborant", "kok", "elektriker")):
        for number, name in enumerate(occupations):
            make_need(owner, occupation_id=name, headcount=number + 1)
            make_placement(owner, title=f"Plads {number} {name}", occupation_id=name)
            make_programme(school, occupations=(name,))
            make_initiative(school, occupations=(name,))
            make_commitment(title="Syv svejsere og fem procesoperatører")
        for path in paths:
            browser.get(path)
        row = []
        for path in paths:
            with count_queries(app) as sent:
                browser.get(path)
            row.append(len(sent))
        costs.append(row)
    assert costs[0] == costs[1]


def test_what_is_stale_or_full_sinks(app, browse):
    """A full placement and one that nobody touched for a year stand below a usable one, and say so."""
    owner = make_manager()
    need = make_need(owner)
    full = make_placement(title="Fuld plads", quantity=1)
    stale = make_placement(title="Gammel plads")
    make_placement(title="God plads")
    with writing():
        full = db.session.merge(full)
        full.taken_elsewhere = 1
        stale = db.session.merge(stale)
        stale.updated_at = now() - timedelta(days=400)
    page = browse(owner).get(f"/behov/{need.id}").get_data(as_text=True)
    assert page.index("God plads") < page.index("Gammel plads") < page.index("Fuld plads")
    assert "der er ikke flere pladser" in page and "er ikke rettet i over et år" in page


def test_kinds_are_told_in_both_languages(app, browse):
    """The sentence of a match is English on the English page."""
    owner = make_manager()
    need = make_need(owner)
    make_placement(title="Praktik")
    page = browse(owner).get(f"/behov/{need.id}?lang=en").get_data(as_text=True)
    assert "The same occupation" in page
