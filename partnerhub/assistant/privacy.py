"""What must not be kept: numbers and addresses that point to a person are masked before a question goes anywhere."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from partnerhub.cpr import mask_cpr

from .counts import COUNTED, is_count

MASK = "[…]"
# More than anybody may ask, so that a number at the end of a question is whole; looking through more would take minutes.
MOST_READ = 1200

_SIGN = r"[^\s@＠﹫<>,;()\[\]{}]"
_TLD = r"(?:dk|com|net|org|eu|nu|info|se|no|de|uk|fo|gl|pl|io|me)\b"
_AT_SIGN = r"(?: ?[@＠﹫] ?|%40|&#64;)"
_AT = rf"(?:{_AT_SIGN}| ?[(\[{{] ?(?:at|a|snabel-?a) ?[)\]}}] ?| (?:snabel[- ]?a|krølle?[- ]?alfa|krølle?[- ]a) )"
_DOT_WORD = r" (?:dot|punktum|punkt|prik) "
_DOT = rf"(?: ?[.。] ?|{_DOT_WORD}| ?[(\[{{] ?(?:dot|punktum|\.) ?[)\]}}] ?)"
_LOCAL = rf"(?:{_SIGN}{{1,64}}{_DOT_WORD}){{0,3}}{_SIGN}{{1,64}}"
_MAIL = re.compile(
    "|".join(
        [
            rf"{_LOCAL}{_AT}{_SIGN}{{1,64}}?(?:{_DOT}{_SIGN}{{2,64}}|(?: ?, ?| ){_TLD})",
            # Nothing but an address has the sign with no space at either side.
            rf"{_SIGN}{{1,64}}[@＠﹫]{_SIGN}{{2,64}}",
            # The plain word "at" is Danish for "that", so it takes a dot that is spelt out, a name with a dot in it, or talk of mail.
            rf"{_LOCAL} at {_SIGN}{{1,64}}{_DOT_WORD}{_TLD}",
            rf"[^\W\d_]{{1,30}}[._-][\w.-]{{1,30}} at {_SIGN}{{1,64}}?[.,]{_TLD}",
        ]
    ),
    re.IGNORECASE,
)
_MAIL_IS = re.compile(rf"(\b(?:e-?)?mail\w*(?: er| is)?:? |\bskriv til )[\w.-]{{1,64}} at {_SIGN}{{1,64}}?[.,]{_TLD}", re.IGNORECASE)

# One sign that sets digits apart, any dash among them.
_APART = r"(?:[ ./,_·|*‐-―-]| - |  )"
_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d{2}"
# Eight digits in the ways people write a Danish phone number, but no two years and no date; or another country's number.
_EIGHT = "|".join(
    [
        r"\d{8}|\d{2}(?::\d{2}){3}",
        rf"\d{{2}}\)?(?:{_APART}\d{{2}}){{3}}",
        rf"(?!{_YEAR}[ ./-]{_YEAR})\d{{4}}[ ./-]\d{{4}}",
        rf"(?!{_YEAR}[ ./-]{_MONTH}[ ./-]{_DAY}(?!\d))\d{{4}}[ ./-]\d{{2}}[ ./-]\d{{2}}",
        r"\d{3}[ -]\d{2}[ -]\d{3}|\d{6}[ -]\d{2}|\d{2}[ -]\d{6}",
        rf"\d{{2}} \d{{3}} \d{{3}}|\d{{3}} \d{{3}} \d{{2}}|(?!{_DAY} {_MONTH} {_YEAR})\d{{2}} \d{{2}} \d{{4}}|\d{{2}} \d{{4}} \d{{2}}",
        r"0\d{1,3}[ -]\d{3} \d{2} \d{2}|\d{2}-\d{4}-\d{2}",
    ]
)
_ABROAD = re.compile(r"(?<!\d)(?:\+|00)\d[\d ().-]{6,}\d")
_PHONE = re.compile(rf"(?<!\d)(?<!\d[.,])(?:\+?45[ .-]?)?\(?(?:{_EIGHT})(?!\d)")
# A day of birth and four digits, however they are set apart; the year may stand first.
_BORN = re.compile(
    r"(?<!\d)(?<!\d[ ./-])(?:\d{2}[ ./-]?\d{2}[ ./-]?|\d{1,2}[./-]\d{1,2}[ ./-])(?:\d{2}|\d{4})"
    r"[])} /:;|'x,=+~*_-]{1,3}\d{2}[ -]?\d{2}(?!\d|[./-]\d)"
    r"|(?<!\d)\d{4}-\d{2}-\d{2}[ -]\d{4}(?!\d)|(?<!\d)\d{6}-\d{1,3} \d{1,3}(?!\d)"
)
# The same in two parts: a few signs between them, or words that say so wherever they stand.
_IN_PARTS = re.compile(rf"(?<!\d)({_DAY}{_MONTH}\d{{2}})(\D{{1,12}})((?!{_YEAR})\d{{4}})(?![\d]|[.,]\d)")
_LAST_FOUR = r"(?:(?:sidste|last) (?:fire|four|4)|(?:fire|4) sidste)\b(?! (?:år|måned|uge|dage|gang|years|month|week|days))"
_SAYS_SO = re.compile(rf"\b(?:cpr(?!-?(?:kontor|regist|system|lov))|personnummer|personnr|{_LAST_FOUR})", re.IGNORECASE)
_PART = re.compile(
    rf"(?<![\d§])(?<!\d[.,/-])(?<!§ )(?:\d{{6}}|{_DAY}[ ./-]{_MONTH}[ ./-](?:\d{{2}}){{1,2}}|(?!{_YEAR})\d{{4}}|\d{{2}} \d{{2}})"
    r"(?!\d|[ .,/-]\d)"
)
_FOUR_LAST = re.compile(rf"({_LAST_FOUR}\D{{0,20}})\d{{2}}[ -]?\d{{2}}(?!\d)", re.IGNORECASE)
# A bank account with the number of its branch or of its country, a card, and a passport with letters.
_ACCOUNT = re.compile(
    r"(?<![\dA-Za-z])(?:[A-Z]{2}\d{2} ?(?:[A-Z]{4} ?)?\d{4} ?\d{4}(?:[ \dA-Z]{0,20}\d)?|\d{4}[ -]\d{6,10}|[A-Z]{1,2}\d{7,9}"
    r"|\d{4}(?:[ -]\d{4}){3})(?![\dA-Za-z])"
)
_ACCOUNT_IS = re.compile(r"(\b(?:konto|reg|registrerings)(?:nr|nummer)?\.?(?: ?nr\.?)?:? )\d{4,6}(?!\d)", re.IGNORECASE)
# One digit after the other, set apart or in words.
_SPELT_OUT = re.compile(rf"(?<!\d)\d(?:(?:{_APART}| - |, )\d){{7,}}(?!\d)")
_IN_WORDS = r"(?:nul|en|et|to|tre|fire|fem|seks|syv|otte|ni|zero|one|two|three|four|five|six|seven|eight|nine)"
# Two digits in one word, as Danes say a number: "tyve tredive fyrre halvtreds", "nul en nul to nul tre, tolv fireogtredive".
_TENS = "ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten"
_COUNTED_TENS = r"(?:\w{2,4}og)?(?:tyve|tredive|fyrre|halvtreds|tres|halvfjerds|firs|halvfems)"
_TWO = rf"(?:{_TENS}|{_COUNTED_TENS})"
_WORD_BREAK = "[ ,.-]{1,2}"
_SAID = re.compile(
    rf"\b(?:{_IN_WORDS}(?:{_WORD_BREAK}{_IN_WORDS}){{7,}}|(?:{_IN_WORDS}{_WORD_BREAK}){{6}}{_TWO}{_WORD_BREAK}{_TWO}"
    rf"|{_TWO}(?:{_WORD_BREAK}{_TWO}){{3,4}}(?! ?(?:(?:og|eller) {_TWO} )?(?:timer|år|uger|dage|procent|kr)))\b",
    re.IGNORECASE,
)
# Longer than any year, amount or law's number that people write without a separator.
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d{7,}(?!\d)")
_PATTERNS = (_ACCOUNT, _ABROAD, _BORN, _PHONE, _SPELT_OUT, _SAID, _LONG_NUMBER)
# Letters that are typed for a figure, within a number alone.
_LOOKS_LIKE_A_NUMBER = re.compile(r"(?<!\w)(?=[OoIl]*\d)[\dOoIl]{2,}(?!\w)")
_KEY_CAP = re.compile("[\ufe0e\ufe0f\u20e3]")
_FIGURES = str.maketrans("OoIl", "0011")


@dataclass(frozen=True)
class Masked:
    """A question without CPR-like numbers, phone numbers and mail addresses, and whether anything was taken out."""

    text: str
    changed: bool


def mask(question: str) -> Masked:
    """Return the question with everything that looks like a person's number or address replaced by […]; what is far too long is cut."""
    question = question[:MOST_READ]
    figures = _LOOKS_LIKE_A_NUMBER.sub(lambda found: found[0].translate(_FIGURES), _plain_digits(question))
    # An address may hold an amount, and a number in two parts may stand around one: these are looked for in the whole.
    text = _MAIL.sub(MASK, _MAIL_IS.sub(rf"\1{MASK}", figures))
    says_so = _SAYS_SO.search(text) is not None
    if any(map(str.isnumeric, text)) or _SAID.search(text):
        text = "".join(piece if stays else _masked(piece, says_so) for piece, stays in _pieces(text))
    return Masked(text, True) if text != figures else Masked(question, False)


def _plain_digits(text: str) -> str:
    """Return a text with digits in rings, raised, wide or on keys as plain ones."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(sign, sign)) for sign in _KEY_CAP.sub("", text))


def _masked(text: str, says_so: bool) -> str:
    text = mask_cpr(text)
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    text = _IN_PARTS.sub(rf"{MASK}\2{MASK}", _ACCOUNT_IS.sub(rf"\1{MASK}", text))
    if says_so:
        text = _PART.sub(MASK, _FOUR_LAST.sub(rf"\1{MASK}", text))
    return text


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, each with whether it is an amount or a count, which stays."""
    start = 0
    for found in COUNTED.finditer(text):
        if is_count(found):
            yield text[start : found.start()], False
            yield found[0], True
            start = found.end()
    yield text[start:], False
