"""Whatever stands in an address, no page breaks: on PostgreSQL, which is stricter about text and numbers than SQLite."""

import re

import pytest
from client import Browser
from makers import make_steward
from werkzeug.datastructures import MultiDict

from partnerhub.access import declared_access
from partnerhub.commitments.parameters import PARAMETERS

OTHERS = "navn type vis efter kolonne fra foer kort afsnit under after lang goal guidepost partner kind status since news".split()


@pytest.fixture
def steward(each_database):
    """The browser of someone who may open most pages."""
    return Browser(each_database.test_client()).sign_in(make_steward())


@pytest.mark.parametrize("value", ["x\0y", "²", "9" * 25, "-1", "👩‍🔧", "%", "2027-99-99", "x" * 3000])
def test_no_address_breaks_a_page(steward, value):
    """Each page that can be fetched, with each of its parameters and words crooked at once, answers anything but an error of ours."""
    app, broken = steward.client.application, []
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static" or declared_access(app.view_functions[rule.endpoint]) is None:
            continue
        path = re.sub(r"<[^>]+>", value.replace("%", "%25"), re.sub(r"<int:[^>]+>", "1", rule.rule))
        query = MultiDict((name, value) for name in {*PARAMETERS, *OTHERS})
        answer = steward._ask(steward.client.get, path, query_string=query, follow_redirects=False)
        answer.close()
        if answer.status_code >= 500:
            broken.append(path)
    assert broken == []
