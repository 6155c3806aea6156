"""The front page and what stands around it; and that nothing private can be reached from it."""

import re
from collections import Counter, deque
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from makers import make_partner, make_steward, make_user
from promises import promise

from partnerhub.clock import now, today
from partnerhub.commitments import service, voices
from partnerhub.database import db, upgrade_database, writing
from partnerhub.mail import Mail
from partnerhub.strategy.editing import Frame, Words, edit_text
from partnerhub.strategy.succession import draft_successor

SECRETS = {
    "internal title": "Zyxhemmeligtitel",
    "internal text": "Zyxhemmeligtekst",
    "draft": "Zyxkladdetitel",
    "text of a public one": "Zyxfoersteudkast",
    "name": "Zyxnavn Personsen",
    "mail": "zyxmail@demo.example",
    "note": "Zyxnoten",
    "comment": "Zyxkommentar",
    "invited": "Zyxinviterede A/S",
    "steward": "Zyxtovholder",
}
SHOWN = "Offentligt løfte til alle"
SHIPPED = ("/assistent/ordninger", "/erhverv")
PER_PATH = 12
PAGES_AT_MOST = 400


@pytest.fixture
def secrets(app):
    """A public commitment beside an internal one, a draft, a proposal that awaits an answer, names, notes and comments."""
    owner = make_user(make_partner(name="Demoejeren"), name=SECRETS["name"], email=SECRETS["mail"], is_manager=True)
    invited = make_partner(name=SECRETS["invited"])
    shown = promise(SHOWN, by=owner, what=SECRETS["text of a public one"])
    hidden = promise(SECRETS["internal title"], by=owner, what=SECRETS["internal text"], public=False)
    draft = promise(SECRETS["draft"], by=owner, state="draft")
    waiting = promise("Zyxhemmeligtitel med svar i vente", by=owner, cosigners=((invited.id, None),))
    voices.report(owner, shown.id, 3, SECRETS["note"], today())
    voices.comment(owner, shown.id, SECRETS["comment"])
    make_user(make_steward().partner, name=SECRETS["steward"])
    return shown, [hidden, draft, waiting]


def _reachable(visitor):
    """Follow every link from the front page; addresses that differ by parameters only are tried some times each."""
    waiting, met, tries = deque(["/", "/robots.txt", "/api/v1/commitments", "/api/v1/strategy"]), {"/"}, Counter()
    while waiting and len(met) < PAGES_AT_MOST:
        url = waiting.popleft()
        answer = visitor.client.get(url)
        yield url, answer
        if answer.mimetype != "text/html":
            continue
        for link in re.findall(r'(?:href|action|data-hx-get)="([^"#]+)', answer.text) + [answer.headers.get("Location", "")]:
            parts = urlsplit(link.replace("&amp;", "&"))
            target = f"{parts.path}?{parts.query}".rstrip("?")
            fresh = parts.netloc in ("", "127.0.0.1") and parts.path.startswith("/") and not parts.path.startswith("/static/")
            # The pages of schemes and occupations hold what ships and link to each other in all directions: a few stand for all.
            alike = next((place for place in SHIPPED if parts.path.startswith(place)), parts.path)
            if fresh and target not in met and tries[alike] < PER_PATH:
                tries[alike] += 1
                met.add(target)
                waiting.append(target)


def test_nothing_private_is_reached_from_the_front_page(browse, secrets):
    """No page, file or answer that a visitor can reach by links holds an internal title, text, note, comment, name or mail."""
    shown, _hidden = secrets
    paths = set()
    for url, answer in _reachable(browse()):
        assert answer.status_code < 500, url
        assert "Set-Cookie" not in answer.headers or url.startswith("/konto"), url
        text = f"{url} {answer.headers} {answer.get_data().decode(errors='replace')}"
        leaked = [what for what, secret in SECRETS.items() if secret.lower() in text.lower()]
        assert not leaked, f"{url} tells {leaked}"
        paths.add(urlsplit(url).path)
    assert {
        f"/forpligtelser/{shown.id}",
        "/strategi/pejlemaerker/1.4",
        "/forpligtelser",
        "/om",
        "/tilgaengelighed",
        "/konto/log-ind",
    } <= paths


def test_private_ids_are_not_found(browse, secrets):
    """To a visitor an internal commitment, a draft and a proposal cannot be told from one that never was: same status, same words."""
    visitor = browse()
    missing = visitor.get("/forpligtelser/987654", status=404).text
    for hidden in secrets[1]:
        found = visitor.get(f"/forpligtelser/{hidden.id}", status=404).text
        assert re.sub(r"[0-9A-F]{8}|/\d+", "", found) == re.sub(r"[0-9A-F]{8}|/\d+", "", missing)
    visitor.get(f"/forpligtelser/{secrets[0].id}")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_front_page_shows_goals_and_the_newest(browse, lang):
    """Three goals with figures, the public commitments agreed last, what partners do here and how to join."""
    owner = make_user(make_partner(name="Demoejeren"), is_manager=True)
    made = promise(SHOWN, code="3.3", by=owner)
    promise("Kun for partnere", by=owner, public=False)
    text = browse().get(f"/?lang={lang}").text
    assert all(f'/strategi/maal/{code}?lang={lang}"' in text for code in "123")
    assert f'href="/forpligtelser/{made.id}?lang={lang}"' in text and "Demoejeren" in text
    assert "Kun for partnere" not in text
    assert re.search(r'scope="row">[^<]+</th><td class="number">10</td><td class="number">0</td>', text)


def test_an_empty_house_says_so(browse):
    """Before anything is promised the front page says what would stand there."""
    text = browse().get("/").text
    assert "Ingen offentlige forpligtelser endnu" in text
    assert text.count("Ingen forpligtelser endnu.") == 3


def test_a_house_without_a_strategy_opens(make_app, tmp_path):
    """Before a strategy was loaded the front page says what is missing, and its pages are not found: nothing breaks."""
    app = make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'bare.db'}")
    with app.app_context():
        upgrade_database()
    client = app.test_client()
    assert "Der er ingen strategi endnu" in client.get("/").text
    assert client.get("/strategi").status_code == client.get("/api/v1/strategy").status_code == 404
    assert client.get("/api/v1/commitments").json == {"commitments": [], "next": None}


def test_people_with_an_account_go_to_their_desk(browse):
    """Signed in, the front page is my desk."""
    assert browse(make_user(make_partner("school"))).get("/", status=303, follow_redirects=False).location == "/skoler"


def test_contact_is_told_or_told_to_be_unknown(make_app):
    """Phone and mail come from the settings; without them the page says that they are not known yet and invents nothing."""
    known = make_app(CONTACT_PHONE="59 00 00 00", CONTACT_MAIL="partner@demo.example").test_client()
    for url in ("/", "/om", "/tilgaengelighed"):
        assert 'href="tel:59000000"' in known.get(url).text
        assert "ikke oplyst endnu" in make_app().test_client().get(url).text


def test_the_accessibility_statement_is_dated_by_the_setting(make_app):
    """The statement names the day from the settings; without one, or with a typing error, it says that the day is not known."""
    assert "Sidst gennemgået 30. nov. 2026." in make_app(ACCESSIBILITY_CHECKED_ON="2026-11-30").test_client().get("/tilgaengelighed").text
    for wrong in ("", "i går"):
        page = make_app(ACCESSIBILITY_CHECKED_ON=wrong).test_client().get("/tilgaengelighed").text
        assert "Datoen for den seneste gennemgang er ikke oplyst endnu." in page


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("url", ["/om", "/tilgaengelighed"])
def test_the_pages_about_are_open_to_all(browse, url, lang):
    """What Partnerhub is and how accessible it is can be read by anyone in both languages."""
    browse().get(f"{url}?lang={lang}")


def test_ready_means_database_and_migrations(app):
    """/readyz answers 200 with the mail queue's age, and late mail is told without taking the pages down."""
    client = app.test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["database"], answer.json["migrations"]) == (200, "ok", "ok")
    assert answer.json["mail"] == {"status": "ok", "waiting": 0, "oldest_seconds": 0}
    with writing() as session:
        session.add(Mail(key="gammel", recipient="x@demo.example", subject="s", text="t", due_at=now() - timedelta(hours=1)))
        session.add(Mail(key="senere", recipient="x@demo.example", subject="s", text="t", due_at=now() + timedelta(hours=1)))
    late = client.get("/readyz")
    assert late.status_code == 200
    assert late.json["mail"]["status"] == "late" and late.json["mail"]["waiting"] == 1
    assert late.json["mail"]["oldest_seconds"] >= 3600
    assert "demo.example" not in late.text


def test_not_ready_without_tables_or_database(make_app, tmp_path):
    """An empty database and one that cannot be reached answer 503, without telling where it is."""
    empty = make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'empty.db'}").test_client().get("/readyz")
    assert (empty.status_code, empty.json["migrations"]) == (503, "not at head")
    gone = make_app(SQLALCHEMY_DATABASE_URI="sqlite:////nowhere/at/all.db").test_client().get("/readyz")
    assert (gone.status_code, gone.json["database"]) == (503, "unreachable")
    assert "nowhere" not in gone.text


def test_small_files_for_machines(app):
    """Robots are kept to the public pages, and a client that asks for /favicon.ico gets a picture."""
    client = app.test_client()
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain" and "Disallow: /konto" in robots.text
    with client.get("/favicon.ico") as icon:
        assert icon.status_code == 200 and icon.data[:4] == b"\x89PNG"
    assert client.get("/healthz").json == {"status": "ok"}


def test_a_withdrawn_one_leaves_the_front_page(browse):
    """What was withdrawn is no news, though it stays on the board with its state."""
    owner = make_user(make_partner(), is_manager=True)
    made = promise(SHOWN, by=owner)
    assert SHOWN in browse().get("/").text
    service.withdraw(owner, made.id, made.version, "Ordren faldt væk")
    db.session.rollback()
    assert SHOWN not in browse().get("/").text


def test_a_visitor_cannot_ask_who_is_a_partner(browse, secrets):
    """Neither the board's filter nor an address with a partner's number tells the name of a partner that has promised nothing in public."""
    hidden = make_partner(name="Zyxstille A/S")
    visitor = browse()
    for url in ("/forpligtelser", f"/forpligtelser?partner={hidden.id}", "/forpligtelser?gruppe=partner"):
        text = visitor.get(url).text
        assert "Zyxstille" not in text and SECRETS["invited"] not in text
    assert "Demoejeren" in visitor.get(f"/forpligtelser?partner={secrets[0].owner_id}").text


def test_a_draft_strategy_is_no_filter(browse):
    """The number of a draft's guidepost tells nothing on the board."""
    steward = make_steward()
    frame = Frame("Zyxstrategi", "", date(2026, 1, 1), date(2029, 12, 31))
    draft = draft_successor(steward, frame)
    post = draft.goals[0].guideposts[0]
    edit_text(steward, "guidepost", post.id, post.version, Words("Zyxpejlemærke"))
    for browser in (browse(), browse(make_user())):
        for url in (f"/forpligtelser?pejlemaerke={post.id}", f"/forpligtelser?maal={post.goal_id}", "/forpligtelser"):
            assert "Zyx" not in browser.get(url).text
