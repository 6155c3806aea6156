"""What one takes along from the chat: an answer as text, a question as a mail, an address; and the chips of the dialogue."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from partnerhub.assistant.carrying import mail_link, plain_text
from partnerhub.assistant.dialogue import FORGET, about, choice, play
from partnerhub.clock import at

TODAY = date(2026, 11, 24)
ADDRESS = "https://partnerhub.example.dk/assistent/ordninger/jobrotation#who"


def _ask(browse, *, status=200, htmx=False, **fields):
    return browse(None).post("/assistent", fields, status=status, token=False, htmx=htmx).text


def test_a_copied_answer_keeps_state_date_and_sources(app):
    """The text to paste begins with what holds, and ends with sources and their year, the day it was checked and its address."""
    with app.test_request_context(), at(TODAY):
        turn = play(["Kan vi få jobrotation?"], None, "da").turns[0]
        lines = plain_text(turn, ADDRESS).split("\n")
    assert lines[2].startswith("Jobrotation kan ikke længere bevilges.") and "VEU-godtgørelse" in lines[3]
    sources = lines[lines.index("Kilder") + 1 :]
    listed = [line for line in sources if line.startswith("- ")]
    assert listed and all(re.search(r"set (før )?\d{4}|uden dato|årstal ukendt", line) for line in listed) and "https://" in listed[0]
    assert "Tjekket" in lines[-2] and "Endnu ikke gennemgået af kommunen." in lines[-2]
    assert lines[-1] == f"Hentet 24. nov. 2026 fra {ADDRESS}"


def test_a_copied_answer_speaks_the_answers_language(app):
    """An English answer is copied in English from a Danish page."""
    with app.test_request_context(), at(TODAY):
        turn = play(["How long can a person be in a work trial in a company?"], None, "da").turns[0]
        text = plain_text(turn, ADDRESS)
    assert "Sources" in text and "Checked" in text and "Kilder" not in text


def test_the_copied_text_and_the_permalink_stand_at_the_answer(browse):
    """The page carries text and address in attributes and links, so that no script has to make them."""
    page = _ask(browse, question="Kan vi få jobrotation?")
    copied = unescape(re.search(r'data-copy="([^"]+)"', page)[1])
    assert copied.startswith("Jobrotation:") and "http://127.0.0.1/assistent/ordninger/jobrotation#" in copied
    link = re.search(r'href="(/assistent/ordninger/jobrotation#(\w+))"', page)
    assert f'id="{link[2]}"' in browse(None).get(link[1]).text


def test_a_mail_to_the_contact_holds_the_question_and_a_warning(make_app):
    """Where a mail address is known, a link writes the question for one, masked, and warns against CPR numbers."""
    client = make_app(CONTACT_MAIL="kontakt+ordning@demo.example").test_client()
    page = client.post("/assistent", data={"question": "Gælder § 97 & regler om æbler for 010180-1234?"}).text
    link = urlsplit(unescape(re.search(r'href="(mailto:[^"]+\?[^"]+)"', page)[1]))
    body = parse_qs(link.query)["body"][0]
    assert link.path == "kontakt%2Bordning@demo.example" and "Gælder § 97 & regler om æbler for XXXXXX-XXXX?" in body
    assert "Skriv ikke CPR-nummer" in body and "010180" not in page


def test_without_a_contact_there_is_nobody_to_write_to(browse):
    """No mail address, no link."""
    assert "mailto:" not in _ask(browse, question="Hvad er et fleksjob?") and mail_link("", "fleksjob", "da") == ""


def test_who_speaks_of_self_harm_gets_the_help_lines_and_nothing_else(make_app):
    """No buttons to ask on, nothing to copy or mail: two numbers to call."""
    page = make_app(CONTACT_MAIL="kontakt@demo.example").test_client().post("/assistent", data={"question": "jeg vil ikke leve mere"}).text
    reply = page[page.index('class="exchange__reply"') : page.index("</article>")]
    assert 'href="tel:70201201"' in reply and 'href="tel:112"' in reply
    assert "mailto:" not in reply and "<button" not in reply and "data-copy" not in reply


def test_the_topic_is_seen_and_can_be_taken_off(browse):
    """The chip names the scheme; taking it off keeps the log and what is typed, and the next question stands alone."""
    page = _ask(browse, question="Hvad er et fleksjob?")
    assert "Vi taler om:" in page and 'name="drop" value="topic"' in page
    page = _ask(browse, drop="topic", earlier="Hvad er et fleksjob?", question="og hvor længe?")
    assert "Vi taler om:" not in page and page.count('class="exchange"') == 1 and ">og hvor længe?</textarea>" in page
    assert f'name="earlier" value="{FORGET}"' in page
    page = browse(None).post("/assistent", {"earlier": ["Hvad er et fleksjob?", FORGET], "question": "og hvor længe?"}, token=False).text
    assert "Hvilken ordning spørger du om?" in page and "Fleksjob: Hvor længe" not in page.split("</article>")[0]


def test_a_link_that_speaks_of_a_scheme_is_a_topic_from_the_start(browse):
    """From a scheme's page the chat knows what is meant, for the first question and those after it."""
    page = browse(None).get("/assistent?ordning=fleksjob&for=citizen").text
    assert "Vi taler om:" in page and f'value="{about("fleksjob")}"' in page and 'class="exchange"' not in page
    page = _ask(browse, question="hvor længe?", earlier=about("fleksjob"))
    assert "Fleksjob: Hvor længe varer det?" in page and page.count('class="exchange"') == 1
    sent = {"question": "og hvem kan hjælpe?", "earlier": [about("fleksjob"), "hvor længe?"]}
    page = browse(None).post("/assistent", sent, token=False).text
    assert "Fleksjob: Hvor længe varer det?" in page and "Fleksjob: Hvem kan hjælpe?" in page
    assert 'class="exchange"' not in browse(None).get("/assistent?ordning=findes-ikke&for=ingen").text


def test_the_role_is_seen_and_can_be_taken_off(browse):
    """A chosen role is a chip that travels with the dialogue; taking it off brings the list back."""
    page = _ask(browse, question="Hvad er jobrotation?", audience="citizen")
    assert "Du spørger som:" in page and 'name="audience" value="citizen"' in page and "<select" not in page
    page = _ask(browse, drop="role", audience="citizen", earlier="Hvad er jobrotation?")
    assert '<select class="form-select" id="audience"' in page and "Du spørger som:" not in page
    part = _ask(browse, htmx=True, drop="role", audience="citizen", earlier="Hvad er jobrotation?")
    assert "Du spørger ikke længere" in part and 'class="exchange"' not in part and 'id="role"' in part


def test_an_example_is_asked_as_typed(browse):
    """The examples below an empty log are questions; what stands in the box beside them does not hide them."""
    page = _ask(browse, question="", example="Hvad træder i stedet for jobrotation?")
    assert "Jobrotation kan ikke længere bevilges." in page


def test_a_button_leaves_what_is_being_typed(browse):
    """Without JavaScript too, pressing a facet's button keeps the half-typed question in the box."""
    assert ">Hvad med</textarea>" in _ask(browse, question="Hvad med", choice=choice("fleksjob", "money"))


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("Hvor længe varer det?", "Hvor længe varer det?"),
        ("hvad koster det", "Hvad koster det, og hvad får man?"),
        ("hvordan søger jeg?", "Hvordan søger man?"),
        ("How do I apply?", "How does one apply?"),
    ],
)
@pytest.mark.parametrize("audience", [None, "company", "citizen", "union", "school"])
def test_a_facet_alone_is_asked_which_scheme(app, question, facet, audience):
    """A question that leaves the scheme out is asked back with the schemes that this asker asks about most, none of them ended."""
    with app.test_request_context(), at(TODAY):
        reply = play([question], audience, "da").turns[0].reply
    assert reply.kind == "clarify" and ("Hvilken ordning" in reply.message or "Which scheme" in reply.message)
    assert 2 <= len(reply.suggestions) <= 4 and all(facet in item.title for item in reply.suggestions)
    assert "jobrotation" not in {item.scheme for item in reply.suggestions}


@pytest.mark.parametrize("question", ["hvad koster en cykel", "hvor længe lever en kat", "hvem vinder VM", "hvordan søger jeg boligstøtte"])
def test_a_facet_of_something_else_is_refused(app, question):
    """What is about something outside is not asked back as if a scheme was meant."""
    with app.test_request_context(), at(TODAY):
        assert play([question], None, "da").turns[0].reply.kind == "none"


@pytest.mark.parametrize("question", ["fleksjob", "Fleksjob?", "hvad er et fleksjob", "fortæl mig om fleksjob", "flexi job"])
def test_a_name_alone_is_answered_with_what_it_is(app, question):
    """A scheme without a facet gets the "what" answer, the other facets as buttons and its neighbours behind a fold."""
    with app.test_request_context(), at(TODAY):
        reply = play([question], None, "da").turns[0].reply
    assert (reply.answer.scheme, reply.answer.facet) == ("fleksjob", "what")
    assert len(reply.facets) >= 4 and all(item.title.startswith(reply.answer.scheme_name) for item in reply.facets)
    assert any(item.text and item.choice for item in reply.neighbours) and any(not item.text for item in reply.neighbours)


def test_a_name_alone_after_a_question_keeps_the_facet(app):
    """ "hvad med løntilskud?" goes on asking what was asked."""
    with app.test_request_context(), at(TODAY):
        reply = play(["Hvor længe kan man være i virksomhedspraktik?", "hvad med løntilskud?"], None, "da").turns[1].reply
    assert (reply.answer.scheme, reply.answer.facet) == ("loentilskud", "duration")
