"""Import: a dry run that names every fault by its cell, then all or nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from commitment_makers import make_commitment, make_manager, on_behalf
from crooked_files import FULL, HEADINGS, row, workbook
from makers import make_partner, make_steward
from sqlalchemy import func, select

from partnerhub.accounts.models import Workplace
from partnerhub.clock import today
from partnerhub.commitments import importing, service
from partnerhub.commitments.import_plan import make_plan
from partnerhub.commitments.kinds import Kind, Status, Unit, Visibility
from partnerhub.commitments.models import Commitment
from partnerhub.database import db, writing
from partnerhub.events import Event, latest_seq
from partnerhub.sheets.plans import Act, PlanChangedError


def plan_of(by, *rows, headings=FULL):
    """What a workbook of these rows would do."""
    return make_plan(by, importing.read_upload("fil.xlsx", workbook([headings, *rows])))


def faults(by, *rows, headings=FULL):
    """The faults of a workbook by cell."""
    return {problem.cell: problem.text for problem in plan_of(by, *rows, headings=headings).problems}


def carry_out(by, *rows):
    """Import a workbook of these rows at once."""
    return importing.carry_out(by, importing.read_upload("fil.xlsx", workbook([FULL, *rows])))


def count() -> int:
    """How many commitments there are."""
    return db.session.scalar(select(func.count(Commitment.id)))


def test_new_rows_become_drafts_of_the_own_partner(each_database):
    """A row without reference becomes a draft, with every column read and an event that names the file."""
    by, signer = make_manager(), make_partner("union", "Demoforbundet Øst")
    with writing() as session:
        place = Workplace(partner_id=by.partner_id, name="Værket")
        session.add(place)
    made = carry_out(
        by,
        row(
            Enhed="praktikpladser",
            Start=date(2030, 1, 1),
            Frist="30.06.2030",
            Synlighed="offentlig",
            Medunderskrivere="demoforbundet oest (3)",
            Arbejdssted="værket",
        ),
        row(Titel="Fleksjob", Art="fleksjob", Antal="1.000"),
    )
    first, second = made
    assert (first.status, first.owner_id, first.kind, first.quantity) == (Status.DRAFT, by.partner_id, Kind.APPRENTICESHIP, 10)
    assert (first.unit, first.start_on, first.due_on) == (Unit.PLACEMENT, date(2030, 1, 1), date(2030, 6, 30))
    assert (first.visibility, first.workplace_id) == (Visibility.PUBLIC, place.id)
    assert [(c.partner_id, c.share) for c in first.cosigners] == [(signer.id, 3)]
    assert (second.quantity, second.unit, second.visibility) == (1000, Unit.JOB, Visibility.PARTNERSHIP)
    told = db.session.scalars(select(Event).where(Event.name == "commitment.imported").order_by(Event.seq)).all()
    assert [(event.subject_id, event.payload) for event in told] == [(c.id, {"source": "fil.xlsx"}) for c in made]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Antal", "ca. 10", "“ca. 10” er ikke et helt tal. Skriv fx 10."),
        ("Antal", 0, "mellem 1 og 100.000"),
        ("Antal", -3, "mellem 1 og 100.000"),
        ("Antal", 10**9, "mellem 1 og 100.000"),
        ("Antal", 2.5, "2,5 er ikke et helt tal"),
        ("Antal", date(2030, 1, 1), "er ikke et helt tal"),
        ("Frist", "snart", "“snart” er ikke en dato. Skriv fx 30.06.2027."),
        ("Frist", "31.02.2030", "er ikke en dato"),
        ("Frist", date(2020, 1, 1), "passeret"),
        ("Frist", date(2160, 1, 1), "2000 og 2100"),
        ("Art", "Lærepads", "Mente du “Læreplads”?"),
        ("Art", "xyzzy", "Skriv en af disse: Læreplads"),
        ("Art", None, "skal udfyldes"),
        ("Titel", "  ", "skal udfyldes"),
        ("Titel", "x" * 300, "300 tegn"),
        ("Pejlemærke", "9.9", "Skriv et af disse numre: 1.1, 1.2"),
        ("Enhed", "kasser", "kender vi ikke"),
        ("Synlighed", "hemmelig", "Skriv en af disse"),
        ("Medunderskrivere", "Ukendt A/S", "kender ikke partneren “Ukendt A/S”"),
        ("Arbejdssted", "Månen", "ikke et af ejerens arbejdssteder"),
        ("Titel", "=A1&B1", "formel"),
        ("Antal", "=SUM(A1:A2)", "formel"),
        ("Ejer", "Nogen helt andre", "kender ikke partneren"),
        ("Reference", "F-2020-9999", "findes ikke"),
    ],
)
def test_every_fault_is_named_by_its_cell(app, column, value, words):
    """Whatever is wrong with a cell is told with the cell's name and what to do."""
    by = make_manager()
    place = "ABCDEFGHIJKL"[FULL.index(column)] + "2"
    found = faults(by, row(**{column: value}))
    assert list(found) == [place]
    assert words in found[place]
    assert len(found[place]) < 500


def test_the_sentence_names_the_cell_first(app):
    """The example of the promise: "Celle F2: “ca. 10” er ikke et helt tal. Skriv fx 10."."""
    (problem,) = plan_of(make_manager(), row(Antal="ca. 10")).problems
    assert str(problem) == "Celle F2: “ca. 10” er ikke et helt tal. Skriv fx 10."


def test_one_fault_does_not_hide_another(app):
    """All faults of all rows come at once, several of one row too."""
    by = make_manager()
    found = faults(by, row(Antal="mange", Frist="snart", Art="?"), row(Antal=0, Frist=date(2020, 1, 1), Start=date(2190, 1, 1)), row())
    assert set(found) == {"E2", "F2", "I2", "F3", "I3", "H3"}
    assert plan_of(by, row(), row(Antal="x")).does_something is False


def test_co_signers_are_checked(app):
    """Too large a share, the owner itself, and a share that is no number."""
    by, signer = make_manager(), make_partner("union", "Demoforbundet")
    assert "Andelene" in faults(by, row(Medunderskrivere="Demoforbundet (11)"))["K2"]
    assert "Ejeren" in faults(by, row(Medunderskrivere=by.partner.name))["K2"]
    assert "Andelen" in faults(by, row(Medunderskrivere="Demoforbundet (1.2.3)"))["K2"]
    assert "Mente du “Demoforbundet”" in faults(by, row(Medunderskrivere="Demoforbunde"))["K2"]
    assert signer.name == "Demoforbundet"


def test_what_excel_makes_of_a_code_is_read_back(app):
    """Danish Excel turns a typed 1.4 into 1 April; number, day and text with title all mean guidepost 1.4."""
    by = make_manager()
    for value in (1.4, "1,4", date(2026, 4, 1), "01-04-2026", "1.4 Flere lærepladser"):
        assert faults(by, row(Pejlemærke=value)) == {}


def test_excels_day_numbers_are_days(app):
    """46203 in a column of days is 30 June 2026 … a day, not a number."""
    (made,) = carry_out(make_manager(), row(Frist=47664))
    assert made.due_on == date(2030, 6, 30)


def test_a_known_reference_changes_what_differs(each_database):
    """A row with a reference of one's own draft or proposal is an edit: with before and after in the dry run, through the service."""
    by = make_manager()
    made = make_commitment(by=by, status="proposed")
    plan = plan_of(by, row(Reference=made.reference.lower(), Titel="Ny titel", Art="Virksomhedspraktik", Antal=12, Frist=made.due_on))
    (planned,) = plan.rows
    assert planned.act == Act.CHANGED
    changes = {label: (before, after) for label, before, after in planned.changes}
    assert changes["Titel"] == (made.title, "Ny titel")
    assert changes["Antal"] == (10, 12)
    assert "Frist" not in changes
    carry_out(by, row(Reference=made.reference, Titel="Ny titel", Art="Virksomhedspraktik", Antal=12, Frist=made.due_on))
    db.session.refresh(made)
    assert (made.title, made.quantity, made.version) == ("Ny titel", 12, 3)
    assert count() == 1


def test_columns_that_are_not_in_the_file_are_left_alone(app):
    """A file with reference and title alone changes the title alone."""
    by = make_manager()
    made = make_commitment(by=by, status="draft", what="Står her stadig")
    importing.carry_out(by, importing.read_upload("fil.csv", f"Reference;Titel;Antal\n{made.reference};Kortere;10".encode()))
    db.session.refresh(made)
    assert (made.title, made.what, made.quantity, made.due_on) == ("Kortere", "Står her stadig", 10, today() + timedelta(days=100))


def test_an_agreed_commitment_is_not_changed_by_an_import(app):
    """What is agreed is edited on its own page: the first changed cell says so; unchanged rows are fine."""
    by = make_manager()
    made = make_commitment(by=by, status="agreed")
    same = row(Reference=made.reference, Titel=made.title, Art="Virksomhedspraktik", Start=made.start_on, Frist=made.due_on)
    same[FULL.index("Enhed")] = "praktikpladser"
    same[FULL.index("Synlighed")] = "Partnerskabet"
    assert [planned.act for planned in plan_of(by, same).rows] == [Act.SAME]
    same[FULL.index("Antal")] = 11
    assert "aftalt og kan ikke ændres" in faults(by, same)["F2"]


def test_foreign_references(app):
    """Another partner's commitment cannot be changed; its draft is as unknown as a number that was never given."""
    by, other = make_manager(), make_manager()
    seen = make_commitment(by=other, status="proposed")
    hidden = make_commitment(by=other, status="draft")
    assert "tilhører" in next(iter(faults(by, row(Reference=seen.reference)).values()))
    texts = [faults(by, row(Reference=reference))["A2"] for reference in (hidden.reference, "F-2020-9999")]
    assert texts[0].replace(hidden.reference, "") == texts[1].replace("F-2020-9999", "")


def test_a_members_file_is_for_the_own_partner(app):
    """Only the steward may name another owner."""
    by, other = make_manager(), make_manager()
    assert "egen partner" in faults(by, row(Ejer=other.partner.name))["B2"]
    assert faults(by, row(Ejer=by.partner.name)) == {}


def test_the_steward_writes_on_behalf(app):
    """The steward's rows for others become proposals that wait for the partner; rows for the municipality become drafts."""
    steward, owner = make_steward(), make_manager()
    made = carry_out(steward, row(Ejer=owner.partner.name), row(Titel="Kommunens egen"))
    assert [(c.owner_id, c.status, c.is_on_behalf) for c in made] == [
        (owner.partner_id, Status.PROPOSED, True),
        (steward.partner_id, Status.DRAFT, False),
    ]


def test_the_owner_changes_what_was_written_on_behalf(app):
    """An owner's import may mend what the municipality wrote for it."""
    owner = make_manager()
    made = on_behalf(owner)
    carry_out(owner, row(Reference=made.reference, Titel="Rettet af ejeren", Art="Virksomhedspraktik"))
    db.session.refresh(made)
    assert made.title == "Rettet af ejeren"


def test_read_only_columns_are_told_and_left(app):
    """A changed "Status" or "Meldt" is ignored with a note that names the cells."""
    by = make_manager()
    made = make_commitment(by=by, status="proposed")
    plan = plan_of(by, [made.reference, made.title, "Opfyldt", 5], headings=("Reference", "Titel", "Status", "Meldt"))
    assert [planned.act for planned in plan.rows] == [Act.SAME]
    assert "“Status” kan ikke ændres ved indlæsning og er ikke læst i C2." in plan.notes
    assert "“Meldt” kan ikke ændres ved indlæsning og er ikke læst i D2." in plan.notes


def test_the_same_reference_twice_is_a_fault(app):
    """Two rows for one commitment: the second is named, with the row of the first."""
    by = make_manager()
    made = make_commitment(by=by, status="draft")
    found = faults(by, row(Reference=made.reference), row(Reference=made.reference, Titel="En anden"))
    assert "række 2" in found["A3"]


def test_a_likely_double_is_told(app):
    """A new row with the title of a commitment that stands gets a remark, and can still be imported."""
    by = make_manager()
    made = make_commitment(by=by, status="draft", title="Ti pladser")
    plan = plan_of(by, row())
    assert plan.does_something
    assert f"Række 2 har samme titel som {made.reference}. Er det en ny?" in plan.notes


def test_all_or_nothing(each_database):
    """One row at fault and nothing is written: no commitment, no event."""
    by = make_manager()
    before = (count(), latest_seq())
    with pytest.raises(PlanChangedError) as changed:
        carry_out(by, row(), row(Titel="To"), row(Antal="x"))
    assert [problem.cell for problem in changed.value.plan.problems] == ["F4"]
    assert (count(), latest_seq()) == before


def test_a_row_that_fails_late_takes_the_others_back(app, monkeypatch):
    """Should a rule say no in the middle of writing, what was written before it is taken back."""
    by = make_manager()
    before = (count(), latest_seq())
    real, calls = service.draft, []

    def failing(user, terms):
        calls.append(terms.title)
        if len(calls) == 2:
            return real(user, replace(terms, quantity=-1))
        return real(user, terms)

    monkeypatch.setattr(service, "draft", failing)
    with pytest.raises(PlanChangedError) as changed:
        carry_out(by, row(), row(Titel="To"))
    assert [problem.row for problem in changed.value.plan.problems] == [3]
    assert (count(), latest_seq()) == before


def test_headings_of_the_short_form_are_enough(app):
    """The columns that a school's list has, no more."""
    assert (
        plan_of(
            make_manager(), ["", "1.4", "Hold i svejsning", "Opkvalificeringsforløb", 2, "forløb", None, None], headings=HEADINGS
        ).problems
        == []
    )
