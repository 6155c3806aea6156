"""The interface speaks English everywhere: the catalogue has each Danish text of the source, whole, and nothing else."""

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "translations.py"), run_name="translations")
PLACEHOLDER = re.compile(r"%\(\w+\)\w|%%")
DANISH_LETTER = re.compile(r"[æøåÆØÅ]")
# Names that are written in Danish in English too.
NAMES = ("Det Fælles Designsystem",)


@pytest.fixture(scope="module")
def source() -> Catalog:
    """Every text that the code and the templates show."""
    return TOOL["source_texts"]()


@pytest.fixture(scope="module")
def stored() -> Catalog:
    """The catalogue of the repository."""
    return TOOL["stored_texts"]()


def _forms(text: object) -> list[str]:
    return list(text) if isinstance(text, (tuple, list)) else [str(text or "")]


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _faults(danish: str, english: str) -> list[str]:
    checks = {
        "empty": bool(english.strip()) or not danish.strip(),
        "placeholders": sorted(set(PLACEHOLDER.findall(danish))) == sorted(set(PLACEHOLDER.findall(english))),
        "whitespace at the ends": _edges(danish) == _edges(english),
        "line breaks": danish.count("\n") == english.count("\n"),
        "Danish letters": not DANISH_LETTER.search(_without_names(english)),
    }
    return [fault for fault, is_fine in checks.items() if not is_fine]


def _without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text


def test_every_text_of_the_source_has_a_translation(source: Catalog, stored: Catalog):
    """No Danish text is without English, in singular and plural; `python tools/translations.py` adds new texts and lists them."""
    assert len(list(_messages(source))) > 1_000
    assert TOOL["lacking"](TOOL["merged"](source, stored)) == []


def test_a_translation_says_as_much_as_its_text(stored: Catalog):
    """Each translation has the placeholders, line breaks and outer whitespace of its text, and no Danish letters outside names."""
    faults = []
    for message in _messages(stored):
        danish, english = _forms(message.id), _forms(message.string)
        assert len(danish) == len(english), message.id
        faults += [(text, found) for text, said in zip(danish, english, strict=True) if (found := _faults(text, said))]
    assert not faults


@pytest.mark.parametrize(
    ("danish", "english", "fault"),
    [
        ("Gem", "", "empty"),
        ("Frist %(day)s", "Deadline %(days)s", "placeholders"),
        (" og ", " and", "whitespace at the ends"),
        ("En\nto", "One two", "line breaks"),
        ("Åbn", "Åbn", "Danish letters"),
    ],
)
def test_a_fault_is_found(danish: str, english: str, fault: str):
    """Each rule finds what it is there to find."""
    assert fault in _faults(danish, english)


def test_no_translation_is_a_guess(stored: Catalog):
    """No translation is marked fuzzy: a fuzzy one is left out when the catalogue is compiled."""
    assert [message.id for message in _messages(stored) if message.fuzzy] == []


def test_the_catalogue_holds_nothing_obsolete(source: Catalog, stored: Catalog):
    """Every text of the catalogue still stands in the source, with the same plural, and none is kept as obsolete."""
    assert not stored.obsolete
    assert {_key(message) for message in _messages(stored)} <= {_key(message) for message in _messages(source)}


def test_the_file_is_written_as_the_tool_writes_it(source: Catalog, stored: Catalog):
    """The tool changes nothing in a catalogue that is up to date, so that a change shows only the texts it concerns."""
    assert TOOL["written"](TOOL["merged"](source, stored)) == TOOL["CATALOGUE"].read_bytes()


def test_a_changed_text_loses_its_translation():
    """A text counts as new when its plural has changed, and a fuzzy translation is not taken over."""
    stored = Catalog(locale="en")
    stored.add(("%(num)s dag", "%(num)s dage"), ("%(num)s day", "%(num)s days"))
    stored.add("Frist", "Deadline")
    stored.add("Gem", "Save?", flags=("fuzzy",))
    source = Catalog(locale="en")
    source.add(("%(num)s dag", "%(num)s døgn"))
    source.add("Frist")
    source.add("Gem")
    both = TOOL["merged"](source, stored)
    assert TOOL["lacking"](both) == ["%(num)s dag", "Gem"]
    assert both["Frist"].string == "Deadline"


def _key(message: Message) -> tuple[tuple[str, ...], str | None]:
    return tuple(_forms(message.id)), message.context


def test_a_text_inside_an_f_string_is_translated_too(stored):
    """The extractor sees no call inside an f-string: such a text must stand somewhere else as well, or it stays Danish in English."""
    known = {form for message in _messages(stored) for form in _forms(message.id)}
    hidden = []
    for path in sorted((ROOT / "partnerhub").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "gettext", "ngettext"}:
                said = node.args[0] if node.args else None
                if isinstance(said, ast.Constant) and said.value not in known:
                    hidden.append(f"{path.name}:{node.lineno}: {said.value}")
    assert not hidden, "\n".join(hidden)
