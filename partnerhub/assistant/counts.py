"""Numbers that people ask about: amounts with their unit, and weeks, ages and paragraphs one after the other."""

import re

_UNIT = r"(?:kr|kroner|kr\.|dkk|tkr|mio|mia|timer?|hours?|pct|procent|år|years?|-?årige?|uger?|weeks?|dage?|days?|måneder|months?)(?!\w)"
_MONEY = r"(?:kr|kroner|dkk|tkr|timer|hours)(?!\w)(?! ?\d)"
_BETWEEN = r"(?:, ?|/| og | eller | and | or | )"
_LIST = rf"\d{{1,2}}(?:{_BETWEEN}\d{{1,2}}){{2,}}"
# What may be taken for a phone number or a number of birth: `is_count` tells which of the lists is none.
COUNTED = re.compile(
    rf"(?<![\d@])(?<!\d[.,/-])(?:\d{{3,6}}|\d{{1,3}}(?:[ .]\d{{3}})+)(?:,\d{{1,2}}|,-)? ?{_MONEY}"
    rf"|(?P<word>(?<!\w)(?:ugerne|uger?|weeks?|§{{1,2}}|klasse|kapitel) ?(?:nr\.? ?)?)?"
    rf"(?<![\d])(?<!\d[ .,/-])(?P<list>{_LIST})(?![\d]|[ .,/-]\d)(?P<unit> ?{_UNIT})?",
    re.IGNORECASE,
)
_WEEKS = 53
# A digit as close as this makes the list part of a longer number; from one on to eight, each is a digit of one.
_NEAR, _DIGITS = 4, 8
_DIGIT_BEFORE, _DIGIT_AFTER = re.compile(r"\d\W*$"), re.compile(r"\W*\d")
# Hours and ages that are listed go up by no more.
_WIDEST = 10


def is_count(found: re.Match[str]) -> bool:
    """Tell whether what COUNTED found is no phone number: an amount, a list with its word that rises slowly, or one that rises by one."""
    if not found["list"]:
        return True
    if _DIGIT_BEFORE.search(found.string[: found.start("list")][-_NEAR:]) or _DIGIT_AFTER.match(found.string[found.end("list") :][:_NEAR]):
        return False
    numbers = [int(number) for number in re.findall(r"\d+", found["list"])]
    steps = {later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False)}
    if steps == {1}:
        return numbers[0] > 1 or len(numbers) < _DIGITS
    is_week = (found["word"] or "").casefold().startswith(("uge", "week"))
    return bool(found["word"] or found["unit"]) and 0 < min(steps) and max(steps) <= _WIDEST and (not is_week or numbers[-1] <= _WEEKS)
