"""The console script: Flask's CLI with our verbs."""

from flask import Flask
from flask.cli import FlaskGroup

from . import create_app
from .database import migrate_command


def init_app(app: Flask) -> None:
    """Register the commands that compose what several packages know."""
    app.cli.add_command(migrate_command)


def main() -> None:
    """Run `partnerhub …`."""
    FlaskGroup(name="partnerhub", create_app=create_app, help="Partnerhub: the partners' commitments.")()
