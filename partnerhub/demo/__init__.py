"""The demo: invented partners and promises with a past, relative to the day it is built."""

from datetime import date, datetime, timedelta
from typing import Any

import click
from flask import current_app
from sqlalchemy import inspect, select

from .. import clock
from ..accounts.models import Partner, PartnerKind, Representation, User, Workplace
from ..accounts.passwords import hash_password
from ..config import DEMO_PASSWORD
from ..database import db, upgrade_database, writing
from ..events import record
from ..shipping import tell_of_knowledge
from ..strategy.service import load_shipped
from ..typed_text import sort_key
from . import asking, ideas, needs_and_places, programmes, rounds
from .story import Promise, Scene, read_content, scenes

JOINED_DAYS_AGO = 330


def is_built() -> bool:
    """Tell whether the demo stands: its accounts can sign in, which is written last."""
    return db.session.scalar(select(User.id).where(User.email == "tovholder@demo.example", User.password_hash.is_not(None))) is not None


def build(day: date) -> int:
    """Fill the migrated, empty database with the demo as of a day, in one transaction; return the number of commitments."""
    content = read_content("content.yaml")
    with clock.at(day - timedelta(days=JOINED_DAYS_AGO)):
        load_shipped()
    with writing():
        with clock.at(day - timedelta(days=JOINED_DAYS_AGO)):
            cast = _add_partners(content)
        promises = [Promise.read(number, entry) for number, entry in enumerate(content["promises"])]
        acts = [scene for promise in promises for scene in scenes(promise, cast)]
        acts += needs_and_places.scenes(cast, day)
        acts += programmes.scenes(cast, day)
        acts += rounds.scenes(cast, day)
        acts += ideas.scenes(cast, day)
        for scene in sorted(acts, key=Scene.order):
            with clock.at(_moment(day, scene)):
                scene.play()
        asking.play(day, cast)
        _open_accounts(content)
    return len(promises)


def _moment(day: date, scene: Scene) -> datetime:
    """Spread over the working day, so that the history reads like one."""
    minutes = 8 * 60 + (scene.number * 37 + scene.step * 53) % (8 * 60)
    noon = datetime(day.year, day.month, day.day, tzinfo=clock.COPENHAGEN) - timedelta(days=scene.ago)
    return min(noon + timedelta(minutes=minutes), clock.now())


def _add_partners(content: dict[str, Any]) -> dict[str, User]:
    """Add partners with their first user; return the users by partner key."""
    with writing() as session:
        cast: dict[str, User] = {}
        named = {entry["partner"]: (mail, entry) for mail, entry in content["accounts"].items()}
        for key, entry in content["partners"].items():
            partner = Partner(
                name=entry["name"],
                sort_key=sort_key(entry["name"]),
                kind=PartnerKind(entry["kind"]),
                about=entry["about"],
                is_invented=True,
                contact_function="Kontakt for partnerskabet",
                **dict.fromkeys(entry["marks"], True),
            )
            session.add(partner)
            session.flush()
            record("partner.created", partner, None, name=partner.name, kind=partner.kind)
            mail, person = named.get(key, (f"leder@{key}.demo.example", {"name": f"Leder i {entry['name']}", "function": "leder"}))
            is_steward = partner.is_operator
            user = User(
                partner_id=partner.id, email=mail, name=person["name"], function=person["function"], is_manager=True, is_steward=is_steward
            )
            user.partner = partner
            session.add(user)
            session.flush()
            record("user.joined", user, user, name=user.name, role="manager")
            cast[key] = user
        _tie(session, cast)
        return cast


def _tie(session: Any, cast: dict[str, User]) -> None:
    """Contact persons, workplaces and a shop steward at the factory."""
    for key, user in cast.items():
        if key != "kommunen":
            user.partner.consultant_id = cast["kommunen"].id
    factory = cast["fabrik"].partner
    session.add_all(Workplace(partner_id=factory.id, name=name, town="Demoby") for name in ("Linje 1 og 2", "Pakkeriet"))
    for company in ("fabrik", "transport"):
        spoken_for = Representation(
            user_id=cast["forbund"].id,
            company_id=cast[company].partner_id,
            since=clock.today(),
            proposed_by_id=cast["forbund"].id,
            union_confirmed_at=clock.now(),
            union_confirmed_by_id=cast["forbund"].id,
            company_confirmed_at=clock.now(),
            company_confirmed_by_id=cast[company].id,
        )
        session.add(spoken_for)
    session.flush()


def _open_accounts(content: dict[str, Any]) -> None:
    with writing() as session:
        password = hash_password(DEMO_PASSWORD)
        for user in session.scalars(select(User).where(User.email.in_(list(content["accounts"])))):
            user.password_hash = password


@click.command("demo")
@click.option("--keep", is_flag=True, help="Leave a demo that is already built as it is.")
def demo_command(keep: bool) -> None:
    """Build the demo database anew, relative to today."""
    if not current_app.config["PARTNERHUB_DEMO"]:
        raise click.ClickException("The demo has its own database: set PARTNERHUB_DEMO=1.")
    if keep:
        upgrade_database()
        if is_built():
            tell_of_knowledge()
            click.echo("The demo is already built; 'partnerhub demo' builds it anew.")
            return
    _empty()
    number = build(clock.today())
    tell_of_knowledge()
    click.echo(f"The demo is built: {number} commitments of invented partners.")


def _empty() -> None:
    """Drop every table and make them anew; a demo has nothing to keep."""
    db.session.remove()
    with db.engine.connect().execution_options(partnerhub_write=True) as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        for table in inspect(connection).get_table_names():
            connection.exec_driver_sql(f'DROP TABLE "{table}"' + ("" if on_sqlite else " CASCADE"))
        connection.commit()
    db.engine.dispose()
    upgrade_database()
