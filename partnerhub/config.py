"""Settings of one installation, read from the environment once."""

import base64
import hmac
import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

DEFAULTS: dict[str, object] = {
    "MUNICIPALITY_NAME": "Kalundborg",
    "PUBLIC_URL": "http://127.0.0.1:5000",
    "PARTNERHUB_DEMO": False,
    "PROXY_COUNT": 0,
    "RATELIMIT_ENABLED": True,
    "RATELIMIT_STORAGE_URI": "memory://",
    "MAIL_SERVER": "",
    "MAIL_PORT": 25,
    "MAIL_USERNAME": "",
    "MAIL_PASSWORD": "",
    "MAIL_STARTTLS": False,
    "MAIL_FROM": "partnerhub@localhost",
    "CONTACT_PHONE": "",
    "CONTACT_MAIL": "",
    "ACCESSIBILITY_CHECKED_ON": "",
    "ASSISTANT_CACHE": "",
    "ASSISTANT_EMBED_ORIGINS": "",
}
DEMO_ACCOUNTS = ("hr@demo.example", "tillid@demo.example", "skole@demo.example", "tovholder@demo.example")
DEMO_PASSWORD = "partnerhub-demo"
UPLOAD_LIMIT = 10 * 1024 * 1024
# A star stands for the hosts of one organisation, so two names at least come after it.
ORIGIN_HOST = re.compile(r"(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*|\*(\.[a-z0-9-]+){2,})(:(?P<port>\d{1,5}))?")
MOST_PORT = 65_535
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class ConfigError(RuntimeError):
    """A setting that the installation cannot start with; the text says what to change."""


def read_settings(environ: dict[str, str] | None = None) -> dict[str, object]:
    """Return Flask settings from environment variables over the defaults.

    Raises ConfigError when a number or a yes/no value cannot be read.
    """
    env = os.environ if environ is None else environ
    settings = {name: _typed(name, env[name], default) if name in env else default for name, default in DEFAULTS.items()}
    instance = Path(env.get("PARTNERHUB_INSTANCE") or _default_instance()).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    database = "demo.db" if settings["PARTNERHUB_DEMO"] else "partnerhub.db"
    url = env.get("DATABASE_URL") or f"sqlite:///{instance / database}"
    settings |= {
        "INSTANCE": instance,
        "SQLALCHEMY_DATABASE_URI": _driver(url),
        "SECRET_KEY": env.get("SECRET_KEY") or _kept_secret(instance / "secret_key"),
    }
    return settings


def derived_settings(settings: dict[str, object]) -> dict[str, object]:
    """Return the settings that follow from PUBLIC_URL and the security rules: cookies, form limits, CSRF."""
    secure = urlsplit(str(settings["PUBLIC_URL"])).scheme == "https"
    prefix = "__Host-" if secure else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_NAME": f"{prefix}husk",
        "REMEMBER_COOKIE_SECURE": secure,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_DURATION": 30 * 24 * 3600,
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 400,
        "EMBED_ORIGINS": embed_origins(str(settings["ASSISTANT_EMBED_ORIGINS"])),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        # What people typed must not reach the log by way of a database error.
        "SQLALCHEMY_ENGINE_OPTIONS": {**dict(settings.get("SQLALCHEMY_ENGINE_OPTIONS") or {}), "hide_parameters": True},  # type: ignore[call-overload]
        "BABEL_DEFAULT_LOCALE": "da",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Copenhagen",
    }


def embed_origins(text: str) -> tuple[str, ...]:
    """Return the origins that may frame the assistant, as a content security policy writes them.

    Raises ConfigError for anything but https origins, `https://*.example.dk` among them, and http ones on the loopback; also for a star
    over a whole domain such as `*.dk`, and for a port that is none.
    """
    found = tuple(text.replace(",", " ").split())
    for origin in found:
        scheme, _, rest = origin.partition("://")
        parts = ORIGIN_HOST.fullmatch(rest)
        if parts is None or not (scheme == "https" or (scheme == "http" and parts["host"] in LOOPBACK)):
            remedy = "write origins such as https://www.example.dk or https://*.example.dk, with a space between them"
            raise ConfigError(f"ASSISTANT_EMBED_ORIGINS={text!r}: {origin} is none that may be named; {remedy}.")
        if parts["port"] and not 1 <= int(parts["port"]) <= MOST_PORT:
            raise ConfigError(
                f"ASSISTANT_EMBED_ORIGINS={text!r}: {origin} has no port that there is; write origins such as https://www.example.dk:8443."
            )
    return found


def public_url_is_safe(public_url: str) -> bool:
    """Tell whether PUBLIC_URL may be served: https anywhere, http on the loopback only."""
    parts = urlsplit(public_url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def public_address(path: str) -> str:
    """Return the full address of a path, for mail and files that leave the site."""
    from flask import current_app

    return f"{str(current_app.config['PUBLIC_URL']).rstrip('/')}{path}"


def link_token(occasion: str) -> str:
    """Return the token of a signed link: the same for the same occasion, and nobody without this installation's key can make it."""
    from flask import current_app

    signed = hmac.digest(str(current_app.config["SECRET_KEY"]).encode(), f"link|{occasion}".encode(), "sha256")
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def _typed(name: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() in {"1", "true", "yes", "ja"}:
            return True
        if text.lower() in {"0", "false", "no", "nej", ""}:
            return False
        raise ConfigError(f"{name}={text!r}: write 1 or 0.")
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError:
            raise ConfigError(f"{name}={text!r}: write a whole number.") from None
    return text


def _default_instance() -> Path:
    """Beside the checkout when run from one, else the working directory."""
    checkout = Path(__file__).resolve().parent.parent
    base = checkout if (checkout / "setup.cfg").exists() else Path.cwd()
    return base / "instance"


def _driver(url: str) -> str:
    """PostgreSQL by psycopg 3, whatever short form the installation writes."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _kept_secret(path: Path) -> str:
    """The installation's own key, made once and readable by its owner alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()
