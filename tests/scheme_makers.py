"""Small content files of invented schemes, so that a test says only what it is about."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from partnerhub.schemes.content_types import SchemeContent
from partnerhub.schemes.shipped import read_scheme


def scheme_data(scheme_id: str) -> dict[str, Any]:
    """Return the data of a whole scheme: three phases, a rate, an answer with a wording for companies, an open question."""
    return {
        "id": scheme_id,
        "name": {"da": f"Demo {scheme_id}", "en": f"Demo {scheme_id} in English"},
        "aliases": {"da": ["demoting"], "en": ["demo thing"]},
        "audiences": ["company", "citizen"],
        "law": ["Demolov § 1"],
        "valid_from": "2020-01-01",
        "valid_to": {"earliest": "2026-02-01", "latest": "2026-07-01"},
        "life": [
            {"status": "active", "until": "2025-12-31"},
            {"status": "changing", "until": "2026-06-30", "lead": _text("Den ændres"), "note": _text("Snart")},
            {"status": "ended", "lead": _text("Den er slut")},
        ],
        "alternatives": {"everyone": ["beta"], "company": ["gamma"]},
        "related": ["beta"],
        "confusions": [{"scheme": "beta", **_text("Ikke det samme")}, {"scheme": None, **_text("Heller ikke")}],
        "checked_on": "2026-11-24",
        "review_due": "2027-02-01",
        "rates": {"sats-2024": {"value": "203.17", "unit": "kr/time", "year": 2024, "label": _text("Satsen"), "src": "s1"}},
        "answers": {
            "what": {
                "short": _text("Den giver {sats-2024}"),
                "details": _text("Mere om det"),
                "src": ["s1"],
                "for": {"company": {"short": _text("Virksomheden får {sats-2024}")}},
            },
            "who": {"short": _text("Alle"), "src": ["s1"], "open": [_text("Hvem er alle? Spørg kommunen")]},
        },
        "checklist": [_text("Hav CVR-nummeret klar")],
        "sources": {
            "s1": {"title": "Demokilde", "publisher": "Demo", "url": "https://demo.example/1", "seen_year": 2024},
            "s2": {"title": "Udateret", "publisher": "Demo", "url": "kun på papir", "seen_year": "undated"},
        },
    }


def write_scheme(folder: Path, data: dict[str, Any]) -> Path:
    """Write a content file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{data['id']}.yaml"
    # Days stand unquoted in the files that people write.
    path.write_text(yaml.dump(_with_days(data), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def make_scheme(folder: Path, data: dict[str, Any]) -> SchemeContent:
    """Write a content file and return what is read from it."""
    return read_scheme(write_scheme(folder, data))


def write_phrases(folder: Path, *questions: dict[str, Any], name: str = "a") -> Path:
    """Write a file of questions, each {"question", "scheme", "facet", …}, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(json.dumps(question, ensure_ascii=False) for question in questions), encoding="utf-8")
    return path


def _text(words: str) -> dict[str, str]:
    return {"da": f"{words}.", "en": f"EN {words}."}


def _with_days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_days(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_days(item) for item in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    return value
