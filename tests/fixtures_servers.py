"""Fixtures around real servers and a real browser; tests/conftest.py lists this module in `pytest_plugins`.

One PostgreSQL server and one demo installation serve a whole run, however many processes share the work. Where PostgreSQL or a
Chromium is missing, their tests are skipped with the reason; with CI=true they fail instead.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import browsing
import pytest
import servers
import smtp as smtp_servers
from playwright.sync_api import Browser, Page, sync_playwright
from run import Run

FOLDER_KEY = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process makes the shared folder; workers get its path. No test writes into the checkout's instance/."""
    given = getattr(config, "workerinput", None)
    folder = Path(given["run_folder"] if given else tempfile.mkdtemp(prefix="ph-run-"))
    if not given:
        config.stash[FOLDER_KEY] = folder
    clean = servers.clean_environment() | {servers.INSTANCE: str(folder / "instance")}
    os.environ.clear()
    os.environ.update(clean)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the shared folder is and whose it is."""
    node.workerinput["run_folder"] = str(node.config.stash[FOLDER_KEY])
    node.workerinput["run_owner"] = os.getpid()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controlling process ends what the run has started, also after Ctrl-C."""
    folder = config.stash.get(FOLDER_KEY, None)
    if folder is None:
        return
    keeper = folder / "keeper.pid"
    if keeper.exists():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(keeper.read_text()), signal.SIGTERM)
        _wait_until(lambda: not (folder / "postgres").exists(), servers.STOP_SECONDS)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_run(request: pytest.FixtureRequest) -> Run:
    """The run that this process is part of."""
    given = getattr(request.config, "workerinput", None)
    if given:
        return Run(Path(given["run_folder"]), given["run_owner"])
    return Run(request.config.stash[FOLDER_KEY], os.getpid())


@pytest.fixture(scope="session")
def postgres_url(shared_run: Run) -> str:
    """The URL of the run's PostgreSQL server; make databases on it with servers.create_database."""
    if servers.find_postgres_bin() is None:
        _missing("PostgreSQL (initdb)")

    def start(place: Path) -> None:
        log = (shared_run.folder / "keeper.log").open("wb")
        command = [sys.executable, servers.__file__, str(place), str(shared_run.owner)]
        keeper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        log.close()
        (shared_run.folder / "keeper.pid").write_text(str(keeper.pid))
        if not _wait_until(lambda: place.exists() or keeper.poll() is not None, servers.START_SECONDS) or not place.exists():
            raise servers.ServerError((shared_run.folder / "keeper.log").read_text(errors="replace"))
        keeper.returncode = 0  # it outlives this process; nobody here waits for it

    return shared_run.once("postgres", start).read_text()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database of this test's own."""
    url = servers.create_database(postgres_url)
    yield url
    servers.drop_database(url)


@pytest.fixture
def smtp() -> Iterator[smtp_servers.Mailbox]:
    """A mail server of this test's own, and what it received."""
    with smtp_servers.smtp_server() as mailbox:
        yield mailbox


@pytest.fixture(scope="session")
def demo_instance(shared_run: Run) -> Path:
    """The folder of a demo installation made once a run: copy it, never write into it."""

    def make(place: Path) -> None:
        servers.run_program(["demo"], {"PARTNERHUB_DEMO": "1", "PARTNERHUB_INSTANCE": str(place)})

    return shared_run.once("demo", make)


@pytest.fixture(scope="session")
def live(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server over a demo installation that this process's tests share."""
    instance = tmp_path_factory.mktemp("live") / "instance"
    shutil.copytree(demo_instance, instance)
    with servers.app_server({"PARTNERHUB_DEMO": "1", "PARTNERHUB_INSTANCE": str(instance), "RATELIMIT_ENABLED": "0"}) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    chromium = servers.find_chromium()
    if chromium is None:
        _missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=browsing.CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own, `open_page(width=360, java_script_enabled=False)`; scripts that fail fail the test."""
    with browsing.contexts(browser) as opener:
        yield opener


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page 1280 pixels wide, for a visitor from Denmark."""
    return open_page()


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"CI=true, and there is no {what} here; .ci/run installs it.")
    pytest.skip(f"no {what} on this machine")


def _wait_until(done: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.05)
    return done()
