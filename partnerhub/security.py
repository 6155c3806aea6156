"""What every answer carries and every request must pass: headers, CSRF, asset addresses, limits, logs without secrets."""

import hashlib
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, current_app, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError

from .access import CSRF_FREE, FRAMEABLE
from .typed_text import is_readable

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 31_536_000
FORM_AROUND_FILE = 64 * 1024

LARGEST_NUMBER = 2**31 - 1

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=True)


class RowNumber(IntegerConverter):
    """A row's number in an address; what no column can hold is no row's, and 404."""

    def __init__(self, url_map: Map, *options: Any, **more: Any) -> None:
        super().__init__(url_map, *options, **more)
        self.max = LARGEST_NUMBER


class ReadableText(UnicodeConverter):
    """A word in an address; control characters, which PostgreSQL refuses to compare, name nothing, and 404."""

    def to_python(self, value: str) -> str:
        """Return the word as it stands. Raises ValidationError, which is a 404."""
        if not is_readable(value):
            raise ValidationError()
        return value


def init_app(app: Flask) -> None:
    """Put the protections around the app."""
    app.url_map.converters |= {"int": RowNumber, "string": ReadableText, "default": ReadableText}
    if proxies := int(app.config["PROXY_COUNT"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(_allow_upload)
    app.before_request(_check_token)
    app.after_request(_add_headers)
    app.jinja_env.globals |= {"asset": asset, "is_framed": is_framed}


def asset(filename: str) -> str:
    """Return the address of a static file with its content's fingerprint, so that it can be cached for a year."""
    return _asset_address(str(current_app.static_folder), filename, request.script_root if request else "")


def client_network() -> str:
    """Return the caller's network address, as far as configured proxies can be trusted."""
    return get_remote_address()


@cache
def _asset_address(folder: str, filename: str, _mounted_at: str) -> str:
    return url_for("static", filename=filename, v=_fingerprint(folder, filename))


@cache
def _fingerprint(folder: str, filename: str) -> str:
    try:
        return hashlib.sha256((Path(folder) / filename).read_bytes()).hexdigest()[:12]
    except FileNotFoundError:
        return "missing"


def _allow_upload() -> None:
    """Raise the limit of a body for the views that take files, before anything reads the form; a visitor has nothing to upload."""
    view = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, "upload_limit", None)
    if limit and request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = limit + FORM_AROUND_FILE


def _check_token() -> None:
    if request.routing_exception is not None:
        return  # an address or a method that there is not: the answer says so, whatever token came with it
    if request.method in ("POST", "PUT", "PATCH", "DELETE") and request.endpoint not in CSRF_FREE:
        csrf.protect()


def is_framed() -> bool:
    """Tell whether this page may stand inside another: it then comes without the site around it."""
    return bool(request) and request.endpoint in FRAMEABLE


def _headers() -> dict[str, str]:
    """The protections of every answer; where origins are configured, they may frame what access.py declares frameable."""
    origins = current_app.config["EMBED_ORIGINS"]
    if not origins or not is_framed():
        return HEADERS
    policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}")
    # X-Frame-Options knows no list of origins; a page with COEP may only frame what allows it.
    framed = HEADERS | {"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": "cross-origin"}
    return {name: value for name, value in framed.items() if name != "X-Frame-Options"}


def _add_headers(response: Response) -> Response:
    for name, value in _headers().items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
    if request.endpoint == "static":
        fingerprinted = request.args.get("v") not in (None, "missing")
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fingerprinted else "no-cache"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if _is_personal(response) else "private, no-cache"
    if request.endpoint != "static":
        response.headers.add("Vary", "HX-Request")
    return response


def _is_personal(response: Response) -> bool:
    return bool(getattr(current_user, "is_authenticated", False)) or "Set-Cookie" in response.headers


def set_up_logs() -> None:
    """Write logs to stderr as JSON lines; bodies, query strings, tokens and addresses of people are never among the fields."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_rows,
            _without_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
    )


# PostgreSQL repeats the refused row below its reason: to the end of the message, where the driver's or SQLAlchemy's words go on.
ROW_DETAILS = re.compile(r"^(DETAIL|CONTEXT):.*?(?=^\[SQL: |^\s*The above exception was |^Traceback |\Z)", re.DOTALL | re.MULTILINE)
SECRET_FIELDS = frozenset({"password", "token", "csrf_token", "email", "question", "cookie"})


def _without_rows(_logger: Any, _name: str, fields: Any) -> Any:
    if "exception" in fields:
        fields["exception"] = ROW_DETAILS.sub("\n", fields["exception"])
    return fields


def _without_secrets(_logger: Any, _name: str, fields: Any) -> Any:
    return {key: "…" if key in SECRET_FIELDS else value for key, value in fields.items()}
