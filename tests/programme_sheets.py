"""Schools' own sheets and what they would do, for the tests of the import."""

from datetime import timedelta

from partnerhub.clock import today
from partnerhub.exchange import programme_importing
from partnerhub.exchange.kinds import ProgrammeKind
from partnerhub.exchange.programme_rows import Usual
from partnerhub.exchange.programme_sheet import LAYOUT

HEADS = (
    "AMU-nr",
    "Kursus",
    "Startdato",
    "Slut",
    "Antal pladser på holdet",
    "Tilmeldte pr. d.d.",
    "Venteliste",
    "Kursussted",
    "Pris i kr",
    "Lærer",
)
SOON = today() + timedelta(days=60)
AMU = Usual(ProgrammeKind.AMU, 2027)


def line(
    code="40001", title="Svejsning, lysbue", start=SOON, end=None, seats=12, taken=4, waiting=None, place="Demoby", price=1240, rest="AB"
):
    """A row under HEADS."""
    return [code, title, start, end, seats, taken, waiting, place, price, rest]


def plan_of(by, data, chosen=None, usual=AMU):
    """Keep a file, take the proposed columns (over them `chosen` by heading), and return the key and the plan."""
    key = programme_importing.keep_file(by, "hold.xlsx", data)
    kept = programme_importing.find_kept(by, key)
    theirs = kept.opened.columns(LAYOUT, programme_importing.remembered(by)[0])
    picked = {str(one.number): (chosen or {}).get(one.heading, one.proposed) for one in theirs}
    return key, programme_importing.choose(by, key, picked, usual)
