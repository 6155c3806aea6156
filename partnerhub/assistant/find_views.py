"""Find my scheme: a few questions, then a reasoned list. Answers travel by POST in hidden fields; nothing is stored, no cookie is set."""

from dataclasses import dataclass, field
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import public
from ..clock import today
from ..language import current_locale
from ..schemes.keeping import current_knowledge
from ..schemes.labels import audience_word
from ..schemes.presenting import Reader
from ..security import limiter
from .asking import contact_sentence
from .finding import Case, cited
from .guide_reading import current_guide
from .guide_rules import UNSURE, Goal, Question
from .views import LIMIT, bp

WHO, GOAL = "who", "goal"


@bp.record_once
def _tell_what_there_is(state: Any) -> None:
    """Scheme pages link to the list for VITAS and to the deadline, where there is one."""
    state.app.jinja_env.globals |= {
        "has_vitas_list": lambda scheme: scheme in current_guide().lists,
        "has_deadline": lambda scheme: any(one.scheme == scheme for one in current_guide().deadlines.values()),
    }


@dataclass(frozen=True)
class Option:
    """An answer to choose."""

    value: str
    label: str


@dataclass
class Step:
    """Where somebody stands on the path: what was answered, and what is asked next; `question` is "" when the list is shown.

    `chosen` is what was answered to it before, when the answer is being changed.
    """

    given: dict[str, str] = field(default_factory=dict)
    question: str = ""
    title: str = ""
    options: tuple[Option, ...] = ()
    chosen: str = ""


@bp.get("/find", endpoint="find")
@public
def begin() -> ResponseReturnValue:
    """Show the first question."""
    return _page({})


@bp.post("/find", endpoint="find_next")
@limiter.limit(LIMIT)
@public
def go_on() -> ResponseReturnValue:
    """Take an answer, or one back, and show the next question or the list; htmx gets the region alone."""
    given = {name: value for name, value in request.form.items() if value}
    change, asked = given.pop("change", ""), given.pop("asked", "")
    if change:
        chosen = given.pop(change, "")
        return _page({} if change == WHO else given, change=change, chosen=chosen)
    fault = _("Vælg et svar først.") if asked and asked not in given and "show" not in given else ""
    return _page(given, fault)


@bp.get("/vitas/<checklist_id>")
@public
def vitas_list(checklist_id: str) -> ResponseReturnValue:
    """Show what to have ready for VITAS; ticks stay in the browser."""
    knowledge, found = current_knowledge(), current_guide().lists.get(checklist_id)
    if found is None or checklist_id not in knowledge.schemes:
        abort(404)
    lang = current_locale()
    return render_template(
        "assistant/vitas.html",
        scheme=checklist_id,
        name=knowledge.schemes[checklist_id].name.in_language(lang),
        items=[(item.text.in_language(lang), cited(item.sources, checklist_id, knowledge)) for item in found.items],
        said=cited(found.said, checklist_id, knowledge),
        contact=contact_sentence(lang),
    )


def _page(posted: dict[str, str], fault: str = "", change: str = "", chosen: str = "") -> ResponseReturnValue:
    guide, knowledge, lang = current_guide(), current_knowledge(), current_locale()
    who = posted.get(WHO, "") if posted.get(WHO) in guide.paths else ""
    goals = guide.paths.get(who, {})
    goal = goals.get(posted.get(GOAL, ""))
    step = Step({WHO: who} if who else {}, chosen=chosen)
    case: Case | None = None
    if not who:
        step.question, step.title = WHO, _("Hvem er du?")
        step.options = tuple(Option(value, audience_word(value)) for value in guide.paths)
    elif goal is None:
        step.question, step.title = GOAL, _("Hvad vil du opnå?") if who == "citizen" else _("Hvad vil I opnå?")
        step.options = tuple(Option(key, value.label.in_language(lang)) for key, value in goals.items())
    else:
        case = Case(goal, _answers(goal, posted), guide, knowledge, Reader(who, lang, today()))
        step.given |= {GOAL: goal.id, **case.answers}
        _ask_on(step, case, posted, change)
    return _render(step, case, fault if step.question else ""), 422 if fault and step.question else 200


def _answers(goal: Goal, posted: dict[str, str]) -> dict[str, str]:
    """Return the answers that this goal asks for and that can be given together; all else in the form is left alone.

    Who was unemployed for half a year and now has a job was asked how long before that answer was changed.
    """
    questions = current_guide().questions
    given = {key: posted[key] for key in goal.asks if posted.get(key) in goal.answers_to(questions[key])}
    fits = {key: all(given.get(name, "") in {*values, ""} for name, values in questions[key].only.items()) for key in given}
    return {key: value for key, value in given.items() if fits[key]}


def _ask_on(step: Step, case: Case, posted: dict[str, str], change: str) -> None:
    again = next((question for question in case.asked() if question.id == change), None)
    question = again or (None if "show" in posted else case.next_question())
    if question is not None:
        step.question, step.title = question.id, _title(question, case.reader)
        step.options = tuple(Option(value, _label(question, value, case.reader.lang)) for value in case.goal.answers_to(question))


def _title(question: Question, reader: Reader) -> str:
    return (question.own if reader.audience == "citizen" else question.other).in_language(reader.lang)


def _label(question: Question, value: str, lang: str) -> str:
    if value == UNSURE:
        return question.unsure.in_language(lang) if question.unsure else _("Ved ikke")
    return question.options[value].in_language(lang)


def _given_rows(step: Step, case: Case | None) -> list[tuple[str, str, str]]:
    """The answers in words, to see and to change: name of the field, question, answer."""
    guide, lang = current_guide(), current_locale()
    rows = [(WHO, _("Hvem"), audience_word(step.given[WHO]))] if WHO in step.given else []
    if case:
        rows.append((GOAL, _("Mål"), case.goal.label.in_language(lang)))
        rows += [
            (key, _title(guide.questions[key], case.reader), _label(guide.questions[key], case.answers[key], lang)) for key in case.answers
        ]
    return rows


def _render(step: Step, case: Case | None, fault: str) -> str:
    whole = not request.headers.get("HX-Request")
    return render_template(
        "assistant/find.html" if whole else "assistant/_find.html",
        step=step,
        fault=fault,
        rows=_given_rows(step, case),
        found=case.find() if case and not step.question else None,
        goal=case.goal.label.in_language(current_locale()) if case else "",
        audience=step.given.get(WHO),
        has_paths=bool(current_guide().paths),
        contact=contact_sentence(current_locale()),
        other_language="en" if current_locale() == "da" else "da",
        moved=request.method == "POST",
    )
