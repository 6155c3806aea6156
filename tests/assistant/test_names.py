"""Features keep their columns, whether learned or taken in later, and read back as they were."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from partnerhub.assistant.names import Names

words = st.text(st.characters(codec="utf-8", exclude_characters="\n\0"), min_size=1, max_size=8)


@given(st.sets(words, max_size=40), st.sets(words, max_size=10), st.integers(0, 1000), st.lists(words, max_size=20))
def test_every_name_has_a_column_of_its_own(learned, later, first, asked):
    """Those learned from `first` on, the later ones after them; what is not among them has none and is left out of a question's."""
    later -= learned
    names = Names.of(learned, first).with_more(later, 2000)
    assert len(names) == len(learned) + len(later) and {*names} == learned | later
    assert sorted(names[name] for name in learned) == [*range(first, first + len(learned))]
    assert sorted(names[name] for name in later) == [*range(2000, 2000 + len(later))]
    counted = Counter([*asked, *sorted(learned)[:3], *sorted(later)[:3]])
    places, times = names.known(counted)
    assert [*zip(places, times, strict=True)] == [(names[name], number) for name, number in counted.items() if name in names]
    assert all(names.get(name) is None for name in counted if name not in learned | later)


@given(st.sets(words, max_size=40), st.integers(0, 1000))
def test_names_are_read_back(learned, first):
    """The same names with the same columns, from bytes."""
    names = Names.of(learned, first)
    assert dict(Names.unpacked(names.packed(), first)) == dict(names)
