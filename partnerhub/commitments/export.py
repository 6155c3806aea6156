"""Write commitments as csv, json and a calendar of deadlines; the workbook stands in `export_workbook.py`."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from icalendar import Calendar, Event

from ..clock import now
from ..sheets import csv_files
from ..sheets.columns import Column
from .export_queries import Exported
from .kinds import Phase
from .labels import quantity_label
from .spreadsheet import Record, written_rows


def write_csv(columns: Sequence[Column], records: Sequence[Record]) -> bytes:
    """Return csv as Danish Excel opens it."""
    return csv_files.write_csv(columns, written_rows(columns, records))


def write_json(columns: Sequence[Column], records: Sequence[Record], public_url: str, ids: Sequence[int]) -> bytes:
    """Return json with the fields of the spreadsheet by their English keys; choices as codes, days as ISO text, and each one's address."""
    found = [
        {column.key: _json_value(column, record.get(column.key)) for column in columns} | {"url": _address(public_url, commitment_id)}
        for commitment_id, record in zip(ids, records, strict=True)
    ]
    return json.dumps({"commitments": found}, ensure_ascii=False, indent=1).encode()


def _json_value(column: Column, value: Any) -> Any:
    if column.key == "cosigners":
        return [{"name": name, "share": share} if share else {"name": name} for name, share in value or ()]
    return value.isoformat() if isinstance(value, date) else value


def write_calendar(rows: Sequence[Exported], public_url: str, title: str) -> bytes:
    """Return the deadlines as an iCalendar of whole-day entries, without persons.

    The UID is made of reference and address, so that a calendar which reads the file again moves its entries and does not double them.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Partnerhub//Forpligtelser//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    host = urlsplit(public_url).hostname or "partnerhub"
    for row in rows:
        if row.record["due_on"] is not None:
            calendar.add_component(_deadline(row, public_url, host))
    return bytes(calendar.to_ical())


def _deadline(row: Exported, public_url: str, host: str) -> Event:
    record = row.record
    entry = Event()
    entry.add("uid", f"{record['reference']}-frist@{host}")
    entry.add("dtstamp", now().replace(microsecond=0))
    entry.add("dtstart", record["due_on"])
    entry.add("dtend", record["due_on"] + timedelta(days=1))
    entry.add("summary", _("Frist: %(title)s (%(owner)s)", title=record["title"], owner=record["owner"]))
    promised = quantity_label(record["quantity"], record["unit"])
    entry.add("description", " · ".join(part for part in (record["reference"], promised) if part))
    entry.add("url", _address(public_url, row.id))
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CANCELLED" if record["status"] == Phase.WITHDRAWN else "CONFIRMED")
    return entry


def _address(public_url: str, commitment_id: int) -> str:
    return f"{public_url.rstrip('/')}/forpligtelser/{commitment_id}"
