"""The unions' desk: where one speaks for members, mark and comment in place, deadlines, gains, chances, and news of what one follows."""

from datetime import timedelta

from commitment_makers import colleague, make_commitment, make_entry, make_manager
from counting import count_queries
from enquiry_makers import make_enquiry, make_initiative, make_seats
from exchange_makers import OPERATOR, make_need, make_placement
from makers import make_partner, make_steward, make_user

from partnerhub.accounts import representation
from partnerhub.clock import today
from partnerhub.commitments import following, voices
from partnerhub.commitments.kinds import Unit
from partnerhub.exchange import enquiry_service
from partnerhub.exchange.kinds import Audience, Worth
from partnerhub.unions import queries
from partnerhub.unions.members import members_of


def speaker(owner):
    """Return a union's person who speaks for members at somebody's company, confirmed by both."""
    union = make_manager("union")
    made = representation.propose(union, union.id, owner.partner_id, today(), None)
    representation.confirm(owner, made.id)
    return union


def test_the_companies_come_with_what_can_be_marked_in_place(app, browse):
    """Only companies where one speaks for members stand there; the mark and a comment are set on the desk and lead back to it."""
    owner = make_manager()
    union = speaker(owner)
    made, foreign = make_commitment(status="active", by=owner, title="Ti på linjen"), make_commitment(status="active", title="En fremmed")
    browser = browse(union)
    page = browser.get("/fagforeninger").get_data(as_text=True)
    assert "Ti på linjen" in page and foreign.title not in page and "Du har ikke sat mærke" in page
    sent = {"version": made.version, "agrees": "1", "note": "", "next": "/fagforeninger"}
    answer = browser.post(f"/forpligtelser/{made.id}/tillidsmaerke", sent)
    assert answer.request.path == "/fagforeninger" and "Set af dig: enig" in answer.get_data(as_text=True)
    answer = browser.post(f"/forpligtelser/{made.id}/kommentar", {"text": "Det går godt", "next": "/fagforeninger"})
    assert answer.request.path == "/fagforeninger"


def test_what_waits_for_a_mark_stands_before_what_has_one(app, browse):
    """A company's commitment without my mark comes first, however late it is due; among those alike the next deadline comes first."""
    owner = make_manager()
    union = speaker(owner)
    soon, late = (
        make_commitment(status="active", by=owner, title=title, due_on=today() + timedelta(days=days))
        for title, days in (("Snart i køkkenet", 20), ("Senere i køkkenet", 90))
    )
    browser = browse(union)

    def order():
        page = browser.get("/fagforeninger").get_data(as_text=True).split('id="arbejdspladser"')[1]
        return sorted((soon.title, late.title), key=page.index)

    assert order() == ["Snart i køkkenet", "Senere i køkkenet"]
    voices.mark(union, soon.id, True)
    assert order() == ["Senere i køkkenet", "Snart i køkkenet"]


def test_a_person_without_companies_is_told_how_to_begin(app, browse):
    """Nobody represented: the way to say so."""
    page = browse(make_manager("union")).get("/fagforeninger").get_data(as_text=True)
    assert "Meld, hvor du er tillidsrepræsentant" in page and "Ingen frister" in page


def test_what_members_gained_counts_the_own_and_signed_once(each_database):
    """Reported and confirmed of this year by unit; a replaced entry, another year and foreign commitments do not count."""
    owner, union = make_manager(), make_manager("union")
    signed = make_commitment(status="active", by=owner, cosigners=[union])
    entry = make_entry(signed, owner, 3)
    voices.confirm(union, entry.id, 2)
    wrong = make_entry(signed, owner, 50)
    voices.correct(owner, wrong.id, 4, "Tastefejl", today())
    assert queries.gained_in(union.partner_id, today().year) == [queries.Gain(Unit.PLACEMENT, 7, 2)]
    assert queries.gained_in(union.partner_id, today().year - 1) == []
    assert queries.gained_in(make_manager("union").partner_id, today().year) == []


def test_deadlines_of_sixty_days_are_those_that_concern_me(app):
    """Own, signed and represented companies' deadlines within sixty days; later and foreign ones are left out."""
    owner = make_manager()
    union = speaker(owner)
    near = make_commitment(status="active", by=owner, due_on=today() + timedelta(days=20))
    own = make_commitment(status="active", by=union, due_on=today() + timedelta(days=10))
    make_commitment(status="active", by=owner, due_on=today() + timedelta(days=90))
    make_commitment(status="active", due_on=today() + timedelta(days=5))
    assert [row.id for row in queries.deadlines(union, union.represented_ids)] == [own.id, near.id]


def test_chances_are_near_the_companies_occupations_and_leak_no_need(app):
    """Free places and seats near what the companies need, as far as the union may see it; a secret need opens nothing."""
    owner = make_manager()
    union = speaker(owner)
    place = make_placement(occupation_id="procesoperatoer")
    assert queries.occupations_near(union, union.represented_ids) == set()
    make_need(owner)
    assert queries.occupations_near(union, union.represented_ids) == set()
    make_need(owner, audience=Audience.SCHOOLS_AND_UNIONS, headcount=2)
    near = queries.occupations_near(union, union.represented_ids)
    assert OPERATOR in near and [row.id for row in queries.placements_for(near)] == [place.id]
    full, free = make_seats(seats=2, taken_elsewhere=2), make_seats(seats=2)
    assert [row.id for row in queries.programmes_for(set())] == [free.id] and full.free == 0


def test_news_of_what_i_follow_until_i_have_seen_it(app, browse):
    """Others' acts stand on the desk with partners, never persons; my own do not; "seen" empties it; unfollowing ends it."""
    owner, union = make_manager(), make_manager("union")
    made = make_commitment(status="active", by=owner)
    browser = browse(union)
    assert "Følg" in browser.get(f"/forpligtelser/{made.id}").get_data(as_text=True)
    browser.post(f"/forpligtelser/{made.id}/foelg")
    browser.post(f"/forpligtelser/{made.id}/foelg")
    assert following.news_for(union) == []
    voices.comment(union, made.id, "Mit eget")
    make_entry(made, owner, 3)
    page = browser.get("/fagforeninger").get_data(as_text=True)
    assert "Nyt om det, du følger" in page and f"{owner.partner.name} har meldt fremdrift" in page and owner.name not in page
    page = browser.post("/forpligtelser/fulgte/set", {"next": "/fagforeninger"}).get_data(as_text=True)
    assert "Nyt om det, du følger" not in page
    browser.post(f"/forpligtelser/{made.id}/foelg-ikke")
    make_entry(made, owner, 1)
    assert following.news_for(union) == [] and not following.is_following(union.id, made.id)


def test_a_draft_is_nobodys_to_follow(app, browse):
    """A foreign draft is not there; the own cannot be followed yet."""
    owner = make_manager()
    made = make_commitment(status="draft", by=owner)
    browse(make_manager()).post(f"/forpligtelser/{made.id}/foelg", status=404)
    browse(owner).post(f"/forpligtelser/{made.id}/foelg", status=403)


def test_enquiries_are_answered_on_each_sides_desk(app, browse):
    """A pending one is accepted on the desk and leads back; afterwards both desks ask whether it was worth it."""
    for kind, path in (("company", "/virksomheder"), ("school", "/skoler"), ("municipality", "/kommunen")):
        owner, asker = make_manager(kind), make_manager("union")
        made = make_enquiry(asker, owner)
        browser = browse(owner)
        assert f'id="forespoergsel-{made.id}"' in browser.get(path).get_data(as_text=True)
        answer = browser.post(f"/forespoergsler/{made.id}/accepter", {"version": made.version, "number": "1", "next": path})
        assert answer.request.path == path and f'id="forespoergsel-{made.id}"' not in answer.get_data(as_text=True)
        enquiry_service.finish(asker, made.id, made.version + 1)
        assert "Gav det værdi?" in browser.get(path).get_data(as_text=True)
        assert "Gav det værdi?" in browse(asker).get("/fagforeninger").get_data(as_text=True)


def test_the_overview_counts_the_worth_and_names_no_person(app, browse):
    """The steward reads how often it was worth it and the lines with the partner; a neighbour's desk has none of it."""
    asker = make_manager("union")
    made = make_enquiry(asker, status="done")
    enquiry_service.say_worth(asker, made.id, Worth.YES, "Begge blev ansat.")
    page = browse(make_steward()).get("/kommunen").get_data(as_text=True)
    assert "Gav forespørgslerne værdi?" in page and "Begge blev ansat." in page and asker.partner.name in page
    assert asker.name not in page.split('id="vaerdi"')[1]
    neighbour = make_user(make_partner("municipality"), is_manager=True)
    assert "Gav forespørgslerne værdi?" not in browse(neighbour).get("/kommunen").get_data(as_text=True)


def test_the_desk_asks_a_constant_number_of_queries(app, browse):
    """Ten commitments, places, initiatives and enquiries cost no more questions than one."""
    counted = []
    for number in (1, 6):
        owner = make_manager()
        union = speaker(owner)
        for step in range(number):
            made = make_commitment(status="active", by=owner, cosigners=[union], title=f"Løfte {number} {step}")
            make_entry(made, owner, 2)
            following.follow(union, made.id)
            make_entry(made, owner, 1)
            make_placement(owner, title=f"Plads {number} {step}")
            make_initiative(union, title=f"Indsats {number} {step}")
            make_enquiry(make_manager(), union)
        browser = browse(union)
        browser.get("/fagforeninger")
        with count_queries(app) as sent:
            browser.get("/fagforeninger")
        counted.append(len(sent))
    assert counted[1] <= counted[0] <= 32, counted
    with app.test_request_context():
        assert members_of(union).companies[0].rows


def test_a_colleague_without_the_role_reads_the_same_desk(app, browse):
    """A member of the union that represents nobody sees the desk without others' companies."""
    owner = make_manager()
    union = speaker(owner)
    make_commitment(status="active", by=owner, title="Ti på linjen")
    assert "Ti på linjen" not in browse(colleague(union)).get("/fagforeninger").get_data(as_text=True)
