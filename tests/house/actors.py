"""People of every role around one partner's commitments, signed in without the form, and one object of every kind they could reach for."""

import io
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from enquiry_makers import make_enquiry, make_initiative
from exchange_makers import make_idea, make_need, make_placement, make_programme, make_round
from flask import Flask
from flask.testing import FlaskClient
from makers import make_partner, make_user
from PIL import Image

from partnerhub.accounts import invitations, representation
from partnerhub.accounts.models import SignIn, User, Workplace
from partnerhub.accounts.session import hash_token
from partnerhub.assistant.models import OpenQuestion, Outcome
from partnerhub.clock import today
from partnerhub.commitments import evidence, service, voices
from partnerhub.commitments.kinds import Kind, Unit
from partnerhub.commitments.models import Commitment, SavedView
from partnerhub.commitments.terms import Terms
from partnerhub.database import db, writing
from partnerhub.strategy.models import Guidepost

ROLES = ("visitor", "outsider", "cosigner", "member", "manager", "school", "editor", "steward")


@dataclass
class World:
    """The objects by the name of the route parameter that reaches for them, and a token of sign-in for each role."""

    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def build(instance: Path) -> World:
    """Put the world into the test's database."""
    owner, signer = make_partner("company", "Ejerfabrikken"), make_partner("union", "Signerforbundet")
    operator = make_partner("municipality", "Driftskommunen", is_operator=True)
    people = {
        "outsider": make_user(make_partner("company", "Fremmedfabrikken"), is_manager=True),
        "cosigner": make_user(signer),
        "member": make_user(owner),
        "manager": make_user(owner, is_manager=True),
        "school": make_user(make_partner("school", "Skolen"), is_manager=True),
        "editor": make_user(operator, is_editor=True),
        "steward": make_user(operator, is_steward=True, is_manager=True),
    }
    colleague, spokesman = make_user(owner), make_user(signer, is_manager=True)
    terms = Terms(
        guidepost_id=db.session.query(Guidepost.id).filter_by(code="1.4").scalar(),
        title="Ti lærepladser",
        kind=Kind.APPRENTICESHIP,
        quantity=10,
        unit=Unit.APPRENTICESHIP,
        due_on=today() + timedelta(days=90),
        cosigners=((signer.id, None),),
    )
    draft = service.draft(people["manager"], terms)
    agreed = service.propose(people["manager"], *_seen(service.draft(people["manager"], terms)))
    service.answer(spokesman, *_seen(agreed), accepts=True)
    entry = voices.report(people["manager"], agreed.id, 2, "", today())
    file = evidence.add_file(people["manager"], agreed.id, "billede.png", _picture(), "Billede", True, instance)
    invitation = invitations.invite(people["manager"], owner.id, "ny@demo.example")
    spoken = representation.propose(spokesman, spokesman.id, owner.id, today(), None)
    with writing() as session:
        place = Workplace(partner_id=owner.id, name="Linje 1")
        view = SavedView(user_id=people["member"].id, name="Min", query="mine=1")
        question = OpenQuestion(week=today(), text="Hvad nu?", lang="da", outcome=Outcome.NONE, key="spørgsmål")
        session.add_all([place, view, question])
    world = World()
    common = {
        "entry_id": entry.id,
        "file_id": file.id,
        "partner_id": owner.id,
        "workplace_id": place.id,
        "user_id": colleague.id,
        "invitation_id": invitation.id,
        "representation_id": spoken.id,
        "view_id": view.id,
        "occupation_id": "smed",
        "question_id": question.id,
        "token": "ingen-slags-token",
        "key": "import-ingen",
        "slug": "2022-2025",
        "code": "1",
        "what": "pejlemaerke",
        "way": "op",
        "kind": "json",
        "text_id": terms.guidepost_id,
        "filename": "css/layout.css",
    }
    world.tokens = {role: _sign_in(user) for role, user in people.items()}
    common["sign_in_id"] = int(world.tokens["member"].split(".")[0])
    common |= {"scheme_id": "jobrotation", "checklist_id": "voksenlaerling"}
    common |= {"scheme_id": "jobrotation"}
    common |= {"need_id": make_need(people["manager"]).id, "placement_id": make_placement(people["manager"]).id}
    common |= {"programme_id": make_programme(people["school"]).id, "idea_id": make_idea(people["school"], people["manager"], seats=2).id}
    common |= {"enquiry_id": make_enquiry(spokesman, people["manager"]).id, "initiative_id": make_initiative(people["manager"]).id}
    world_round = make_round(people["steward"], owner)
    common |= {"round_id": world_round.round_id, "request_id": world_round.id}
    world.objects = {"draft": common | {"commitment_id": draft.id}, "agreed": common | {"commitment_id": agreed.id}}
    return world


def client_of(app: Flask, world: World, role: str) -> FlaskClient:
    """Return a client signed in as the role, "visitor" as nobody."""
    client = app.test_client()
    if role in world.tokens:
        with client.session_transaction() as session:
            session["_user_id"] = world.tokens[role]
            session["_fresh"] = True
    return client


def snapshot(path: Path) -> Path:
    """Keep the database as it is beside itself, to be put back after each request."""
    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
    return Path(shutil.copy(path, path.with_suffix(".kept")))


def put_back(path: Path, kept: Path) -> None:
    """Put the kept database in place of the changed one."""
    db.session.remove()
    db.engine.dispose()
    for rest in (path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        rest.unlink(missing_ok=True)
    shutil.copy(kept, path)


def _seen(commitment: Commitment) -> tuple[int, int]:
    return commitment.id, commitment.version


def _sign_in(user: User) -> str:
    with writing() as session:
        row = SignIn(user_id=user.id, token_hash=hash_token(f"token-{user.id}"), device="", network="")
        session.add(row)
        session.flush()
        return f"{row.id}.token-{user.id}"


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(file, "PNG")
    return file.getvalue()
