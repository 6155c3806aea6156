"""A bank of example questions gives back what it was made of, and tells what an earlier one did not hold."""

from hypothesis import given
from hypothesis import strategies as st

from partnerhub.schemes.phrases import Phrase, PhraseBank
from partnerhub.schemes.terms import Audience, Facet

texts = st.text(max_size=12) | st.sampled_from(["to\nlinjer", "\ud800 halvt", "\u2028", '"[]', "æøå 🎉"])
phrases = st.builds(
    Phrase,
    texts,
    st.sampled_from(["da", "en"]),
    st.just("plain"),
    st.none() | st.sampled_from(Audience),
    st.lists(texts, max_size=2).map(tuple),
    st.lists(st.sampled_from(Facet), max_size=2).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
)


@given(st.lists(phrases, max_size=8))
def test_a_bank_gives_back_its_phrases(found):
    """The same values in the same order, as often as asked, facets and who asks of their own kind."""
    bank = PhraseBank(found)
    assert [*bank] == found == [*bank] and len(bank) == len(found)
    assert {type(facet) for phrase in bank for facet in phrase.facets} <= {Facet}
    assert bank == PhraseBank(iter(found)) and hash(bank) == hash(PhraseBank(found))


@given(st.lists(phrases, max_size=6), st.lists(phrases, max_size=6))
def test_what_is_new_in_a_bank(earlier, added):
    """In their order the phrases that the earlier bank does not hold, however often; nothing of an equal one."""
    old, new = PhraseBank(earlier), PhraseBank([*earlier, *added])
    assert [*new.beyond(old)] == [phrase for phrase in added if phrase not in earlier]
    assert [*old.beyond(old)] == [] == [*old.beyond(new)]
