"""The schemes as JSON: what their pages show, in Danish or English."""

from typing import Any

from flask import abort, g, jsonify, url_for
from flask.typing import ResponseReturnValue

from .access import public
from .api import bp, one_of, read_parameters
from .clock import today
from .errors import problem
from .schemes.content_types import Source
from .schemes.keeping import current_knowledge
from .schemes.labels import facet_question
from .schemes.left_out import unanswerable_sentence
from .schemes.life import Stage
from .schemes.presenting import AnswerShown, Reader
from .schemes.scheme_page import RateShown, SchemePage, page_for
from .schemes.terms import Audience, Status
from .security import limiter


@bp.get("/schemes", endpoint="schemes")
@limiter.limit("120/minute")
@public
def list_schemes() -> ResponseReturnValue:
    """Return every scheme in short, by id; `status` and `audience` narrow the list."""
    values = read_parameters({"status", "audience"})
    status = one_of("status", values.get("status", ""), [status.value for status in Status])
    audience = _audience(values)
    knowledge = current_knowledge()
    reader = Reader(audience, g.locale, today())
    pages = [page_for(scheme, knowledge, reader) for _, scheme in sorted(knowledge.schemes.items())]
    return jsonify(
        schemes=[
            _brief(page) for page in pages if status in ("", page.status) and (audience is None or Audience(audience) in page.audiences)
        ]
    )


@bp.get("/schemes/<scheme_id>", endpoint="scheme")
@limiter.limit("120/minute")
@public
def one_scheme(scheme_id: str) -> ResponseReturnValue:
    """Return one scheme as its page shows it; `audience` chooses whose wording."""
    audience = _audience(read_parameters({"audience"}))
    knowledge = current_knowledge()
    scheme = knowledge.schemes.get(scheme_id)
    if scheme is None:
        left_out = knowledge.left_out.get(scheme_id)
        return problem(503, unanswerable_sentence(left_out.name.in_language(g.locale))) if left_out else abort(404)
    return jsonify(_whole(page_for(scheme, knowledge, Reader(audience, g.locale, today()))))


def plain_sources(sources: tuple[Source, ...]) -> list[dict[str, Any]]:
    """Return sources as the API writes them."""
    return [{"title": source.title, "url": source.url, "publisher": source.publisher, "seen_year": source.seen_year} for source in sources]


def _audience(values: dict[str, str]) -> str | None:
    return one_of("audience", values.get("audience", ""), [audience.value for audience in Audience]) or None


def _brief(page: SchemePage) -> dict[str, Any]:
    return {
        "id": page.id,
        "name": page.name,
        "status": page.status,
        "lead": page.lead,
        "valid_from": page.valid_from,
        "valid_to": page.valid_to,
        "valid_to_between": page.valid_to_between,
        "alternatives": [other.id for other in page.alternatives],
        "audiences": list(page.audiences),
        "reviewed": all(answer.reviewed for answer in page.answers),
        "checked_on": min(answer.checked_on for answer in page.answers).isoformat(),
        "review_due": min(answer.review_due for answer in page.answers).isoformat(),
        "url": url_for("schemes.show", scheme_id=page.id, lang=g.locale),
    }


def _whole(page: SchemePage) -> dict[str, Any]:
    return _brief(page) | {
        "note": page.note,
        "life": [_stage(stage) for stage in page.line],
        "answers": [_answer(answer) for answer in page.answers],
        "rates": [_rate(shown) for shown in page.rates],
        "law": list(page.law),
        "related": [other.id for other in page.related],
        "confusions": [{"scheme": item.scheme.id if item.scheme else None, "text": item.text} for item in page.confusions],
        "checklist": list(page.checklist),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "status": stage.status,
        "from": stage.begins.isoformat() if stage.begins else None,
        "until": stage.until.isoformat() if stage.until else None,
        "between": [day.isoformat() for day in stage.between] if stage.between else None,
        "now": stage.is_now,
    }


def _answer(answer: AnswerShown) -> dict[str, Any]:
    return {
        "facet": answer.facet,
        "title": facet_question(answer.facet),
        "text": answer.text,
        "details": answer.details,
        "open_questions": list(answer.open_questions),
        "remarks": list(answer.remarks),
        "reviewed": answer.reviewed,
        "checked_on": answer.checked_on.isoformat(),
        "review_due": answer.review_due.isoformat(),
        "sources": plain_sources(answer.sources),
    }


def _rate(shown: RateShown) -> dict[str, Any]:
    rate = shown.rate
    return {
        "name": rate.name,
        "label": shown.label,
        "amount": rate.amount,
        "unit": rate.unit,
        "year": rate.year,
        "text": shown.text,
        "remark": shown.remark,
    }
