"""The steward replaces texts by the official wording; a conflict loses nothing, and the change is on record."""

import pytest
from makers import make_steward, make_user
from sqlalchemy import select

from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event
from partnerhub.strategy import editing
from partnerhub.strategy.editing import Words
from partnerhub.strategy.models import Guidepost, Wording
from partnerhub.strategy.queries import strategy_in_force

OFFICIAL = {
    "title_da": "Den officielle titel",
    "text_da": "Den officielle tekst.",
    "title_en": "The official title",
    "text_en": "The official text.",
    "wording": "official",
}


def _post() -> Guidepost:
    return strategy_in_force().goals[0].guideposts[0]


def _last_event() -> Event:
    return db.session.scalar(select(Event).order_by(Event.seq.desc()).limit(1))


def test_the_steward_puts_in_the_official_wording(browse):
    """A saved text is shown at once in both languages, marked official, and the event keeps it before and after."""
    post = _post()
    before = post.text_da
    steward = browse(make_steward())
    url = f"/strategi/ret/pejlemaerke/{post.id}"
    assert before[:40] in steward.get(url).text
    answer = steward.post(url, OFFICIAL | {"version": post.version})
    assert answer.request.path == "/strategi/pejlemaerker/1.1"
    assert "Den officielle tekst." in answer.text and "Officiel ordlyd" in answer.text
    assert "The official text." in browse().get("/strategi/pejlemaerker/1.1?lang=en").text
    event = _last_event()
    assert (event.name, event.subject_type, event.subject_id) == ("strategy.edited", "guidepost", post.id)
    assert event.payload["before"]["text_da"] == before
    assert event.payload["after"]["text_da"] == "Den officielle tekst."


def test_a_conflict_shows_both_texts(browse):
    """Who saves over a changed text gets 409 with the new text and the own one; saving again is then a choice, not an accident."""
    post = _post()
    steward = make_steward()
    first = post.version
    editing.edit_text(steward, "guidepost", post.id, first, Words("Kollegas titel", text_da="Kollegas tekst."))
    url = f"/strategi/ret/pejlemaerke/{post.id}"
    browser = browse(steward)
    answer = browser.post(url, OFFICIAL | {"version": first}, status=409)
    assert "Kollegas tekst." in answer.text and "Den officielle tekst." in answer.text
    db.session.expire_all()
    assert _post().text_da == "Kollegas tekst."
    seen = next(form["fields"]["version"] for form in browser.page.forms if "version" in form["fields"])
    browser.post(url, OFFICIAL | {"version": seen})
    db.session.expire_all()
    assert _post().text_da == "Den officielle tekst."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_da": "  "}, "Skriv en dansk titel."),
        ({"text_da": "x" * 4001}, "Der er plads til 4000."),
        ({"text_en": "Ring til 010190-1234"}, "ligner et CPR-nummer"),
        ({"title_en": "t" * 161}, "Der er plads til 160."),
    ],
)
def test_bad_input_keeps_what_was_typed(browse, changes, sentence):
    """An empty title, a text too long or a CPR number is refused with a sentence, and nothing is changed or lost."""
    post = _post()
    was = post.text_da
    answer = browse(make_steward()).post(f"/strategi/ret/pejlemaerke/{post.id}", OFFICIAL | {"version": post.version} | changes, status=422)
    assert sentence in answer.text
    assert "The official" in answer.text
    db.session.expire_all()
    assert _post().text_da == was


def test_saving_the_same_is_no_change(app):
    """A text saved as it stands makes no event and no new version."""
    post = _post()
    version, seq = post.version, _last_event().seq
    words = Words(post.title_da, post.title_en, post.text_da, post.text_en, wording=Wording.OWN)
    editing.edit_text(make_steward(), "guidepost", post.id, version, words)
    assert _post().version == version
    assert not db.session.scalar(select(Event).where(Event.seq > seq, Event.name == "strategy.edited"))


def test_the_service_asks_again_who_is_calling(app):
    """A manager who reaches the service is refused, and a stale version changes nothing."""
    post = _post()
    with pytest.raises(RuleBroken, match="tovholder"):
        editing.edit_text(make_user(is_manager=True), "guidepost", post.id, post.version, Words("Kup"))
    with pytest.raises(StaleVersion):
        editing.edit_text(make_steward(), "guidepost", post.id, post.version + 1, Words("Kup"))
    db.session.expire_all()
    assert _post().title_da != "Kup"


def test_name_period_and_source_are_the_steward_s(browse):
    """The frame of a strategy is changed by form; a period that ends before it begins is refused at its field."""
    version = strategy_in_force().version
    browser = browse(make_steward())
    frame = {
        "title_da": "Strategien",
        "starts_on": "01.01.2022",
        "ends_on": "2025-12-31",
        "source_title": "Byrådets udgave",
        "source_year": "2023",
    }
    url = "/strategi/2022-2025/ramme"
    browser.get(url)
    answer = browser.post(url, frame | {"ends_on": "2021-12-31", "version": version}, status=422)
    assert "Perioden skal slutte efter, at den begynder." in answer.text and "Byrådets udgave" in answer.text
    answer = browser.post(url, frame | {"source_year": "i fjor", "version": version}, status=422)
    assert "i fjor" in answer.text
    answer = browser.post(url, frame | {"version": version})
    assert "Kilde: Byrådets udgave, 2023." in answer.text
    browser.post(url, frame | {"title_da": "For sent", "version": version}, status=409)


@pytest.mark.parametrize("url", ["/strategi/ret/pejlemaerke/99999", "/strategi/ret/maal/99999", "/strategi/ret/tekst/99999"])
def test_an_unknown_text_is_not_found(browse, url):
    """Editing what is not there answers 404."""
    browse(make_steward()).get(url, status=404)
