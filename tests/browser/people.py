"""People in a browser: they sign in, read their post, fill forms by their labels; each page they meet is looked at."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

from browsing import axe, overflow
from playwright.sync_api import Page, expect

from partnerhub.config import DEMO_PASSWORD

_number = count(1)
PASSWORD = "fire tilfældige ord i rad"
_remembered: dict[tuple[str, str], tuple[Any, str]] = {}


class Person:
    """Someone at a device of their own; `scripts=False` is a browser without JavaScript."""

    def __init__(self, open_page: Callable[..., Page], address: str, width: int = 1280, scripts: bool = True) -> None:
        self.page = open_page(width=width, java_script_enabled=scripts)
        self.address = address
        self.scripts = scripts

    def go(self, path: str) -> "Person":
        """Open an address of the site and look at the page."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self.look()

    def look(self) -> "Person":
        """Assert what every page promises: no axe finding, nothing wider than the window."""
        if self.scripts:
            found = [*axe(self.page), *(f"wider than the window: {element}" for element in overflow(self.page))]
            assert not found, "\n".join([self.page.url, *found])
        return self

    def sign_in(self, mail: str, password: str = DEMO_PASSWORD) -> "Person":
        """Sign in through the form; who did so before in this run comes back with the same cookie, as on a device that is remembered."""
        if known := _remembered.get((self.address, mail)):
            cookies, landed = known
            self.page.context.add_cookies(cookies)
            self.go(landed)
            if "/konto/log-ind" not in self.page.url:
                return self
        self.go("/konto/log-ind").fill("Mail", mail).fill("Adgangskode", password)
        self.press("Log ind")
        _remembered[self.address, mail] = self.page.context.cookies(), self.page.url
        return self

    def fill(self, label: str, text: str) -> "Person":
        """Type into the field with this label."""
        self.page.get_by_label(re.compile(rf"^{re.escape(label)}( \(valgfrit\))?$")).fill(text)
        return self

    def choose(self, label: str, value: str | None = None, index: int | None = None) -> "Person":
        """Choose in the list with this label, by value or by place."""
        self.page.get_by_label(label, exact=True).select_option(value, index=index)
        return self

    def press(self, name: str, within: str = "main") -> "Person":
        """Press the button, and look at the page that comes."""
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        return self.look()

    def open_fold(self, name: str) -> "Person":
        """Open the fold with this name."""
        self.page.locator("summary", has_text=name).first.click()
        return self

    def follow(self, name: str) -> "Person":
        """Follow the link, and look at the page that comes."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        return self.look()

    def sees(self, text: str) -> "Person":
        """Assert that the page says so."""
        expect(self.page.locator("body")).to_contain_text(text)
        return self

    def sees_not(self, text: str) -> "Person":
        """Assert that the page does not say so."""
        expect(self.page.locator("body")).not_to_contain_text(text)
        return self


def fresh(word: str) -> str:
    """Return a name that no earlier story used."""
    return f"{word} {next(_number)}"
