"""The servers that tests rely on: they come up, misbehave on request, and leave nothing behind."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
import servers
from browsing import axe, overflow
from smtp import Mailbox, Mood

TESTS = Path(servers.__file__).parent


def _dsn(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _folder(url: str) -> Path:
    """The folder of the PostgreSQL server that `url` names."""
    return Path(url.partition("host=")[2].replace("%2F", "/"))


def _processes_in(folder: Path) -> list[str]:
    """Command lines of running processes that mention `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in command:
            found.append(command)
    return found


def _processes_marked(mark: str) -> list[str]:
    """The ids of running processes whose environment holds PARTNERHUB_TEST_MARK=`mark`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"PARTNERHUB_TEST_MARK={mark}".encode() in entry.read_bytes().split(b"\0"):
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def _gone(folder: Path, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and (folder.exists() or _processes_in(folder)):
        time.sleep(0.1)
    return not folder.exists() and not _processes_in(folder)


def _send(mailbox: Mailbox, to: str = "anna@demo.example") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "partnerhub@demo.example", to, "Ny forpligtelse på tavlen"
    message.set_content("Hej\n")
    with smtplib.SMTP(mailbox.host, mailbox.port, timeout=5) as client:
        client.send_message(message)


@pytest.mark.postgres
def test_a_database_starts_as_a_copy_of_its_template(postgres_url):
    """A test's database holds what the template holds, and writing to it leaves the template alone."""
    template = servers.create_database(postgres_url)
    with psycopg.connect(_dsn(template)) as connection:
        connection.execute("CREATE TABLE goal (title text)")
        connection.execute("INSERT INTO goal VALUES ('Flere lærepladser')")
    copy = servers.create_database(postgres_url, template)
    with psycopg.connect(_dsn(copy)) as connection:
        assert connection.execute("SELECT title FROM goal").fetchall() == [("Flere lærepladser",)]
        connection.execute("DELETE FROM goal")
    with psycopg.connect(_dsn(template)) as connection:
        assert connection.execute("SELECT count(*) FROM goal").fetchone() == (1,)
    servers.drop_database(copy)
    servers.drop_database(template)


@pytest.mark.postgres
def test_a_database_is_dropped_under_a_client(postgres_database):
    """A forgotten connection does not keep a database alive."""
    with psycopg.connect(_dsn(postgres_database)) as connection:
        servers.drop_database(postgres_database)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(_dsn(postgres_database))


@pytest.mark.postgres
def test_postgres_leaves_nothing_behind(postgres_url):
    """After the block no process and no folder of the server is left, also when the block fails."""
    with pytest.raises(LookupError), servers.postgres_server() as url:
        assert _processes_in(_folder(url))
        raise LookupError
    assert _gone(_folder(url))


@pytest.mark.postgres
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_the_shared_postgres_ends_with_its_run(postgres_url, tmp_path, end):
    """A run that is interrupted or killed leaves no PostgreSQL server behind."""
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["fixtures_servers"]\n')
    (tmp_path / "test_waits.py").write_text(
        "import pathlib, time\n"
        "def test_waits(postgres_url):\n"
        f"    written = pathlib.Path({str(tmp_path / 'url.part')!r})\n"
        "    written.write_text(postgres_url)\n"
        "    written.rename(written.with_suffix(''))\n"  # whole or not there: the other process looks while it is written
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-c", os.devnull, "--rootdir", str(tmp_path), str(tmp_path)]
    run = subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job is started deaf to it
    )
    with run:
        deadline = time.monotonic() + 40
        while not (tmp_path / "url").exists() and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        run.send_signal(end)
        said, _ = run.communicate(timeout=60)
    assert (tmp_path / "url").exists(), said.decode()
    assert _gone(_folder((tmp_path / "url").read_text()))


def test_smtp_keeps_what_it_accepts(smtp):
    """A mail arrives with its Danish letters and is found by its recipient."""
    _send(smtp)
    _send(smtp, to="bo@demo.example")
    assert [message["Subject"] for message in smtp.to("anna@demo.example")] == ["Ny forpligtelse på tavlen"]
    assert len(smtp.messages) == 2


@pytest.mark.parametrize(
    ("mood", "fault", "kept"),
    [
        (Mood.TRY_LATER, smtplib.SMTPDataError, 0),
        (Mood.REJECT, smtplib.SMTPDataError, 0),
        (Mood.UNKNOWN_RECIPIENT, smtplib.SMTPRecipientsRefused, 0),
        (Mood.DROP_AFTER_DATA, smtplib.SMTPServerDisconnected, 1),
        (Mood.REFUSE, ConnectionRefusedError, 0),
    ],
)
def test_smtp_fails_as_told_and_recovers(smtp, mood, fault, kept):
    """Each mood shows the sender its own failure; after it the server takes mail on the same port again."""
    smtp.mood = mood
    with pytest.raises(fault):
        _send(smtp)
    assert len(smtp.messages) == kept
    smtp.mood = Mood.ACCEPT
    _send(smtp)
    assert len(smtp.messages) == kept + 1


def test_the_application_answers_until_the_block_ends(tmp_path):
    """The real server answers on its own port; after the block nothing listens there and no process of it is left."""
    env = {"PARTNERHUB_INSTANCE": str(tmp_path), "PARTNERHUB_TEST_MARK": tmp_path.name}
    servers.run_program(["migrate"], env)
    with servers.app_server(env) as address:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
            assert answer.status == 200
        assert _processes_marked(tmp_path.name)
    with pytest.raises(OSError):  # refused, or cut off by the one that is ending
        urllib.request.urlopen(f"{address}/healthz", timeout=5)
    assert _processes_marked(tmp_path.name) == []


def test_an_application_that_cannot_start_shows_its_log(tmp_path):
    """A wrong setting is told by the server's own sentence, not by a timeout."""
    env = {"PARTNERHUB_INSTANCE": str(tmp_path), "PUBLIC_URL": "http://partnerhub.example"}
    with pytest.raises(servers.ServerError) as stopped, servers.app_server(env):
        pass
    assert "Use https, or http on 127.0.0.1" in "".join(stopped.value.__notes__)


def test_a_taken_port_is_told_in_a_sentence(tmp_path):
    """The server does not try in vain where another program listens: it names the port and what to do."""
    env = {"PARTNERHUB_INSTANCE": str(tmp_path)}
    servers.run_program(["migrate"], env)
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(servers.ServerError) as stopped:
        port = other.getsockname()[1]
        servers.run_program(["run"], env | {"PORT": str(port)})
    assert f"Cannot listen on 127.0.0.1:{port}" in str(stopped.value)


@pytest.mark.browser
def test_axe_sees_past_a_strict_csp(page):
    """axe runs on a page whose policy refuses foreign scripts, finds an image without a text, and nothing on a sound page."""
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'", "Content-Type": "text/html; charset=utf-8"}
    sound = '<!doctype html><html lang="da"><title>Tavle</title><body><main><h1>Tavle</h1>%s</main></body></html>'
    page.route("http://demo.example/sound", lambda route: route.fulfill(headers=policy, body=sound % ""))
    page.route("http://demo.example/faulty", lambda route: route.fulfill(headers=policy, body=sound % "<img width=9 height=9>"))
    page.goto("http://demo.example/sound")
    assert axe(page) == []
    page.goto("http://demo.example/faulty")
    assert [finding.partition(":")[0] for finding in axe(page)] == ["image-alt"]


@pytest.mark.browser
def test_overflow_names_the_element_that_is_too_wide(open_page):
    """A page that scrolls sideways on a phone is told by its element, one that fits is not."""
    page = open_page(width=360)
    page.set_content("<p>Kort</p>")
    assert overflow(page) == []
    page.set_content('<p id="wide" style="width:900px">Bred</p>')
    assert [element[:12] for element in overflow(page)] == ['<p id="wide"']
