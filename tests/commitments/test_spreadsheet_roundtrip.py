"""A spreadsheet that goes out comes in again as it was, cell by cell."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from commitment_makers import make_manager, some_terms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_partner

from partnerhub.accounts.models import Workplace
from partnerhub.clock import today
from partnerhub.commitments import export, importing, service
from partnerhub.commitments.choices import current_choices
from partnerhub.commitments.export_queries import records_of
from partnerhub.commitments.export_workbook import write_workbook
from partnerhub.commitments.import_plan import make_plan
from partnerhub.commitments.kinds import Kind, Unit, Visibility
from partnerhub.commitments.spreadsheet import COLUMNS
from partnerhub.cpr import find_cpr
from partnerhub.database import writing
from partnerhub.sheets.csv_files import guard, unguard
from partnerhub.sheets.files import read_sheets
from partnerhub.sheets.plans import Act
from partnerhub.typed_text import clean, is_readable

STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''+", '"', ";", ",", "=cmd|' /C calc'!A0", "1.4", "00123", "1e5", "æøå "])
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
SIGNS = st.one_of(LETTERS, st.sampled_from("\n;,\"'=\t"))


def texts(limit: int, needed: bool) -> st.SearchStrategy[str]:
    """Texts as they are stored: tidied, readable, without a CPR-like number."""
    made = st.tuples(STARTS, st.text(SIGNS, max_size=limit - 20)).map(lambda pair: clean("".join(pair)))
    return made.filter(lambda text: (text or not needed) and len(text) <= limit and is_readable(text) and not find_cpr(text))


def days(first: int, last: int) -> st.SearchStrategy[date | None]:
    """Days from today, or none."""
    return st.one_of(st.none(), st.integers(first, last).map(lambda number: today() + timedelta(days=number)))


CHANGES = st.fixed_dictionaries(
    {
        "title": texts(120, True).map(lambda text: " ".join(text.split())).filter(bool),
        "what": texts(600, False),
        "kind": st.sampled_from(Kind),
        "quantity": st.one_of(st.none(), st.integers(1, 100_000)),
        "unit": st.sampled_from(Unit),
        "start_on": days(-400, 0),
        "due_on": days(0, 9000),
        "visibility": st.sampled_from(Visibility),
    }
)


def write(kind: str, ids: list[int]) -> bytes:
    """Export commitments by id as the page would."""
    records = list(records_of(ids).values())
    return write_workbook(COLUMNS, records, current_choices(), "da") if kind == "xlsx" else export.write_csv(COLUMNS, records)


def cells(data: bytes) -> list[tuple[int, dict[int, object]]]:
    """Every cell of the first sheet of a file."""
    return [(row.number, row.cells) for row in read_sheets(data)[0].rows]


@given(text=st.text())
def test_the_formula_guard_is_taken_off_exactly(text):
    """Whatever the guard is put on comes back unchanged, and no guarded text begins like a formula."""
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, min_size=1, max_size=4))
def test_export_import_export_is_equal(app, kind, changes):
    """Rows that were changed after an export are brought back by importing it; a second export equals the first, cell by cell."""
    by, signer = make_manager(), make_partner("union")
    with writing() as session:
        session.add(Workplace(partner_id=by.partner_id, name="Værk; 2 (nord)"))
    drafts = [service.draft(by, some_terms(**changed, cosigners=((signer.id, None),))) for changed in changes]
    ids = [made.id for made in drafts]
    first = write(kind, ids)
    for made in drafts:
        other = Kind.OTHER if made.kind != Kind.OTHER else Kind.FLEX_JOB
        service.edit(
            by, made.id, made.version, replace(some_terms(code="2.1"), title="Noget andet", kind=other, quantity=7, unit=Unit.HOUR)
        )
    importing.carry_out(by, importing.read_upload(f"ud.{kind}", first))
    second = write(kind, ids)
    assert cells(second) == cells(first)
    plan = make_plan(by, importing.read_upload(f"ud.{kind}", second))
    assert [row.act for row in plan.rows] == [Act.SAME] * len(ids)
    assert not plan.notes


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_without_references_makes_the_same_anew(each_database, kind):
    """Rows whose reference is taken out come in as new drafts with the same cells, but for reference and state."""
    by, signer = make_manager(), make_partner("school", "Demoskolen; afd. (3)")
    made = service.draft(by, some_terms(title="=1+1", what="To\nlinjer", cosigners=((signer.id, 4),)))
    made = service.propose(by, made.id, made.version)
    upload = importing.read_upload(f"ud.{kind}", write(kind, [made.id]))
    for row in upload.rows:
        del row.cells["reference"]
    (new,) = importing.carry_out(by, upload)
    before, after = records_of([made.id])[made.id], records_of([new.id])[new.id]
    assert {key: value for key, value in after.items() if key not in ("reference", "status")} == {
        key: value for key, value in before.items() if key not in ("reference", "status")
    }
    assert after["status"] == "draft"
    assert before["cosigners"] == ((signer.name, 4),)


def test_an_import_is_idempotent_by_reference(app):
    """The same file twice changes nothing the second time, not even a version."""
    by = make_manager()
    made = service.draft(by, some_terms())
    data = write("xlsx", [made.id])
    assert importing.carry_out(by, importing.read_upload("ud.xlsx", data)) == []
    assert made.version == 1
