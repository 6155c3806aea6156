"""Several people act on the board in any order that a machine can think of: the promises of the domain hold after each act."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from commitment_makers import colleague, make_commitment, make_entry, make_manager, some_terms
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from makers import make_steward
from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from partnerhub.access import Permission, may
from partnerhub.accounts.models import Representation
from partnerhub.clock import now, today
from partnerhub.commitments import service, voices
from partnerhub.commitments.agreement import terms_of
from partnerhub.commitments.kinds import FINISHED, OUTCOMES, Answer, Status
from partnerhub.commitments.models import STAGES, Comment, Commitment, Confirmation, CoSigner, Progress, ShopStewardMark
from partnerhub.commitments.reference import ReferenceCounter
from partnerhub.commitments.search import CommitmentWord, SearchWord
from partnerhub.commitments.totals import CommitmentTotal, faults
from partnerhub.database import db, writing
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.event_names import EVENTS
from partnerhub.events import Event, latest_seq, verify
from partnerhub.mail import Mail

WRITTEN = [
    *(Confirmation, Progress, ShopStewardMark, Comment, CoSigner, CommitmentWord, SearchWord, CommitmentTotal, ReferenceCounter),
    *(Mail, Event),
]
who = st.tuples(st.integers(0, 6), st.sampled_from([True, True, True, False]))  # a number, and whether someone allowed is looked for
which = st.integers(0, 5)
amounts = st.integers(-1, 6)
words = st.sampled_from([*["Sådan er det."] * 5, "", "Ring til 010203-1234"])
ACTS = ["propose", "approve", "accept", "sign", "sign", "decline", "withdraw", "reopen"]
shares = st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(0, 8)), max_size=3)


class Board(RuleBasedStateMachine):
    """Six people of four partners and a steward, up to six commitments, acts chosen at random: allowed or not."""

    people: list
    seen: set[str] = set()

    @initialize()
    def start_in_the_middle(self):
        """Begin with a draft, one that runs with a report, and one that is fulfilled; the people stay."""
        db.session.rollback()
        with writing() as session:
            for table in (*WRITTEN, Commitment):
                session.execute(delete(table))
        owner, union, school = self.people[0], self.people[2], self.people[3]
        make_commitment(status="draft", by=owner, quantity=9, cosigners=[(union, 4), school])
        make_entry(make_commitment(status="active", by=owner, cosigners=[union]), owner, 2)
        make_commitment(status="fulfilled", by=owner, cosigners=[school])
        self.start = latest_seq()

    def teardown(self):
        """Remember what happened."""
        self.seen.update(db.session.scalars(select(Event.name).where(Event.seq > self.start)))

    def pick(self, by, on, permission, kind=Commitment):
        """Return one of the people and one thing, of those who may act on it when there are any and they are asked for."""
        number, fits = by
        things = db.session.scalars(select(kind).order_by(kind.id).execution_options(populate_existing=True)).all()
        allowed = [(user, thing) for thing in things for user in self.people if may(user, permission, thing)] if fits else []
        if allowed:
            return allowed[(number + on * len(self.people)) % len(allowed)]
        return self.people[number], things[on % len(things)]

    def act(self, permission, by, thing, do):
        """Do something that may be refused: what is refused changes nothing, what is done has an event and was allowed."""
        before, allowed = latest_seq(), may(by, permission, thing)
        try:
            do()
        except (RuleBroken, StaleVersion):
            assert latest_seq() == before
            return False
        assert allowed, f"{permission} was not allowed"
        assert latest_seq() > before or permission == Permission.COMMITMENT_EDIT
        return True

    def cosigners(self, chosen):
        """Return co-signers for terms from numbers of partners."""
        partners = [self.people[0], self.people[2], self.people[3], self.people[5], self.people[6]]
        return tuple((partners[number].partner_id, share) for number, share in chosen)

    @rule(by=who, chosen=shares, quantity=st.none() | st.integers(0, 10), days=st.integers(-3, 3), public=st.booleans())
    def write(self, by, chosen, quantity, days, public):
        """Write a draft, or as the steward a proposal for another."""
        if db.session.scalar(select(func.count()).select_from(Commitment)) >= 6:
            return
        user = self.people[by[0]]
        terms = some_terms(
            quantity=quantity,
            start_on=today() + timedelta(days=days),
            visibility="public" if public else "partnership",
            cosigners=self.cosigners(chosen),
        )
        if user is self.people[6]:
            self.act(Permission.COMMITMENT_LOG_ON_BEHALF, user, None, lambda: service.log_on_behalf(user, self.people[0].partner_id, terms))
        else:
            self.act(Permission.COMMITMENT_LOG, user, None, lambda: service.draft(user, terms))

    @precondition(lambda self: has_commitments())
    @rule(
        by=who,
        on=which,
        old=st.integers(0, 1),
        change=st.fixed_dictionaries({}, optional={"quantity": st.integers(1, 9), "title": words, "due_on": st.none()}),
        chosen=st.none() | shares,
    )
    def edit(self, by, on, old, change, chosen):
        """Edit, sometimes from an older version."""
        user, made = self.pick(by, on, Permission.COMMITMENT_EDIT)
        if chosen is not None:
            change = change | {"cosigners": self.cosigners(chosen)}
        version, terms = made.version, replace(terms_of(made), **change)
        done = self.act(Permission.COMMITMENT_EDIT, user, made, lambda: service.edit(user, made.id, version - old, terms))
        assert not (done and old)

    @precondition(lambda self: has_commitments())
    @rule(by=who, on=which, note=words, act=st.sampled_from(ACTS))
    def decide(self, by, on, note, act):
        """Propose, approve, accept, sign, decline, withdraw or reopen."""
        acts = {
            "propose": (Permission.COMMITMENT_PROPOSE, service.propose, ()),
            "approve": (Permission.COMMITMENT_APPROVE, service.approve, ()),
            "accept": (Permission.COMMITMENT_ACCEPT, service.accept, ()),
            "sign": (Permission.COMMITMENT_ANSWER, service.answer, (True,)),
            "decline": (Permission.COMMITMENT_ANSWER, service.answer, (False, note)),
            "withdraw": (Permission.COMMITMENT_WITHDRAW, service.withdraw, (note,)),
            "reopen": (Permission.COMMITMENT_REOPEN, service.reopen, (note,)),
        }
        permission, do, rest = acts[act]
        user, made = self.pick(by, on, permission)
        self.act(permission, user, made, lambda: do(user, made.id, made.version, *rest))

    @precondition(lambda self: has_commitments())
    @rule(by=who, on=which, note=words, outcome=st.sampled_from([*OUTCOMES, Status.WITHDRAWN]))
    def finish(self, by, on, note, outcome):
        """Report an outcome."""
        user, made = self.pick(by, on, Permission.COMMITMENT_FINISH)
        self.act(Permission.COMMITMENT_FINISH, user, made, lambda: service.finish(user, made.id, made.version, outcome, note))

    @precondition(lambda self: has_commitments())
    @rule(by=who, on=which, amount=amounts, days=st.integers(-3, 1), note=words)
    def report(self, by, on, amount, days, note):
        """Report progress."""
        day = today() + timedelta(days=days)
        user, made = self.pick(by, on, Permission.COMMITMENT_REPORT)
        self.act(Permission.COMMITMENT_REPORT, user, made, lambda: voices.report(user, made.id, amount, note, day))

    @precondition(lambda self: has_entries())
    @rule(by=who, on=which, amount=amounts, note=words, corrects=st.booleans())
    def judge(self, by, on, amount, note, corrects):
        """Confirm or correct an entry."""
        permission = Permission.COMMITMENT_CORRECT if corrects else Permission.COMMITMENT_CONFIRM
        user, entry = self.pick(by, on, permission, Progress)
        if corrects:
            self.act(permission, user, entry, lambda: voices.correct(user, entry.id, amount, note, today()))
        else:
            self.act(permission, user, entry, lambda: voices.confirm(user, entry.id, amount))

    @precondition(lambda self: has_commitments())
    @rule(by=who, on=which, text=words, agrees=st.booleans(), marks=st.booleans())
    def speak(self, by, on, text, agrees, marks):
        """Comment or give the shop steward's mark: neither moves a number."""
        user, made = self.pick(by, on, Permission.COMMITMENT_MARK if marks else Permission.COMMITMENT_COMMENT)
        before = (made.reported, made.confirmed, made.status, made.version)
        if marks:
            self.act(Permission.COMMITMENT_MARK, user, made, lambda: voices.mark(user, made.id, agrees, text))
        else:
            self.act(Permission.COMMITMENT_COMMENT, user, made, lambda: voices.comment(user, made.id, text))
        assert (made.reported, made.confirmed, made.status, made.version) == before

    @precondition(lambda self: has_commitments())
    @rule(by=who, on=which, deletes=st.booleans())
    def follow(self, by, on, deletes):
        """Follow up what is finished, or throw a draft away."""
        user, made = self.pick(by, on, Permission.COMMITMENT_PROPOSE if deletes else Permission.COMMITMENT_SUCCEED)
        if deletes:
            with suppress(RuleBroken):
                service.delete_draft(user, made.id, made.version)
        elif db.session.scalar(select(func.count()).select_from(Commitment)) < 6:
            with suppress(RuleBroken):
                service.succeed(user, made.id)

    @invariant()
    def totals_agree_and_the_chain_holds(self):
        """What is kept equals what is counted, and no event was lost."""
        db.session.rollback()
        assert faults() == []
        assert verify() is None

    @invariant()
    def every_commitment_keeps_the_rules(self):
        """Agreed only with approval and all answers, shares within the quantity, states and days that fit."""
        loaded = (selectinload(Commitment.cosigners), selectinload(Commitment.entries).selectinload(Progress.confirmation))
        for made in db.session.scalars(select(Commitment).options(*loaded).execution_options(populate_existing=True)):
            assert made.stage == STAGES[made.status]
            assert made.quantity is None or sum(c.share or 0 for c in made.cosigners) <= made.quantity
            assert all(c.partner_id != made.owner_id for c in made.cosigners)
            if made.status in (Status.AGREED, *OUTCOMES):
                assert made.approved_at and made.agreed_at
                assert all(c.answer != Answer.INVITED for c in made.cosigners)
            if made.status in (Status.DRAFT, Status.PROPOSED):
                assert made.agreed_at is None and not made.is_public
            assert (made.finished_at is not None) == (made.status in FINISHED)
            assert made.reported == sum(entry.amount for entry in made.entries if entry.counts)
            confirmed = [entry.confirmation.amount for entry in made.entries if entry.counts and entry.confirmation]
            assert made.confirmed == sum(confirmed) <= made.reported
            for entry in made.entries:
                assert entry.confirmation is None or entry.confirmation.amount <= entry.amount
                assert entry.confirmation is None or entry.confirmation.partner_id != entry.partner_id


def has_commitments() -> bool:
    """Tell whether there is anything to act on."""
    return db.session.scalar(select(Commitment.id).limit(1)) is not None


def has_entries() -> bool:
    """Tell whether anything was reported."""
    return db.session.scalar(select(Progress.id).limit(1)) is not None


@pytest.mark.slow
def test_the_promises_of_the_domain_hold_whatever_people_do(app):
    """No order of allowed and refused acts breaks the totals, the chain, the agreement, the shares or the sums."""
    owner, union, school, steward = make_manager(), make_manager("union"), make_manager("school"), make_steward()
    other = make_manager()
    with writing() as session:
        session.add(
            Representation(
                user_id=union.id, company_id=owner.partner_id, since=today(), union_confirmed_at=now(), company_confirmed_at=now()
            )
        )
    Board.people = [owner, colleague(owner), union, school, colleague(school), other, steward]
    run_state_machine_as_test(
        Board,
        settings=settings(
            max_examples=30, stateful_step_count=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
        ),
    )
    lived = {name for name in EVENTS if name.startswith("commitment.")}
    not_here = {"commitment.carried_over", "commitment.file_added", "commitment.file_removed", "commitment.imported"}
    assert lived - not_here - Board.seen == set()
