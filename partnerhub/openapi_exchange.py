"""The parts of the OpenAPI document about programmes and placements."""

from typing import Any

from .exchange.kinds import PLACEMENT_KINDS, ProgrammeForm, ProgrammeKind
from .openapi_knowledge import DAY_OR_NULL, SCHEME_ID, TEXT

NUMBER = {"type": "integer", "minimum": 0}
NUMBER_OR_NULL = {"type": ["integer", "null"], "minimum": 0}
PROGRAMME_KIND = {**TEXT, "enum": [kind.value for kind in ProgrammeKind]}
PLACEMENT_KIND = {**TEXT, "enum": [kind.value for kind in PLACEMENT_KINDS]}
SCHEME_OR_NULL = {**SCHEME_ID, "type": ["string", "null"]}
URL = {**TEXT, "format": "uri-reference", "description": "Address of its page, in the language of the answer"}
QUARTERS = {"programmes": "Programmes that begin in this quarter", "placements": "Placements that are open in this quarter"}


def describe_programmes(parameter: Any, answers: Any, limit: int) -> dict[str, Any]:
    """Return the operation that lists programmes."""
    return _list("programmes", "Public programmes that have not begun, newest first", PROGRAMME_KIND, parameter, limit) | {
        "responses": answers("A page of programmes", "ProgrammePage")
    }


def describe_placements(parameter: Any, answers: Any, limit: int) -> dict[str, Any]:
    """Return the operation that lists placements."""
    return _list("placements", "Public placements that are not over, newest first", PLACEMENT_KIND, parameter, limit) | {
        "responses": answers("A page of placements", "PlacementPage")
    }


def exchange_schemas(an_object: Any, ref: Any) -> dict[str, Any]:
    """Return the schemas of the answers."""
    shared = {"id": {**NUMBER, "minimum": 1}, "title": TEXT}
    occupations = {"type": "array", "items": ref("Occupation"), "description": "Whom it is for"}
    more = {"type": ["string", "null"], "description": "Null at the end"}
    return {
        "Occupation": an_object({"id": TEXT, "title": TEXT}),
        "Programme": an_object(
            shared
            | {
                "school": TEXT,
                "kind": PROGRAMME_KIND,
                "scheme": SCHEME_OR_NULL,
                "course_code": TEXT,
                "occupations": occupations,
                "form": {**TEXT, "enum": [form.value for form in ProgrammeForm]},
                "seats": NUMBER,
                "free": NUMBER,
                "waiting": {**NUMBER, "description": "How many wait for a seat"},
                "minimum": {**NUMBER_OR_NULL, "description": "How many it takes to be run"},
                "start": {**DAY_OR_NULL, "description": "Null: by arrangement"},
                "end": DAY_OR_NULL,
                "duration": TEXT,
                "place": TEXT,
                "price": {**TEXT, "description": "As the school wrote it, of `price_year`"},
                "price_year": NUMBER_OR_NULL,
                "sign_up_url": {"type": ["string", "null"], "format": "uri"},
                "url": URL,
            }
        ),
        "ProgrammePage": an_object({"programmes": {"type": "array", "items": ref("Programme")}, "next": more}),
        "Placement": an_object(
            shared
            | {
                "partner": TEXT,
                "kind": PLACEMENT_KIND,
                "scheme": SCHEME_OR_NULL,
                "occupations": occupations,
                "places": NUMBER,
                "free": NUMBER,
                "start": DAY_OR_NULL,
                "end": DAY_OR_NULL,
                "place": TEXT,
                "minimum_age": NUMBER_OR_NULL,
                "hygiene": {"type": "boolean", "description": "Rules of hygiene hold"},
                "night_work": {"type": "boolean"},
                "url": URL,
            }
        ),
        "PlacementPage": an_object({"placements": {"type": "array", "items": ref("Placement")}, "next": more}),
    }


def _list(name: str, summary: str, kind: dict[str, Any], parameter: Any, limit: int) -> dict[str, Any]:
    return {
        "operationId": f"list{name.capitalize()}",
        "summary": summary,
        "parameters": [
            parameter("occupation", "Id of an occupation, as in an answer", {**TEXT, "examples": ["smed"]}),
            parameter("kind", "Kind", kind),
            parameter("quarter", QUARTERS[name], {**TEXT, "pattern": "^[0-9]{4}-[1-4]$", "examples": ["2027-1"]}),
            parameter("after", "The value of `next` in an earlier answer", TEXT),
            parameter("limit", "How many a page", {"type": "integer", "minimum": 1, "maximum": limit, "default": 50}),
        ],
    }
