"""Choosing the companies of a needs round: what is filtered keeps its ticks, and only what is shown with a tick is asked."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from .round_queries import Choice

_NAME_LIMIT = 80


@dataclass(frozen=True)
class Choosing:
    """What the page of choosing was sent with: the filter, and which companies have lost their tick; all have one at first."""

    choice: Choice
    name: str
    chosen: tuple[int, ...]
    unticked: frozenset[int]
    act: str

    @classmethod
    def read(cls, values: MultiDict[str, str]) -> "Choosing":
        """Read the address or the form; what is not a number is as if it were not there."""
        wanted = values.get("hvem", "")
        chosen, shown = _numbers(" ".join(values.getlist("partner"))), _numbers(values.get("shown", ""))
        act = values.get("act", "")
        left = (_numbers(values.get("unticked", "")) - shown) | (shown - chosen)
        left = left - shown if act == "all" else left | shown if act == "none" else left
        choice = Choice(wanted) if wanted in set(Choice) else Choice.ALL
        return cls(choice, values.get("q", "")[:_NAME_LIMIT], tuple(sorted(chosen)), frozenset(left), act)

    @property
    def is_sending(self) -> bool:
        """Tell whether the mails are to go, rather than other companies to be shown."""
        return self.act not in ("show", "all", "none")


def _numbers(text: str) -> set[int]:
    return {int(word) for word in text.split() if word.isdecimal() and len(word) < 10}
