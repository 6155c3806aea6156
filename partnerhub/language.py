"""Danish and English: which language a request speaks, and how days, moments and numbers are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask, g, request
from flask_babel import Babel, force_locale, get_translations, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from .clock import local, today

LOCALES = ("da", "en")
babel = Babel()


def current_locale() -> str:
    """Return "da" or "en": the address's `lang`, else the signed-in user's choice, else Danish."""
    if not hasattr(g, "locale"):
        asked = request.args.get("lang") if request else None
        if asked in LOCALES:
            g.locale = asked
        elif getattr(current_user, "is_authenticated", False):
            g.locale = current_user.language
        else:
            g.locale = "da"
    return str(g.locale)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak another language than the request's inside the block, links included."""
    before, spoken = current_locale(), g.get("spoken", "")
    g.locale, g.spoken = lang, lang if lang != before else spoken
    try:
        with force_locale(lang):
            yield
    finally:
        g.locale, g.spoken = before, spoken


def language_url(lang: str) -> str:
    """Return this page's address in another language, filters kept."""
    args = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{request.path}?{urlencode([*args, ('lang', lang)])}"


def write_day(day: date | None, with_year: bool = True) -> str:
    """Write a day as "30. jun. 2027", "" for none."""
    return _day(day, current_locale(), with_year) if day else ""


def write_moment(moment: datetime | None) -> str:
    """Write a moment in Copenhagen time as "12. nov. 2026 kl. 14.05"."""
    if moment is None:
        return ""
    when = local(moment)
    if current_locale() == "en":
        return str(format_datetime(when, "d MMM y, HH:mm", locale="en_GB"))
    return f"{_day(when.date(), 'da', True)} kl. {when:%H.%M}"


def write_number(number: int | float | None) -> str:
    """Write a number with the language's thousands separator."""
    return "" if number is None else _number(number, current_locale())


def distance(day: date | None) -> str:
    """Write how far a day is from today: "om 7 mdr.", "i dag", "for 3 dage siden"."""
    if day is None:
        return ""
    days = (day - today()).days
    if days == 0:
        return _("i dag")
    span = _span(abs(days))
    return _("om %(span)s", span=span) if days > 0 else _("for %(span)s siden", span=span)


def _span(days: int) -> str:
    if days < 14:
        return ngettext("%(num)s dag", "%(num)s dage", days)
    if days < 60:
        return ngettext("%(num)s uge", "%(num)s uger", days // 7)
    if days < 730:
        return ngettext("%(num)s md.", "%(num)s mdr.", round(days / 30.44))
    return _("%(years)s år", years=days // 365)


@lru_cache(4096)
def _day(day: date, locale: str, with_year: bool) -> str:
    if locale == "en":
        return str(format_date(day, "d MMM y" if with_year else "d MMM", locale="en_GB"))
    return str(format_date(day, "d. MMM y" if with_year else "d. MMM", locale="da"))


@lru_cache(4096)
def _number(number: int | float, locale: str) -> str:
    return str(format_decimal(number, locale="en_GB" if locale == "en" else "da"))


def init_app(app: Flask) -> None:
    """Give the app its languages, and templates the words for days and numbers."""
    babel.init_app(app, locale_selector=current_locale, default_translation_directories=str(_translations()))
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _catalogue().gettext(text), lambda one, many, number: _catalogue().ngettext(one, many, number), newstyle=True
    )
    app.jinja_env.filters |= {"day": write_day, "moment": write_moment, "number": write_number, "distance": distance}
    app.jinja_env.globals |= {"get_locale": current_locale, "language_url": language_url, "today": today}

    @app.url_defaults
    def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
        """A visitor's language travels in the address: no cookie."""
        if endpoint == "static" or "lang" in values or not request:
            return
        lang = g.get("spoken") or request.args.get("lang")
        if lang in LOCALES:
            values["lang"] = lang

    @app.after_request
    def _tell_language(response: Any) -> Any:
        response.headers.setdefault("Content-Language", current_locale())
        return response


def _catalogue() -> Any:
    """The translations of the request's language. Flask-Babel looks them up for each word anew, and a page has hundreds."""
    space = getattr(g._get_current_object(), "_flask_babel", None)
    kept = getattr(space, "partnerhub_catalogue", None)
    if kept is None or kept[0] is not getattr(space, "babel_locale", None):
        found = get_translations()
        space = g._flask_babel
        kept = space.partnerhub_catalogue = (getattr(space, "babel_locale", None), found)
    return kept[1]


def _translations() -> Any:
    from pathlib import Path

    return Path(__file__).parent / "translations"
