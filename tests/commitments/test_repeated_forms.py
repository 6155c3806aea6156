"""A form sent twice counts once, and one is told; what was done already is said to be done."""

from datetime import timedelta

import pytest
from commitment_makers import make_commitment, make_entry, make_manager
from sqlalchemy import func, select

from partnerhub.clock import now, today
from partnerhub.commitments.models import Comment, Commitment, Progress
from partnerhub.database import db


def count(table):
    """Return how many rows a table has now."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


def shown():
    """Return what a form carries that is shown now."""
    return now().isoformat()


def test_a_report_sent_twice_counts_once(app, browse):
    """The same report from the same form is refused with a sentence; a form shown afterwards may say the same again."""
    owner = make_manager()
    made = make_commitment(status="active", by=owner)
    sent = {"version": made.version, "shown_at": shown(), "amount": "2", "on": today().isoformat(), "note": ""}
    browse(owner).post(f"/forpligtelser/{made.id}/fremdrift", sent)
    refused = browse(owner).post(f"/forpligtelser/{made.id}/fremdrift", sent, status=422)
    assert "Det er allerede meldt" in refused.text and count(Progress) == 1
    browse(owner).post(f"/forpligtelser/{made.id}/fremdrift", sent | {"shown_at": (now() + timedelta(seconds=1)).isoformat()})
    assert count(Progress) == 2


def test_a_comment_sent_twice_stands_once(app, browse):
    """The same comment from the same form is refused and stays in the box."""
    owner = make_manager()
    made = make_commitment(status="active", by=owner)
    sent = {"shown_at": shown(), "text": "Vi ringer på mandag."}
    browse(owner).post(f"/forpligtelser/{made.id}/kommentar", sent)
    refused = browse(owner).post(f"/forpligtelser/{made.id}/kommentar", sent, status=422)
    assert "Kommentaren er allerede sendt" in refused.text and count(Comment) == 1


def test_a_commitment_sent_twice_is_made_once(app, browse):
    """The long form sent twice makes one commitment and names it."""
    owner = make_manager()
    guidepost = make_commitment(by=owner).guidepost_id
    sent = {
        "act": "draft",
        "shown_at": shown(),
        "guidepost_id": guidepost,
        "kind": "apprenticeship",
        "title": "Fem pladser",
        "visibility": "partnership",
    }
    before = count(Commitment)
    browse(owner).post("/forpligtelser/ny", sent)
    refused = browse(owner).post("/forpligtelser/ny", sent, status=422)
    assert "Den er allerede gemt som F-" in refused.text and count(Commitment) == before + 1


@pytest.mark.parametrize("moment", ["", "i går", "2026-01-01", "x" * 300])
def test_a_crooked_moment_costs_nothing(app, browse, moment):
    """A form that does not say when it was shown is taken as it is."""
    owner = make_manager()
    made = make_commitment(status="active", by=owner)
    browse(owner).post(f"/forpligtelser/{made.id}/kommentar", {"shown_at": moment, "text": "Hej"})
    assert count(Comment) == 1


def test_what_is_done_is_said_to_be_done(app, browse):
    """Confirming or signing again tells that it is done, not that one's role is too small."""
    owner, signer = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=owner, cosigners=[signer])
    entry = make_entry(made, owner, amount=3)
    sent = {"version": made.version, "amount": "3"}
    browse(signer).post(f"/forpligtelser/fremdrift/{entry.id}/bekraeft", sent)
    assert "allerede bekræftet" in browse(signer).post(f"/forpligtelser/fremdrift/{entry.id}/bekraeft", sent, status=409).text
    again = browse(signer).post(f"/forpligtelser/{made.id}/svar", {"version": made.version, "accepts": "1"}, status=409)
    assert "allerede skrevet under" in again.text


@pytest.mark.parametrize(
    ("typed", "sentence"), [({"amount": "99999"}, "langt over det lovede"), ({"on": "2001-01-01"}, "mere end et år før forpligtelsen")]
)
def test_a_slip_of_the_finger_is_caught(app, browse, typed, sentence):
    """A number far beyond the promise, or a day long before it, is asked about before it enters the sums."""
    owner = make_manager()
    made = make_commitment(status="active", by=owner)
    sent = {"amount": "1", "on": today().isoformat()} | typed
    assert sentence in browse(owner).post(f"/forpligtelser/{made.id}/fremdrift", sent, status=422).text
    assert count(Progress) == 0


def test_a_co_signer_who_is_gone_is_told(app, browse):
    """A partner that no longer takes part is not dropped in silence: the form comes back and says so."""
    owner = make_manager()
    guidepost = make_commitment(by=owner).guidepost_id
    sent = {"act": "draft", "guidepost_id": guidepost, "kind": "apprenticeship", "title": "Ti pladser", "visibility": "partnership"}
    assert "ikke med i partnerskabet mere" in browse(owner).post("/forpligtelser/ny", sent | {"medunderskriver": "9999"}, status=422).text


def test_a_version_that_is_no_number_is_stale(app, browse):
    """A crooked version is answered with the page of both texts, never with an error."""
    owner = make_manager()
    made = make_commitment(by=owner)
    sent = {
        "act": "save",
        "version": "abc",
        "guidepost_id": made.guidepost_id,
        "kind": "apprenticeship",
        "title": "Ny titel",
        "visibility": "partnership",
    }
    browse(owner).post(f"/forpligtelser/{made.id}/ret", sent, status=409)


def test_every_draft_can_be_reached(app, browse):
    """The desk leads to all drafts, a page at a time; another partner's are not among them."""
    owner, other = make_manager(), make_manager()
    titles = [f"Kladde nummer {number}" for number in range(53)]
    for title in titles:
        make_commitment(status="draft", by=owner, title=title)
    make_commitment(status="draft", by=other, title="En andens kladde")
    assert "Se 53 kladder" in browse(owner).get("/virksomheder").text
    first = browse(owner).get("/forpligtelser/kladder").text
    assert "Kladde nummer 52" in first and "En andens kladde" not in first and "Vis ældre kladder" in first
    oldest = first.rpartition("efter=")[2].partition('"')[0]
    assert "Kladde nummer 0" in browse(owner).get(f"/forpligtelser/kladder?efter={oldest}").text
