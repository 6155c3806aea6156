"""The real servers that tests talk to: PostgreSQL, SMTP, our own application, and where to find a Chromium.

Each is a context manager that leaves nothing behind: no process, no folder. Nothing here knows pytest; the fixtures are in
fixtures_servers.py.
"""

import contextlib
import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import psycopg
from kept_models import KEPT
from psycopg import sql
from sqlalchemy.engine import URL, make_url

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTANCE = "PARTNERHUB_INSTANCE"
PROGRAM = Path(sys.executable).parent / "partnerhub"
ROLE = "partnerhub"
START_SECONDS = 60
STOP_SECONDS = 10
GONE_SECONDS = 2


class ServerError(RuntimeError):
    """A server that did not come up; the text holds its log."""


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome: `CHROMIUM` in the environment, else the first on the PATH; None without one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def find_postgres_bin() -> Path | None:
    """Return the folder of PostgreSQL's programs (initdb, postgres), the newest where there are several; None without one."""
    on_path = shutil.which("initdb")
    if on_path and (Path(on_path).resolve().parent / "postgres").exists():
        return Path(on_path).resolve().parent
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(installed, key=lambda folder: float(folder.parent.name), default=None)


def free_port() -> int:
    """Return a port of the loopback that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL server of its own in a temporary folder and yield the URL of its first database.

    It listens on a socket in that folder alone and never waits for the disk. PostgreSQL refuses to run as root, so root lends it
    the user `postgres`. Raises ServerError with the server's log when it does not come up.
    """
    programs = find_postgres_bin()
    if programs is None:
        raise ServerError("No PostgreSQL here: initdb is neither on the PATH nor under /usr/lib/postgresql.")
    folder = Path(tempfile.mkdtemp(prefix="ph-pg-", dir="/tmp"))  # short: a socket's path holds 107 bytes
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(owner)
            os.chown(folder, account.pw_uid, account.pw_gid)
        folder.chmod(0o755)
        with _running_postgres(programs, folder, owner):
            yield _url(folder, "postgres")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running_postgres(programs: Path, folder: Path, owner: str) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    lent = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "200",
        "shared_buffers": "64MB",
        "autovacuum": "off",
    }
    # The C locale folds and sorts no Danish letter: what works here works under every locale.
    initdb = [programs / "initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, env=_plain_environment(), **lent)  # type: ignore[call-overload]
    if made.returncode:
        raise ServerError(f"initdb failed:\n{made.stdout}{made.stderr}")
    command = [programs / "postgres", "-D", data, *(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))]
    with log.open("wb") as sink:
        server = subprocess.Popen(  # type: ignore[call-overload]
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env=_plain_environment(),
            start_new_session=True,
            **lent,
        )
    try:
        _await_postgres(server, folder, log)
        yield
    finally:
        _end(server, signal.SIGINT)  # PostgreSQL's "fast": clients are cut off, not waited for


def _await_postgres(server: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(_dsn(_url(folder, "postgres")), connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise ServerError(f"PostgreSQL did not come up:\n{log.read_text(errors='replace')}")


def create_database(url: str, template: str | None = None) -> str:
    """Make a database with a name of its own on the server of `url` and return its URL.

    With `template`, the URL of a database that nobody is connected to, it starts as a copy of that one.
    """
    name = f"t_{uuid.uuid4().hex[:12]}"
    source = make_url(template).database if template else "template1"
    _administer(url, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source or "template1")))
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """Remove the database of `url`, cutting off whoever is connected to it."""
    name = make_url(url).database or ""
    _administer(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _administer(url: str, statement: sql.Composed) -> None:
    server = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(_dsn(server), autocommit=True) as connection:
        connection.execute(statement)


def _url(folder: Path, database: str) -> str:
    return URL.create("postgresql+psycopg", username=ROLE, database=database, query={"host": str(folder)}).render_as_string()


def _dsn(url: str) -> str:
    """The same address as psycopg itself reads it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _plain_environment() -> dict[str, str]:
    """No PG… variable of the developer's reaches our server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


@contextlib.contextmanager
def app_server(env: Mapping[str, str], *, path: str = "/healthz", program: Path = PROGRAM) -> Iterator[str]:
    """Run the real `partnerhub run` on a free port with `env` over the environment and yield its address.

    Yields when `path` answers 200; raises ServerError when it never does. Whatever fails, the server's log is told with it.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    full = {**clean_environment(), "PORT": str(port), "PUBLIC_URL": address, "WEB_CONCURRENCY": "2", "PYTHONUNBUFFERED": "1", **env}
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [program, "run"],
            cwd=program.parent,
            env=full,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if not _answers(server, address + path):
                raise ServerError(f"The application did not answer {path}.")
            yield address
        except Exception as fault:
            fault.add_note(f"The server said:\n{_tail(log)}")
            raise
        finally:
            _end(server, signal.SIGTERM)


def _tail(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read().decode(errors="replace")[-5000:]


def run_program(arguments: list[str], env: Mapping[str, str], *, program: Path = PROGRAM) -> str:
    """Run `partnerhub …` to its end with `env` over the environment and return what it printed; raises ServerError when it fails."""
    full = {**clean_environment(), **env}
    done = subprocess.run([program, *arguments], cwd=program.parent, env=full, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise ServerError(f"partnerhub {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def clean_environment() -> dict[str, str]:
    """Return the environment without the settings that the developer may have exported for an installation of their own."""
    ours = ("DATABASE_URL", "PUBLIC_URL", "SECRET_KEY", "PARTNERHUB_", "MAIL_", "RATELIMIT_", "CONTACT_", "PROXY_", "FLASK_", "PORT")
    kept = {name: value for name, value in os.environ.items() if name == INSTANCE or not name.startswith(ours)}
    return {"ASSISTANT_CACHE": str(KEPT), **kept}


def _answers(server: subprocess.Popen[bytes], url: str) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False


def _end(server: subprocess.Popen[bytes], polite: signal.Signals) -> None:
    """Ask the server to stop, then stop every process of its group."""
    if server.poll() is None:
        server.send_signal(polite)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(STOP_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(STOP_SECONDS)
        deadline = time.monotonic() + GONE_SECONDS
        while time.monotonic() < deadline:  # a killed process holds its port for a moment
            os.killpg(server.pid, 0)
            time.sleep(0.02)
    server.wait(STOP_SECONDS)


def keep_postgres(place: Path, owner: int) -> None:
    """Run a PostgreSQL server until asked to end or until the process `owner` is gone; `place`, in the run's folder, holds its URL.

    One such keeper serves all test processes of a run, and ends even when they are killed.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with postgres_server() as url:
            draft = place.with_suffix(".draft")
            draft.write_text(url)
            draft.rename(place)
            while _alive(owner):
                time.sleep(0.5)
    finally:
        place.unlink(missing_ok=True)
        if not _alive(owner):
            shutil.rmtree(place.parent, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    keep_postgres(Path(sys.argv[1]), int(sys.argv[2]))
