"""Commands that make an installation and bring it up to date: tables, what ships with the package, the first people."""

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from sqlalchemy import select

from .accounts.models import Partner, PartnerKind, User
from .accounts.partners import Facts, add_partner
from .accounts.service import make_reset
from .config import public_address
from .cpr import find_cpr
from .database import current_revision, db, upgrade_database, writing
from .events import record
from .shipping import tell_of_knowledge
from .strategy.service import load_shipped
from .typed_text import clean


@click.command("init")
@click.option("--email", help="Mail address of the first steward; asked for when it is needed.")
@click.option("--name", help="Name of the first steward; asked for when it is needed.")
def init_command(email: str | None, name: str | None) -> None:
    """Make the tables, load strategy and knowledge, and make the municipality with its first steward. Can be run again."""
    upgrade_database()
    load_shipped()
    tell_of_knowledge()
    operator = db.session.scalar(select(Partner).where(Partner.is_operator))
    if operator is None:
        facts = Facts(name=f"{current_app.config['MUNICIPALITY_NAME']} Kommune", is_public_employer=True)
        operator = add_partner(None, PartnerKind.MUNICIPALITY, facts, is_operator=True)
        click.echo(f"Made {operator.name}.")
    steward = db.session.scalar(select(User).where(User.partner_id == operator.id, User.is_steward, User.deactivated_at.is_(None)))
    if steward is not None:
        click.echo(f"There is a steward already: {steward.email}.")
        if steward.password_hash is None:
            _print_link(steward)
        return
    email = email or click.prompt("Mail of the first steward")
    name = name or click.prompt("Name of the first steward")
    _add(operator, email, name, "tovholder", is_manager=True, is_steward=True)


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to the newest version: its tables, and the knowledge that ships."""
    upgrade_database()
    tell_of_knowledge()
    click.echo(f"Database is at {current_revision()}.")


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
    if not partner.is_active:
        raise click.ClickException(f"{partner.name} does not take part any more; take it in again on its page first.")
    _add(partner, email, name, function, is_manager=manager, is_steward=False)


def _add(partner: Partner, email: str, name: str, function: str, is_manager: bool, is_steward: bool) -> None:
    email, name, function = email.strip().lower(), str(clean(name)), str(clean(function))
    _check(email, name, function)
    if db.session.scalar(select(User.id).where(User.email == email)):
        raise click.ClickException(f"{email} has an account already.")
    with writing() as session:
        user = User(partner_id=partner.id, email=email, name=name, function=function, is_manager=is_manager, is_steward=is_steward)
        session.add(user)
        session.flush()
        record("user.joined", user, user, name=user.name, role="manager" if is_manager else "member")
    click.echo(f"Made {email}.")
    _print_link(user)


def _check(email: str, name: str, function: str) -> None:
    """Ask of the command line what the forms ask of a browser."""
    try:
        validate_email(email, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError as wrong:
        raise click.ClickException(f"{email!r} is not a mail address. {wrong}") from None
    if not name:
        raise click.ClickException("A person needs a name.")
    for what, text, limit in (("mail address", email, 254), ("name", name, 120), ("function", function, 80)):
        if len(text) > limit:
            raise click.ClickException(f"The {what} has {len(text)} characters; there is room for {limit}.")
        if find_cpr(text):
            raise click.ClickException(f"The {what} looks like a CPR number, and those are never stored.")


def _print_link(user: User) -> None:
    with writing():
        token = make_reset(user)
    click.echo(f"Choose the password within two hours at:\n{public_address(f'/konto/ny-adgangskode/{token}')}")
