"""What a reply gets beside it once it is made: the line lifted for it, what a scheme says of a matter that is none, a helpline."""

from dataclasses import replace

from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.knowledge import Knowledge
from partnerhub.schemes.presenting import question_for
from partnerhub.schemes.terms import Facet

from .lifting import Lifted
from .models import Outcome
from .patterns import found_in
from .replies import MOST_SUGGESTIONS, Asker, Choice, Reply, nothing_found
from .sayings import LIFELINE, troubled_sentence, who_answers
from .wordforms import level

_MOST_NAMED = 3


def with_lifted(reply: Reply, lifted: Lifted, knowledge: Knowledge) -> Reply:
    """Return an answer with the line lifted for it, and the line's sources among its own."""
    answer = reply.answer
    if not lifted or answer is None:
        return reply
    scheme = knowledge.schemes[answer.scheme]
    content = scheme.answers.get(Facet(lifted.facet))
    sources = dict.fromkeys([*answer.sources, *(scheme.sources[key] for key in (content.sources if content else ()))])
    return replace(reply, lifted=lifted, answer=replace(answer, sources=tuple(sources)))


def with_sources_told(reply: Reply) -> Reply:
    """Return an answer with where it is written, by name; any other reply as it is."""
    if reply.answer is None or not reply.answer.sources:
        return reply
    named = "; ".join(f"{source.title} ({source.publisher})" for source in reply.answer.sources[:_MOST_NAMED])
    with force_locale(reply.lang):
        return replace(reply, message=_("Det står her: %(sources)s. Links og dato står under svaret.", sources=named))


def mentioning(reply: Reply, found: tuple[SchemeContent, Lifted] | None, asker: Asker) -> Reply:
    """Return a refusal with the line on the matter that stands under a scheme, as it is when none does."""
    if found is None or found[0].id in asker.off:
        return reply
    scheme, line = found
    told = _("Det er ikke en ordning her, men under %(name)s står der: %(text)s", name=scheme.name.in_language(asker.lang), text=line.text)
    choice = Choice(scheme.id, line.facet, question_for(scheme, line.facet, asker.lang))
    return replace(reply, message=f"{told} {asker.contact}", suggestions=(choice,), about=(scheme.id, line.facet))


def with_whom_to_ask(reply: Reply, question: str, asker: Asker) -> Reply:
    """Return a plain refusal with who answers for the matter; any other reply as it is."""
    if reply.outcome is not Outcome.NONE:
        return reply
    with force_locale(reply.lang):
        whom = who_answers(found_in(level(question), "whom.yaml"), asker.audience)
        return replace(reply, message=nothing_found(asker, whom)) if whom and reply.message == nothing_found(asker) else reply


def with_the_topic(reply: Reply, scheme: SchemeContent | None, asker: Asker) -> Reply:
    """Return a refusal in the middle of a talk with what can be asked of the scheme that is spoken of; any other reply as it is."""
    if reply.outcome is not Outcome.NONE or reply.suggestions or scheme is None or scheme.id in asker.off:
        return reply
    with force_locale(reply.lang):
        facets = [facet for facet in Facet if facet in scheme.answers and facet != Facet.WHAT][:MOST_SUGGESTIONS]
        choices = tuple(Choice(scheme.id, facet, question_for(scheme, facet, reply.lang)) for facet in facets)
        told = _("Om %(name)s kan jeg svare på dette:", name=scheme.name.in_language(reply.lang))
        return replace(reply, message=f"{reply.message} {told}", suggestions=choices)


def with_a_helpline(reply: Reply) -> Reply:
    """Return a reply with whom to call first, for who may be in distress; small talk and the help lines themselves as they are."""
    if reply.outcome not in {Outcome.ANSWER, Outcome.NONE, Outcome.CLARIFY}:
        return reply
    with force_locale(reply.lang):
        return replace(reply, message=f"{troubled_sentence()} {reply.message}".strip(), help_numbers=(LIFELINE,))
