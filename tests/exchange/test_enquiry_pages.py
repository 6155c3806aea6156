"""The pages of enquiries: what is typed is kept, told in clear Danish; foreign ones are not there; acts come back to where they stood."""

from datetime import date

import pytest
from commitment_makers import make_commitment, make_manager
from counting import count_queries
from enquiry_makers import make_enquiry, make_seats
from exchange_makers import make_need, make_placement, make_programme
from makers import make_steward
from sqlalchemy import select

from partnerhub.database import db
from partnerhub.exchange.enquiry_models import Enquiry
from partnerhub.exchange.kinds import Audience, EnquiryAbout
from partnerhub.exchange.models import Placement
from partnerhub.strategy.models import Guidepost


def test_a_union_asks_and_a_company_gives_fewer(app, browse):
    """Asked from the placement's page, accepted with a smaller number, the free number follows on the page."""
    owner, asker = make_manager(), make_manager("union")
    placement = make_placement(owner, quantity=4)
    union = browse(asker)
    assert f"/forespoergsler/ny?plads={placement.id}" in union.get(f"/pladser/{placement.id}").get_data(as_text=True)
    page = union.post(f"/forespoergsler/ny?plads={placement.id}", {"number": "3", "note": "To dage om ugen"}).get_data(as_text=True)
    assert "Forespørgslen er sendt" in page and "To dage om ugen" in page and "Venter på svar" in page
    enquiry = db.session.scalars(select(Enquiry)).one()
    company = browse(owner)
    sent = {"version": enquiry.version, "number": "2", "note": "Fra mandag"}
    page = company.post(f"/forespoergsler/{enquiry.id}/accepter", sent).get_data(as_text=True)
    assert "Accepteret" in page and "Fra mandag" in page
    assert "2 af 4" in union.get(f"/pladser/{placement.id}").get_data(as_text=True)


def test_more_than_is_free_keeps_what_was_typed(app, browse):
    """The sentence names the free number, and the note and the number stand as typed."""
    placement = make_placement(quantity=4, taken_elsewhere=3)
    sent = {"number": "4", "note": "Vigtigt for os"}
    page = browse(make_manager()).post(f"/forespoergsler/ny?plads={placement.id}", sent, status=422).get_data(as_text=True)
    assert "kun 1 ledig" in page and "Vigtigt for os" in page and 'value="4"' in page
    assert db.session.scalars(select(Enquiry)).all() == []


def test_seats_on_a_dated_course_ask_for_no_dates(app, browse):
    """Who asks for seats comes on the course's days; a course without dates, and a meeting, ask for some."""
    dated, open_ended = (
        make_programme(starts_on=date(2031, 3, 3), ends_on=date(2031, 3, 7), seats=9),
        make_programme(starts_on=None, ends_on=None),
    )
    browser = browse(make_manager())
    assert "starts_on" not in browser.get(f"/forespoergsler/ny?forloeb={dated.id}").text
    for address in (f"forloeb={open_ended.id}", f"forloeb={dated.id}&om=moede"):
        assert 'name="starts_on"' in browser.get(f"/forespoergsler/ny?{address}").text
    page = browser.post(f"/forespoergsler/ny?forloeb={dated.id}", {"number": "2", "note": ""}).text
    kept = db.session.scalars(select(Enquiry)).one()
    assert (kept.starts_on, kept.ends_on) == (date(2031, 3, 3), date(2031, 3, 7))
    assert "Forespørgslen er sendt" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": ""}, "Skriv, hvor mange I spørger på"),
        ({"number": "nogle"}, "er ikke et helt tal"),
        ({"number": "10.000"}, "ledige lige nu"),
        ({"number": "2", "note": "Til 010190-1234"}, "ligner et CPR-nummer"),
        ({"number": "2", "starts_on": "32.13.2030"}, "er ikke en dato"),
    ],
)
def test_bad_input_is_told(app, browse, typed, sentence):
    """A crooked field gets a sentence, and nothing is stored."""
    placement = make_placement()
    page = browse(make_manager()).post(f"/forespoergsler/ny?plads={placement.id}", typed, status=422).get_data(as_text=True)
    assert sentence in page
    assert db.session.scalars(select(Enquiry)).all() == []


def test_an_acceptance_that_came_second_is_told_on_the_page(app, browse):
    """Somebody else got the places meanwhile: the form comes back with how many are free, the typed message in it."""
    owner = make_manager()
    placement = make_placement(owner, quantity=3)
    first, second = (
        browse(make_manager("school")).post(f"/forespoergsler/ny?plads={placement.id}", {"number": "3", "note": ""}) for _ in range(2)
    )
    ids = [int(answer.request.path.rsplit("/", 1)[1]) for answer in (first, second)]
    company = browse(owner)
    company.post(f"/forespoergsler/{ids[0]}/accepter", {"version": "1", "number": "2"})
    sent = {"version": "1", "number": "3", "note": "Velkommen"}
    page = company.post(f"/forespoergsler/{ids[1]}/accepter", sent, status=422).get_data(as_text=True)
    assert "kun 1 ledig" in page and "Velkommen" in page
    db.session.expire_all()
    assert db.session.get_one(Placement, placement.id).free == 1


def test_an_answer_on_what_changed_meanwhile_is_told(app, browse):
    """The asker took it back while the asked was writing a yes: told with what happened, nothing given."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner)
    browse(asker).post(f"/forespoergsler/{made.id}/traek-tilbage", {"version": made.version, "reason": ""})
    sent = {"version": made.version, "number": "2", "note": "Ja tak"}
    page = browse(owner).post(f"/forespoergsler/{made.id}/accepter", sent, status=409).get_data(as_text=True)
    assert "ændret i mellemtiden" in page and "Du skrev: 2 · Ja tak" in page and "trak forespørgslen tilbage" in page
    browse(asker).post(f"/forespoergsler/{made.id}/accepter", sent, status=403)


def test_a_no_without_a_reason_is_told_and_the_fold_stands_open(app, browse):
    """Declining asks for a line; the page comes back with the sentence."""
    owner = make_manager()
    made = make_enquiry(owner=owner)
    page = browse(owner).post(f"/forespoergsler/{made.id}/afslaa", {"version": made.version, "reason": ""}, status=422)
    assert "Skriv kort, hvorfor I siger nej" in page.get_data(as_text=True)


def test_a_foreign_enquiry_is_not_there(app, browse):
    """Outsiders get 404 for the page and every act; the steward reads, but answers for nobody."""
    made = make_enquiry(status="accepted")
    stranger, steward = browse(make_manager()), browse(make_steward())
    acts = ("accepter", "afslaa", "traek-tilbage", "gennemfoert", "vaerdi", "forpligtelse", "fremdrift")
    stranger.get(f"/forespoergsler/{made.id}", status=404)
    steward.get(f"/forespoergsler/{made.id}")
    for act in acts:
        stranger.post(f"/forespoergsler/{made.id}/{act}", {"version": made.version}, status=404)
        steward.post(f"/forespoergsler/{made.id}/{act}", {"version": made.version}, status=403)


def test_the_list_shows_both_directions_with_filters(app, browse):
    """Received, sent and by status; other partners' are the steward's to see."""
    owner, asker = make_manager(), make_manager("union")
    pending, done = make_enquiry(asker, owner), make_enquiry(owner, asker, "done")
    make_enquiry()

    def listed(user, query=""):
        page = browse(user).get(f"/forespoergsler{query}").get_data(as_text=True)
        return {row.id for row in db.session.scalars(select(Enquiry)) if f'/forespoergsler/{row.id}"' in page}

    assert listed(owner) == {pending.id, done.id}
    assert listed(owner, "?retning=modtaget") == {pending.id}
    assert listed(owner, "?retning=sendt") == {done.id}
    assert listed(owner, "?status=done") == {done.id}
    assert listed(owner, "?retning=alle&status=nonsens&efter=nonsens") == {pending.id, done.id}
    assert len(listed(make_steward(), "?retning=alle")) == 3


def test_the_list_is_paged_newest_first(app, browse):
    """Twenty-five a page; the next page goes on where the first ended."""
    owner, asker = make_manager(), make_manager("union")
    ids = [make_enquiry(asker, owner, number=1).id for _ in range(27)]
    browser = browse(owner)
    page = browser.get("/forespoergsler").get_data(as_text=True)
    assert f'/forespoergsler/{ids[-1]}"' in page and f'/forespoergsler/{ids[0]}"' not in page
    after = page.split("efter=")[1].split("&")[0].split('"')[0]
    rest = browser.get(f"/forespoergsler?efter={after}").get_data(as_text=True)
    assert f'/forespoergsler/{ids[0]}"' in rest and f'/forespoergsler/{ids[2]}"' not in rest


def test_a_list_costs_the_same_however_long(app, browse):
    """The number of statements does not grow with the rows."""
    owner, asker = make_manager(), make_manager("union")
    browser, costs = browse(owner), []
    for number in (1, 9):
        for _ in range(number):
            make_enquiry(asker, owner)
        browser.get("/forespoergsler")
        with count_queries(app) as sent:
            browser.get("/forespoergsler")
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_a_meeting_is_asked_for_from_partner_need_and_full_places(app, browse):
    """Each page that has somebody to ask leads to a form that knows whom and what about."""
    owner, asker = make_manager(), make_manager("school")
    need = make_need(owner, audience=Audience.PARTNERS)
    full = make_placement(owner, quantity=1, taken_elsewhere=1)
    browser = browse(asker)
    assert f"partner={owner.partner_id}" in browser.get(f"/partnere/{owner.partner_id}").get_data(as_text=True)
    assert f"behov={need.id}" in browser.get(f"/behov/{need.id}").get_data(as_text=True)
    assert "om=moede" in browser.get(f"/pladser/{full.id}").get_data(as_text=True)
    for query in (f"partner={owner.partner_id}", f"behov={need.id}", f"plads={full.id}&om=moede"):
        page = browser.get(f"/forespoergsler/ny?{query}").get_data(as_text=True)
        assert "Hvad skal mødet handle om?" in page
        browser.post(f"/forespoergsler/ny?{query}", {"note": ""}, status=422)
        browser.post(f"/forespoergsler/ny?{query}", {"note": "Om at tage flere lærlinge"})
    stored = db.session.scalars(select(Enquiry)).all()
    assert [(row.about, row.to_partner_id) for row in stored] == [(EnquiryAbout.MEETING, owner.partner_id)] * 3


def test_one_cannot_ask_about_what_is_not_there_or_secret(app, browse):
    """Nothing named, something unknown, or a need that is the municipality's alone: 404."""
    browser, secret = browse(make_manager()), make_need()
    for query in ("", "?plads=999999", "?plads=abc", f"?behov={secret.id}", "?partner=999999", "?forloeb=99999999999999999999"):
        browser.get(f"/forespoergsler/ny{query}", status=404)


def test_a_partner_page_leads_to_what_can_be_asked_for(app, browse):
    """Before asking for a meeting one sees the open places and programmes of the partner."""
    school = make_manager("school")
    programme = make_seats(school, 5)
    make_seats(school, 5, taken_elsewhere=5)
    page = browse(make_manager()).get(f"/forespoergsler/ny?partner={school.partner_id}").get_data(as_text=True)
    assert page.count("forloeb=") == 1 and f"forloeb={programme.id}" in page


def test_an_accepted_enquiry_becomes_a_commitment_with_one_form(app, browse):
    """The form is filled from the enquiry; the draft asks the other side to sign; both pages link to each other."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner, "accepted")
    browser = browse(asker)
    page = browser.get(f"/forespoergsler/{made.id}/forpligtelse").get_data(as_text=True)
    assert 'value="2"' in page and "Praktik på linjen" in page and owner.partner.name in page
    sent = {"version": made.version, "title": "To i praktik", "guidepost_id": "", "kind": "work_placement", "quantity": "2"}
    page = browser.post(f"/forespoergsler/{made.id}/forpligtelse", sent, status=422).get_data(as_text=True)
    assert "Vælg det pejlemærke" in page and "To i praktik" in page
    sent["guidepost_id"] = db.session.query(Guidepost.id).filter_by(code="1.4").scalar()
    page = browser.post(f"/forespoergsler/{made.id}/forpligtelse", sent).get_data(as_text=True)
    assert "To i praktik" in page and "Kommer af forespørgsler" in page and f"/forespoergsler/{made.id}" in page
    assert "endnu en kladde" in browse(owner).get(f"/forespoergsler/{made.id}").get_data(as_text=True)
    browser.post(f"/forespoergsler/{made.id}/forpligtelse", sent, status=422)


def test_an_accepted_enquiry_becomes_progress_with_one_form(app, browse):
    """The own open commitments can be chosen; without one the page says what to do instead."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner, "accepted")
    browser = browse(asker)
    assert "I har ingen åbne forpligtelser" in browser.get(f"/forespoergsler/{made.id}/fremdrift").get_data(as_text=True)
    open_one = make_commitment(status="active", by=asker)
    sent = {"version": made.version, "commitment_id": open_one.id, "amount": "to", "on": "2020-01-01", "note": "Begge er i gang"}
    page = browser.post(f"/forespoergsler/{made.id}/fremdrift", sent, status=422).get_data(as_text=True)
    assert "er ikke et helt tal" in page and "Begge er i gang" in page
    page = browser.get(f"/forespoergsler/{made.id}/fremdrift").get_data(as_text=True)
    sent = {"version": made.version, "commitment_id": open_one.id, "amount": "2", "on": page.split('name="on"')[1].split('value="')[1][:10]}
    page = browser.post(f"/forespoergsler/{made.id}/fremdrift", sent | {"note": ""}).get_data(as_text=True)
    assert "Fremdriften er meldt" in page and "Kommer af forespørgsler" in page
    assert open_one.reference in browse(owner).get(f"/forespoergsler/{made.id}").get_data(as_text=True)


def test_worth_is_asked_on_the_page_and_answered_once(app, browse):
    """After it is done the page asks; an empty answer is told, a given one is in the history."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner, "done")
    browser = browse(asker)
    assert "Gav det værdi?" in browser.get(f"/forespoergsler/{made.id}").get_data(as_text=True)
    browser.post(f"/forespoergsler/{made.id}/vaerdi", {"worth": ""}, status=422)
    page = browser.post(f"/forespoergsler/{made.id}/vaerdi", {"worth": "partly", "line": "Én blev"}).get_data(as_text=True)
    assert "Gav det værdi? Delvist" in page and "Én blev" in page
    browser.post(f"/forespoergsler/{made.id}/vaerdi", {"worth": "no"}, status=422)
