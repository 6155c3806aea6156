"""Questions as people ask them, with the schemes and facets they are about; one JSON object a line, one file an author."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..yaml_lines import ContentFault
from .terms import Audience, Facet


@dataclass(frozen=True)
class Phrase:
    """A question, who asks, what it is about (no scheme: the assistant must refuse; no facet: any), and what was asked before."""

    text: str
    lang: str
    kind: str
    audience: str | None
    schemes: tuple[str, ...]
    facets: tuple[str, ...]
    context: tuple[str, ...] = ()


class PhraseBank:
    """Phrases in their order, kept as one text and made anew as they are read: as values each worker would need five times the room."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._text = "".join(map(_line, phrases)).encode(errors="surrogatepass")

    def __iter__(self) -> Iterator[Phrase]:
        return map(_phrase_of, io.BytesIO(self._text))

    def __len__(self) -> int:
        return self._text.count(b"\n")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PhraseBank) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    @property
    def digest(self) -> bytes:
        """A hash of all phrases in their order."""
        return sha256(self._text).digest()

    def beyond(self, earlier: "PhraseBank") -> Iterator[Phrase]:
        """Yield the phrases that an earlier bank does not hold."""
        if self != earlier:
            known = {hash(line) for line in io.BytesIO(earlier._text)}
            yield from (_phrase_of(line) for line in io.BytesIO(self._text) if hash(line) not in known)


def _line(phrase: Phrase) -> str:
    return json.dumps([*vars(phrase).values()], ensure_ascii=False) + "\n"


def _phrase_of(line: bytes) -> Phrase:
    text, lang, kind, audience, schemes, facets, context = json.loads(line)
    asker = Audience(audience) if audience else None
    return Phrase(text, lang, kind, asker, tuple(schemes), tuple(map(Facet, facets)), tuple(context))


def read_all_phrases(folder: Path) -> dict[str, list[Phrase]]:
    """Return the phrases by the name of their file; ContentFault names file, line and remedy."""
    return {path.stem: list(read_phrases(path)) for path in sorted(folder.glob("*.jsonl"))}


def read_sound_phrases(folder: Path) -> tuple[list[Phrase], list[ContentFault]]:
    """Return the phrases of all files that can be read, each once, and the faults of those that cannot."""
    found: dict[Phrase, None] = {}
    faults: list[ContentFault] = []
    for path in sorted(folder.glob("*.jsonl")):
        try:
            found |= dict.fromkeys(read_phrases(path))
        except ContentFault as fault:
            faults.append(fault)
    return list(found), faults


def read_phrases(path: Path) -> Iterator[Phrase]:
    """Yield the phrases of a file; ContentFault names file, line and remedy."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as fault:
        raise ContentFault(path, 1, "save the file as UTF-8") from fault
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _phrase(json.loads(line))
        except json.JSONDecodeError as fault:
            raise ContentFault(path, number, f"write one JSON object a line: {fault.msg}") from fault
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise ContentFault(path, number, f"mend the phrase: {fault}") from fault


def _phrase(entry: dict[str, Any]) -> Phrase:
    audience = entry.get("audience")
    if not entry["question"].strip():
        raise ValueError("`question` is empty")
    return Phrase(
        text=entry["question"].strip(),
        lang=entry.get("lang", "da"),
        kind=entry.get("kind", "plain"),
        audience=Audience(audience) if audience else None,
        schemes=tuple(entry["scheme"]),
        facets=tuple(Facet(facet) for facet in entry.get("facet", ())),
        context=tuple(entry.get("context", ())),
    )
