"""What holds on a day follows from dates alone, so that nobody has to remember to change a word."""

from datetime import date

import pytest
from scheme_makers import scheme_data, write_scheme

from partnerhub.schemes.content_types import Rate, Text
from partnerhub.schemes.life import alternatives_for, lead_on, life_line, phase_on, rate_is_old, status_on
from partnerhub.schemes.shipped import FOLDER, read_all, read_scheme
from partnerhub.schemes.terms import Facet, Status
from partnerhub.yaml_lines import ContentFault


@pytest.fixture(scope="module")
def jobrotation():
    """The scheme that the reform abolished."""
    return read_scheme(FOLDER / "jobrotation.yaml")


@pytest.mark.parametrize(
    ("day", "status", "lead"),
    [
        (date(2025, 6, 1), Status.ACTIVE, None),
        (date(2025, 12, 28), Status.ACTIVE, None),
        (date(2025, 12, 29), Status.CHANGING, "Jobrotation er ved at blive afskaffet."),
        (date(2026, 3, 1), Status.CHANGING, "Jobrotation er ved at blive afskaffet."),
        (date(2026, 6, 30), Status.CHANGING, "Jobrotation er ved at blive afskaffet."),
        (date(2026, 7, 1), Status.ENDED, "Jobrotation kan ikke længere bevilges."),
        (date(2026, 11, 24), Status.ENDED, "Jobrotation kan ikke længere bevilges."),
        (date(2040, 1, 1), Status.ENDED, "Jobrotation kan ikke længere bevilges."),
    ],
)
def test_jobrotation_lives_changes_and_ends(jobrotation, day, status, lead):
    """Active before the act, changing while the day is not confirmed, ended from 1 July 2026: each with what must be said first."""
    said = lead_on(jobrotation, day)
    assert (status_on(jobrotation, day), said.da if said else None) == (status, lead)


def test_a_lead_may_stand_before_some_answers_only(tmp_path):
    """Where it says which, it stands before those; else before all. A facet that does not exist is a fault of the file."""
    data = scheme_data("delta")
    data["life"][-1]["lead_before"] = ["duration"]
    scheme, day = read_scheme(write_scheme(tmp_path, data)), date(2026, 11, 24)
    assert lead_on(scheme, day, Facet.DURATION) == lead_on(scheme, day) and not lead_on(scheme, day, Facet.WHAT)
    before = date(2026, 6, 30)
    assert lead_on(scheme, before, Facet.WHAT) == lead_on(scheme, before)
    data["life"][-1]["lead_before"] = ["weather"]
    with pytest.raises(ContentFault, match="weather"):
        read_scheme(write_scheme(tmp_path, data))


def test_no_day_is_named_that_nobody_confirmed():
    """The pool for education uplift was abolished on one of two days: its line says between which, and ends nothing on either."""
    active, changing = life_line(read_scheme(FOLDER / "uddannelsesloeft.yaml"), date(2026, 11, 24))
    assert (active.until, changing.begins, changing.between) == (None, None, (date(2026, 2, 1), date(2026, 7, 1)))


def test_a_phase_lasts_to_the_end_of_its_last_day(jobrotation):
    """The day named by `until` still belongs to the phase."""
    for phase in jobrotation.phases[:-1]:
        assert phase_on(jobrotation, phase.until) is phase


def test_every_scheme_has_a_state_on_every_day():
    """Past, present and future: no day falls between two phases of any scheme that ships."""
    for scheme in read_all()[0].values():
        for day in (date.min, date(2025, 1, 1), date(2026, 11, 24), date(2026, 12, 31), date(2027, 1, 1), date.max):
            assert status_on(scheme, day) in set(Status), scheme.id


def test_alternatives_fit_the_asker(jobrotation):
    """Each side has its own way out; who has none, and who says nothing, gets everyone's."""
    assert alternatives_for(jobrotation, "citizen") == ("voksenlaerling", "loentilskud", "virksomhedspraktik")
    everyone = alternatives_for(jobrotation, None)
    assert everyone == alternatives_for(jobrotation, "school") == ("veu-godtgoerelse", "voksenlaerling", "kompetencefond")


@pytest.mark.parametrize(("day", "old"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2026, 11, 24), True)])
def test_a_rate_grows_old_at_new_year(day, old):
    """A rate may have changed as soon as the year is another."""
    assert rate_is_old(Rate("ydelse", "203.17", "kr/time", 2024, Text("Ydelse", "Benefit"), "s1"), day) is old
