"""Who gets in where: every route and method asked for real by every role, on own and foreign objects, against a committed answer sheet."""

import contextvars
import os
import re
from pathlib import Path

import pytest
from client import Browser
from house.actors import ROLES, build, client_of, put_back, snapshot

from partnerhub.access import GRANTS, PUBLIC, SIGNED_IN, Permission, declared_access
from partnerhub.cli import access_lines

HERE = Path(__file__).parent
ROUTES, ANSWERS = HERE / "routes.txt", HERE / "access_answers.txt"
UPDATE = os.environ.get("UPDATE_SNAPSHOT") == "1"
OWN_OF = {"member", "manager"}


def test_every_view_declares_who_may_call_it(app):
    """A view without a declared permission cannot be reached, so there is none."""
    undeclared = [endpoint for endpoint, view in app.view_functions.items() if endpoint != "static" and declared_access(view) is None]
    assert not undeclared, f"declare @public, @signed_in or @requires(…) on {undeclared}"


def test_declared_permissions_exist_and_are_granted():
    """Each permission is granted to somebody, and each declaration names one."""
    assert set(GRANTS) == set(Permission)
    assert all(GRANTS.values())


def test_every_declared_permission_is_known(app):
    """A view declares the open door, the own account, or one of the permissions."""
    known = {PUBLIC, SIGNED_IN, *Permission}
    assert {declared_access(view) for name, view in app.view_functions.items() if name != "static"} <= known


def test_no_route_vanishes_unseen(app):
    """Addresses live in mails and bookmarks for years: a removed one needs a redirect and a new list of routes."""
    lines = access_lines(app)
    if UPDATE:
        ROUTES.write_text("\n".join(lines) + "\n")
    assert lines == ROUTES.read_text().splitlines(), "routes changed: look at the difference, then run the test with UPDATE_SNAPSHOT=1"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_the_answers_of_the_sheet(app, tmp_path, role):
    """A role gets in, is sent to sign in, is refused (403) or sees nothing (404) exactly as the committed sheet says."""
    world = build(tmp_path)
    database = tmp_path / "test.db"
    kept = snapshot(database)
    got = []
    for rule, method in _routes(app):
        cases = ("draft", "agreed") if "commitment_id" in rule.arguments else ("agreed",)
        for case in cases:
            status, location = contextvars.Context().run(_ask, app, world, role, rule, method, case)
            assert status < 500, f"{method} {rule.rule} as {role}: {status}"
            got.append(f"{rule.rule}  {method}  {role}  {case if len(cases) > 1 else '-'}  {_outcome(status, location)}")
            if method != "GET":
                put_back(database, kept)
    if UPDATE:
        others = [line for line in (ANSWERS.read_text().splitlines() if ANSWERS.exists() else []) if line.split("  ")[2] != role]
        ANSWERS.write_text("\n".join(sorted({*others, *got})) + "\n")
    expected = {line for line in ANSWERS.read_text().splitlines() if line.split("  ")[2] == role}
    assert set(got) == expected, "\n".join(
        [
            "access changed: look at each line, then run the test with UPDATE_SNAPSHOT=1",
            *(f"  now {x}" for x in sorted(set(got) - expected)),
            *(f"  was {x}" for x in sorted(expected - set(got))),
        ]
    )


def test_the_sheet_keeps_visitors_out():
    """A visitor gets into public pages only, and nothing private is told from nothing at all."""
    for line in ANSWERS.read_text().splitlines():
        rule, _method, role, _case, outcome = line.split("  ")
        if role == "visitor" and outcome == "in":
            assert not re.match(r"/(kommunen|virksomheder|fagforeninger|skoler|partnere|konto$)", rule), line


def test_the_sheet_hides_foreign_drafts():
    """Nobody outside the own partner gets anywhere with a draft; it looks like no commitment at all."""
    for line in ANSWERS.read_text().splitlines():
        rule, _method, role, case, outcome = line.split("  ")
        if case == "draft" and role not in OWN_OF:
            assert outcome in ("404", "sign in", "403"), line
            if "<int:commitment_id>" in rule and outcome == "403":
                assert _needs_a_role_that_this_lacks(rule, role), line


def _needs_a_role_that_this_lacks(rule, role):
    """A refusal at the gate says nothing of the object: it is the same for every number."""
    return any(line.startswith(f"{rule}  ") and role not in line.split("  ")[3] for line in ROUTES.read_text().splitlines())


def _routes(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    pairs = [(rule, method) for rule in rules for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    return sorted(pairs, key=lambda pair: (pair[0].rule, pair[1]))


def _ask(app, world, role, rule, method, case):
    objects = world.objects[case]
    url = re.sub(r"<(?:([^:<>]+):)?(\w+)>", lambda found: _value(objects, *found.groups()), rule.rule)
    if "pejlemaerker/" in url:
        url = url.replace("pejlemaerker/1", "pejlemaerker/1.1")
    client = client_of(app, world, role)
    headers = {"X-CSRFToken": contextvars.Context().run(Browser(client).token)} if method != "GET" else {}
    with client.open(url, method=method, headers=headers) as response:
        return response.status_code, response.headers.get("Location", "")


def _value(objects, converter, name):
    """An object of the world; where a route takes one of a few words, the first that the world does not choose itself."""
    words = re.findall(r"\w+", converter.removeprefix("any")) if converter and converter.startswith("any(") else []
    return str(objects[name]) if not words or objects[name] in words else words[0]


def _outcome(status, location):
    if status in (403, 404):
        return str(status)
    if status == 401 or "/konto/log-ind" in location:
        return "sign in"
    return "goes on" if status in (302, 303) else "in"
