"""Prints the table: pages × 1,000, 10,000 and 100,000 commitments on the real server, SQLite, all on this machine.

Then the assistant's rows. `python -m tools.bench [SIZE … | assistant]`; SECONDS in the environment sets how long each page is asked for.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import event

from partnerhub import create_app
from partnerhub.database import db

from .asking import measure_assistant
from .filling import MAIL, PASSWORD, SCHOOL_MAIL, UNION_MAIL, fill
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
    "own needs with matches": "/match",
    "one need with matches": "{need}",
    "gap, a year": "/gab",
    "round answer, by link, visitor": "{answer}",
    "occupation lookup": "/erhverv/soeg?q=proces+oprat%C3%B8r",
    "union desk": "/fagforeninger",
    "school desk": "/skoler",
    "for the young, visitor": "/unge",
    "board, visitor": "/forpligtelser",
    "front page, visitor": "/",
}
PEOPLE = {"union desk": UNION_MAIL, "school desk": SCHOOL_MAIL}  # all other pages are asked for by a company's manager
SERVED = 60  # requests without the network, one after the other, for the server's own time
_numbers = count(1)


def main() -> None:
    """Measure every page at every size and print the table."""
    asked = sys.argv[1:]
    sizes = [int(text) for text in asked if text != "assistant"] or ([] if asked else list(SIZES))
    print(f"Server: gunicorn on {os.cpu_count()} CPUs, SQLite; the load generator, 4 connections, runs on the same CPUs.")
    print(f"{SECONDS:.0f} seconds a row.\n")
    if sizes:
        heads = "".join(f" {head:>7}" for head in ("req/s", "p50 ms", "p99 ms", "bytes", "queries", "srv p50", "srv p99"))
        print(f"{'commitments':>11}  {'page':<30}{heads}")
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
        marks = fill(size)
        db.session.remove()
    with server(environment) as port:
        cookies = Caller(port).sign_in(MAIL, PASSWORD).cookies
        others = {name: Caller(port).sign_in(mail, PASSWORD).cookies for name, mail in PEOPLE.items()}
        for name, place in PAGES.items():
            path = place.format(need=marks.need, answer=marks.answer)
            worn = {} if "visitor" in name else others.get(name, cookies)
            figures = measure(port, worn, lambda caller, path=path: caller.get(path), SECONDS)  # type: ignore[misc]
            _row(size, name, figures, *_served(app, worn, path))
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


def _served(app: object, cookies: dict[str, str], path: str) -> tuple[int, float, float]:
    """Count the queries of a page that is asked for the second time, and return the server's milliseconds, median and 99th percentile."""
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
    gc.collect()
    gc.freeze()  # as the server does before its first request
    times = []
    for _ in range(SERVED):
        started = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - started))
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return len([statement for statement in counted if not statement.startswith("BEGIN")]), cuts[49], cuts[98]


def _row(size: int, name: str, figures: Figures, queries: int | None, p50: float | None = None, p99: float | None = None) -> None:
    asked = "" if queries is None else str(queries)
    served = "" if p50 is None or p99 is None else f" {p50:>7.1f} {p99:>7.1f}"
    load = f"{figures.per_second:>7.0f} {figures.p50:>7.1f} {figures.p99:>7.1f} {figures.size:>7,}"
    print(f"{size:>11,}  {name:<30} {load} {asked:>7}{served}", flush=True)


main()
