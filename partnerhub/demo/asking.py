"""What the demo's partners do beside promises, and what they ask each other for: played through the real services on its days."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from .. import clock
from ..accounts.models import User
from ..commitments import following, voices
from ..commitments.kinds import Kind, Status, Visibility
from ..commitments.models import Commitment
from ..database import db
from ..exchange import enquiry_results, enquiry_service, initiative_service, placement_service, programme_service
from ..exchange.enquiry_models import Enquiry
from ..exchange.enquiry_terms import EnquiryTerms
from ..exchange.initiative_terms import InitiativeTerms
from ..exchange.kinds import EnquiryAbout, InitiativeKind, ProgrammeKind, Worth
from ..exchange.placement_terms import PlacementTerms
from ..exchange.programme_terms import ProgrammeTerms
from .story import read_content

OFFERED_AGO = 90
FOLLOWED_AGO = 14


def play(day: date, cast: dict[str, User]) -> None:
    """Fill in initiatives and enquiries in every state as of a day, inside `writing()`, after the promises."""
    content = read_content("asking.yaml")
    with clock.at(day - timedelta(days=OFFERED_AGO)):
        offers = {key: _offer_places(cast, entry) for key, entry in content["places"].items()}
        offers |= {key: _offer_seats(day, cast, entry) for key, entry in content["seats"].items()}
    acts: list[tuple[int, Callable[[], Any]]] = []
    for entry in content["initiatives"]:
        acts.append((max(-entry["start"], 1), partial(_log, day, cast, entry)))
    for entry in content["enquiries"]:
        asked = _Asked(cast, entry, offers)
        acts.append((entry["ago"], asked.send))
        acts += [(step[0], partial(asked.act, step)) for step in entry["does"]]
    acts.append((FOLLOWED_AGO, partial(_follow, cast["forbund"])))
    for ago, act in sorted(acts, key=lambda one: -one[0]):
        with clock.at(day - timedelta(days=ago)):
            act()
    with clock.at(day - timedelta(days=1)):
        _report_one(cast["fgu"])
        voices.comment(cast["kommunen"], _followed(cast["forbund"]), "Skal vi tage det op på næste møde?")


class _Asked:
    """One enquiry and what happened to it."""

    def __init__(self, cast: dict[str, User], entry: dict[str, Any], offers: dict[str, tuple[str, int, User]]) -> None:
        self.asker, self.entry, self.offers = cast[entry["by"]], entry, offers
        self.asked = cast[entry["meet"]] if "meet" in entry else offers[entry["offer"]][2]
        self.id = 0

    def send(self) -> None:
        """Ask."""
        note = self.entry["note"]
        if "meet" in self.entry:
            terms = EnquiryTerms(EnquiryAbout.MEETING, partner_id=self.asked.partner_id, note=note)
        else:
            name, offer_id, _owner = self.offers[self.entry["offer"]]
            about = EnquiryAbout.PLACES if name == "placement_id" else EnquiryAbout.SEATS
            named: dict[str, Any] = {name: offer_id}
            terms = EnquiryTerms(about, number=self.entry["number"], note=note, **named)
        self.id = enquiry_service.send(self.asker, terms).id

    def act(self, step: list[Any]) -> None:
        """Do the next thing that happened."""
        _ago, what, first, words, *who = step
        version = db.session.get_one(Enquiry, self.id).version
        if what == "yes":
            enquiry_service.accept(self.asked, self.id, version, first or None, words)
        elif what == "no":
            enquiry_service.decline(self.asked, self.id, version, first)
        elif what == "back":
            enquiry_service.withdraw(self.asker, self.id, version, first)
        elif what == "done":
            enquiry_service.finish(self.asker, self.id, version)
        else:
            enquiry_service.say_worth(self.asker if who == ["asker"] else self.asked, self.id, Worth(first), words)


def _offer_places(cast: dict[str, User], entry: dict[str, Any]) -> tuple[str, int, User]:
    owner = cast[entry["by"]]
    terms = PlacementTerms(Kind(entry["kind"]), entry["title"], entry["quantity"], entry["job"], visibility=Visibility.PUBLIC)
    return "placement_id", placement_service.offer_placement(owner, terms).id, owner


def _offer_seats(day: date, cast: dict[str, User], entry: dict[str, Any]) -> tuple[str, int, User]:
    owner = cast[entry["by"]]
    terms = ProgrammeTerms(
        entry["title"],
        ProgrammeKind(entry["kind"]),
        entry["seats"],
        occupations=tuple(entry["jobs"]),
        taken_elsewhere=entry["taken"],
        starts_on=day + timedelta(days=entry["start"]),
        duration=entry["duration"],
    )
    return "programme_id", programme_service.log_programme(owner, terms).id, owner


def _log(day: date, cast: dict[str, User], entry: dict[str, Any]) -> None:
    """Write an initiative down as it stood on the first day, and count as of the build."""
    by, end = cast[entry["by"]], entry.get("end")
    terms = InitiativeTerms(
        InitiativeKind(entry["kind"]),
        entry["title"],
        entry["what"],
        entry["target"],
        occupations=tuple(entry["jobs"]),
        starts_on=day + timedelta(days=entry["start"]),
        ends_on=day + timedelta(days=end) if end is not None else None,
        visibility=Visibility.PUBLIC if entry["public"] else Visibility.PARTNERSHIP,
    )
    made = initiative_service.log_initiative(by, terms)
    with clock.at(day - timedelta(days=1)):
        initiative_service.count_initiative(by, made.id, made.version, entry["reached"], entry["went_on"])


def _follow(by: User) -> None:
    """Follow three open commitments of others, so that the desk has news."""
    open_ones = db.session.query(Commitment).filter(Commitment.status == Status.AGREED, Commitment.owner_id != by.partner_id)
    for commitment in open_ones.order_by(Commitment.id).limit(3):
        following.follow(by, commitment.id)


def _followed(by: User) -> int:
    """Return the id of a commitment that somebody follows."""
    return min(following.followed_ids(by.id))


def _report_one(by: User) -> None:
    """Let one accepted enquiry become progress on an own open commitment."""
    enquiry = db.session.query(Enquiry).filter_by(from_partner_id=by.partner_id, status="accepted").first()
    own = db.session.query(Commitment).filter_by(owner_id=by.partner_id, status=Status.AGREED).order_by(Commitment.id).first()
    if enquiry is not None and own is not None:
        amount = enquiry.accepted_number or 0
        enquiry_results.become_progress(by, enquiry.id, enquiry.version, own.id, amount, "To elever i praktik på lageret.", clock.today())
