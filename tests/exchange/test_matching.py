"""Which offer meets a need best: a table made by hand, and what holds for every need and offer."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from exchange.matching_cases import CASES
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.exchange.kinds import OfferKind, Openness, ProgrammeForm
from partnerhub.exchange.kinship import Kinship
from partnerhub.exchange.matching import LEAST, Offered, Wanted, best, match
from partnerhub.exchange.quarters import read_quarter
from partnerhub.occupations.keeping import shipped_vocabulary

TODAY = date(2026, 11, 28)
KINDS = {"F": OfferKind.PROGRAMME, "P": OfferKind.PLACEMENT, "I": OfferKind.INITIATIVE, "C": OfferKind.COMMITMENT}
FORMS = {"online": ProgrammeForm.ONLINE, "yours": ProgrammeForm.AT_COMPANY}
VOCABULARY = shipped_vocabulary()
KNOWN = Kinship(VOCABULARY)


def need_of(text):
    """Read a need as the table writes it."""
    occupation, quarter, *rest = text.split()
    places = frozenset(word[1:] for word in rest if word[0] == "@")
    ways = frozenset(Openness(word[1:]) for word in rest if word[0] == "+")
    return Wanted(1, 1, occupation, read_quarter(quarter), ways, places)


def offer_of(number, text):
    """Read an offer as the table writes it."""
    kind, occupation, period, *rest = text.lstrip("!").split()
    first, last = ((date.fromisoformat(day) if day else None) for day in period.split(".."))
    return Offered(
        KINDS[kind],
        number,
        1 if "own" in rest else 2,
        frozenset([occupation]),
        first,
        last,
        0 if "full" in rest else 5,
        frozenset(word[1:] for word in rest if word[0] == "@"),
        next((FORMS[word] for word in rest if word in FORMS), None),
        frozenset(Openness(word[1:]) for word in rest if word[0] == "+"),
        TODAY - timedelta(days=730) if "old" in rest else TODAY,
    )


@pytest.mark.parametrize(("need", "offers"), CASES, ids=[re.sub(r"\W+", "-", f"{number} {need}") for number, (need, _) in enumerate(CASES)])
def test_offers_stand_in_the_order_that_a_consultant_would_give(need, offers):
    """The table's offers come in its order, however they were shuffled, and those marked are not there."""
    numbered = [(offer_of(number, text), text) for number, text in enumerate(offers)]
    expected = [text for _, text in numbered if text[0] != "!"]
    for turned in (numbered, numbered[::-1]):
        found = best((match(need_of(need), offered, KNOWN, TODAY) for offered, _ in turned), len(offers))
        assert [offers[one.offered.id] for one in found] == expected, [(one.score, offers[one.offered.id]) for one in found]


def test_the_table_is_large_enough():
    """At least a hundred and twenty pairs of a need and an offer, and every kind of offer."""
    pairs = [text for _, offers in CASES for text in offers]
    assert len(pairs) >= 120 and {text.lstrip("!")[0] for text in pairs} == set(KINDS)


OCCUPATIONS = st.sampled_from(sorted(VOCABULARY.occupations))
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2031, 1, 1))
OFFERS = st.builds(
    Offered,
    st.sampled_from(list(OfferKind)),
    st.integers(1, 99),
    st.integers(1, 3),
    st.frozensets(OCCUPATIONS, max_size=3),
    DAYS,
    DAYS,
    st.none() | st.integers(0, 9),
    st.frozensets(st.sampled_from(["4400", "4300", "4450", "kalundborg"]), max_size=2),
    st.none() | st.sampled_from(list(ProgrammeForm)),
    st.frozensets(st.sampled_from(list(Openness)), max_size=2),
    st.none() | st.dates(date(2023, 1, 1), TODAY),
)
NEEDS = st.builds(
    Wanted,
    st.integers(1, 99),
    st.integers(1, 3),
    st.none() | OCCUPATIONS,
    st.integers(read_quarter("2026-4"), read_quarter("2030-4")),
    st.frozensets(st.sampled_from(list(Openness)), max_size=3),
    st.frozensets(st.sampled_from(["4400", "4300", "4450", "kalundborg"]), max_size=2),
)


@given(NEEDS, OFFERS)
def test_a_score_is_a_share_of_a_hundred_with_reasons(need, offered):
    """Between 0 and 100, never without a reason, and none for an occupation that nobody knows."""
    found = match(need, offered, KNOWN, TODAY)
    if found is not None:
        assert 0 < found.score <= 100 and found.reasons and need.occupation_id is not None
        assert len(set(found.reasons)) == len(found.reasons)


@given(NEEDS, OFFERS)
def test_full_or_old_never_stands_above_free_and_new(need, offered):
    """Taking the last place, or two years without a word, lowers a match or takes it away."""
    fresh = match(need, replace(offered, free=3, updated_on=TODAY), KNOWN, TODAY)
    for worse in (replace(offered, free=0, updated_on=TODAY), replace(offered, free=3, updated_on=date(2024, 1, 1))):
        found = match(need, worse, KNOWN, TODAY)
        assert found is None or (fresh is not None and found.score < fresh.score)


@given(NEEDS, OFFERS)
def test_the_same_place_and_a_wish_met_never_harm(need, offered):
    """An offer moved to the need's place, or answering its openness, does not sink."""
    before = match(need, offered, KNOWN, TODAY)
    if before is None:
        return
    if need.places and offered.form is None and offered.partner_id != need.partner_id:
        moved = match(need, replace(offered, places=need.places), KNOWN, TODAY)
        assert moved is not None and moved.score >= before.score
    met = match(need, replace(offered, ways=offered.ways | need.openness), KNOWN, TODAY)
    assert met is not None and met.score >= before.score >= LEAST * 0.05
