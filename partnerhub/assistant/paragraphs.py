"""Tells the paragraph that a question cites from the one that a scheme is called by: § 57 is not § 56, nor is that of another act."""

import re
from collections.abc import Iterable

from .wordforms import level

_CITED = re.compile(r"(?:§|\bparagraf|\bparagraph|\bsection)\s*(\d+)")
_ACT = re.compile(r"\b(\w+)lov(?:en|ens)?\b")
# What the act on sickness benefit is called; the others have paragraphs of the same number.
_OWN_ACTS = ("sygedagpenge", "dagpenge", "")


def is_another_paragraph(question: str, names: Iterable[str]) -> bool:
    """Tell whether a question cites a paragraph, or an act, that is not the one a scheme of these names is called by.

    A scheme that no paragraph names has none to be mistaken for.
    """
    levelled = level(question)
    cited = set(_CITED.findall(levelled))
    own = {number for name in names for number in _CITED.findall(level(name))} if cited else set()
    if not own:
        return False
    acts = _ACT.findall(levelled)
    return cited.isdisjoint(own) or any(act not in _OWN_ACTS for act in acts)
