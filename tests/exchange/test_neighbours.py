"""Another municipality is a partner like others: invited, it signs along, asks and is asked, and sees what any partner may see."""

import pytest
from commitment_makers import make_commitment, make_manager
from enquiry_makers import meeting, places
from exchange_makers import make_need, make_placement, make_round
from makers import make_partner, make_steward

from partnerhub.accounts.models import PartnerKind
from partnerhub.commitments import service
from partnerhub.commitments.kinds import Answer
from partnerhub.errors import RuleBroken
from partnerhub.exchange import enquiry_service
from partnerhub.exchange.kinds import Audience, EnquiryStatus


@pytest.fixture
def neighbour(app):
    """The manager of a municipality that does not run this Partnerhub."""
    made = make_manager("municipality")
    assert made.partner.kind == PartnerKind.MUNICIPALITY and not made.partner.is_operator
    return made


def test_a_neighbour_signs_along_and_its_share_counts(neighbour):
    """Invited with a share it accepts, and only then the commitment is agreed; it may decline like anyone."""
    owner = make_manager()
    made = make_commitment(by=owner, cosigners=[(neighbour, 4)], quantity=10)
    signer = next(one for one in made.cosigners if one.partner_id == neighbour.partner_id)
    assert (signer.answer, signer.share) == (Answer.ACCEPTED, 4)
    with pytest.raises(RuleBroken):
        service.answer(neighbour, made.id, made.version, False, "For sent.")


def test_a_neighbour_asks_and_is_asked(neighbour):
    """It asks a company for places, who says yes to fewer; a company asks it for a meeting; the counts follow."""
    owner = make_manager()
    placement = make_placement(owner, quantity=4)
    asked = enquiry_service.send(neighbour, places(placement.id, 3))
    assert enquiry_service.accept(owner, asked.id, asked.version, 2).accepted_number == 2
    assert placement.free == 2
    other = enquiry_service.send(owner, meeting(neighbour.partner_id))
    assert enquiry_service.accept(neighbour, other.id, other.version, None).status == EnquiryStatus.ACCEPTED


def test_a_neighbour_sees_what_partners_may_and_nothing_of_the_operators(browse, neighbour):
    """Needs for the municipality's eyes, rounds and foreign enquiries are not there for it; needs opened to partners are."""
    hidden, opened = make_need(audience=Audience.MUNICIPALITY), make_need(audience=Audience.PARTNERS)
    foreign = enquiry_service.send(make_manager("union"), places(make_placement().id, 1))
    request = make_round(make_steward(), make_partner("company", contact_mail="hr@demo.example"))
    browser = browse(neighbour)
    browser.get(f"/behov/{opened.id}")
    browser.get(f"/behov/{hidden.id}", status=404)
    browser.get(f"/forespoergsler/{foreign.id}", status=404)
    browser.get("/kommunen/behovsrunder", status=403)
    browser.get(f"/kommunen/behovsrunder/{request.round_id}", status=403)
    browser.get(f"/behovsrunde/svar/{request.id}", status=404)
    browser.get("/forespoergsler")
    browser.get("/gab")
