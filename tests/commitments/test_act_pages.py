"""The acts on a commitment's page: the right person is offered them, the wrong one refused, and nothing typed is lost."""

import pytest
from commitment_makers import colleague, make_commitment, make_entry, make_manager, on_behalf
from counting import count_queries
from makers import make_steward, make_user
from sqlalchemy import select

from partnerhub.clock import today
from partnerhub.commitments import service, voices
from partnerhub.commitments.models import Commitment
from partnerhub.database import db

CPR = "010190-1234"


def fresh(commitment):
    """Return the row as it stands now."""
    return db.session.get_one(Commitment, commitment.id, populate_existing=True)


def test_the_whole_life_by_forms(app, browse):
    """Proposed by a member, approved, signed, reported, confirmed, marked done: each by its own form, each told in the history."""
    owner, signer = make_manager(), make_manager("union")
    member = colleague(owner)
    made = make_commitment(status="draft", by=owner, cosigners=[signer])
    url = f"/forpligtelser/{made.id}"
    assert "venter på, at jeres leder godkender" in browse(member).post(f"{url}/foreslaa", {"version": 1}).get_data(as_text=True)
    browse(owner).post(f"{url}/godkend", {"version": fresh(made).version})
    assert "Du har skrevet under" in browse(signer).post(f"{url}/svar", {"version": fresh(made).version, "accepts": "1"}).get_data(
        as_text=True
    )
    assert fresh(made).phase == "active"
    browse(member).post(f"{url}/fremdrift", {"amount": "4", "on": today().isoformat(), "note": "Godt i gang."})
    entry = fresh(made).entries[0]
    browse(signer).post(f"/forpligtelser/fremdrift/{entry.id}/bekraeft", {"amount": "3"})
    browse(member).post(f"{url}/afslut", {"version": fresh(made).version, "outcome": "partly", "note": "Fire af ti."})
    page = browse(owner).get(url).get_data(as_text=True)
    for words in ("Delvist opfyldt", "Godt i gang.", "3 bekræftet af", "Fire af ti.", "skrev under", "Følg op med en ny"):
        assert words in page
    assert (fresh(made).reported, fresh(made).confirmed) == (4, 3)


def test_only_ones_own_acts_are_shown(app, browse):
    """The page offers what the viewer may do and hides the others' acts."""
    owner, stranger, steward = make_manager(), make_manager(), make_steward()
    made = make_commitment(status="active", by=owner)
    shown = {who: browse(who).get(f"/forpligtelser/{made.id}").get_data(as_text=True) for who in (owner, stranger, steward)}
    assert "Meld fremdrift" in shown[owner] and "Træk tilbage" in shown[owner] and "Genåbn" not in shown[owner]
    assert "Meld fremdrift" not in shown[stranger] and "Det kan du gøre" not in shown[stranger]
    assert "Genåbn" in shown[steward] and "Træk tilbage" not in shown[steward]


def test_a_stale_act_is_told_and_does_nothing(app, browse):
    """Nobody signs terms that changed since the page was opened; the page says what changed and repeats what was typed."""
    owner, signer = make_manager(), make_manager("union")
    made = make_commitment(status="draft", by=owner, cosigners=[signer])
    made = service.propose(owner, made.id, made.version)
    seen = made.version
    terms = service.agreement.terms_of(fresh(made))
    service.edit(owner, made.id, seen, type(terms)(**{**terms.__dict__, "quantity": 99}))
    answer = browse(signer).post(
        f"/forpligtelser/{made.id}/svar", {"version": seen, "accepts": "0", "reason": "Vi kan ikke i år."}, status=409
    )
    page = answer.get_data(as_text=True)
    assert "er ændret i mellemtiden" in page and "99" in page and "Vi kan ikke i år." in page
    assert fresh(made).cosigners[0].answer == "invited"


def test_two_editors_lose_nothing(app, browse):
    """The slower of two gets both texts side by side and may put the own one on top."""
    owner = make_manager()
    made = make_commitment(status="draft", by=owner)
    browser, url = browse(owner), f"/forpligtelser/{made.id}/ret"
    form = {
        "guidepost_id": made.guidepost_id,
        "kind": made.kind.value,
        "quantity": "10",
        "due_on": made.due_on.isoformat(),
        "visibility": "partnership",
    }
    first = form | {"version": 1, "title": "Den hurtiges titel", "act": "save"}
    slow = form | {"version": 1, "title": "Den langsommes titel", "act": "save"}
    browser.post(url, first)
    page = browser.post(url, slow, status=409).get_data(as_text=True)
    assert "Den hurtiges titel" in page and "Den langsommes titel" in page
    assert fresh(made).title == "Den hurtiges titel"
    browser.post(url, slow | {"version": fresh(made).version})
    assert fresh(made).title == "Den langsommes titel"


@pytest.mark.parametrize(
    ("verb", "fields", "sentence"),
    [
        ("fremdrift", {"amount": "ca. 3", "on": "2026-01-01"}, "er ikke et helt tal"),
        ("fremdrift", {"amount": "-1", "on": "2026-01-01"}, "mellem 0 og 100.000"),
        ("fremdrift", {"amount": "1", "on": "2099-01-01"}, "ligger i fremtiden"),
        ("fremdrift", {"amount": "1", "on": "2026-01-01", "note": f"om {CPR}"}, "ligner et CPR-nummer"),
        ("kommentar", {"text": ""}, "Skriv noget først"),
        ("kommentar", {"text": f"se {CPR}"}, "ligner et CPR-nummer"),
        ("traek-tilbage", {"version": "1", "reason": ""}, "Skriv en begrundelse"),
        ("afslut", {"version": "1"}, "Vælg, hvordan det gik"),
    ],
)
def test_refused_acts_keep_what_was_typed(app, browse, verb, fields, sentence):
    """A crooked act shows the page again with the form open, the sentence at its field and the typed text in it."""
    owner = make_manager()
    made = make_commitment(status="active", by=owner)
    page = browse(owner).post(f"/forpligtelser/{made.id}/{verb}", fields, status=422).get_data(as_text=True)
    assert sentence in page
    assert fresh(made).reported == 0 and fresh(made).status == "agreed"


def test_what_the_municipality_wrote_waits_for_the_manager(app, browse):
    """Only the partner's manager accepts, not a member and not the steward."""
    owner = make_manager()
    made = on_behalf(owner)
    url = f"/forpligtelser/{made.id}/tiltraed"
    browse(colleague(owner)).post(url, {"version": made.version}, status=403)
    browse(make_manager()).post(url, {"version": made.version}, status=403)
    browse(owner).post(url, {"version": made.version})
    assert fresh(made).status == "agreed"


def test_a_foreign_draft_is_no_commitment(app, browse):
    """Another partner's draft answers 404 for its page, its edit form and every act, as a number that does not exist."""
    made = make_commitment(status="draft", by=make_manager())
    stranger = browse(make_manager())
    for path in ("", "/ret"):
        stranger.get(f"/forpligtelser/{made.id}{path}", status=404)
        stranger.get(f"/forpligtelser/{made.id + 1000}{path}", status=404)
    for verb in ("foreslaa", "kommentar", "slet", "fremdrift"):
        stranger.post(f"/forpligtelser/{made.id}/{verb}", {"version": 1, "text": "hej"}, status=404)


def test_others_people_are_functions_never_names(app, browse):
    """A union member's name is nobody's business: others see function and partner, the own people and the steward the name."""
    owner, signer = make_manager(), make_manager("union")
    signer.name, signer.function = "Hemmelige Hansen", "tillidsrepræsentant"
    db.session.commit()
    made = make_commitment(status="active", by=owner, cosigners=[signer])
    voices.comment(signer, made.id, "Godt gået.")
    page = browse(owner).get(f"/forpligtelser/{made.id}").get_data(as_text=True)
    assert "tillidsrepræsentant" in page and "Hemmelige Hansen" not in page
    assert "Hemmelige Hansen" in browse(signer).get(f"/forpligtelser/{made.id}").get_data(as_text=True)


def test_visitors_see_the_public_fields_alone(app, browse):
    """A public, agreed commitment shows its promise and sums; text, comments, people and history stay inside; others are not there."""
    owner = make_manager()
    public = make_commitment(status="active", by=owner, visibility="public", what="Kun for partnere: spor 7")
    private = make_commitment(status="active", by=owner)
    voices.comment(owner, public.id, "Hemmelig kommentar")
    page = browse().get(f"/forpligtelser/{public.id}").get_data(as_text=True)
    assert public.title in page and public.reference in page
    for hidden in ("spor 7", "Hemmelig kommentar", owner.name, owner.email, "historik"):
        assert hidden not in page
    browse().get(f"/forpligtelser/{private.id}", status=404)
    proposed = make_commitment(status="proposed", by=owner, visibility="public")
    browse().get(f"/forpligtelser/{proposed.id}", status=404)


def test_the_page_asks_a_constant_number_of_queries(app, browse):
    """More entries, signers and comments cost no more questions to the database."""
    owner, signer = make_manager(), make_manager("union")
    small = make_commitment(status="active", by=owner)
    large = make_commitment(status="active", by=owner, cosigners=[signer, make_user(make_manager("school").partner)])
    for number in range(6):
        make_entry(large, owner, amount=1 + number)
        voices.comment(signer, large.id, f"Kommentar {number}")
    browser = browse(owner)
    browser.get(f"/forpligtelser/{small.id}")
    with count_queries(app) as few:
        browser.get(f"/forpligtelser/{small.id}")
    with count_queries(app) as many:
        browser.get(f"/forpligtelser/{large.id}")
    assert len(many) <= len(few) + 4 and len(many) < 25


def test_the_history_can_be_read_in_parts(app, browse):
    """Comments, progress and changes can be shown apart, and old ones are paged."""
    owner = make_manager()
    made = make_commitment(status="active", by=owner)
    for number in range(30):
        voices.comment(owner, made.id, f"Kommentar nummer {number}.")
    browser, url = browse(owner), f"/forpligtelser/{made.id}"
    page = browser.get(f"{url}?vis=kommentarer").get_data(as_text=True)
    assert "nummer 29." in page and "nummer 0." not in page and "skrev en kladde" not in page
    assert "skrev en kladde" in browser.get(f"{url}?vis=aendringer").get_data(as_text=True)
    oldest = db.session.scalar(select(Commitment.id))
    assert oldest is not None and "foer=" in page
