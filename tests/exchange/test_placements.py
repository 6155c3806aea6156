"""Placements: offered by a partner's own people, never more taken than there are, public ones without what is between partners."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_manager
from exchange_makers import make_placement, placement_terms
from sqlalchemy import func, select

from partnerhub.clock import today
from partnerhub.commitments.kinds import Kind, Visibility
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.exchange import placement_service, queries
from partnerhub.exchange.models import Placement


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": 10_000}, "quantity"),
        ({"taken_elsewhere": 5}, "taken_elsewhere"),
        ({"taken_elsewhere": -1}, "taken_elsewhere"),
        ({"kind": Kind.COOPERATION}, "kind"),
        ({"title": ""}, "title"),
        ({"title": "For 010190-1234"}, "title"),
        ({"tasks": "Ring 010190-1234"}, "tasks"),
        ({"ends_on": today() - timedelta(days=1)}, "ends_on"),
        ({"starts_on": today() + timedelta(days=9), "ends_on": today() + timedelta(days=8)}, "ends_on"),
        ({"minimum_age": 7}, "minimum_age"),
        ({"commitment_id": 999_999}, "commitment_id"),
        ({"workplace_id": 999_999}, "workplace_id"),
    ],
)
def test_a_crooked_placement_is_refused_at_its_field(app, changed, field):
    """What cannot be is refused with the field named, and nothing is stored."""
    with pytest.raises(RuleBroken) as refused:
        make_placement(**changed)
    assert refused.value.field == field and refused.value.text
    assert db.session.scalar(select(func.count()).select_from(Placement)) == 0


def test_free_places_follow_what_is_taken(each_database):
    """Taken beside Partnerhub and accepted through it are both gone from the free ones."""
    placement = make_placement(quantity=6, taken_elsewhere=2)
    assert (placement.free, placement.taken) == (4, 2)


def test_a_foreign_commitment_cannot_be_linked(app):
    """Places hang on the own partner's commitments only."""
    owner = make_manager()
    own, foreign = make_commitment(by=owner), make_commitment()
    assert make_placement(owner, commitment_id=own.id).commitment_id == own.id
    with pytest.raises(RuleBroken) as refused:
        make_placement(owner, title="En anden", commitment_id=foreign.id)
    assert refused.value.field == "commitment_id"


def test_an_edit_from_an_older_version_is_told(app):
    """Two people edit: the second is told, and the first's words stand."""
    owner = make_manager()
    placement = make_placement(owner)
    seen = placement.version
    placement_service.edit_placement(colleague(owner), placement.id, seen, placement_terms(quantity=5))
    with pytest.raises(StaleVersion):
        placement_service.edit_placement(owner, placement.id, seen, placement_terms(quantity=9))
    db.session.expire_all()
    assert placement.quantity == 5


def test_past_and_closed_places_leave_the_list(app):
    """The list shows what somebody can still get; the rest stands by itself."""
    owner = make_manager()
    kept = make_placement(owner, ends_on=today())
    closed = make_placement(owner, title="Lukket")
    placement_service.close_placement(owner, closed.id, closed.version, "Alle er besat")
    assert [row.id for row in queries.placements(queries.PlacementFilter()).rows] == [kept.id]
    assert [row.id for row in queries.placements(queries.PlacementFilter(closed=True)).rows] == [closed.id]


def test_a_visitor_sees_a_public_place_without_what_is_between_partners(app, browse):
    """The public page tells tasks and free places, not the support that the partner asks for; a private one is not there."""
    public = make_placement(visibility=Visibility.PUBLIC, tasks="Pakke kasser", support_wanted="Besøg af en konsulent")
    private = make_placement(title="Intern")
    page = browse().get(f"/pladser/{public.id}").get_data(as_text=True)
    assert "Pakke kasser" in page and "4 af 4" in page and "Besøg af en konsulent" not in page
    browse().get(f"/pladser/{private.id}", status=404)
