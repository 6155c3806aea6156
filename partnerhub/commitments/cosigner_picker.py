"""The co-signers' part of the commitment form: search partners by name, add, remove, give shares, without or with JavaScript."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from rapidfuzz import fuzz, process, utils
from werkzeug.datastructures import MultiDict

from ..fields import read_integer
from . import queries
from .models import Commitment

SHOWN = 6
GOOD_ENOUGH = 60


@dataclass
class Chosen:
    """A partner that is to sign along, with what was typed as its share."""

    partner_id: int
    name: str
    share: str = ""
    error: str = ""


@dataclass
class Picker:
    """What was chosen and what the search found."""

    owner_id: int
    chosen: list[Chosen] = field(default_factory=list)
    query: str = ""
    found: list[tuple[int, str]] = field(default_factory=list)
    partners: dict[int, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, owner_id: int, typed: MultiDict[str, str], kept: Commitment | None = None) -> "Picker":
        """Return the picker as the form was sent: ids in `medunderskriver`, shares in `andel-<id>`, `find`, `tilfoej`, `fjern`."""
        picker = cls(owner_id, partners={p.id: p.name for p in queries.active_partners() if p.id != owner_id})
        if kept is not None:
            picker.partners |= {c.partner_id: c.partner.name for c in kept.cosigners}
        ids = [int(text) for text in typed.getlist("medunderskriver") if text.isdigit()]
        gone, added = typed.get("fjern", ""), typed.get("tilfoej", "")
        if added.isdigit():
            ids.append(int(added))
        picker.gone = [text for text in typed.getlist("medunderskriver") if not text.isdigit() or int(text) not in picker.partners]
        for partner_id in dict.fromkeys(ids):
            if partner_id in picker.partners and str(partner_id) != gone:
                share = typed.get(f"andel-{partner_id}", "").strip()[:20]
                picker.chosen.append(Chosen(partner_id, picker.partners[partner_id], share))
        picker.query = typed.get("find_partner", "").strip()[:60]
        if picker.query and not added:
            picker.search()
        return picker

    def search(self) -> None:
        """Find partners whose name is like the query."""
        taken = {c.partner_id for c in self.chosen}
        free = {partner_id: name for partner_id, name in self.partners.items() if partner_id not in taken}
        hits = process.extract(self.query, free, scorer=fuzz.WRatio, processor=utils.default_process, limit=SHOWN, score_cutoff=GOOD_ENOUGH)
        self.found = [(partner_id, name) for name, _score, partner_id in hits]

    def show(self, commitment: Commitment) -> None:
        """Fill the picker from a commitment."""
        self.chosen = [Chosen(c.partner_id, c.partner.name, str(c.share or "")) for c in commitment.cosigners]

    def validate(self) -> bool:
        """Tell whether every share can be read and every partner chosen still takes part."""
        if self.gone:
            self.errors.append(_("En af dem, du har valgt, er ikke med i partnerskabet mere. Se listen igennem, og send igen."))
        for one in self.chosen:
            if not one.share:
                continue
            try:
                read_integer(one.share)
            except ValueError:
                one.error = _("“%(typed)s” er ikke et helt tal. Skriv fx 3, eller lad feltet stå tomt.", typed=one.share)
        return not self.errors and not any(one.error for one in self.chosen)

    def terms(self) -> tuple[tuple[int, int | None], ...]:
        """Return the co-signers for the terms, once valid."""
        return tuple((one.partner_id, read_integer(one.share) if one.share else None) for one in self.chosen)
