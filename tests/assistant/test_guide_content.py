"""The guide's files: they hold together, name their sources, say no figure that these do not, and a broken one harms nothing else."""

import shutil
from functools import cache

import pytest
from dossier_facts import figures, read_dossier

from partnerhub.assistant import guide_reading
from partnerhub.assistant.guide_reading import FOLDER, read_guide
from partnerhub.schemes.shipped import read_all

GUIDE, FAULTS = read_guide()
SCHEMES = read_all()[0]
dossier = cache(read_dossier)


def _sentences():
    """Each sentence of the guide with its scheme and sources."""
    for key, fit in GUIDE.fits.items():
        for said in (fit.why, *(need.said for need in fit.needs), *fit.check):
            yield key, said.text, said.sources
    for deadline in GUIDE.deadlines.values():
        for rule in (*(one.rule for one in deadline.days), *([deadline.note] if deadline.note else [])):
            yield deadline.scheme, rule.text, rule.sources
    for item in GUIDE.untold:
        yield item.scheme, item.said.text, item.said.sources
    for ready in GUIDE.lists.values():
        for item in ready.items:
            yield ready.scheme, item.text, item.sources


def test_the_files_hold_together():
    """No file has a fault, and every scheme that ships has its conditions."""
    assert FAULTS == []
    assert set(GUIDE.fits) == set(SCHEMES)


def test_every_sentence_names_sources_that_can_be_shown():
    """Each condition, rule and item rests on sources of the scheme's own page."""
    for scheme, text, sources in _sentences():
        for key in sources:
            owner, _, own = key.rpartition("/")
            assert own in SCHEMES[owner or scheme].sources, f"{scheme}: {text.da}: no source {key}"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_figure_is_made_up(lang):
    """Every number in a sentence stands in the facts that its sources carry."""
    for scheme, text, sources in _sentences():
        told = set()
        for key in sources:
            owner, _, own = key.rpartition("/")
            told |= figures(dossier(owner or scheme).cited({own}))
        unheard = figures(text.in_language(lang), lang) - told - {"1"}
        assert not unheard, f"{scheme}: {text.in_language(lang)}: {unheard} stand in no fact of {sources}"


def test_no_amount_stands_in_the_guide():
    """Amounts are rates of the scheme's page; the guide names none."""
    assert not [text.da for _scheme, text, _ in _sentences() if "kr." in text.da or "DKK" in text.en]


def test_counted_spans_are_the_rules_own():
    """What a calculator adds stands as a number in its rule, a zero or a single day aside."""
    for deadline in GUIDE.deadlines.values():
        for one in deadline.days:
            if abs(one.amount) > 1 and deadline.fixed is None:
                assert str(abs(one.amount)) in figures(one.rule.text.da), (deadline.id, one.name)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.yaml")))
@pytest.mark.parametrize("text", ["{", "id: x\n", "questions: 7\nfits: []\npaths: a\ndeadlines: b\nlists: c\n", "\xff"])
def test_a_broken_file_costs_its_part_alone(tmp_path, name, text):
    """A file that cannot be used is named with line and remedy, and everything else is still there."""
    folder = shutil.copytree(FOLDER, tmp_path / "guide")
    (folder / name).write_bytes(text.encode("latin-1"))
    guide, faults = read_guide(folder)
    assert [fault.path.name for fault in faults] == [name] and "line " in str(faults[0]), faults
    parts = {"questions.yaml": "questions", "paths.yaml": "paths", "deadlines.yaml": "deadlines", "vitas.yaml": "lists"}
    gone = parts.get(name, "fits")
    for part in ("questions", "paths", "fits", "deadlines", "lists"):
        if part != gone:
            assert set(getattr(guide, part)) == set(getattr(GUIDE, part)), (name, part)
    assert set(getattr(guide, gone)) < set(getattr(GUIDE, gone))


@pytest.mark.parametrize(
    ("name", "old", "new", "remedy"),
    [
        ("paths.yaml", "asks: [hvem]", "asks: [hvad]", "there is no question 'hvad'"),
        ("paths.yaml", "  union:", "  martian:", "'martian' is not known"),
        ("paths.yaml", "assumes: {situation: job}", "assumes: {situation: ferie}", "'ferie' is no answer"),
        ("fits-unge.yaml", "alder: [t13, t15]", "alder: [t99]", "alder has no answer 't99'"),
        ("fits-unge.yaml", "src: [s4]", "src: []", "name the sources"),
        ("deadlines.yaml", "plus: {months: 1}", "plus: {moons: 1}", "write kind"),
        ("deadlines.yaml", "fixed: 2027-12-31", "fixed: engang", "write either `field`"),
        ("vitas.yaml", "said: [s11]", "said: []", "write `said`"),
        ("questions.yaml", 'ja: {da: "Ja", en: "Yes"}', "ja: {da: Ja}", "write a text for `en`"),
    ],
)
def test_each_fault_says_what_to_mend(tmp_path, name, old, new, remedy):
    """A slip in a file is told in words that say the remedy."""
    folder = shutil.copytree(FOLDER, tmp_path / "guide")
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert remedy in str(read_guide(folder)[1][0])


@pytest.mark.parametrize("name", ["questions.yaml", "paths.yaml", "fits-job.yaml", "deadlines.yaml", "vitas.yaml"])
def test_the_pages_open_without_a_file(browse, tmp_path, monkeypatch, name):
    """With any one file missing the pages still open, and the human is still named."""
    folder = shutil.copytree(FOLDER, tmp_path / "guide")
    (folder / name).unlink()
    guide, _faults = read_guide(folder)
    for module in ("find_views", "deadline_views"):
        monkeypatch.setattr(f"partnerhub.assistant.{module}.current_guide", lambda: guide)
    browser = browse(None)
    for path in ("/assistent/find", "/assistent/frister", "/assistent/ordninger/loentilskud"):
        browser.get(path)
    page = browser.post("/assistent/find", {"who": "company", "goal": "rekruttere", "show": "1"}, token=False).text
    assert "Spørg" in page and "Kommune" in page
    assert guide_reading.current_guide() is not guide
