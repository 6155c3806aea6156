"""The chain of events: what is recorded can be erased and pruned, but not altered, removed, added or reordered unseen."""

from datetime import date, timedelta

import pytest
from makers import make_partner, make_user
from sqlalchemy import delete, func, select, update

from partnerhub import clock
from partnerhub.database import db, writing
from partnerhub.event_names import EVENTS
from partnerhub.events import Checkpoint, Event, erase, latest_seq, prune, record, verify


def _some_events(number: int = 5) -> list[Event]:
    """Record events on some days, one a day, with free text and a person in each."""
    user = make_user(make_partner())
    events = []
    for day in range(number):
        with clock.at(date(2026, 3, 1) + timedelta(days=day)), writing():
            events.append(record("commitment.commented", user, user, comment=day, text=f"Æblegrød nr. {day} 🍏"))
    return events


def _forge(number: int, /, **values: object) -> None:
    """Change a row behind the program's back."""
    with writing() as session:
        session.execute(update(Event).where(Event.seq == number).values(**values))


def test_events_are_numbered_without_holes_and_the_chain_holds(each_database):
    """Each change has the next number, in order, and the whole chain verifies."""
    before = latest_seq()
    events = _some_events()
    assert [event.seq for event in events] == list(range(before + 1, before + 6))
    assert latest_seq() == before + 5
    assert verify() is None


def test_a_rolled_back_change_leaves_no_event(each_database):
    """An event belongs to the transaction of its change: when that fails, nothing happened and no number is used up."""
    user, before = make_user(), latest_seq()
    with pytest.raises(RuntimeError), writing():
        record("user.deactivated", user, user)
        raise RuntimeError("the change failed")
    assert latest_seq() == before
    _some_events(1)
    assert latest_seq() == before + 1
    assert verify() is None


def test_recording_outside_a_change_is_refused(app):
    """An event without the transaction of its change is a fault in the program."""
    user = make_user()
    with pytest.raises(ValueError, match="use writing"):
        record("user.deactivated", user, user)


@pytest.mark.parametrize(
    ("name", "payload", "sentence"),
    [
        ("user.vanished", {}, "unknown event"),
        ("commitment.commented", {"comment": 1}, "takes exactly"),
        ("commitment.commented", {"comment": 1, "text": "Hej", "mood": "glad"}, "takes exactly"),
        ("user.deactivated", {"why": ""}, "takes exactly"),
    ],
)
def test_an_event_takes_exactly_its_declared_keys(app, name, payload, sentence):
    """A misspelt name or key is found when it is recorded, not when someone reads the history."""
    user = make_user()
    before = latest_seq()
    with pytest.raises(ValueError, match=sentence), writing():
        record(name, user, user, **payload)
    assert latest_seq() == before


def test_every_event_name_is_a_noun_and_a_past_verb():
    """Names read "commitment.edited": a noun, a dot, words of lower case; keys are words too."""
    for name, keys in EVENTS.items():
        noun, verb = name.split(".")
        assert noun.isidentifier() and verb.isidentifier() and name == name.lower()
        assert all(key.isidentifier() for key in keys), name
        assert len(name) <= 64


def test_payloads_are_kept_as_plain_json(each_database):
    """Days, moments and listed values are kept as text, nested ones too, and come back as they were written."""
    user = make_user()
    with writing():
        event = record("commitment.edited", user, user, changes={"due_on": [date(2027, 6, 30), None], 7: (1.5, True)})
    db.session.expire_all()
    assert event.payload == {"changes": {"due_on": ["2027-06-30", None], "7": [1.5, True]}}
    assert verify() is None


def test_erasing_keeps_the_chain(each_database):
    """Payload, salt and person of an event can be erased (GDPR), and the chain still proves the rest."""
    events = _some_events()
    with writing():
        erase(events[1])
        erase(events[3])
    db.session.expire_all()
    erased = db.session.get_one(Event, events[1].seq)
    assert (erased.payload, erased.salt, erased.actor_id) == (None, None, None)
    assert verify() is None
    _forge(events[2].seq, payload={"comment": 2, "text": "Noget andet"})
    assert (fault := verify()) and (fault.seq, fault.what) == (events[2].seq, "payload altered")


def test_an_erased_text_cannot_be_guessed_from_its_digest(app):
    """The same text has another digest each time, and nothing of the salt is left after erasing."""
    user = make_user()
    with writing():
        first = record("commitment.commented", user, user, comment=1, text="Ja")
        second = record("commitment.commented", user, user, comment=1, text="Ja")
    assert first.digest != second.digest
    assert first.salt != second.salt


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("payload", {"comment": 2, "text": "Det sagde jeg aldrig"}, "payload altered"),
        ("actor_id", None, "payload altered"),
        ("salt", "0" * 32, "payload altered"),
        ("salt", None, "payload without salt"),
        ("digest", "f" * 64, "payload altered"),
        ("name", "commitment.drafted", "chain broken"),
        ("at", clock.now().replace(year=2020), "chain broken"),
        ("subject_id", 4711, "chain broken"),
        ("subject_type", "partner", "chain broken"),
        ("actor_partner_id", None, "chain broken"),
        ("chain", "a" * 64, "chain broken"),
    ],
)
def test_an_altered_event_is_found(app, column, value, what):
    """Whatever is altered in an event, the chain breaks at that event and says how."""
    events = _some_events()
    _forge(events[2].seq, **{column: value})
    assert (fault := verify()) and (fault.seq, fault.what) == (events[2].seq, what)


def test_a_person_put_on_an_erased_event_is_found(app):
    """What was erased cannot be blamed on someone afterwards."""
    event = _some_events()[2]
    person = event.actor_id
    with writing():
        erase(event)
    _forge(event.seq, actor_id=person)
    assert (fault := verify()) and (fault.seq, fault.what) == (event.seq, "payload without salt")


def test_verifying_reads_what_stands_in_the_database(app):
    """Events that this process has read before are read anew."""
    event = _some_events()[2]
    assert event.subject_type == "user"
    db.session.commit()
    with db.engine.connect().execution_options(partnerhub_write=True) as other:
        other.execute(update(Event.__table__).where(Event.__table__.c.seq == event.seq).values(subject_type="partner"))
        other.commit()
    assert (fault := verify()) and (fault.seq, fault.what) == (event.seq, "chain broken")


def test_an_altered_digest_without_payload_is_found(app):
    """Erasing first does not help whoever wants to alter: the chain runs over the digest."""
    events = _some_events()
    with writing():
        erase(events[2])
    _forge(events[2].seq, digest="f" * 64)
    assert (fault := verify()) and (fault.seq, fault.what) == (events[2].seq, "chain broken")


def test_a_removed_event_is_found(each_database):
    """A hole in the numbers is a removed event, also when the ones after it stand."""
    events = _some_events()
    with writing() as session:
        session.execute(delete(Event).where(Event.seq == events[2].seq))
    assert (fault := verify()) and (fault.seq, fault.what) == (events[2].seq, "missing event")


def test_a_removed_event_is_found_when_the_others_are_renumbered(app):
    """Closing the hole does not hide it: each event's number is in the chain."""
    events = _some_events()
    with writing() as session:
        session.execute(delete(Event).where(Event.seq == events[2].seq))
    for event in events[3:]:
        _forge(event.seq, seq=event.seq - 1)
    assert (fault := verify()) and (fault.seq, fault.what) == (events[2].seq, "chain broken")


def test_an_added_event_is_found(app):
    """An event written past `record` does not fit the chain."""
    events = _some_events()
    last = events[-1]
    copied = {c.key: getattr(last, c.key) for c in Event.__table__.columns}
    with writing() as session:
        session.add(Event(**copied | {"seq": last.seq + 1}))
    assert (fault := verify()) and (fault.seq, fault.what) == (last.seq + 1, "chain broken")


def test_reordered_events_are_found(app):
    """Two events that change places break the chain at the first of them."""
    first, second = [event.seq for event in _some_events()[1:3]]
    _forge(first, seq=10_000)
    _forge(second, seq=first)
    _forge(10_000, seq=second)
    assert (fault := verify()) and (fault.seq, fault.what) == (first, "chain broken")


def test_pruning_leaves_a_signed_checkpoint_and_the_chain_goes_on(each_database):
    """Retention removes what is older than a day, the rest verifies from the checkpoint, and new events go on from there."""
    events = _some_events()
    with writing():
        assert prune(events[2].at) == events[1].seq
    assert db.session.scalar(select(func.min(Event.seq))) == events[2].seq
    assert verify() is None
    _some_events(2)
    assert verify() is None


def test_pruning_everything_keeps_the_numbers_going(app):
    """After all events are removed, the next one carries on the numbers and the chain."""
    last = _some_events()[-1].seq
    with writing():
        prune(clock.now() + timedelta(days=1))
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0
    assert _some_events(1)[0].seq == last + 1
    assert verify() is None


def test_pruning_nothing_leaves_no_checkpoint(app):
    """Where nothing is old enough, nothing changes."""
    _some_events(1)
    with writing():
        assert prune(clock.now().replace(year=2000)) == 0
    assert db.session.scalar(select(func.count()).select_from(Checkpoint)) == 0


def test_a_forged_checkpoint_is_found(app):
    """Whoever removes events and writes the checkpoint by hand lacks the installation's key."""
    events = _some_events()
    with writing() as session:
        session.add(Checkpoint(seq=events[2].seq, chain=events[2].chain, at=clock.now(), signature="0" * 64))
        session.execute(delete(Event).where(Event.seq <= events[2].seq))
    assert (fault := verify()) and (fault.seq, fault.what) == (events[2].seq, "checkpoint signature")


def test_a_checkpoint_moved_to_another_event_is_found(app):
    """A signature holds for its own number and link only."""
    events = _some_events()
    with writing() as session:
        prune(events[2].at)
        session.execute(update(Checkpoint).values(seq=events[3].seq, chain=events[3].chain))
        session.execute(delete(Event).where(Event.seq <= events[3].seq))
    assert (fault := verify()) and fault.what == "checkpoint signature"
