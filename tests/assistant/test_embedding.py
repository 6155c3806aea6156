"""The chat inside a partner's page: no cookie, nothing around it, and framed by configured origins alone."""

import pytest
from client import FRAMEABLE_PATH
from makers import make_user

from partnerhub.config import ConfigError, embed_origins

ORIGINS = "https://www.partner.example, https://*.kommune.example"


def _frame_rule(answer):
    return next(part for part in answer.headers["Content-Security-Policy"].split("; ") if part.startswith("frame-ancestors"))


def test_configured_origins_may_frame_the_chat(make_app):
    """GET and POST of the embedded chat name the configured origins; X-Frame-Options, which knows none, is left out."""
    client = make_app(ASSISTANT_EMBED_ORIGINS=ORIGINS).test_client()
    for answer in (client.get(FRAMEABLE_PATH), client.post(FRAMEABLE_PATH, data={"question": "fleksjob"}), client.post(FRAMEABLE_PATH)):
        assert _frame_rule(answer) == "frame-ancestors https://www.partner.example https://*.kommune.example"
        assert "X-Frame-Options" not in answer.headers and answer.status_code in (200, 422)


def test_nobody_may_frame_it_by_default(make_app):
    """Without configured origins the embedded chat is as closed to frames as every other page."""
    answer = make_app().test_client().get(FRAMEABLE_PATH)
    assert _frame_rule(answer) == "frame-ancestors 'none'" and answer.headers["X-Frame-Options"] == "DENY"


def test_every_other_route_stays_unframeable(make_app):
    """With origins configured, each GET route but the embedded chat still refuses to be framed, errors among them."""
    app = make_app(ASSISTANT_EMBED_ORIGINS=ORIGINS)
    client = app.test_client()
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set()) and rule.rule != FRAMEABLE_PATH]
    assert len(rules) > 60
    addresses = [rule.rule if not rule.arguments else rule.rule.replace("<", "").replace(">", "").replace(":", "") for rule in rules]
    for address in [*addresses, "/assistent/indlejret/mere", "/findes-ikke"]:
        with client.get(address) as answer:
            assert _frame_rule(answer) == "frame-ancestors 'none'" and answer.headers["X-Frame-Options"] == "DENY", address


def test_nobody_is_signed_in_inside_a_frame(app, browse):
    """The embedded chat reads no session and sets no cookie: a signed-in person's page says nothing of them, in the language asked."""
    user = make_user(name="Zyxnavn Personsen")
    user.language = "en"
    browser = browse(user)
    for answer in (browser.client.get(FRAMEABLE_PATH), browser.client.post(FRAMEABLE_PATH, data={"question": "Hvad er et fleksjob?"})):
        assert not answer.headers.getlist("Set-Cookie")
        assert "Zyxnavn" not in answer.text and "Log ud" not in answer.text and "Dit spørgsmål" in answer.text


def test_the_frame_holds_the_chat_alone(browse):
    """No header, footer or menu; links leave for a new tab, the form stays and posts to the frame's own address."""
    page = browse(None).get(f"{FRAMEABLE_PATH}?lang=en").text
    assert '<base target="_blank">' in page and "site-footer" not in page and "site-menu" not in page
    assert f'action="{FRAMEABLE_PATH}?lang=en#seneste"' in page and 'target="_self"' in page and "Your question" in page
    assert '<base target="_blank">' not in browse(None).get("/assistent").text


def test_asking_inside_the_frame_keeps_the_dialogue(browse):
    """Question, follow-up and button work in the frame as on the site, without JavaScript too."""
    browser = browse(None)
    page = browser.post(FRAMEABLE_PATH, {"question": "Kan vi få jobrotation?"}, token=False).text
    assert "Jobrotation kan ikke længere bevilges." in page and "site-footer" not in page
    page = browser.post(FRAMEABLE_PATH, {"question": "og hvor længe?", "earlier": "Kan vi få jobrotation?"}, token=False).text
    assert "Jobrotation: Hvor længe varer det?" in page
    page = browser.post(FRAMEABLE_PATH, {"choice": "→valg:fleksjob:apply", "question": ""}, htmx=True, token=False).text
    assert "Fleksjob: Hvordan søger man?" in page


def test_an_error_inside_the_frame_may_be_framed_too(make_app):
    """Who asks too often in a frame reads so there, instead of a blank frame."""
    client = make_app(ASSISTANT_EMBED_ORIGINS=ORIGINS, RATELIMIT_ENABLED=True).test_client()
    answer = [client.post(FRAMEABLE_PATH, data={"question": "hej"}) for _ in range(61)][-1]
    assert answer.status_code == 429 and "X-Frame-Options" not in answer.headers and "site-footer" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "https://",
        "www.partner.example",
        "http://partner.example",
        "https://a.example/sti",
        "https://a.example; script-src *",
        "'self'",
        "https://*.dk",
        "https://*",
        "https://a.*.example",
        "https://a.example:99999",
        "https://a.example:0",
        "https://*.kommune.example:65536",
    ],
)
def test_an_origin_that_opens_too_much_stops_the_start(text):
    """What is no origin, or not https, is refused with a sentence before anything is served."""
    with pytest.raises(ConfigError, match="write origins such as"):
        embed_origins(text)


def test_the_refusal_names_the_origin(make_app):
    """The application does not start, and says which of several origins is wrong and why."""
    with pytest.raises(ConfigError, match=r"https://a\.example:99999 has no port"):
        make_app(ASSISTANT_EMBED_ORIGINS="https://www.partner.example https://a.example:99999")
    with pytest.raises(ConfigError, match=r"https://\*\.dk is none that may be named"):
        make_app(ASSISTANT_EMBED_ORIGINS="https://www.partner.example, https://*.dk")


def test_origins_are_read_with_commas_or_spaces():
    """Both ways to write a list are understood; nothing is nothing."""
    assert embed_origins("https://a.example,https://b.example:8443  http://127.0.0.1:5000") == (
        "https://a.example",
        "https://b.example:8443",
        "http://127.0.0.1:5000",
    )
    assert embed_origins("") == ()
