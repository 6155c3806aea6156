"""What ships reaches the database once, follows newer packages, and never overwrites what was edited here."""

import json

import pytest
from counting import count_queries
from makers import make_steward
from scheme_makers import make_scheme, scheme_data, write_phrases, write_scheme
from sqlalchemy import func, select

from partnerhub import events
from partnerhub.clock import now
from partnerhub.database import db, writing
from partnerhub.schemes import models
from partnerhub.schemes.knowledge import read_knowledge, shipped_knowledge
from partnerhub.schemes.loading import Loaded, Unread, load_shipped
from partnerhub.schemes.phrases import Phrase, read_sound_phrases
from partnerhub.schemes.shipped import FOLDER, read_all
from partnerhub.schemes.stamp import read_stamp
from partnerhub.schemes.terms import Facet
from partnerhub.shipping import PHRASES, load_knowledge

ASKED = Phrase("Hvad er det?", "da", "plain", "company", ("alfa",), (Facet.WHAT,), ("Før det",))


@pytest.fixture
def alfa():
    """The data of one scheme."""
    return scheme_data("alfa")


def load(folder, *data, phrases=(), **unread):
    """Load the schemes that these data make."""
    return load_shipped({entry["id"]: make_scheme(folder, entry) for entry in data}, phrases, Unread(**unread))


def answer(facet="what", audience=""):
    """Return an answer's row."""
    return db.session.scalar(select(models.Answer).where(models.Answer.facet == facet, models.Answer.audience == audience))


def events_of_loading():
    """Return the payloads of what was loaded, in order."""
    return list(db.session.scalars(select(events.Event.payload).where(events.Event.name == "knowledge.loaded").order_by(events.Event.seq)))


def test_everything_that_ships_is_read_back_as_it_was(each_database):
    """The database gives the very values that the files hold, none of them reviewed, on SQLite and on PostgreSQL."""
    loaded, faults = load_knowledge()
    assert loaded.added > 500 and loaded.phrases_added > 2000 and not faults
    shipped, stored = shipped_knowledge(PHRASES), read_knowledge(now().date())
    assert stored.schemes == shipped.schemes and list(stored.schemes) == list(shipped.schemes)
    assert stored.reviews == shipped.reviews
    assert stored.phrases == shipped.phrases
    assert {type(facet) for phrase in stored.phrases for facet in phrase.facets} == {Facet}
    assert stored.stamp == read_stamp() == 1 and events.verify() is None


def test_a_second_load_changes_nothing(each_database, tmp_path, alfa):
    """No row, no event and no new stamp come of loading the same package again."""
    load(tmp_path, alfa, phrases=[ASKED, ASKED])
    assert load(tmp_path, alfa, phrases=[ASKED]) == Loaded()
    assert len(events_of_loading()) == 1 and read_stamp() == 1
    assert db.session.scalar(select(func.count()).select_from(models.Phrase)) == 1


def test_a_load_is_one_event(app, tmp_path, alfa):
    """A load that changed something counts the stamp up once and says in its event what it did."""
    load(tmp_path, alfa, phrases=[ASKED])
    # a scheme, two answers and a wording for companies, a rate, two sources; one question
    assert events_of_loading() == [{"added": 7, "changed": 0, "kept": 0, "removed": 0, "phrases_added": 1, "phrases_removed": 0}]


def test_untouched_words_follow_the_package(each_database, tmp_path, alfa):
    """A newer package's words replace those nobody edited here; the old words are kept as a revision and must be reviewed anew."""
    load(tmp_path, alfa)
    steward = make_steward()
    with writing():
        row = answer()
        row.reviewed_at, row.reviewed_by_id = now(), steward.id
    alfa["answers"]["what"]["short"]["da"] = "Helt nye ord."
    loaded = load(tmp_path, alfa)
    assert (loaded.changed, loaded.added, loaded.removed) == (1, 0, 0)
    row = answer()
    assert (row.short_da, row.reviewed_at, row.reviewed_by_id, row.version) == ("Helt nye ord.", None, None, 2)
    revision = db.session.scalar(select(models.Revision))
    assert (revision.scheme_id, revision.facet, revision.editor_id) == ("alfa", Facet.WHAT, None)
    assert revision.before["short_da"] == "Den giver {sats-2024}."
    assert read_stamp() == 2


def test_newer_dates_alone_leave_a_review_standing(app, tmp_path, alfa):
    """When the package only checked its words again, what the municipality has reviewed stays reviewed."""
    load(tmp_path, alfa)
    with writing():
        answer().reviewed_at = now()
    alfa["checked_on"] = "2027-01-15"
    load(tmp_path, alfa)
    assert answer().reviewed_at and answer().checked_on.isoformat() == "2027-01-15"
    assert db.session.scalar(select(func.count()).select_from(models.Revision)) == 0


def test_words_edited_here_survive_an_upgrade(each_database, tmp_path, alfa):
    """An edited answer keeps its words; the package's newer ones wait beside them, told once."""
    load(tmp_path, alfa)
    with writing():
        row = answer()
        row.short_da, row.is_edited, row.reviewed_at = "Vores egne ord.", True, now()
    alfa["answers"]["what"]["short"]["da"] = "Pakkens nye ord."
    assert load(tmp_path, alfa).kept == 1
    row = answer()
    assert (row.short_da, row.newer_shipped["short_da"]) == ("Vores egne ord.", "Pakkens nye ord.")
    assert row.reviewed_at
    assert not load(tmp_path, alfa).anything


def test_what_an_edited_answer_names_is_not_removed(app, tmp_path, alfa):
    """A rate or source that the package drops stays while the scheme has words of its own here, which may name it."""
    load(tmp_path, alfa)
    with writing():
        row = answer()
        row.is_edited = True
    alfa["rates"] = {}
    alfa["answers"]["what"] = {"short": {"da": "Uden sats.", "en": "No rate."}, "src": ["s1"]}
    del alfa["sources"]["s2"]
    load(tmp_path, alfa)
    stored = read_knowledge(now().date()).schemes["alfa"]
    assert "sats-2024" in stored.rates and set(stored.sources) == {"s1", "s2"}
    assert stored.answers[Facet.WHAT].wording.short.da == "Den giver {sats-2024}."


def test_what_the_package_drops_is_removed(each_database, tmp_path, alfa):
    """Schemes, answers, rates and sources that no longer ship go, with everything that hangs on them; others stay."""
    load(tmp_path, alfa, scheme_data("beta"))
    del alfa["answers"]["who"], alfa["sources"]["s2"]
    loaded = load(tmp_path, alfa)
    assert loaded.removed == 1 + 1 + 7
    stored = read_knowledge(now().date()).schemes
    assert set(stored) == {"alfa"} and set(stored["alfa"].answers) == {Facet.WHAT} and set(stored["alfa"].sources) == {"s1"}


def test_what_was_made_or_edited_here_is_never_removed(app, tmp_path, alfa):
    """A scheme added here, and one edited here, stay when the package does not hold them."""
    load(tmp_path, alfa)
    with writing() as session:
        answer().is_edited = True
        columns = {column.name: getattr(session.get(models.Scheme, "alfa"), column.name) for column in models.Scheme.__table__.columns}
        session.add(models.Scheme(**columns | {"id": "lokal", "shipped_digest": ""}))
    assert not load(tmp_path).anything
    assert set(db.session.scalars(select(models.Scheme.id))) == {"alfa", "lokal"}


def test_questions_follow_the_package(each_database, tmp_path):
    """Shipped questions come and go with the package; those added here stay, and none stands twice."""
    other = Phrase("Noget andet?", "da", "plain", None, (), ())
    load(tmp_path, phrases=[ASKED, other])
    with writing() as session:
        row = session.scalar(select(models.Phrase).where(models.Phrase.text == "Noget andet?"))
        row.origin = "local"
    loaded = load(tmp_path, phrases=[Phrase("En ny?", "da", "plain", None, (), ())])
    assert (loaded.phrases_added, loaded.phrases_removed) == (1, 1)
    assert {phrase.text for phrase in read_knowledge(now().date()).phrases} == {"Noget andet?", "En ny?"}
    assert load(tmp_path, phrases=[Phrase("En ny?", "da", "plain", None, (), ()), other]) == Loaded()


def test_a_broken_file_costs_that_file_alone(app, tmp_path, alfa):
    """The fault names file, line and remedy; the others are loaded, and what the broken file gave before stays."""
    content, questions = tmp_path / "content", tmp_path / "training"
    write_scheme(content, alfa)
    write_phrases(questions, {"question": "Hvad er det?", "scheme": ["alfa"], "facet": ["what"]})
    load_knowledge(content, questions)
    (content / "alfa.yaml").write_text("id: alfa\nname: [", encoding="utf-8")
    write_scheme(content, scheme_data("beta"))
    write_phrases(questions, {"question": "Og beta?", "scheme": ["beta"]}, name="b")
    (questions / "a.jsonl").write_text(json.dumps({"question": "Uden ordning?"}), encoding="utf-8")
    loaded, faults = load_knowledge(content, questions)
    assert [(fault.path.name, fault.line) for fault in faults] == [("alfa.yaml", 3), ("a.jsonl", 1)]
    assert "mend the YAML" in str(faults[0]) and "mend the phrase: 'scheme'" in str(faults[1])
    assert loaded.removed == loaded.phrases_removed == 0
    stored = read_knowledge(now().date())
    assert set(stored.schemes) == {"alfa", "beta"} and {phrase.text for phrase in stored.phrases} == {"Hvad er det?", "Og beta?"}


def test_a_file_that_is_no_text_is_named(tmp_path):
    """A file of questions in another encoding is a fault with a remedy, not a crash."""
    (tmp_path / "a.jsonl").write_bytes('{"question": "Små?", "scheme": []}'.encode("latin-1"))
    found, faults = read_sound_phrases(tmp_path)
    assert not found and str(faults[0]) == "a.jsonl, line 1: save the file as UTF-8"


def test_a_load_that_fails_leaves_nothing(app, tmp_path, alfa, monkeypatch):
    """All of a package is loaded or none of it."""
    content = {"alfa": make_scheme(tmp_path, alfa)}
    with pytest.raises(AttributeError):
        load_shipped(content, [ASKED, "ingen frase"])
    assert db.session.scalar(select(func.count()).select_from(models.Scheme)) == 0 and read_stamp() == 0


def test_loading_asks_the_same_number_of_questions_whatever_there_is(app, tmp_path, alfa):
    """The statements of a load do not grow with the number of schemes."""
    counted = []
    for number in (2, 30):
        many = [scheme_data(f"{number}-{place}") for place in range(number)]
        load(tmp_path, *many)
        for entry in many:
            entry["answers"]["what"]["short"]["da"] = "Nye ord."
        with count_queries(app) as sent:
            load(tmp_path, *many)
        counted.append(len(sent))
    assert counted[0] == counted[1] < 20


def test_reading_takes_seven_queries(app, tmp_path, alfa):
    """However much is known, it is read at once."""
    load_knowledge()
    assert len(read_all(FOLDER)[0]) > 1
    with count_queries(app) as sent:
        read_knowledge(now().date())
    assert len([text for text in sent if text.startswith("SELECT")]) == 7
