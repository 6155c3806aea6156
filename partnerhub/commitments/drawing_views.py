"""Drawing cards and filters once and keeping them: what the board's views have in common."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import get_template_attribute, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from ..language import current_locale
from .cards import Card
from .faces import Face, Painter
from .kinds import Column
from .labels import column_label
from .memory import remembered
from .parameters import Sort
from .selection import Selection
from .selection_labels import options

EXTRA = ("guidepost_id", "partner_kind", "kind", "group", "waiting", "mine", "my_partners", "silent", "unmeasured")
ANY_NUMBER = 10**15  # stands for a commitment's number in an address that is written once for all cards
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Marks:
    """Icons and words that all cards share."""

    kinds: dict[str, Markup]
    flags: dict[str, Markup]
    chips: dict[str, Markup]
    day: Markup
    waiting: Markup
    goal: str
    move: Markup
    move_to: str
    move_now: str
    columns: dict[str, str]


def kept(selection: Selection, key: Hashable, ask: Callable[[], Kept]) -> Kept:
    """Return what belongs to a selection, kept in memory until the next event."""
    return remembered(selection.choices.seq, (key, selection.key), ask)


def draw(selection: Selection, cards: list[Card], shared: dict[str, Any], key: Hashable = None) -> dict[int, Face]:
    """Return the cards in words, by id, with what the viewer may do; `shared` is `addresses`, the words are kept in memory under `key`."""

    def paint() -> dict[int, Face]:
        painter = Painter(selection.choices, shared["address"], selection.is_public)
        body, whole = (get_template_attribute("board/_card.html", name) for name in ("body", "cards"))
        marks = shared["marks"]
        faces = [replace(face, body=body(face, marks)) for face in map(painter.face, cards)]
        return {face.id: replace(face, whole=whole([face], marks, shared["move_address"])) for face in faces}

    drawn = kept(selection, ("faces", key, current_locale(), shared["address"]), paint) if key else paint()
    viewer = selection.viewer
    if viewer is None:
        return drawn
    mine = {card.id: (card.waits_for(viewer), card.moves(viewer)) for card in cards if card.concerns(viewer)}
    return {
        number: replace(face, waiting=mine[number][0], moves=mine[number][1]) if number in mine else face for number, face in drawn.items()
    }


def draw_filters(selection: Selection, shape: str, has_partners: bool) -> Markup:
    """Return the filter form; it carries no token and nobody's name, so that it can be kept."""
    locale = current_locale()

    def paint() -> Markup:
        return Markup(  # noqa: S704  a rendered template
            render_template(
                "board/_filters.html",
                selection=selection,
                shape=shape,
                has_partners=has_partners,
                options=options(selection.choices, selection),
                has_extra=any(getattr(selection, name) for name in EXTRA) or selection.sort != Sort.DUE,
            )
        )

    return kept(selection, ("filters", shape, has_partners, locale, request.args.get("lang")), paint)


def with_query(address: str, selection: Selection, **changes: Any) -> str:
    """Return an address with a selection in it; `changes` are fields set differently."""
    query = selection.query(**changes)
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


def addresses(selection: Selection) -> dict[str, Any]:
    """Return what every card is written with: addresses, icons, words, the selection."""
    move = with_query(url_for("board.move", commitment_id=ANY_NUMBER), selection).split(str(ANY_NUMBER))
    return {
        "address": url_for("commitments.show", commitment_id=ANY_NUMBER).replace(str(ANY_NUMBER), "{id}"),
        "move_address": move,
        "marks": remembered(selection.choices.seq, ("marks", current_locale()), _marks),
        "selection": selection,
    }


def _marks() -> Marks:
    icon = get_template_attribute("components/icons.html", "icon")
    states = "components/states.html"
    kind_icon, chip, flag = (get_template_attribute(states, name) for name in ("partner_kind_icon", "status_chip", "flag"))
    flag_icons = get_template_attribute(states, "flag_icons")
    return Marks(
        kinds={kind: kind_icon(kind) for kind in ("company", "union", "school", "municipality")},
        flags={kind: icon(name) for kind, name in flag_icons.items()},
        chips={state: chip(state) for state in ("fulfilled", "partly", "not_fulfilled", "withdrawn")},
        day=icon("calendar-month"),
        waiting=flag(_("Venter på dig"), "waiting"),
        goal=_("Mål"),
        move=icon("arrow-forward") + _("Flyt til"),
        move_to=_("Flyt til kolonnen"),
        move_now=_("Flyt"),
        columns={column.value: column_label(column) for column in Column},
    )
