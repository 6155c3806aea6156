"""Labour needs: logged by a partner's own people, seen by those it was opened to, changed without losing anything."""

from datetime import date

import pytest
from commitment_makers import colleague, make_manager
from exchange_makers import OPERATOR, WELDER, make_need, need_terms
from makers import make_steward
from sqlalchemy import func, select

from partnerhub.access import Permission, may
from partnerhub.clock import at
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event
from partnerhub.exchange import need_service, queries
from partnerhub.exchange.kinds import Audience, Certainty, Openness
from partnerhub.exchange.models import LabourNeed
from partnerhub.exchange.quarters import this_quarter


def events(name):
    """Return how often something happened."""
    return db.session.scalar(select(func.count()).where(Event.name == name))


def test_a_need_is_stored_as_it_was_said(each_database):
    """Occupation, number, quarter, certainty and openness stand as they were given, with one event."""
    need = make_need(headcount=5, certainty=Certainty.CERTAIN, openness=(Openness.FLEX_JOB, Openness.ADULT_APPRENTICE))
    db.session.expire_all()
    assert (need.occupation_id, need.headcount, need.quarter) == (OPERATOR, 5, this_quarter() + 1)
    assert need.open_to == (Openness.ADULT_APPRENTICE, Openness.FLEX_JOB)
    assert events("need.logged") == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"headcount": 0}, "headcount"),
        ({"headcount": 10_000}, "headcount"),
        ({"quarter": this_quarter() - 1}, "quarter"),
        ({"quarter": this_quarter() + 17}, "quarter"),
        ({"occupation_id": None, "occupation_text": " "}, "occupation"),
        ({"occupation_id": "astronaut-ukendt"}, "occupation"),
        ({"occupation_id": None, "occupation_text": "Svejser 010190-1234"}, "occupation"),
        ({"notes": "Ring til 010190-1234"}, "notes"),
        ({"workplace_id": 999_999}, "workplace_id"),
    ],
)
def test_a_crooked_need_is_refused_at_its_field(app, changed, field):
    """What cannot be is refused with the field named, and nothing is stored."""
    with pytest.raises(RuleBroken) as refused:
        make_need(**changed)
    assert refused.value.field == field and refused.value.text
    assert db.session.scalar(select(func.count()).select_from(LabourNeed)) == 0


def test_an_unknown_occupation_keeps_its_own_words(app):
    """What the vocabulary lacks is kept as it was typed."""
    assert make_need(occupation_id=None, occupation_text="Tangtørrer").occupation_text == "Tangtørrer"


def test_several_needs_are_stored_all_or_none(app):
    """A fault in the third line names that line, and the first two are not stored."""
    with pytest.raises(RuleBroken) as refused:
        need_service.log_needs(make_manager(), [need_terms(), need_terms(headcount=2), need_terms(headcount=0)])
    assert refused.value.field == "2.headcount"
    assert db.session.scalar(select(func.count()).select_from(LabourNeed)) == 0 and events("need.logged") == 0


def test_who_sees_a_need(app):
    """The own partner and the municipality always; schools and unions, then all, when opened; a neighbour town is a partner like others."""
    owner, steward = make_manager(), make_steward()
    school, union, rival, neighbour = (make_manager(kind) for kind in ("school", "union", "company", "municipality"))
    expected = {
        Audience.MUNICIPALITY: {owner, steward},
        Audience.SCHOOLS_AND_UNIONS: {owner, steward, school, union},
        Audience.PARTNERS: {owner, steward, school, union, rival, neighbour},
    }
    people = [owner, steward, school, union, rival, neighbour]
    for audience, seen_by in expected.items():
        need = make_need(owner, audience=audience)
        assert {person for person in people if may(person, Permission.NEED_VIEW, need)} == seen_by
        listed = {person for person in people if need.id in [row.id for row in queries.needs(person, queries.NeedFilter()).rows]}
        assert listed == seen_by, "the list and the rule say the same"


def test_only_the_own_people_edit(app):
    """Another partner's people, the steward too, cannot change a need."""
    need = make_need()
    for stranger in (make_steward(), make_manager()):
        with pytest.raises(RuleBroken):
            need_service.edit_need(stranger, need.id, need.version, need_terms(headcount=9))
    assert need.headcount == 3


def test_an_edit_from_an_older_version_is_told(app):
    """Two people edit: the second is told, and the first's words stand."""
    owner = make_manager()
    need = make_need(owner)
    seen = need.version
    need_service.edit_need(colleague(owner), need.id, seen, need_terms(headcount=4))
    with pytest.raises(StaleVersion):
        need_service.edit_need(owner, need.id, seen, need_terms(headcount=9))
    db.session.expire_all()
    assert (need.headcount, need.version) == (4, seen + 1)


def test_an_edit_that_changes_nothing_leaves_no_trace(app):
    """The same terms again record no event and count no version."""
    owner = make_manager()
    need = make_need(owner)
    need_service.edit_need(owner, need.id, need.version, need_terms())
    assert need.version == 1 and events("need.edited") == 0


def test_a_need_of_a_past_quarter_can_still_be_corrected(app):
    """The quarter that has passed may stand; another one in the past may not."""
    owner = make_manager()
    with at(date(2026, 2, 1)):
        need = make_need(owner)
    with at(date(2026, 11, 28)):
        need_service.edit_need(owner, need.id, need.version, need_terms(quarter=need.quarter, headcount=7))
        with pytest.raises(RuleBroken) as refused:
            need_service.edit_need(owner, need.id, need.version, need_terms(quarter=need.quarter - 1))
    assert need.headcount == 7 and refused.value.field == "quarter"


def test_closing_and_opening_again(app):
    """A closed need leaves the list and comes back; closing twice is told."""
    owner = make_manager()
    need = make_need(owner)
    need_service.close_need(owner, need.id, need.version, "Vi har ansat to")
    assert queries.needs(owner, queries.NeedFilter()).rows == []
    with pytest.raises(RuleBroken):
        need_service.close_need(owner, need.id, need.version, "")
    need_service.reopen_need(owner, need.id, need.version)
    assert [row.id for row in queries.needs(owner, queries.NeedFilter()).rows] == [need.id]


def test_repeating_next_year_doubles_nothing(app):
    """Chosen needs stand again four quarters on; repeated once more nothing is left to repeat; others' needs are not touched."""
    owner = make_manager()
    needs = [make_need(owner), make_need(owner, occupation_id=WELDER)]
    stranger = make_need()
    made = need_service.repeat_next_year(owner, [*(need.id for need in needs), stranger.id])
    assert [(need.occupation_id, need.quarter) for need in made] == [(need.occupation_id, need.quarter + 4) for need in needs]
    with pytest.raises(RuleBroken):
        need_service.repeat_next_year(owner, [need.id for need in needs])


def test_the_list_is_read_page_by_page(app):
    """Every need is shown once, in order of its quarter, however many pages."""
    owner = make_manager()
    made = need_service.log_needs(owner, [need_terms(quarter=this_quarter() + number % 9, headcount=1 + number) for number in range(60)])
    seen, after = [], ""
    while True:
        page = queries.needs(owner, queries.NeedFilter(), after)
        seen += [(row.quarter, row.id) for row in page.rows]
        after = page.after
        if not after:
            break
    assert seen == sorted((need.quarter, need.id) for need in made)


@pytest.mark.parametrize("after", ["x", "é", "W10", "WzEsMl0x", "a" * 5000, "WyJhIiwgMV0", "Wzk5OTk5OTk5OTk5OTk5LCAxXQ"])
def test_a_crooked_cursor_begins_anew(app, after):
    """An address that was cut or made up shows the first page."""
    owner = make_manager()
    need = make_need(owner)
    assert [row.id for row in queries.needs(owner, queries.NeedFilter(), after).rows] == [need.id]
