"""Who is calling: a signed cookie names a `SignIn` row, so that one session or all can be ended at once."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, redirect, request, url_for
from flask import session as cookie
from flask_login import LoginManager, login_user
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import contains_eager
from werkzeug.wrappers import Response as BaseResponse

from ..clock import now
from ..database import db, writing
from ..events import record
from .models import SignIn, User
from .throttle import KNOWN_FOR

login_manager = LoginManager()
SEEN_EVERY = timedelta(minutes=10)
IDLE_LIMIT = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(days=90)


def init_app(app: Flask) -> None:
    """Tell Flask-Login how to find the caller and where to send visitors."""
    login_manager.init_app(app)
    login_manager.session_protection = None  # addresses of phones change; the SignIn row is the guard
    login_manager.user_loader(load_user)
    login_manager.unauthorized_handler(_ask_to_sign_in)


def start_session(user: User, device: str, network: str, remember: bool) -> SignIn:
    """Record the sign-in and put its token into a cookie that holds nothing from before; sign-ins long past are forgotten."""
    token = secrets.token_urlsafe(32)
    cookie.clear()
    with writing() as session:
        session.execute(delete(SignIn).where(SignIn.last_seen_at < now() - FORGOTTEN_AFTER))
        user = session.get_one(User, user.id)
        row = SignIn(user_id=user.id, token_hash=hash_token(token), device=device[:160], network=network)
        session.add(row)
        record("user.signed_in", user, user, device=device[:160])
        session.flush()
        user.sign_in_token = f"{row.id}.{token}"  # type: ignore[attr-defined]
    login_user(user, remember=remember)
    return row


def device_token() -> str:
    """Return the browser's own token, a new one when it has none; `keep_device` gives it back after a success."""
    return request.cookies.get(_device_cookie(), "")[:64] or secrets.token_urlsafe(24)


def keep_device(response: BaseResponse, device: str) -> None:
    """Let the browser be known again when it signs in next time: nobody else's failed tries can then brake it."""
    config = current_app.config
    response.set_cookie(
        _device_cookie(),
        device,
        max_age=int(KNOWN_FOR.total_seconds()),
        secure=bool(config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )


def _device_cookie() -> str:
    return "__Host-browser" if current_app.config["SESSION_COOKIE_SECURE"] else "browser"


def load_user(cookie: str) -> User | None:
    """Return the user of a sign-in that has not ended, row and user in one query, or None."""
    number, _dot, token = cookie.partition(".")
    if not number.isdigit() or not token:
        return None
    row = db.session.scalar(_OPEN_SIGN_IN, {"number": int(number)})
    if row is None or not secrets.compare_digest(row.token_hash, hash_token(token)):
        return None
    user = row.user
    if not user.is_active or now() - row.last_seen_at > IDLE_LIMIT:
        return None
    if now() - row.last_seen_at > SEEN_EVERY:
        _touch(row.id)
    user.sign_in_token = cookie  # type: ignore[attr-defined]
    user.sign_in_id = row.id  # type: ignore[attr-defined]
    return user


# Asked in every request of a signed-in user: built once.
_OPEN_SIGN_IN = (
    select(SignIn)
    .join(SignIn.user)
    .options(contains_eager(SignIn.user).joinedload(User.partner))
    .where(SignIn.id == bindparam("number"), SignIn.ended_at.is_(None))
)


def hash_token(token: str) -> str:
    """Return the stored form of a random token; it has 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _touch(sign_in_id: int) -> None:
    """In a connection of its own: the request's transaction goes on reading what it read."""
    with db.engine.connect().execution_options(partnerhub_write=True) as connection:
        connection.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=now()))
        connection.commit()


def _ask_to_sign_in() -> Any:
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("accounts.sign_in")})
    if request.method != "GET":
        from flask_babel import gettext as _

        from ..errors import resend_page

        return resend_page(401, _("Du er blevet logget ud. Log ind i en ny fane, og tryk så på Send igen: det, du skrev, står her."))
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
