"""The commands that make an installation's first people."""

import re

import pytest
from client import Browser
from makers import make_partner
from sqlalchemy import func, select

from partnerhub import events
from partnerhub.accounts.models import Partner, User
from partnerhub.database import db, upgrade_database
from partnerhub.schemes.models import Answer
from partnerhub.shipping import load_knowledge
from partnerhub.strategy.models import Strategy

FIRST = ["init", "--email", "Tove@Kommune.Example", "--name", "Tove Tovholder"]


@pytest.fixture
def bare(make_app, tmp_path):
    """An app whose database has no table yet."""
    app = make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'bare.db'}", MUNICIPALITY_NAME="Demoby")
    with app.app_context():
        yield app


def run(app, args, **options):
    """Run a command and return its result."""
    result = app.test_cli_runner().invoke(args=args, **options)
    db.session.remove()
    return result


def link_in(output):
    """Return the path of the link that a command printed."""
    return re.search(r"http://127\.0\.0\.1(/konto/ny-adgangskode/\S+)", output)[1]


def test_init_makes_everything_needed(bare):
    """Tables, strategy, municipality and a steward, who chooses the password by the link and gets in."""
    result = run(bare, FIRST)
    assert result.exit_code == 0, result.output
    steward = db.session.scalar(select(User))
    assert (steward.email, steward.name, steward.is_steward, steward.is_manager) == ("tove@kommune.example", "Tove Tovholder", True, True)
    assert (steward.partner.name, steward.partner.is_operator) == ("Demoby Kommune", True)
    assert db.session.scalar(select(func.count()).select_from(Strategy)) == 1
    assert events.verify() is None
    browser, password = Browser(bare.test_client()), "fire helt nye ord"
    browser.post(link_in(result.output), {"password": password, "password_again": password})
    assert browser.sign_in(steward, password).is_in()


def test_init_and_migrate_load_what_is_known(bare):
    """The first run says what it loaded; later ones find it there and say nothing."""
    first = run(bare, FIRST)
    assert "Knowledge of the schemes: " in first.output
    assert db.session.scalar(select(func.count()).select_from(Answer)) > 100
    for again in (["init"], ["migrate"]):
        assert "Knowledge" not in run(bare, again).output


def test_a_broken_content_file_stops_no_command(bare, tmp_path, monkeypatch):
    """The command goes on with the other files and names file, line and remedy on standard error."""
    (tmp_path / "alfa.yaml").write_text("id: beta\n", encoding="utf-8")
    monkeypatch.setattr(load_knowledge, "__defaults__", (tmp_path, tmp_path))
    result = run(bare, FIRST)
    assert result.exit_code == 0
    assert "Left out: alfa.yaml, line 1: the id must be the file's name, alfa" in result.stderr


def test_init_can_be_run_again(bare):
    """The second run makes nothing twice, asks nothing, and prints a fresh link only while no password is chosen."""
    first = run(bare, FIRST)
    again = run(bare, ["init"])
    assert again.exit_code == 0
    assert "There is a steward already: tove@kommune.example." in again.output
    browser, password = Browser(bare.test_client()), "fire helt nye ord"
    browser.post(link_in(again.output), {"password": password, "password_again": password})
    browser.get(link_in(first.output), status=410)
    assert "ny-adgangskode" not in run(bare, ["init"]).output
    assert db.session.scalar(select(func.count()).select_from(Partner)) == 1
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_init_asks_for_what_is_missing(bare):
    """Without options the command asks."""
    result = run(bare, ["init"], input="tove@kommune.example\nTove Tovholder\n")
    assert result.exit_code == 0, result.output
    assert db.session.scalar(select(User.email)) == "tove@kommune.example"


def test_no_password_on_the_command_line(bare):
    """A password in the shell's history is no secret: no command takes one."""
    for command in ("init", "add-user"):
        assert "--password" not in run(bare, [command, "--help"]).output


def test_add_user(app):
    """A user of an existing partner, with a link to choose the password."""
    partner = make_partner("school", "Demoskolen Syd")
    args = ["add-user", "--partner", "Demoskolen Syd", "--email", "Ny@Demo.example", "--name", " Nanna  Ny ", "--function", "koordinator"]
    result = run(app, [*args, "--manager"])
    assert result.exit_code == 0, result.output
    user = db.session.scalar(select(User))
    assert (user.partner_id, user.email, user.function, user.is_manager, user.is_steward) == (
        partner.id,
        "ny@demo.example",
        "koordinator",
        True,
        False,
    )
    Browser(app.test_client()).get(link_in(result.output))
    again = run(app, args)
    assert again.exit_code == 1
    assert "has an account already" in again.output


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"--partner": "Ukendt"}, "no partner called 'Ukendt'"),
        ({"--email": "ikke-en-mail"}, "is not a mail address"),
        ({"--email": "a b@demo.example"}, "is not a mail address"),
        ({"--email": "a,b@demo.example"}, "is not a mail address"),
        ({"--email": "søren@demo.example"}, "is not a mail address"),
        ({"--email": "0101901234@demo.example"}, "looks like a CPR number"),
        ({"--name": "  "}, "needs a name"),
        ({"--name": "Nanna Ny 010190-1234"}, "looks like a CPR number"),
        ({"--name": "x" * 121}, "121 characters; there is room for 120"),
        ({"--function": "f" * 81}, "room for 80"),
    ],
)
def test_add_user_refuses_in_a_sentence(app, changed, sentence):
    """What cannot be made is said, and nothing is half made."""
    make_partner("school", "Demoskolen Syd")
    options = {"--partner": "Demoskolen Syd", "--email": "ny@demo.example", "--name": "Nanna Ny"} | changed
    result = run(app, ["add-user", *(word for pair in options.items() for word in pair)])
    assert result.exit_code == 1
    assert sentence in result.output
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_init_on_a_migrated_database(app):
    """A database that is already migrated and filled is left as it is."""
    upgrade_database()
    assert run(app, FIRST).exit_code == 0
    assert db.session.scalar(select(func.count()).select_from(Strategy)) == 1
