"""What anyone may know of the commitments: only public ones, page by page, in a constant number of queries."""

from makers import make_partner, make_user
from promises import promise
from sqlalchemy import event

from partnerhub.commitments import service
from partnerhub.commitments.public_queries import Selection, newest_agreed, public_page
from partnerhub.database import db


def test_pages_hold_public_commitments_newest_first(each_database):
    """Pages follow each other without gap or repeat on both databases, with accepted co-signers and nothing internal."""
    owner, signer = (make_user(make_partner(), is_manager=True) for _number in range(2))
    made = [promise(f"Nummer {number}", by=owner) for number in range(5)]
    promise("Intern", by=owner, public=False)
    shared = promise("Sammen", by=owner, cosigners=((signer.partner_id, 3),))
    assert "Sammen" not in [item.title for item in public_page(Selection(), 50)[0]], "not agreed yet"
    service.answer(signer, shared.id, shared.version, True)
    first, place = public_page(Selection(), 4)
    rest, end = public_page(Selection(), 4, place)
    assert [item.title for item in first + rest] == ["Sammen", *(one.title for one in reversed(made))]
    assert first[0].cosigners == (signer.partner.name,)
    assert end is None
    assert [item.title for item in newest_agreed(2)] == ["Sammen", "Nummer 4"]


def test_the_number_of_queries_does_not_grow(app):
    """A page asks the database twice, however many commitments it holds."""
    owner = make_user(make_partner(), is_manager=True)
    for number in range(6):
        promise(f"Nummer {number}", by=owner)
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    assert len(public_page(Selection(), 5)[0]) == 5
    assert len([text for text in asked if text.startswith("SELECT")]) == 2
