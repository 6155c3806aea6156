"""What must not be kept: numbers and addresses that point to a person are masked before a question goes anywhere."""

import re
from dataclasses import dataclass

from partnerhub.cpr import mask_cpr

MASK = "[…]"
# More than anybody may ask, so that a number at the end of a question is whole; looking through more would take minutes.
MOST_READ = 1200
_AT = r"(?: ?[@＠﹫] ?| ?[(\[{] ?(?:at|a|snabel-?a) ?[)\]}] ?| snabel-?a |%40|&#64;)"
_DOT = r"(?: ?[.。] ?| dot | punktum | ?[(\[{] ?(?:dot|punktum|\.) ?[)\]}] ?| \.)"
_MAIL = re.compile(
    rf"[^\s@＠﹫<>,;()\[\]{{}}]{{1,64}}{_AT}[^\s@＠﹫<>,;()\[\]{{}}]{{1,64}}?{_DOT}[^\s@<>,;()\[\]{{}}]{{2,}}", re.IGNORECASE
)
# One sign that sets digits apart, any dash among them.
_APART = r"(?:[ ./,_·|*‐-―-]| - |  )"
# Eight digits in the ways people write a Danish phone number, with or without the country's code, but no two years and no amount;
# or another country's number.
_EIGHT = "|".join(
    [
        r"\d{8}|\d{2}(?::\d{2}){3}",
        rf"\d{{2}}\)?(?:{_APART}\d{{2}}){{3}}",
        r"(?!(?:19|20)\d{2}[ ./-](?:19|20)\d{2})\d{4}[ ./-]\d{4}",
        r"\d{3}[ -]\d{2}[ -]\d{3}",
        r"(?:\d{2} \d{3} \d{3}|\d{3} \d{3} \d{2}|\d{2} \d{2} \d{4}|\d{2} \d{4} \d{2})(?! ?kr)",
        r"0\d{1,3}[ -]\d{3} \d{2} \d{2}",
    ]
)
_PHONE = re.compile(rf"(?<!\d)(?:\+|00)\d[\d ().-]{{6,}}\d|(?<!\d)(?<!\d[.,])(?:\+?45[ .-]?)?\(?(?:{_EIGHT})(?!\d)")
# A day of birth and four digits, however they are set apart; the year may stand first.
_BORN = re.compile(
    r"(?<!\d)(?<!\d[ ./-])(?:\d{2}[ ./-]?\d{2}[ ./-]?|\d{1,2}[./-]\d{1,2}[ ./-])(?:\d{2}|\d{4})"
    r"[])} /:;|'x,=+~*_-]{1,3}\d{2}[ -]?\d{2}(?!\d|[./-]\d)(?! ?kr)"
    r"|(?<!\d)\d{4}-\d{2}-\d{2}[ -]\d{4}(?!\d)"
)
# One digit after the other, set apart.
_SPELT_OUT = re.compile(rf"(?<!\d)\d(?:(?:{_APART}| - |, )\d){{7,}}(?!\d)")
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
