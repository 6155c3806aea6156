"""What the assistant learns from the knowledge: phrases, the names of schemes, and their answers as weak evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.knowledge import Knowledge
from partnerhub.schemes.phrases import Phrase, PhraseBank
from partnerhub.schemes.shipped import texts_of
from partnerhub.schemes.wording import RATE_NAME

from .examples import Example, digest_of, keys_of

PHRASES = Path(__file__).parent / "training"
_ANSWER_WEIGHT = 0.3
# More questions than these teach little that is new, but take minutes to learn and room in every worker.
MOST_LEARNED = 24_000
_FOLLOW = frozenset({"followup", "turn"})
_SMALL_TALK = frozenset({"smalltalk", "chitchat"})


def names_of(schemes: Mapping[str, SchemeContent]) -> dict[str, list[str]]:
    """Return every name that each scheme is known by, Danish and English."""
    return {key: [scheme.name.da, scheme.name.en, *scheme.aliases_da, *scheme.aliases_en] for key, scheme in schemes.items()}


def spoken_names(knowledge: Knowledge) -> dict[str, list[str]]:
    """Return every name that a question may hold, also of a scheme that is left out: no other must be taken for it."""
    return {**{key: [*out.names] for key, out in knowledge.left_out.items()}, **names_of(knowledge.schemes)}


def close_schemes(schemes: Mapping[str, SchemeContent]) -> dict[str, frozenset[str]]:
    """Return for each scheme those that its own lists say are related, taken for it, or used instead."""
    return {
        key: frozenset(
            [
                *scheme.related,
                *(other.scheme for other in scheme.confusions if other.scheme),
                *chain.from_iterable(scheme.alternatives.values()),
            ]
        )
        for key, scheme in schemes.items()
    }


def examples_of(phrases: Iterable[Phrase], schemes: Mapping[str, SchemeContent]) -> Iterator[Example]:
    """Yield what is learned from: questions, the schemes' names, their answers, and cries for help with what only sounds like one.

    `phrases` are gone through more than once. One example after the other, for all of them at once would be the most that a worker holds.
    """
    return chain(_asked(phrases), _called(names_of(schemes)), _weak(schemes), _cries())


def digest_of_sources(phrases: PhraseBank, schemes: Mapping[str, SchemeContent]) -> str:
    """Return a hash of all that `examples_of` makes examples from, without making those of the phrases: there are tens of thousands."""
    return digest_of(chain([phrases.digest], keys_of(chain(_called(names_of(schemes)), _weak(schemes), _cries()))))


def new_examples(
    phrases: PhraseBank, schemes: Mapping[str, SchemeContent], old_phrases: PhraseBank, old_schemes: Mapping[str, SchemeContent]
) -> list[Example]:
    """Return the names and questions that are learned from now and were not before; answers are weak evidence and can wait.

    Names come first: there are few, and a new scheme is nothing without.
    """
    known_names = names_of(old_schemes)
    names = {key: [name for name in names if name not in known_names.get(key, ())] for key, names in names_of(schemes).items()}
    return [*_called(names), *_asked([*phrases.beyond(old_phrases)])]


def _asked(phrases: Iterable[Phrase]) -> Iterator[Example]:
    """Yield the questions as examples, follow-ups together with what they follow, too; small talk is none."""
    for phrase in fair_share(phrases, MOST_LEARNED):
        yield _question(phrase)
        if phrase.context and phrase.schemes and phrase.kind in _FOLLOW:
            audience = str(phrase.audience) if phrase.audience else None
            yield Example(f"{phrase.context[-1]} {phrase.text}", phrase.schemes, (), audience, well_spelt=False)


def _cries() -> Iterator[Example]:
    files = (("cries.txt", True), ("no-cries.txt", False))
    texts = ((text, is_cry) for name, is_cry in files for text in (PHRASES / name).read_text(encoding="utf-8").splitlines() if text)
    return (Example(text, (), well_spelt=False, cry=is_cry) for text, is_cry in texts)


def _called(names: Mapping[str, Iterable[str]]) -> Iterator[Example]:
    return (Example(name, (key,)) for key, known in names.items() for name in known)


def fair_share(phrases: Iterable[Phrase], most: int) -> Iterator[Phrase]:
    """Yield at most so many phrases, in their order: what belongs elsewhere keeps its part of the whole, and the schemes share the rest.

    A scheme with few gives all, one with more as many as others do, its last ones: what was added here comes after what was shipped.
    Small talk is left out. `phrases` are gone through twice.
    """
    left = Counter(phrase.schemes for phrase in phrases if phrase.kind not in _SMALL_TALK)
    part = share = most
    if (total := left.total()) > most:
        part = most * left[()] // total
        share = _share([count for schemes, count in left.items() if schemes], most - part)
    for phrase in phrases:
        if phrase.kind not in _SMALL_TALK:
            if left[phrase.schemes] <= (share if phrase.schemes else part):
                yield phrase
            left[phrase.schemes] -= 1


def _share(sizes: Sequence[int], most: int) -> int:
    """Return how many each topic may give, so that together they give at most so many and the small ones all they have."""
    share = 0
    for place, size in enumerate(sorted(sizes)):
        share = most // (len(sizes) - place)
        if size > share:
            break
        most -= size
    return share


def _question(phrase: Phrase) -> Example:
    audience = str(phrase.audience) if phrase.audience else None
    facets = tuple(map(str, phrase.facets))
    return Example(phrase.text, phrase.schemes, facets, audience, well_spelt=phrase.kind != "typo", follows=phrase.kind == "followup")


def _weak(schemes: Mapping[str, SchemeContent]) -> Iterator[Example]:
    """Yield the answers' lines, in both languages, as examples that count little."""
    for key, scheme in schemes.items():
        for answer in scheme.answers.values():
            for text in texts_of(answer):
                for words in (text.da, text.en):
                    lines = [RATE_NAME.sub("", line) for line in words.split("\n") if line.strip()]
                    yield from (Example(line, (key,), (str(answer.facet),), None, _ANSWER_WEIGHT) for line in lines)
