"""The chat page and the JSON of the assistant, with crooked input too."""

import html
import re

import pytest

from partnerhub.assistant.asking import Asked, ask

QUESTION = {"question": "Kan vi få jobrotation?", "context": [], "audience": None, "lang": "da"}


def test_a_question_gets_an_answer_without_javascript(browse):
    """A browser that posts the form gets the whole page: question, answer, and the dialogue kept for the next question."""
    browser = browse(None)
    page = browser.post("/assistent", {"question": "Kan vi få jobrotation?"}, token=False).text
    assert "Jobrotation kan ikke længere bevilges." in page and "VEU-godtgørelse" in page
    assert 'name="earlier" value="Kan vi få jobrotation?"' in page
    page = browser.post("/assistent", {"question": "og hvor længe?", "earlier": "Kan vi få jobrotation?"}, token=False).text
    assert "Jobrotation: Hvor længe varer det?" in page and page.count('class="exchange"') == 2


def test_htmx_gets_the_new_turn_alone(browse):
    """A region holds the new question and answer and the fields that carry the dialogue."""
    page = browse(None).post("/assistent", {"question": "Hvad er et fleksjob?"}, htmx=True, token=False).text
    assert page.count('class="exchange"') == 1 and "data-hx-swap-oob" in page and "<html" not in page


def test_a_button_asks_exactly_what_it_says(browse):
    """A button for a facet of a scheme gets that answer."""
    page = browse(None).post("/assistent", {"choice": "→valg:fleksjob:apply", "question": ""}, token=False).text
    assert "Fleksjob: Hvordan søger man?" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Skriv et spørgsmål først"), ("   ", "Skriv et spørgsmål først"), ("a" * 501, "på højst 500"), ("æ" * 9000, "på højst 500")],
)
def test_crooked_questions_come_back_with_a_sentence(browse, typed, sentence):
    """Nothing and too much are told; what was typed stays."""
    page = browse(None).post("/assistent", {"question": typed}, status=422, token=False).text
    assert sentence in page and typed.strip() in page


@pytest.mark.parametrize("pressed", ["→valg:findes-ikke:what", "→valg:fleksjob:intet", "→valg:", "→valg:::::"])
def test_a_button_that_does_not_exist_is_no_error(browse, pressed):
    """A forged button leaves the page as it is."""
    assert "exchange__reply" not in browse(None).post("/assistent", {"choice": pressed}, token=False).text


def test_numbers_that_point_to_a_person_are_masked_and_told(browse):
    """CPR, phone and mail are taken out before anything is done with the question, and the person is told."""
    typed = "Jeg hedder A, 010180-1234, ring 22 33 44 55 eller skriv a@b.dk om fleksjob"
    page = browse(None).post("/assistent", {"question": typed}, token=False).text
    assert "010180-1234" not in page and "22 33 44 55" not in page and "a@b.dk" not in page
    assert "Vi har fjernet det" in page


def test_the_examples_of_the_empty_page_are_answered(browse):
    """Whoever presses what the page itself proposes gets an answer, in both languages."""
    browser = browse(None)
    for lang in ("da", "en"):
        page = browser.get(f"/assistent?lang={lang}").text
        examples = re.findall(r'name="example" value="([^"]+)"', page)
        assert len(examples) == 3
        for example in examples:
            assert ask(Asked(html.unescape(example), lang=lang)).answer, example


def test_no_cookie_is_set(app):
    """Asking leaves nothing in the visitor's browser, and the page may not be framed by others."""
    client = app.test_client()
    for answer in (client.get("/assistent"), client.post("/assistent", data={"question": "fleksjob"})):
        assert not answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize(
    ("typed", "scheme"), [("voksen", "voksenlaerling"), ("fleks", "fleksjob"), ("jobro", "jobrotation"), ("senior", "senior")]
)
def test_a_scheme_s_own_name_is_suggested_before_other_names(browse, typed, scheme):
    """What a scheme is called comes before what others are also called."""
    text = browse(None).post("/assistent/forslag", {"question": typed}, htmx=True, token=False).text
    assert text.split('value="→valg:')[1].startswith(scheme)


def test_the_scheme_that_is_begun_comes_before_one_that_is_called_so_too(browse):
    """Of other names the shortest is the likeliest: "løntilskud" before "løntilskud til nyuddannede"."""
    text = browse(None).post("/assistent/forslag", {"question": "løntilsk"}, htmx=True, token=False).text
    assert text.split('value="→valg:')[1].startswith("loentilskud")


def test_suggestions_forgive_typing_errors(browse):
    """The first letters of a scheme's name bring its button, misspelt too; a letter alone brings none."""
    browser = browse(None)
    assert "→valg:voksenlaerling:what" in browser.post("/assistent/forslag", {"question": "vokselær"}, htmx=True, token=False).text
    assert "→valg:" not in browser.post("/assistent/forslag", {"question": "v"}, htmx=True, token=False).text


def test_the_json_answer_is_the_contract(app):
    """The JSON has the fields of the contract, and its address leads to the scheme's page in the language asked."""
    body = app.test_client().post("/api/v1/assistant/ask", json=QUESTION).get_json()
    assert set(body) == {"kind", "confidence", "answer", "suggestions", "message"} and body["kind"] == "answer"
    answer = body["answer"]
    assert answer["text"].startswith("Jobrotation kan ikke længere bevilges.") and answer["status"] == "ended"
    assert answer["url"].startswith("/assistent/ordninger/jobrotation?lang=da") and 0 <= body["confidence"] <= 1
    assert answer["sources"] and set(answer["sources"][0]) == {"title", "url", "publisher", "seen_year"}
    assert 0 < len(body["suggestions"]) <= 4
    assert app.test_client().get(answer["url"]).status_code == 200


@pytest.mark.parametrize(
    "body",
    [None, [], "tekst", {}, {"question": ""}, {"question": 7}, {"question": "a" * 501}, QUESTION | {"context": "nej"}]
    + [QUESTION | {"context": [1]}, QUESTION | {"audience": "boss"}, QUESTION | {"audience": 3}, QUESTION | {"lang": "de"}],
)
def test_bad_json_is_refused_with_a_problem(app, body):
    """A body that cannot be used gets 400 and a problem in the caller's language."""
    answer = app.test_client().post("/api/v1/assistant/ask", json=body)
    assert answer.status_code == 400 and answer.content_type == "application/problem+json"
    assert answer.get_json()["detail"]


def test_one_may_ask_often_but_not_without_end(make_app):
    """A town hall shares an address, so sixty a minute pass; far beyond that the answer is 429."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    answers = [client.post("/assistent", data={"question": "hej"}).status_code for _ in range(62)]
    assert set(answers[:60]) == {200} and answers[-1] == 429


@pytest.mark.parametrize(
    "path",
    ["/assistent/ordninger", "/assistent/ordninger?q=lærling", "/assistent/ordninger?q=qqqq&for=union", "/assistent/ordninger?for=xx"],
)
def test_the_list_of_schemes(browse, path):
    """Schemes are listed by state and can be narrowed; a search that finds nothing says so."""
    page = browse(None).get(path).text
    assert ("Ingen ordning passer" in page) == ("qqqq" in path)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_scheme_has_a_page(app, browse, lang):
    """Each scheme's page opens in both languages and for each asker, its answers, sources and dates on it."""
    from partnerhub.assistant.asking import current_mind

    with app.test_request_context():
        known = list(current_mind().knowledge.schemes)
    browser = browse(None)
    for scheme in known:
        page = browser.get(f"/assistent/ordninger/{scheme}?lang={lang}&for=citizen").text
        assert ("Kilder" if lang == "da" else "Sources") in page
    browser.get("/assistent/ordninger/findes-ikke", status=404)
