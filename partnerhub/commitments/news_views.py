"""What is new on an open board: asked for every twenty seconds."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, requires
from .board_views import bp, read_selection
from .drawing_views import addresses, draw, with_query
from .labels import column_label, phase_label
from .news import news_since


@bp.get("/nyt")
@requires(Permission.COMMITMENT_VIEW)
def news() -> ResponseReturnValue:
    """Tell what others changed since the board was opened (`efter`), 204 when nothing came since it was last told (`set`)."""
    selection = read_selection()
    choices = selection.choices
    opened, told = _number("efter"), _number("set")
    found = news_since(selection, opened, current_user.id) if choices.seq > max(opened, told) else None
    if found is None:
        return "", 204
    shared = addresses(selection)
    drawn = draw(selection, found.cards, shared)
    words = {
        card.id: _(
            "Netop ændret: %(state)s",
            state=phase_label(card.phase.value) if card.is_finished else column_label(card.column or card.phase.value),
        )
        for card in found.cards
    }
    return render_template(
        "board/_news.html",
        news=found,
        faces=list(drawn.values()),
        words=words,
        opened=opened,
        seq=choices.seq,
        url=with_query,
        **shared,
    )


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
