"""Prints the table: pages × 1,000, 10,000 and 100,000 commitments on the real server, SQLite, all on this machine.

Then the assistant's rows. `python -m tools.bench [SIZE … | assistant]`; SECONDS in the environment sets how long each page is asked for.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import event

from partnerhub import create_app
from partnerhub.database import db

from .asking import measure_assistant
from .filling import MAIL, PASSWORD, fill
from .load import Caller, Figures, measure, token_of
from .serving import server

SIZES = (1_000, 10_000, 100_000)
SECONDS = float(os.environ.get("SECONDS", "5"))
PAGES = {
    "board": "/forpligtelser",
    "board, one filter": "/forpligtelser?art=laereplads",
    "board, free text with a typo": "/forpligtelser?q=svejsekrusus",
    "table": "/forpligtelser/tabel",
    "timeline": "/forpligtelser/tidslinje",
    "one commitment": "/forpligtelser/7",
    "own desk": "/virksomheder",
    "own needs": "/behov?hvis=egne",
    "all needs one may see": "/behov?hvis=alle",
    "places with free ones": "/pladser?hvis=alle&ledige=1",
    "our contribution": "/bidrag/1",
    "board, visitor": "/forpligtelser",
    "front page, visitor": "/",
}
_numbers = count(1)


def main() -> None:
    """Measure every page at every size and print the table."""
    asked = sys.argv[1:]
    sizes = [int(text) for text in asked if text != "assistant"] or ([] if asked else list(SIZES))
    print(f"Server: gunicorn on {os.cpu_count()} CPUs, SQLite; the load generator, 4 connections, runs on the same CPUs.")
    print(f"{SECONDS:.0f} seconds a row.\n")
    if sizes:
        print(f"{'commitments':>11}  {'page':<30} {'req/s':>7} {'p50 ms':>7} {'p99 ms':>7} {'bytes':>7} {'queries':>7}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="ph-bench-") as folder:
            _measure_size(size, Path(folder))
    if "assistant" in asked or not asked:
        measure_assistant(SECONDS)


def _measure_size(size: int, folder: Path) -> None:
    environment = {"PARTNERHUB_INSTANCE": str(folder), "SECRET_KEY": "bench", "RATELIMIT_ENABLED": "0"}
    os.environ.update(environment)
    app = create_app({"RATELIMIT_ENABLED": False})
    with app.app_context():
        fill(size)
        db.session.remove()
    with server(environment) as port:
        cookies = Caller(port).sign_in(MAIL, PASSWORD).cookies
        for name, path in PAGES.items():
            worn = {} if "visitor" in name else cookies
            figures = measure(port, worn, lambda caller, path=path: caller.get(path), SECONDS)  # type: ignore[misc]
            _row(size, name, figures, _queries(app, cookies if worn else {}, path))
        writer = Caller(port, cookies)
        log = _logger(writer)
        _row(size, "log a commitment", measure(port, writer.cookies, log, SECONDS, expected=303), None)
    with app.app_context():
        db.engine.dispose()


def _logger(writer: Caller) -> Callable[[Caller], tuple[int, bytes]]:
    """Return an act that sends the form of a new draft."""
    token = token_of(writer.plain("/forpligtelser/ny"))
    fields = {
        "guidepost_id": "4",
        "kind": "apprenticeship",
        "quantity": "3",
        "visibility": "partnership",
        "act": "draft",
        "csrf_token": token,
    }

    def log(caller: Caller) -> tuple[int, bytes]:
        return caller.post("/forpligtelser/ny", fields | {"title": f"Lærepladser nr. {next(_numbers)}"})

    return log


def _queries(app: object, cookies: dict[str, str], path: str) -> int:
    """Count the queries of a page that is asked for the second time."""
    client = app.test_client()  # type: ignore[attr-defined]
    for name, value in cookies.items():
        client.set_cookie(name, value)
    counted: list[str] = []
    with app.app_context():  # type: ignore[attr-defined]
        engine = db.engine
    client.get(path)

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return len([statement for statement in counted if not statement.startswith("BEGIN")])


def _row(size: int, name: str, figures: Figures, queries: int | None) -> None:
    asked = "" if queries is None else str(queries)
    print(
        f"{size:>11,}  {name:<30} {figures.per_second:>7.0f} {figures.p50:>7.1f} {figures.p99:>7.1f} {figures.size:>7,} {asked:>7}",
        flush=True,
    )


main()
