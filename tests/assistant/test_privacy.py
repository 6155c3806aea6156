"""What points to a person is masked however it is written, what every question holds is not, and nothing takes long."""

import pytest

from partnerhub.assistant.gate import weigh
from partnerhub.assistant.learned import examples_of
from partnerhub.assistant.privacy import MASK, MOST_READ, mask
from partnerhub.assistant.training import fit


@pytest.mark.parametrize(
    "written",
    [
        *("12345678", "tlf.12345678", "12 34 56 78", "12.34.56.78", "12/34/56/78", "12-34-56-78", "+45.12.34.56.78", "+46 70 123 45 67"),
        *("01-01-90-1234", "01.01.1990-1234", "010190 12 34", "010190-12 34", "(010190)1234", "01 01 90 12 34"),
        *("010190_1234", "010190:1234", "010190,1234", "[010190] 1234", "1.1.1990 1234", "1-1-90-1234", "1990-01-01-1234", "010190 12-34"),
        *("0, 1, 0, 1, 9, 0, 1, 2, 3, 4", "0/1/0/1/9/0/1/2/3/4", "0 1 0 1 9 0 - 1 2 3 4", "0 1 0 1 9 0 1 2 3 4"),
        *(
            "(12) 34 56 78",
            "12 345 678",
            "123 456 78",
            "12 34 5678",
            "1234.5678",
            "12–34–56–78",
            "12,34,56,78",
            "12·34·56·78",
            "12_34_56_78",
            "12:34:56:78",
            "12|34|56|78",
            "12 - 34 - 56 - 78",
            "12  34  56  78",
            "010190|1234",
            "010190x1234",
            "anna @ firma . dk",
            "anna (at) firma dot dk",
        ),
        *("0048 601 234 567", "070-123 45 67", "+49.170.1234567", "22 33 44 55, +46 70 123 45 67"),
        *(
            "per @ firma.dk",
            "per@ firma.dk",
            "per@firma .dk",
            "per[at]firma[dot]dk",
            "per (AT) firma.dk",
            "per(a)firma.dk",
            "per snabel-a firma.dk",
        ),
        *("per%40firma.dk", "per﹫firma.dk", "per@firma。dk"),
        *("per@firma.dk", "per(at)firma.dk", "per (at) firma.dk", "per＠firma.dk"),
    ],
)
def test_a_number_or_address_is_masked(written):
    """No digit of it and no name of it stays."""
    masked = mask(f"ring til mig {written} tak")
    assert masked.changed and MASK in masked.text
    assert not any(sign.isdigit() for sign in masked.text) and "firma" not in masked.text


@pytest.mark.parametrize(
    "text",
    [
        "fra 01-01-2026 / 31-12-2026",
        "start 1. januar 2027, 45 kr. i 2023",
        "37 timer og 12.000 kr. om 3 år",
        "lov nr. 1750 af 29. december 2025",
        "mellem 18-50 år i 2026, uge 10-12",
        "§ 56 og EUV1, 30 pct. af 1.560 timer",
        "strategien for 2022-2025, dato 2026-11-28, fra 1.1.2027 1500 kr.",
        "12 000 000 kr. til 40 firmaer",
    ],
)
def test_dates_amounts_and_laws_stay(text):
    """They are what is asked about."""
    assert mask(text).text == text


@pytest.mark.parametrize("piece", ["a", "1", "12 34 56 78 ", "010190-1234 ", "a@", "(at)"])
def test_what_is_far_too_long_is_cut_before_it_is_looked_through(piece):
    """A text of 100,000 signs would keep a worker for half a minute."""
    masked = mask(piece * 100_000)
    assert masked.changed or len(masked.text) == MOST_READ
    assert len(masked.text) <= 2 * MOST_READ


def test_two_schemes_are_enough(known):
    """Where so few are known, their scores are weighed all the same."""
    two = [example for example in examples_of(known.phrases, known.schemes) if example.schemes in {("mentor",), ("fleksjob",)}]
    model, _ = fit(two)
    chances = weigh(model.judge(model.read("Hvad er en mentor?")), 4)
    assert 0 <= chances.right <= 1 and 0 <= chances.inside <= 1
