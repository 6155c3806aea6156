"""The JSON API tells exactly what is public, the same to everyone, page by page."""

import base64
import json
from datetime import timedelta

import pytest
from exchange_makers import make_placement, make_programme
from makers import make_partner, make_steward, make_user
from promises import promise

from partnerhub.clock import today
from partnerhub.commitments import service
from partnerhub.commitments.kinds import Kind, Phase, Status, Visibility
from partnerhub.commitments.voices import confirm, report

FIELDS = {
    "reference", "title", "owner", "goal", "guidepost", "kind", "quantity", "unit", "start", "due", "status", "totals", "cosigners",
}  # fmt: skip
URL = "/api/v1/commitments"


def _titles(client, **query):
    answer = client.get(URL, query_string=query)
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json["commitments"]]


def test_a_commitment_has_exactly_the_public_fields(app):
    """Every field of the contract and no other; reported and confirmed side by side; only accepted co-signers, by name."""
    owner = make_user(make_partner(name="Demoejeren"), is_manager=True)
    signer, refuser = (make_user(make_partner("union", name), is_manager=True) for name in ("Demoforbundet", "Demonejsigeren"))
    made = promise("Ti pladser", by=owner, code="1.4", cosigners=((signer.partner_id, 4), (refuser.partner_id, None)), what="Udybende")
    service.answer(signer, made.id, made.version, True)
    service.answer(refuser, made.id, made.version, False, "Ikke nu")
    entry = report(owner, made.id, 5, "", today())
    confirm(signer, entry.id, 3)
    answer = app.test_client().get(URL)
    assert answer.json["next"] is None
    (item,) = answer.json["commitments"]
    assert set(item) == FIELDS
    assert item == {
        "reference": made.reference, "title": "Ti pladser", "owner": "Demoejeren", "goal": "1", "guidepost": "1.4",
        "kind": "work_placement", "quantity": 10, "unit": "placement", "start": today().isoformat(),
        "due": (today() + timedelta(days=100)).isoformat(),
        "status": "active", "totals": {"reported": 5, "confirmed": 3}, "cosigners": ["Demoforbundet"],
    }  # fmt: skip


def test_only_public_and_agreed_ones_are_told(app, browse):
    """Internal ones, drafts and proposals are left out, also for the owner's manager and the steward: cookies are ignored."""
    owner = make_user(make_partner(), is_manager=True)
    promise("Offentlig", by=owner)
    promise("Intern", by=owner, public=False)
    promise("Kladde", by=owner, state="draft")
    promise("Foreslået", by=owner, cosigners=((make_partner().id, None),))
    plain = app.test_client().get(URL)
    assert [item["title"] for item in plain.json["commitments"]] == ["Offentlig"]
    owner.language = "en"
    for user in (owner, make_steward()):
        answer = browse(user).client.get(URL)
        assert answer.data == plain.data
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert "Cookie" not in answer.headers["Vary"] and "Set-Cookie" not in answer.headers


def test_filters_narrow(app):
    """Goal, guidepost, partner, kind, status and words each select; together they must all hold."""
    owner = make_user(make_partner(name="Demo Æbler"), is_manager=True)
    other = make_user(make_partner(name="Demo Øl"), is_manager=True)
    promise("Lærepladser til smede", by=owner, code="1.4", kind=Kind.APPRENTICESHIP)
    promise("Praktik i køkken", by=other, code="2.5", start_on=today() + timedelta(days=9))
    done = promise("Småjob på lager", by=other, code="3.3", kind=Kind.SMALL_JOB)
    service.finish(other, done.id, done.version, Status.PARTLY, "Næsten")
    client = app.test_client()
    assert _titles(client) == ["Småjob på lager", "Praktik i køkken", "Lærepladser til smede"]
    assert _titles(client, goal="1") == ["Lærepladser til smede"]
    assert _titles(client, guidepost="2.5") == ["Praktik i køkken"]
    assert _titles(client, partner="Demo Æbler") == ["Lærepladser til smede"]
    assert _titles(client, kind="small_job") == ["Småjob på lager"]
    assert _titles(client, status="active") == ["Lærepladser til smede"]
    assert _titles(client, status="agreed") == ["Praktik i køkken"]
    assert _titles(client, status="partly") == ["Småjob på lager"]
    assert _titles(client, q="køkken") == ["Praktik i køkken"]
    assert _titles(client, q="kokken") == ["Praktik i køkken"], "a typing error is forgiven"
    assert _titles(client, q="50%_") == []
    assert _titles(client, partner="Demo Øl", status="active") == []
    assert _titles(client, partner="Ukendt A/S") == []


def test_a_search_does_not_tell_what_is_hidden(app):
    """Words that stand in internal texts only find nothing."""
    promise("Pladser", what="Zyxhemmelig")
    promise("Zyxhemmelig", public=False)
    assert _titles(app.test_client(), q="Zyxhemmelig") == []


def test_pages_follow_each_other(app):
    """Following `next` meets every commitment once, also when one is added meanwhile."""
    owner = make_user(make_partner(), is_manager=True)
    for number in range(7):
        promise(f"Nummer {number}", by=owner)
    client = app.test_client()
    met, after = [], None
    for _page in range(9):
        answer = client.get(URL, query_string={"limit": 3} | ({"after": after} if after else {})).json
        met += [item["title"] for item in answer["commitments"]]
        if after is None:
            promise("Imens", by=owner)
        after = answer["next"]
        if after is None:
            break
    assert met == [f"Nummer {number}" for number in reversed(range(7))]


def _cursor(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "ti"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "9" * 5000}, "limit"),
        ({"limit": "١"}, "limit"),
        ({"kind": "lærling"}, "kind"),
        ({"status": "draft"}, "status"),
        ({"after": "x"}, "after"),
        ({"after": "æøå"}, "after"),
        ({"after": _cursor(["c1", -1])}, "after"),
        ({"after": _cursor(["c1", 10**30])}, "after"),
        ({"after": _cursor(["c1", True])}, "after"),
        ({"after": _cursor({"a": 1})}, "after"),
        ({"q": "x" * 201}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"partner": "a\nb"}, "partner"),
        ({"lang": "sv"}, "lang"),
        ({"ejer": "x"}, "ejer"),
        ([("goal", "1"), ("goal", "2")], "goal"),
    ],
)
def test_bad_parameters_are_named(app, query, word):
    """What cannot be used answers 400 with a sentence that names the parameter, never a 500 and never a silent guess."""
    answer = app.test_client().get(URL, query_string=query)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 400 and f"»{word}«" in answer.json["detail"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_problems_speak_the_caller_s_language(app):
    """The language is that of `lang`, else of the browser, else Danish; the answer says so to caches."""
    client = app.test_client()
    for query, header, language in (
        ("", "", "da"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr", "da"),
        ("&lang=en", "da", "en"),
        ("&lang=da", "en", "da"),
    ):
        answer = client.get(f"{URL}?limit=0{query}", headers={"Accept-Language": header} if header else {})
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]


def test_too_many_requests_are_told_to_wait(make_app):
    """Past the limit a caller gets 429 with a problem body and the seconds to wait."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    codes = [client.get(URL).status_code for _number in range(121)]
    assert codes[:120] == [200] * 120
    answer = client.get(URL)
    assert (codes[120], answer.status_code, answer.mimetype) == (429, 429, "application/problem+json")
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_read_only(app, method):
    """Nothing can be written through it."""
    assert getattr(app.test_client(), method)(URL).status_code in (400, 405)


def test_the_codes_are_explained(app):
    """/strategy lists goals and guideposts by code, in the caller's language."""
    client = app.test_client()
    danish, english = client.get("/api/v1/strategy").json, client.get("/api/v1/strategy?lang=en").json
    assert [len(goal["guideposts"]) for goal in danish["goals"]] == [7, 5, 5]
    assert danish["goals"][0]["code"] == english["goals"][0]["code"] == "1"
    assert danish["goals"][0]["title"] != english["goals"][0]["title"]


def _resolve(document, node):
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def _fits(document, value, schema, where="answer"):
    """Check a value against the part of JSON Schema that the document uses."""
    schema = _resolve(document, schema)
    if "oneOf" in schema:
        schema = next(one for one in schema["oneOf"] if (one["type"] == "null") == (value is None))
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    python = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict, "null": type(None)}
    assert not kinds or isinstance(value, tuple(python[kind] for kind in kinds)), f"{where}: {value!r} is no {kinds}"
    assert "enum" not in schema or value in schema["enum"], f"{where}: {value!r} is not listed"
    if isinstance(value, dict):
        assert set(value) == set(schema["properties"]) == set(schema["required"]), where
        for key, inner in value.items():
            _fits(document, inner, schema["properties"][key], f"{where}.{key}")
    if isinstance(value, list):
        for place, inner in enumerate(value):
            _fits(document, inner, schema["items"], f"{where}[{place}]")


def test_the_description_fits_the_answers(app):
    """The OpenAPI document is whole: every reference leads somewhere, every path is a route, and real answers have its shape."""
    promise("Ti pladser")
    promise("Uden tal", quantity=None, unit=None, due_on=None, start_on=None, kind=Kind.OTHER)
    make_programme(), make_programme(starts_on=None, minimum=6, price="900 kr.", price_year=2026, sign_up_url="https://skole.dk/her")
    make_placement(visibility=Visibility.PUBLIC, minimum_age=18)
    client = app.test_client()
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1.") and document["info"]["title"] and document["info"]["version"]
    for reference in _references(document):
        _resolve(document, {"$ref": reference})
    names = set()
    for path, methods in document["paths"].items():
        ((method, operation),) = methods.items()
        assert {"operationId", "responses", "summary"} <= set(operation)
        names.add(operation["operationId"])
        question = {"json": {"question": "Kan vi få jobrotation?"}} if method == "post" else {}
        answer = client.open(f"/api/v1{path}".format(scheme_id="jobrotation"), method=method.upper(), **question)
        assert answer.status_code == 200, path
        _fits(document, answer.json, operation["responses"]["200"]["content"]["application/json"]["schema"])
    assert len(names) == len(document["paths"])
    problem = _resolve(document, document["paths"]["/commitments"]["get"]["responses"]["400"])
    _fits(document, client.get(f"{URL}?limit=0").json, problem["content"]["application/problem+json"]["schema"])


def _references(node):
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from _references(inner)


def test_the_description_lists_what_is_accepted(app):
    """Each described parameter is taken, and each listed kind and state too."""
    document = app.test_client().get("/api/v1/openapi.json").json
    parameters = {p["name"]: p["schema"] for p in document["paths"]["/commitments"]["get"]["parameters"]}
    assert parameters["kind"]["enum"] == [kind.value for kind in Kind]
    assert parameters["status"]["enum"] == [phase.value for phase in Phase if phase != Phase.DRAFT]
    client = app.test_client()
    for name, schema in parameters.items():
        for value in schema.get("enum", ["1"] if name != "after" else []):
            assert client.get(URL, query_string={name: value}).status_code == 200
