"""Deadlines: one page of calculators, the counted days beside the rule, and a calendar file. Days travel by POST; nothing is stored."""

from flask import Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import public
from ..language import current_locale
from ..schemes.keeping import current_knowledge
from ..security import limiter
from .asking import contact_sentence
from .deadlines import FIRST_YEAR, LAST_YEAR, calendar_file, days_shown, read_day
from .finding import cited
from .guide_reading import current_guide
from .guide_rules import Deadline
from .views import LIMIT, bp

MOST_TYPED = 40


@bp.get("/frister")
@public
def deadlines() -> ResponseReturnValue:
    """List the calculators and the deadlines that cannot be counted."""
    return _page()


@bp.post("/frister")
@limiter.limit(LIMIT)
@public
def count_deadline() -> ResponseReturnValue:
    """Count the days of one calculator; htmx gets that calculator alone."""
    deadline = _asked()
    typed = request.form.get("day", "")[:MOST_TYPED]
    fault = "" if deadline.fixed or read_day(typed) else _fault(typed)
    if request.headers.get("HX-Request"):
        return render_template("assistant/_deadline.html", one=deadline, **_shown(deadline, typed, fault)), 422 if fault else 200
    return _page(deadline, typed, fault), 422 if fault else 200


@bp.post("/frister/kalender")
@limiter.limit(LIMIT)
@public
def deadline_calendar() -> ResponseReturnValue:
    """Send the counted days as a calendar file with a reminder."""
    deadline = _asked()
    typed = request.form.get("day", "")[:MOST_TYPED]
    day = deadline.fixed or read_day(typed)
    if day is None:
        return _page(deadline, typed, _fault(typed)), 422
    # The address in the file is made here: it is read outside the site.
    address = f"{current_app.config['PUBLIC_URL']}{url_for('assistant.deadlines', _anchor=deadline.id)}"
    body = calendar_file(deadline, day, current_knowledge(), current_locale(), address)
    headers = {"Content-Disposition": f'attachment; filename="frist-{deadline.id}.ics"', "Cache-Control": "no-store"}
    return Response(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _asked() -> Deadline:
    found = current_guide().deadlines.get(request.form.get("deadline", ""))
    if found is None or found.scheme not in current_knowledge().schemes:
        abort(404)
    return found


def _fault(typed: str) -> str:
    if not typed.strip():
        return _("Skriv en dato først.")
    return _("Skriv en dato, der findes, fra %(first)d til %(last)d, fx 1.2.2027.", first=FIRST_YEAR, last=LAST_YEAR)


def _shown(deadline: Deadline, typed: str = "", fault: str = "") -> dict[str, object]:
    knowledge, lang = current_knowledge(), current_locale()
    day = deadline.fixed or read_day(typed)
    return {
        "typed": day.isoformat() if day and not deadline.fixed else typed,
        "fault": fault,
        "days": days_shown(deadline, day, knowledge, lang) if day else (),
        "note": deadline.note.text.in_language(lang) if deadline.note else "",
        "note_sources": cited(deadline.note.sources, deadline.scheme, knowledge) if deadline.note else (),
        "rules": [(rule.rule.text.in_language(lang), cited(rule.rule.sources, deadline.scheme, knowledge)) for rule in deadline.days],
        "scheme_name": knowledge.schemes[deadline.scheme].name.in_language(lang),
    }


def _page(asked: Deadline | None = None, typed: str = "", fault: str = "") -> str:
    guide, knowledge, lang = current_guide(), current_knowledge(), current_locale()
    known = [one for one in guide.deadlines.values() if one.scheme in knowledge.schemes]
    untold = [
        (item.scheme, knowledge.schemes[item.scheme].name.in_language(lang), item.said.text.in_language(lang), sources)
        for item in guide.untold
        if item.scheme in knowledge.schemes
        for sources in [cited(item.said.sources, item.scheme, knowledge)]
    ]
    return render_template(
        "assistant/deadlines.html",
        calculators=[(one, _shown(one, typed, fault) if one is asked else _shown(one)) for one in known],
        untold=untold,
        contact=contact_sentence(lang),
    )
