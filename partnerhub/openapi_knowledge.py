"""The parts of the OpenAPI document about schemes and the assistant."""

from typing import Any

from .assistant.asking import MOST_CHARACTERS
from .schemes.terms import RATE_UNITS, Audience, Facet, Status

TEXT = {"type": "string"}
TEXT_LIST = {"type": "array", "items": TEXT}
SCHEME_ID = {**TEXT, "description": "Id of a scheme, as in /schemes", "examples": ["voksenlaerling"]}
DAY = {"type": "string", "format": "date"}
DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}
AUDIENCE = {**TEXT, "enum": [audience.value for audience in Audience]}
FACET = {**TEXT, "enum": [facet.value for facet in Facet]}
STATUS = {**TEXT, "enum": [status.value for status in Status]}
VALID_TO = {**DAY_OR_NULL, "description": "The last day, null where there is none or it is not confirmed"}
BETWEEN = {"type": ["array", "null"], "items": DAY, "description": "The first and last day it may be, where the day is not confirmed"}


def describe_schemes(parameter: Any, answers: Any) -> dict[str, Any]:
    """Return the operation that lists the schemes."""
    return {
        "operationId": "listSchemes",
        "summary": "Every scheme in short, with its state today",
        "parameters": [
            parameter("status", "State today", STATUS),
            parameter("audience", "Schemes for this side, with its alternatives", AUDIENCE),
        ],
        "responses": answers("The schemes", "SchemeList"),
    }


def describe_scheme(parameter: Any, answers: Any) -> dict[str, Any]:
    """Return the operation that tells one scheme."""
    place = {"name": "scheme_id", "in": "path", "required": True, "schema": SCHEME_ID}
    found = answers("The scheme as its page shows it", "Scheme")
    return {
        "operationId": "getScheme",
        "summary": "One scheme: life, answers, rates, sources",
        "parameters": [place, parameter("audience", "Whose wording of the answers", AUDIENCE)],
        "responses": {**found, "404": {"$ref": "#/components/responses/NotFound"}},
    }


def describe_ask(answers: Any) -> dict[str, Any]:
    """Return the operation that asks the assistant."""
    question = {"type": "object", "required": ["question"], "properties": _asked()}
    return {
        "operationId": "askAssistant",
        "summary": "Ask the assistant a question in Danish or English; nothing personal belongs in it",
        "requestBody": {"required": True, "content": {"application/json": {"schema": question}}},
        "responses": answers("The reply", "Reply"),
    }


def _asked() -> dict[str, Any]:
    return {
        "question": {**TEXT, "minLength": 1, "maxLength": MOST_CHARACTERS},
        "context": {**TEXT_LIST, "description": "Earlier questions of the dialogue, oldest first"},
        "audience": {"enum": [*AUDIENCE["enum"], None]},
        "lang": {**TEXT, "enum": ["da", "en"]},
    }


def knowledge_schemas(whole: Any, ref: Any) -> dict[str, Any]:
    """Return the schemas by name; `whole` makes an object with exactly these properties."""
    flag, year = {"type": "boolean"}, {"type": "integer"}
    checked = {"reviewed": flag, "checked_on": DAY, "review_due": DAY, "sources": {"type": "array", "items": ref("Source")}}
    brief = {
        "id": SCHEME_ID,
        "name": TEXT,
        "status": STATUS,
        "lead": {**TEXT, "description": "What must be said before every answer; empty for a scheme that simply goes on"},
        "valid_from": DAY_OR_NULL,
        "valid_to": VALID_TO,
        "valid_to_between": BETWEEN,
        "alternatives": {"type": "array", "items": SCHEME_ID, "description": "What to use instead"},
        "audiences": {"type": "array", "items": AUDIENCE},
        "reviewed": {**flag, "description": "Whether the municipality has reviewed every answer"},
        "checked_on": DAY,
        "review_due": DAY,
        "url": TEXT,
    }
    stage = {"status": STATUS, "from": DAY_OR_NULL, "until": DAY_OR_NULL, "between": {"type": ["array", "null"], "items": DAY}, "now": flag}
    answer = {"facet": FACET, "title": TEXT, "text": TEXT, "details": TEXT, "open_questions": TEXT_LIST, "remarks": TEXT_LIST, **checked}
    rate = {
        "name": TEXT,
        "label": TEXT,
        "amount": {**TEXT, "description": "Kroner with a decimal point"},
        "unit": {**TEXT, "enum": list(RATE_UNITS)},
        "year": {**year, "description": "The year it held"},
        "text": TEXT,
        "remark": {**TEXT, "description": "That it may have changed; empty for a rate of this year"},
    }
    reply_answer = {
        "scheme": SCHEME_ID,
        "facet": FACET,
        "title": TEXT,
        "text": TEXT,
        "details": TEXT,
        "status": STATUS,
        "valid_to": VALID_TO,
        "valid_to_between": BETWEEN,
        "alternatives": {"type": "array", "items": SCHEME_ID},
        **checked,
        "url": TEXT,
    }
    return {
        "SchemeList": whole({"schemes": {"type": "array", "items": ref("SchemeInShort")}}),
        "SchemeInShort": whole(brief),
        "Scheme": whole(
            {
                **brief,
                "note": TEXT,
                "life": {"type": "array", "items": whole(stage)},
                "answers": {"type": "array", "items": whole(answer)},
                "rates": {"type": "array", "items": whole(rate)},
                "law": TEXT_LIST,
                "related": {"type": "array", "items": SCHEME_ID},
                "confusions": {"type": "array", "items": whole({"scheme": {"type": ["string", "null"]}, "text": TEXT})},
                "checklist": {**TEXT_LIST, "description": "What to have at hand before applying in VITAS"},
            }
        ),
        "Source": whole({"title": TEXT, "url": TEXT, "publisher": TEXT, "seen_year": {"type": ["integer", "string"]}}),
        "Reply": whole(
            {
                "kind": {**TEXT, "enum": ["answer", "clarify", "none", "smalltalk"]},
                "confidence": {"type": "number", "minimum": 0, "maximum": 1},
                "answer": {"oneOf": [whole(reply_answer), {"type": "null"}]},
                "suggestions": {"type": "array", "items": whole({"scheme": SCHEME_ID, "facet": FACET, "title": TEXT, "url": TEXT})},
                "message": {**TEXT, "description": "What the person reads when there is no answer, or beside one"},
            }
        ),
    }
