"""The assistant on the command line: ask it, and measure it."""

from pathlib import Path

import click
from flask.cli import AppGroup

from .assistant.asking import MOST_CHARACTERS, Asked, ask
from .assistant.evaluation import evaluate, table, wrong
from .schemes.terms import Audience

assistant_commands = AppGroup("assistant", help="Ask the assistant, or measure how well it answers.")


@assistant_commands.command("ask")
@click.argument("question")
@click.option("--audience", type=click.Choice([str(value) for value in Audience]), help="Who asks.")
@click.option("--lang", type=click.Choice(["da", "en"]), default="da")
def ask_command(question: str, audience: str | None, lang: str) -> None:
    """Print the reply to QUESTION."""
    if not question.strip() or len(question) > MOST_CHARACTERS:
        raise click.ClickException(f"Write a question of 1 to {MOST_CHARACTERS} characters.")
    reply = ask(Asked(question, audience=audience, lang=lang))
    answer = reply.answer
    click.echo(f"[{reply.kind}, {reply.confidence:.2f}]" + (f" {answer.title} ({answer.status})" if answer else ""))
    click.echo("\n".join(filter(None, [reply.told, reply.lifted.text if not reply.lifted.is_first else "", reply.message])))
    for choice in reply.suggestions:
        click.echo(f"  - {choice.title}")


@assistant_commands.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--wrong", "show_wrong", is_flag=True, help="Also list the questions that went wrong.")
def evaluate_command(file: Path, show_wrong: bool) -> None:
    """Print the figures for the labelled questions of FILE, one JSON object a line."""
    try:
        outcomes = evaluate(file)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo("\n".join(table(outcomes)))
    if show_wrong:
        click.echo("\n".join(wrong(outcomes)))
