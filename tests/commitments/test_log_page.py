"""The page on which a commitment is logged: whatever is typed, it is kept, judged in clear Danish, and stored whole or not at all."""

import pytest
from commitment_makers import make_manager
from makers import make_partner, make_steward
from promises import guidepost
from sqlalchemy import func, select

from partnerhub.commitments.models import Commitment, FormDraft
from partnerhub.database import db

CPR = "010190-1234"
RTL = "שלום 🙂 løfte"


def typed(**changed):
    """Return what a person types for a sound commitment; `changed` fields go over it."""
    fields = {"guidepost_id": guidepost("1.4").id, "kind": "apprenticeship", "quantity": "10", "due_on": "30.06.2030"}
    return fields | {"title": "Ti lærepladser", "what": "", "visibility": "partnership", "act": "propose"} | changed


def stored():
    """Return how many commitments there are."""
    return db.session.scalar(select(func.count()).select_from(Commitment))


def test_a_managers_promise_is_agreed_at_once(app, browse):
    """Logged by a manager without co-signers it is agreed, and the page says so."""
    owner = make_manager()
    page = browse(owner).post("/forpligtelser/ny", typed(quantity="1.000")).get_data(as_text=True)
    assert "Forpligtelsen er aftalt" in page and "1.000 lærepladser" in page
    assert db.session.scalars(select(Commitment)).one().quantity == 1000


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("quantity", "0", "mellem 1 og 100.000"),
        ("quantity", "−3", "er ikke et helt tal"),
        ("quantity", "-3", "mellem 1 og 100.000"),
        ("quantity", "1e9", "er ikke et helt tal"),
        ("quantity", "1000000000", "mellem 1 og 100.000"),
        ("quantity", "ca. 10", "er ikke et helt tal"),
        ("due_on", "01.01.2020", "Fristen er passeret"),
        ("due_on", "31.02.2030", "er ikke en dato"),
        ("due_on", "snart", "er ikke en dato"),
        ("title", "", "Skriv en kort titel"),
        ("title", f"For {CPR}", "ligner et CPR-nummer"),
        ("what", f"Ring til {CPR}", "ligner et CPR-nummer"),
        ("what", "x" * 5000, "Der er plads til 4000"),
        ("title", "Løfte\x00", "tegn, der ikke kan vises"),
        ("guidepost_id", "999999", "Vælg en af mulighederne"),
        ("kind", "bestikkelse", "Vælg en af mulighederne"),
        ("kind", "", "Vælg, hvad I lover."),
        ("visibility", "alle", "Vælg en af mulighederne"),
    ],
)
def test_bad_input_is_told_and_kept(app, browse, field, text, sentence):
    """A crooked field gets a sentence that says what to do, the other fields stay as typed, and nothing is stored."""
    owner = make_manager()
    page = browse(owner).post("/forpligtelser/ny", typed(**{field: text}), status=422).get_data(as_text=True)
    assert sentence in page
    assert stored() == 0
    if field not in ("title", "guidepost_id", "kind", "visibility"):
        assert "Ti lærepladser" in page
    if field == "quantity":
        assert f'value="{text}"' in page


def test_a_text_beyond_all_measure_is_refused_before_it_is_read(app, browse):
    """Three hundred thousand characters end in a clear page, not in a stored row."""
    answer = browse(make_manager()).client.post("/forpligtelser/ny", data=typed(what="x" * 300_000))
    assert answer.status_code in (400, 413, 422)
    assert stored() == 0


def test_emoji_and_right_to_left_text_are_text(app, browse):
    """People write as they write; it is stored and shown as it was."""
    page = browse(make_manager()).post("/forpligtelser/ny", typed(title=RTL)).get_data(as_text=True)
    assert RTL in page
    assert db.session.scalars(select(Commitment.title)).one() == RTL


def test_a_script_in_a_text_is_shown_not_run(app, browse):
    """What people type is never markup."""
    page = browse(make_manager()).post("/forpligtelser/ny", typed(title="<script>alert(1)</script>")).get_data(as_text=True)
    assert "&lt;script&gt;alert(1)" in page


def test_co_signers_are_found_chosen_and_kept_without_scripts(app, browse):
    """Searching a partner by a crooked name stores nothing and loses nothing; adding and removing works by plain forms."""
    owner, union = make_manager(), make_partner("union", "Demo Metalforbund")
    browser = browse(owner)
    page = browser.post("/forpligtelser/ny", typed(act="find", find_partner="metalforbnd")).get_data(as_text=True)
    assert f'name="tilfoej" value="{union.id}"' in page and "Ti lærepladser" in page
    page = browser.post("/forpligtelser/ny", typed(act="", tilfoej=str(union.id))).get_data(as_text=True)
    assert f'name="medunderskriver" value="{union.id}"' in page
    chosen = {"medunderskriver": str(union.id), f"andel-{union.id}": "mange"}
    page = browser.post("/forpligtelser/ny", typed(**chosen), status=422).get_data(as_text=True)
    assert "“mange” er ikke et helt tal" in page
    page = browser.post("/forpligtelser/ny", typed(act="", fjern=str(union.id), **chosen)).get_data(as_text=True)
    assert 'name="medunderskriver"' not in page
    assert stored() == 0
    browser.post("/forpligtelser/ny", typed(**chosen | {f"andel-{union.id}": "4"}))
    assert [(c.partner_id, c.share) for c in db.session.scalars(select(Commitment)).one().cosigners] == [(union.id, 4)]


def test_the_half_filled_form_is_kept_and_comes_back(app, browse):
    """What stood in the form when the person left stands there next time; a CPR number is not kept; starting over forgets it."""
    browser = browse(make_manager())
    browser.client.post("/forpligtelser/ny/kladde", data=typed(title="På vej", what=f"om {CPR}", csrf_token=browser.token()))
    page = browser.get("/forpligtelser/ny").get_data(as_text=True)
    assert "Vi har gemt det, du skrev" in page and 'value="På vej"' in page and CPR not in page
    browser.get("/forpligtelser/ny?forfra=1")
    assert db.session.scalars(select(FormDraft)).all() == []


def test_the_steward_writes_on_a_partners_behalf(app, browse):
    """It stays proposed until the partner's manager accepts; a member of another partner cannot write for others."""
    owner, steward = make_manager(), make_steward()
    page = browse(steward).post("/forpligtelser/ny", typed(owner_id=owner.partner_id)).get_data(as_text=True)
    assert "Skrevet af kommunen" in page
    made = db.session.scalars(select(Commitment)).one()
    assert (made.owner_id, made.status.value) == (owner.partner_id, "proposed")
    stranger = make_manager()
    browse(stranger).post("/forpligtelser/ny", typed(owner_id=owner.partner_id))
    newest = db.session.scalars(select(Commitment).order_by(Commitment.id.desc())).first()
    assert newest.owner_id == stranger.partner_id
    assert "Tiltræd" in browse(owner).get(f"/forpligtelser/{made.id}").get_data(as_text=True)


def test_a_replayed_form_writes_a_second_draft_that_can_be_thrown_away(app, browse):
    """Sending the same form twice never breaks; both are there and a draft can be deleted."""
    browser = browse(make_manager())
    for _time in range(2):
        browser.post("/forpligtelser/ny", typed(act="draft"))
    first, second = db.session.scalars(select(Commitment).order_by(Commitment.id))
    assert first.reference != second.reference
    browser.post(f"/forpligtelser/{second.id}/slet", {"version": second.version})
    assert stored() == 1


def test_a_form_without_token_comes_back_filled(app, browse):
    """A failed token costs nothing that was typed: the page shows it and sends it again."""
    browser = browse(make_manager())
    page = browser.post("/forpligtelser/ny", typed(), status=400, token=False).get_data(as_text=True)
    assert "Ti lærepladser" in page and stored() == 0


def test_signed_out_meanwhile_the_typed_text_stays(app, browse):
    """A form sent after the session ended shows everything again and asks to sign in."""
    page = browse().post("/forpligtelser/ny", typed(), status=401).get_data(as_text=True)
    assert "Ti lærepladser" in page and "logget ud" in page


def test_a_unions_form_has_five_fields(app, browse):
    """Between two meetings, with a thumb."""
    browser = browse(make_manager("union"))
    browser.get("/forpligtelser/ny")
    visible = [f for f in browser.page.fields if f.get("type") != "hidden"]
    assert len(visible) == 5
