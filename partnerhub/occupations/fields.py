"""Form fields for one occupation and for several: what is clear is taken, what is not is asked about, and no text is lost.

Beside the text travel an id and the text that the id was chosen for; when they differ the id is old and counts for nothing. So the
fields work with the combobox of static/js/combobox.js, and without it by choosing among radio buttons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms import Field, Form
from wtforms.validators import ValidationError
from wtforms.widgets import TextArea, TextInput

from ..fields import AtMost, no_control_characters, no_cpr
from ..typed_text import clean
from . import keeping
from .suggesting import detail

TEXT_LIMIT = 120
MOST_OCCUPATIONS = 20
KEEP = "-"
_OFFERED = 5


@dataclass(frozen=True)
class Chosen:
    """An occupation that somebody chose: a known one by its id, or a text kept as it was written (`id` is None)."""

    id: str | None
    text: str

    def name(self, lang: str) -> str:
        """Return the occupation's name in a language, or the text that was kept."""
        return keeping.name_of(self.id, lang, self.text)


@dataclass(frozen=True)
class Option:
    """One radio button: the id it stands for (or KEEP), its name and what stands beside it."""

    value: str
    name: str
    detail: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Question:
    """A typed text that is not clear, and what it may mean; the last option keeps the text."""

    text: str
    options: tuple[Option, ...]


class OccupationField(Field):
    """One occupation; `data` is a Chosen, or None when nothing is typed."""

    widget = TextInput()
    data: Chosen | None

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.text, self.chosen_id, self.is_searching = "", "", False
        self.question: Question | None = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read text, id and whether the search button was pressed."""
        super().process(formdata, *(() if data is None else (data,)), extra_filters=extra_filters)
        if formdata is None or self.name not in formdata:
            return
        self.text = clean(formdata.get(self.name, ""))
        self.chosen_id = _chosen_id(self.text, formdata.getlist(f"{self.name}-id"), formdata.get(f"{self.name}-for", ""))
        self.is_searching = f"{self.name}-search" in formdata
        self.data = _decide(self.text, self.chosen_id)

    def process_data(self, value: Any) -> None:
        """Show a Chosen, or the id of an occupation."""
        self.data = value if isinstance(value, Chosen) else Chosen(value, "") if value else None
        if self.data is not None:
            self.text, self.chosen_id = self.data.name(_lang()), self.data.id or KEEP

    def process_formdata(self, valuelist: list[Any]) -> None:
        """All is read in `process`, which sees the fields beside this one."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what may not be stored, and ask about a text that is not clear."""
        if not self.text:
            return
        _refuse_unfit(form, self.text)
        if self.data is None or self.is_searching:
            self.question = ask(self.text, self.chosen_id or (self.data.id if self.data else None))
            raise ValidationError(_question_text(self.question))

    def _value(self) -> str:
        return self.text[:500]


class OccupationsField(Field):
    """Several occupations, a line each; `data` is a tuple of Chosen."""

    widget = TextArea()
    data: tuple[Chosen, ...]

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.lines: tuple[str, ...] = ()
        self.chosen: dict[str, str] = {}
        self.questions: tuple[Question, ...] = ()
        self.is_searching = False

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the lines, and the ids that were chosen for them."""
        super().process(formdata, *(() if data is None else (data,)), extra_filters=extra_filters)
        if formdata is None or self.name not in formdata:
            return
        lines = (clean(line) for text in formdata.getlist(self.name) for line in text.splitlines())
        self.lines = tuple(dict.fromkeys(line for line in lines if line))
        self.chosen = {}
        for number in range(2 * MOST_OCCUPATIONS):
            picked, meant = formdata.getlist(f"{self.name}-id-{number}"), clean(formdata.get(f"{self.name}-for-{number}", ""))
            if meant and (found := _chosen_id(meant, picked, meant)):
                self.chosen[meant] = found
        self.is_searching = f"{self.name}-search" in formdata
        decided = [_decide(line, self.chosen.get(line, "")) for line in self.lines]
        self.data = _each_once(item for item in decided if item is not None)

    def process_data(self, value: Any) -> None:
        """Show Chosen ones, or the ids of occupations."""
        self.data = _each_once(item if isinstance(item, Chosen) else Chosen(item, "") for item in value or ())
        self.lines = tuple(item.name(_lang()) for item in self.data)
        self.chosen = {item.name(_lang()): item.id or KEEP for item in self.data}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """All is read in `process`, which sees the fields beside this one."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what may not be stored, and ask about each line that is not clear."""
        if len(self.lines) > MOST_OCCUPATIONS:
            raise ValidationError(_("Vælg højst %(limit)s erhverv.", limit=MOST_OCCUPATIONS))
        for line in self.lines:
            _refuse_unfit(form, line)
        unclear = [line for line in self.lines if _decide(line, self.chosen.get(line, "")) is None]
        if unclear:
            self.questions = tuple(ask(line, None) for line in unclear)
            raise ValidationError(_("Vi er ikke sikre på: %(typed)s. Vælg herunder, hvad der menes.", typed=", ".join(unclear)))
        if self.is_searching:
            raise ValidationError(_("Alle linjer er forstået. Send formularen, når resten er udfyldt."))

    def decided(self) -> list[tuple[str, str]]:
        """Return the lines that are clear, each with the id that was chosen for it, for the page to send again."""
        found = ((line, _decide(line, self.chosen.get(line, ""))) for line in self.lines)
        return [(line, item.id or KEEP) for line, item in found if item is not None]

    def _value(self) -> str:
        return "\n".join(self.lines)[:5000]


def ask(text: str, chosen: str | None) -> Question:
    """Return the question what a text means: the nearest occupations, and keeping the text."""
    lang = _lang()
    options = [
        Option(match.occupation.id, match.occupation.title(lang), detail(match, lang), match.occupation.id == chosen)
        for match in keeping.lookup(text, _OFFERED)
    ]
    keep = Option(KEEP, _("Behold min tekst: “%(typed)s”", typed=text), _("Kommunen kan siden tilføje erhvervet."), chosen == KEEP)
    return Question(text, (*options, keep))


def is_searching(form: Form) -> bool:
    """Tell whether a search button of an occupation was pressed: show the form again, without complaints on other fields.

    Takes those complaints away; the field itself has its choices.
    """
    asked = [field for field in form if getattr(field, "is_searching", False)]
    if not asked:
        return False
    form.validate()
    for field in form:
        if field not in asked:
            field.errors = []
    return True


def _chosen_id(text: str, picked: list[str], meant: str) -> str:
    """Return the id that was chosen for this very text, "" for none, an unknown one, or one chosen for another text."""
    found = next((value for value in reversed(picked) if value), "")
    if clean(meant) != text or not (found == KEEP or keeping.find(found)):
        return ""
    return found


def _decide(text: str, chosen: str) -> Chosen | None:
    if not text:
        return None
    if chosen == KEEP:
        return Chosen(None, text)
    found = keeping.find(chosen) or keeping.certain(text)
    return Chosen(found.id, text) if found else None


def _each_once(chosen: Iterable[Chosen]) -> tuple[Chosen, ...]:
    return tuple({item.id or item.text: item for item in chosen}.values())


def _refuse_unfit(form: Form, text: str) -> None:
    stand_in: Any = SimpleNamespace(data=text)
    for check in (AtMost(TEXT_LIMIT), no_control_characters, no_cpr):
        check(form, stand_in)


def _question_text(question: Question) -> str:
    if len(question.options) == 1:
        return _("Vi kender ikke erhvervet “%(typed)s”. Skriv det på en anden måde, eller behold din tekst.", typed=question.text)
    return _("Vælg herunder, hvad “%(typed)s” er, eller behold din tekst.", typed=question.text)


def _lang() -> str:
    return "en" if str(get_locale()) == "en" else "da"
