"""`partnerhub import`: the same reading, dry run and carrying out as in the browser."""

from pathlib import Path

import click
from sqlalchemy import func, select

from ..access import Permission, may
from ..accounts.models import User
from ..config import UPLOAD_LIMIT
from ..database import db
from ..errors import RuleBroken
from ..sheets.plans import Act, Plan, PlanChangedError
from . import importing
from .import_plan import make_plan


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "mail", required=True, metavar="MAIL", help="The user whose partner the new commitments belong to.")
@click.option("--confirm", is_flag=True, help="Carry it out; without this nothing is written.")
def import_command(file: Path, mail: str, confirm: bool) -> None:
    """Read commitments from an xlsx or csv FILE; tells what it would do, and does it with --confirm."""
    by = db.session.scalar(select(User).where(func.lower(User.email) == mail.strip().lower()))
    if by is None or not by.is_active or not may(by, Permission.COMMITMENT_IMPORT):
        raise click.ClickException(f"No active user has the mail address {mail}.")
    if file.stat().st_size > UPLOAD_LIMIT:
        raise click.ClickException("The file is larger than 10 MB.")
    try:
        upload = importing.read_upload(file.name, file.read_bytes())
        plan = make_plan(by, upload)
        importing.check_size(plan)
    except RuleBroken as broken:
        raise click.ClickException(broken.text) from None
    _tell(plan)
    if plan.problems:
        raise click.ClickException("Nothing was written: mend the cells above first.")
    if not plan.does_something:
        click.echo("Everything in the file stands already.")
    elif confirm:
        try:
            made = importing.carry_out(by, upload, plan.versions)
        except PlanChangedError as changed:
            _tell(changed.plan)
            raise click.ClickException("Nothing was written: the commitments have changed meanwhile.") from None
        click.echo(f"Written: {', '.join(commitment.reference for commitment in made)}")
    else:
        click.echo("Nothing was written; add --confirm to carry it out.")


def _tell(plan: Plan) -> None:
    for note in plan.notes:
        click.echo(note)
    for row in plan.rows:
        if row.act != Act.SAME:
            click.echo(f"{row.number:>5}  {row.act.value:<8} {row.reference or '-':<12} {row.title}")
        for problem in row.problems:
            click.echo(f"       {problem}")
    counts = ", ".join(f"{plan.count(act)} {act.value}" for act in Act if plan.count(act))
    click.echo(f"Rows: {counts}.")
