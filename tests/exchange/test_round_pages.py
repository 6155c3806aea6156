"""The pages of a needs round: the steward's, and the one short page behind the link in the mail."""

import contextvars
import re
from datetime import timedelta

import pytest
from client import Browser
from commitment_makers import make_manager
from exchange_makers import OPERATOR, make_need, make_round
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub import clock, delivery
from partnerhub.clock import today
from partnerhub.database import db
from partnerhub.exchange import round_mail, round_service
from partnerhub.exchange.enquiry_models import NeedsRound, RoundRequest
from partnerhub.exchange.labels import quarter_label
from partnerhub.exchange.models import LabourNeed
from partnerhub.exchange.quarters import this_quarter
from partnerhub.workdays import is_workday

NEXT = str(this_quarter() + 1)


def sent(*lines, **more):
    """Return what the answer page sends: per line occupation and number."""
    fields = {"act": "save", "seen": "", "lines": "5"} | more
    for place, (occupation, headcount, need_id) in enumerate(lines):
        fields |= {f"l{place}-occupation": occupation, f"l{place}-headcount": headcount, f"l{place}-need_id": str(need_id or "")}
        fields |= {f"l{place}-quarter": NEXT, f"l{place}-certainty": "certain"}
    return fields


@pytest.fixture
def asked(app):
    """A company asked with a link."""
    return make_round(make_steward(), make_partner("company", "Demo Spurgt", contact_mail="hr@demo.example"))


@pytest.fixture
def link(asked):
    """The address that the mail holds."""
    return f"/behovsrunde/{round_mail.token_of(asked.round_id, asked.partner_id)}"


@pytest.fixture
def visitor(app):
    """Somebody without an account."""
    return Browser(app.test_client())


def post(browser, link, fields, status=200):
    """Send the answer page, which carries no token."""
    return browser.post(link, fields, status=status, token=False).get_data(as_text=True)


def needs():
    """Return all needs as number and occupation."""
    db.session.expire_all()
    rows = db.session.scalars(select(LabourNeed).where(LabourNeed.closed_at.is_(None)).order_by(LabourNeed.id))
    return [(need.headcount, need.occupation_id or need.occupation_text) for need in rows]


def test_a_new_round_is_filled_in_as_far_as_can_be_guessed(app, browse):
    """Next quarter, its name as title and a workday two weeks on stand there; the steward only presses on."""
    steward = browse(make_steward())
    steward.get("/kommunen/behovsrunder/ny")
    form = next(form for form in steward.page.forms if form["action"] == "/kommunen/behovsrunder/ny")
    kept = steward.post("/kommunen/behovsrunder/ny", {**form["fields"], "quarter": NEXT, "message": ""})
    stored = db.session.scalars(select(NeedsRound)).one()
    assert stored.quarter == this_quarter() + 1 and stored.title == f"Behov i {quarter_label(this_quarter() + 1)}"
    assert is_workday(stored.due_on) and 14 <= (stored.due_on - today()).days <= 25
    assert kept.request.path == f"/kommunen/behovsrunder/{stored.id}/vaelg"


def test_a_company_answers_by_link_without_an_account(visitor, asked, link):
    """The page asks, the answer is shown again and can be corrected; nothing is stored in the browser."""
    page = visitor.get(link).get_data(as_text=True)
    assert "Demo Spurgt" in page and "Vi har ingen behov lige nu" in page and "csrf_token" not in page
    page = post(visitor, link, sent(("Procesoperatør", "4", None)))
    assert "Tak for svaret" in page and "4 × Procesoperatør" in page and "Ret svaret" in page
    assert needs() == [(4, OPERATOR)]
    page = visitor.get(f"{link}?ret=1").get_data(as_text=True)
    assert "Det har I skrevet før" in page and "4 × Procesoperatør" in page and 'value="4"' in page
    assert not visitor.client._cookies


def test_the_links_answers_are_never_kept_or_found(visitor, link):
    """No cache keeps the page, no other site learns its address, no search engine lists it."""
    headers = visitor.get(link).headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in headers["X-Robots-Tag"]


def test_a_wrong_link_is_not_there(visitor, asked, link):
    """A tampered, shortened or guessed link, or another installation's, answers 404 and says nothing of any company."""
    for wrong in (link[:-1], link[:-1] + ("A" if link[-1] != "A" else "B"), "/behovsrunde/gaet", f"/behovsrunde/{asked.token_hash}"):
        page = visitor.get(wrong, status=404).get_data(as_text=True)
        assert "Demo Spurgt" not in page and "Linket virker ikke" in page
        visitor.post(wrong, sent(("Procesoperatør", "4", None)), status=404, token=False)
    assert needs() == []


def test_one_link_shows_one_company(visitor, asked, link):
    """Another company's needs, even in the same round, stand nowhere on the page."""
    other = make_partner("company", "Demo Anden", contact_mail="a@demo.example")
    round_service.ask(make_steward(), asked.round_id, [other.id])
    make_need(make_user(other), occupation_id=None, occupation_text="Hemmelig stilling")
    page = visitor.get(link).get_data(as_text=True)
    assert "Demo Anden" not in page and "Hemmelig" not in page


def test_old_and_closed_links_say_so(visitor, asked, link):
    """After closing or 14 days past the due date the link is gone, with a sentence on what to do."""
    with clock.at(today() + timedelta(days=36)):
        assert "udløbet" in contextvars.copy_context().run(visitor.client.get, link).get_data(as_text=True)
    round_service.close_round(make_steward(), asked.round_id, db.session.get_one(NeedsRound, asked.round_id).version)
    assert "Behovsrunden er lukket" in visitor.get(link, status=410).get_data(as_text=True)


def test_closed_while_writing_loses_nothing(visitor, asked, link):
    """The round was closed meanwhile: the page says so and what was typed stands there."""
    visitor.get(link)
    round_service.close_round(make_steward(), asked.round_id, db.session.get_one(NeedsRound, asked.round_id).version)
    page = post(visitor, link, sent(("Procesoperatør", "17", None)), status=422)
    assert "Runden er lukket, så svaret er ikke gemt" in page and 'value="17"' in page
    assert needs() == []


def test_a_colleague_answered_meanwhile(visitor, link):
    """The second of two sees what is stored, keeps the own text, and can send it on top."""
    post(visitor, link, sent(("Procesoperatør", "4", None)))
    page = post(visitor, link, sent(("Svejser", "2", None)), status=409)
    assert "En anden har svaret imens" in page and "4 × Procesoperatør" in page and 'value="Svejser"' in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    post(visitor, link, sent(("Svejser", "2", None), seen=seen))
    assert needs() == [(4, OPERATOR), (2, "svejser")]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([("Procesoperatør", "0", None)], "mellem 1 og 1.000"),
        ([("Procesoperatør", "mange", None)], "er ikke et helt tal"),
        ([("Procesoperatør", "", None)], "Skriv, hvor mange"),
        ([("", "3", None)], "Skriv, hvilket erhverv"),
        ([("Ring 010190-1234", "3", None)], "ligner et CPR-nummer"),
        ([("Vindmøllekaptajn", "3", None)], "Behold min tekst"),
        ([], "Skriv mindst ét behov"),
    ],
)
def test_bad_lines_are_told_and_kept(visitor, link, lines, sentence):
    """A crooked line gets a sentence at its field, the others stay as typed, and nothing is stored."""
    page = post(visitor, link, sent(("Svejser", "6", None), *lines) if lines else sent(), status=422)
    assert sentence in page and needs() == []
    assert not lines or 'value="Svejser"' in page


def test_no_needs_and_more_lines(visitor, asked, link):
    """More lines keep what is typed; "ingen behov" is one press and can be changed again."""
    page = post(visitor, link, sent(("Procesoperatør", "4", None), act="more"))
    assert 'value="4"' in page and page.count("<fieldset") == 8 and needs() == []
    assert "I har ingen behov lige nu" in post(visitor, link, sent(act="none"))
    assert db.session.get_one(RoundRequest, asked.id, populate_existing=True).has_needs is False


def test_no_needs_asks_before_it_closes_what_stands(visitor, asked, link):
    """One press never closes what was written: the page names it, keeping is the first answer, closing the second."""
    post(visitor, link, sent(("Procesoperatør", "4", None)))
    need = db.session.scalar(select(LabourNeed))
    stamp = db.session.get_one(RoundRequest, asked.id, populate_existing=True).stamp
    lines = [("Procesoperatør", "4", need.id)]
    page = post(visitor, link, sent(*lines, act="none", seen=stamp))
    assert "Skal det behov, I har skrevet, lukkes?" in page and needs() == [(4, OPERATOR)]
    assert 'value="save"' in page and 'value="none-sure"' in page
    assert "I har ingen behov lige nu" in post(visitor, link, sent(*lines, act="none-sure", seen=stamp))
    assert needs() == []


def test_the_page_tells_of_needs_that_it_does_not_show(visitor, asked, link):
    """A need two years ahead is not asked about, and the company reads that it stays."""
    manager = make_user(asked.partner)
    make_need(manager, quarter=this_quarter() + 1)
    make_need(manager, quarter=this_quarter() + 9)
    assert "I har 1 behov mere, som ikke vises her" in visitor.get(link).get_data(as_text=True)


def test_signed_in_the_desk_asks_until_answered(browse, asked):
    """The own desk asks; a foreign company's request is not there; once answered the desk is quiet."""
    browser = browse(make_user(asked.partner))
    page = browser.get("/virksomheder").get_data(as_text=True)
    assert "Kommunen spørger om jeres behov" in page and f"/behovsrunde/svar/{asked.id}" in page
    browse(make_manager()).get(f"/behovsrunde/svar/{asked.id}", status=404)
    page = browser.post(f"/behovsrunde/svar/{asked.id}", sent(("Procesoperatør", "2", None))).get_data(as_text=True)
    assert "Tak for svaret" in page and needs() == [(2, OPERATOR)]
    assert "Kommunen spørger" not in browser.get("/virksomheder").get_data(as_text=True)


def test_the_steward_runs_a_round(make_app, smtp, browse):
    """Made, companies chosen with the mail in sight, sent, covered, called, closed; the mail that arrives holds the working link."""
    app = make_app(MAIL_SERVER=smtp.host, MAIL_PORT=smtp.port, MAIL_FROM="partnerhub@demo.example")
    with app.app_context():
        companies = [make_partner("company", f"Demo {n}", contact_mail=f"c{n}@demo.example", contact_phone="11 22 33 44") for n in range(3)]
        steward = Browser(app.test_client()).sign_in(make_steward())
        fields = {"quarter": NEXT, "due_on": (today() + timedelta(days=14)).isoformat(), "title": "Forår", "message": "Kære alle"}
        page = steward.post("/kommunen/behovsrunder/ny", fields).get_data(as_text=True)
        assert "Sådan ser mailen ud" in page and "Kære alle" in page and page.count(" checked") == 3
        number = db.session.scalar(select(NeedsRound.id))
        address = f"/kommunen/behovsrunder/{number}"
        steward.post(f"{address}/vaelg", {}, status=422)
        page = steward.post(f"{address}/vaelg", {"partner": [str(one.id) for one in companies]}).get_data(as_text=True)
        assert "3 virksomheder er spurgt" in page and "0 af 3 har svaret" in page
        assert delivery.deliver_due() == 3
        text = smtp.to("c0@demo.example")[0].get_content()
        link = re.search(r"http://127\.0\.0\.1(/behovsrunde/[\w-]{43})\s", text)[1]
        assert smtp.to("c0@demo.example")[0]["Message-ID"] and "Kære alle" in text
        post(Browser(app.test_client()), link, sent(("Procesoperatør", "4", None)))
        page = steward.get(address).get_data(as_text=True)
        assert "1 af 3 har svaret" in page and "4 × Procesoperatør" in page
        page = steward.get(f"{address}/ringeliste").get_data(as_text=True)
        assert "Demo 1" in page and "Demo 0" not in page and "tel:11223344" in page
        assert "Demo 1;" in steward.client.get(f"{address}/ringeliste.csv").get_data(as_text=True)
        request = db.session.scalar(select(RoundRequest.id).where(RoundRequest.partner_id == companies[1].id))
        page = steward.post(f"{address}/svar/{request}", sent(("Svejser", "1", None))).get_data(as_text=True)
        assert "2 af 3 har svaret" in page
        version = db.session.scalar(select(NeedsRound.version))
        assert "Runden er lukket" in steward.post(f"{address}/luk", {"version": str(version)}).get_data(as_text=True)


def test_guessing_is_slowed_down(make_app):
    """Who tries link after link is soon told to wait."""
    app = make_app(RATELIMIT_ENABLED=True)
    client = app.test_client()
    codes = [contextvars.Context().run(client.get, f"/behovsrunde/gaet{n}").status_code for n in range(61)]
    assert codes[0] == 404 and codes[-1] == 429


def test_ticks_are_kept_while_other_companies_are_shown(app, browse):
    """Whoever lost the tick stays without it through searches; only what is shown with a tick is asked."""
    ids = [make_partner("company", f"Demo Hak {n}", contact_mail=f"c{n}@demo.example").id for n in range(3)]
    number = make_round(make_steward(), make_partner("company", "Demo Spurgt før", contact_mail="f@demo.example")).round_id
    steward, address = browse(make_steward()), f"/kommunen/behovsrunder/{number}/vaelg"
    shown = {"shown": " ".join(map(str, ids)), "partner": [str(ids[0]), str(ids[2])], "act": "show", "q": "hak 2"}
    page = steward.post(address, shown).get_data(as_text=True)
    assert f'name="unticked" value="{ids[1]}"' in page and "Demo Hak 2" in page and "Demo Hak 0" not in page
    page = steward.post(address, {"shown": str(ids[2]), "unticked": str(ids[1]), "act": "show"}).get_data(as_text=True)
    assert f'name="unticked" value="{ids[1]} {ids[2]}"' in page and page.count(" checked") == 1
    page = steward.post(address, {"shown": " ".join(map(str, ids)), "act": "all"}).get_data(as_text=True)
    assert page.count(" checked") == 3
    page = steward.post(address, {"shown": " ".join(map(str, ids)), "partner": list(map(str, ids)), "act": "none"}).get_data(as_text=True)
    assert " checked" not in page
    asked_now = {"shown": " ".join(map(str, ids)), "partner": [str(ids[0])], "unticked": "x 99999999999 -1"}
    assert "1 virksomhed er spurgt" in steward.post(address, asked_now).get_data(as_text=True)


def test_the_mail_is_danish_whoever_sends_it(app, asked):
    """A steward who reads English sends the same mail: no English day in a Danish sentence."""
    with app.test_request_context("/?lang=da"):
        told = round_mail.mail_text(asked.round, "Demo", "x")
    with app.test_request_context("/?lang=en"):
        assert round_mail.mail_text(asked.round, "Demo", "x") == told
