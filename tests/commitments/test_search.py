"""Free text finds what is meant: spelled otherwise, inflected, with typing errors, by number; and tells nobody what they may not know."""

import pytest
from board_rows import row, save
from commitment_makers import make_commitment, make_manager
from counting import count_queries
from flask_login import AnonymousUserMixin
from makers import make_partner, make_user
from sqlalchemy import select

from partnerhub.commitments import search, service
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.search import CommitmentWord
from partnerhub.commitments.selection import Selection
from partnerhub.commitments.vocabulary import Vocabulary, fold, typed_words, words_of
from partnerhub.database import db, writing
from partnerhub.stemming import danish_stem

VISITOR = AnonymousUserMixin()


def matches(q: str, user) -> tuple[set[str], list[str]]:
    """Return the titles that a text finds and the words that were searched for instead."""
    selection = Selection.from_args({"q": q}, user)
    found = db.session.execute(select(Commitment.title).where(*selection.clauses())).scalars()
    return set(found), selection.matches.corrections


@pytest.fixture
def reader(app):
    """Four commitments that differ in their words, and a partner who looks for them."""
    owner = make_partner("company", "Demosmedjen Ærø", short_name="Smedjen")
    save(
        row(owner, title="Lærlinge i smedjen", what="Hemmelig aftale om nattevagter", reference="F-2026-0042"),
        row(owner, title="Svejsekursus for alle", kind="upskilling"),
        row(owner, title="Voksen-lærling på havnen", kind="adult_apprenticeship"),
        row(owner, title="Åbent hus i øvelokalet, 42 pladser", kind="cooperation", status="proposed"),
        words=True,
    )
    return make_user()


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("laerlige", "Lærlinge i smedjen"),
        ("LÆRLINGEN", "Lærlinge i smedjen"),
        ("svejsekrusus", "Svejsekursus for alle"),
        ("svejsekurser", "Svejsekursus for alle"),
        ("kursus", "Svejsekursus for alle"),
        ("opkvalificering", "Svejsekursus for alle"),
        ("voksenlærling", "Voksen-lærling på havnen"),
        ("voksen-laerling", "Voksen-lærling på havnen"),
        ("havn", "Voksen-lærling på havnen"),
        ("aabent hus", "Åbent hus i øvelokalet, 42 pladser"),
        ("ovelokale", "Åbent hus i øvelokalet, 42 pladser"),
        ("nattevagt", "Lærlinge i smedjen"),
        ("F-2026-0042", "Lærlinge i smedjen"),
        ("f-2026-42", "Lærlinge i smedjen"),
    ],
)
def test_it_finds_what_was_meant(reader, q, title):
    """Spelling, inflection, parts of compounds, typing errors and reference numbers lead to the commitment."""
    found, _corrected = matches(q, reader)
    assert title in found


def test_a_number_is_a_reference_or_a_word(reader):
    """ "42" finds the reference number of any year and the number in a title; a full reference finds itself alone."""
    assert matches("42", reader)[0] == {"Lærlinge i smedjen", "Åbent hus i øvelokalet, 42 pladser"}
    assert matches("F-2026-0042", reader)[0] == {"Lærlinge i smedjen"}
    assert matches("F-2025-0042", reader)[0] == set()


def test_all_words_must_be_there(reader):
    """More words find fewer; small words do not count; the owner's name does."""
    assert matches("smedjen svejsekursus", reader)[0] == {"Svejsekursus for alle"}
    assert matches("lærlinge på svejsekursus", reader)[0] == set()
    assert len(matches("ærø", reader)[0]) == 4


def test_a_correction_is_told_as_it_is_written(reader):
    """The word searched for instead is shown with its own letters; a word that was known is not told as corrected."""
    assert matches("svejsekrusus", reader)[1] == ["svejsekursus"]
    assert matches("laerlige", reader)[1] == ["lærlinge"]
    assert matches("lærlinge", reader)[1] == []
    assert matches("qqqqqqqq", reader) == (set(), [])


def test_visitors_search_public_words_only(reader):
    """A visitor finds by title and owner, never by the text, and is never offered a word that only stands where they may not look."""
    assert matches("nattevagter", reader)[0] and not matches("nattevagter", VISITOR)[0]
    assert matches("nattevagtre", reader)[1] == ["nattevagter"]
    assert matches("nattevagtre", VISITOR) == (set(), [])
    assert matches("svejsekrusus", VISITOR) == ({"Svejsekursus for alle"}, ["svejsekursus"])
    assert not matches("øvelokalet", VISITOR)[0] and matches("øvelokalte", VISITOR)[1] == []


def test_a_draft_lends_no_words(app):
    """Words of another partner's draft neither find nor correct."""
    manager = make_manager()
    make_commitment(status="draft", by=manager, title="Zebravogne", what="")
    assert matches("zebravogen", make_user()) == (set(), [])


def test_the_words_follow_the_title(app):
    """After an edit the new words find it and the old ones do not; a deleted draft leaves no words; the vocabulary is not stale."""
    manager = make_manager()
    made = make_commitment(by=manager, title="Gamle ord her", what="")
    assert matches("gamle", manager)[0] == {"Gamle ord her"}
    terms = service.agreement.terms_of(made)
    service.edit(manager, made.id, made.version, type(terms)(**{**terms.__dict__, "title": "Splinternyt"}))
    assert matches("splinternyt", manager)[0] == {"Splinternyt"} and not matches("gamle", manager)[0]
    gone = make_commitment(status="draft", by=manager)
    service.delete_draft(manager, gone.id, gone.version)
    assert not db.session.scalars(select(CommitmentWord).where(CommitmentWord.commitment_id == gone.id)).all()


def test_a_partner_with_a_new_name(app):
    """The commitments of a partner are found by its new name once its words are written anew."""
    owner = make_partner("company", "Demo Gammelnavn")
    save(row(owner, title="Et løfte"), words=True)
    with writing() as session:
        session.merge(owner).name = "Demo Nytnavn"
        search.index_owner(owner.id)
    assert matches("nytnavn", make_user())[0] == {"Et løfte"} and not matches("gammelnavn", make_user())[0]


def test_writing_the_same_words_again_changes_nothing(app):
    """Indexing twice leaves the same rows."""
    made = save(row(make_partner(), title="Samme ord", what="og flere ord"), words=True)[0]
    before = {(w.word_id, w.is_public) for w in db.session.scalars(select(CommitmentWord))}
    with writing():
        search.index(made)
    assert {(w.word_id, w.is_public) for w in db.session.scalars(select(CommitmentWord))} == before


def test_a_search_takes_few_queries(app, reader):
    """The words of a question are looked up in three statements, whatever it asks."""
    for q in ("svejsekrusus", "smedjen lærlinge havnen hus", "42"):
        with count_queries(app) as sent:
            search.understand(q, False)
        assert len(sent) <= 2 + len(q.split())


@pytest.mark.parametrize("q", ["%", "_", "'", "\\", "😀", "a" * 200, "- - -", "F-", "#", "og på i", '"; DROP TABLE'])
def test_strange_questions_find_something_or_nothing(reader, q):
    """Wildcards, quotes, emoji and hyphens are text like any other."""
    found, _corrected = matches(q, reader)
    assert found <= {c.title for c in db.session.scalars(select(Commitment))}


def test_one_form_for_every_spelling():
    """æ/ae, ø/oe, å/aa, accents, case and composed letters are one word; small words are left out; hyphens split and join."""
    assert fold("Ærø") == fold("AEROE") == "aeroe"
    assert fold("a\u030a") == fold("å") == fold("aa")
    assert fold("idé") == "ide"
    assert words_of("Voksen-lærling og 3 børn") == {
        "voksen": "voksen", "laerling": "lærling", "voksenlaerling": "voksenlærling", "3": "3", "boern": "børn"
    }  # fmt: skip
    assert typed_words("lærlinge på vej") == ["laerlinge", "vej"]
    assert typed_words("og") == ["og"]
    assert danish_stem("laerlingene") == danish_stem("laerlinge")


def test_the_nearest_words():
    """A typing error leads to the nearest known words; short words and numbers to nothing far away."""
    vocabulary = Vocabulary()
    vocabulary.add((n, w, danish_stem(w), w) for n, w in enumerate(["laerlinge", "laerling", "havn", "hav", "2027"], start=1))
    shown = [vocabulary.shown[n] for n in vocabulary.nearest("laerlige")]
    assert shown == ["laerlinge"]
    assert vocabulary.nearest("2026") == [] and vocabulary.nearest("x") == []
    assert {vocabulary.shown[n] for n in vocabulary.nearest("hamn")} == {"havn"}
