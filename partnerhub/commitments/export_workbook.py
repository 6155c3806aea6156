"""Commitments as a workbook: the sheet of rows, and the guide to its columns with the values that may stand there."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from ..sheets import workbooks
from ..sheets.columns import Column
from ..sheets.workbooks import Guide
from .choices import Choices
from .kinds import Kind, Unit, Visibility
from .spreadsheet import BY_KEY, REQUIRED, Record, choice_label, written_rows

OFFERED: dict[str, tuple[Any, ...]] = {"kind": tuple(Kind), "unit": tuple(Unit), "visibility": tuple(Visibility)}


def write_workbook(columns: Sequence[Column], records: Sequence[Record], choices: Choices, locale: str, guide: bool = True) -> bytes:
    """Return an xlsx file of the records; `guide` adds the sheet that says what may stand in each column."""
    lists = _lists(choices, locale) if guide else {}
    explained = Guide(told, lists, frozenset(OFFERED)) if guide else None
    return workbooks.write_workbook(_("Forpligtelser"), columns, written_rows(columns, records), explained)


def _lists(choices: Choices, locale: str) -> dict[str, tuple[str, list[str]]]:
    listed = {key: (BY_KEY[key].label, [choice_label(key, choice) for choice in OFFERED[key]]) for key in OFFERED}
    listed["guidepost"] = (BY_KEY["guidepost"].label, [f"{post.code} {post.title(locale)}" for post in choices.guideposts_in_force])
    listed["cosigners"] = (_("Partnere"), [partner.name for partner in choices.partners.values() if partner.is_active])
    return listed


def told(column: Column) -> str:
    """Return the sentence of the guide on what may stand in a column."""
    needed = _("Skal udfyldes for en ny forpligtelse. ") if column.key in REQUIRED else ""
    sentences = {
        "reference": _("Lad cellen stå tom for en ny forpligtelse. Med et nummer rettes den forpligtelse, der har det."),
        "owner": _("Partnerens navn. Lad cellen stå tom for jeres egen. Kun kommunens tovholder kan skrive på andres vegne."),
        "guidepost": _("Nummeret på et pejlemærke, fx 1.4. De står til højre."),
        "title": _("Kort og konkret, højst 120 tegn."),
        "what": _("Beskrivelse, højst 4.000 tegn. Ingen navne på borgere."),
        "kind": _("En af arterne til højre."),
        "quantity": _("Et helt tal fra 1 til 100.000, eller tom, hvis der ikke er et tal endnu."),
        "unit": _("Det, antallet tæller, se til højre. Tom: den enhed, der følger arten."),
        "start_on": _("En dato, fx 01-08-2027, eller tom."),
        "due_on": _("En dato fra i dag og frem, fx 30-06-2028, eller tom."),
        "visibility": _("Partnerskabet eller Offentlig. Tom: Partnerskabet."),
        "cosigners": _("Partnernes navne med semikolon imellem, og andelen i parentes: Demoskolen (3); Demoforbundet."),
        "workplace": _("Navnet på et af ejerens arbejdssteder, eller tom."),
    }
    return needed + sentences.get(column.key, _("Kan ikke ændres her. Det, der står, bliver ikke læst."))
