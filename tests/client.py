"""A test client that inspects every page it fetches: a page cannot be tested without being looked at."""

import contextvars
import re
from html.parser import HTMLParser
from typing import Any

from flask import current_app, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from makers import PASSWORD
from werkzeug.test import TestResponse

from partnerhub.database import db
from partnerhub.security import CONTENT_SECURITY_POLICY

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Where access.py lets a form without identity or cookie be posted.
TOKENLESS = {"/assistent", "/assistent/indlejret", "/assistent/forslag", "/assistent/hjalp"}
TOKENLESS |= {"/assistent/find", "/assistent/frister", "/assistent/frister/kalender"}
SIGNED_LINK = re.compile(r"/behovsrunde/[\w-]{43}")  # the link is the token
FRAMEABLE_PATH = "/assistent/indlejret"
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


class Page(HTMLParser):
    """What a page holds, as far as its inspection needs it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.forms: list[dict[str, Any]] = []
        self.h1: list[str] = []
        self.title = ""
        self.faults: list[str] = []
        self.text: list[str] = []
        self._stack: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag not in VOID:
            self._stack.append(tag)
        if at.get("id"):
            self.ids.append(str(at["id"]))
        if tag == "label" and at.get("for"):
            self.labels.add(str(at["for"]))
        if tag in ("input", "select", "textarea"):
            self.fields.append({**at, "tag": tag, "in_label": "yes" if "label" in self._stack else None})
            if self.forms and at.get("name"):
                self.forms[-1]["fields"].setdefault(at["name"], at.get("value") or "")
        if tag == "form":
            self.forms.append({"method": (at.get("method") or "get").lower(), "action": at.get("action"), "fields": {}})
        if tag == "h1":
            self.h1.append("")
        for name, value in at.items():
            if name == "style" or name.startswith("on") or name.startswith("hx-"):
                self.faults.append(f"<{tag}> carries {name}=")
            if name in ("href", "action", "src") and (value or "").startswith("javascript:"):
                self.faults.append(f"<{tag}> has a javascript: address")
        if tag == "script" and not at.get("src") and at.get("type") != "application/json":
            self.faults.append("an inline script")
        if tag == "style":
            self.faults.append("an inline style")
        if tag == "img" and "alt" not in at:
            self.faults.append("an image without alt")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._stack:
            while self._stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if "h1" in self._stack:
            self.h1[-1] += data
        if self._stack[-1:] == ["title"] and "svg" not in self._stack:
            self.title += data


def assert_headers(response: TestResponse) -> None:
    """Assert the protections of every answer: nothing inline or foreign runs, and nobody frames it but where access.py allows origins."""
    headers, policy = response.headers, CONTENT_SECURITY_POLICY
    origins = current_app.config["EMBED_ORIGINS"] if has_app_context() else ()
    if origins and response.request.path == FRAMEABLE_PATH:
        policy = policy.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}")
        assert "X-Frame-Options" not in headers
    else:
        assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"] == policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]


def inspect(response: TestResponse, partial: bool = False) -> Page:
    """Assert what every answer promises: headers, and for HTML one h1, title, unique ids, labels, CSRF tokens, nothing inline."""
    assert_headers(response)
    page = Page(response.get_data(as_text=True))
    where = response.request.path
    assert not page.faults, f"{where}: {page.faults}"
    doubled = {name for name in page.ids if page.ids.count(name) > 1}
    assert not doubled, f"{where}: ids used twice: {doubled}"
    for field in page.fields:
        named = field.get("id") in page.labels or field["in_label"] or field.get("aria-label") or field.get("aria-labelledby")
        assert named or field.get("type") in UNLABELLED, f"{where}: a field without label: {field}"
    for form in page.forms:
        action = re.split("[?#]", str(form["action"] or where))[0]
        if form["method"] == "post" and action not in TOKENLESS and not SIGNED_LINK.fullmatch(action):
            assert form["fields"].get("csrf_token"), f"{where}: a POST form without csrf_token, action {form['action']}"
    if not partial:
        heading = " ".join("".join(page.h1[:1]).split())
        assert len(page.h1) == 1, f"{where}: {len(page.h1)} h1"
        assert heading and " ".join(page.title.split()).startswith(heading), (
            f"{where}: title {page.title!r} does not start with {heading!r}"
        )
    return page


class Browser:
    """A person at the other end: follows redirects, keeps cookies, fills forms with their hidden fields."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: Page | None = None

    def get(self, url: str, status: int = 200, htmx: bool = False, **options: Any) -> TestResponse:
        """Fetch a page and inspect it."""
        headers = {"HX-Request": "true"} if htmx else {}
        return self._look(self._ask(self.client.get, url, headers=headers, **options), status, htmx)

    def post(
        self, url: str, data: dict[str, Any] | None = None, status: int = 200, htmx: bool = False, token: bool = True, **options: Any
    ) -> TestResponse:
        """Send a form, with this session's CSRF token, and inspect the answer."""
        data = dict(data or {})
        if token:
            data.setdefault("csrf_token", self.token())
        headers = {"HX-Request": "true"} if htmx else {}
        return self._look(self._ask(self.client.post, url, data=data, headers=headers, **options), status, htmx)

    def is_in(self) -> bool:
        """Tell whether the person is signed in, by asking for the own account."""
        return self._ask(self.client.get, "/konto", follow_redirects=False).status_code == 200

    def token(self) -> str:
        """Return a CSRF token of this session, as a form of the account would carry."""
        raw = contextvars.Context().run(self._session_token)
        app = self.client.application
        return str(URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw))

    def sign_in(self, user: Any, password: str = PASSWORD) -> "Browser":
        """Sign in through the real form; the desk that it leads to is not fetched."""
        self.post("/konto/log-ind", {"email": user.email, "password": password}, status=303, follow_redirects=False)
        return self

    def _session_token(self) -> str:
        with self.client.session_transaction() as session:
            return str(session.setdefault("csrf_token", "0" * 40))

    @staticmethod
    def _ask(call: Any, url: str, **options: Any) -> TestResponse:
        """Outside the test's own app context: a request must not share its session and its `g` with the test."""
        options.setdefault("follow_redirects", True)
        response: TestResponse = contextvars.Context().run(call, url, **options)
        for sent in (*response.history, response):
            sent.request.environ["wsgi.input"].close()  # a large upload lies in a temporary file
        if has_app_context():
            db.session.rollback()
        return response

    def _look(self, response: TestResponse, status: int, partial: bool) -> TestResponse:
        assert response.status_code == status, (
            f"{response.request.path}: {response.status_code}, expected {status}\n{response.get_data(as_text=True)[:2000]}"
        )
        if response.mimetype == "text/html" and response.data and response.status_code != 303:
            self.page = inspect(response, partial)
        return response
