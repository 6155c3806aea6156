"""Lifts out of a scheme's answers what a question asks for beside its facet: what changes, how to complain, what holds for the
self-employed (`points.py`), or any other line that holds the question's own telling words.

What is asked for and stands nowhere is said to be unknown, with whom to ask.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.knowledge import Knowledge
from partnerhub.schemes.labels import newer_rate_unknown, old_rate_sentence
from partnerhub.schemes.presenting import AnswerShown, Reader, old_years, rate_years, show, worded_for
from partnerhub.schemes.terms import Audience, Facet, Status
from partnerhub.schemes.wording import fill_rates

from .concepts import cues_in
from .features import Asked
from .model import Model
from .points import ALONE, APPEAL, CHANGE, EMPLOYS, REFUSED, is_told_in, points_of, signs_in, tells_of, title_of, unknown, who_knows
from .wordforms import level, stem, tokens

# A dot after these ends no sentence, nor does one that a small letter follows.
_SENTENCE_ENDS = re.compile(r"(?<!\bbl\.a\.)(?<!\bfx\.)(?<!\bnr\.)(?<!\bca\.)(?<!\bkap\.)(?<=[.!?])\s+(?=[^\W\d_a-zæøå]|§)")
# A sentence that begins so says nothing without the one before it.
_LEANING = re.compile(
    r"(?:De[tnm]?|Her|Så|Derfor|Derefter|Bagefter|Ellers|Også|Andre|Begge|Resten|Men|Eller|Samme|Ordningen|Er (?:du|man|I) ikke"
    r"|It|They|This|That|There the|These|Then|Otherwise|Others|Both|The other|The first|The rest|The scheme|But|Or|I \d{4} var de[tn])\b"
)
_YEAR = re.compile(r"20[23]\d")
# How rare (logarithm of one in how many questions) a word must be to tell one line from another, how rare alone, and how rare together.
_TELLING, _ENOUGH_ALONE, _ENOUGH_TOGETHER = 5.0, 6.4, 9.0
_SHORTEST, _FEW_LINES = 4, 8
# A question of so many words may ask for two sides of a scheme: the two likeliest.
_LONG, _LIKELIEST = 8, 2


@dataclass(frozen=True)
class Lifted:
    """A line that is said besides an answer ("" for none) and its facet; it goes first when it was asked for, under a title of its own."""

    text: str = ""
    facet: str = ""
    is_first: bool = False
    title: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Lifted()


def lifted(
    asked: Asked, context: Sequence[str], shown: AnswerShown, knowledge: Knowledge, reader: Reader, model: Model, ease: float = 1.0
) -> Lifted:
    """Return what else a scheme's answers hold for a question that is answered with `shown`; `context` are the earlier questions.

    The smaller the `ease`, the less a word must tell for its line to be lifted.
    """
    scheme = knowledge.schemes[shown.scheme]
    points = points_of(asked) or _left_by(context, scheme, shown)
    told = tuple(_lines(scheme, reader, shown.short)) if points else ()
    for point in points:
        found = _change(asked, shown, told, scheme, model) if point == CHANGE else _pointed(point, asked, told, shown, knowledge, reader)
        if found:
            return found
    if points:
        return NOTHING
    if found := _of_another_year(asked, scheme, shown, reader):
        return found
    goes_on = reader.audience != Audience.COMPANY and EMPLOYS not in signs_in(asked.levelled)  # who said so goes on being it
    if goes_on and any(f"{ALONE}.asked" in signs_in(level(text)) for text in context):
        return _best_told(ALONE, _lines(scheme, reader, shown.short), shown.facet, frozenset())
    return _telling(asked, _lines(scheme, reader, shown.short), scheme, shown, model, ease)


def _of_another_year(asked: Asked, scheme: SchemeContent, shown: AnswerShown, reader: Reader) -> Lifted:
    """Return that the rates of the year asked for are not known, and of which year those shown are; nothing when no later one is."""
    wanted = max((int(word) for word in asked.words if _YEAR.fullmatch(word)), default=0)
    known = rate_years(scheme, Facet(shown.facet), reader.audience) if wanted else []
    return Lifted(newer_rate_unknown(wanted, known[-1]), shown.facet, is_first=True) if known and wanted > known[-1] else NOTHING


def _left_by(context: Sequence[str], scheme: SchemeContent, shown: AnswerShown) -> list[str]:
    """Return the point that a deadline is about after these questions: who was refused just now has so long to complain."""
    before = {*signs_in(level(context[-1]))} if context else set()
    is_about_it = shown.facet in {Facet.DURATION, Facet.APPLY} and not before.isdisjoint({REFUSED, f"{APPEAL}.asked"})
    return [APPEAL] if is_about_it and tells_of(APPEAL, scheme) else []


def second_side(asked: Asked, facets: Sequence[str], shown: AnswerShown, knowledge: Knowledge, reader: Reader) -> Lifted:
    """Return the short answer on the other side that a longer question asks for, too ("hvor søger vi, og hvad får vi?")."""
    asks = {name.partition(".")[0] for name in cues_in(asked.levelled)}
    other = next((facet for facet in facets[:_LIKELIEST] if facet != shown.facet), "")
    if len(asked.words) < _LONG or not {other, str(shown.facet)} <= asks or other not in knowledge.schemes[shown.scheme].answers:
        return NOTHING
    found = show(knowledge.schemes[shown.scheme], Facet(other), knowledge, reader)
    return Lifted(" ".join([found.short, *(remark for remark in found.remarks if remark not in shown.remarks)]), found.facet)


def mentioned(asked: Asked, knowledge: Knowledge, reader: Reader) -> tuple[SchemeContent, Lifted] | None:
    """Return a scheme whose answers mention what a question is about, though it is no scheme here ("ressourceforløb"), and the line."""
    things = _mentioned_in(asked.levelled)
    lines = ((scheme, line) for scheme in knowledge.schemes.values() if things for line in _lines(scheme, reader, ""))
    return next(((scheme, line) for scheme, line in lines if things & _mentioned_in(level(line.text))), None)


def _mentioned_in(levelled: str) -> set[str]:
    return {name for name in signs_in(levelled) if name.startswith("mentioned.")}


def _change(asked: Asked, shown: AnswerShown, told: Sequence[Lifted], scheme: SchemeContent, model: Model) -> Lifted:
    """Return the line on what was changed that holds the question's own words, else what is known of the scheme's future, if anything."""
    if shown.status is Status.ENDED:
        return NOTHING
    changes = [line for line in told if is_told_in(line.text, CHANGE)]
    if found := _telling(asked, changes, scheme, shown, model):
        return replace(found, is_first=True)
    is_told = "future" in signs_in(level(shown.note))
    nothing = "" if is_told else unknown(CHANGE)
    return Lifted(" ".join(filter(None, [nothing, shown.note])), shown.facet, is_first=True, title=title_of(CHANGE))


def _pointed(point: str, asked: Asked, told: Sequence[Lifted], shown: AnswerShown, knowledge: Knowledge, reader: Reader) -> Lifted:
    """Return the line on a point; that nobody knows, when it stands nowhere; nothing when the answer itself tells it."""
    if is_told_in(shown.text, point):
        return NOTHING
    words, scheme = frozenset(map(stem, asked.words)), knowledge.schemes[shown.scheme]
    anyones = _lines(scheme, replace(reader, audience=None), shown.short)
    for lines in (told, anyones):
        if found := _best_told(point, lines, shown.facet, words):
            return replace(found, is_first=True, title=title_of(point))
    if point == ALONE and (asked.audience == Audience.COMPANY or EMPLOYS in signs_in(asked.levelled)):  # as any other employer
        return NOTHING
    contact = show(scheme, Facet.CONTACT, knowledge, reader)
    whom = who_knows(point) or (contact.short if contact.facet == Facet.CONTACT != shown.facet else "")
    return Lifted(f"{unknown(point)} {whom}".strip(), contact.facet, is_first=True, title=title_of(point))


def _best_told(point: str, told: Iterable[Lifted], facet: str, words: frozenset[str]) -> Lifted:
    """Return the line that speaks of a point: of the facet asked for rather than another, then the one most like the question."""
    found = [line for line in told if is_told_in(line.text, point)]
    return max(found, key=lambda line: (line.facet == facet, len(words.intersection(_stems(line.text)))), default=NOTHING)


def _telling(asked: Asked, told: Iterable[Lifted], scheme: SchemeContent, shown: AnswerShown, model: Model, ease: float = 1.0) -> Lifted:
    """Return the line that holds words of the question which few questions hold and the answer does not, nothing when none does."""
    known, told = model.columns["words"], tuple(told)
    words = {stem(word) for word in asked.words if len(word) >= _SHORTEST}.difference(_stems(shown.text), _stems(shown.title))
    words.difference_update(_stems(" ".join([scheme.id, scheme.name.da, scheme.name.en])))
    # What a scheme is called by tells nothing of it, but for the name of a part of it, of which few lines speak.
    called = words.intersection(_stems(" ".join([*scheme.aliases_da, *scheme.aliases_en])))
    words -= {word for word in called if sum(word in _stems(line.text) for line in told) > _FEW_LINES}
    rarity = {word: float(model.rarity[known[word]]) - 1 if word in known else _ENOUGH_ALONE for word in words}
    # A part's own name is enough, however many of the scheme's own lines and examples hold it.
    rare = {word: max(worth, _ENOUGH_ALONE) if word in called else worth for word, worth in rarity.items() if worth >= ease * _TELLING}
    best, found = (0.0, False), NOTHING
    for line in told if rare else ():
        if line.text in shown.open_questions:  # it is said below the answer anyway
            continue
        hits = [rare[word] for word in rare.keys() & _stems(line.text)]
        worth = (sum(hits), line.facet == shown.facet)
        if worth > best and sum(hits) >= ease * (_ENOUGH_ALONE if len(hits) == 1 else _ENOUGH_TOGETHER):
            best, found = worth, replace(line, is_first=len(hits) > 1 or "no" in signs_in(level(line.text)))
    return found


def _lines(scheme: SchemeContent, reader: Reader, but: str) -> Iterator[Lifted]:
    """Yield the sentences of a scheme's answers as a reader gets them, `but` those said already, with what must be said of old rates."""
    for facet, content in scheme.answers.items():
        wording = worded_for(content, reader.audience)
        for text in (wording.short, wording.details, *content.open_questions):
            for line in _sentences(text.in_language(reader.lang)):
                filled = fill_rates(line, scheme.rates, reader.lang)
                years = old_years(scheme, reader.day, line)
                if filled not in but:
                    yield Lifted(" ".join([filled, *([old_rate_sentence(*years)] if years else [])]), facet)


@lru_cache(maxsize=8192)
def _sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; one that leans on the one before it comes with that."""
    found: list[str] = []
    before = ""
    for paragraph in text.split("\n"):
        for sentence in _SENTENCE_ENDS.split(paragraph.strip().removeprefix("- ")):
            if not _LEANING.match(sentence):
                before = sentence
            elif before:
                before = f"{before} {sentence}"
            found += [before] if before else []
    return tuple(found)


@lru_cache(maxsize=8192)
def _stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words, each once; a set of them would take three times the room."""
    return tuple({intern(stem(word)) for word in tokens(level(text))})
