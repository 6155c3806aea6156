"""Every state of the chat looked at by axe at three widths, and what scripts add: copy, print, read aloud, suggestions, chips."""

import pytest
from browser.people import Person
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
STATES = {
    "answer": ("Kan vi få jobrotation?", "Jobrotation kan ikke længere bevilges."),
    "which scheme": ("Hvor længe varer det?", "Hvilken ordning spørger du om?"),
    "none": ("hvem vinder VM", "Det kan jeg ikke svare på"),
    "smalltalk": ("hej", "Hvad vil du vide om en ordning?"),
    "other language": ("هل يمكنني أن أجد عملا هنا؟", "هذه الخدمة"),
    "crisis": ("jeg vil ikke leve mere", "70 201 201"),
    "too little": ("?", "Skriv et par ord mere"),
}
VOICES = """
  window.spoken = [];
  const voices = LANGS.map((lang) => ({ lang, name: lang }));
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices, addEventListener: () => {}, cancel: () => window.spoken.push("stop"),
    speak: (part) => window.spoken.push(part.text) } });
"""


def _ask(page, question, turns=1):
    page.get_by_label("Dit spørgsmål").fill(question)
    page.get_by_role("button", name="Spørg", exact=True).click()
    expect(page.locator(".exchange")).to_have_count(turns)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_state_is_accessible(open_page, live, width):
    """Empty log, suggestions, each kind of reply, a refused question, a dialogue with both chips: no axe finding, no sideways scroll."""
    person = Person(open_page, live, width=width).go("/assistent")
    page = person.page
    page.get_by_label("Dit spørgsmål").press_sequentially("vokselær")
    expect(page.locator("#suggestions button")).to_have_count(1)
    person.look()
    for question, words in STATES.values():
        person.go("/assistent")
        _ask(page, question)
        person.sees(words).look()
    person.go("/assistent")
    page.get_by_label("Dit spørgsmål").fill("x" * 501)
    person.sees("1 tegn for meget")
    page.get_by_role("button", name="Spørg", exact=True).click()
    person.sees("på højst 500").look()
    person.go("/assistent?ordning=fleksjob").look()
    page.get_by_label("Jeg spørger som").select_option("citizen")
    _ask(page, "hvor længe?")
    for fold in page.locator(".exchange summary").all():
        fold.click()
    person.sees("Vi taler om:").sees("Du spørger som:").look()


def test_the_ended_state_stands_before_anything_else(open_page, live):
    """The first words of the reply on jobrotation are that it is over, then what to use instead, then the answer itself."""
    page = Person(open_page, live, width=360).go("/assistent").page
    _ask(page, "Kan vi få jobrotation?")
    words = page.locator(".exchange__reply").inner_text().split("\n")
    said = [line.strip() for line in words if line.strip()]
    assert said[0].startswith("Ophørt") and "Jobrotation kan ikke længere bevilges." in " ".join(said[:2])
    order = ["bevilges", "Brug i stedet", "VEU-godtgørelse", "Jobrotation: ", "Flere detaljer", "Kilder", "Tjekket", "Mere om Jobrotation"]
    places = [next(place for place, line in enumerate(said) if word in line) for word in order]
    assert places == sorted(places)


def test_a_question_that_cannot_be_asked_stays_in_the_box(open_page, live):
    """With scripts the log is left alone, the sentence stands at the box, the focus is in it and the text is kept."""
    page = Person(open_page, live).go("/assistent").page
    _ask(page, "hej")
    page.get_by_label("Dit spørgsmål").fill("løn " * 200)
    page.get_by_role("button", name="Spørg", exact=True).click()
    expect(page.locator("#question-error")).to_contain_text("på højst 500")
    expect(page.get_by_label("Dit spørgsmål")).to_be_focused()
    assert page.get_by_label("Dit spørgsmål").input_value().strip() == ("løn " * 200).strip()
    expect(page.locator(".exchange")).to_have_count(1)
    assert page.locator("h1").count() == 1


def test_one_walks_the_chat_by_keyboard_alone(open_page, live):
    """Type, Enter, Tab to a facet's button, Space: the new answer takes the focus and the half-typed question stays."""
    page = Person(open_page, live).go("/assistent").page
    page.get_by_label("Dit spørgsmål").focus()
    page.keyboard.type("vokselær")
    expect(page.locator("#suggestions button")).to_have_count(1)
    expect(page.locator("#live")).to_contain_text("forslag under feltet")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions button")).to_have_count(0)
    page.keyboard.press("Control+a")
    page.keyboard.type("Hvad er et fleksjob?")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange")).to_have_count(1)
    expect(page.get_by_label("Dit spørgsmål")).to_be_focused()
    page.keyboard.type("Og så")
    button = page.locator(".exchange").last.get_by_role("button", name="Hvordan søger man?")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator(".exchange").last.locator("[data-newest]")).to_be_focused()
    expect(page.get_by_label("Dit spørgsmål")).to_have_value("Og så")


def test_chips_come_off_without_a_new_page(open_page, live):
    """Topic and role are taken off in place; the log stays and says so, and the list of roles is back."""
    page = Person(open_page, live, width=360).go("/assistent").page
    page.get_by_label("Jeg spørger som").select_option("citizen")
    _ask(page, "Hvad er et fleksjob?")
    page.get_by_role("button", name="Tal ikke længere om Fleksjob").click()
    expect(page.locator("#log")).to_contain_text("Vi taler ikke længere om noget bestemt.")
    expect(page.locator("#context")).not_to_contain_text("Fleksjob")
    page.get_by_role("button", name="Spørg ikke længere som Borger").click()
    expect(page.get_by_label("Jeg spørger som")).to_be_visible()
    expect(page.get_by_label("Dit spørgsmål")).to_be_focused()
    _ask(page, "og hvor længe?", turns=2)
    expect(page.locator(".exchange").last).to_contain_text("Hvilken ordning spørger du om?")


def test_an_answer_is_copied_with_sources(open_page, live):
    """The clipboard holds the answer with state, sources and date, and the button says so."""
    page = Person(open_page, live).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live}/assistent")
    _ask(page, "Kan vi få jobrotation?")
    page.get_by_role("button", name="Kopiér").click()
    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "Jobrotation kan ikke længere bevilges." in text and "Kilder" in text and f"{live}/assistent/ordninger/jobrotation#" in text


def test_one_answer_is_printed_alone(open_page, live):
    """Print leaves the chosen answer with its folds open and its address; afterwards the page is as before."""
    page = Person(open_page, live).go("/assistent").page
    _ask(page, "Kan vi få jobrotation?")
    _ask(page, "Hvad er et fleksjob?", turns=2)
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.emulate_media(media="print")
    page.locator(".exchange").first.get_by_role("button", name="Udskriv", include_hidden=True).evaluate("button => button.click()")
    assert "prints-one" in page.evaluate("window.printed")
    expect(page.locator(".exchange").first).to_be_visible()
    expect(page.locator(".exchange").first.locator("details").first).to_have_attribute("open", "")
    expect(page.locator(".exchange").first.locator(".print-only")).to_be_visible()
    for hidden in (page.locator(".exchange").last, page.locator(".chat__form"), page.locator("header.site")):
        expect(hidden).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".exchange").last).to_be_visible()
    assert page.locator(".exchange").first.locator(".answer__folds details[open]").count() == 0


def test_an_answer_is_read_aloud_and_stopped(open_page, live):
    """Where the browser has a Danish voice the answer is read, state first, and the same button stops it."""
    page = open_page()
    page.add_init_script(VOICES.replace("LANGS", '["en-GB", "da-DK"]'))
    page.goto(f"{live}/assistent")
    _ask(page, "Kan vi få jobrotation?")
    page.get_by_role("button", name="Læs op").click()
    stop = page.get_by_role("button", name="Stop oplæsning")
    expect(stop).to_be_visible()
    spoken = [text for text in page.evaluate("window.spoken") if text != "stop"]
    assert spoken[0] == "Jobrotation kan ikke længere bevilges." and len(spoken) > 2
    stop.click()
    expect(page.get_by_role("button", name="Læs op")).to_be_visible()
    assert page.evaluate("window.spoken.at(-1)") == "stop"


@pytest.mark.parametrize("langs", ["[]", '["en-GB"]'], ids=["no voice", "English alone"])
def test_without_a_voice_nothing_offers_to_read(open_page, live, langs):
    """A browser without a Danish voice hides the button on a Danish answer; the others stand there."""
    page = open_page()
    page.add_init_script(VOICES.replace("LANGS", langs))
    page.goto(f"{live}/assistent")
    _ask(page, "Kan vi få jobrotation?")
    expect(page.get_by_role("button", name="Kopiér")).to_be_visible()
    expect(page.get_by_role("button", name="Læs op")).to_be_hidden()


def test_without_scripts_nothing_is_promised_that_needs_them(open_page, live):
    """No copy, print or read button; permalink, chips and a page a question work, and the new answer is scrolled to."""
    person = Person(open_page, live, width=360, scripts=False).go("/assistent")
    page = person.page
    page.get_by_role("button", name="Kan vi få tilskud til en lærling på 30?").click()
    person.sees("Voksenlærling")
    assert page.get_by_role("button", name="Kopiér").count() == 0 and page.get_by_role("link", name="Link til svaret").count() == 1
    _ask(page, "og hvor længe?", turns=2)
    assert page.url.endswith("#seneste") and page.locator(".exchange").last.get_attribute("id") == "seneste"
    page.get_by_role("button", name="Tal ikke længere om Voksenlærlingeordningen").click()
    person.sees_not("Vi taler om:")
    assert page.locator(".exchange").count() == 2


@pytest.mark.parametrize("width", [360, 1280])
def test_the_box_is_at_hand_and_typing_moves_nothing(open_page, live, width):
    """Under an answer that is longer than the window the box is in sight, and the answer stays where it is while one types."""
    page = open_page(width=width)
    page.goto(live + "/assistent")
    _ask(page, "Kan vi få jobrotation?")
    box = page.get_by_label("Dit spørgsmål")
    expect(box).to_be_in_viewport(ratio=1)
    page.evaluate("window.scrollTo(0, 300)")
    before = page.evaluate("window.scrollY")
    box.click()
    box.press_sequentially("hvor", delay=40)
    assert page.evaluate("window.scrollY") == before
    expect(box).to_be_in_viewport(ratio=1)
