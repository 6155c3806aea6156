"""What goes wrong: the two exceptions of the domain, and a friendly page with a reference number for each HTTP error."""

import secrets
from typing import Any

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

log = structlog.get_logger()
API_PREFIX = "/api/"


class RuleBroken(Exception):
    """A rule of the domain says no; `field` names the form field, "" the whole, `text` says in the user's language what to do."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text


class StaleVersion(Exception):
    """The thing was changed by someone else since the form was opened; `current` is the row as it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__("stale version")
        self.current = current


def init_app(app: Flask) -> None:
    """Answer every error with a page or, under /api/, with problem+json."""
    app.register_error_handler(CSRFError, _token_failed)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crash)


def error_texts(code: int) -> tuple[str, str, str]:
    """Return heading, sentence and advice of an HTTP error in the user's language."""
    texts = {
        400: (
            _("Vi kunne ikke læse det, du sendte"),
            _("Noget i forespørgslen mangler eller er skrevet forkert."),
            _("Gå tilbage, ret det, og send igen."),
        ),
        401: (_("Log ind først"), _("Siden er for dem, der har en konto i Partnerhub."), _("Log ind, og prøv igen.")),
        403: (
            _("Det har du ikke adgang til"),
            _("Din rolle giver ikke lov til at gøre dette."),
            _("Spørg din egen leder i Partnerhub eller kommunens tovholder, hvis du mener, det er en fejl."),
        ),
        404: (
            _("Siden findes ikke"),
            _("Adressen er forkert, eller det, du leder efter, er ikke synligt for dig."),
            _("Gå til forsiden, eller søg på tavlen."),
        ),
        405: (
            _("Sådan kan siden ikke bruges"),
            _("Adressen tager ikke imod denne slags forespørgsel."),
            _("Gå tilbage, og brug knapperne på siden."),
        ),
        409: (
            _("Nogen nåede det før dig"),
            _("Det, du ville ændre, er ændret i mellemtiden."),
            _("Hent siden igen, og se, hvad der er sket."),
        ),
        413: (
            _("Det er for stort"),
            _("Filen eller teksten fylder mere, end vi tager imod."),
            _("En fil må fylde 10 MB. Gør den mindre, eller del den op."),
        ),
        422: (_("Noget skal rettes"), _("Der er felter, som ikke kan bruges, som de står."), _("Gå tilbage, og ret felterne.")),
        429: (
            _("Det gik lidt for hurtigt"),
            _("Der er kommet mange forespørgsler fra dit netværk på kort tid."),
            _("Vent et øjeblik, og prøv igen."),
        ),
        500: (
            _("Noget gik galt hos os"),
            _("Fejlen er skrevet ned. Intet er halvt gemt."),
            _("Prøv igen om lidt. Sker det igen, så oplys referencenummeret til kommunens tovholder."),
        ),
    }
    return texts.get(code, texts[400 if code < 500 else 500])


def problem(code: int, detail: str = "") -> Response:
    """Return a problem+json answer (RFC 9457) in the caller's language."""
    heading, text, advice = error_texts(code)
    if code == 413:  # no files are sent to the interface
        text, advice = _("Forespørgslen fylder mere, end vi tager imod."), _("Send mindre ad gangen.")
    body = {"type": "about:blank", "title": heading, "status": code, "detail": detail or f"{text} {advice}"}
    response = jsonify(body)
    response.status_code = code
    response.content_type = "application/problem+json"
    return response


def error_page(code: int, text: str = "", reference: str = "") -> Response:
    """Return the friendly page of an HTTP error, with a reference number that stands in the log."""
    reference = reference or secrets.token_hex(4).upper()
    heading, sentence, advice = error_texts(code)
    page = render_template("errors/error.html", code=code, heading=heading, text=text or sentence, advice=advice, reference=reference)
    log.info("error page", code=code, reference=reference, endpoint=request.endpoint)
    return make_response(page, code)


def _http_error(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    if request.path.startswith(API_PREFIX):
        response = problem(code)
    else:
        response = error_page(code)
    if code == 405 and (allow := dict(error.get_headers()).get("Allow")):
        response.headers["Allow"] = allow
    if (wait := getattr(error, "retry_after", None)) is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _token_failed(error: CSRFError) -> Any:
    """Show what was typed again with a fresh token; a request from another site gets the bare error."""
    if request.path.startswith(API_PREFIX) or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return error_page(400)
    return resend_page(400, _("Siden har været åben længe, så vi beder dig bekræfte, at det er dig. Det, du skrev, står her."))


def resend_page(code: int, text: str) -> Response:
    """Return a page with everything that was typed and a button to send it again with a fresh token."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    page = render_template(
        "errors/resend.html", text=text, fields=fields, action=request.full_path.rstrip("?"), lost_files=bool(request.files)
    )
    return make_response(page, code)


def _crash(error: Exception) -> Any:
    from .database import db

    db.session.rollback()
    reference = secrets.token_hex(4).upper()
    log.error("crash", reference=reference, endpoint=request.endpoint, exc_info=error)
    if request.path.startswith(API_PREFIX):
        return problem(500)
    try:
        return error_page(500, reference=reference)
    except Exception as second:  # the last resort has no template and no database
        log.error("crash in error page", reference=reference, exc_info=second)
        return InternalServerError(f"Fejl / error {reference}").get_response()
