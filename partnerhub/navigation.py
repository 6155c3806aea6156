"""What stands at the top of every page: where one can go, and where one is."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

DESKS = {"company": "companies.desk", "union": "unions.desk", "school": "schools.desk", "municipality": "municipality.desk"}


@dataclass(frozen=True)
class Link:
    """One entry of the main navigation."""

    url: str
    label: str
    current: bool


def desk_endpoint() -> str:
    """Return the endpoint of the signed-in user's own desk."""
    return DESKS[current_user.partner.kind.value]


def navigation() -> list[Link]:
    """Return the main navigation of the current user: desk first for people with an account."""
    entries = []
    if current_user.is_authenticated:
        entries.append((desk_endpoint(), _("Mit skrivebord")))
    else:
        entries.append(("pages.front", _("Forside")))
    entries += [("board.board", _("Forpligtelser")), ("strategy.overview", _("Strategi")), ("assistant.chat", _("Spørg"))]
    # Six entries do not fit beside a name: people with an account find the schemes at the foot of the page.
    entries.append(("partners.index", _("Partnere")) if current_user.is_authenticated else ("schemes.index", _("Ordninger")))
    return [Link(url_for(endpoint), label, _is_current(endpoint)) for endpoint, label in entries]


def _is_current(endpoint: str) -> bool:
    if endpoint.startswith("pages."):
        return request.endpoint == endpoint
    return request.blueprint == endpoint.split(".")[0]


def init_app(app: Flask) -> None:
    """Give every template the navigation."""

    @app.context_processor
    def _navigation() -> dict[str, Any]:
        return {"navigation": navigation()}
