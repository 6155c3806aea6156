"""What points to a person is masked however it is written, what every question holds is not, and nothing takes long."""

import json
from pathlib import Path

import pytest

from partnerhub.assistant.gate import weigh
from partnerhub.assistant.learned import examples_of
from partnerhub.assistant.privacy import MASK, MOST_READ, mask
from partnerhub.assistant.training import fit
from partnerhub.cpr import CPR_MASK

# How many of the questions we know hold a number of a person or an address.
LOOKED_AT = 13


@pytest.mark.parametrize(
    "written",
    [
        *("12345678", "tlf.12345678", "12 34 56 78", "12.34.56.78", "12/34/56/78", "12-34-56-78", "+45.12.34.56.78", "+46 70 123 45 67"),
        *("01-01-90-1234", "01.01.1990-1234", "010190 12 34", "010190-12 34", "(010190)1234", "01 01 90 12 34"),
        *("010190_1234", "010190:1234", "010190,1234", "[010190] 1234", "1.1.1990 1234", "1-1-90-1234", "1990-01-01-1234", "010190 12-34"),
        *("0️⃣1️⃣0️⃣1️⃣9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "⓪①⓪①⑨⓪①②③④", "010190-123 4", "20-3040-50", "²⁰³⁰⁴⁰⁵⁰"),
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
        *("født 010190, de sidste fire er 1234", "010190 cpr 1234", "010190 og 1234", "cpr 010190, så 12 34", "sidste fire: 1985"),
        *("O10190-1234", "01O19O-I234", "2O 34 56 78", "2345 67 89", "223344-55", "22-334455", "1234-56-78", "0045 12 34 56 78"),
        *("tyve tredive fyrre halvtreds", "femogtyve tolv treogfyrre halvfems tres", "nul en nul to nul tre, tolv fireogtredive"),
        *("tyve tredive fyrre halvtreds og spørg", "nul en nul en ni nul en to tre fire og"),
        *("nul en nul en ni nul en to tre fire", "reg. 1234 konto 0012345678", "1234 0012345678", "DK50 0040 0440 1162 43"),
        *("4571 1234 5678 9012", "pas AB1234567", "kontonr. 123456"),
        *("per.bo@firma,dk", "per.bo@firma dk", "per@firma", "per.bo at firma.dk", "per at firma dot dk", "per AT firma DOT dk"),
        *("per krøllealfa firma punktum dk", "per snabel a firma prik dk", "bo punktum per snabel-a firma.dk", "mail: per at firma.dk"),
        *("per%40firma.dk", "per﹫firma.dk", "per@firma。dk"),
        *("per@firma.dk", "per(at)firma.dk", "per (at) firma.dk", "per＠firma.dk"),
    ],
)
def test_a_number_or_address_is_masked(written):
    """No digit of it and no name of it stays."""
    masked = mask(f"ring til mig {written} tak")
    assert masked.changed and (MASK in masked.text or CPR_MASK in masked.text)
    assert not any(sign.isdigit() for sign in masked.text) and "firma" not in masked.text


@pytest.mark.parametrize(
    "text",
    [
        "fra 01-01-2026 / 31-12-2026",
        "et lokale på 12 m², 12½ time",
        "start 1. januar 2027, 45 kr. i 2023",
        "37 timer og 12.000 kr. om 3 år",
        "lov nr. 1750 af 29. december 2025",
        "mellem 18-50 år i 2026, uge 10-12",
        "§ 56 og EUV1, 30 pct. af 1.560 timer",
        "strategien for 2022-2025, dato 2026-11-28, fra 1.1.2027 1500 kr.",
        "12 000 000 kr. til 40 firmaer",
        "de er 15 16 17 18 år, i uge 10 11 12 13",
        "den 101026 1500 kr, 10/10/2026 1500 kr og den 10 10 2026",
        "§§ 51 52 53 54 i 10 20 30 40 timer",
        "for dem på 15 16 17 18 og 19",
        "de sidste fire år har vi haft 1500 ansatte, CPR-kontoret siden 1968",
        "jeg har set at jobnet.dk er nede, look at kalundborg.dk",
        "er det ti, tyve, tredive, fyrre og halvtreds timer?",
    ],
)
def test_dates_amounts_and_laws_stay(text):
    """They are what is asked about."""
    assert mask(text).text == text


def test_a_rising_list_is_no_way_round():
    """What only looks like a list of weeks or ages is a phone number all the same."""
    for text in ("uge 22 33 44 55", "ring 12 34 56 78 timer før", "20 30 40 50", "uge 10 11 12 12"):
        assert mask(text).changed, text


def test_the_questions_we_know_keep_their_words():
    """Of all that people asked, in training and unseen, only true numbers and addresses are masked: a dozen, each looked at."""
    files = sorted(Path("partnerhub/assistant/training").glob("*.jsonl")) + sorted(Path("tests/assistant").glob("unseen*.jsonl"))
    asked = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    changed = {text for entry in asked for text in [entry["question"], *entry.get("context", ())] if mask(text).changed}
    assert len(asked) > 10_000 and len(changed) == LOOKED_AT
    assert all("@" in text or sum(sign.isdigit() for sign in text) >= 8 for text in changed)


@pytest.mark.parametrize(
    "piece", ["a", "1", "12 34 56 78 ", "010190-1234 ", "a@", "(at)", "a dot ", "a.a", "10, ", "I1", "nul ", "cpr 12 34 "]
)
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
