"""Turns the words of a content file into what is read: rates put in by name, figures as the language writes them."""

import re
from collections.abc import Mapping

from .content_types import Rate
from .terms import RATE_UNITS

RATE_NAME = re.compile(r"\{([a-z0-9-]+)\}")
_SENTENCE_ENDS = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-.,/§][^\W_]+)*", re.UNICODE)


def spell_rate(rate: Rate, lang: str) -> str:
    """Return "203,17 kr. i timen (2024)" or "DKK 203.17 an hour (2024)"."""
    whole, _, cents = rate.amount.partition(".")
    thousands, point = (",", ".") if lang == "en" else (".", ",")
    figure = f"{int(whole):,}".replace(",", thousands) + (point + cents if cents else "")
    return f"{RATE_UNITS[rate.unit][lang == 'en'].format(figure)} ({rate.year})"


def fill_rates(text: str, rates: Mapping[str, Rate], lang: str) -> str:
    """Return the text with every `{name}` spelt out; KeyError when a name is no rate."""
    return RATE_NAME.sub(lambda found: spell_rate(rates[found[1]], lang), text)


def rates_in(text: str) -> list[str]:
    """Return the names of the rates that a text uses, in order."""
    return RATE_NAME.findall(text)


def words_in(text: str) -> list[str]:
    """Return the words of a text; "1.234,50" and "§ 97" count as a reader would."""
    return _WORD.findall(text)


def lix(text: str) -> float:
    """Return the readability number of Björnsson (1968): words per sentence plus the percentage of words over six letters."""
    words = words_in(text)
    if not words:
        return 0.0
    # A dot inside "kr. i" ends no sentence.
    plain = re.sub(r"\b(kr|pct|nr|jf|ca|stk|kap|fx|bl\.a|m\.m|m\.v|evt|inkl|maks|mio|pr)\.(?=\s+[\w§(])", r"\1", text)
    sentences = max(1, len([part for part in _SENTENCE_ENDS.split(plain) if words_in(part)]))
    long_words = sum(1 for word in words if len(re.sub(r"\W", "", word)) > 6)
    return len(words) / sentences + 100 * long_words / len(words)
