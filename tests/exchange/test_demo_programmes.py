"""What the demo's schools teach shows every state that a programme can be in."""

from collections import Counter

from partnerhub.clock import today
from partnerhub.database import db
from partnerhub.demo import build
from partnerhub.exchange.training_models import Programme


def test_every_state_of_a_programme_is_in_the_demo(make_app):
    """Each invented school has several: free, full with people waiting, under the minimum, cancelled, past, on appointment."""
    with make_app(PARTNERHUB_DEMO=True).app_context():
        build(today())
        made = db.session.query(Programme).all()
        each = Counter(one.partner.name for one in made)
        assert len(each) == 3 and min(each.values()) >= 4
        assert all(one.partner.kind == "school" and one.partner.is_invented for one in made)
        open_ones = [one for one in made if one.is_open]
        assert any(one.free == 0 and one.waiting for one in open_ones)
        assert any(one.minimum and one.taken < one.minimum for one in open_ones) and any(one.starts_on is None for one in open_ones)
        assert any(one.closed_at for one in made)
        assert len({one.partner_id for one in made if one.starts_on and one.starts_on < today() and not one.closed_at}) == 3
        assert all("pfundet" in one.price for one in made if one.price)
