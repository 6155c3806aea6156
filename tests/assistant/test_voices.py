"""Who asks is understood from the question where it leaves no doubt, shown as a chip, and can be taken off."""

import pytest
from makers import make_partner, make_steward, make_user
from werkzeug.datastructures import MultiDict

from partnerhub.assistant.dialogue import play
from partnerhub.assistant.posted import read_posted
from partnerhub.assistant.service import switch_off
from partnerhub.assistant.voices import voice_in
from partnerhub.shipping import load_knowledge


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Min medarbejder har fået en diskusprolaps, hvad kan vi gøre?", "company"),
        ("we want to hire a welder from India", "company"),
        ("Jeg er tillidsrepræsentant, kan klubben være med?", "union"),
        ("Vores kursister mangler en praktikplads", "school"),
        ("jeg er sygemeldt med stress", "citizen"),
        ("my boss says I must come", "citizen"),
        ("hvad får jeg i løn som voksenlærling?", "citizen"),
        ("Mit firma har fyret mig", "citizen"),
        ("jeg er hr. Jensen og er blevet fyret", "citizen"),
        ("as a school bus driver can I get a flex job?", None),
        ("Vi har ansat en advokat, fordi jeg er syg", None),
        ("Hvad er et fleksjob?", None),
        ("Hvor meget kan vi få?", None),
        ("Jeg er tillidsrepræsentant, og min medarbejder er syg", None),
    ],
)
def test_who_asks_is_heard_only_where_it_is_plain(question, who):
    """ "We" alone may be anybody; words of two sides tell nothing."""
    assert voice_in(question) == who


def test_what_was_chosen_or_taken_off_holds():
    """A chosen role is not talked over, one that is taken off stays off, and a button says nothing of who presses it."""
    said = {"question": "Min medarbejder er syg"}
    assert read_posted(MultiDict(said)).audience == "company"
    assert read_posted(MultiDict(said | {"audience": "municipality"})).audience == "municipality"
    assert read_posted(MultiDict(said | {"audience": "company", "drop": "role"})).audience is None
    assert read_posted(MultiDict(said | {"choice": "→valg:fleksjob:what"})).audience is None
    assert read_posted(MultiDict(said | {"voice": "off"})).audience is None
    assert read_posted(MultiDict(said | {"example": "Hvor mange timer må jeg arbejde?"})).audience is None
    assert read_posted(MultiDict({"question": "min medarbejder " * 100})).audience is None


def test_what_was_heard_gives_way_to_a_plainer_word_and_what_was_chosen_does_not():
    """Somebody asks for their company first and for themselves afterwards."""
    first = read_posted(MultiDict({"question": "Min medarbejder er syg"}))
    assert (first.audience, first.voice) == ("company", "heard")
    then = {"question": "min chef siger, jeg skal på kursus", "audience": "company"}
    assert read_posted(MultiDict(then | {"voice": "heard"})).audience == "citizen"
    assert read_posted(MultiDict(then)).audience == "company"
    kept = read_posted(MultiDict({"question": "og hvor længe?", "audience": "company", "voice": "heard"}))
    assert (kept.audience, kept.voice) == ("company", "heard")


def test_a_role_that_was_taken_off_is_not_heard_again(browse):
    """The page carries that it was; with and without scripts."""
    browser = browse(None)
    page = browser.post("/assistent", {"drop": "role", "earlier": "Min medarbejder er syg", "audience": "company"}, token=False).text
    assert 'name="voice" value="off"' in page
    page = browser.post("/assistent", {"voice": "off", "question": "og min medarbejder, hvad får han?"}, htmx=True, token=False).text
    assert 'name="voice" value="off"' in page and 'name="audience" value=' not in page


def test_the_chip_and_the_wording_follow(browse):
    """The page says whom it takes one for, and answers that side."""
    page = browse(None).post("/assistent", {"question": "Min medarbejder skal have et fleksjob. Hvad betaler vi?"}, token=False).text
    assert 'name="audience" value="company"' in page and "Spørg ikke længere som" in page
    assert "I betaler" in page


def test_what_the_form_marks_for_itself_cannot_be_typed(browse):
    """A question that begins like the form's own marks is a question: it is answered, and shown as it was typed."""
    assert read_posted(MultiDict({"question": "→glem:"})).sent == ["glem:"]
    page = (
        browse(None).post("/assistent", {"question": "om: voksenlærling", "earlier": "Hvad er et fleksjob?"}, htmx=True, token=False).text
    )
    assert "om: voksenlærling" in page and "Voksenlærlingeordningen: Hvad er det?" in page


@pytest.mark.parametrize("kind", ["company", "union", "school", "municipality"])
def test_a_signed_in_persons_side_is_the_first_role(browse, kind):
    """It is shown as a chip, gives way to the address, and nobody's is known to the chat inside a partner's page."""
    browser = browse(make_user(make_partner(kind)))
    chosen = f'<input type="hidden" name="audience" value="{kind}">'
    assert chosen in browser.get("/assistent").text and chosen not in browse(None).get("/assistent").text
    assert 'name="audience" value="citizen"' in browser.get("/assistent?for=citizen").text
    assert chosen not in browser.get("/assistent/indlejret").text


def test_the_side_of_a_schemes_page_goes_along_into_the_chat(browse):
    """Who reads it as a company asks as one."""
    page = browse(None).get("/assistent/ordninger/fleksjob?for=company").text
    assert 'href="/assistent?ordning=fleksjob&amp;for=company"' in page


def test_a_scheme_that_is_switched_off_is_a_topic_one_can_take_off(app):
    """What the next question would be about is shown, also where it is not answered."""
    load_knowledge()
    switch_off(make_steward(), "fleksjob", "Vi retter satserne.", "We are correcting the rates.")
    with app.test_request_context():
        said = play(["Hvad er et fleksjob?"], None, "da")
    assert said.topic == "fleksjob" and said.turns[0].reply.answer is None
