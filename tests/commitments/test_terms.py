"""The rules that terms must keep: each one broken is refused with its field and a sentence, and nothing is written."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from commitment_makers import make_commitment, make_manager, on_behalf, some_terms
from makers import make_partner, make_steward
from sqlalchemy import func, select

from partnerhub import clock
from partnerhub.accounts.models import Workplace
from partnerhub.clock import now, today
from partnerhub.commitments import service
from partnerhub.commitments.kinds import COSIGNER_LIMIT, Kind, Status, Unit, Visibility
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.totals import faults
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken
from partnerhub.events import latest_seq
from partnerhub.strategy.models import Strategy, StrategyState

DAY = timedelta(days=1)
BROKEN = [
    ("title", {"title": ""}),
    ("title", {"title": " \n\t "}),
    ("title", {"title": "T" * 121}),
    ("title", {"title": "T" * 300_000}),
    ("title", {"title": "Plads til 010203-1234"}),
    ("title", {"title": "Ti\x00pladser"}),
    ("title", {"title": "Ti \ud83d pladser"}),
    ("what", {"what": "Langt " * 1000}),
    ("what", {"what": "Første linje\nIda, 2512651234"}),
    ("what", {"what": "\x1b[31mrødt"}),
    ("kind", {"kind": "slavearbejde"}),
    ("kind", {"kind": None}),
    ("quantity", {"quantity": 0}),
    ("quantity", {"quantity": -3}),
    ("quantity", {"quantity": 100_001}),
    ("quantity", {"quantity": 1_000_000_000}),
    ("unit", {"unit": None}),
    ("unit", {"unit": "liter"}),
    ("visibility", {"visibility": "alle"}),
    ("guidepost_id", {"guidepost_id": 4711}),
    ("guidepost_id", {"guidepost_id": None}),
    ("workplace_id", {"workplace_id": 4711}),
]


def _refused(field: str, by, terms) -> RuleBroken:
    """Try to write a draft; return how it was refused, after making sure that nothing was written."""
    before = latest_seq()
    with pytest.raises(RuleBroken) as broken:
        service.draft(by, terms)
    assert broken.value.field == field
    assert len(broken.value.text) > 15 and broken.value.text.endswith(".")
    assert latest_seq() == before
    assert db.session.scalar(select(func.count()).select_from(Commitment)) == 0
    assert faults() == []
    return broken.value


@pytest.mark.parametrize(("field", "changed"), BROKEN, ids=lambda value: str(value)[:40])
def test_a_broken_rule_names_its_field_and_writes_nothing(app, field, changed):
    """Each refused value is told by field with a sentence, and neither a row, a reference number nor an event is left."""
    by = make_manager()
    _refused(field, by, replace(some_terms(), **changed))
    assert service.draft(by, some_terms()).reference.endswith("-0001")


@pytest.mark.parametrize(
    ("field", "start", "due"),
    [
        ("due_on", None, -1),
        ("due_on", 10, 9),
        ("due_on", None, 40_000),
        ("start_on", -20_000, None),
        ("start_on", 40_000, None),
    ],
)
def test_impossible_days_are_refused(app, field, start, due):
    """A due date has not passed, comes no earlier than the start, and years lie between 2000 and 2100."""
    days = {"start_on": start, "due_on": due}
    _refused(field, make_manager(), some_terms(**{name: today() + n * DAY if n is not None else None for name, n in days.items()}))


@pytest.mark.parametrize(
    "changed",
    [
        {"quantity": 1},
        {"quantity": 100_000},
        {"quantity": None, "unit": None, "due_on": None, "start_on": None},
        {"due_on": None},
        {"start_on": date(2000, 1, 1)},
        {"title": "T" * 120, "what": "x" * 4000},
        {"title": "أهلا 👩🏽‍🏭 שלום", "what": "Linje 1\r\n\tLinje 2"},
    ],
    ids=lambda value: str(value)[:40],
)
def test_values_at_the_limits_are_kept(each_database, changed):
    """The least and the most of everything, no number and no date, emoji and right-to-left text are all fine."""
    made = service.draft(make_manager(), some_terms(**changed))
    db.session.expire_all()
    for field, value in changed.items():
        assert getattr(made, field) == (value.replace("\r\n", "\n") if isinstance(value, str) else value)


def test_today_is_a_day_that_can_be_kept(app):
    """Start and due may both be today."""
    assert service.draft(make_manager(), some_terms(start_on=today(), due_on=today())).due_on == today()


def test_texts_are_tidied(app):
    """A title stands on one line without double spaces, texts lose their ends and invisible marks, a unit without a number is dropped."""
    made = service.draft(make_manager(), some_terms(title="  Ti \n praktik\u200bpladser ", what="\r\n a\u030a \n", quantity=None))
    assert (made.title, made.what, made.unit) == ("Ti praktikpladser", "å", None)


def test_the_title_is_sorted_the_danish_way(each_database):
    """The database sorts titles with æ, ø, å last, in that order, whatever its collation."""
    by = make_manager()
    for title in ("Åbne døre", "zinkværket", "Øvelse", "ærlig snak", "Brobygning"):
        service.draft(by, some_terms(title=title))
    titles = db.session.scalars(select(Commitment.title).order_by(Commitment.title_key)).all()
    assert titles == ["Brobygning", "zinkværket", "ærlig snak", "Øvelse", "Åbne døre"]


def test_only_the_own_workplaces_count(app):
    """A commitment's workplace is the owner's own and still in use."""
    by, other = make_manager(), make_partner()
    with writing() as session:
        own, gone, foreign = (
            Workplace(partner_id=by.partner_id, name="Pakkeriet"),
            Workplace(partner_id=by.partner_id, name="Lukket", removed_at=now()),
            Workplace(partner_id=other.id, name="Naboen"),
        )
        session.add_all([own, gone, foreign])
    for place in (gone, foreign):
        _refused("workplace_id", by, some_terms(workplace_id=place.id))
    assert service.draft(by, some_terms(workplace_id=own.id)).workplace_id == own.id


def test_a_workplace_that_closed_meanwhile_may_stay(app):
    """An edit is not refused for a value that it does not touch: neither a closed workplace nor a passed due date."""
    by = make_manager()
    with writing() as session:
        place = Workplace(partner_id=by.partner_id, name="Pakkeriet")
        session.add(place)
    made = service.draft(by, some_terms(workplace_id=place.id))
    with writing():
        place.removed_at, made.due_on = now(), today() - 5 * DAY
        made.start_on = None
    kept = some_terms(workplace_id=place.id, due_on=today() - 5 * DAY, start_on=None, title="Ny titel")
    assert service.edit(by, made.id, made.version, kept).title == "Ny titel"


@pytest.mark.parametrize(("shares", "quantity"), [([0], 10), ([-1], 10), ([11], 10), ([6, 5], 10), ([1], None), ([5, 5, None], 9)], ids=str)
def test_shares_are_parts_of_the_quantity(app, shares, quantity):
    """Each share is at least 1, together they are at most the quantity, and without a quantity there is nothing to share."""
    cosigners = tuple((make_partner().id, share) for share in shares)
    _refused("cosigners", make_manager(), some_terms(quantity=quantity, cosigners=cosigners))


def test_shares_may_be_the_whole(app):
    """Co-signers may take all of it; the owner's share is what is left."""
    one, two = make_partner("union"), make_partner("school")
    made = service.draft(make_manager(), some_terms(quantity=10, cosigners=((one.id, 6), (two.id, 4))))
    assert made.owner_share == 0
    assert service.draft(make_manager(), some_terms(quantity=10, cosigners=((one.id, 6), (two.id, None)))).owner_share == 4


def test_co_signers_are_other_active_partners_once_each(app):
    """The owner, a partner twice, an unknown one and one that left are refused, and so are more than the form holds."""
    by, one, gone = make_manager(), make_partner("union"), make_partner("school", deactivated_at=now())
    for ids in ([by.partner_id], [one.id, one.id], [4711], [gone.id], [one.id, gone.id]):
        _refused("cosigners", by, some_terms(cosigners=tuple((partner_id, None) for partner_id in ids)))
    many = tuple((make_partner().id, None) for _ in range(COSIGNER_LIMIT + 1))
    _refused("cosigners", by, some_terms(cosigners=many))
    assert len(service.draft(by, some_terms(cosigners=many[1:])).cosigners) == COSIGNER_LIMIT


def test_the_guidepost_is_of_the_strategy_in_force(app):
    """A new promise hangs on the strategy that holds now; an older draft keeps its guidepost until it is proposed."""
    by = make_manager()
    made = service.draft(by, some_terms())
    with writing() as session:
        session.scalars(select(Strategy)).one().state = StrategyState.SUCCEEDED
    terms = some_terms("1.4", guidepost_id=made.guidepost_id)
    with pytest.raises(RuleBroken, match="pejlemærke"):
        service.draft(by, terms)
    made = service.edit(by, made.id, made.version, replace(terms, title="Omdøbt"))
    assert made.title == "Omdøbt"
    with pytest.raises(RuleBroken) as broken:
        service.propose(by, made.id, made.version)
    assert broken.value.field == "guidepost_id"


def test_the_goal_follows_the_guidepost(each_database):
    """A commitment counts for the goal that its guidepost belongs to, also after it was moved."""
    by = make_manager()
    made = service.draft(by, some_terms("1.4"))
    assert made.goal.code == "1"
    made = service.edit(by, made.id, made.version, some_terms("3.2"))
    db.session.expire_all()
    assert (made.goal.code, made.guidepost.code) == ("3", "3.2")
    assert faults() == []


def test_proposing_judges_the_terms_as_of_the_day(app):
    """A draft whose due date passed, or whose co-signer left, is not put forward."""
    by = make_manager()
    late, left = make_commitment(status="draft", by=by), make_commitment(status="draft", by=by, cosigners=[make_manager("union")])
    with writing():
        late.start_on, late.due_on = None, today() - DAY
        left.cosigners[0].partner.deactivated_at = now()
    for made, field in ((late, "due_on"), (left, "cosigners")):
        with pytest.raises(RuleBroken) as broken:
            service.propose(by, made.id, made.version)
        assert broken.value.field == field
        assert db.session.get_one(Commitment, made.id, populate_existing=True).status == Status.DRAFT


def test_references_count_up_within_a_year_and_start_anew(each_database):
    """F-2026-0001, F-2026-0002, … and F-2027-0001 in the next year; a refused draft takes no number."""
    by = make_manager()
    with clock.at(date(2026, 12, 31)):
        assert [service.draft(by, some_terms()).reference for _ in range(2)] == ["F-2026-0001", "F-2026-0002"]
        with pytest.raises(RuleBroken):
            service.draft(by, some_terms(quantity=0))
        assert service.draft(by, some_terms()).reference == "F-2026-0003"
    with clock.at(date(2027, 1, 1)):
        assert service.draft(by, some_terms()).reference == "F-2027-0001"


def test_the_steward_logs_for_active_partners_only(app):
    """On behalf of an unknown partner, one that left, or the own municipality is refused; for another it works."""
    steward, gone = make_steward(), make_partner(deactivated_at=now())
    for owner_id in (4711, gone.id, steward.partner_id):
        with pytest.raises(RuleBroken) as broken:
            service.log_on_behalf(steward, owner_id, some_terms())
        assert broken.value.field == "owner_id"
    made = on_behalf(make_manager(), visibility=Visibility.PUBLIC, kind=Kind.FLEX_JOB, unit=Unit.JOB)
    assert (made.status, made.is_on_behalf, made.awaits_acceptance, made.is_public) == (Status.PROPOSED, True, True, False)
