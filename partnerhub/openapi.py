"""The API described in OpenAPI 3.1, written from the same lists that the code runs on."""

from typing import Any

from . import __version__
from .commitments.kinds import Kind, Phase, Unit
from .openapi_exchange import describe_placements, describe_programmes, exchange_schemas
from .openapi_knowledge import describe_ask, describe_scheme, describe_schemes, knowledge_schemas

LIMIT = 100
PHASES = [phase.value for phase in Phase if phase != Phase.DRAFT]


def document(public_url: str, municipality: str) -> dict[str, Any]:
    """Return the OpenAPI document of this installation."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Partnerhub {municipality}",
            "version": __version__,
            "description": "Public commitments, programmes and placements of the partnership, and knowledge of the schemes. "
            "No key needed, cookies are ignored.",
        },
        "servers": [{"url": f"{public_url.rstrip('/')}/api/v1"}],
        "paths": {
            "/commitments": {"get": _commitments()},
            "/strategy": {"get": _strategy()},
            "/programmes": {"get": _with_lang(describe_programmes(_parameter, _answers, LIMIT))},
            "/placements": {"get": _with_lang(describe_placements(_parameter, _answers, LIMIT))},
            "/schemes": {"get": _with_lang(describe_schemes(_parameter, _answers))},
            "/schemes/{scheme_id}": {"get": _with_lang(describe_scheme(_parameter, _answers))},
            "/assistant/ask": {"post": describe_ask(_answers)},
        },
        "components": {"schemas": _schemas(), "responses": _problems()},
    }


def _commitments() -> dict[str, Any]:
    return {
        "operationId": "listCommitments",
        "summary": "Public commitments, newest first",
        "parameters": [
            _parameter("goal", "Code of a goal, as in /strategy", {"type": "string"}),
            _parameter("guidepost", "Code of a guidepost, as in /strategy", {"type": "string"}),
            _parameter("partner", "Name of the owner, as in an answer", {"type": "string"}),
            _parameter("kind", "Kind of commitment", {"type": "string", "enum": [kind.value for kind in Kind]}),
            _parameter("status", "State", {"type": "string", "enum": PHASES}),
            _parameter("q", "Words to search for", {"type": "string", "maxLength": 200}),
            _parameter("after", "The value of `next` in an earlier answer", {"type": "string"}),
            _parameter("limit", "Commitments a page", {"type": "integer", "minimum": 1, "maximum": LIMIT, "default": 50}),
            _lang(),
        ],
        "responses": _answers("A page of commitments", "CommitmentPage"),
    }


def _strategy() -> dict[str, Any]:
    return {
        "operationId": "getStrategy",
        "summary": "Goals and guideposts of the strategy in force",
        "parameters": [_lang()],
        "responses": _answers("The strategy", "Strategy"),
    }


def _answers(text: str, schema: str) -> dict[str, Any]:
    return {
        "200": {"description": text, "content": {"application/json": {"schema": _ref(schema)}}},
        "400": {"$ref": "#/components/responses/BadRequest"},
        "429": {"$ref": "#/components/responses/TooManyRequests"},
    }


def _schemas() -> dict[str, Any]:
    number = {"type": "integer", "minimum": 0}
    text = {"type": "string"}
    day = {"type": ["string", "null"], "format": "date"}
    code_and_title = {"code": text, "title": text}
    return {
        "Commitment": _object(
            {
                "reference": {**text, "examples": ["F-2026-0042"]},
                "title": text,
                "owner": {**text, "description": "Name of the partner that promised"},
                "goal": {**text, "description": "Code of the goal"},
                "guidepost": {**text, "description": "Code of the guidepost"},
                "kind": {**text, "enum": [kind.value for kind in Kind]},
                "quantity": {"type": ["integer", "null"], "minimum": 1},
                "unit": {"enum": [*(unit.value for unit in Unit), None]},
                "start": day,
                "due": day,
                "status": {**text, "enum": PHASES},
                "totals": _object({"reported": number, "confirmed": {**number, "description": "Part of reported; never added to it"}}),
                "cosigners": {"type": "array", "items": text, "description": "Names of the partners that signed along"},
            }
        ),
        "CommitmentPage": _object(
            {
                "commitments": {"type": "array", "items": _ref("Commitment")},
                "next": {"type": ["string", "null"], "description": "Null at the end"},
            }
        ),
        "Guidepost": _object(code_and_title),
        "Goal": _object({**code_and_title, "guideposts": {"type": "array", "items": _ref("Guidepost")}}),
        "Strategy": _object(
            {
                "title": text,
                "starts": {**text, "format": "date"},
                "ends": {**text, "format": "date"},
                "goals": {"type": "array", "items": _ref("Goal")},
            }
        ),
        **knowledge_schemas(_object, _ref),
        **exchange_schemas(_object, _ref),
        "Problem": _object({"type": text, "title": text, "status": {"type": "integer"}, "detail": text}),
    }


def _problems() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": _ref("Problem")}}
    return {
        "BadRequest": {"description": "A parameter cannot be used; `detail` says what to write", "content": content},
        "NotFound": {"description": "There is nothing by this id", "content": content},
        "TooManyRequests": {"description": "Too many requests from this address; wait for Retry-After seconds", "content": content},
    }


def _parameter(name: str, text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


def _lang() -> dict[str, Any]:
    return _parameter("lang", "Language of titles and problems; else Accept-Language", {"type": "string", "enum": ["da", "en"]})


def _with_lang(operation: dict[str, Any]) -> dict[str, Any]:
    return {**operation, "parameters": [*operation["parameters"], _lang()]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _ref(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}
