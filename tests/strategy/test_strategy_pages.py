"""The strategy can be read by anyone, in both languages, with figures that fit the reader."""

import re

import pytest
from makers import make_partner, make_steward, make_user
from promises import guidepost, promise

from partnerhub.strategy.queries import strategy_in_force

PAGES = [
    "/strategi",
    "/strategi/principper",
    "/strategi/bidrag",
    "/strategi/resultater",
    "/strategi/swot",
    "/strategi/baggrund",
    "/strategi/aktoerer",
    "/strategi/alle",
    "/strategi/maal/2",
    "/strategi/pejlemaerker/3.5",
    "/strategi/2022-2025",
    "/strategi/2022-2025/maal/1",
    "/strategi/2022-2025/pejlemaerker/1.7",
    "/strategi/2022-2025/bidrag",
]


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("reader", ["visitor", "partner", "steward"])
def test_everyone_reads_every_page(browse, reader, lang):
    """Visitor, partner and steward get each page of the strategy in Danish and in English, and keep the language from page to page."""
    browser = browse({"visitor": lambda: None, "partner": make_user, "steward": make_steward}[reader]())
    for url in PAGES:
        text = browser.get(f"{url}?lang={lang}").text
        assert f'<html lang="{lang}">' in text
        links = re.findall(r'<a (?![^>]*hreflang)[^>]*href="(/strategi[^"]*)"', text)
        assert links and all(f"lang={lang}" in link for link in links), url


def test_the_period_has_run_out_but_the_strategy_stays(browse):
    """The overview says that the period ended on 31 December 2025 and that the strategy stays in force."""
    page = browse().get("/strategi").text
    assert "Perioden udløb 31. dec. 2025. Strategien gælder, indtil tovholderen åbner en ny." in page


def test_each_goal_and_guidepost_has_its_page(browse):
    """Each of 3 goals and 17 guideposts is linked from the page above it and shows its own title and text in both languages."""
    visitor = browse()
    overview = visitor.get("/strategi").text
    goals = strategy_in_force().goals
    assert len(goals) == 3
    assert sum(len(goal.guideposts) for goal in goals) == 17
    for goal in goals:
        assert f'href="/strategi/maal/{goal.code}"' in overview
        page = visitor.get(f"/strategi/maal/{goal.code}").text
        for post in goal.guideposts:
            assert f'href="/strategi/pejlemaerker/{post.code}"' in page
            assert visitor.get(f"/strategi/pejlemaerker/{post.code}") and visitor.page.h1 == [post.title_da]
            visitor.get(f"/strategi/pejlemaerker/{post.code}?lang=en")
            assert visitor.page.h1 == [post.title_en]


def test_every_text_says_whose_words_it_is(browse):
    """The texts are marked as our words, and the source stands below with publisher and year."""
    page = browse().get("/strategi/swot").text
    assert "Vores ord" in page
    assert "Kilde: Arbejdsmarkedspolitisk strategi 2022-2025, Kalundborg Kommune, 2022." in page


def test_a_visitor_sees_the_sums_of_public_commitments_only(browse):
    """Ten public and seven internal placements are ten to a visitor and seventeen to a partner, with a link to the board's selection."""
    promise("Ti pladser for alle", code="1.4", quantity=10)
    promise("Syv pladser internt", code="1.4", quantity=7, public=False)
    url = f"/forpligtelser?pejlemaerke={guidepost('1.4').id}"
    seen = browse().get("/strategi/pejlemaerker/1.4").text
    assert 'scope="row">praktikpladser</th><td class="number">10</td>' in seen
    assert f'href="{url}"' in seen
    inside = browse(make_user(make_partner("union"))).get("/strategi/pejlemaerker/1.4").text
    assert 'scope="row">praktikpladser</th><td class="number">17</td>' in inside


@pytest.mark.parametrize("url", ["/strategi/maal/9", "/strategi/pejlemaerker/4.1", "/strategi/1999-2003", "/strategi/1999-2003/bidrag"])
def test_what_is_not_there_is_not_found(browse, url):
    """An unknown goal, guidepost or strategy answers 404."""
    browse().get(url, status=404)


def test_the_directory_names_source_and_year_and_what_is_not_known(browse):
    """Actors stand by kind with what public sources say; the page says that they are not partners, and what nobody could find."""
    page = browse().get("/strategi/aktoerer").text
    assert "Novo Nordisk" in page and "3F Kalundborg" in page
    assert "Det er ikke en liste over partnere" in page
    assert "Det ved vi ikke" in page
    facts = page.count('<li class="prose actor">')
    assert facts == page.count('actor">') and page.count("Kilde: ") >= facts


def test_only_the_steward_gets_the_way_in_to_editing(browse):
    """Links to edit stand on the steward's pages alone; others who try get 403, visitors the sign-in."""
    assert "/strategi/ret/" not in browse().get("/strategi/swot").text
    member = browse(make_user(is_manager=True))
    assert "/strategi/ret/" not in member.get("/strategi/swot").text
    url = re.search(r"/strategi/ret/tekst/\d+", browse(make_steward()).get("/strategi/swot").text)[0]
    member.get(url, status=403)
    answer = browse().get(url, status=303, follow_redirects=False)
    assert "/konto/log-ind" in answer.location
