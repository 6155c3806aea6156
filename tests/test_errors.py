"""What goes wrong ends in a calm page with a reference number, in the user's language, without a trace of the machine room."""

import re

import pytest
from makers import make_partner, make_user

from partnerhub.access import public
from partnerhub.errors import error_page

REFERENCE = re.compile(r"\b[0-9A-F]{8}\b")


def test_a_missing_page_is_told_in_both_languages(app, browse):
    """A wrong address says so, gives a reference number and a way back."""
    danish = browse().get("/findes-ikke", status=404).get_data(as_text=True)
    english = browse().get("/findes-ikke?lang=en", status=404).get_data(as_text=True)
    assert "Siden findes ikke" in danish and REFERENCE.search(danish) and 'href="/' in danish
    assert "Siden findes ikke" not in english and '<html lang="en">' in english


def test_a_forbidden_act_is_told(app, browse):
    """403 says what to do instead of pretending to have worked."""
    page = browse(make_user(make_partner())).get("/partnere/inviter", status=403).get_data(as_text=True)
    assert "ikke adgang" in page and REFERENCE.search(page)


def test_a_wrong_method_names_the_right_one(app, browse):
    """405 keeps the Allow header, and the page tells it in words."""
    answer = browse(make_user(make_partner())).get("/konto/log-ud", status=405)
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 413, 422, 429, 500])
def test_every_code_has_its_own_sentences(app, code):
    """Each error page has a heading, what happened, what to do, and the number under which it stands in the log."""
    with app.test_request_context("/"):
        response = error_page(code, reference="ABCD1234")
    page = response.get_data(as_text=True)
    assert response.status_code == code and "ABCD1234" in page
    assert page.count("<h1") == 1


def test_a_crash_shows_no_trace(make_app):
    """Whatever breaks, the person reads a calm page; the trace stands in the log under the same number."""
    app = make_app(PROPAGATE_EXCEPTIONS=False)

    @public
    def broken():
        raise RuntimeError("hemmeligt indre")

    app.view_functions["pages.front"] = broken
    answer = app.test_client().get("/")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Noget gik galt hos os" in page and REFERENCE.search(page)
    assert "hemmeligt indre" not in page and "Traceback" not in page


def test_a_crash_in_the_api_is_problem_json(make_app):
    """A program gets problem+json in place of a page."""
    app = make_app(PROPAGATE_EXCEPTIONS=False)

    @public
    def broken():
        raise RuntimeError("hemmeligt indre")

    app.view_functions["api.commitments"] = broken
    answer = app.test_client().get("/api/v1/commitments")
    assert answer.status_code == 500 and answer.content_type == "application/problem+json"
    assert "hemmeligt" not in answer.get_data(as_text=True)


def test_every_answer_carries_the_headers(app):
    """Pages, errors, redirects and files alike are served under the strict policy."""
    client = app.test_client()
    for path in ("/", "/findes-ikke", "/konto", "/static/css/layout.css", "/healthz", "/api/v1/openapi.json"):
        with client.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
