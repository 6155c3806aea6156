"""The list of partners: found, paged, and robust against crooked addresses."""

import pytest
from makers import make_partner, make_user

from partnerhub.accounts import partner_queries
from partnerhub.accounts.models import Partner
from partnerhub.database import writing


def test_the_list_is_found_by_kind_name_and_state(each_database):
    """Names are found whatever the capitals, also Danish ones, and a sign of the search language is a sign."""
    make_partner("union", "Ørsted Forbund"), make_partner("company", "Æbleværket", short_name="ÆV"), make_partner("company", "100 % Demo")

    def names(**asked):
        return [partner.name for partner in partner_queries.list_partners(**asked).partners]

    assert names() == ["100 % Demo", "Æbleværket", "Ørsted Forbund"]
    assert names(kind="union") == ["Ørsted Forbund"]
    assert names(name="øRSTED") == ["Ørsted Forbund"]
    assert names(name="æblev") == ["Æbleværket"]
    assert names(name="%") == ["100 % Demo"]
    assert names(name="_") == []
    assert names(kind="kirke") == names()
    assert names(inactive=True) == []


def test_paging_shows_each_partner_once(each_database):
    """Page after page by name, none twice and none left out, also where names are alike; a made-up place is harmless."""
    with writing() as session:
        session.add_all(Partner(name=f"Demo.{number}", sort_key="demo", kind="company") for number in range(70))
    seen, after, pages = [], "", 0
    while after is not None:
        page = partner_queries.list_partners(after=after)
        seen += [partner.id for partner in page.partners]
        after, pages = page.next_after, pages + 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 70
    assert len(partner_queries.list_partners(after="x.y.z").partners) == partner_queries.PAGE


def test_the_list_pages_in_the_browser(browse):
    """“Næste” leads on with the filters kept."""
    with writing() as session:
        session.add_all(Partner(name=f"Demo {number:02}", sort_key=f"demo {number:02}", kind="company") for number in range(40))
    browser = browse(make_user(make_partner("union", "Forbund")))
    text = browser.get("/partnere?type=company&navn=demo").get_data(as_text=True)
    assert "Demo 29" in text
    assert "Demo 30" not in text
    url = text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "Demo 39" in browser.get(url).get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    [
        "type=%00",
        "navn=" + "x" * 5000,
        "efter=%F0%9F%92%A9.99999999999999999999",
        "vis=alt",
        "efter=x.%C2%B2",
        "navn=%00",
        "type=company&type=union",
    ],
)
def test_crooked_filters_are_no_error(browse, query):
    """Whatever stands in the address, the list answers."""
    browse(make_user()).get(f"/partnere?{query}")
