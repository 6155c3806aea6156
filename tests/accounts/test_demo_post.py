"""The demo's post: what the demo would have sent, readable there and nowhere else."""

from makers import make_user

from partnerhub.accounts import service


def test_the_demo_shows_its_post_to_anyone(make_app):
    """Invitations and links must be openable without a mail server, so a visitor of the demo reads them, newest first."""
    from client import Browser

    app = make_app(PARTNERHUB_DEMO=True)
    with app.app_context():
        first, second = make_user(email="en@demo.example"), make_user(email="to@demo.example")
        service.ask_reset(first.email, "10.0.0.1")
        service.ask_reset(second.email, "10.0.0.1")
        browser = Browser(app.test_client())
        text = browser.get("/demo/post").get_data(as_text=True)
        assert 0 < text.index("to@demo.example") < text.index("en@demo.example")
        link = text.split('href="http://127.0.0.1/konto/ny-adgangskode/')[1].split('"')[0]
        assert "Til kontoen to@demo.example" in browser.get(f"/konto/ny-adgangskode/{link}").get_data(as_text=True)


def test_a_mail_is_text_there(make_app):
    """What somebody typed into a mail is shown, not run."""
    from client import Browser

    from partnerhub.database import writing
    from partnerhub.mail import queue_mail

    app = make_app(PARTNERHUB_DEMO=True)
    with app.app_context():
        with writing():
            queue_mail("x", "en@demo.example", "<b>Hej</b>", '<script>alert(1)</script> http://a.example/"onclick="x <img src=x>')
        text = Browser(app.test_client()).get("/demo/post").get_data(as_text=True)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "<img src=x>" not in text


def test_outside_the_demo_there_is_no_such_page(browse):
    """An installation's mail is nobody's to read."""
    service.ask_reset(make_user().email, "10.0.0.1")
    browse().get("/demo/post", status=404)
    browse(make_user(is_manager=True)).get("/demo/post", status=404)


def test_a_demo_with_a_server_shows_nothing(make_app):
    """A demo that sends real mail keeps it to itself."""
    from client import Browser

    app = make_app(PARTNERHUB_DEMO=True, MAIL_SERVER="127.0.0.1")
    with app.app_context():
        Browser(app.test_client()).get("/demo/post", status=404)
