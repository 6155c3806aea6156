"""The columns of a sheet of programmes: what schools call them, what export writes, and what each may hold."""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from ..commitments.kinds import Visibility
from ..commitments.labels import visibility_label
from ..language import current_locale
from ..occupations.keeping import name_of
from ..sheets.cells import plain
from ..sheets.columns import Cell, Column, Holds
from ..sheets.headings import Layout
from ..sheets.workbooks import Guide
from .kinds import ProgrammeForm, ProgrammeKind
from .labels import word
from .programme_terms import ProgrammeTerms

COLUMNS: tuple[Column, ...] = (
    Column(
        "course_code",
        "Kursusnummer",
        "Course number",
        width=15,
        also=tuple(
            "amu-nr,amu nr,amu nummer,amu-nummer,kursusnr,kursus nr,fagkode,fagnr,fagnummer,holdnr,hold nr,holdnummer,kode,nr,nummer,"
            "aktivitetsnr,uvm-nr,uvm nr,course code,målnummer".split(",")
        ),
    ),
    Column(
        "title",
        "Titel",
        "Title",
        width=40,
        also=tuple(
            "kursus,hold,uddannelse,forløb,navn,kursusnavn,holdnavn,fag,aktivitet,betegnelse,kursustitel,emne,course,name".split(",")
        ),
    ),
    Column("kind", "Slags", "Kind", Holds.CHOICE, 20, also=("type", "art", "uddannelsestype", "kursustype", "kategori", "category")),
    Column("occupations", "Erhverv", "Occupations", width=34, also=("job", "jobs", "jobområde", "stilling", "stillinger", "occupation")),
    Column(
        "starts_on",
        "Starter",
        "Starts",
        Holds.DAY,
        13,
        also=tuple(
            "start,startdato,start dato,dato,datoer,begynder,kursusstart,holdstart,første dag,fra,fra dato,from,start date".split(",")
        ),
    ),
    Column("week", "Uge", "Week", width=10, also=("startuge", "start uge", "ugenr", "uge nr", "ugenummer", "week number")),
    Column("year", "År", "Year", Holds.NUMBER, 8, also=("årstal", "kalenderår")),
    Column(
        "ends_on",
        "Slutter",
        "Ends",
        Holds.DAY,
        13,
        also=("slut", "slutdato", "slut dato", "til", "til dato", "sidste dag", "afslutning", "ender", "end date"),
    ),
    Column("duration", "Varighed", "Duration", width=14, also=("længde", "antal dage", "dage", "antal uger", "uger", "lektioner", "timer")),
    Column("form", "Form", "Form", Holds.CHOICE, 16, also=("undervisningsform", "afholdelsesform", "tilrettelæggelse", "undervisningstid")),
    Column(
        "place",
        "Sted",
        "Place",
        width=20,
        also=tuple("by,lokation,adresse,afdeling,kursussted,undervisningssted,lokale,location".split(",")),
    ),
    Column(
        "seats",
        "Pladser i alt",
        "Seats",
        Holds.NUMBER,
        11,
        also=tuple(
            "pladser,antal pladser,kapacitet,max,maks,max antal,maks antal,max deltagere,maks deltagere,holdstørrelse,capacity".split(",")
        ),
    ),
    Column(
        "taken",
        "Optaget",
        "Taken",
        Holds.NUMBER,
        10,
        also=tuple(
            "tilmeldte,tilmeldt,antal tilmeldte,deltagere,antal deltagere,kursister,elever,besat,optagne,booket,enrolled".split(",")
        ),
    ),
    Column("free", "Ledige", "Free", Holds.NUMBER, 9, also=("ledige pladser", "frie pladser", "restpladser", "pladser tilbage")),
    Column("waiting", "På venteliste", "Waiting list", Holds.NUMBER, 12, also=("venteliste", "antal på venteliste", "venter", "waiting")),
    Column("minimum", "Mindste antal", "Minimum", Holds.NUMBER, 12, also=("min", "min deltagere", "minimumsantal", "min antal", "mindst")),
    Column("price", "Pris", "Price", width=20, also=("kursuspris", "deltagerbetaling", "pris kr", "beløb", "egenbetaling", "takst")),
    Column("price_year", "Prisår", "Price year", Holds.NUMBER, 9, also=("pris år", "takstår")),
    Column(
        "sign_up_url", "Tilmelding", "Sign-up link", width=36, also=("link", "tilmeldingslink", "url", "hjemmeside", "link til tilmelding")
    ),
    Column("about", "Beskrivelse", "Description", width=50, also=("bemærkning", "bemærkninger", "noter", "note", "indhold", "om")),
    Column("visibility", "Synlighed", "Visibility", Holds.CHOICE, 14),
)
BY_KEY = {column.key: column for column in COLUMNS}
READ_ONLY_HERE = ("week", "year", "free")  # other ways to write what export writes in a column of its own
EXPORTED = tuple(column for column in COLUMNS if column.key not in READ_ONLY_HERE)
LAYOUT = Layout(COLUMNS, ("title", "seats"))
CHOICES: dict[str, type[StrEnum]] = {"kind": ProgrammeKind, "form": ProgrammeForm, "visibility": Visibility}
# What schools write for a kind or a form beside our own words.
ALSO: dict[StrEnum, tuple[str, ...]] = {
    ProgrammeKind.AMU: ("arbejdsmarkedsuddannelse", "amu-kursus"),
    ProgrammeKind.BASIC_COURSE: ("grundforløb", "gf", "gf1", "gf2", "gf 1", "gf 2", "eud gf"),
    ProgrammeKind.MAIN_COURSE: ("hovedforløb", "hf forløb", "skoleperiode", "eud hovedforløb"),
    ProgrammeKind.ADULT_VOCATIONAL: ("erhvervsuddannelse for voksne", "euv1", "euv2", "euv3", "euv 1", "euv 2", "euv 3"),
    ProgrammeKind.PREPARATORY: ("fvu", "obu", "fvu/obu", "fvu dansk", "fvu matematik", "ordblindeundervisning"),
    ProgrammeKind.INTRODUCTION: ("intro", "introkursus"),
    ProgrammeKind.HIGHER: ("akademi", "akademifag", "diplom", "videregående uddannelse", "au"),
    ProgrammeKind.TAILORED: ("idv", "rekvireret", "særlig tilrettelagt", "virksomhedshold"),
    ProgrammeForm.DAY: ("dag", "daghold", "fuld tid", "fuldtid"),
    ProgrammeForm.EVENING: ("aften", "aftenhold", "fritid"),
    ProgrammeForm.ONLINE: ("fjernundervisning", "virtuel", "virtuelt", "e-læring"),
    ProgrammeForm.AT_COMPANY: ("virksomhed", "virksomheden", "hos virksomheden"),
}


def choice_label(value: StrEnum) -> str:
    """Return the word for a choice of a column in the user's language."""
    return visibility_label(value) if isinstance(value, Visibility) else word(value)


def choice_words(key: str) -> dict[str, StrEnum]:
    """Return every plain word that means a choice of a column, Danish, English or its code."""
    return _choice_words(key, current_locale())


@cache
def _choice_words(key: str, _locale: str) -> dict[str, StrEnum]:
    found: dict[str, StrEnum] = {}
    for value in CHOICES[key]:
        spoken = {value.value, value.value.replace("_", " "), *ALSO.get(value, ())}
        for locale in ("da", "en"):
            with force_locale(locale):
                spoken.add(choice_label(value))
        found |= {plain(text): value for text in spoken}
    return found


def shown_cells(terms: ProgrammeTerms, accepted: int) -> dict[str, Cell]:
    """Return a programme's cells by column as a file has them; occupations by name, with semicolons; what is empty is None."""
    lang = current_locale()
    cells: dict[str, Any] = {column.key: getattr(terms, column.key, None) for column in EXPORTED}
    cells |= {key: choice_label(getattr(terms, key)) for key in CHOICES}
    cells["occupations"] = "; ".join(name_of(one, lang) for one in terms.occupations)
    cells["taken"] = terms.taken_elsewhere + accepted
    return {key: value if isinstance(value, int | date) else value or None for key, value in cells.items()}


def guide() -> Guide:
    """Return what the file's own guide says of its columns."""
    lists = {key: (BY_KEY[key].label, [choice_label(value) for value in values]) for key, values in CHOICES.items()}
    return Guide(told, lists, frozenset(CHOICES))


def told(column: Column) -> str:
    """Return the sentence of the guide on what may stand in a column."""
    sentences = {
        "course_code": _("AMU-nummer eller jeres eget holdnummer. Samme nummer og start er det samme hold."),
        "title": _("Skal udfyldes. Kort og konkret, højst 120 tegn."),
        "kind": _("En af slagsene til højre. Tom: den, I vælger, når filen indlæses."),
        "occupations": _("Erhverv, forløbet kan bruges til, med semikolon imellem. Det, der ikke er klart, bliver ikke gættet."),
        "starts_on": _("En dato, fx 30-06-2027, eller en uge, fx uge 12 2027."),
        "week": _("Ugens nummer. Skriv året med, eller brug også en kolonne med år."),
        "year": _("Året, som ugen ligger i."),
        "ends_on": _("En dato fra i dag og frem, eller tom."),
        "duration": _("Som tekst, fx 5 dage."),
        "form": _("En af formerne til højre. Tom: om dagen."),
        "place": _("By eller adresse."),
        "seats": _("Skal udfyldes. Et helt tal fra 1 til 1.000."),
        "taken": _("Alle, der har fået en plads, også dem, der er givet gennem Partnerhub."),
        "free": _("Ledige pladser. Bruges, hvor der ikke står, hvor mange der er optaget."),
        "waiting": _("Hvor mange der står på venteliste. Aldrig navne."),
        "minimum": _("Det mindste antal, før forløbet holdes, eller tom."),
        "price": _("Som tekst, fx 1.240 kr. pr. uge."),
        "price_year": _("Det år, prisen gælder for."),
        "sign_up_url": _("Hele adressen på tilmeldingen, begyndende med https://."),
        "about": _("Beskrivelse, højst 2.000 tegn. Ingen navne på borgere."),
        "visibility": _("Partnerskabet eller Offentlig. Tom: Offentlig."),
    }
    return sentences[column.key]
