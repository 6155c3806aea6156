"""The board as people see it: columns, filters, lanes, table and timeline, with and without script, and nothing private for visitors."""

import re
from datetime import timedelta

import pytest
from board_rows import many, row, save
from commitment_makers import make_commitment, make_entry, make_manager
from counting import count_queries
from makers import make_partner, make_steward, make_user

from partnerhub.clock import today
from partnerhub.commitments import choices, memory
from partnerhub.commitments.kinds import Kind

SHAPES = ["/forpligtelser", "/forpligtelser/tabel", "/forpligtelser/tidslinje"]


def text(response) -> str:
    """Return a page's words without tags, with single spaces."""
    main = response.get_data(as_text=True).partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def region(browser, url, target):
    """Return what htmx gets for one element of the page."""
    return browser.client.get(url, headers={"HX-Request": "true", "HX-Target": target})


def cards(response) -> list[str]:
    """Return the ids of the cards on a page, in order."""
    return re.findall(r'<(?:li|tr)[^>]* id="(c\d+)"', response.get_data(as_text=True))


def test_four_columns_with_counts_sums_and_cards(browse, app):
    """Each commitment stands in its column, with partner, progress, deadline, goal and co-signers; drafts stand nowhere."""
    owner, union = make_manager(), make_manager("union")
    active = make_commitment(by=owner, status="active", title="Ti praktikpladser", cosigners=[union])
    make_entry(active, owner, 4)
    for status in ("proposed", "agreed", "fulfilled", "draft"):
        make_commitment(by=owner, status=status, title=f"Et løfte der er {status}")
    page = browse(union).get("/forpligtelser")
    words, html = text(page), page.get_data(as_text=True)
    for column in ("proposed", "agreed", "active", "finished"):
        assert f'data-column="{column}"' in html
    assert "10 praktikpladser, 4 meldt ind, 0 bekræftet" in words
    assert "4 af 10 praktikpladser , heraf 0 bekræftet" in words.replace("praktikpladser,", "praktikpladser ,")
    assert f"med {union.partner.shown_name}" in words and "om 3 mdr." in words and "Mål 1" in words
    assert "draft" not in words and len(cards(page)) == 4
    assert "4 forpligtelser" in words


@pytest.mark.parametrize("url", SHAPES)
def test_visitors_see_public_fields_of_public_ones(browse, app, url):
    """The same address shows a visitor the public commitments, and no person, co-signer without a yes, silence, act or private text."""
    owner, union = make_manager(), make_manager("union")
    save(
        row(owner.partner, title="Offentligt løfte", what="Ordet hvidkål", start_on=today() - timedelta(days=400), agreed_at=None),
        row(owner.partner, title="Kun for partnerskabet", visibility="partnership"),
        row(owner.partner, "proposed", title="Kun foreslået"),
        row(owner.partner, title="Synligt løfte", is_on_behalf=True),
        signed={3: [(union.partner, "invited")]},
        words=True,
    )
    guest, words = browse(), text(browse().get(url))
    assert "Synligt løfte" in words and "1 forpligtelse" in words
    for secret in (
        "Kun for",
        "Kun foreslået",
        "hvidkål",
        owner.name,
        owner.email,
        union.partner.name,
        "Skrevet af",
        "Flyt til",
        "Venter på",
        "hørt fra",
    ):
        assert secret not in words, secret
    for filters in ("mine=1", "venter=1", "tavse=1", "q=hvidkål", f"partner={union.partner_id}"):
        shown = text(guest.get(f"{url}?{filters}"))
        assert "Kun for" not in shown and union.partner.name not in shown
    assert "csrf_token" not in guest.get(url).get_data(as_text=True)
    assert "Set-Cookie" not in guest.get(url).headers


@pytest.mark.parametrize("url", [*SHAPES, "/forpligtelser?gruppe=art", "/forpligtelser?q=løfte&frist=aar"])
def test_a_page_asks_as_often_with_many_as_with_few(browse, app, url):
    """Ten times as many commitments, co-signers and partners take the same number of queries, in memory or not."""
    steward, counts = make_steward(), []
    browser = browse(steward)
    for number in (4, 40):
        owners = [make_partner() for _ in range(number // 2)]
        rows = [
            row(owner, state, due_on=today().replace(month=12, day=31)) for owner in owners for state in ("proposed", "agreed", "fulfilled")
        ]
        save(*rows, signed={place: [(steward.partner, "accepted")] for place in range(len(rows))}, words=True)
        memory._kept.clear()
        choices._kept.clear()
        with count_queries(app) as cold:
            browser.get(url)
        with count_queries(app) as warm:
            browser.get(url)
        counts.append((len(cold), len(warm)))
    assert counts[0] == counts[1]
    assert counts[0][1] <= 5 and counts[0][0] <= 18


def test_a_column_goes_on_by_link_and_by_swap(browse, app):
    """ "Vis flere" works as a plain link and swaps in the next cards alone; together the pages show each card once."""
    made = many(30)
    browser = browse(make_user())
    first = browser.get("/forpligtelser")
    seen, html = cards(first), first.get_data(as_text=True)
    assert len(seen) == 13
    while more := re.search(r'href="([^"]*kolonne=active[^"]*efter=[^"]*)"', html):
        url = more[1].replace("&amp;", "&")
        plain = browser.get(url)
        part = region(browser, url, "more-active")
        html = part.get_data(as_text=True)
        assert "<main" not in html and cards(plain) == cards(part)
        assert "næste del af kolonnen I gang" in text(plain)
        seen += cards(part)
    assert seen == [f"c{c.id}" for c in made]


def test_the_table_and_the_timeline_page_by_key(browse, app):
    """Sixty commitments stand on two pages, each once, in table and timeline."""
    made = many(60)
    for shape, tag in (("tabel", 'id="c(\\d+)"'), ("tidslinje", r'href="/forpligtelser/(\d+)"')):
        browser, url, found = browse(make_user()), f"/forpligtelser/{shape}", []
        while url:
            html = browser.get(url).get_data(as_text=True)
            found += [int(number) for number in re.findall(tag, html)]
            following = re.search(r'href="([^"]*)" rel="next"', html)
            url = following[1].replace("&amp;", "&") if following else ""
        assert found == [c.id for c in made]


def test_the_selection_stays_over_shapes_and_links(browse, app):
    """Table and timeline link to each other with the filters kept; each filter can be taken away alone."""
    many(2, kind=Kind.APPRENTICESHIP)
    many(1)
    page = browse(make_user()).get("/forpligtelser?art=laereplads&frist=aar&sorter=titel")
    html = page.get_data(as_text=True)
    for shape in SHAPES:
        assert f'href="{shape}?art=laereplads&amp;frist=aar&amp;sorter=titel"' in html
    assert 'href="/forpligtelser?art=laereplads&amp;sorter=titel"' in html and 'href="/forpligtelser?frist=aar&amp;sorter=titel"' in html


def test_a_filter_swaps_the_region_alone(browse, app):
    """htmx gets the region without the page around it, says how many there are, and the address bar gets the clean address."""
    many(2)
    part = region(browse(make_user()), "/forpligtelser/tabel?maal=&frist=&q=", "board-region")
    html = part.get_data(as_text=True)
    assert "<html" not in html and 'id="board-region"' in html and 'data-announce="2 forpligtelser"' in html
    assert part.headers["HX-Push-Url"] == "/forpligtelser/tabel"


@pytest.mark.parametrize(("group", "headings"), [
    ("maal", ["1 De unge", "2 Virksomhederne"]), ("parttype", ["Virksomheder", "Faglige organisationer"]),
    ("art", ["Læreplads", "Virksomhedspraktik"]), ("partner", ["Demo Alfa", "Demo Beta"]),
])  # fmt: skip
def test_lanes(browse, app, group, headings):
    """A grouped board has a lane for each value with cards, in order, each with its counts and the way to its own board."""
    alpha, beta = make_partner("company", "Demo Alfa"), make_partner("union", "Demo Beta")
    save(row(alpha, kind=Kind.APPRENTICESHIP), row(beta, code="2.1"), *(row(beta, code="2.1") for _ in range(4)))
    page = browse(make_user(alpha)).get(f"/forpligtelser?gruppe={group}")
    lanes = re.findall(r'class="lane__title"[^>]*>([^<]*)<', page.get_data(as_text=True))
    assert len(lanes) == 2 and all(lane.startswith(heading) for lane, heading in zip(lanes, headings, strict=True))
    assert len(cards(page)) == 1 + 3 and "2 flere" in text(page)


def test_many_lanes_go_on(browse, app):
    """A board by partner shows some partners at a time, and every one in the end."""
    for number in range(11):
        many(1, make_partner("company", f"Demo {number:02d}"))
    browser, url, lanes = browse(make_user()), "/forpligtelser?gruppe=partner", []
    while url:
        html = browser.get(url).get_data(as_text=True)
        lanes += re.findall(r'class="lane__title"[^>]*>([^<]*)<', html)
        following = re.search(r'button-secondary" href="([^"]*fra=[^"]*)"', html)
        url = following[1].replace("&amp;", "&") if following else ""
    assert lanes == [f"Demo {number:02d}" for number in range(11)]


def test_empty_states_say_how_to_go_on(browse, app):
    """An empty column tells what would be in it, a search without result how to ask, filters without result which way out."""
    browser = browse(make_user())
    assert "Her står det, der er i gang" in text(browser.get("/forpligtelser"))
    assert "Ingen forpligtelser endnu" in text(browser.get("/forpligtelser/tabel"))
    many(1)
    assert "Vi fandt ingen forpligtelser med “zzzz”" in text(browser.get("/forpligtelser?q=zzzz"))
    assert "Ingen forpligtelser passer til filtrene" in text(browser.get("/forpligtelser?frist=over"))


def test_what_was_corrected_or_ignored_is_told(browse, app):
    """The page says which words it searched for too, and which part of the address it could not use."""
    save(row(make_partner(), title="Svejsekursus"), words=True)
    words = text(browse().get("/forpligtelser?q=svejsekrusus&maal=777&art=<b>"))
    assert "Vi søgte også efter svejsekursus." in words
    assert "“maal=777” i adressen kan ikke bruges her" in words and "Svejsekursus" in words


@pytest.mark.parametrize("query", [
    "kolonne=x&efter=y", "kolonne=active&efter=%00", "fra=999&gruppe=partner", "efter=" + "A" * 900, "q=" + "a" * 5000,
    "q=%ff%fe", "maal=1&maal=2", "q=a\u0301", "kolonne=finished&efter=WzAsICIiLCA1LCAxXQ",
])  # fmt: skip
@pytest.mark.parametrize("shape", SHAPES)
def test_no_address_breaks_a_page(browse, app, shape, query):
    """Whatever stands in the address, the answer is a page."""
    browse().get(f"{shape}?{query}")


def test_english_pages_speak_english_dates(browse, app):
    """The other language is not served from what was kept for the first one."""
    many(1)
    guest = browse()
    danish, english = text(guest.get("/forpligtelser")), text(guest.get("/forpligtelser?lang=en"))
    assert "De unge" in danish and "Young people" in english and "De unge" not in english
    assert "lang=en" in re.findall(r'href="(/forpligtelser/\d+[^"]*)"', guest.get("/forpligtelser?lang=en").get_data(as_text=True))[0]


def test_markup_in_a_title_is_text(browse, app):
    """A title with tags is shown as it was typed, on cards, in tables and in the move form."""
    owner = make_manager()
    save(row(owner.partner, "proposed", title='<b onclick="x()">"fed"</b>', approved_at=None))
    for shape in SHAPES:
        assert "<b onclick" not in browse(owner).get(shape).get_data(as_text=True)
