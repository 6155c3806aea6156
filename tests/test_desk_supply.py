"""The exchange on the desks, and a partner's contribution on one page."""

from datetime import timedelta

import pytest
from commitment_makers import make_commitment, make_entry, make_manager
from counting import count_queries
from exchange_makers import OPERATOR, WELDER, make_need, make_placement
from makers import make_steward, make_user

from partnerhub.clock import today
from partnerhub.exchange import placement_service
from partnerhub.exchange.kinds import Openness
from partnerhub.exchange.quarters import this_quarter

DESKS = {"company": "/virksomheder", "union": "/fagforeninger", "school": "/skoler", "municipality": "/kommunen"}


@pytest.mark.parametrize("kind", DESKS)
def test_every_desk_shows_own_needs_and_places(app, browse, kind):
    """Every side is an employer too: its needs with the best match of others and why, its places with what is free."""
    owner = make_manager(kind)
    make_need(owner, openness=(Openness.WORK_PLACEMENT,), headcount=7)
    make_placement(make_manager(), title="Praktik hos naboen", quantity=3)
    make_placement(owner, title="Egne pladser", quantity=5, taken_elsewhere=2)
    page = browse(owner).get(DESKS[kind]).text
    assert "7 × Procesoperatør" in page and "Praktik hos naboen" in page and "Samme erhverv" in page
    assert "Egne pladser" in page and "3 af 5 ledige" in page


def test_a_desk_without_needs_says_how_to_begin(app, browse):
    """Nothing needed and nothing offered is said, with the ways to write it."""
    page = browse(make_manager()).get("/virksomheder").text
    assert "I har ikke skrevet, hvem I kommer til at mangle." in page and "/behov/nyt" in page and "/behov/ark" in page
    assert "I tilbyder ingen pladser lige nu" in page and "/pladser/ny" in page


def test_a_need_without_match_says_why(app, browse):
    """Own words cannot be matched; a need for the municipality alone is better opened; the partner's own places are no match."""
    owner = make_manager()
    make_need(owner, occupation_id=None, occupation_text="zeppelinvikler")
    make_need(owner, occupation_id=WELDER)
    make_placement(owner, occupation_id=WELDER, title="Vores egen plads")
    page = browse(owner).get("/virksomheder").text
    assert "Erhvervet er jeres egne ord" in page and "Åbn det for skoler og faglige organisationer" in page
    assert "Bedste match:" not in page


def test_full_and_closed_places_are_told_apart(app, browse):
    """Full places are called taken, closed and past ones are not on the desk."""
    owner = make_manager()
    make_placement(owner, title="Fulde pladser", quantity=2, taken_elsewhere=2)
    closed = make_placement(owner, title="Lukkede pladser")
    placement_service.close_placement(owner, closed.id, closed.version, "")
    page = browse(owner).get("/virksomheder").text
    assert "Alle 2 optaget" in page and "Lukkede pladser" not in page


def test_a_desk_has_a_ceiling_of_queries(app, browse):
    """Thirty needs and places ask no more of the database than four of each."""
    costs = []
    for number in (4, 30):
        owner = make_manager()
        for step in range(number):
            make_need(owner, headcount=1 + step, quarter=this_quarter() + 1 + step % 8)
            make_placement(owner, title=f"Plads {step}")
        browser = browse(owner)
        browser.get("/virksomheder")
        with count_queries(app) as sent:
            browser.get("/virksomheder")
        costs.append(len(sent))
    assert costs[0] == costs[1] and costs[1] < 40


def test_our_contribution_on_one_page(app, browse):
    """What was promised, reported and confirmed, needed and offered stands on one page with period and date, and no person's name."""
    owner, signer = make_manager(), make_manager("union")
    active = make_commitment(status="active", by=owner, cosigners=[signer], quantity=17, title="Sytten pladser")
    make_entry(active, owner, amount=6)
    make_commitment(status="draft", by=owner, title="En kladde")
    make_need(owner, occupation_id=OPERATOR, headcount=4)
    make_placement(owner, title="Praktik på linjen", quantity=5, taken_elsewhere=1)
    page = browse(owner).get("/bidrag")
    assert page.request.path == f"/bidrag/{owner.partner_id}"
    text = page.text[page.text.index("<main") : page.text.index("</main>")]
    for words in ("Sytten pladser", "17 praktikpladser", ">6<", signer.partner.name, "Procesoperatør", "Praktik på linjen", "1. jan. "):
        assert words in text
    assert "En kladde" not in text and owner.name not in text and signer.name not in text
    signed = browse(signer).get("/bidrag").text
    assert "Det har vi skrevet under på" in signed and "Sytten pladser" in signed


def test_the_contribution_is_for_the_own_people_and_the_steward(app, browse):
    """The steward may open each partner's page; others are refused, and an unknown partner is not there."""
    owner = make_manager()
    assert f"Bidrag fra {owner.partner.name}" in browse(make_steward()).get(f"/bidrag/{owner.partner_id}").text
    browse(make_user(owner.partner)).get(f"/bidrag/{owner.partner_id}")
    browse(make_manager()).get(f"/bidrag/{owner.partner_id}", status=403)
    browse(owner).get("/bidrag/987654", status=404)


def test_a_year_is_chosen(app, browse):
    """Last year does not show what begins this year; a crooked year is this year."""
    owner = make_manager()
    make_commitment(status="active", by=owner, start_on=today() - timedelta(days=1), title="Fra i går")
    browser = browse(owner)
    last_year = browser.get(f"/bidrag?aar={(today() - timedelta(days=1)).year - 1}").text
    assert "Fra i går" not in last_year and "Fra i går" in browser.get("/bidrag?aar=mange").text
    assert (
        "Our contribution" in browser.get("/bidrag?lang=en").text
        or "Our contribution" in browser.get(f"/bidrag/{owner.partner_id}?lang=en").text
    )


def test_the_contribution_costs_the_same_however_much(app, browse):
    """Many commitments with co-signers cost no more questions than one."""
    costs = []
    for number in (1, 6):
        owner, signer = make_manager(), make_manager("union")
        for step in range(number):
            make_commitment(status="active", by=owner, cosigners=[signer])
            make_need(owner, headcount=1 + step)
        browser = browse(owner)
        path = f"/bidrag/{owner.partner_id}"
        browser.get(path)
        with count_queries(app) as sent:
            browser.get(path)
        costs.append(len(sent))
    assert costs[0] == costs[1]
