"""Voting on an answer as a page does it: with the ballot that stands under it."""

import re


def ballot_in(page):
    """Return the ballot that a page or fragment carries."""
    return re.search(r'name="ballot" value="([^"]+)"', page)[1]


def ballot_for(browser, question="Hvad er et fleksjob?"):
    """Ask, and return the ballot under the answer."""
    return ballot_in(browser.post("/assistent", {"question": question}, token=False, htmx=True).text)
