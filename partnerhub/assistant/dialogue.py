"""A dialogue as the page carries it: what was sent, in hidden fields, and what it is about, as chips one can take off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partnerhub.language import LOCALES

from .asking import MOST_CHARACTERS, Asked, ask, ask_choice, title_of
from .crisis import Cry
from .models import Outcome
from .privacy import mask
from .replies import Reply

MOST_TURNS = 8
# What the form sends that was not typed begins with this sign; a typed question loses it.
MARK = "→"
_CHOICE, _ABOUT, FORGET = f"{MARK}valg:", f"{MARK}om:", f"{MARK}glem:"
# A question in a language that is not spoken here, small talk and a cry for help leave the talk where it was.
_SPOKEN_OF_NOTHING = (Outcome.FOREIGN, Outcome.SMALLTALK, None)


@dataclass(frozen=True)
class Turn:
    """A question as the log shows it, the reply, and what must be sent again to have it."""

    question: str
    reply: Reply
    sent: str
    masked: bool = False


@dataclass(frozen=True)
class Dialogue:
    """The turns of a log, oldest first; what a form must send again to keep them; the scheme that the next question is about."""

    turns: tuple[Turn, ...] = ()
    kept: tuple[str, ...] = ()
    topic: str | None = None


def play(sent: Sequence[str], audience: str | None, lang: str) -> Dialogue:
    """Return the dialogue that these make, oldest first: typed questions, buttons, schemes to speak of, and FORGET.

    What a crooked form sends beside them is left out.
    """
    turns: list[Turn] = []
    kept: list[str] = []
    topics: list[str] = []
    talk = _Talk()
    for text in sent[-MOST_TURNS:]:
        if text == FORGET:
            talk = _Talk(cry=talk.cry)
        elif turn := _turn(text, talk, audience, lang):
            text = turn.sent
            talk = talk.after(turn)
            if not text.startswith(_ABOUT):
                turns.append(turn)
        else:
            continue
        kept.append(text)
        topics.append(talk.topic)
    return Dialogue(tuple(turns), _bounded(kept, topics) if talk.texts or turns else (), talk.topic or None)


def _bounded(kept: Sequence[str], topics: Sequence[str]) -> tuple[str, ...]:
    """Return what is sent again, short enough for one more; what the first ones left as the topic stands in their place."""
    surplus = len(kept) - (MOST_TURNS - 1)
    if surplus <= 0:
        return tuple(kept)
    topic = topics[surplus]  # the topic's own sign takes a place too
    return (about(topic), *kept[surplus + 1 :]) if topic else tuple(kept[surplus:])


@dataclass(frozen=True)
class _Talk:
    """What the next question goes on from: the questions so far, the scheme each was answered with ("" for none), and the topic."""

    texts: tuple[str, ...] = ()
    spoken_of: tuple[str, ...] = ()
    topic: str = ""
    cry: Cry | None = None

    def after(self, turn: Turn) -> "_Talk":
        topic, cry = _topic_of(turn.reply) or "", turn.reply.cry or self.cry
        if turn.reply.outcome in _SPOKEN_OF_NOTHING:
            return replace(self, cry=cry)
        return _Talk((*self.texts, turn.question), (*self.spoken_of, topic), topic or self.topic, cry)


def _topic_of(reply: Reply) -> str | None:
    """Return the scheme that a reply speaks of, also where it is switched off."""
    if reply.answer:
        return reply.answer.scheme
    return reply.about[0] if reply.outcome is Outcome.OFF else None


def choice(scheme: str, facet: str, lang: str = "") -> str:
    """Return what a button sends; `lang` when it stands under an answer in another language than the page's."""
    return f"{_CHOICE}{scheme}:{facet}{':' if lang else ''}{lang}"


def about(scheme: str) -> str:
    """Return what makes a dialogue speak of a scheme from its first question on."""
    return f"{_ABOUT}{scheme}"


def _turn(text: str, talk: _Talk, audience: str | None, lang: str) -> Turn | None:
    if text.startswith((_CHOICE, _ABOUT)):
        scheme, facet, spoken = [*text.split(":")[1:], "", ""][:3]
        lang = spoken if spoken in LOCALES else lang
        reply = ask_choice(scheme, facet or "what", Asked("", audience=audience, lang=lang, cry=talk.cry))
        return Turn(reply.answer.title if reply.answer else title_of(scheme, facet, reply.lang), reply, text) if reply else None
    masked = mask(text.strip())
    question = masked.text[:MOST_CHARACTERS]
    if not question:
        return None
    reply = ask(Asked(question, talk.texts, audience, lang, talk.spoken_of, talk.cry))
    return Turn(question, reply, question, masked.changed)
