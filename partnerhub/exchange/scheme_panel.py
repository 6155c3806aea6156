"""The schemes that help with what somebody writes down, each with its state today."""

from collections.abc import Iterable

from ..clock import today
from ..language import current_locale
from ..schemes.keeping import current_knowledge
from ..schemes.presenting import Reader
from ..schemes.scheme_page import Neighbour, neighbour


def schemes(ids: Iterable[str | None], audience: str | None = None) -> list[Neighbour]:
    """Return the named schemes in order, once each, as links with name and state; unknown ids are left out."""
    known, reader = current_knowledge().schemes, Reader(audience, current_locale(), today())
    return [neighbour(known[key], reader) for key in dict.fromkeys(ids) if key and key in known]
