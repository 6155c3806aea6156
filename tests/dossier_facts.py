"""The researched facts that the shipped knowledge was written from, and which figures each of them holds."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "schemes" / "dossiers"
IDS = sorted(path.stem for path in FOLDER.glob("[a-z]*.yaml"))
REFORM = "reform-"
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def figures(text: str, lang: str = "da") -> set[str]:
    """Return the numbers of a text, written alike for both languages: "5.480,50" and "5,480.50" are "5480.5"."""
    point, group = (".", ",") if lang == "en" else (",", ".")
    found = set()
    for token in _FIGURE.findall(text):
        whole = re.sub(rf"\{group}(?=\d{{3}}(?!\d))", "", token).replace(point, ".")
        for part in [whole] if re.fullmatch(r"\d+(\.\d+)?", whole) else re.split(r"[.,]", token):
            found.add(str(float(part)).removesuffix(".0"))
    return found


@dataclass(frozen=True)
class Dossier:
    """One scheme's facts, with the reform's beside them under ids that begin with `reform-`."""

    data: dict[str, Any]
    reform: dict[str, Any]

    @property
    def sources(self) -> dict[str, dict[str, Any]]:
        """Every source by the id that content uses."""
        return {**self.data["sources"], **{REFORM + key: value for key, value in self.reform["sources"].items()}}

    def cited(self, sources: set[str], facet: str | None = None) -> str:
        """Return the text of the facts that these sources carry, what the dossier says of the scheme as a whole, and a facet's unknowns."""
        lines = [*self.data["law"], self.data["status_note"], *self.data["confusions"]]
        for name, facts in self.data["facts"].items():
            for fact in facts:
                ids = set(re.findall(r"s\d+", str(fact["src"])))
                if ids & sources or (not ids and facet in {None, name}):
                    lines.append(f"{fact['fact']} {fact['as_of']}")
        lines += self._extra(self.data["reform_2025_2027"], sources, "")
        lines += self._extra(self.reform["facts"], sources, REFORM)
        lines += [str(self.sources[key]["seen_year"]) + " " + self.sources[key]["title"] for key in sources if key in self.sources]
        return "\n".join(lines)

    def _extra(self, facts: list[dict[str, Any]], sources: set[str], prefix: str) -> list[str]:
        return [
            f"{fact['fact']} {fact['as_of']}" for fact in facts if {prefix + key for key in re.findall(r"s\d+", str(fact["src"]))} & sources
        ]


def read_dossier(scheme: str) -> Dossier:
    """Return the dossier of a scheme id."""
    read = [yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) for name in (scheme, "_reform-2025-2027")]
    return Dossier(*read)
