"""From what is meant to what is said: the answer with its state, sources and dates, or a question back, or an honest no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.knowledge import Knowledge
from partnerhub.schemes.left_out import unanswerable_sentence
from partnerhub.schemes.presenting import AnswerShown, Reader, question_for, show
from partnerhub.schemes.terms import Facet

from .circumstances import CIRCUMSTANCE
from .crisis import Cry
from .lifting import NOTHING, Lifted
from .models import Outcome
from .points import missing
from .sayings import HELP_NUMBERS, POLITE, asking_back, helping_sentence, smalltalk
from .settling import MISSING
from .unanswerable import left_out_in
from .understanding import Meaning

MOST_SUGGESTIONS = 4
MOST_MISTAKEN, MOST_RELATED = 3, 4
# A clarifying question offers what is at most this much less likely than the best.
_RUNNERS_UP = 3
# Below this chance that any scheme is meant, none is called the nearest.
_NEAR_FROM = 0.1


@dataclass(frozen=True)
class Choice:
    """A button: the scheme and facet it asks about and the full question it stands for."""

    scheme: str
    facet: str
    title: str


@dataclass(frozen=True)
class Neighbour:
    """A scheme that is often mistaken for the one answered, or close to it: how they differ ("" when they do not) and its button."""

    text: str
    choice: Choice | None


@dataclass(frozen=True)
class Reply:
    """What the assistant says to one question.

    `message` is all that is said without an answer, and with one how the scheme differs from another, when that was asked.
    `help_numbers` are whom to call after a cry for help; `lifted` is what else was asked for and is said first or beside the answer.
    `outcome` is what it counts as, None for a cry for help, which counts as nothing; `about` is the nearest scheme and facet;
    `parts` are the pieces of a message in several languages, each with its language.
    """

    kind: str
    lang: str
    confidence: float
    answer: AnswerShown | None = None
    suggestions: tuple[Choice, ...] = ()
    message: str = ""
    facets: tuple[Choice, ...] = field(default_factory=tuple)
    outcome: Outcome | None = None
    about: tuple[str, str] = ("", "")
    neighbours: tuple[Neighbour, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    lifted: Lifted = NOTHING
    help_numbers: tuple[str, ...] = ()
    cry: Cry | None = None

    @property
    def told(self) -> str:
        """The short answer as it is told: the scheme's state, then what was asked for beside its facet; "" without an answer."""
        first = self.lifted.text if self.lifted.is_first else ""
        return " ".join(filter(None, [self.answer.lead, first, self.answer.short])) if self.answer else ""

    @property
    def note(self) -> str:
        """What is said of the scheme's life below an answer, "" where it was said first."""
        return self.answer.note if self.answer and self.answer.note not in self.lifted.text else ""

    @property
    def beside(self) -> str:
        """The line that stands beside the answer, "" for none; in the language that is spoken now."""
        return "" if self.lifted.is_first or not self.lifted.text else _("Også værd at vide: %(text)s", text=self.lifted.text)


@dataclass(frozen=True)
class Asker(Reader):
    """A reader who asks; `contact` is how a human is reached, in one sentence; `off` says why no answer is given on which schemes."""

    contact: str = ""
    off: Mapping[str, str] = field(default_factory=dict)


def reply_to(meaning: Meaning, knowledge: Knowledge, asker: Asker) -> Reply:
    """Return what is said to a question that means this."""
    with force_locale(asker.lang):
        known = [scheme for scheme in meaning.ranked if scheme in knowledge.schemes and scheme not in asker.off]
        if meaning.kind == "crisis":
            return cried(asker.lang, Cry(asker.lang))
        if meaning.kind == "smalltalk":
            message = smalltalk(meaning.topic) + ("" if meaning.topic in POLITE else f" {asker.contact}")
            return Reply("smalltalk", asker.lang, 1.0, message=message, outcome=Outcome.SMALLTALK)
        about = _about(meaning)
        meant = meaning.ranked[0] if meaning.kind == "answer" else next(iter(meaning.named), "")
        if meant in asker.off and meant in knowledge.schemes:
            message = _off(knowledge, meant, asker)
            return Reply("none", asker.lang, meaning.confidence, message=message, outcome=Outcome.OFF, about=(meant, str(meaning.facet)))
        if left_out := left_out_in(meaning, knowledge):
            message = f"{unanswerable_sentence(knowledge.left_out[left_out].name.in_language(asker.lang))} {asker.contact}"
            return Reply("none", asker.lang, meaning.confidence, message=message, outcome=Outcome.OFF, about=(left_out, str(meaning.facet)))
        if meaning.kind == "answer" and known[:1] == [meaning.ranked[0]]:  # of one that is gone no other is the answer
            return _answer(known, meaning, knowledge, asker)
        if meaning.kind == "clarify" and known:
            choices = _choices([scheme for scheme in meaning.offered if scheme in known], meaning.facet, knowledge, asker)
            message = f"{asking_back(meaning.topic)} {asker.contact}"
            return Reply("clarify", asker.lang, meaning.confidence, None, choices, message, outcome=Outcome.CLARIFY, about=about)
        if meaning.kind == "none" and meaning.topic.startswith(MISSING):
            message = f"{missing(meaning.topic.removeprefix(MISSING))} {asker.contact}"
            return Reply("none", asker.lang, meaning.confidence, message=message, outcome=Outcome.NONE, about=about)
        if meaning.topic == CIRCUMSTANCE:
            return too_little(asker)
        return Reply("none", asker.lang, meaning.confidence, message=nothing_found(asker), outcome=Outcome.NONE, about=about)


def switched_off(reason: str, asker: Asker) -> Reply:
    """Return what is said to everything while the whole assistant is off."""
    with force_locale(asker.lang):
        message = _("Assistenten svarer ikke lige nu: %(reason)s", reason=reason)
        return Reply("none", asker.lang, 1.0, message=f"{message} {asker.contact}", outcome=Outcome.OFF)


def nothing_found(asker: Asker, whom: str = "") -> str:
    """Return the honest no: who answers for the matter, where that is known, what the assistant can help with, and a human."""
    return " ".join(
        [
            _("Det kan jeg ikke svare på."),
            *filter(None, [whom]),
            _("Jeg kender ordninger om job, uddannelse og fastholdelse, fx voksenlærling, fleksjob og VEU-godtgørelse."),
            asker.contact,
        ]
    )


def too_little(asker: Asker) -> Reply:
    """Return what is said to a letter, a number or signs alone."""
    with force_locale(asker.lang):
        message = _("Skriv et par ord mere om, hvad du vil vide, så prøver jeg at svare.")
        return Reply("none", asker.lang, 1.0, message=f"{message} {asker.contact}", outcome=Outcome.NONE)


def cried(lang: str, cry: Cry) -> Reply:
    """Return what is said to a cry for help: the help lines in one language, and nothing else."""
    return Reply("none", lang, 1.0, message=helping_sentence(cry), help_numbers=HELP_NUMBERS[cry.harm], cry=cry)


def foreign(lang: str, *parts: tuple[str, str]) -> Reply:
    """Return what is said in a language that the assistant does not speak: pieces, each with its language."""
    message = " ".join(text for _lang, text in parts)
    return Reply("none", lang, 1.0, message=message, outcome=Outcome.FOREIGN, parts=parts)


def _answer(known: Sequence[str], meaning: Meaning, knowledge: Knowledge, asker: Asker) -> Reply:
    scheme = knowledge.schemes[known[0]]
    shown = show(scheme, Facet(meaning.facet), knowledge, asker)
    others = tuple(
        Choice(scheme.id, facet, question_for(scheme, facet, asker.lang))
        for facet in Facet
        if facet in scheme.answers and facet != shown.facet
    )
    runners_up = _choices(known[1 : 1 + _RUNNERS_UP], meaning.facet, knowledge, asker)
    suggestions = (*runners_up, *others)[:MOST_SUGGESTIONS]
    about = (shown.scheme, str(shown.facet))
    message = _difference(scheme, knowledge.schemes[meaning.beside], knowledge, asker) if meaning.beside in known else ""
    neighbours = _neighbours(scheme, knowledge, asker)
    return Reply("answer", asker.lang, meaning.confidence, shown, suggestions, message, others, Outcome.ANSWER, about, neighbours)


def _difference(scheme: SchemeContent, other: SchemeContent, knowledge: Knowledge, asker: Asker) -> str:
    """Return how two schemes differ, as it stands with one of them; else what the other one is."""
    pairs = ((scheme, other.id), (other, scheme.id))
    if told := next((item.text for one, key in pairs for item in one.confusions if item.scheme == key), None):
        return _("Forskellen: %(text)s", text=told.in_language(asker.lang))
    return _(
        "Til sammenligning, %(name)s: %(text)s",
        name=other.name.in_language(asker.lang),
        text=show(other, Facet.WHAT, knowledge, asker).text,
    )


def _about(meaning: Meaning) -> tuple[str, str]:
    """The nearest scheme and facet; neither when the question seems to be about no scheme."""
    near = meaning.named or meaning.inside >= _NEAR_FROM or meaning.kind == "answer"
    return (meaning.ranked[0], str(meaning.facet)) if near and meaning.ranked else ("", "")


def _neighbours(scheme: SchemeContent, knowledge: Knowledge, asker: Asker) -> tuple[Neighbour, ...]:
    """Return what the scheme is mistaken for, with how they differ, then what is related to it."""
    mistaken = [
        Neighbour(item.text.in_language(asker.lang), _what_is(item.scheme, knowledge, asker)) for item in scheme.confusions[:MOST_MISTAKEN]
    ]
    named = {item.scheme for item in scheme.confusions}
    related = [Neighbour("", _what_is(key, knowledge, asker)) for key in scheme.related if key not in named]
    related = [item for item in related if item.choice]
    return (*mistaken, *related[:MOST_RELATED])


def _what_is(key: str | None, knowledge: Knowledge, asker: Asker) -> Choice | None:
    scheme = knowledge.schemes.get(key or "")
    return Choice(scheme.id, Facet.WHAT, question_for(scheme, Facet.WHAT, asker.lang)) if scheme and scheme.id not in asker.off else None


def _choices(schemes: Sequence[str], facet: str, knowledge: Knowledge, asker: Asker) -> tuple[Choice, ...]:
    found = []
    for key in schemes:
        scheme = knowledge.schemes[key]
        chosen = Facet(facet) if Facet(facet) in scheme.answers else Facet.WHAT
        found.append(Choice(key, chosen, question_for(scheme, chosen, asker.lang)))
    return tuple(found)


def _off(knowledge: Knowledge, scheme: str, asker: Asker) -> str:
    name = knowledge.schemes[scheme].name.in_language(asker.lang)
    return (
        _("Assistenten svarer ikke på spørgsmål om %(name)s lige nu: %(reason)s", name=name, reason=asker.off[scheme]) + f" {asker.contact}"
    )
