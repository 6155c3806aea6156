"""The fixed lists are whole: each kind has a unit and a name, each state a column, and the words differ."""

import pytest
from flask_babel import force_locale

from partnerhub.commitments import labels
from partnerhub.commitments.kinds import FINISHED, KIND_FACTS, OUTCOMES, Answer, Column, Kind, Phase, Status, Unit, Visibility
from partnerhub.commitments.models import STAGES

LABELS = [
    (labels.kind_label, Kind),
    (labels.phase_label, Phase),
    (labels.column_label, Column),
    (labels.visibility_label, Visibility),
    (labels.answer_label, Answer),
]


def test_every_kind_has_a_unit():
    """All nineteen kinds are counted in a unit of the list, and every unit is some kind's."""
    assert len(Kind) == 19
    assert KIND_FACTS.keys() == set(Kind)
    assert {facts.unit for facts in KIND_FACTS.values()} | {Unit.HOUR} == set(Unit)
    assert all(facts.scheme is None or facts.scheme == facts.scheme.lower().strip() for facts in KIND_FACTS.values())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("label", "listed"), LABELS, ids=lambda value: value.__name__)
def test_every_value_has_a_name_of_its_own(app, label, listed, language):
    """Each value of each list has a name with a capital, no two the same, given the value or its text."""
    with force_locale(language):
        names = [label(value) for value in listed]
        assert all(name and name[0].isupper() for name in names)
        assert len(set(names)) == len(names)
        assert names == [label(value.value) for value in listed]


@pytest.mark.parametrize("unit", list(Unit))
def test_units_are_named_in_one_and_many(app, unit):
    """One of it and more of it are both words, and a quantity is a number with its word."""
    assert labels.unit_label(unit, 1) and labels.unit_label(unit, 2)
    assert labels.quantity_label(1, unit) == f"1 {labels.unit_label(unit, 1)}"
    assert labels.quantity_label(1500, unit) == f"1.500 {labels.unit_label(unit, 2)}"
    assert labels.quantity_label(None, unit) == labels.quantity_label(5, None) == ""


def test_danish_counts_one_and_many(app):
    """ "1 læreplads", "2 lærepladser": the words people use."""
    assert [labels.quantity_label(number, Unit.APPRENTICESHIP) for number in (1, 2)] == ["1 læreplads", "2 lærepladser"]


def test_every_state_has_its_stage():
    """Stages go draft, proposed, agreed, finished; the outcomes and withdrawn are finished."""
    assert STAGES.keys() == set(Status)
    assert {status for status, stage in STAGES.items() if stage == 3} == set(FINISHED) == {*OUTCOMES, Status.WITHDRAWN}
    assert {status.value for status in Status} | {"active"} == {phase.value for phase in Phase}
