"""Whatever is typed as a mail address gets a sentence, on both databases, and stands in the field afterwards."""

import pytest
from client import Browser
from makers import make_user

CROOKED = [
    "a\0b@demo.example",
    "x" * 300_000,
    "'; drop table user; --",
    "👩‍🔧@مرحبا",
    "lone@demo.example\r\nBcc: all@demo.example",
    "010190-1234",
]


@pytest.mark.parametrize("mail", CROOKED)
def test_a_crooked_mail_signs_nobody_in(each_database, mail):
    """Control characters, 300,000 characters, markup of the database: the page says that it does not fit, and keeps it."""
    make_user(email="lone@demo.example")
    browser = Browser(each_database.test_client())
    text = browser.post("/konto/log-ind", {"email": mail, "password": "fire ord i rad"}, status=422).get_data(as_text=True)
    assert "error-summary" in text
    assert next(field for field in browser.page.fields if field.get("name") == "email").get("value")


@pytest.mark.parametrize("mail", CROOKED)
def test_a_crooked_mail_is_sent_no_link(each_database, mail):
    """Asking for a link with it is answered like any unknown address, or with a sentence; it is no error of ours."""
    browser = Browser(each_database.test_client())
    assert browser._ask(browser.client.post, "/konto/glemt", data={"email": mail, "csrf_token": browser.token()}).status_code in (200, 422)
