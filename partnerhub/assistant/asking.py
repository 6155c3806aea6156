"""One question from the box to the reply: masked, understood, answered in the asker's language."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.clock import today
from partnerhub.schemes.keeping import current_knowledge
from partnerhub.schemes.terms import Audience, Facet

from . import settings
from .brain import Brain, Mind
from .privacy import mask
from .replies import Asker, Reply, nothing_found, reply_to
from .tongues import sentence_in, tongue_of
from .understanding import Meaning

MOST_CHARACTERS = 500
_EXTENSION = "assistant"


@dataclass(frozen=True)
class Asked:
    """What one may ask: a question, the dialogue's earlier questions, who asks, and the language of the page."""

    question: str
    context: tuple[str, ...] = ()
    audience: str | None = None
    lang: str = "da"


def init_app(app: Flask) -> None:
    """Give the application its brain; the first question in a process loads the model, or learns it once an installation."""
    settings.init_app(app)
    app.extensions[_EXTENSION] = Brain(Path(app.config["ASSISTANT_CACHE"] or app.config["INSTANCE"] / "assistant"))
    # A server that is about to fork learns first, so that nobody's question waits for it.
    app.extensions.setdefault("get_ready", []).append(current_mind)


def current_mind() -> Mind | None:
    """Return what answers are made from now, None while nothing could be learned."""
    brain: Brain = current_app.extensions[_EXTENSION]
    return brain.mind_for(current_knowledge())


def ask(asked: Asked) -> Reply:
    """Return the reply to a question; a question in a language the assistant does not speak gets one sentence in it."""
    question = mask(asked.question).text[:MOST_CHARACTERS]
    context = tuple(mask(text).text[:MOST_CHARACTERS] for text in asked.context)
    tongue = tongue_of(question)
    lang = "en" if tongue == "en" or (asked.lang == "en" and tongue != "da") else asked.lang
    asker = Asker(asked.audience, lang, today(), contact=contact_sentence(lang))
    mind = current_mind()
    if mind is None:
        with force_locale(lang):
            return Reply("none", lang, 0.0, message=nothing_found(asker))
    meaning = mind.understanding.understand(question, context, asked.audience)
    if tongue not in {None, "da", "en"} and meaning.kind != "crisis" and not meaning.named:
        return Reply("none", str(tongue), 1.0, message=f"{sentence_in(str(tongue))} {contact_sentence('en')}")
    return reply_to(meaning, mind.knowledge, asker)


def ask_choice(scheme: str, facet: str, asked: Asked) -> Reply | None:
    """Return the answer that a button stands for, None when there is no such scheme."""
    mind = current_mind()
    if mind is None or scheme not in mind.knowledge.schemes or facet not in set(Facet):
        return None
    asker = Asker(asked.audience, asked.lang, today(), contact=contact_sentence(asked.lang))
    meaning = Meaning("answer", (scheme,), facet, (facet,), 1.0, 1.0, named=(scheme,))
    return reply_to(meaning, mind.knowledge, asker)


def is_audience(value: str | None) -> bool:
    """Tell whether a value names who asks."""
    return value in set(Audience)


def contact_sentence(lang: str) -> str:
    """Return how a human is reached, or that the municipality has not said so yet."""
    phone, address = str(current_app.config["CONTACT_PHONE"]), str(current_app.config["CONTACT_MAIL"])
    place = str(current_app.config["MUNICIPALITY_NAME"])
    with force_locale(lang):
        if phone and address:
            return _(
                "Tal med et menneske i %(place)s Kommune: ring %(phone)s eller skriv til %(mail)s.", place=place, phone=phone, mail=address
            )
        if phone:
            return _("Tal med et menneske i %(place)s Kommune: ring %(phone)s.", place=place, phone=phone)
        if address:
            return _("Tal med et menneske i %(place)s Kommune: skriv til %(mail)s.", place=place, mail=address)
        return _("Spørg %(place)s Kommune; telefon og mail er ikke oplyst her endnu.", place=place)
