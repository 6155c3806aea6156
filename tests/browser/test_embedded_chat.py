"""The chat in a frame of a partner's page, in a real browser: another site's page, with JavaScript and without."""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import servers
from browsing import axe
from kept_models import KEPT
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FRAMES = """<!doctype html><html lang="da"><meta charset="utf-8"><title>En partners side</title><h1>En partners side</h1>
<iframe id="chat" title="Spørg om en ordning" width="340" height="700" src="{address}/assistent/indlejret" allow="clipboard-write"></iframe>
<iframe id="other" title="Noget andet" width="340" height="200" src="{address}/assistent"></iframe>"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def _partner_site(folder: Path) -> Iterator[str]:
    """Serve a folder as another site: `localhost` is not the site `127.0.0.1`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def partner_page(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A partner's page that frames the chat and, without leave, another page; and the address of Partnerhub itself."""
    folder, instance = tmp_path_factory.mktemp("partner"), tmp_path_factory.mktemp("embedded") / "instance"
    shutil.copytree(demo_instance, instance)
    with _partner_site(folder) as site:
        settings = {"PARTNERHUB_DEMO": "1", "PARTNERHUB_INSTANCE": str(instance), "RATELIMIT_ENABLED": "0", "WEB_CONCURRENCY": "1"}
        with servers.app_server({**settings, "ASSISTANT_EMBED_ORIGINS": site, "ASSISTANT_CACHE": str(KEPT)}) as address:
            (folder / "index.html").write_text(FRAMES.format(address=address), encoding="utf-8")
            yield f"{site}/index.html", address


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_partners_page_holds_the_chat_and_nothing_else(browser, partner_page, scripts):
    """In the frame one asks, asks on and presses a choice; no cookie is set; every other page of ours stays blank in a frame."""
    url, _address = partner_page
    context = browser.new_context(java_script_enabled=scripts, locale="da-DK", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(10_000)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(url)
    chat = page.frame_locator("#chat")
    chat.get_by_label("Dit spørgsmål").fill("Kan vi få jobrotation?")
    chat.get_by_role("button", name="Spørg", exact=True).click()
    expect(chat.locator(".exchange")).to_contain_text("Jobrotation kan ikke længere bevilges.")
    chat.get_by_label("Dit spørgsmål").fill("og hvor længe?")
    chat.get_by_role("button", name="Spørg", exact=True).click()
    expect(chat.locator(".exchange")).to_have_count(2)
    chat.locator(".exchange").last.get_by_role("button", name="Hvem kan hjælpe?").click()
    expect(chat.locator(".exchange").last).to_contain_text("Jobrotation: Hvem kan hjælpe?")
    assert context.cookies() == []
    expect(chat.locator("header, footer.site-footer")).to_have_count(1)  # the heading of the page alone
    with context.expect_page() as opened:
        chat.locator(".exchange").last.get_by_role("link", name="Hele ordningen").click()
    assert "/assistent/ordninger/jobrotation" in opened.value.url
    assert page.frame(url=lambda found: found.endswith("/assistent")) is None, "a page that may not be framed was shown"
    assert any("frame-ancestors" in text or "X-Frame-Options" in text for text in refused), refused
    context.close()


def test_a_page_of_an_unknown_site_shows_nothing(browser, partner_page, tmp_path):
    """An origin that is not configured gets a blank frame."""
    _url, address = partner_page
    (tmp_path / "index.html").write_text(FRAMES.format(address=address), encoding="utf-8")
    with _partner_site(tmp_path) as site:
        page = browser.new_page()
        page.goto(f"{site}/index.html")
        page.wait_for_timeout(500)
        assert not [frame for frame in page.frames if frame.url.startswith(address)]
        page.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_frame_is_accessible_and_fits(open_page, partner_page, width):
    """The embedded chat by itself, empty and with an answer, at the widths that frames have."""
    _url, address = partner_page
    page = open_page(width=width)
    page.goto(f"{address}/assistent/indlejret?lang=en")
    assert not axe(page)
    page.get_by_label("Your question").fill("Can we still use job rotation?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".exchange")).to_contain_text("Job rotation can no longer be granted.")
    assert not axe(page) and page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
