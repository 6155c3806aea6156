"""What must not be kept: numbers and addresses that point to a person are masked before a question goes anywhere."""

import re
from dataclasses import dataclass

from partnerhub.cpr import mask_cpr

MASK = "[…]"
# More than anybody may ask, so that a number at the end of a question is whole; looking through more would take minutes.
MOST_READ = 1200
_MAIL = re.compile(r"[^\s@＠<>,;]{1,64}(?:[@＠]| ?\(at\) ?)[^\s@＠<>,;]+\.[^\s@<>,;]{2,}")
# Eight digits in one of the ways a Danish phone number is written, with or without the country's code; or another country's number.
_PHONE = re.compile(
    r"(?<!\d)\+\d[\d ()-]{6,}\d"
    r"|(?<!\d)(?<!\d[.,])(?:\+?45[ .-]?)?(?:\d{8}|\d{2}(?:[ ./-]\d{2}){3}|\d{4}[ -]\d{4}|\d{3}[ -]\d{2}[ -]\d{3})(?![\d])"
)
# A day of birth and four digits, however they are set apart.
_BORN = re.compile(r"(?<!\d)\d{2}[ ./-]?\d{2}[ ./-]?(?:\d{2}|\d{4})[) /-]{1,3}\d{2} ?\d{2}(?!\d)")
# One digit after the other, set apart.
_SPELT_OUT = re.compile(r"(?<!\d)\d(?:[ .,-]\d){7,}(?!\d)")
# Longer than any year, amount or law's number that people write without a separator.
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d{7,}(?!\d)")


@dataclass(frozen=True)
class Masked:
    """A question without CPR-like numbers, phone numbers and mail addresses, and whether anything was taken out."""

    text: str
    changed: bool


def mask(question: str) -> Masked:
    """Return the question with everything that looks like a person's number or address replaced by […]; what is far too long is cut."""
    question = question[:MOST_READ]
    text = mask_cpr(question)
    for pattern in (_MAIL, _BORN, _PHONE, _SPELT_OUT, _LONG_NUMBER):
        text = pattern.sub(MASK, text)
    return Masked(text, text != question)
