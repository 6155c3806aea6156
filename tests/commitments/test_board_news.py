"""An open board tells what others did, within its selection, never the own acts, and swaps their cards where they stand."""

import re

import pytest
from commitment_makers import colleague, make_commitment, make_entry, make_manager
from makers import make_user

from partnerhub.commitments import service, voices
from partnerhub.events import latest_seq


@pytest.fixture
def board(app, browse):
    """A reader with an open board, an owner with one commitment in progress, and the event number at that moment."""
    owner = make_manager()
    made = make_commitment(by=owner, status="active", title="Et løfte på tavlen")
    browser = browse(make_user())
    browser.get("/forpligtelser")
    return browser, owner, made, latest_seq()


def ask(browser, opened, status=200, told=None, query=""):
    """Ask what is new."""
    return browser.get(f"/forpligtelser/nyt?efter={opened}&set={told or opened}{query}", status=status, htmx=True)


def test_nothing_new_is_nothing(board):
    """Without a new event the answer is empty."""
    browser, _owner, _made, opened = board
    assert ask(browser, opened, 204).data == b""


def test_another_partners_act_is_told_and_swapped_in(board):
    """The sentence names partner, act and reference, never a person; the changed card comes along for its place; then quiet again."""
    browser, owner, made, opened = board
    make_entry(made, owner, 4)
    html = ask(browser, opened).get_data(as_text=True)
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "1 ændring:" in words and f"{owner.partner.shown_name} har meldt fremdrift på {made.reference}" in words
    assert owner.name not in html and owner.email not in html
    assert f'id="c{made.id}" data-card data-hx-swap-oob="true"' in html and "<strong>4</strong>" in html
    assert "Netop ændret: I gang" in words and 'href="/forpligtelser"' in html
    seen = re.search(r"set=(\d+)", html)[1]
    ask(browser, opened, 204, told=seen)


def test_several_changes_are_counted(board):
    """Three acts on two commitments are two changes, the newest first; what was told stays until the board is drawn anew."""
    browser, owner, made, opened = board
    other = make_commitment(by=owner, status="active")
    make_entry(made, owner)
    voices.comment(colleague(owner), made.id, "Godt gået")
    words = ask(browser, opened).get_data(as_text=True)
    assert "2 ændringer:" in words and words.index(f"har kommenteret {made.reference}") < words.index(
        f"har meldt fremdrift på {made.reference}"
    )
    assert f'id="c{other.id}"' in words


def test_own_acts_are_no_news(app, browse):
    """What the reader did is not told back; a colleague's act is."""
    owner = make_manager()
    made = make_commitment(by=owner, status="active")
    browser = browse(owner)
    opened = latest_seq()
    make_entry(made, owner)
    ask(browser, opened, 204)
    make_entry(made, colleague(owner))
    assert b"fremdrift" in ask(browser, opened).data


def test_only_the_selection_is_told(board):
    """News outside the filters, of drafts, or of anything but commitments stay unsaid."""
    browser, owner, made, opened = board
    make_entry(made, owner)
    ask(browser, opened, 204, query="&art=samarbejde")
    assert ask(browser, opened, query="&art=virksomhedspraktik").data
    make_commitment(by=owner, status="draft", title="Hemmelig kladde")
    assert "kladde" not in ask(browser, opened).get_data(as_text=True)


def test_an_outcome_is_told_with_its_state(board):
    """A finished commitment's card says how it ended."""
    browser, owner, made, opened = board
    service.finish(owner, made.id, made.version, service.OUTCOMES[0])
    html = ask(browser, opened).get_data(as_text=True)
    assert "har afsluttet" in html and "Netop ændret: Opfyldt" in html


def test_visitors_and_strange_numbers(board, browse):
    """Visitors are not told; numbers that are none count as zero."""
    assert browse().get("/forpligtelser/nyt?efter=1", status=401, htmx=True).headers["HX-Redirect"].startswith("/konto/log-ind")
    assert board[0].get("/forpligtelser/nyt?efter=x&set=-1", htmx=True).status_code == 200
    assert "board-poll" not in browse().get("/forpligtelser").get_data(as_text=True)


def test_the_board_asks_by_itself(board):
    """The page holds the element that asks every twenty seconds, inside a live region, with the filters in its address."""
    html = board[0].get("/forpligtelser?mine=1").get_data(as_text=True)
    place = re.search(r'aria-live="polite"><div id="board-poll" data-hx-get="([^"]*)" data-hx-trigger="every 20s"', html)
    assert place and re.fullmatch(r"/forpligtelser/nyt\?efter=(\d+)&amp;set=\1&amp;mine=1", place[1])
