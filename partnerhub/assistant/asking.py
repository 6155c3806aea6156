"""One question from the box to the reply: masked, understood, answered in the asker's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from flask import Flask, current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.clock import today
from partnerhub.cpr import CPR_MASK
from partnerhub.schemes.keeping import current_knowledge, keeper
from partnerhub.schemes.presenting import question_for
from partnerhub.schemes.terms import Audience, Facet

from . import notebook, settings
from .additions import mentioning, with_a_helpline, with_lifted, with_sources_told, with_the_topic, with_whom_to_ask
from .brain import Brain, Mind
from .caring import caring, cry_before
from .circumstances import CIRCUMSTANCE
from .contact_words import opening, reaching_sentence
from .crisis import Cry, cry_in
from .following import Talk
from .going_on import asks_for_source, may_go_on
from .lifting import lifted, mentioned, second_side
from .models import Outcome
from .privacy import mask
from .replies import Asker, Reply, cried, foreign, nothing_found, reply_to, switched_off, too_little
from .sayings import unstored_sentence
from .settings import current_settings
from .settling import meant
from .tongues import SPOKEN, UNKNOWN, sentence_in, tongue_of, tongue_wanted
from .understanding import Meaning, Understanding
from .wordforms import level, tokens

MOST_CHARACTERS = 500
FEWEST_LETTERS = 2
# What was asked longer ago is not answered anew.
MOST_LOOKED_BACK = 8
_SENTENCE = 3
# How little a word must tell, beside what it must elsewhere, for the line that holds it to be said to who tells of themselves.
_EASE = 0.55
_EXTENSION = "assistant"


@dataclass(frozen=True)
class Asked:
    """What one may ask: a question, the dialogue's earlier questions, who asks, and the language of the page.

    `spoken_of` is the scheme that each earlier question was answered with, "" for none; None when the caller does not know. `cry` is the
    cry for help that was heard before.
    """

    question: str
    context: tuple[str, ...] = ()
    audience: str | None = None
    lang: str = "da"
    spoken_of: tuple[str, ...] | None = None
    cry: Cry | None = None


def init_app(app: Flask) -> None:
    """Give the application its brain; the first question in a process loads the model, or learns it once an installation."""
    settings.init_app(app)
    notebook.init_app(app)
    app.jinja_env.globals |= {"opening": opening, "unstored_sentence": unstored_sentence}
    brain = app.extensions[_EXTENSION] = Brain(cache_folder(app))
    # A server that is about to fork learns first, so that nobody's question waits for it; then each worker follows the knowledge.
    app.extensions.setdefault("get_ready", []).append(_get_ready)
    with app.app_context():
        keeper().follow(brain.mind_for)
    app.extensions.setdefault("in_worker", []).append(lambda: keeper().watch())


def cache_folder(app: Flask) -> Path:
    """Return where what was learned is kept."""
    return Path(app.config["ASSISTANT_CACHE"] or app.config["INSTANCE"] / "assistant")


def unwritable() -> str:
    """Return that the folder of what was learned cannot be written, and what that costs; "" when it can."""
    folder = cache_folder(current_app)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return ""
    except OSError as fault:
        return (
            f"the folder {folder} cannot be written ({type(fault).__name__}): each worker learns by itself; set ASSISTANT_CACHE to another"
        )


def _get_ready() -> None:
    """Learn, and answer once: what the first answer loads is then there, and is shared by the workers of a server that is about to fork."""
    for question, lang in (("Hvor længe varer et fleksjob, og hvad betaler kommunen?", "da"), ("How long can a wage subsidy last?", "en")):
        ask(Asked(question, ("Hvad er mentor?",), lang=lang))


def current_mind() -> Mind | None:
    """Return what answers are made from now, None while nothing could be learned."""
    brain: Brain = current_app.extensions[_EXTENSION]
    return brain.mind_for(current_knowledge())


def ask(asked: Asked) -> Reply:
    """Return the reply to a question; a question in a language the assistant does not speak gets one sentence in it.

    Whom to call stays beside what is said to somebody who cried for help before.
    """
    heard, mind = cry_in(asked.question[:MOST_CHARACTERS]), current_mind()
    reply = _replied(asked, heard, mind)
    cry = asked.cry or heard
    if cry is None and mind and asked.spoken_of is None:
        cry = cry_before(asked.context[-MOST_LOOKED_BACK:], mind.understanding)
    return caring(reply, cry, asked.question, mind.understanding if mind else None) if cry else reply


def _replied(asked: Asked, cry: Cry | None, mind: Mind | None) -> Reply:
    question = mask(asked.question).text[:MOST_CHARACTERS]
    context = tuple(mask(text).text[:MOST_CHARACTERS] for text in asked.context[-MOST_LOOKED_BACK:])
    tongue = tongue_of(question)
    lang = "en" if "en" in (asked.lang, tongue or _spoken_before(context)) else asked.lang
    if cry and not (mind and mind.understanding.asks_in_spite_of(question, cry)):
        return _help_lines(cry, question)  # before anything that may be switched off or missing
    asker, off = asker_for(asked.audience, lang), current_settings().off_everything
    if off:
        return switched_off(off.in_language(lang), asker)
    if mind is None:
        with force_locale(lang):
            return Reply("none", lang, 0.0, message=nothing_found(asker), outcome=Outcome.NONE)
    talk = Talk(context, asked.spoken_of[-MOST_LOOKED_BACK:]) if asked.spoken_of is not None else _talk_of(context, asked.audience, mind)
    meaning = meant(question, talk, asked.audience, mind)
    if sum(letter.isalpha() for letter in question.replace(CPR_MASK, "")) < FEWEST_LETTERS and meaning.kind == "none" and not meaning.named:
        return too_little(asker)
    tongue = tongue_of(question, mind.understanding.is_name) if meaning.named or tongue is None else tongue
    if meaning.kind in {"clarify", "none"} and (wanted := tongue_wanted(question)):
        tongue = wanted
    if meaning.kind != "crisis" and _is_foreign(tongue, question, meaning.kind, mind.understanding):
        tongue = tongue or UNKNOWN
        if sentence := sentence_in(tongue):
            return foreign(tongue, (tongue, sentence), _contact_in_any_language())
        return foreign("da", *(_only_spoken(lang) for lang in ("da", "en")))
    reply = _with_what_else_was_asked(reply_to(meaning, mind.knowledge, asker), meaning, question, context, mind, asker)
    reply = with_whom_to_ask(with_sources_told(reply) if asks_for_source(question) else reply, question, asker)
    if reply.outcome is Outcome.NONE and talk.topic and may_go_on(mind.understanding.model.read(question)):
        reply = with_the_topic(reply, mind.knowledge.schemes.get(talk.topic), asker)
    return with_a_helpline(reply) if meaning.is_troubled else reply


def help_for(text: str) -> Reply | None:
    """Return the help lines for a cry in a text, in its own language, and in English for who writes neither; None when it is none."""
    cry = cry_in(text)
    return _help_lines(cry, text) if cry else None


def _help_lines(cry: Cry, text: str) -> Reply:
    lang = cry.tongue if cry.tongue in SPOKEN else "da" if tongue_of(text) == "da" else "en"
    with force_locale(lang):
        return cried(lang, cry)


def ask_choice(scheme: str, facet: str, asked: Asked) -> Reply | None:
    """Return the answer that a button stands for, None when there is no such scheme."""
    mind = current_mind()
    if mind is None or not {scheme} & {*mind.knowledge.schemes, *mind.knowledge.left_out} or facet not in set(Facet):
        return None
    asker, off = asker_for(asked.audience, asked.lang), current_settings().off_everything
    if off:
        return switched_off(off.in_language(asked.lang), asker)
    meaning = Meaning("answer", (scheme,), facet, (facet,), 1.0, 1.0, named=(scheme,))
    reply = reply_to(meaning, mind.knowledge, asker)
    return caring(reply, asked.cry, "", mind.understanding) if asked.cry else reply


def title_of(scheme: str, facet: str, lang: str) -> str:
    """Return the question that a button stands for, also while the scheme is switched off; the scheme's id while nothing is known."""
    known = current_mind()
    with force_locale(lang):
        found = known.knowledge.schemes.get(scheme) if known else None
        left_out = known.knowledge.left_out.get(scheme) if known else None
        return question_for(found, facet or Facet.WHAT, lang) if found else left_out.name.in_language(lang) if left_out else scheme


def asker_for(audience: str | None, lang: str) -> Asker:
    """Return who asks, with whom to reach and what is switched off, in that language."""
    off = {scheme: reason.in_language(lang) for scheme, reason in current_settings().off.items()}
    return Asker(audience, lang, today(), contact=contact_sentence(lang), off=off)


def _talk_of(context: Sequence[str], audience: str | None, mind: Mind) -> Talk:
    """Return a dialogue's earlier questions with the schemes that they are answered with."""
    spoken_of: list[str] = []
    for place, text in enumerate(context):
        scheme = None if cry_in(text) else meant(text, Talk(context[:place], spoken_of), audience, mind).scheme
        spoken_of.append(scheme or "")
    return Talk(context, spoken_of)


def _spoken_before(context: Sequence[str]) -> str | None:
    """Return whether the dialogue last spoke Danish or English, None when nothing said so."""
    return next((tongue for text in reversed(context) if (tongue := tongue_of(text)) in SPOKEN), None)


def _is_foreign(tongue: str | None, question: str, kind: str, understanding: Understanding) -> bool:
    """Tell whether a question is in another language: recognised as one, or of nothing but words that nobody here knows.

    Of a question that tells no language a scheme's name, as it is written here, is answered; a word that only resembles one does not count.
    """
    if tongue is not None:
        return tongue not in SPOKEN
    words = tokens(level(question))
    if understanding.names_in(words):
        return False
    return kind != "answer" and len(words) >= _SENTENCE and not any(understanding.model.speller.knows(word) for word in words)


def _with_what_else_was_asked(reply: Reply, meaning: Meaning, question: str, context: Sequence[str], mind: Mind, asker: Asker) -> Reply:
    """Return an answer with the line that the question asks for beside its facet, a refusal with what a scheme says of the matter."""
    model = mind.understanding.model
    read = model.read(question, asker.audience)
    with force_locale(asker.lang):
        if reply.answer:
            ease = _EASE if meaning.topic == CIRCUMSTANCE else 1.0
            found = lifted(read, context, reply.answer, mind.knowledge, asker, model, ease)
            return with_lifted(reply, found or second_side(read, meaning.facets, reply.answer, mind.knowledge, asker), mind.knowledge)
        return mentioning(reply, mentioned(read, mind.knowledge, asker), asker) if reply.outcome is Outcome.NONE else reply


def is_audience(value: str | None) -> bool:
    """Tell whether a value names who asks."""
    return value in set(Audience)


def contact_mail() -> str:
    """Return the address that citizens may write to, "" while the municipality has not said so."""
    return current_settings().contact.mail


def contact_sentence(lang: str) -> str:
    """Return how a human is reached, or that the municipality has not said so yet."""
    return reaching_sentence(current_settings().contact, str(current_app.config["MUNICIPALITY_NAME"]), lang)


def _only_spoken(lang: str) -> tuple[str, str]:
    with force_locale(lang):
        sentence = _("Assistenten svarer kun på dansk og engelsk.")
        return lang, f"{sentence} {contact_sentence(lang)}"


def _contact_in_any_language() -> tuple[str, str]:
    """Return how a human is reached, in no words but a name's; in English that the municipality has not said so."""
    contact, place = current_settings().contact, str(current_app.config["MUNICIPALITY_NAME"])
    if contact.is_reachable:
        return "da", f"{place} Kommune, {', '.join(filter(None, [contact.phone, contact.mail]))}"
    return "en", contact_sentence("en")
