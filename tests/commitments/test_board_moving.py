"""Moving a card is an act of its life: offered only to whom the rules allow, told in words, refused without harm."""

import re

import pytest
from commitment_makers import colleague, make_commitment, make_entry, make_manager, on_behalf
from makers import make_partner, make_steward, make_user

from partnerhub.commitments import service
from partnerhub.commitments.models import Commitment
from partnerhub.database import db


def fresh(made) -> Commitment:
    """Return the commitment as it stands in the database."""
    db.session.expire_all()
    return db.session.get_one(Commitment, made.id)


def offered(browser, made) -> list[str]:
    """Return the columns that the card's form offers."""
    html = browser.get("/forpligtelser").get_data(as_text=True)
    card = html.partition(f'id="c{made.id}"')[2].partition("</li>")[0]
    return re.findall(r'<option value="([^"]*)"', card)


def move(browser, made, to, status=200, query="", **fields):
    """Send the card's form."""
    return browser.post(f"/forpligtelser/{made.id}/flyt{query}", {"to": to, "version": fresh(made).version, **fields}, status=status)


def test_a_manager_approves_by_moving(browse, app):
    """Moving a proposal ahead approves it; the live message says where it stands; the filters stay."""
    manager = make_manager()
    for _ in range(2):
        make_commitment(by=manager, status="active")
    made = make_commitment(by=manager, status="proposed")
    browser = browse(manager)
    assert offered(browser, made) == ["active", "finished"]
    page = move(browser, made, "active", query="?mine=1")
    assert page.request.path == "/forpligtelser" and page.request.args.to_dict() == {"mine": "1"}
    assert f"{made.reference} er flyttet til I gang, 3 af 3." in page.get_data(as_text=True)
    assert fresh(made).phase == "active" and fresh(made).approved_at


def test_a_signature_that_is_not_the_last_says_what_is_missing(browse, app):
    """A co-signer signs by moving; the message names who is still to sign, and the card stays where it was."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(by=owner, status="proposed", cosigners=[union])
    browser = browse(colleague(union))
    assert offered(browser, made) == ["active"]
    words = move(browser, made, "active").get_data(as_text=True)
    assert f"Den mangler stadig: {owner.partner.shown_name}s leder" in words
    assert fresh(made).has_signed(union.partner_id) and fresh(made).status == "proposed"


def test_the_partner_accepts_what_the_municipality_wrote(browse, app):
    """A manager moves what was written on the partner's behalf: that is accepting it."""
    manager = make_manager()
    made = on_behalf(manager)
    move(browse(manager), made, "active")
    assert fresh(made).status == "agreed" and fresh(made).is_on_behalf


def test_finishing_asks_how_it_went(browse, app):
    """Moving to Afsluttet first asks for the outcome; what was typed stays when something is missing; then it is finished."""
    manager = make_manager()
    made = make_commitment(by=manager, status="active")
    browser = browse(manager)
    page = move(browser, made, "finished")
    assert "Flyt til Afsluttet" in browser.page.title and fresh(made).status == "agreed"
    assert set(re.findall(r'name="outcome"[^>]*value="([^"]*)"', page.get_data(as_text=True))) == {
        "fulfilled", "partly", "not_fulfilled", "withdrawn"
    }  # fmt: skip
    page = move(browser, made, "finished", status=422, note="Kun halvdelen kom")
    assert "Kun halvdelen kom" in page.get_data(as_text=True) and fresh(made).status == "agreed"
    move(browser, made, "finished", status=422, outcome="partly", note="")
    page = move(browser, made, "finished", outcome="partly", note="Kun halvdelen kom")
    assert "er flyttet til Afsluttet, 1 af 1." in page.get_data(as_text=True)
    assert (fresh(made).status, fresh(made).closing_note) == ("partly", "Kun halvdelen kom")


def test_withdrawing_takes_a_reason(browse, app):
    """The owner's manager withdraws over the same page, with a reason."""
    manager = make_manager()
    made = make_commitment(by=manager, status="proposed")
    browser = browse(manager)
    move(browser, made, "finished", status=422, outcome="withdrawn", note="")
    move(browser, made, "finished", outcome="withdrawn", note="Vi lukker")
    assert fresh(made).status == "withdrawn"


def test_the_steward_reopens(browse, app):
    """An outcome goes back to I gang, something agreed back to Foreslået, each with a reason; nobody else is offered that."""
    manager, steward = make_manager(), make_steward()
    done = make_commitment(by=manager, status="fulfilled")
    made = make_commitment(by=manager, status="agreed")
    assert offered(browse(manager), done) == []
    browser = browse(steward)
    assert (offered(browser, done), offered(browser, made)) == (["active"], ["proposed"])
    move(browser, done, "active", status=422, note="")
    move(browser, done, "active", note="Talt forkert")
    move(browser, made, "proposed", note="Ny frist")
    assert (fresh(done).status, fresh(made).status) == ("agreed", "proposed")


@pytest.mark.parametrize("to", ["active", "finished", "proposed", "", "nonsens"])
def test_what_is_not_allowed_changes_nothing(browse, app, to):
    """A stranger's move, or one to nowhere, is refused in words."""
    made = make_commitment(status="proposed")
    page = move(browse(make_user(make_partner("school"))), made, to)
    assert "Den kan ikke flyttes dertil nu" in page.get_data(as_text=True)
    assert (fresh(made).status, fresh(made).version) == ("proposed", made.version)


def test_a_draft_or_nothing_is_not_found(browse, app):
    """Another partner's draft answers as if it did not exist; a visitor is asked to sign in."""
    draft = make_commitment(status="draft")
    browser = browse(make_manager())
    browser.post(f"/forpligtelser/{draft.id}/flyt", {"to": "active", "version": 1}, status=404)
    browser.post("/forpligtelser/99999/flyt", {"to": "active", "version": 1}, status=404)
    browse().post(f"/forpligtelser/{draft.id}/flyt", {"to": "active"}, status=401)


def test_someone_was_quicker(browse, app):
    """A move from an old board does not sign what changed meanwhile; on the page with words they stay, and the next try works."""
    manager = make_manager()
    made = make_commitment(by=manager, status="proposed")
    browser = browse(manager)
    page = browser.post(f"/forpligtelser/{made.id}/flyt", {"to": "active", "version": made.version - 1})
    assert "er ændret, siden du åbnede tavlen" in page.get_data(as_text=True) and fresh(made).status == "proposed"
    service.approve(manager, made.id, made.version)
    old = {"to": "finished", "version": 1, "outcome": "withdrawn", "note": "Min begrundelse"}
    page = browser.post(f"/forpligtelser/{made.id}/flyt", old, status=409)
    assert "Min begrundelse" in page.get_data(as_text=True) and fresh(made).status == "agreed"
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.get_data(as_text=True))[1]
    browser.post(f"/forpligtelser/{made.id}/flyt", old | {"version": version})
    assert fresh(made).status == "withdrawn"


def test_a_note_with_a_cpr_number_is_stopped(browse, app):
    """The reason is guarded like every text, and stays in its field."""
    manager = make_manager()
    made = make_commitment(by=manager, status="active")
    page = move(browse(manager), made, "finished", status=422, outcome="partly", note="Ham 010203-1234")
    assert "CPR-nummer" in page.get_data(as_text=True) and fresh(made).status == "agreed"


def test_without_a_token_nothing_moves(browse, app):
    """A move from another site is refused."""
    manager = make_manager()
    made = make_commitment(by=manager, status="proposed")
    browse(manager).post(f"/forpligtelser/{made.id}/flyt", {"to": "active", "version": made.version}, status=400, token=False)
    assert fresh(made).status == "proposed"


def test_the_waiting_flag_follows(browse, app):
    """A card says "Venter på dig" to whom it waits for, and not to others; after the act it is gone, kept memory or not."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(by=owner, status="active", cosigners=[union])
    entry = make_entry(made, owner)
    waiting, other = browse(union), browse(owner)
    assert "Venter på dig" in waiting.get("/forpligtelser").get_data(as_text=True)
    assert "Venter på dig" not in other.get("/forpligtelser").get_data(as_text=True)
    waiting.post(f"/forpligtelser/fremdrift/{entry.id}/bekraeft", {"amount": "3"})
    assert "Venter på dig" not in waiting.get("/forpligtelser").get_data(as_text=True)
