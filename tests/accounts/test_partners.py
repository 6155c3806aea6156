"""Partners: their facts and their life, and who sees what of their people."""

import pytest
from commitment_makers import make_commitment
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub.accounts import partners
from partnerhub.accounts.models import Partner
from partnerhub.accounts.partners import Facts, is_cvr
from partnerhub.commitments.selection import Selection
from partnerhub.database import db
from partnerhub.errors import RuleBroken
from partnerhub.events import Event


def fresh(partner):
    """Return the partner as it stands in the table."""
    return db.session.get(Partner, partner.id, populate_existing=True)


def events_of(partner):
    """Return names and payloads of the partner's events, oldest first."""
    asked = select(Event).where(Event.subject_type == "partner", Event.subject_id == partner.id).order_by(Event.seq)
    return [(event.name, event.payload) for event in db.session.scalars(asked)]


@pytest.mark.parametrize("number", ["10150817", "24256790", "61126228", "22756214"])
def test_real_cvr_numbers_pass(number):
    """Numbers of well-known companies and authorities pass the check."""
    assert is_cvr(number)


@pytest.mark.parametrize("number", ["10150818", "24256709", "12345678", "00000000", "1015081", "101508170", "1015081a", "١٠١٥٠٨١٧", ""])
def test_what_is_no_cvr_number_fails(number):
    """One digit wrong, two changed about, a wrong length, or other digits than ours."""
    assert not is_cvr(number)


@pytest.mark.parametrize("typed", ["10150817", " 10 15 08 17 ", "DK10150817", "dk-10.15.08.17"])
def test_a_cvr_number_is_read_from_a_letterhead(browse, typed):
    """Blanks, points and DK do not matter; a CVR number that looks like a CPR number is none."""
    manager = make_user(is_manager=True)
    browse(manager).post(f"/partnere/{manager.partner_id}/ret", {"name": "Demo Et", "version": "1", "cvr": typed})
    assert fresh(manager.partner).cvr == "10150817"


def test_a_manager_edits_the_own_facts(browse):
    """What the manager types stands on the page, with one event that tells before and after."""
    manager = make_user(make_partner("company", "Demo Gammel"), is_manager=True)
    browser = browse(manager)
    browser.get(f"/partnere/{manager.partner_id}/ret")
    typed = {
        "name": "Demo Ny",
        "short_name": "DN",
        "is_social_enterprise": "y",
        "contact_function": "HR",
        "contact_mail": "hr@demo.example",
    }
    text = browser.post(f"/partnere/{manager.partner_id}/ret", typed | {"version": "1"}).get_data(as_text=True)
    for fact in ("Demo Ny", "Socialøkonomisk virksomhed", "HR", "hr@demo.example"):
        assert fact in text
    [(name, payload)] = events_of(manager.partner)
    assert name == "partner.edited"
    assert payload["changes"]["name"] == ["Demo Gammel", "Demo Ny"]
    assert "about" not in payload["changes"]


def test_two_editors_at_once_lose_nothing(browse):
    """The later one sees what is stored beside what was typed, and can put it on top."""
    manager = make_user(make_partner("company", "Demo Gammel"), is_manager=True)
    mine, theirs, url = browse(manager), browse(make_steward()), f"/partnere/{manager.partner_id}/ret"
    theirs.post(url, {"name": "Demo Deres", "about": "Deres tekst", "version": "1"})
    text = mine.post(url, {"name": "Demo Min", "about": "Min tekst", "version": "1"}, status=409).get_data(as_text=True)
    assert "Deres tekst" in text
    assert "Min tekst" in text
    assert fresh(manager.partner).name == "Demo Deres"
    again = mine.page.forms[-1]["fields"]
    mine.post(url, again | {"about": "Min tekst"})
    assert (fresh(manager.partner).name, fresh(manager.partner).about) == ("Demo Min", "Min tekst")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Skriv partnerens navn."),
        ({"name": "Demo Optaget"}, "allerede en partner med det navn"),
        ({"cvr": "61126228"}, "allerede en partner med det CVR-nummer"),
        ({"cvr": "61126229"}, "ikke et rigtigt CVR-nummer"),
        ({"about": "Vi ansatte 010190-1234."}, "ligner et CPR-nummer"),
        ({"contact_phone": "0101901234"}, "ligner et CPR-nummer"),
        ({"contact_mail": "hr hos demo"}, "Mailadressen ser ikke rigtig ud."),
        ({"short_name": "x" * 41}, "Der er plads til 40."),
    ],
)
def test_crooked_facts_are_refused_and_stay(browse, typed, sentence):
    """Each fault has its sentence, what was typed stays, nothing is changed."""
    make_partner("company", "Demo Optaget", cvr="61126228")
    manager = make_user(make_partner("company", "Demo Gammel"), is_manager=True)
    browser = browse(manager)
    data = {"name": "Demo Ny", "version": "1", "contact_function": "HR-afdelingen"} | typed
    assert sentence in browser.post(f"/partnere/{manager.partner_id}/ret", data, status=422).get_data(as_text=True)
    shown = {field["name"]: field.get("value") for field in browser.page.fields if field.get("name") in ("name", "contact_function")}
    assert shown == {name: data[name] for name in shown}
    assert fresh(manager.partner).name == "Demo Gammel"


def test_a_renamed_partner_is_found_by_its_new_name(app):
    """Search on the board knows the new name at once, and the old no more."""
    steward, made = make_steward(), make_commitment(make_partner("company", "Gammelværket"))
    partners.edit_partner(steward, made.owner_id, 1, Facts(name="Nyværket"))

    def found(words):
        from partnerhub.commitments.models import Commitment

        clauses = Selection.from_args({"q": words}, steward).clauses()
        return list(db.session.scalars(select(Commitment.id).where(*clauses)))

    assert found("nyværket") == [made.id]
    assert found("gammelværket") == []


def test_a_partner_leaves_and_comes_back_with_its_history(browse):
    """Taken out with a reason it leaves the list and keeps commitments and page; taken in again it is as before."""
    steward, made = make_steward(), make_commitment(make_partner("company", "Demo Pause"))
    browser, page = browse(steward), f"/partnere/{made.owner_id}"
    browser.post(f"{page}/deaktiver", {"version": "1", "reason": "Flytter til Demoby."})
    assert "Flytter til Demoby." in browser.get(page).get_data(as_text=True)
    assert "Demo Pause" not in browser.get("/partnere").get_data(as_text=True)
    assert "Demo Pause" in browser.get("/partnere?vis=inaktive").get_data(as_text=True)
    browser.get(f"/forpligtelser/{made.id}")
    browser.post(f"{page}/aktiver", {"version": "2"})
    assert "Demo Pause" in browser.get("/partnere").get_data(as_text=True)
    assert [name for name, _payload in events_of(made.owner)] == ["partner.deactivated", "partner.reactivated"]


def test_leaving_needs_a_reason(browse):
    """Without a reason nothing happens, and the sentence stands at the field."""
    partner = make_partner()
    text = (
        browse(make_steward()).post(f"/partnere/{partner.id}/deaktiver", {"version": "1", "reason": " "}, status=422).get_data(as_text=True)
    )
    assert "Skriv en begrundelse" in text
    assert fresh(partner).is_active


def test_a_stale_button_says_so_and_works_the_second_time(browse):
    """A button pressed on an old page is answered with 409 and what stands now; pressed again it acts."""
    steward, partner = make_steward(), make_partner()
    partners.edit_partner(steward, partner.id, 1, Facts(name="Demo Ændret"))
    browser = browse(steward)
    text = browser.post(f"/partnere/{partner.id}/deaktiver", {"version": "1", "reason": "Lukket."}, status=409).get_data(as_text=True)
    assert "Nogen har ændret det" in text
    assert "Lukket." in text
    again = next(form for form in browser.page.forms if (form["action"] or "").endswith("/deaktiver"))["fields"]
    browser.post(f"/partnere/{partner.id}/deaktiver", again | {"reason": "Lukket."})
    assert not fresh(partner).is_active


def test_the_operating_municipality_stays(app):
    """The municipality that runs the house cannot take itself out."""
    steward = make_steward()
    with pytest.raises(RuleBroken, match="kan ikke tages ud"):
        partners.deactivate(steward, steward.partner_id, 1, "Farvel")


def test_the_contact_person_is_the_municipalitys(browse):
    """The steward chooses among the municipality's active people; anyone else is refused; the own partner reads the name."""
    steward, manager = make_steward(), make_user(is_manager=True)
    consultant = make_user(steward.partner, name="Kim Konsulent", function="virksomhedskonsulent")
    browser, url = browse(steward), f"/partnere/{manager.partner_id}/kontaktperson"
    browser.post(url, {"version": "1", "consultant_id": str(consultant.id)})
    assert fresh(manager.partner).consultant_id == consultant.id
    assert "Kim Konsulent" in browse(manager).get(f"/partnere/{manager.partner_id}").get_data(as_text=True)
    other = browse(make_user()).get(f"/partnere/{manager.partner_id}").get_data(as_text=True)
    assert "virksomhedskonsulent" in other
    assert "Kim Konsulent" not in other
    text = browser.post(url, {"version": "2", "consultant_id": str(manager.id)}, status=422).get_data(as_text=True)
    assert "Vælg en aktiv bruger i kommunen." in text
    browser.post(url, {"version": "2", "consultant_id": ""})
    assert fresh(manager.partner).consultant_id is None


@pytest.mark.parametrize("act", ["ret", "arbejdssteder", "inviter", "deaktiver", "aktiver", "kontaktperson"])
def test_a_foreign_partner_is_left_alone(browse, act):
    """Another partner's manager changes nothing: the role is refused, and nothing is half done."""
    partner = make_partner("company", "Demo Fremmed")
    browse(make_user(is_manager=True)).post(
        f"/partnere/{partner.id}/{act}", {"name": "Ny", "version": "1", "email": "x@demo.example"}, status=403
    )
    assert fresh(partner).version == 1
    assert events_of(partner) == []


def test_others_see_functions_not_names(browse):
    """The own partner and the steward read names; others functions alone, and never a mail address."""
    user = make_user(make_partner("union"), name="Tove Tillid", function="tillidsrepræsentant", email="tove@demo.example")
    page = f"/partnere/{user.partner_id}"
    for person, sees in (
        (make_user(user.partner), True),
        (make_steward(), True),
        (make_user(), False),
        (make_user(is_manager=True), False),
    ):
        text = browse(person).get(page).get_data(as_text=True)
        assert ("Tove Tillid" in text) is sees
        assert ("tove@demo.example" in text) is sees
        assert "tillidsrepræsentant" in text


@pytest.mark.parametrize("number", ["0", "99999999", "99999999999999999999"])
def test_a_number_of_no_partner_is_not_found(browse, number):
    """Also one that no database could hold."""
    browse(make_user()).get(f"/partnere/{number}", status=404)


@pytest.mark.parametrize("version", ["", "x", "²", "-1", "9" * 30])
def test_a_crooked_version_is_a_stale_one(browse, version):
    """Whatever is sent as the version seen, the answer is a page with what stands now."""
    manager = make_user(is_manager=True)
    browse(manager).post(f"/partnere/{manager.partner_id}/ret", {"name": "Demo Ny", "version": version}, status=409)
    browse(make_steward()).post(f"/partnere/{manager.partner_id}/kontaktperson", {"version": "1", "consultant_id": version or "x"})
    assert fresh(manager.partner).name != "Demo Ny"
