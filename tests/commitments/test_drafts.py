"""A form left half-done is kept for the one who typed it, without what must not be stored."""

from commitment_makers import colleague, make_manager

from partnerhub.commitments.drafts import VALUE_LIMIT, discard_draft, find_draft, save_draft
from partnerhub.database import db
from partnerhub.events import latest_seq


def test_what_was_typed_is_found_again(each_database):
    """The newest values of a form are kept, one draft a user and form, and no event tells others."""
    by, seq = make_manager(), latest_seq()
    save_draft(by, "ny", {"title": "Ti plad", "medunderskriver": ["3", "4"]})
    save_draft(by, "ny", {"title": "Ti pladser 🌱", "quantity": "ca. 10"})
    save_draft(by, "ret-7", {"title": "Noget andet"})
    db.session.expire_all()
    assert find_draft(by, "ny").values == {"title": "Ti pladser 🌱", "quantity": "ca. 10"}
    assert find_draft(by, "ret-7").values == {"title": "Noget andet"}
    assert latest_seq() == seq


def test_nobody_else_sees_it(app):
    """Neither a colleague nor another partner finds the draft, and discarding theirs leaves it."""
    by = make_manager()
    save_draft(by, "ny", {"title": "Min"})
    for other in (colleague(by), make_manager()):
        assert find_draft(other, "ny") is None
        discard_draft(other, "ny")
    assert find_draft(by, "ny") is not None


def test_what_must_not_be_stored_is_left_out(app):
    """A field with a CPR-like number or far too much text is not kept; the others are."""
    by = make_manager()
    kept = save_draft(by, "ny", {"title": "Ti pladser", "what": "Ida 010203-1234", "note": "x" * (VALUE_LIMIT + 1), "a": ["010203-1234"]})
    assert kept.values == {"title": "Ti pladser"}


def test_a_sent_form_leaves_no_draft(each_database):
    """Discarding removes it, and discarding what is not there is no fault."""
    by = make_manager()
    save_draft(by, "ny", {"title": "Ti pladser"})
    discard_draft(by, "ny")
    discard_draft(by, "ny")
    assert find_draft(by, "ny") is None
