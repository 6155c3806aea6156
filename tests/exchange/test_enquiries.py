"""Enquiries: asked, answered, taken back, finished; taken places follow, nothing is overbooked, both sides see what happened."""

from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_manager, some_terms
from enquiry_makers import make_enquiry, make_seats, meeting, places, seats
from exchange_makers import make_need, make_placement
from makers import make_partner, make_steward, make_user
from sqlalchemy import func, select

from partnerhub.clock import now, today
from partnerhub.commitments import service
from partnerhub.commitments.models import Commitment, Progress
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event
from partnerhub.exchange import enquiry_history, enquiry_queries, enquiry_results, enquiry_service
from partnerhub.exchange.enquiry_models import Enquiry
from partnerhub.exchange.kinds import Audience, EnquiryAbout, EnquiryStatus, Worth
from partnerhub.exchange.models import Placement
from partnerhub.mail import Mail


def anew(thing):
    """Return the row as it stands stored."""
    db.session.expire_all()
    return db.session.get(type(thing), thing.id)


def refused(act, *arguments):
    """Return the rule that says no."""
    with pytest.raises(RuleBroken) as broken:
        act(*arguments)
    assert broken.value.text
    return broken.value


def test_taken_places_follow_an_enquiry_through_its_life(each_database):
    """Asked for takes nothing; accepted takes what was accepted; withdrawn gives it back; done keeps it."""
    owner, asker = make_manager(), make_manager("school")
    placement = make_placement(owner, quantity=4)
    first = enquiry_service.send(asker, places(placement.id, 3))
    assert anew(placement).free == 4
    first = enquiry_service.accept(owner, first.id, first.version, 2)
    assert (anew(placement).free, first.accepted_number) == (2, 2)
    first = enquiry_service.withdraw(asker, first.id, first.version, "De fik plads et andet sted.")
    assert (anew(placement).free, first.status) == (4, EnquiryStatus.WITHDRAWN)
    second = enquiry_service.send(asker, places(placement.id, 4))
    second = enquiry_service.accept(owner, second.id, second.version, 4)
    second = enquiry_service.finish(asker, second.id, second.version)
    assert (anew(placement).free, second.status) == (0, EnquiryStatus.DONE)


def test_seats_follow_too(app):
    """A programme's seats are given like places."""
    school, asker = make_manager("school"), make_manager("union")
    programme = make_seats(school, 5, taken_elsewhere=3)
    made = enquiry_service.send(asker, seats(programme.id, 2))
    enquiry_service.accept(school, made.id, made.version, 2)
    assert anew(programme).free == 0


def test_more_than_is_free_is_told_with_the_free_number(app):
    """Who asks for more than is free reads how many are; nothing is stored."""
    placement = make_placement(quantity=4, taken_elsewhere=1)
    said = refused(enquiry_service.send, make_manager(), places(placement.id, 10))
    assert said.field == "number" and "3 ledige" in said.text
    assert db.session.scalar(select(func.count()).select_from(Enquiry)) == 0


def test_the_second_acceptance_is_told_what_is_free_now(app):
    """Two who asked for the last places: the second yes reads how many are left, and can be given fewer."""
    owner = make_manager()
    placement = make_placement(owner, quantity=4)
    first, second = (enquiry_service.send(make_manager(), places(placement.id, 3)) for _ in range(2))
    enquiry_service.accept(owner, first.id, first.version, 3)
    said = refused(enquiry_service.accept, owner, second.id, second.version, 3)
    assert said.field == "number" and "1 ledig" in said.text
    assert enquiry_service.accept(owner, second.id, second.version, 1).accepted_number == 1
    assert anew(placement).free == 0


def test_nobody_gets_more_than_asked_for(app):
    """A yes to more than was asked for is a slip, and told."""
    owner = make_manager()
    made = make_enquiry(owner=owner, number=2)
    assert "kun spurgt på 2" in refused(enquiry_service.accept, owner, made.id, made.version, 3).text
    for none in (None, 0, -1):
        assert refused(enquiry_service.accept, owner, made.id, made.version, none).field == "number"


def test_the_owner_cannot_squeeze_out_what_was_accepted(app):
    """Editing the places below what was given away is refused."""
    from exchange_makers import placement_terms

    from partnerhub.exchange import placement_service

    owner = make_manager()
    made = make_enquiry(owner=owner, status="accepted", number=3)
    placement = anew(made).placement
    said = refused(placement_service.edit_placement, owner, placement.id, placement.version, placement_terms(quantity=2))
    assert said.field == "quantity" and "3" in said.text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": None}, "number"),
        ({"number": 0}, "number"),
        ({"number": 10_000}, "number"),
        ({"note": "Til 010190-1234"}, "note"),
        ({"note": "x" * 1_001}, "note"),
        ({"starts_on": today(), "ends_on": today() - timedelta(days=1)}, "ends_on"),
    ],
)
def test_a_crooked_enquiry_is_refused_at_its_field(app, changed, field):
    """What cannot be is refused with the field named, and nothing is stored."""
    placement = make_placement(quantity=4)
    assert refused(enquiry_service.send, make_manager(), places(placement.id, **{"number": 2, **changed})).field == field
    assert db.session.scalar(select(func.count()).select_from(Enquiry)) == 0


def test_one_asks_others_about_what_is_open(app):
    """Neither the own places, closed or past ones, nor a partner that left can be asked."""
    owner = make_manager()
    own = make_placement(owner)
    assert "jeres eget" in refused(enquiry_service.send, colleague(owner), places(own.id)).text
    gone = make_partner(deactivated_at=now())
    assert "ikke længere med" in refused(enquiry_service.send, owner, meeting(gone.id)).text
    assert "begyndt" in refused(enquiry_service.send, owner, seats(make_seats(starts_on=today() - timedelta(days=1)).id)).text
    assert refused(enquiry_service.send, owner, places(999_999)).text


def test_a_meeting_is_asked_for_from_a_need_that_one_may_see(app):
    """A need opened to schools can start a meeting with its owner; one that is the municipality's alone is as if it were not there."""
    shown, secret = make_need(audience=Audience.SCHOOLS_AND_UNIONS), make_need()
    school = make_manager("school")
    made = enquiry_service.send(school, _about_need(shown))
    assert made.to_partner_id == shown.partner_id
    assert refused(enquiry_service.send, school, _about_need(secret)).text


def _about_need(need):
    from partnerhub.exchange.enquiry_terms import EnquiryTerms

    return EnquiryTerms(EnquiryAbout.MEETING, need_id=need.id, number=3, note="Vi kan hjælpe med tre.")


def test_a_form_sent_twice_counts_once(app):
    """The same form again, written after it was shown, is told and not stored."""
    asker, placement = make_manager(), make_placement()
    shown_at = now() - timedelta(seconds=5)
    enquiry_service.send(asker, places(placement.id), shown_at)
    assert "allerede sendt" in refused(enquiry_service.send, asker, places(placement.id), shown_at).text


def test_only_the_asked_answer_and_only_once(app):
    """Neither the asker, an outsider nor the steward answers for the asked; an answered one stays answered."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner)
    for stranger in (asker, make_manager(), make_steward()):
        assert refused(enquiry_service.accept, stranger, made.id, made.version, 1)
    enquiry_service.accept(owner, made.id, made.version, 1)
    with pytest.raises(StaleVersion):
        enquiry_service.accept(owner, made.id, 1, 1)
    assert refused(enquiry_service.decline, owner, made.id, anew(made).version, "Alligevel ikke")


def test_a_no_needs_a_reason(app):
    """Declined without a word is refused; with one the asker can read it."""
    owner = make_manager()
    made = make_enquiry(owner=owner)
    assert refused(enquiry_service.decline, owner, made.id, made.version, " ").field == "reason"
    assert enquiry_service.decline(owner, made.id, made.version, "Først til august.").answer_note == "Først til august."


def test_each_side_answers_once_whether_it_was_worth_it(app):
    """After it is done both sides answer; the summary counts by kind and tells lines with partners, never persons."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner, "done")
    enquiry_service.say_worth(asker, made.id, Worth.YES, "Begge blev ansat.")
    enquiry_service.say_worth(owner, made.id, Worth.PARTLY, "Kun én blev.")
    assert "allerede svaret" in refused(enquiry_service.say_worth, colleague(owner), made.id, Worth.NO).text
    assert refused(enquiry_service.say_worth, asker, make_enquiry(asker, owner, "accepted").id, Worth.YES)
    sums, lines = enquiry_queries.worth_summary()
    assert [(one.about, one.answers) for one in sums] == [(EnquiryAbout.PLACES, {Worth.YES: 1, Worth.PARTLY: 1, Worth.NO: 0})]
    assert {(line.partner, line.text) for line in lines} == {
        (asker.partner.name, "Begge blev ansat."),
        (owner.partner.name, "Kun én blev."),
    }


def test_an_accepted_enquiry_becomes_a_draft_with_the_other_side_to_sign(app):
    """One form makes a draft of the own partner, linked, the other side invited; only once."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner, "accepted")
    draft = enquiry_results.become_commitment(asker, made.id, made.version, some_terms(quantity=2))
    assert (draft.owner_id, draft.is_draft) == (asker.partner_id, True)
    assert [c.partner_id for c in draft.cosigners] == [owner.partner_id]
    assert anew(made).commitment_id == draft.id
    again = (enquiry_results.become_commitment, owner, made.id, anew(made).version, some_terms())
    assert "allerede" in refused(*again).text
    assert [row.id for row in enquiry_queries.became(draft.id, asker)] == [made.id]
    assert enquiry_queries.became(draft.id, make_manager()) == []


def test_a_pending_enquiry_becomes_nothing(app):
    """Only what was accepted can be promised or reported."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner)
    assert refused(enquiry_results.become_commitment, asker, made.id, made.version, some_terms())
    assert db.session.scalar(select(func.count()).select_from(Commitment)) == 0


def test_an_accepted_enquiry_becomes_progress(app):
    """It is reported on an open commitment that the reporter owns or signed, linked both ways; a foreign one is refused."""
    owner, asker = make_manager(), make_manager("union")
    made = make_enquiry(asker, owner, "accepted")
    own, foreign = make_commitment(status="active", by=asker), make_commitment(status="active")
    report = (enquiry_results.become_progress, asker, made.id, made.version)
    assert refused(*report, foreign.id, 2, "", today())
    assert refused(*report, own.id, 2, "", today() + timedelta(days=9)).field == "on"
    entry = enquiry_results.become_progress(asker, made.id, made.version, own.id, 2, "To på hygiejne", today())
    assert (anew(own).reported, anew(made).progress_id) == (2, entry.id)
    assert [row.id for row in enquiry_queries.became(own.id, owner)] == [made.id]
    assert refused(enquiry_results.become_progress, asker, made.id, anew(made).version, own.id, 2, "", today())
    assert db.session.scalar(select(func.count()).select_from(Progress)) == 1


def test_a_draft_thrown_away_lets_the_enquiry_go(each_database):
    """Deleting the draft that an enquiry became leaves the enquiry, free to become another."""
    asker = make_manager("union")
    made = make_enquiry(asker, status="accepted")
    draft = enquiry_results.become_commitment(asker, made.id, made.version, some_terms())
    service.delete_draft(asker, draft.id, draft.version)
    assert anew(made).commitment_id is None


def test_the_history_tells_each_act_in_a_sentence(app):
    """Both sides read who did what; the other side's people by function, the own by name."""
    owner, asker = make_manager(), make_user(make_partner("union"), function="tillidsrepræsentant", name="Tage Test")
    made = make_enquiry(asker, owner, "done")
    enquiry_service.say_worth(asker, made.id, Worth.YES, "Godt forløb.")
    lines = enquiry_history.lines(enquiry_queries.stream(made.id), owner)
    assert [line.text for line in lines] == [
        "spurgte på 2",
        "sagde ja til 2",
        "meldte, at det er gennemført",
        "Gav det værdi? Ja",
    ]
    assert lines[-1].body == "Godt forløb." and "Tage" not in lines[0].who and "tillidsrepræsentant" in lines[0].who
    assert "Tage Test" in enquiry_history.lines(enquiry_queries.stream(made.id), colleague(asker))[0].who


def test_mail_goes_to_the_other_side_and_tells_nothing(app):
    """The asked partner's people are asked to look, the asker's to read the answer; the mail holds no note and no number."""
    owner, asker = make_manager(), make_manager("union")
    other = colleague(owner)
    made = make_enquiry(asker, owner, note="Meget fortroligt")
    enquiry_service.accept(owner, made.id, made.version, 2)
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [mail.recipient for mail in mails] == [owner.email, other.email, asker.email]
    assert all("fortroligt" not in mail.text and f"/forespoergsler/{made.id}" in mail.text for mail in mails)


def test_what_waits_is_what_one_can_answer(app):
    """Pending ones wait for the asked, finished ones for each side until it has told its worth."""
    owner, asker = make_manager(), make_manager("union")
    pending, done = make_enquiry(asker, owner), make_enquiry(asker, owner, "done")
    make_enquiry(asker, owner, "declined")
    assert [row.id for row in enquiry_queries.waiting_enquiries(owner.partner_id, 9)] == [pending.id, done.id]
    assert [row.id for row in enquiry_queries.waiting_enquiries(asker.partner_id, 9)] == [done.id]
    enquiry_service.say_worth(asker, done.id, Worth.NO)
    assert enquiry_queries.waiting_enquiries(asker.partner_id, 9) == []


def test_a_neighbour_municipality_can_be_a_party(app):
    """Another municipality asks like any partner."""
    neighbour = make_user(make_partner("municipality"), is_manager=True)
    placement = make_placement()
    assert enquiry_service.send(neighbour, places(placement.id, 1)).status == EnquiryStatus.PENDING


def test_the_database_itself_refuses_an_overbooked_placement(each_database):
    """Should a rule be forgotten one day, the table still holds."""
    from sqlalchemy.exc import IntegrityError

    placement = make_placement(quantity=2)
    with pytest.raises(IntegrityError), writing():
        db.session.get_one(Placement, placement.id).accepted = 3
    assert db.session.scalar(select(func.count()).where(Event.name == "enquiry.accepted")) == 0
