"""Bring the English catalogue up to date with the Danish texts of the source.

Keeps every translation whose text still stands in the source, adds new texts with an empty translation, and drops those that are gone.
Prints the texts that still lack a translation, and then ends with 1.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
MAPPING = ROOT / "babel.cfg"
CATALOGUE = ROOT / "partnerhub" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
LOCALE = "en"
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(["_l", "lazy_gettext", "ngettext:1,2"])}

# Babel's own header holds the time and the person of each run; this one stays the same.
HEADER = """\
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def source_texts() -> Catalog:
    """Return a catalogue of every text that the Python files and templates give to gettext, untranslated."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog(locale=LOCALE)
    for _, _, text, _, context in extract_from_dir(ROOT, methods, options, keywords=KEYWORDS):
        found.add(text, context=context)
    return found


def stored_texts() -> Catalog:
    """Return the catalogue as it is stored, or an empty one; texts that are marked obsolete are in its `obsolete`."""
    if not CATALOGUE.exists():
        return Catalog(locale=LOCALE)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale=LOCALE)


def merged(source: Catalog, stored: Catalog) -> Catalog:
    """Return a catalogue of the source's texts with the stored translations; a text that has changed at all counts as new."""
    both = Catalog(locale=LOCALE)
    for message in source:
        if message.id:
            known = stored.get(message.id, message.context)
            kept = known.string if known is not None and known.id == message.id and not known.fuzzy else None
            both.add(message.id, kept, context=message.context)
    return both


def lacking(catalogue: Catalog) -> list[str]:
    """Return the texts without a translation; of a text with a plural, the singular."""
    found = []
    for message in catalogue:
        strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        if message.id and not (strings and all(strings)):
            found.append(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)
    return sorted(found)


def written(catalogue: Catalog) -> bytes:
    """Return the catalogue as the bytes of a .po file, the same each time for the same texts."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER.encode() + body.getvalue().lstrip(b"\n")


def main() -> int:
    """Update the stored catalogue and return 0, or 1 when a translation is missing."""
    catalogue = merged(source_texts(), stored_texts())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(written(catalogue))
    missing = lacking(catalogue)
    for text in missing:
        print(f"No English translation: {text!r}")
    print(f"{len(catalogue)} texts, {len(missing)} without a translation.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
