"""A needs round: asked once, reminded seldom, answered once by each company, and nothing that somebody wrote is lost."""

from datetime import datetime, timedelta

import pytest
from exchange_makers import OPERATOR, WELDER, make_need, make_round
from makers import make_partner, make_steward, make_user
from sqlalchemy import select

from partnerhub import clock
from partnerhub.clock import COPENHAGEN, today
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event, verify
from partnerhub.exchange import round_mail, round_queries, round_service
from partnerhub.exchange.enquiry_models import NeedsRound, RoundRequest
from partnerhub.exchange.kinds import Certainty
from partnerhub.exchange.models import LabourNeed
from partnerhub.exchange.quarters import this_quarter
from partnerhub.exchange.round_answering import How, Line, answer, line_of
from partnerhub.mail import Mail, MailState

NEXT = this_quarter() + 1


def line(occupation=OPERATOR, headcount=3, quarter=NEXT, need_id=None, text=""):
    """Return a line of an answer."""
    return Line(occupation, text, quarter, headcount, Certainty.EXPECTED, need_id)


def by_link(request, *lines, gone=(), seen=None):
    """Answer as who has the link, having seen what stands unless told."""
    return answer(request.id, How.LINK, None, request.stamp if seen is None else seen, lines, gone)


def asked(**facts):
    """Return a request to a company with a contact mail."""
    return make_round(make_steward(), make_partner("company", contact_mail="hr@demo.example"), **facts)


def needs(request):
    """Return what the company's open needs say."""
    rows = db.session.scalars(select(LabourNeed).where(LabourNeed.partner_id == request.partner_id, LabourNeed.closed_at.is_(None)))
    return [(need.occupation_id or need.occupation_text, need.headcount, need.round_id) for need in rows]


def last_event(name):
    """Return the newest event of a name."""
    return db.session.scalars(select(Event).where(Event.name == name).order_by(Event.seq.desc())).first()


def test_a_company_is_asked_once(app):
    """Asked again in the same round a company gets no second request and no second mail."""
    request = asked()
    steward = make_steward()
    with pytest.raises(RuleBroken, match="ikke er spurgt endnu"):
        round_service.ask(steward, request.round_id, [request.partner_id])
    assert len(db.session.scalars(select(RoundRequest)).all()) == len(db.session.scalars(select(Mail)).all()) == 1


def test_only_the_steward_runs_a_round(app):
    """Nobody else's act goes through the service, whatever page it came by."""
    request = asked()
    manager = make_user(request.partner, is_manager=True)
    for act in (
        lambda: round_service.ask(manager, request.round_id, [1]),
        lambda: round_service.remind(manager, request.round_id),
        lambda: round_service.close_round(manager, request.round_id, 2),
        lambda: answer(request.id, How.PHONE, manager, "", [line()]),
    ):
        with pytest.raises(RuleBroken):
            act()
    stranger = make_user(make_partner("company"))
    with pytest.raises(RuleBroken):
        answer(request.id, How.SIGNED_IN, stranger, "", [line()])


@pytest.mark.parametrize(("days", "sentence"), [(-1, "frist"), (200, "fire måneder")])
def test_a_due_date_lies_ahead(app, days, sentence):
    """A round cannot be due in the past or next year."""
    with pytest.raises(RuleBroken, match=sentence):
        asked(days=days)


def test_an_answer_logs_needs_of_the_round(app):
    """What a company answers stands as its needs, marked with the round, and the token is stored as a hash only."""
    request = asked()
    by_link(request, line(), line(None, 2, text="Robotpasser"))
    assert needs(request) == [(OPERATOR, 3, request.round_id), ("Robotpasser", 2, request.round_id)]
    assert request.has_needs and request.answered_by_id is None
    assert last_event("round.answered").payload == {"how": "link", "needs": 2}
    token = round_mail.token_of(request.round_id, request.partner_id)
    assert token not in request.token_hash and round_queries.request_of_link(token).id == request.id


def test_a_need_said_again_is_kept_or_changed_not_doubled(app):
    """A line with a known need changes that need; what is left out stands; what is gone is closed."""
    request = asked()
    manager = make_user(request.partner, is_manager=True)
    kept, gone, beside = make_need(manager), make_need(manager, occupation_id=WELDER), make_need(manager, quarter=NEXT + 6)
    by_link(request, line(headcount=5, need_id=kept.id), gone=[gone.id])
    assert needs(request) == [(OPERATOR, 5, request.round_id), (OPERATOR, 3, None)]
    assert db.session.get_one(LabourNeed, gone.id).closed_reason and db.session.get_one(LabourNeed, beside.id).is_open


def test_foreign_needs_cannot_be_touched(app):
    """Ids of other companies' needs in an answer change nothing of theirs."""
    foreign = make_need()
    request = asked()
    by_link(request, line(headcount=9, need_id=foreign.id), gone=[foreign.id])
    db.session.expire_all()
    assert db.session.get_one(LabourNeed, foreign.id).headcount == 3 and db.session.get_one(LabourNeed, foreign.id).is_open
    assert needs(request) == [(OPERATOR, 9, request.round_id)]


def test_no_needs_is_an_answer_too(app):
    """ "Vi har ingen behov lige nu" counts as answered."""
    request = by_link(asked())
    assert request.answered_at and request.has_needs is False and needs(request) == []


def test_the_same_answer_twice_counts_once(app):
    """A button pressed twice logs nothing twice and complains about nothing."""
    request = asked()
    by_link(request, line())
    by_link(request, line(), seen="")
    assert len(needs(request)) == 1


def test_two_people_answer_at_once(app):
    """The second one's answer is not laid over the first: both see what is stored."""
    request = asked()
    by_link(request, line())
    with pytest.raises(StaleVersion):
        by_link(request, line(headcount=8), seen="")
    assert needs(request) == [(OPERATOR, 3, request.round_id)]


def test_an_answer_can_be_corrected_until_the_due_date(app):
    """Until the due date the answer can change, afterwards it stands; who has not answered may still do so for 14 days."""
    request, other = asked(days=3), asked(days=3)
    by_link(request, line())
    known = round_queries.answered_needs(request)[0]
    by_link(request, line(headcount=4, need_id=known.id))
    assert needs(request) == [(OPERATOR, 4, request.round_id)]
    with clock.at(today() + timedelta(days=10)):
        with pytest.raises(RuleBroken, match="Fristen for at rette"):
            by_link(request, line(headcount=6, need_id=known.id))
        by_link(other, line())
    assert needs(request) == [(OPERATOR, 4, request.round_id)] and len(needs(other)) == 1


def test_a_closed_or_old_round_takes_no_answers(app):
    """After closing, and 14 days after the due date, an answer is refused with a sentence and nothing is stored."""
    request, late = asked(), asked(days=1)
    round_service.close_round(make_steward(), request.round_id, request.round.version)
    with pytest.raises(RuleBroken, match="Runden er lukket"):
        by_link(request, line())
    with clock.at(today() + timedelta(days=16)), pytest.raises(RuleBroken, match="Runden er lukket"):
        by_link(late, line())
    assert needs(request) == needs(late) == []
    round_service.reopen_round(make_steward(), request.round_id, db.session.get_one(NeedsRound, request.round_id).version)
    by_link(request, line())


def test_a_crooked_line_stores_nothing(app):
    """One wrong line refuses the whole answer and names its line."""
    request = asked()
    with pytest.raises(RuleBroken) as caught:
        by_link(request, line(), line(headcount=10_000))
    assert caught.value.field == "1.headcount" and needs(request) == [] and request.answered_at is None


def test_the_phone_answer_is_marked(app):
    """What the steward enters stands as the company's need; the events say who wrote it and how it came."""
    request, steward = asked(), make_steward()
    answer(request.id, How.PHONE, steward, "", [line()])
    assert needs(request) == [(OPERATOR, 3, request.round_id)]
    assert last_event("round.answered").payload["how"] == "phone"
    assert last_event("need.logged").actor_id == last_event("round.answered").actor_id == steward.id


def test_reminders_go_to_the_silent_and_seldom(app):
    """Only who has not answered is reminded, and not twice within five days."""
    steward = make_steward()
    silent, answered = asked(), make_partner("company", contact_mail="svarer@demo.example")
    other = round_service.ask(steward, silent.round_id, [answered.id])[0]
    by_link(other, line())
    monday = datetime(2027, 3, 1, 9, tzinfo=COPENHAGEN)
    round_service.edit_round(
        steward,
        silent.round_id,
        db.session.get_one(NeedsRound, silent.round_id).version,
        round_service.RoundTerms(silent.round.quarter, "Behov", today() + timedelta(days=100)),
    )
    with clock.at(monday):
        assert round_service.remind(steward, silent.round_id)[0] == 1
    with clock.at(monday + timedelta(days=4)), pytest.raises(RuleBroken, match="ingen at påminde"):
        round_service.remind(steward, silent.round_id)
    with clock.at(monday + timedelta(days=5, minutes=1)):
        assert round_service.remind(steward, silent.round_id)[0] == 1
    reminders = db.session.scalars(select(Mail).where(Mail.key.contains("reminder"))).all()
    assert [mail.recipient for mail in reminders] == ["hr@demo.example"] * 2


@pytest.mark.parametrize(
    ("pressed", "sent"),
    [
        ((2026, 12, 24, 10), (2026, 12, 24, 10)),
        ((2026, 12, 25, 10), (2026, 12, 28, 8)),
        ((2027, 3, 25, 10), (2027, 3, 30, 8)),
        ((2026, 12, 5, 10), (2026, 12, 7, 8)),
        ((2026, 12, 7, 23), (2026, 12, 7, 23)),
    ],
)
def test_reminders_rest_on_danish_holidays(pressed, sent):
    """Pressed at Christmas, Easter or in a weekend, the reminder goes the next working morning."""
    when = round_mail.working_moment(datetime(*pressed, tzinfo=COPENHAGEN))
    assert when == datetime(*sent, tzinfo=COPENHAGEN)


def test_a_reminder_on_its_way_is_taken_back(app):
    """Who answers before the reminder has gone is not reminded."""
    request, steward = asked(days=30), make_steward()
    saturday = today() + timedelta(days=(5 - today().weekday()) % 7 or 7)
    with clock.at(saturday):
        round_service.remind(steward, request.round_id)
    waiting = select(Mail).where(Mail.state == MailState.QUEUED, Mail.key.contains("reminder"))
    assert len(db.session.scalars(waiting).all()) == 1
    by_link(request, line())
    assert db.session.scalars(waiting).all() == []


def test_a_company_without_mail_stands_on_the_phone_list(app):
    """A partner without contact mail is written to at its managers; with neither it is asked all the same, to be called."""
    steward = make_steward()
    alone, led = make_partner("company", contact_phone="12 34 56 78"), make_partner("company")
    make_user(led, "leder@demo.example", is_manager=True)
    make_user(led, "ansat@demo.example")
    request = make_round(steward, alone)
    round_service.ask(steward, request.round_id, [led.id])
    assert [mail.recipient for mail in db.session.scalars(select(Mail))] == ["leder@demo.example"]


def test_last_times_answer_is_offered_again(app):
    """What was said for the quarter before is shown as lines for the asked one, and as new needs, not the old ones."""
    request = asked(quarter=NEXT + 1)
    manager = make_user(request.partner)
    before = make_need(manager, headcount=7)
    assert round_queries.standing_needs(request) == []
    again = [line_of(need, request.round.quarter) for need in round_queries.last_said(request)]
    assert [(one.headcount, one.quarter, one.need_id) for one in again] == [(before.headcount, NEXT + 1, None)]


def test_the_chain_of_events_holds(app):
    """Everything a round does is provable afterwards."""
    request = asked()
    by_link(request, line())
    round_service.close_round(make_steward(), request.round_id, db.session.get_one(NeedsRound, request.round_id).version)
    assert verify() is None
