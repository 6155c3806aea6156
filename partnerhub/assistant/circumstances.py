"""Hears that somebody tells of themselves ("jeg er 23", "hvad hvis jeg er på dagpenge?"): is the scheme that is spoken of for them?"""

import re
from collections.abc import Collection
from dataclasses import replace

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.shipped import texts_of
from partnerhub.schemes.terms import Facet

from .concepts import ages_in, cues_in
from .elsewhere import is_benefit, is_everyday, is_upkeep, matters_alone, says_little, speaks_of_work
from .heard import Heard
from .points import REFUSED, SIZE, is_told_in, signs_in
from .understanding import Meaning
from .wordforms import level, stem, tokens

# Why nothing is answered: only a circumstance was told.
CIRCUMSTANCE = "circumstance"
_A_FEW_WORDS, _A_SENTENCE = 6, 16
_OF_SOMEBODY = frozenset({"somebody", SIZE})
_ABOUT_A_PERSON = frozenset({"who.conditions", "ask.can", "ask.what", "rules.end"})
_TELLS = re.compile(
    r"(?:(?:og|men|and|but) )?(?:hvad med|what about) (?:min|mit|mine|hans|hendes|my|his|her) "
    r"|(?:(?:og|men|and|but) )?(?:(?:hvad )?hvis |what if |if |naar |when )?"
    r"(?:(?:jeg|vi|han|hun|de|i|we|he|she|they) (?:er|har|var|gaar|bor|faar|kan|am|are|is|have|has|was|get|live|cannot|can't)\b|i'm\b"
    r"|(?:min|vores|my|our) (?:soen|datter|mand|kone|ansat|medarbejder|laerling|elev|son|daughter|husband|wife|employee|apprentice)\w* "
    r"(?:er|har|faar|is|has|gets)\b)"
)
# How rare (logarithm of one in how many questions) a word must be to be what a circumstance is about, unless it is a benefit, and how
# rare several together where it is asked for ("bliver jeg modregnet i folkepensionen?").
_TELLING, _TELLING_ALONE, _SHORTEST = 6.0, 12.0, 4


def of_somebody(meaning: Meaning, turn: Heard) -> Meaning:
    """A circumstance alone asks whether the scheme spoken of is for that one, or what its answers tell of it.

    Where no scheme was spoken of, it is asked back what is wanted.
    """
    text = turn.asked.levelled
    tells = bool(ages_in(text) or _TELLS.match(text))
    if meaning.kind == "clarify" and ages_in(text) and not turn.talk.texts and not speaks_of_work(turn.asked):
        meaning = replace(meaning, kind="none")  # an age alone is nobody's question yet
    asks_nothing, signs = not set(cues_in(text)) - _ABOUT_A_PERSON, signs_in(text)
    is_short, is_kept = len(turn.asked.words) <= _A_FEW_WORDS, bool(ages_in(text)) or any(map(is_upkeep, turn.asked.words))
    says_what = is_kept or speaks_of_work(turn.asked) or not _OF_SOMEBODY.isdisjoint(signs)
    is_of_somebody = tells and asks_nothing and says_what and is_short
    # An age, or what one lives of, told in few words turns no talk to another scheme.
    is_answered = meaning.kind == "answer" and not meaning.named and (meaning.scheme == turn.spoken_of or (is_of_somebody and is_kept))
    if not (meaning.kind == "none" or is_answered) or len(turn.asked.words) > _A_SENTENCE or is_everyday(turn.asked):
        return meaning
    scheme = turn.mind.knowledge.schemes.get(turn.spoken_of or "")
    if scheme is None:
        return replace(meaning, topic=CIRCUMSTANCE) if is_of_somebody and not turn.spoken_of else meaning
    if is_answered and not is_of_somebody and not (ages_in(text) and asks_nothing):
        return meaning
    if is_answered and meaning.scheme == turn.spoken_of and meaning.facet != Facet.WHAT:
        return replace(meaning, topic=CIRCUMSTANCE)
    facet: Facet | None = None
    if tells and is_short and REFUSED in signs:
        facet = Facet.APPLY if Facet.APPLY in scheme.answers else None
    elif is_of_somebody and SIZE in signs:
        facet = next((side for side, answer in scheme.answers.items() if is_told_in(answer.wording.short.da, "size")), Facet.WHO)
    else:
        asks_of_it = tells or bool(matters_alone(turn.question))
        facet = Facet.WHO if is_of_somebody or ages_in(text) else _side_that_tells(scheme, turn, _TELLING if asks_of_it else _TELLING_ALONE)
    if facet is None:
        return meaning
    ranked = tuple(dict.fromkeys([scheme.id, *meaning.ranked]))
    return replace(meaning, kind="answer", ranked=ranked, facet=facet, topic=CIRCUMSTANCE)


def _side_that_tells(scheme: SchemeContent, turn: Heard, least: float) -> Facet | None:
    """Return the side of a scheme, whom it is for before others, that speaks of what was told in words this rare; None when none does."""
    model = turn.mind.understanding.model
    known = model.columns["words"]
    words = {stem(word) for word in turn.asked.words if (len(word) >= _SHORTEST or is_benefit(word)) and not says_little(word)}
    rarity = {word: float(model.rarity[known[word]]) - 1 for word in words if word in known}
    rarity |= dict.fromkeys(words & {stem(word) for word in turn.asked.words if is_benefit(word)}, _TELLING)
    telling = {word: worth for word, worth in rarity.items() if worth >= _TELLING}
    sides = sorted(scheme.answers, key=lambda facet: facet != Facet.WHO)
    return next((side for side in sides if sum(telling[word] for word in telling.keys() & stems_told(scheme, {side})) >= least), None)


def stems_told(scheme: SchemeContent, facets: Collection[str]) -> set[str]:
    """Return the stems of all words, in both languages, of a scheme's answers on these facets."""
    texts = (text for name, answer in scheme.answers.items() if name in facets for text in texts_of(answer))
    return {stem(word) for text in texts for words in (text.da, text.en) for word in tokens(level(words))}
