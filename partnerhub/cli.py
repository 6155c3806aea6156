"""The console script: Flask's CLI with our verbs."""

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup

from . import create_app
from .access import declared_access, holders
from .assistant_commands import assistant_commands
from .checks import check_command
from .commitments.import_command import import_command
from .config import ConfigError
from .delivery import deliver_command
from .demo import demo_command
from .server import run_command
from .setup_commands import add_user_command, init_command, migrate_command


@click.command("access-matrix")
def access_matrix_command() -> None:
    """Print each route and method with the permission it asks for and the roles that hold it."""
    for line in access_lines(current_app._get_current_object()):  # type: ignore[attr-defined]
        click.echo(line)


def access_lines(app: Flask) -> list[str]:
    """Return the access matrix, one line a route and method: rule, method, declared access, roles."""
    lines = []
    for rule in app.url_map.iter_rules():
        access = declared_access(app.view_functions[rule.endpoint]) or ("public" if rule.endpoint == "static" else "UNDECLARED")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            lines.append(f"{rule.rule}  {method}  {access}  {holders(access)}")
    return sorted(lines)


COMMANDS = (
    access_matrix_command,
    add_user_command,
    assistant_commands,
    check_command,
    deliver_command,
    demo_command,
    import_command,
    init_command,
    migrate_command,
    run_command,
)


def init_app(app: Flask) -> None:
    """Register the commands that compose what several packages know."""
    for command in COMMANDS:
        app.cli.add_command(command)


def main() -> None:
    """Run `partnerhub …`."""
    try:
        FlaskGroup(name="partnerhub", create_app=create_app, add_default_commands=False, help="Partnerhub: the partners' commitments.")()
    except ConfigError as wrong:
        raise SystemExit(f"Error: {wrong}") from None
