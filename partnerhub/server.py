"""The production server: gunicorn in this process, and the mail worker as its child."""

import atexit
import gc
import os
import socket
import subprocess
import sys
from typing import Any

import click
from flask import Flask, current_app, url_for
from gunicorn.app.base import BaseApplication

from .config import DEMO_ACCOUNTS, DEMO_PASSWORD, public_url_is_safe
from .database import current_revision, db, head_revision
from .language import LOCALES

THREADS = 4
SECONDS_FOR_A_REQUEST = 60


class Server(BaseApplication):
    """Gunicorn with our settings instead of its own command line."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn our settings."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the app, made before the workers fork."""
        return self.app


def worker_count() -> int:
    """Return how many processes serve: WEB_CONCURRENCY, else one a CPU, at least two."""
    return int(os.environ.get("WEB_CONCURRENCY") or max(2, os.cpu_count() or 2))


@click.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=lambda: int(os.environ.get("PORT", "5000")), type=int, help="Port to listen on; PORT in the environment.")
@click.option("--workers", type=int, help="Processes; WEB_CONCURRENCY in the environment, else one a CPU.")
def run_command(host: str, port: int, workers: int | None) -> None:
    """Serve the application with gunicorn and deliver its mail."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    _refuse_what_cannot_run(app)
    _refuse_a_taken_port(host, port)
    address = app.config["PUBLIC_URL"] if "PUBLIC_URL" in os.environ else f"http://{host}:{port}"
    app.config["PUBLIC_URL"] = address
    click.echo(f"Partnerhub {app.config['MUNICIPALITY_NAME']} is at {address} (stop with Ctrl-C)")
    if app.config["PARTNERHUB_DEMO"]:
        click.echo(f"Demo accounts, password {DEMO_PASSWORD}: {', '.join(DEMO_ACCOUNTS)}")
    for get_ready in app.extensions.get("get_ready", ()):
        get_ready()
    _open_once(app)
    db.session.remove()
    db.engine.dispose()
    _spare_what_stays()
    options = {
        "bind": f"{host}:{port}",
        "workers": workers or worker_count(),
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": SECONDS_FOR_A_REQUEST,
        "graceful_timeout": 10,
        "preload_app": True,
        "loglevel": "warning",
        "accesslog": None,
        "limit_request_line": 8190,
        "post_fork": _leave_parents_connections,
        "post_worker_init": _begin_worker,
        "when_ready": lambda _server: _start_mail_worker(),
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112  a heartbeat file must not wait for a disk
    }
    Server(app, options).run()


def _refuse_what_cannot_run(app: Flask) -> None:
    if not public_url_is_safe(str(app.config["PUBLIC_URL"])):
        raise click.ClickException(
            f"PUBLIC_URL={app.config['PUBLIC_URL']} would send passwords unprotected. Use https, or http on 127.0.0.1 alone."
        )
    if (stands := current_revision()) != (head := head_revision()):
        remedy = "partnerhub migrate" if stands else "partnerhub init"
        raise click.ClickException(f"The database is at {stands or 'nothing'}, the program at {head}. Run '{remedy}' first.")


def _refuse_a_taken_port(host: str, port: int) -> None:
    """A sentence now instead of gunicorn's five tries."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as refusal:
            raise click.ClickException(f"Cannot listen on {host}:{port} ({refusal}). Choose another port, for example PORT=5001.") from None


def _open_once(app: Flask) -> None:
    """Open some pages before the workers fork: what the first request loads is then shared by all, and nobody waits for it."""
    visitor = app.test_client()
    with app.test_request_context():
        pages = [url_for(page, lang=lang) for page in ("pages.front", "assistant.chat", "schemes.index") for lang in LOCALES]
    for page in pages:
        visitor.get(page)


def _leave_parents_connections(_server: Any, worker: Any) -> None:
    """A connection must not be shared across a fork."""
    app = worker.app.app
    with app.app_context():
        db.engine.dispose(close=False)


def _begin_worker(worker: Any) -> None:
    """Let what runs beside the requests of a worker begin."""
    app = worker.app.app
    with app.app_context():
        for begin in app.extensions.get("in_worker", ()):
            begin()
    _spare_what_stays()


def _spare_what_stays() -> None:
    """Keep the collector from walking through all that was learned, again and again: it cost a page up to a fifth of a second."""
    gc.collect()
    gc.freeze()


def _start_mail_worker() -> None:
    """As a child that ends with us; it also watches its parent, should we be killed."""
    worker = subprocess.Popen([sys.executable, "-m", "partnerhub", "deliver-mail", "--forever"])
    master = os.getpid()

    def end() -> None:
        if os.getpid() == master:
            worker.terminate()

    atexit.register(end)
