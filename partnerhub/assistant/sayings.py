"""What the assistant says that is no answer about a scheme: small talk, a question back, the help lines."""

from collections.abc import Collection

from flask_babel import gettext as _

from partnerhub.schemes.terms import Audience

from .completing import WHICH_SCHEME
from .crisis import Cry, Harm
from .points import who_knows
from .settling import INSTEAD, REFORM

# Who says no more than this needs nobody to turn to.
POLITE = frozenset({"greeting", "thanks", "goodbye", "okay", "partnerhub", "privacy"})


LIFELINE, AGAINST_VIOLENCE, EMERGENCY = "70 201 201", "1888", "112"
# Whom the page offers to call, the likelier first.
HELP_NUMBERS = {
    Harm.LIFE: (LIFELINE, EMERGENCY),
    Harm.VIOLENCE: (AGAINST_VIOLENCE, EMERGENCY),
    Harm.DANGER: (EMERGENCY, LIFELINE),
}


def crisis_sentence() -> str:
    """Return the help lines for someone who speaks of taking their own life, and nothing else."""
    return _("Det lyder, som om du har det meget svært. Ring til Livslinien på 70 201 201, eller ring 112, hvis der er akut fare.")


def helping_sentence(cry: Cry) -> str:
    """Return the help lines that fit a cry for help, and nothing else."""
    if cry.harm is Harm.LIFE:
        return crisis_sentence()
    if cry.harm is Harm.DANGER:
        return _("Er nogen i livsfare, så ring 112 nu. Har du det meget svært, så ring til Livslinien på 70 201 201.")
    return _("Det lyder, som om nogen gør dig ondt. Ring til hotlinen mod vold på 1888, eller ring 112, hvis der er akut fare.")


def troubled_sentence() -> str:
    """Return what is said after a reply to somebody who may be in distress."""
    return _("Har du det svært, kan du ringe til Livslinien på %(number)s.", number=LIFELINE)


def asking_back(topic: str) -> str:
    """Return the sentence above the buttons, by why it is asked back."""
    sentences = {
        WHICH_SCHEME: _("Hvilken ordning spørger du om? Vælg en her, eller skriv dens navn."),
        REFORM: _(
            "Reformen ændrer ikke det samme i alle ordninger. Disse er ændret eller afskaffet; vælg en her, eller skriv en andens navn."
        ),
        INSTEAD: _("Måske passer en af disse ordninger bedre. Vælg en her, eller skriv, hvad du har brug for."),
    }
    return sentences.get(topic, _("Jeg er ikke sikker på, hvad du mener. Vælg det, der passer bedst."))


def smalltalk(topic: str) -> str:
    """Return what is said to a turn that asks about no scheme."""
    able = _("Jeg kan svare på spørgsmål om ordninger for job, uddannelse og fastholdelse, fx voksenlærling og fleksjob.")
    sentences = {
        "greeting": _("Hej. Hvad vil du vide om en ordning?"),
        "thanks": _("Selv tak. Spørg bare igen."),
        "goodbye": _("Farvel, og god dag."),
        "who_are_you": _("Jeg er en automatisk assistent. Jeg finder svar om ordninger, som er skrevet og dateret på forhånd."),
        "what_can_you": able,
        "help": able,
        "insult": _("Det beklager jeg. Prøv at spørge med andre ord, eller tal med et menneske."),
        "how_are_you": _("Jeg er en automatisk assistent, så det går, som det skal. Hvad vil du vide om en ordning?"),
        "partnerhub": _(
            "Partnerhub er fælles for kommunen, virksomheder, fagforeninger og skoler: en tavle med løfter og en assistent om ordninger."
        ),
        "privacy": _(
            "Vi gemmer ikke, hvem du er. Et spørgsmål, der ikke fik svar, eller et svar, der ikke hjalp, gemmes uden navn i 90 dage. "
            "Resten tælles kun."
        ),
        "human": _("Du kan altid tale med et menneske."),
        "okay": _("Spørg bare igen, eller vælg en af knapperne."),
        "sure": _("Svarene er skrevet ud fra kilder med dato, som står under hvert svar. De er vejledende; myndigheden afgør sagen."),
        "unhelped": _("Det beklager jeg. Prøv at spørge med andre ord, eller tal med et menneske."),
    }
    return sentences[topic]


def who_answers(matters: Collection[str], audience: str | None) -> str:
    """Return who answers for the first of the matters (whom.yaml) that no scheme is about, "" when nobody is known.

    An employer is told nothing of what employers answer for.
    """
    told = {
        "unemployment": _("Spørg din a-kasse om dagpenge og efterløn."),
        "permit": _("Spørg SIRI om opholds- og arbejdstilladelse."),
        "notice": who_knows("notice") if audience != Audience.COMPANY else "",
        "holiday": who_knows("holiday") if audience != Audience.COMPANY else "",
        "tax": who_knows("tax"),
    }
    return next((sentence for matter, sentence in told.items() if matter in matters and sentence), "")


def unstored_sentence() -> str:
    """Return what is said of a text that something personal was masked in."""
    return _("Vi har fjernet det, der ligner et personnummer, et telefonnummer eller en mailadresse. Skriv ikke den slags her.")
