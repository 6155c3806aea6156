"""A small load generator: a few threads that keep a connection each and ask for the same page again and again."""

import http.client
import json
import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
THREADS = 4
WARM_UP = 12  # a worker translates a template when it first draws it


@dataclass(frozen=True)
class Figures:
    """What one page cost: requests a second, milliseconds at the median and the 99th percentile, bytes as sent."""

    per_second: float
    p50: float
    p99: float
    size: int


class Caller:
    """A signed-in person's connection."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> tuple[int, bytes]:
        """Fetch a page; return status and body as sent."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        """Send a form; return status and body as sent."""
        return self._ask("POST", path, urlencode(fields))

    def post_json(self, path: str, body: dict[str, str]) -> tuple[int, bytes]:
        """Send JSON; return status and body as sent."""
        return self._ask("POST", path, json.dumps(body), kind="application/json")

    def sign_in(self, mail: str, password: str) -> "Caller":
        """Sign in through the form."""
        status, body = self._ask("GET", "/konto/log-ind", None, compressed=False)
        token = token_of(body)
        status, _body = self.post("/konto/log-ind", {"email": mail, "password": password, "csrf_token": token})
        if status != 303:
            raise RuntimeError(f"could not sign in: {status}")
        return self

    def plain(self, path: str) -> bytes:
        """Fetch a page without compression, to read it."""
        return self._ask("GET", path, None, compressed=False)[1]

    def _ask(self, method: str, path: str, body: str | None, compressed: bool = True, kind: str = FORM) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if compressed:
            headers["Accept-Encoding"] = "gzip"
        if body is not None:
            headers["Content-Type"] = kind
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        data = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return response.status, data


def token_of(page: bytes) -> str:
    """Return the CSRF token of a page."""
    found = re.search(rb'name="csrf_token" value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("no token on the page")
    return found[1].decode()


def measure(port: int, cookies: dict[str, str], ask: Callable[[Caller], tuple[int, bytes]], seconds: float, expected: int = 200) -> Figures:
    """Let four threads ask for some seconds, once every worker is warm, and return the figures; raises RuntimeError on any other answer."""
    for _ in range(WARM_UP):
        ask(Caller(port, cookies))
    times: list[float] = []
    sizes: list[int] = []
    wrong: list[int] = []
    until = time.perf_counter() + seconds

    def work() -> None:
        caller = Caller(port, cookies)
        while time.perf_counter() < until:
            started = time.perf_counter()
            status, body = ask(caller)
            times.append(time.perf_counter() - started)
            sizes.append(len(body))
            if status != expected:
                wrong.append(status)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"answers {sorted(set(wrong))} instead of {expected}")
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [times[0]] * 99
    return Figures(len(times) / (time.perf_counter() - started), 1000 * cuts[49], 1000 * cuts[98], max(sizes))
