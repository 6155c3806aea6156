"""What the package knows about the schemes goes into the database: at the first start, and with every newer package."""

from pathlib import Path

import click

from .assistant.learned import PHRASES
from .schemes.loading import Loaded, Unread, load_shipped
from .schemes.phrases import read_sound_phrases
from .schemes.shipped import FOLDER, read_all
from .yaml_lines import ContentFault


def load_knowledge(schemes: Path = FOLDER, phrases: Path = PHRASES) -> tuple[Loaded, list[ContentFault]]:
    """Bring the database to the shipped knowledge; return what was done, and the faults of the files that were left out."""
    found, faults = read_all(schemes)
    asked, torn = read_sound_phrases(phrases)
    unread = Unread(schemes=frozenset(fault.path.stem for fault in faults), phrases=bool(torn))
    return load_shipped(found, asked, unread), [*faults, *torn]


def tell_of_knowledge() -> None:
    """Load the knowledge and say on the command line what was done; files that were left out go to standard error."""
    loaded, faults = load_knowledge()
    if loaded.anything:
        click.echo(
            f"Knowledge of the schemes: {loaded.added} rows and {loaded.phrases_added} questions added, {loaded.changed} rows follow the "
            f"package, {loaded.kept} keep what was edited here, {loaded.removed + loaded.phrases_removed} removed."
        )
    for fault in faults:
        click.echo(f"Left out: {fault}", err=True)
