"""“Hjalp svaret?” under an answer, with and without JavaScript, and what comes too fast."""

import pytest

VOTE = {"question": "Hvad er et fleksjob?", "scheme": "fleksjob", "facet": "what", "lang": "da", "helped": "nej"}


def test_the_form_stands_under_the_newest_answer_only(browse):
    """One form, with the question and the dialogue in it, and the warning; none under what is no answer."""
    page = browse().post("/assistent", {"question": "og hvor længe?", "earlier": "Kan vi få jobrotation?"}, token=False).text
    assert page.count('class="helped"') == 1 and "Skriv ikke navne eller helbredsoplysninger" in page
    assert "Hjalp svaret?" not in browse().post("/assistent", {"question": "Hvem vinder VM i fodbold?"}, token=False).text
    assert 'class="helped"' in browse().post("/assistent", {"question": "Hvad er et fleksjob?"}, token=False, htmx=True).text


@pytest.mark.parametrize("lang", ["da", "en"])
def test_without_javascript_thanks_are_a_page_with_the_dialogue_on_it(browse, lang):
    """After a no: thanks, the human, and a box that goes on with the dialogue."""
    page = browse().post(f"/assistent/hjalp?lang={lang}", VOTE | {"earlier": ["Hvad er et fleksjob?"]}, token=False).text
    assert ("Tak for hjælpen" if lang == "da" else "Thank you for your help") in page
    assert 'class="contact"' in page and 'name="earlier" value="Hvad er et fleksjob?"' in page and 'name="question"' in page


def test_a_yes_needs_no_human(browse):
    """Who was helped is thanked, and that is all."""
    page = browse().post("/assistent/hjalp", VOTE | {"helped": "ja"}, token=False, htmx=True).text
    assert "Tak." in page and 'class="contact"' not in page


@pytest.mark.parametrize("htmx", [True, False])
def test_a_line_that_is_too_long_comes_back(browse, htmx):
    """What was typed stands there with a sentence on what to do, and the vote can be cast again."""
    page = browse().post("/assistent/hjalp", VOTE | {"remark": "æ" * 201}, status=422, token=False, htmx=htmx).text
    assert "højst 200" in page and "æ" * 201 in page and 'value="Hvad er et fleksjob?"' in page


@pytest.mark.parametrize("crooked", [{"helped": "måske"}, {"helped": ""}, {"scheme": "findes-ikke"}, {"facet": "x"}, {"scheme": ""}])
def test_a_forged_vote_is_refused(browse, crooked):
    """What no form of ours sends is answered 400 with a page, and nothing else happens."""
    browse().post("/assistent/hjalp", VOTE | crooked, status=400, token=False)


def test_no_cookie_and_no_token(app):
    """A vote needs neither and sets neither."""
    answer = app.test_client().post("/assistent/hjalp", data=VOTE)
    assert answer.status_code == 200 and not answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize(
    ("url", "lang", "sentence"),
    [
        ("/assistent/hjalp", "da", "Vent et øjeblik, og prøv igen."),
        ("/assistent/hjalp", "en", "Wait a moment, and try again."),
        ("/assistent", "da", "Vent et øjeblik, og prøv igen."),
        ("/assistent", "en", "Wait a moment, and try again."),
    ],
)
def test_too_fast_gets_a_page_with_a_clear_sentence(make_app, url, lang, sentence):
    """Beyond the limit the answer is 429, in the person's language, with when to come back."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    for _ in range(61):
        answer = client.post(f"{url}?lang={lang}", data=VOTE | {"question": "hej"})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) <= 60
    assert sentence in answer.text


@pytest.mark.parametrize(("lang", "sentence"), [("da", "Vent et øjeblik, og prøv igen."), ("en", "Wait a moment, and try again.")])
def test_too_fast_gets_a_problem_from_the_api(make_app, lang, sentence):
    """The API says the same as problem+json."""
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    for _ in range(601):
        answer = client.post(f"/api/v1/assistant/ask?lang={lang}", json={})
    assert answer.status_code == 429 and answer.content_type == "application/problem+json" and answer.headers["Retry-After"]
    assert sentence in answer.get_json()["detail"]
