"""Whether a scheme's parts fit together, so that each of its answers can be told."""

from collections.abc import Iterator

from .content_types import AnswerContent, SchemeContent
from .shipped import texts_of
from .sound_rows import UNREADABLE
from .terms import LANGUAGES, Facet
from .wording import rates_in, spell_rate


def misfit(scheme: SchemeContent) -> str:
    """Return what of a scheme does not fit together and what to do; "" when all does."""
    if Facet.WHAT not in scheme.answers:
        return f"scheme {scheme.id} has no answer on `what`: write one for everyone"
    parts = (_faults_of(scheme, facet, answer) for facet, answer in scheme.answers.items())
    return next((fault for faults in parts for fault in faults), "")


def _faults_of(scheme: SchemeContent, facet: Facet, answer: AnswerContent) -> Iterator[str]:
    about = f"scheme {scheme.id}: the answer on `{facet}`"
    named = {name for text in texts_of(answer) for name in rates_in(text.da) + rates_in(text.en)}
    for kind, missing in (("rate", named - scheme.rates.keys()), ("source", {*answer.sources} - scheme.sources.keys())):
        if missing:
            yield f"{about} names the {kind} {', '.join(sorted(missing))}, which is not there: correct the answer, or add the {kind}"
    for wording in (answer.wording, *answer.per_audience.values()):
        if not (wording.short.da.strip() and wording.short.en.strip()):
            yield f"{about} says nothing in one language: correct it by writing its short answer in both"
    for name in sorted(named & scheme.rates.keys()):
        if not _is_told(scheme, name):
            yield f"scheme {scheme.id}: the rate {name} cannot be told: correct its amount (1234.50), unit and year"


def _is_told(scheme: SchemeContent, name: str) -> bool:
    rate = scheme.rates[name]
    try:
        return isinstance(rate.year, int) and all(spell_rate(rate, lang) for lang in LANGUAGES) and float(rate.amount) >= 0
    except UNREADABLE:
        return False
