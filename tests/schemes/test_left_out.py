"""A broken row or file costs one scheme at most, which then says so: no other scheme answers for it, and somebody is told what to mend."""

import shutil

import pytest
from sqlalchemy import text

from partnerhub.assistant.asking import Asked, ask, ask_choice
from partnerhub.assistant.models import Outcome
from partnerhub.checks import findings
from partnerhub.clock import today
from partnerhub.database import db, writing
from partnerhub.schemes.keeping import current_knowledge, keeper
from partnerhub.schemes.knowledge import read_knowledge, shipped_knowledge, with_last_good
from partnerhub.schemes.left_out import left_out_file
from partnerhub.schemes.shipped import FOLDER
from partnerhub.schemes.stamp import raise_stamp
from partnerhub.shipping import load_knowledge

QUESTIONS = ["Hvad er mentor?", "mentor", "Hvor mange penge kan man få til mentor?"]
BROKEN_ROWS = {
    "a rate that is not there": "UPDATE answer SET short_da = 'Prisen er {findes-ikke} kr.' WHERE scheme_id = 'mentor' AND facet = 'what'",
    "bad JSON in an answer": "UPDATE answer SET sources = '[' WHERE scheme_id = 'mentor' AND facet = 'what'",
    "a facet that there is none of": "UPDATE answer SET facet = 'hvad' WHERE scheme_id = 'mentor' AND facet = 'who' AND audience = ''",
    "bad JSON in the scheme": "UPDATE scheme SET phases = '{' WHERE id = 'mentor'",
    "a status that there is none of": "UPDATE scheme SET phases = '[{\"status\": \"måske\"}]' WHERE id = 'mentor'",
    "an answer that says nothing": "UPDATE answer SET short_da = ' ' WHERE scheme_id = 'mentor' AND facet = 'money' AND audience = ''",
    "an audience that there is none of": "UPDATE answer SET audience = 'alle' WHERE scheme_id = 'mentor' AND audience = 'company'",
}


def break_row(statement):
    """Change rows as somebody with a database client would, and raise the stamp."""
    with writing() as session:
        assert session.execute(text(statement)).rowcount
        raise_stamp()


@pytest.fixture
def loaded(app):
    """All that ships in the database, and no worker that has read it yet."""
    load_knowledge()
    keeper().forget()
    return app


@pytest.mark.parametrize("statement", BROKEN_ROWS.values(), ids=BROKEN_ROWS)
def test_without_a_good_version_no_other_scheme_answers(loaded, statement):
    """Questions that name it, its buttons, its page and its JSON say that it cannot be answered now; everything else is answered."""
    break_row(statement)
    keeper().forget()
    with loaded.test_request_context():
        for question in QUESTIONS:
            said = ask(Asked(question))
            assert "kan ikke besvares lige nu" in said.message and "Mentor" in said.message, question
            assert (said.kind, said.answer, said.suggestions, said.outcome, said.about[0]) == ("none", None, (), Outcome.OFF, "mentor")
        assert "cannot be answered" in ask(Asked("What is mentor support?", lang="en")).message
        assert "kan ikke besvares lige nu" in ask_choice("mentor", "what", Asked("")).message
        assert ask(Asked("Hvad er et fleksjob?")).answer.scheme == "fleksjob"
        assert ask_choice("findes-ikke", "what", Asked("")) is None
    client = loaded.test_client()
    page = client.get("/assistent/ordninger/mentor")
    assert page.status_code == 503 and "Spørgsmål om Mentor" in page.text and 'class="contact"' in page.text
    assert client.get("/api/v1/schemes/mentor").status_code == 503
    assert client.get("/assistent/ordninger/findes-ikke").status_code == 404
    assert client.get("/assistent/ordninger").status_code == client.get("/assistent?ordning=mentor").status_code == 200
    for url in ("/assistent/frister", "/assistent/find", "/assistent/ordninger/fleksjob", "/assistent/ordninger/personlig-assistance"):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("statement", BROKEN_ROWS.values(), ids=BROKEN_ROWS)
def test_the_last_good_version_serves(loaded, statement, capfd):
    """A worker that knows the scheme goes on telling it as it was, takes in what else is new, and says once which row to mend and how."""
    before = current_knowledge().schemes["mentor"]
    capfd.readouterr()
    break_row(statement)
    break_row("UPDATE answer SET short_da = 'Nyt om fleksjob.' WHERE scheme_id = 'fleksjob' AND facet = 'what' AND audience = ''")
    for _ in range(3):
        break_row("UPDATE answer SET short_en = 'News.' WHERE scheme_id = 'fleksjob' AND facet = 'what' AND audience = ''")
        keeper()._renew(today())
    known = current_knowledge()
    assert known.schemes["mentor"] == before and "mentor" not in known.left_out
    assert known.schemes["fleksjob"].answers["what"].wording.short.da == "Nyt om fleksjob."
    with loaded.test_request_context():
        assert ask(Asked("Hvad er mentor?")).answer.scheme == "mentor"
    told = [line for line in "".join(capfd.readouterr()).splitlines() if "left out" in line]
    assert len(told) == 1 and "mentor" in told[0] and "correct" in told[0]


@pytest.mark.parametrize("statement", BROKEN_ROWS.values(), ids=BROKEN_ROWS)
def test_check_names_the_row_and_the_remedy(loaded, statement):
    """`partnerhub check` fails with the scheme and what to do."""
    break_row(statement)
    wrong = [finding.text for finding in findings() if not finding.sound and finding.text.startswith("knowledge left out")]
    assert len(wrong) == 1 and "mentor" in wrong[0] and "correct" in wrong[0]


@pytest.mark.parametrize(
    "column",
    [
        "facets = '[\"hvad\"]'",
        "schemes = '['",
        "text = cast(x'66656eeda08078' AS text)",
        "text = x'fffec3'",
        f"context = '{'[' * 5000}'",
    ],
    ids=["no facet", "no JSON", "no UTF-8", "bytes", "far too deep"],
)
def test_a_broken_example_question_costs_itself(loaded, column):
    """It is named with its number, and all others are read."""
    whole = len(read_knowledge(today()).phrases)
    number = db.session.scalar(text("SELECT max(id) FROM phrase"))
    break_row(f"UPDATE phrase SET {column} WHERE id = {number}")
    found = read_knowledge(today())
    assert len(found.phrases) == whole - 1 and f"phrase row {number}" in found.row_faults[0] and not found.left_out


@pytest.mark.parametrize("wrong", ["amount = '12,5'", "amount = 'abc'", "amount = ''", "unit = 'kr/stk'", "year = 'abc'"])
def test_a_rate_that_cannot_be_told_leaves_its_scheme_out(loaded, wrong):
    """Nothing that was asked before or after fails for it, a cry for help least of all."""
    break_row(f"UPDATE rate SET {wrong} WHERE scheme_id = 'fleksjob'")
    keeper().forget()
    with loaded.test_request_context():
        assert ask(Asked("Hvad er fleksjob?")).outcome is Outcome.OFF
        assert "70 201 201" in ask(Asked("jeg vil ikke leve mere", ("Hvad er fleksjob?",))).message
        assert ask(Asked("Hvad er mentor?")).answer.scheme == "mentor"
    assert any("fleksjob" in str(finding) and "correct" in str(finding) for finding in findings())


@pytest.mark.parametrize("statement", BROKEN_ROWS.values(), ids=BROKEN_ROWS)
def test_a_broken_row_stops_no_load(loaded, statement):
    """What cannot be read stays for somebody to correct; the package's other schemes are loaded."""
    break_row(statement)
    break_row("UPDATE answer SET shipped_digest = 'older', short_da = 'Gammelt svar.' WHERE scheme_id = 'amu' AND facet = 'what'")
    loaded_now, faults = load_knowledge()
    assert not faults and loaded_now.changed + loaded_now.kept >= 1
    assert "Gammelt svar." not in db.session.execute(text("SELECT short_da FROM answer WHERE scheme_id = 'amu'")).scalars().all()


def test_a_fault_of_reading_is_told_once_a_cause(loaded, monkeypatch, capfd):
    """A database that stays away for minutes is one line in the log, another cause another line, and the same one later again."""
    current_knowledge()
    capfd.readouterr()

    def fail(fault):
        def read(day):
            raise fault

        monkeypatch.setattr(keeper(), "_read", read)
        for _ in range(3):
            keeper()._renew(today())

    fail(RuntimeError("no database"))
    fail(RuntimeError("no table"))
    monkeypatch.setattr(keeper(), "_read", read_knowledge)
    keeper()._renew(today())
    fail(RuntimeError("no table"))
    told = [line for line in "".join(capfd.readouterr()).splitlines() if "not renewed" in line]
    assert len(told) == 3 and "no database" in told[0]


@pytest.fixture
def torn_folder(tmp_path):
    """The package's content with an error of YAML in the file on mentor."""
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    file = folder / "mentor.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\nanswers: [: {", encoding="utf-8")
    return folder


def test_a_broken_file_is_known_by_what_it_is_called(app, torn_folder, capfd):
    """In a fresh database the scheme is missing; its names are read from the file, and the questions on it are not answered by others."""
    load_knowledge(torn_folder)
    assert left_out_file(torn_folder / "mentor.yaml").names[:2] == ("Mentorstøtte", "Mentor support")
    keeper()._read = lambda day: read_knowledge(day, torn_folder)
    keeper().forget()
    with app.test_request_context():
        for question in QUESTIONS:
            assert "Spørgsmål om Mentorstøtte kan ikke besvares lige nu" in ask(Asked(question)).message
    assert app.test_client().get("/assistent/ordninger/mentor").status_code == 503
    assert current_knowledge().never_loaded == ("mentor",)
    assert "".join(capfd.readouterr()).count("never loaded: mentor: see 'partnerhub check'") == 1


def test_without_a_database_the_package_says_the_same(tmp_path, torn_folder):
    """Served from the package alone, the broken file's scheme is left out by name."""
    assert [*shipped_knowledge(tmp_path, torn_folder).left_out] == ["mentor"]


def test_a_scheme_that_is_gone_for_good_is_not_kept(loaded):
    """Only what is broken is served as it was last known; without an earlier reading there is nothing to serve."""
    whole = read_knowledge(today())
    break_row(BROKEN_ROWS["bad JSON in the scheme"])
    broken = read_knowledge(today())
    assert with_last_good(broken, None) is broken and with_last_good(whole, broken) is whole
    assert [*with_last_good(broken, whole).schemes] == [*whole.schemes]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_tells_its_names_though_broken(path):
    """What the first lines say is what the whole file says."""
    scheme = shipped_knowledge(FOLDER).schemes[path.stem]
    assert left_out_file(path).names[:2] == tuple(dict.fromkeys([scheme.name.da, scheme.name.en]))[:2] or scheme.name.da == scheme.name.en
    assert {*scheme.aliases_da, *scheme.aliases_en} <= {*left_out_file(path).names, scheme.name.da, scheme.name.en}
