"""Commands that make an installation's first people."""

import click
from flask import current_app
from sqlalchemy import select

from .accounts.models import Partner, PartnerKind, User
from .accounts.partners import Facts, add_partner
from .accounts.service import make_reset
from .config import public_address
from .database import db, upgrade_database, writing
from .events import record
from .strategy.service import load_shipped


@click.command("init")
@click.option("--email", prompt="Mail of the first steward", help="Mail address of the first steward.")
@click.option("--name", prompt="Name of the first steward", help="Name of the first steward.")
def init_command(email: str, name: str) -> None:
    """Make the tables, load the strategy, and make the municipality with its first steward. Can be run again."""
    upgrade_database()
    load_shipped()
    operator = db.session.scalar(select(Partner).where(Partner.is_operator))
    if operator is None:
        facts = Facts(name=f"{current_app.config['MUNICIPALITY_NAME']} Kommune", is_public_employer=True)
        operator = add_partner(None, PartnerKind.MUNICIPALITY, facts, is_operator=True)
        click.echo(f"Made {operator.name}.")
    steward = db.session.scalar(select(User).where(User.partner_id == operator.id, User.is_steward, User.deactivated_at.is_(None)))
    if steward is not None:
        click.echo(f"There is a steward already: {steward.email}.")
        return
    _add(operator, email, name, "tovholder", is_manager=True, is_steward=True)


@click.command("add-user")
@click.option("--partner", "partner_name", required=True, help="Name of the partner.")
@click.option("--email", required=True, help="Mail address, which is also the name to sign in with.")
@click.option("--name", required=True, help="Name of the person.")
@click.option("--function", default="", help="What others see instead of the name.")
@click.option("--manager", is_flag=True, help="May approve for the partner and invite colleagues.")
def add_user_command(partner_name: str, email: str, name: str, function: str, manager: bool) -> None:
    """Add a user to a partner and print a single-use link to choose the password."""
    partner = db.session.scalar(select(Partner).where(Partner.name == partner_name))
    if partner is None:
        raise click.ClickException(f"There is no partner called {partner_name!r}.")
    _add(partner, email, name, function, is_manager=manager, is_steward=False)


def _add(partner: Partner, email: str, name: str, function: str, is_manager: bool, is_steward: bool) -> None:
    email = email.strip().lower()
    if "@" not in email or any(sign.isspace() for sign in email):
        raise click.ClickException(f"{email!r} is not a mail address.")
    if db.session.scalar(select(User.id).where(User.email == email)):
        raise click.ClickException(f"{email} has an account already.")
    with writing() as session:
        user = User(partner_id=partner.id, email=email, name=name.strip(), function=function, is_manager=is_manager, is_steward=is_steward)
        session.add(user)
        session.flush()
        record("user.joined", user, user, name=user.name, role="manager" if is_manager else "member")
        token = make_reset(user)
    click.echo(f"Made {email}. Choose the password within two hours at:\n{public_address(f'/konto/ny-adgangskode/{token}')}")
