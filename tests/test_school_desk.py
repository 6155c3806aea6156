"""The schools' desk: own classes at a glance, the needs they serve, a sheet half read in, initiatives; the same cost however many."""

from datetime import timedelta

from commitment_makers import make_manager
from counting import count_queries
from enquiry_makers import make_initiative
from exchange_makers import OPERATOR, WELDER, make_need, make_programme

from partnerhub.clock import at, today
from partnerhub.exchange import match_service, programme_importing, programme_service
from partnerhub.exchange.kinds import Audience, OfferKind
from partnerhub.schools import queries
from partnerhub.schools.teaching import teaching_of

DAY = timedelta(days=1)


def test_classes_come_by_start_with_what_matters(app, browse):
    """Free seats, waiting list and too few stand beside each coming class; cancelled, past and foreign ones are not there."""
    school = make_manager("school")
    make_programme(school, title="På aftale", starts_on=None)
    make_programme(school, title="Fuldt hold", seats=8, taken_elsewhere=8, waiting=3, starts_on=today() + 40 * DAY)
    make_programme(school, title="Tyndt hold", seats=10, taken_elsewhere=2, minimum=6, starts_on=today() + 10 * DAY)
    gone = make_programme(school, title="Aflyst hold")
    programme_service.close_programme(school, gone.id, gone.version, "For få")
    with at(today() - 90 * DAY):
        make_programme(school, title="Sidste termin", starts_on=today() + 10 * DAY)
    make_programme(title="Naboens hold")
    assert [one.title for one in teaching_of(school).classes] == ["Tyndt hold", "Fuldt hold", "På aftale"]
    assert queries.sums_of(school.partner_id) == queries.Sums(3, 30, 20, 3, 1)
    page = browse(school).get("/skoler").text
    for words in ("8 af 10 ledige", "Mangler 4 for at blive holdt", "3 på venteliste", "Kopiér sidste termin (1)", "/forloeb/indlaes"):
        assert words in page
    assert "Aflyst hold" not in page and "Naboens hold" not in page and "Sidste termin" not in page


def test_needs_that_free_seats_can_meet_say_why(app, browse):
    """Each need once with the best class; own, secret and hidden ones, and those that a full class alone would serve, are not told."""
    school, owner = make_manager("school"), make_manager()
    make_programme(school, title="Svejsning", occupations=(WELDER,))
    make_programme(school, title="Proces", occupations=(OPERATOR,), seats=2, taken_elsewhere=2)
    open_need = make_need(owner, occupation_id=WELDER, headcount=7, audience=Audience.PARTNERS)
    make_need(owner, occupation_id=WELDER, headcount=91)
    make_need(owner, occupation_id=OPERATOR, headcount=92, audience=Audience.PARTNERS)
    make_need(school, occupation_id=WELDER, headcount=93, audience=Audience.PARTNERS)
    served = teaching_of(school).served
    assert [(one.found.need.headcount, one.programme.title) for one in served] == [(7, "Svejsning")]
    assert "7 × Svejser" in browse(school).get("/skoler").text
    match_service.hide(school, open_need.id, OfferKind.PROGRAMME, served[0].programme.id, "For langt væk")
    assert teaching_of(school).served == []


def test_a_school_without_classes_is_told_how_to_begin(app, browse):
    """Nothing written yet: send the sheet that one has, or write a class; nothing to copy is not offered."""
    page = browse(make_manager("school")).get("/skoler").text
    assert "Ingen kommende forløb" in page and "Indlæs regneark" in page and "Kopiér sidste termin" not in page


def test_a_sheet_half_read_in_is_found_again(app, browse):
    """Who was called away from the columns finds the way back on the desk; nobody else does."""
    school = make_manager("school")
    key = programme_importing.keep_file(school, "hold.csv", b"Kursus;Pladser\nSvejsning;12\n")
    assert f"/forloeb/indlaes/{key}/kolonner" in browse(school).get("/skoler").text
    assert programme_importing.unfinished(make_manager("school")) is None


def test_initiatives_stand_with_what_they_reached(app, browse):
    """The own open ones with numbers of people."""
    school = make_manager("school")
    make_initiative(school, title="Kontaktlærere")
    make_initiative(title="En andens")
    page = browse(school).get("/skoler").text
    assert "Kontaktlærere" in page and "En andens" not in page


def test_the_desk_costs_the_same_however_much(app, browse):
    """Twenty classes, needs and initiatives ask no more of the database than two of each."""
    costs = []
    for number in (2, 20):
        school = make_manager("school")
        for step in range(number):
            make_programme(school, title=f"Hold {step}", occupations=(WELDER, OPERATOR))
            make_need(occupation_id=WELDER, audience=Audience.PARTNERS, headcount=step + 1)
            make_initiative(school, title=f"Indsats {step}")
        browser = browse(school)
        browser.get("/skoler")
        with count_queries(app) as sent:
            browser.get("/skoler")
        costs.append(len(sent))
    assert costs[0] == costs[1] and costs[1] < 45
