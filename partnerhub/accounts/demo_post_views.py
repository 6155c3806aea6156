"""The demo's post: without a mail server the sent mails can be read here. Outside the demo there is no such page."""

import re

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from ..access import public
from . import queries

bp = Blueprint("demo_post", __name__)
_ADDRESS = re.compile(r"https?://\S+")


@bp.get("/post")
@public
def post() -> ResponseReturnValue:
    """Show the newest mails."""
    if not current_app.config["PARTNERHUB_DEMO"] or current_app.config["MAIL_SERVER"]:
        abort(404)
    mails = [(mail, _linked(mail.text)) for mail in queries.newest_mails()]
    return render_template("accounts/demo_post.html", mails=mails)


def _linked(text: str) -> Markup:
    """Escape a mail's text and make the addresses in it clickable."""
    return Markup(_ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', str(escape(text))))  # noqa: S704  escaped above
