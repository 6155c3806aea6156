"""The questions that the assistant had no good answer to, for those who write the answers; and how often each scheme is asked about."""

import csv
import io
from datetime import timedelta
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ..access import Permission, requires
from ..assistant import question_queries, question_service
from ..assistant.models import Outcome
from ..assistant.question_queries import NO_SCHEME, WEEKS, Filter
from ..assistant.remembering import week_of
from ..clock import today
from ..errors import RuleBroken
from ..schemes.labels import audience_word
from ..sheets.csv_files import guard
from .assistant_views import scheme_names
from .views import bp

KEPT_OUTCOMES = (Outcome.NONE, Outcome.NOT_HELPED)
COUNTED = (Outcome.ANSWER, Outcome.CLARIFY, Outcome.NONE, Outcome.OFF, Outcome.HELPED, Outcome.NOT_HELPED)


@bp.get("/assistent/spoergsmaal")
@requires(Permission.QUESTION_VIEW)
def questions() -> ResponseReturnValue:
    """List the open questions by week and nearest scheme; `udfald`, `ordning` and `behandlede` narrow the list."""
    wanted, names = _filter(), scheme_names()
    page = question_queries.page_of(wanted, request.args.get("efter", ""))
    first = week_of(today()) - timedelta(weeks=WEEKS - 1)
    counts = question_queries.counts_since(first)
    return render_template(
        "municipality/questions.html",
        page=page,
        wanted=wanted,
        arguments=_arguments(wanted),
        names=names,
        schemes=[(key or NO_SCHEME, _name(key, names)) for key in question_queries.schemes_asked(wanted)],
        scheme_name=lambda key: _name(key, names),
        outcomes=[(str(outcome), outcome_word(outcome)) for outcome in KEPT_OUTCOMES],
        outcome_word=outcome_word,
        audience_word=audience_word,
        counts=sorted(counts.items(), key=lambda pair: -sum(pair[1].values())),
        counted=COUNTED,
        weeks=WEEKS,
        no_scheme=NO_SCHEME,
    )


@bp.get("/assistent/spoergsmaal.csv")
@requires(Permission.QUESTION_VIEW)
def questions_file() -> ResponseReturnValue:
    """Return the same questions as a file for a spreadsheet."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    heads = [_("Uge"), _("Ordning"), _("Emne"), _("Spørgsmål"), _("Hvad manglede"), _("Gange"), _("Spørger"), _("Sprog"), _("Udfald")]
    writer.writerow(heads)
    for row in question_queries.all_of(_filter()):
        words = audience_word(row.audience) if row.audience else ""
        said = [row.week.isoformat(), row.scheme_id, row.facet, row.text, row.remark, row.times, words, row.lang, outcome_word(row.outcome)]
        writer.writerow([guard(value) if isinstance(value, str) else value for value in said])
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="spoergsmaal.csv"'
    return answer


@bp.post("/assistent/spoergsmaal/<int:question_id>/behandlet")
@requires(Permission.QUESTION_HANDLE)
def handle_question(question_id: int) -> ResponseReturnValue:
    """Mark a question as handled, or with `igen` as open again."""
    is_handled = not request.form.get("igen")
    said = _("Markeret som behandlet.") if is_handled else _("Åbnet igen.")
    return _act(question_service.mark_handled, question_id, is_handled, said=said)


@bp.post("/assistent/spoergsmaal/<int:question_id>/slet")
@requires(Permission.QUESTION_HANDLE)
def remove_question(question_id: int) -> ResponseReturnValue:
    """Delete a question for good."""
    return _act(question_service.remove, question_id, said=_("Spørgsmålet er slettet."))


def outcome_word(outcome: Outcome) -> str:
    """Return an outcome in the reader's language."""
    return {
        Outcome.ANSWER: _("Besvaret"),
        Outcome.CLARIFY: _("Spurgt tilbage"),
        Outcome.NONE: _("Intet svar"),
        Outcome.OFF: _("Slukket"),
        Outcome.FOREIGN: _("Andet sprog"),
        Outcome.SMALLTALK: _("Småsnak"),
        Outcome.HELPED: _("Hjalp"),
        Outcome.NOT_HELPED: _("Hjalp ikke"),
    }[outcome]


def _act(act: Any, question_id: int, *more: Any, said: str) -> ResponseReturnValue:
    try:
        act(current_user, question_id, *more)
        flash(said, "success")
    except RuleBroken as broken:
        flash(broken.text, "warning")
    return redirect(url_for("municipality.questions", **_arguments(_filter())), 303)


def _name(scheme: str, names: dict[str, str]) -> str:
    return names.get(scheme, scheme) or _("Ingen ordning ligger nær")


def _filter() -> Filter:
    outcome, scheme = request.values.get("udfald", ""), request.values.get("ordning", "")[:40]
    return Filter(outcome if outcome in KEPT_OUTCOMES else "", scheme, bool(request.values.get("behandlede")))


def _arguments(wanted: Filter) -> dict[str, Any]:
    found = {"udfald": wanted.outcome, "ordning": wanted.scheme, "behandlede": "1" if wanted.with_handled else ""}
    return {name: value for name, value in found.items() if value}
