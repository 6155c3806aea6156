"""Fills a database with many invented commitments, straight into the tables, the way years of work would have left them."""

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from partnerhub.accounts.models import Partner, PartnerKind, Representation, User
from partnerhub.accounts.passwords import hash_password
from partnerhub.clock import now, today
from partnerhub.commitments import totals
from partnerhub.commitments.kinds import KIND_FACTS, Answer, Kind, Status, Visibility
from partnerhub.commitments.models import NO_DUE, NO_START, STAGES, Commitment, CoSigner, Progress
from partnerhub.commitments.search import CommitmentWord, SearchWord
from partnerhub.commitments.vocabulary import words_of
from partnerhub.database import db, upgrade_database, writing
from partnerhub.events import record
from partnerhub.stemming import danish_stem
from partnerhub.strategy.models import Guidepost
from partnerhub.strategy.service import load_shipped

from .exchange import Marks, fill_exchange

MAIL, PASSWORD = "bench@demo.example", "et langt kodeord til måling"
UNION_MAIL, SCHOOL_MAIL = "union@demo.example", "school@demo.example"
PARTNERS = 60
BATCH = 5_000
FIRST = """Lærepladser Svejsekursus Praktik Fritidsjob Opkvalificering Samarbejde Snusepraktik Brobygning Voksenlærlinge
    Småjob Rekruttering""".split()
SECOND = ["som smed", "i laboratoriet", "for unge", "i køkkenet", "på havnen", "i produktionen", "for ledige", "til industrien", "i plejen"]
SYLLABLES = "ba bro dal fjord gla hus kel lam mar nor ost par ring sko tor vin".split()
SHARES = {
    Status.PROPOSED: 15,
    Status.AGREED: 50,
    Status.FULFILLED: 20,
    Status.PARTLY: 8,
    Status.NOT_FULFILLED: 4,
    Status.WITHDRAWN: 3,
}
STATUSES = [status for status, share in SHARES.items() for _ in range(share)]
PROGRESS_SHARE, COSIGNED_SHARE = 0.7, 0.4


def fill(number: int) -> Marks:
    """Put `number` commitments of sixty partners into an empty database, with words, co-signers and progress; needs and places too."""
    chance = random.Random(number)
    upgrade_database()
    strategy = load_shipped()
    made, user = _add_partners()
    partners = [(partner.id, partner.name) for partner in made]
    posts = [(post.id, post.goal_id) for post in db.session.scalars(select(Guidepost))]
    vocabulary: dict[str, int] = {}
    for first in range(1, number + 1, BATCH):
        rows = [_commitment(chance, n, partners, posts) for n in range(first, min(first + BATCH, number + 1))]
        _insert(chance, rows, partners, vocabulary)
    schools = [partner.id for partner in made if partner.kind == PartnerKind.SCHOOL]
    marks = fill_exchange(chance, [partner.id for partner in made], schools, made[0])
    with writing():
        totals.rebuild()
        record("strategy.carried_over", strategy, user, count=number)
    return marks


def _add_partners() -> tuple[list[Partner], User]:
    """The first partner is a company, the fourth a union that speaks for members at three companies, the fifth a school."""
    kinds = [PartnerKind.COMPANY] * 3 + [PartnerKind.UNION, PartnerKind.SCHOOL]
    with writing() as session:
        made = [
            Partner(name=f"Demopartner {n:03d}", sort_key=f"demopartner {n:03d}", kind=kinds[n % 5], is_invented=True)
            for n in range(PARTNERS)
        ]
        session.add_all(made)
        session.flush()
        secret = hash_password(PASSWORD)
        users = [
            User(partner_id=made[place].id, email=mail, name="Måler", function="leder", is_manager=True, password_hash=secret)
            for place, mail in ((0, MAIL), (3, UNION_MAIL), (4, SCHOOL_MAIL))
        ]
        session.add_all(users)
        session.flush()
        confirmed = {"union_confirmed_at": now(), "company_confirmed_at": now()}
        session.add_all(Representation(user_id=users[1].id, company_id=made[n].id, since=today(), **confirmed) for n in range(3))
    return made, users[0]


def _commitment(chance: random.Random, number: int, partners: list[tuple[int, str]], posts: list[tuple[int, int]]) -> dict[str, Any]:
    kind, status, (post_id, goal_id) = chance.choice(list(Kind)), chance.choice(STATUSES), chance.choice(posts)
    title = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {_word(chance)}"
    quantity = chance.randint(1, 40) if chance.random() < 0.9 else None
    start = today() + timedelta(days=chance.randint(-700, 90))
    due = start + timedelta(days=chance.randint(90, 900)) if chance.random() < 0.9 else None
    agreed = None if status == Status.PROPOSED else now() - timedelta(days=chance.randint(10, 800))
    delivers = quantity is not None and status not in (Status.PROPOSED, Status.WITHDRAWN) and chance.random() < PROGRESS_SHARE
    reported = chance.randint(1, quantity) if delivers and quantity else 0
    return {
        "id": number,
        "reference": f"F-{2017 + number % 5}-{number:04d}",
        "owner_id": chance.choice(partners)[0],
        "goal_id": goal_id,
        "guidepost_id": post_id,
        "title": title,
        "title_key": title.casefold(),
        "what": "Vi tager imod " + " ".join(_word(chance) for _ in range(6)),
        "kind": kind,
        "quantity": quantity,
        "unit": KIND_FACTS[kind].unit if quantity else None,
        "start_on": start,
        "start_key": start or NO_START,
        "due_on": due,
        "due_key": due or NO_DUE,
        "visibility": chance.choice(list(Visibility)),
        "status": status,
        "stage": STAGES[status],
        "is_on_behalf": False,
        "created_at": now(),
        "updated_at": now() - timedelta(seconds=chance.randint(0, 10**7)),
        "proposed_at": now(),
        "approved_at": agreed,
        "agreed_at": agreed,
        "finished_at": now() - timedelta(days=chance.randint(0, 500)) if STAGES[status] == 3 else None,
        "closing_note": "",
        "reported": reported,
        "confirmed": 0,
        "heard_on": today() - timedelta(days=chance.randint(0, 150)) if reported else None,
        "version": 1,
    }


def _insert(chance: random.Random, rows: list[dict[str, Any]], partners: list[tuple[int, str]], vocabulary: dict[str, int]) -> None:
    names, fresh, held = dict(partners), [], []
    for row in rows:
        public = words_of(f"{row['title']} {names[row['owner_id']]}")
        for word, shown in (words_of(row["what"]) | public).items():
            if word not in vocabulary:
                vocabulary[word] = len(vocabulary) + 1
                fresh.append({"id": vocabulary[word], "word": word, "stem": danish_stem(word), "shown": shown})
            held.append({"word_id": vocabulary[word], "commitment_id": row["id"], "is_public": word in public})
    signed = [row for row in rows if chance.random() < COSIGNED_SHARE]
    signers = [
        {"commitment_id": row["id"], "partner_id": partner_id, "answer": Answer.ACCEPTED, "reason": "", "invited_at": now()}
        for row in signed
        for partner_id, _name in chance.sample(partners, chance.choice([1, 1, 2, 3]))
        if partner_id != row["owner_id"]
    ]
    entries = [
        {"commitment_id": row["id"], "partner_id": row["owner_id"], "amount": row["reported"], "note": "", "on": today(), "at": now()}
        for row in rows
        if row["reported"]
    ]
    with writing() as session:
        for model, values in ((Commitment, rows), (SearchWord, fresh), (CommitmentWord, held), (CoSigner, signers), (Progress, entries)):
            if values:
                session.execute(insert(model), values)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3))
