"""The four desks: each side's own people, what waits for them, their promises, their contact; and the municipality's overview."""

import pytest
from commitment_makers import make_commitment, make_entry, make_manager, on_behalf
from counting import count_queries
from makers import make_partner, make_steward, make_user

from partnerhub.commitments.models import Commitment
from partnerhub.database import db

DESKS = {"company": "/virksomheder", "union": "/fagforeninger", "school": "/skoler", "municipality": "/kommunen"}


@pytest.mark.parametrize("kind", DESKS)
def test_each_side_is_greeted_at_its_own_desk(app, browse, kind):
    """The front door leads to one's own desk; the other sides' desks are refused, the steward may look at each."""
    browser = browse(make_manager(kind))
    assert browser.get("/").request.path == DESKS[kind]
    assert "Venter på dig" in browser.get(DESKS[kind]).get_data(as_text=True)
    for other, path in DESKS.items():
        if other != kind:
            browser.get(path, status=403)


def test_an_empty_desk_says_how_to_begin(app, browse):
    """Nothing promised and nothing waiting is said, with the one button that begins."""
    page = browse(make_manager()).get("/virksomheder").get_data(as_text=True)
    assert "Ingen forpligtelser endnu" in page and "ikke noget, du skal svare på" in page
    assert page.count("Log en forpligtelse") >= 2
    assert "Ikke oplyst endnu" in page


def test_what_waits_is_answered_in_place(app, browse):
    """A co-signature is given on the desk, and one is back on the desk afterwards."""
    owner, signer = make_manager(), make_manager("union")
    made = make_commitment(status="proposed", by=owner, cosigners=[signer])
    browser = browse(signer)
    assert made.title in browser.get("/fagforeninger").get_data(as_text=True)
    answer = browser.post(f"/forpligtelser/{made.id}/svar", {"version": made.version, "accepts": "1", "next": "/fagforeninger"})
    assert answer.request.path == "/fagforeninger"
    assert "ikke noget, du skal svare på" in answer.get_data(as_text=True)


def test_every_form_on_a_desk_leads_back_to_it(app, browse):
    """A form that stands on the desk carries one way back, the desk's own, so that confirming leaves one there."""
    owner, signer = make_manager(), make_manager("union")
    active = make_commitment(status="active", by=owner, cosigners=[signer])
    entry = make_entry(active, owner, amount=3)
    browser = browse(signer)
    page = browser.get("/fagforeninger").get_data(as_text=True)
    form = page[page.index(f'action="/forpligtelser/fremdrift/{entry.id}/bekraeft"') :].partition("</form>")[0]
    assert form.count('name="next"') == 1 and 'value="/fagforeninger"' in form
    sent = {"version": active.version, "amount": "3", "next": "/fagforeninger"}
    assert browser.post(f"/forpligtelser/fremdrift/{entry.id}/bekraeft", sent).request.path == "/fagforeninger"


def test_a_way_back_to_another_site_is_not_followed(app, browse):
    """`next` leads to our own pages only."""
    owner, signer = make_manager(), make_manager("union")
    made = make_commitment(status="proposed", by=owner, cosigners=[signer])
    answer = browse(signer).post(f"/forpligtelser/{made.id}/svar", {"version": made.version, "accepts": "1", "next": "//evil.example/"})
    assert answer.request.path == f"/forpligtelser/{made.id}"


def test_each_kind_of_act_waits_for_whom_it_concerns(app, browse):
    """Approval, acceptance, confirmation and an update stand on the desk of the one who can give them."""
    owner, signer = make_manager(), make_manager("union")
    proposed = make_commitment(status="proposed", by=owner, title="Skal godkendes")
    behalf = on_behalf(owner, title="Skal tiltrædes")
    active = make_commitment(status="active", by=owner, cosigners=[signer], title="Skal bekræftes")
    make_entry(active, owner, amount=3)
    page = browse(owner).get("/virksomheder").get_data(as_text=True)
    assert proposed.title in page and behalf.title in page and "Tiltræd, hvis I kan stå ved den" in page
    page = browse(signer).get("/fagforeninger").get_data(as_text=True)
    assert "har meldt 3" in page and "Kan du bekræfte det?" in page and proposed.title not in page


def test_the_overview_counts_goals_by_guideposts(app, browse):
    """Promised, delivered and confirmed stand by unit, each figure a link to its list; drafts and proposals are no promise."""
    owner, signer, steward = make_manager(), make_manager("union"), make_steward()
    active = make_commitment(status="active", by=owner, cosigners=[signer], quantity=17)
    make_entry(active, owner, amount=6)
    make_commitment(status="draft", by=owner, quantity=50)
    page = browse(steward).get("/kommunen").get_data(as_text=True)
    assert "17 praktikpladser" in page and "6 praktikpladser" in page and "50 praktikpladser" not in page
    assert f"pejlemaerke={active.guidepost_id}" in page and "Det skrider" in page and "Mine partnere" in page


def test_another_municipality_has_a_desk_without_the_overview(app, browse):
    """A neighbour is an ordinary partner: it sees its own promises, not the steward's overview."""
    page = browse(make_user(make_partner("municipality"), is_manager=True)).get("/kommunen").get_data(as_text=True)
    assert "Venter på dig" in page and "Mine partnere" not in page and "Inviter en partner" not in page


def test_a_desk_asks_a_constant_number_of_queries(app, browse):
    """Twelve commitments cost no more questions than one."""
    few_owner, many_owner = make_manager(), make_manager()
    make_commitment(status="active", by=few_owner)
    for _number in range(8):
        make_commitment(status="proposed", by=many_owner)
        make_commitment(status="active", by=many_owner)
    counted = []
    for owner in (few_owner, many_owner):
        browser = browse(owner)
        browser.get("/virksomheder")
        with count_queries(app) as sent:
            browser.get("/virksomheder")
        counted.append(len(sent))
    assert counted[1] <= counted[0] + 3 and counted[1] < 20


def test_the_demo_stands_and_proves_itself(tmp_path, make_app):
    """Sixty invented promises in every state, played through the real services: totals agree and the chain of events holds."""
    from partnerhub.clock import today
    from partnerhub.commitments import totals
    from partnerhub.demo import build, is_built
    from partnerhub.events import verify

    with make_app(PARTNERHUB_DEMO=True).app_context():
        assert build(today()) >= 60 and is_built()
        assert totals.faults() == [] and verify() is None
        made = db.session.query(Commitment).all()
        assert {c.status.value for c in made} == {"draft", "proposed", "agreed", "fulfilled", "partly", "not_fulfilled", "withdrawn"}
        assert {c.goal.code for c in made} == {"1", "2", "3"}
        assert any(c.is_overdue for c in made) and any(c.is_silent for c in made) and any(c.marks for c in made)
        assert all(partner.is_invented and "emo" in partner.name for partner in {c.owner for c in made})
