"""What is learned from stays bounded: no topic is lost, and a topic with many questions gives no more than its share."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from partnerhub.assistant.learned import fair_share
from partnerhub.schemes.phrases import Phrase


def phrases(sizes, elsewhere=0):
    """Return so many phrases on each topic, the topics mixed, and some that belong elsewhere."""
    found = sorted((number, topic) for topic, size in enumerate([elsewhere, *sizes]) for number in range(size))
    return [Phrase(f"spørgsmål {number}", "da", "plain", None, (f"ordning{topic - 1}",) if topic else (), ()) for number, topic in found]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(12, 300))
def test_every_topic_gives_its_share(sizes, most):
    """Never more than asked for, in order; small topics whole, larger ones equally many."""
    all_of_them = phrases(sizes)
    kept = [*fair_share(all_of_them, most)]
    assert len(kept) <= most and kept == [phrase for phrase in all_of_them if phrase in kept]
    counts = Counter(phrase.schemes[0] for phrase in kept)
    share = max(counts.values())
    assert [counts[f"ordning{topic}"] for topic in range(len(sizes))] == [min(size, share) for size in sizes]
    assert len(kept) == len(all_of_them) or len(kept) + len(sizes) > most, "no room is left that every topic could use"


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 200), st.integers(12, 300))
def test_what_belongs_elsewhere_keeps_its_part(sizes, elsewhere, most):
    """However many schemes' questions come, those that teach what to refuse are not crowded out."""
    all_of_them = phrases(sizes, elsewhere)
    kept = [*fair_share(all_of_them, most)]
    refused = sum(not phrase.schemes for phrase in kept)
    assert len(kept) <= most and refused == (elsewhere if len(all_of_them) <= most else most * elsewhere // len(all_of_them))


def test_the_last_ones_of_a_topic_are_kept():
    """What an editor adds is learned, though the topic has more questions than its share."""
    kept = fair_share(phrases([10, 10]), 6)
    assert sorted(phrase.text for phrase in kept) == sorted(f"spørgsmål {number}" for number in (7, 8, 9) for _ in range(2))
