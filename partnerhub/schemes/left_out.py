"""Schemes that are known of and cannot be told about: a row or a file is broken, and no good version of it is at hand."""

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from flask_babel import gettext as _

from .content_types import SchemeContent, Text
from .shipped import FOLDER

# A file that is broken somewhere may still say what the scheme is called: each of these stands at the line's beginning.
_NAMING = re.compile(r"^(?:name|aliases):.*(?:\n[ \t].*)*", re.MULTILINE)


@dataclass(frozen=True)
class LeftOut:
    """A scheme that is left out: what it is called, its two own names first among the others."""

    id: str
    name: Text
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that people may say."""
        return tuple(dict.fromkeys([self.name.da, self.name.en, *self.aliases]))


def left_out_content(scheme: SchemeContent) -> LeftOut:
    """Return a scheme that can be read but does not fit together."""
    return LeftOut(scheme.id, scheme.name, (*scheme.aliases_da, *scheme.aliases_en))


@lru_cache(maxsize=256)
def left_out_file(path: Path) -> LeftOut:
    """Return a scheme by what its file says it is called, however broken; by its id where that says nothing."""
    try:
        naming = _NAMING.findall(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        naming = []
    found: dict[str, Any] = {}
    for part in naming:
        with suppress(yaml.YAMLError):
            found |= yaml.safe_load(part)
    name, aliases = (found[key] if isinstance(found.get(key), dict) else {} for key in ("name", "aliases"))
    plain = path.stem.replace("-", " ")
    listed = [alias for lang in ("da", "en") for alias in (aliases.get(lang) or ())]
    return LeftOut(path.stem, Text(str(name.get("da") or plain), str(name.get("en") or plain)), tuple(map(str, listed)))


def not_loaded(known: Collection[str], folder: Path = FOLDER) -> Iterable[Path]:
    """Yield the files of the package whose schemes the database does not have."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.stem not in known]


def unanswerable_sentence(name: str) -> str:
    """Return what is said to a question about a scheme that is left out."""
    return _("Spørgsmål om %(name)s kan ikke besvares lige nu, fordi der er en fejl i oplysningerne om ordningen.", name=name)
