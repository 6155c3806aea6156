"""What browser tests do with pages: open them, watch their scripts, ask axe about them."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

AXE = Path(__file__).resolve().parent.parent / "build" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HEIGHT = 800


@contextlib.contextmanager
def contexts(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens a page in a context of its own; at the end assert that no script failed and close all.

    The function takes `width` in pixels and Playwright's options of a context, `java_script_enabled=False` among them.
    """
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(width: int = 1280, **options: Any) -> Page:
        defaults = {"locale": "da-DK", "timezone_id": "Europe/Copenhagen", "reduced_motion": "reduce"}
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **{**defaults, **options})
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: faults.extend(_fault(page, message)))
        return page

    try:
        yield open_page
    finally:
        for context in opened:
            context.close()
    assert not faults, "scripts failed or were refused:\n" + "\n".join(faults)


def _fault(page: Page, message: ConsoleMessage) -> list[str]:
    """A console error, except that the server answered with an error page, which tests ask for on purpose."""
    if message.type != "error" or message.text.startswith("Failed to load resource") or "Response Status Error Code" in message.text:
        return []
    return [f"{page.url}: {message.text}"]


# Every element with its attributes, and whether it holds words: what axe looks at, but for which words and numbers they are.
_SHAPE = """where => {
  const free = new Set(['href', 'value', 'id', 'for', 'name', 'content', 'action', 'src', 'd', 'points', 'aria-labelledby',
    'aria-describedby']);
  const shape = (element, depth) => {
    const said = [...element.attributes].filter(one => !free.has(one.name) && !one.name.startsWith('hx-'))
      .map(one => one.name + '=' + one.value.replace(/[0-9]+/g, '#')).sort().join(' ');
    const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const inside = [...element.children].map(child => shape(child, depth + 1));
    return depth + element.tagName + ' ' + said + words + inside.join('\\n');
  };
  const root = where ? document.querySelector(where) : document.body;
  if (!root) return '';
  return innerWidth + document.documentElement.lang + Boolean(document.title) + shape(root, 0);
}"""
_fine: set[int] = set()


def axe(page: Page, include: str | None = None) -> list[str]:
    """Return axe's findings on the page by WCAG 2.2 AA, a line for each: rule, help, and the elements; empty when it is fine.

    A page that differs from one found fine only in its words is not looked at again. It fetches nothing for its rules
    on orientation and sound: `test_house` reads the style sheets, and no page has sound.
    """
    page.wait_for_load_state()  # a page that is just being left has no elements
    page.wait_for_selector("body", state="attached")
    shape = page.evaluate(_SHAPE, include)
    if shape and hash(shape) in _fine:
        return []
    if not page.evaluate("() => 'axe' in window"):
        session = page.context.new_cdp_session(page)  # past the page's CSP, as a script tag is not
        session.send("Runtime.evaluate", {"expression": AXE.read_text()})
        session.detach()
    result = page.evaluate(
        "([where, options]) => axe.run(where || document, options)",
        [include, {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"], "preload": False}],
    )
    if not result["violations"]:
        _fine.add(hash(shape))
    return [
        f"{found['id']}: {found['help']}: " + "; ".join(f"{node['target']} {node['html'][:160]}" for node in found["nodes"])
        for found in result["violations"]
    ]


def overflow(page: Page) -> list[str]:
    """Return the elements that make the page wider than its window, so that it scrolls sideways; empty when none does."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.body.querySelectorAll('*')]
            .filter(element => element.getBoundingClientRect().right > width + 1)
            .map(element => element.outerHTML.slice(0, 120));
        }"""
    )
