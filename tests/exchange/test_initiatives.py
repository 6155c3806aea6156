"""Initiatives: any partner's, with numbers of people and never names; edited, counted, closed and opened again."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_manager
from counting import count_queries
from enquiry_makers import initiative_terms, make_initiative
from exchange_makers import OPERATOR, WELDER
from makers import make_partner, make_user
from sqlalchemy import func, select

from partnerhub.clock import today
from partnerhub.commitments.kinds import Visibility
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.exchange import initiative_queries, initiative_service
from partnerhub.exchange.initiative_terms import USUAL
from partnerhub.exchange.kinds import InitiativeKind
from partnerhub.exchange.training_models import Initiative


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "For 010190-1234"}, "title"),
        ({"target_group": "010190-1234"}, "target_group"),
        ({"reached": 3, "went_on": 4}, "went_on"),
        ({"reached": -1, "went_on": 0}, "reached"),
        ({"reached": 100_001}, "reached"),
        ({"ends_on": today() - timedelta(days=1)}, "ends_on"),
        ({"commitment_id": 999_999}, "commitment_id"),
        ({"occupations": ("findes-ikke",)}, "occupations"),
    ],
)
def test_a_crooked_initiative_is_refused_at_its_field(app, changed, field):
    """What cannot be is refused with the field named, and nothing is stored."""
    with pytest.raises(RuleBroken) as refused:
        make_initiative(**changed)
    assert refused.value.field == field and refused.value.text
    assert db.session.scalar(select(func.count()).select_from(Initiative)) == 0


def test_any_kind_is_open_to_any_partner(each_database):
    """A side's usual kinds stand first, and none is forbidden to others."""
    for partner_kind in ("company", "union", "school", "municipality"):
        owner = make_user(make_partner(partner_kind))
        for kind in InitiativeKind:
            assert make_initiative(owner, kind=kind, title=f"Indsats {kind}").kind == kind
    assert all(USUAL.values())


def test_it_hangs_on_an_own_or_signed_commitment(app):
    """A commitment that the partner owns or has signed can be linked; a foreign one cannot."""
    union, owner = make_manager("union"), make_manager()
    own, signed = make_commitment(by=union), make_commitment(by=owner, cosigners=[union])
    for made in (own, signed):
        assert make_initiative(union, title=f"Til {made.reference}", commitment_id=made.id).commitment_id == made.id
    assert {row.id for row in initiative_queries.linkable(union.partner_id)} == {own.id, signed.id}
    with pytest.raises(RuleBroken):
        make_initiative(union, commitment_id=make_commitment(by=make_manager()).id)


def test_numbers_are_told_in_all_and_a_stale_form_is_told(app):
    """The quick form sets both numbers; whoever saw older ones is told."""
    union = make_manager("union")
    made = make_initiative(union)
    seen = made.version
    made = initiative_service.count_initiative(union, made.id, seen, 20, 9)
    assert (made.reached, made.went_on, made.version) == (20, 9, seen + 1)
    with pytest.raises(StaleVersion):
        initiative_service.count_initiative(colleague(union), made.id, seen, 30, 9)
    with pytest.raises(RuleBroken):
        initiative_service.count_initiative(make_manager(), made.id, made.version, 30, 9)


def test_an_edit_changes_the_occupations_and_leaves_a_trace(app):
    """Occupations come and go; what is the same leaves no trace."""
    union = make_manager("union")
    made = make_initiative(union, occupations=(OPERATOR,))
    initiative_service.edit_initiative(union, made.id, made.version, initiative_terms(occupations=(WELDER, OPERATOR)))
    initiative_service.edit_initiative(union, made.id, made.version, initiative_terms(occupations=(WELDER,)))
    db.session.expire_all()
    assert [row.occupation_id for row in made.occupations] == [WELDER]
    version = made.version
    initiative_service.edit_initiative(union, made.id, version, initiative_terms(occupations=(WELDER,)))
    assert made.version == version


def test_closed_ones_stand_by_themselves_and_can_be_opened(app):
    """Closing takes it off the list of open ones; opening brings it back."""
    union = make_manager("union")
    made = make_initiative(union)
    initiative_service.close_initiative(union, made.id, made.version, "Kampagnen er slut")
    assert initiative_queries.initiatives(initiative_queries.InitiativeFilter()).rows == []
    assert [row.id for row in initiative_queries.initiatives(initiative_queries.InitiativeFilter(closed=True)).rows] == [made.id]
    initiative_service.reopen_initiative(union, made.id, made.version)
    assert [row.id for row in initiative_queries.initiatives(initiative_queries.InitiativeFilter()).rows] == [made.id]


def test_what_ran_in_a_year_is_summed(each_database):
    """Initiatives that ran this year count; one that ended last year does not."""
    union = make_manager("union")
    make_initiative(union, reached=10, went_on=4)
    make_initiative(union, title="Nu", reached=5, went_on=1, starts_on=today())
    make_initiative(union, title="Næste år", reached=7, starts_on=today() + timedelta(days=800), went_on=0)
    assert initiative_queries.reached_in(union.partner_id, today().year) == (2, 15, 5)


def typed(**changed):
    """Return what a person types for a sound initiative."""
    fields = {"kind": "rkv_day", "title": "RKV-dag", "target_group": "Ufaglærte", "reached": "12", "went_on": "4"}
    return fields | {"visibility": "partnership", "occupations": "Procesoperatør\nKlejnsmed", "what": "", "commitment_id": ""} | changed


def test_an_initiative_is_logged_from_the_page(app, browse):
    """A union types a title, occupations and numbers, and reads them again; its usual kinds stand first."""
    browser = browse(make_manager("union"))
    page = browser.get("/indsatser/ny").get_data(as_text=True)
    assert page.index("RKV-dag") < page.index("Håndholdt støtte")
    page = browser.post("/indsatser/ny", typed()).get_data(as_text=True)
    assert "Indsatsen er gemt." in page and "Procesoperatør" in page and "Ufaglærte" in page
    assert len(db.session.scalars(select(Initiative)).one().occupations) == 2


def test_an_occupation_outside_the_list_is_kept_as_text(app, browse):
    """What the vocabulary lacks is not lost: it stands in the description."""
    sent = typed(occupations="Fyrtårnspasser", **{"occupations-for-0": "Fyrtårnspasser", "occupations-id-0": "-"})
    page = browse(make_manager("union")).post("/indsatser/ny", sent).get_data(as_text=True)
    assert "Erhverv uden for listen: Fyrtårnspasser" in page


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("went_on", "13", "ikke være flere, der gik videre"),
        ("reached", "mange", "er ikke et helt tal"),
        ("title", "", "Skriv en kort titel"),
        ("what", "Ring til 010190-1234", "ligner et CPR-nummer"),
        ("kind", "trylleri", "Vælg en af mulighederne"),
    ],
)
def test_bad_input_is_told_and_kept(app, browse, field, text, sentence):
    """A crooked field gets a sentence, the others stay as typed, and nothing is stored."""
    page = browse(make_manager("union")).post("/indsatser/ny", typed(**{field: text}), status=422).get_data(as_text=True)
    assert sentence in page and "Ufaglærte" in page
    assert db.session.scalars(select(Initiative)).all() == []


def test_a_stale_edit_shows_both_texts(app, browse):
    """Whoever saves second sees both titles and can still save."""
    union = make_manager("union")
    made = make_initiative(union)
    browser = browse(union)
    browser.post(f"/indsatser/{made.id}/ret", typed(version=made.version, title="Første"))
    page = browser.post(f"/indsatser/{made.id}/ret", typed(version=made.version, title="Anden"), status=409).get_data(as_text=True)
    assert ">Første<" in page and ">Anden<" in page and "Klejnsmed" in page and "Chosen(" not in page


def test_the_quick_form_tells_what_is_wrong(app, browse):
    """More gone on than reached is told on the page, the numbers as typed."""
    union = make_manager("union")
    made = make_initiative(union)
    browser = browse(union)
    sent = {"version": made.version, "reached": "3", "went_on": "4"}
    page = browser.post(f"/indsatser/{made.id}/tal", sent, status=422).get_data(as_text=True)
    assert "ikke være flere" in page and 'value="4"' in page
    assert "Tallene er gemt." in browser.post(f"/indsatser/{made.id}/tal", sent | {"went_on": "3"}).get_data(as_text=True)
    browser.post(f"/indsatser/{made.id}/tal", sent, status=409)


def test_others_see_but_do_not_change(app, browse):
    """Everyone signed in sees an initiative; visitors a public one; only its own people act on it."""
    made, public = make_initiative(), make_initiative(title="Åben", visibility=Visibility.PUBLIC)
    stranger = browse(make_manager())
    stranger.get(f"/indsatser/{made.id}")
    stranger.get(f"/indsatser/{made.id}/ret", status=403)
    for act in ("tal", "luk", "aabn"):
        stranger.post(f"/indsatser/{made.id}/{act}", {"version": "1", "reached": "1"}, status=403)
    browse().get(f"/indsatser/{made.id}", status=404)
    browse().get(f"/indsatser/{public.id}")


def test_a_list_costs_the_same_however_long(app, browse):
    """The number of statements does not grow with the rows."""
    union = make_manager("union")
    browser, costs = browse(union), []
    for number in (1, 9):
        for step in range(number):
            make_initiative(union, title=f"Indsats {number} {step}", occupations=(OPERATOR,))
        browser.get("/indsatser?hvis=egne")
        with count_queries(app) as sent:
            browser.get("/indsatser?hvis=egne")
        costs.append(len(sent))
    assert costs[0] == costs[1]
