"""What is learned from stays bounded: no topic is lost, and a topic with many questions gives no more than its share."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from partnerhub.assistant.learned import fair_share
from partnerhub.schemes.phrases import Phrase


def phrases(sizes):
    """Return so many phrases on each topic, the topics mixed."""
    found = sorted((number, topic) for topic, size in enumerate(sizes) for number in range(size))
    return [Phrase(f"spørgsmål {number}", "da", "plain", None, (f"ordning{topic}",), ()) for number, topic in found]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(12, 300))
def test_every_topic_gives_its_share(sizes, most):
    """Never more than asked for, in order; small topics whole, larger ones equally many."""
    all_of_them = phrases(sizes)
    kept = fair_share(all_of_them, most)
    assert len(kept) <= most and kept == [phrase for phrase in all_of_them if phrase in kept]
    counts = Counter(phrase.schemes[0] for phrase in kept)
    share = max(counts.values())
    assert [counts[f"ordning{topic}"] for topic in range(len(sizes))] == [min(size, share) for size in sizes]
    assert len(kept) == len(all_of_them) or len(kept) + len(sizes) > most, "no room is left that every topic could use"
