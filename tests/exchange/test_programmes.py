"""Programmes: one row for each start, never overbooked, copied a term on, public ones shown to everyone."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_manager
from counting import count_queries
from exchange_makers import OPERATOR, WELDER, make_programme, programme_terms
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from partnerhub.clock import today
from partnerhub.commitments.kinds import Visibility
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.exchange import programme_copying, programme_queries, programme_service
from partnerhub.exchange.kinds import ProgrammeForm, ProgrammeKind
from partnerhub.exchange.programme_copying import Again
from partnerhub.exchange.programme_queries import ProgrammeFilter
from partnerhub.exchange.training_models import Programme

SOON = today() + timedelta(days=60)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"seats": 0}, "seats"),
        ({"seats": 10_000}, "seats"),
        ({"taken_elsewhere": 13}, "taken_elsewhere"),
        ({"waiting": -1}, "waiting"),
        ({"minimum": 13}, "minimum"),
        ({"minimum": 0}, "minimum"),
        ({"title": " "}, "title"),
        ({"title": "For 010190-1234"}, "title"),
        ({"place": "Hos 010190-1234"}, "place"),
        ({"ends_on": SOON - timedelta(days=1)}, "ends_on"),
        ({"price": "1.240 kr."}, "price_year"),
        ({"price": "1.240 kr.", "price_year": 26}, "price_year"),
        ({"sign_up_url": "http://skolen.dk"}, "sign_up_url"),
        ({"sign_up_url": "javascript:alert(1)"}, "sign_up_url"),
        ({"sign_up_url": "https://bruger:kode@skolen.dk"}, "sign_up_url"),
        ({"sign_up_url": "https://skolen.dk/a b"}, "sign_up_url"),
        ({"sign_up_url": "https://[::1"}, "sign_up_url"),
        ({"occupations": ("trylleri",)}, "occupations"),
        ({"workplace_id": 999_999}, "workplace_id"),
    ],
)
def test_a_crooked_programme_is_refused_at_its_field(app, changed, field):
    """What cannot be is refused with the field named, and nothing is stored."""
    with pytest.raises(RuleBroken) as refused:
        make_programme(**changed)
    assert refused.value.field == field and refused.value.text
    assert db.session.scalar(select(func.count()).select_from(Programme)) == 0


def test_each_start_is_a_programme_of_its_own(each_database):
    """A course with three starts is three rows, each as long and as large as the first, and nobody on the later ones."""
    terms = programme_terms(ends_on=SOON + timedelta(days=5), taken_elsewhere=4, waiting=2)
    later = [SOON + timedelta(days=70), SOON + timedelta(days=140), SOON]
    made = programme_service.log_programmes(make_manager("school"), terms, later)
    assert [(p.starts_on - SOON).days for p in made] == [0, 70, 140]
    assert {(p.ends_on - p.starts_on).days for p in made} == {5}
    assert [(p.free, p.waiting) for p in made] == [(8, 2), (12, 0), (12, 0)]


def test_the_table_itself_refuses_overbooking(each_database):
    """Even a change beside the service cannot give away more seats than there are."""
    made = make_programme(seats=2)
    with pytest.raises(IntegrityError), writing():
        db.session.get_one(Programme, made.id).accepted = 3


def test_fewer_seats_than_were_given_away_are_refused(app):
    """What was accepted by enquiries stands: seats cannot be cut below it, and the sentence tells the numbers."""
    school = make_manager("school")
    made = make_programme(school, seats=6)
    with writing():
        db.session.get_one(Programme, made.id).accepted = 4
    with pytest.raises(RuleBroken) as refused:
        programme_service.edit_programme(school, made.id, made.version, programme_terms(seats=3))
    assert refused.value.field == "seats" and "4" in refused.value.text and "3" in refused.value.text


def test_an_edit_keeps_and_changes_occupations(each_database):
    """Occupations that stay keep their row, others go and come; the same again leaves no trace."""
    school = make_manager("school")
    made = make_programme(school, occupations=(WELDER,))
    programme_service.edit_programme(school, made.id, made.version, programme_terms(occupations=(OPERATOR, WELDER)))
    db.session.expire_all()
    assert sorted(one.occupation_id for one in made.occupations) == sorted((OPERATOR, WELDER))
    version = made.version
    programme_service.edit_programme(school, made.id, version, programme_terms(occupations=(WELDER, OPERATOR)))
    db.session.expire_all()
    assert made.version == version
    programme_service.edit_programme(school, made.id, version, programme_terms(occupations=()))
    db.session.expire_all()
    assert made.occupations == []


def test_an_edit_from_an_older_version_is_told(app):
    """Two people edit: the second is told, and the first's words stand."""
    school = make_manager("school")
    made = make_programme(school)
    seen = made.version
    programme_service.edit_programme(colleague(school), made.id, seen, programme_terms(seats=15))
    with pytest.raises(StaleVersion):
        programme_service.edit_programme(school, made.id, seen, programme_terms(seats=9))


def test_the_list_narrows_by_everything_offered(app):
    """Each filter leaves what it says, and begun and closed programmes stand by themselves."""
    school, other = make_manager("school"), make_manager("school")
    near = make_programme(school)
    far = make_programme(other, title="Proces", occupations=(OPERATOR,), starts_on=SOON + timedelta(days=300), kind=ProgrammeKind.HIGHER)
    full = make_programme(other, title="Fuldt", taken_elsewhere=12, form=ProgrammeForm.ONLINE, visibility=Visibility.PARTNERSHIP)
    whenever = make_programme(school, title="Efter aftale", starts_on=None)
    closed = make_programme(school, title="Aflyst")
    programme_service.close_programme(school, closed.id, closed.version, "For få tilmeldte")

    def ids(only_public=False, **chosen):
        return [row.id for row in programme_queries.programmes(ProgrammeFilter(**chosen), only_public=only_public).rows]

    assert ids() == [near.id, full.id, far.id, whenever.id]
    assert ids(partner_id=other.partner_id) == [full.id, far.id]
    assert ids(kind=ProgrammeKind.HIGHER) == [far.id] == ids(occupation_id=OPERATOR)
    assert ids(form=ProgrammeForm.ONLINE) == [full.id]
    assert ids(free=True) == [near.id, far.id, whenever.id] == ids(only_public=True)
    assert ids(from_on=SOON + timedelta(days=1)) == [far.id]
    assert ids(closed=True) == [closed.id]


@pytest.mark.parametrize(("dated", "undated"), [(24, 3), (25, 3), (26, 30), (0, 26), (25, 0), (50, 1)])
def test_pages_leave_nothing_out_and_nothing_twice(app, dated, undated):
    """Turning the pages shows each programme once, the soonest first, those without a start at the end."""
    school = make_manager("school")
    wanted = [make_programme(school, title=f"Hold {n}", starts_on=SOON + timedelta(days=n // 3)).id for n in range(dated)]
    wanted += [make_programme(school, title=f"Uden {n}", starts_on=None).id for n in range(undated)]
    seen, after = [], ""
    while True:
        page = programme_queries.programmes(ProgrammeFilter(), after)
        seen += [row.id for row in page.rows]
        after = page.after
        if not after:
            break
        assert page.rows
    assert seen == wanted


def test_last_term_is_copied_half_a_year_on(each_database):
    """A copy has the same terms on a day of the same name, its own seats, and nobody on it yet."""
    school = make_manager("school")
    made = make_programme(school, starts_on=today() - timedelta(days=30), ends_on=today() + timedelta(days=5), taken_elsewhere=7, waiting=3)
    make_programme(school, title="Begynder først")
    assert [row.id for row in programme_copying.chosen(school, [])] == [made.id]
    again = programme_copying.proposed(made)
    assert (again.starts_on - made.starts_on).days == 182 == (again.ends_on - made.ends_on).days
    copied = programme_copying.copy(school, {made.id: again})[0]
    assert (copied.title, copied.free, copied.waiting, copied.starts_on) == (made.title, 12, 0, again.starts_on)
    assert [one.occupation_id for one in copied.occupations] == [WELDER]
    with pytest.raises(RuleBroken) as refused:
        programme_copying.copy(school, {made.id: again})
    assert refused.value.field == f"{made.id}.starts_on"


def test_nobody_copies_another_schools_programmes(app):
    """Foreign ids in a copy are as none chosen."""
    made = make_programme()
    with pytest.raises(RuleBroken):
        programme_copying.copy(make_manager("school"), {made.id: Again(SOON + timedelta(days=9), None, 5)})


def typed(**changed):
    """Return what a person types for a sound programme; `changed` fields go over it."""
    fields = {"title": "Svejsning", "kind": "amu", "occupations": "Svejser", "seats": "12", "starts_on": SOON.isoformat(), "form": "day"}
    return fields | {"visibility": "public", "price": "Gratis", "price_year": "2027", "sign_up_url": "https://www.skolen.dk/x"} | changed


def test_a_programme_is_logged_and_read_by_a_visitor(app, browse):
    """The school types it once; anyone reads it with scheme, free seats and an external sign-up link."""
    page = browse(make_manager("school")).post("/forloeb/nyt", typed()).get_data(as_text=True)
    assert "Forløbet er gemt." in page and "12 af 12 ledige" in page
    made = db.session.scalars(select(Programme)).one()
    assert [one.occupation_id for one in made.occupations] == [WELDER]
    visitor = browse()
    assert "Svejsning" in visitor.get("/forloeb").get_data(as_text=True)
    page = visitor.get(f"/forloeb/{made.id}").get_data(as_text=True)
    assert 'href="https://www.skolen.dk/x" rel="noopener noreferrer external"' in page and "/assistent/ordninger/amu" in page
    assert f"/forloeb/{made.id}/ret" not in page


def test_several_starts_are_typed_at_once(app, browse):
    """A line each, in the Danish way; a line that is no day is told and kept."""
    browser = browse(make_manager("school"))
    page = browser.post("/forloeb/nyt", typed(more_starts="12.04.2030\nengang"), status=422).get_data(as_text=True)
    assert "“engang” er ikke en dato" in page and "12.04.2030" in page
    page = browser.post("/forloeb/nyt", typed(more_starts="12.04.2030\n13-8-2030")).get_data(as_text=True)
    assert "3 forløb er gemt" in page


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("seats", "0", "mellem 1 og 1.000"),
        ("seats", "mange", "er ikke et helt tal"),
        ("starts_on", "uge 12", "er ikke en dato"),
        ("occupations", "Svejser\nsvejserinde i rummet qqq", "Vi er ikke sikre på"),
        ("sign_up_url", "www.skolen.dk", "https://"),
        ("title", "", "Skriv en kort titel"),
        ("about", "Ring 010190-1234", "ligner et CPR-nummer"),
    ],
)
def test_bad_input_is_told_and_kept(app, browse, field, text, sentence):
    """A crooked field gets a sentence, the others stay as typed, and nothing is stored."""
    page = browse(make_manager("school")).post("/forloeb/nyt", typed(**{field: text}), status=422).get_data(as_text=True)
    assert sentence in page and 'value="Gratis"' in page
    assert db.session.scalars(select(Programme)).all() == []


def test_a_stale_edit_shows_both_texts(app, browse):
    """Whoever saves second sees both numbers, occupations by name, and can still save."""
    school = make_manager("school")
    made = make_programme(school)
    browser = browse(school)
    browser.post(f"/forloeb/{made.id}/ret", typed(version="1", seats="14"))
    page = browser.post(f"/forloeb/{made.id}/ret", typed(version="1", seats="19"), status=409).get_data(as_text=True)
    assert ">19<" in page and ">14<" in page and "Chosen(" not in page
    browser.post(f"/forloeb/{made.id}/ret", typed(version="2", seats="19"))
    db.session.expire_all()
    assert db.session.get_one(Programme, made.id).seats == 19


def test_cancelled_and_opened_again_from_the_page(app, browse):
    """The reason stands on the page; the way back is one button."""
    school = make_manager("school")
    made = make_programme(school)
    browser = browse(school)
    page = browser.post(f"/forloeb/{made.id}/luk", {"version": "1", "reason": "For få tilmeldte"}).get_data(as_text=True)
    assert "For få tilmeldte" in page and "Lukket" in page
    assert "åbnet igen" in browser.post(f"/forloeb/{made.id}/aabn", {"version": "2"}).get_data(as_text=True)


def test_a_visitor_does_not_see_what_stays_in_the_partnership(app, browse):
    """A programme for the partnership alone is not there for a visitor; another partner reads it and cannot edit it."""
    made = make_programme(visibility=Visibility.PARTNERSHIP)
    browse().get(f"/forloeb/{made.id}", status=404)
    assert made.title not in browse().get("/forloeb?hvis=egne&lukket=1").get_data(as_text=True)
    rival = browse(make_manager())
    rival.get(f"/forloeb/{made.id}")
    rival.get(f"/forloeb/{made.id}/ret", status=403)
    rival.post(f"/forloeb/{made.id}/luk", {"version": "1"}, status=403)


@pytest.mark.parametrize("kind", ["company", "union", "municipality"])
def test_schools_alone_write_programmes(app, browse, kind):
    """No other side logs, imports or copies one, not even the municipality on behalf; its list does not offer it."""
    other = make_manager(kind)
    with pytest.raises(RuleBroken):
        make_programme(other)
    for path in ("nyt", "indlaes", "kopier", "indlaes/skabelon.xlsx"):
        browse(other).get(f"/forloeb/{path}", status=403)
    assert (
        "/forloeb/nyt" not in browse(other).get("/forloeb").text and "/forloeb/nyt" in browse(make_manager("school")).get("/forloeb").text
    )


def test_copies_are_made_on_one_page(app, browse):
    """The days are proposed, can be mended, and every fault is told beside its field."""
    school = make_manager("school")
    made = make_programme(school)
    browser = browse(school)
    assert made.title in browser.get(f"/forloeb/kopier?programme={made.id}").get_data(as_text=True)
    fields = {"programme": made.id, "pick": made.id, f"p{made.id}-starts_on": "i morgen", f"p{made.id}-seats": "8"}
    assert "er ikke en dato" in browser.post("/forloeb/kopier", fields, status=422).get_data(as_text=True)
    fields |= {f"p{made.id}-starts_on": SOON.isoformat()}
    assert "står allerede med den start" in browser.post("/forloeb/kopier", fields, status=422).get_data(as_text=True)
    fields |= {f"p{made.id}-starts_on": (SOON + timedelta(days=182)).isoformat()}
    assert "Sæt hak" in browser.post("/forloeb/kopier", fields | {"pick": ""}, status=422).get_data(as_text=True)
    assert "1 forløb er kopieret" in browser.post("/forloeb/kopier", fields).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/forloeb?hvis=egne", "/forloeb?hvis=alle&ledige=1"])
def test_the_list_costs_the_same_however_long(app, browse, path):
    """The number of statements does not grow with the rows."""
    school = make_manager("school")
    browser = browse(school)
    costs = []
    for number in range(2):
        for step in range(1 + number * 10):
            make_programme(school, title=f"Hold {number} {step}", occupations=(WELDER, OPERATOR))
        browser.get(path)
        with count_queries(app) as sent:
            browser.get(path)
        costs.append(len(sent))
    assert costs[0] == costs[1]
