"""Whom citizens can reach and what is switched off: set in one worker, said in all of them within two seconds."""

import time
from datetime import time as clock

import pytest
from counting import count_queries
from makers import make_steward, make_user
from sqlalchemy import text

from partnerhub.assistant import settings
from partnerhub.assistant.asking import Asked, ask, ask_choice, contact_sentence, unwritable
from partnerhub.assistant.brain import _model
from partnerhub.assistant.examples import Example
from partnerhub.assistant.models import Outcome
from partnerhub.assistant.service import ContactFacts, set_contact, switch_off, switch_on
from partnerhub.assistant.settings import current_settings
from partnerhub.assistant.suggesting import suggestions
from partnerhub.checks import findings
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event
from partnerhub.shipping import load_knowledge

FACTS = ContactFacts("59 00 00 00", "spoerg@demo.example", ((clock(9), clock(15)),) * 5 + (None, None))


@pytest.fixture
def two_workers(make_app):
    """Two workers on one database with the knowledge in it; each has already answered."""
    first, second = make_app(), make_app()
    with first.app_context():
        load_knowledge()
    for worker in (first, second):
        assert worker.test_client().post("/assistent", data={"question": "Hvad er et fleksjob?"}).status_code == 200
    return first, second


def reply(worker, question):
    """Return the API's answer of a worker."""
    return worker.test_client().post("/api/v1/assistant/ask", json={"question": question}).get_json()


def test_the_database_wins_over_the_environment(make_app):
    """What the environment names holds until the steward has filled the page in; then that holds, empty fields too."""
    app = make_app(CONTACT_PHONE="11 11 11 11", CONTACT_MAIL="fra@miljoeet.example")
    with app.test_request_context():
        assert "11 11 11 11" in contact_sentence("da") and "fra@miljoeet.example" in contact_sentence("da")
        set_contact(make_steward(), 0, ContactFacts("59 00 00 00", ""))
        assert "ring 59 00 00 00." in contact_sentence("da") and "miljoeet" not in contact_sentence("da")


def test_the_contact_stands_beside_what_is_not_answered(app, browse):
    """Front page, chat, pages about Partnerhub, and every answer that is none or asks back name the human and the hours."""
    set_contact(make_steward(), 0, FACTS)
    browser = browse()
    for url in ("/", "/om", "/assistent", "/assistent/ordninger/fleksjob"):
        page = browser.get(url).text
        assert 'href="tel:59000000"' in page and "spoerg@demo.example" in page and "Mandag–fredag" in page, url
        assert ("Åbent nu" in page) or ("Lukket nu" in page), url
    for question in ("Hvem vinder VM i fodbold?", "tilskud"):
        body = reply(app, question)
        assert body["kind"] in {"none", "clarify"} and "59 00 00 00" in body["message"] and " nu" in body["message"]


def test_a_new_contact_is_said_by_the_other_worker_within_two_seconds(two_workers):
    """A worker looks at most once a second, and before it answers: also one that nobody has asked for a while."""
    first, second = two_workers
    with first.app_context():
        set_contact(make_steward(), 0, FACTS)
    assert settings.LOOK_EVERY <= 2
    time.sleep(settings.LOOK_EVERY)
    assert "59 00 00 00" in reply(second, "Hvem vinder VM i fodbold?")["message"]


def test_everything_can_be_switched_off_in_every_worker(two_workers):
    """Off, the API says none with the reason, the chat and the front page show it, and the schemes' pages stay; and on again."""
    first, second = two_workers
    with first.app_context():
        steward = make_steward()
        switch_off(steward, "", "Vi retter satserne.", "We are correcting the rates.")
    time.sleep(settings.LOOK_EVERY)
    for worker in (first, second):
        body = reply(worker, "Hvad er et fleksjob?")
        assert body["kind"] == "none" and body["answer"] is None and body["suggestions"] == [] and "Vi retter satserne." in body["message"]
        client = worker.test_client()
        for url in ("/assistent", "/"):
            page = client.get(url).text
            assert "Vi retter satserne." in page and 'name="question"' not in page
        assert "We are correcting the rates." in client.get("/assistent?lang=en").text
        assert "Vi retter satserne." in client.post("/assistent", data={"choice": "→valg:fleksjob:what"}).text
        assert "Kilder" in client.get("/assistent/ordninger/fleksjob").text
        assert client.post("/assistent/forslag", data={"question": "fleksjob"}).text.strip() == ""
    with second.app_context():
        switch_on(db.session.get(type(steward), steward.id), "")
    time.sleep(settings.LOOK_EVERY)
    assert reply(first, "Hvad er et fleksjob?")["kind"] == "answer"


def test_a_scheme_can_be_switched_off(app):
    """Its questions get the reason, its buttons too, and it is offered nowhere; the others are answered, and its page stays."""
    load_knowledge()
    steward = make_steward()
    switch_off(steward, "fleksjob", "Reglerne ændres.", "The rules are changing.")
    with app.test_request_context():
        for said in (ask(Asked("Hvad er et fleksjob?")), ask_choice("fleksjob", "what", Asked(""))):
            assert said.kind == "none" and said.outcome == Outcome.OFF and "Reglerne ændres." in said.message
        assert "The rules are changing." in ask(Asked("What is a flexjob?", lang="en")).message
        assert all(choice.scheme != "fleksjob" for choice in ask(Asked("Hvad er løntilskud?")).suggestions)
        assert ask(Asked("Hvad er løntilskud?")).answer.scheme == "loentilskud"
        assert "fleksjob" not in [found.scheme for found in suggestions("fleksjob", "da")]
    client = app.test_client()
    page = client.get("/assistent/ordninger/fleksjob").text
    assert "Reglerne ændres." in page and "/assistent?ordning=fleksjob" not in page
    assert "/assistent?ordning=mentor" in client.get("/assistent/ordninger/mentor").text
    pressed = client.post("/assistent", data={"choice": "→valg:fleksjob:who"}).text
    assert "Fleksjob: Hvem kan bruge det?" in pressed and "</span> fleksjob<" not in pressed
    names = [event.name for event in db.session.query(Event).order_by(Event.seq)]
    assert names[-1] == "assistant.switched_off"


def test_help_is_given_though_everything_is_off(app):
    """Who speaks of taking their own life gets the help lines whatever is switched off."""
    load_knowledge()
    switch_off(make_steward(), "", "Lukket.", "Closed.")
    with app.test_request_context():
        message = ask(Asked("Jeg vil ikke leve mere")).message
    assert "70 201 201" in message and "Lukket." not in message


def test_what_is_set_costs_no_query_a_question(app, monkeypatch):
    """Questions are answered from memory; the two small tables are read once for all of them."""
    with app.test_request_context():
        ask(Asked("Hvad er et fleksjob?"))
        monkeypatch.setattr(settings, "LOOK_EVERY", 3600.0)
        with count_queries(app) as sent:
            for _ in range(20):
                ask(Asked("Hvem vinder VM i fodbold?"))
    assert not [statement for statement in sent if "human_contact" in statement or "assistant_switch" in statement]


def test_what_was_read_last_serves_while_the_database_is_away(app, monkeypatch):
    """A table that cannot be read takes nobody's answer away."""
    set_contact(make_steward(), 0, FACTS)
    assert current_settings().contact.phone == "59 00 00 00"
    monkeypatch.setattr(settings, "LOOK_EVERY", 0.0)
    db.session.execute(text("DROP TABLE human_contact"))
    db.session.commit()
    assert current_settings().contact.phone == "59 00 00 00"


def test_only_the_right_people_set_it(app):
    """The contact is the steward's; switches are the editor's too; nobody else's."""
    steward, member = make_steward(), make_user()
    editor = make_user(steward.partner, is_editor=True)
    for person in (member, editor):
        with pytest.raises(RuleBroken):
            set_contact(person, 0, FACTS)
    with pytest.raises(RuleBroken):
        switch_off(member, "", "x", "x")
    with pytest.raises(RuleBroken):
        switch_on(member, "")
    switch_off(editor, "", "Lukket.", "Closed.")


@pytest.mark.parametrize(
    ("scheme", "da", "en", "field"), [("findes-ikke", "a", "b", "scheme"), ("", " ", "b", "reason_da"), ("", "a", "", "reason_en")]
)
def test_a_switch_needs_a_scheme_and_both_reasons(app, scheme, da, en, field):
    """What is missing is named, and nothing is switched off."""
    with pytest.raises(RuleBroken) as broken:
        switch_off(make_steward(), scheme, da, en)
    assert broken.value.field == field and not current_settings().off


def test_a_stale_contact_and_crooked_hours_are_refused(app):
    """Two stewards do not overwrite each other, and no day closes before it opens."""
    steward = make_steward()
    row = set_contact(steward, 0, FACTS)
    set_contact(steward, row.version, FACTS)
    with pytest.raises(StaleVersion):
        set_contact(steward, 1, FACTS)
    with pytest.raises(RuleBroken):
        set_contact(steward, 2, ContactFacts("1", "", ((clock(15), clock(9)),) * 7))


def test_check_stays_red_until_all_is_filled_in(app):
    """Phone, mail and opening hours: what is missing is named."""

    def contact():
        return next(found for found in findings() if found.text.startswith("contact for citizens"))

    steward = make_steward()
    assert not contact().sound and "no phone, no mail, no opening hours" in contact().text
    set_contact(steward, 0, ContactFacts("59 00 00 00", "x@demo.example"))
    assert not contact().sound and "no opening hours" in contact().text and "no phone" not in contact().text
    set_contact(steward, 1, FACTS)
    assert contact().sound


@pytest.mark.parametrize("hours", ["{", '[["9", "x"]]', "[5]"])
def test_a_contact_that_cannot_be_read_counts_as_not_given(app, hours):
    """Questions are answered on, and `partnerhub check` names the row and the remedy."""
    with app.test_request_context():
        set_contact(make_steward(), 0, FACTS)
        db.session.execute(text("UPDATE human_contact SET hours = :hours"), {"hours": hours})
        db.session.commit()
        settings.memory().forget()
        assert ask(Asked("Hvad er et fleksjob?")).answer and "ikke oplyst her endnu" in contact_sentence("da")
        assert any("human_contact cannot be read" in finding.text and not finding.sound for finding in findings())


def test_what_is_off_stays_off_though_its_reason_cannot_be_read(app):
    """Bytes that are no text cost the reason, not the switch."""
    with app.test_request_context():
        load_knowledge()
        switch_off(make_steward(), "fleksjob", "Vi retter satserne", "We are mending the rates.")
        assert "satserne. " in ask(Asked("Hvad er et fleksjob?")).message
        db.session.execute(text("UPDATE assistant_switch SET reason_da = cast(x'66fe' AS text)"))
        db.session.commit()
        settings.memory().forget()
        assert ask(Asked("Hvad er et fleksjob?")).outcome is Outcome.OFF
        assert any("assistant_switch cannot be read" in finding.text for finding in findings())


def test_an_unwritable_folder_is_named_and_costs_no_answer(app, tmp_path, monkeypatch):
    """A worker that cannot keep what it learns learns by itself, and `check` says what to set."""
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setitem(app.config, "ASSISTANT_CACHE", blocked / "models")
    with app.app_context():
        assert "set ASSISTANT_CACHE" in unwritable()
    some = [Example("hvad er mentor", ("mentor",)), Example("hvad er fleksjob", ("fleksjob",))] * 3
    assert _model("wanted", lambda: some, blocked / "models").schemes == ("fleksjob", "mentor")
