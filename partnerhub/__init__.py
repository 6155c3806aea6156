"""Partnerhub: where a municipality's partners promise, co-sign, follow and confirm.

`create_app` is the whole house: the frame first, then the rooms in the order of the site map.
"""

from typing import Any

from flask import Flask
from htmx_flask import Htmx
from jinja2 import StrictUndefined

__version__ = "0.1.0"

htmx = Htmx()


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """Return the application; `settings` go over what the environment says."""
    app = Flask(__name__, **_folders())
    _configure(app, settings or {})
    _build_frame(app)
    _open_rooms(app)
    return app


def _configure(app: Flask, settings: dict[str, Any]) -> None:
    from .config import derived_settings, read_settings

    app.config.from_mapping(read_settings())
    app.config.from_mapping(settings)
    derived = derived_settings(dict(app.config))
    app.config.from_mapping({**derived, **settings, "SQLALCHEMY_ENGINE_OPTIONS": derived["SQLALCHEMY_ENGINE_OPTIONS"]})
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _build_frame(app: Flask) -> None:
    from . import access, compression, database, errors, language, navigation, security, words
    from .accounts import session

    security.set_up_logs()
    compression.init_app(app)
    htmx.init_app(app)
    database.init_app(app)
    session.init_app(app)
    language.init_app(app)
    security.init_app(app)
    access.init_app(app)
    errors.init_app(app)
    navigation.init_app(app)
    words.init_app(app)
    _wake_assistant(app)


def _wake_assistant(app: Flask) -> None:
    """The assistant answers from memory: knowledge of the schemes, and a model learned from it."""
    from .assistant import asking
    from .assistant.learned import PHRASES
    from .schemes import keeping
    from .schemes.knowledge import read_knowledge, shipped_knowledge
    from .schemes.stamp import stamp_or_zero

    # Before anything was loaded into the database, the package itself answers.
    keeping.init_app(app, lambda day: read_knowledge(day) if stamp_or_zero() else shipped_knowledge(PHRASES), stamp_or_zero)
    asking.init_app(app)


def _open_rooms(app: Flask) -> None:
    """The site map: every blueprint and where it stands."""
    from . import api, cli, pages, young
    from .accounts import demo_post_views, partner_views, views
    from .assistant import views as assistant_views
    from .commitments import board_views, exchange_views
    from .commitments import views as commitment_views
    from .companies import views as company_views
    from .desks import contribution_views
    from .exchange import (
        demand_views,
        enquiry_views,
        gap_views,
        idea_views,
        initiative_views,
        match_views,
        need_views,
        own_word_views,
        placement_views,
        programme_views,
        round_answer_views,
        round_views,
    )
    from .municipality import views as municipality_views
    from .occupations import views as occupation_views
    from .schemes import views as scheme_views
    from .schools import views as school_views
    from .strategy import views as strategy_views
    from .unions import views as union_views

    # These hang further pages on a blueprint that another module makes.
    from .commitments import bookmark_views, goal_views, move_views, news_views  # noqa: F401  isort: skip
    from .assistant import deadline_views, find_views, helped_views  # noqa: F401  isort: skip
    from . import assistant_api, exchange_api, schemes_api  # noqa: F401  isort: skip
    from .exchange import grid_views, sheet_views  # noqa: F401  isort: skip
    from .municipality import succession_views  # noqa: F401  isort: skip
    from .exchange import programme_copy_views, programme_import_views  # noqa: F401  isort: skip
    from .strategy import steward_views  # noqa: F401  isort: skip

    app.register_blueprint(pages.bp)
    app.register_blueprint(young.bp, url_prefix="/unge")
    app.register_blueprint(views.bp, url_prefix="/konto")
    app.register_blueprint(partner_views.bp, url_prefix="/partnere")
    app.register_blueprint(demo_post_views.bp, url_prefix="/demo")
    app.register_blueprint(strategy_views.bp, url_prefix="/strategi")
    app.register_blueprint(board_views.bp, url_prefix="/forpligtelser")
    app.register_blueprint(exchange_views.bp, url_prefix="/forpligtelser")
    app.register_blueprint(commitment_views.bp, url_prefix="/forpligtelser")
    app.register_blueprint(need_views.bp, url_prefix="/behov")
    app.register_blueprint(placement_views.bp, url_prefix="/pladser")
    app.register_blueprint(demand_views.bp, url_prefix="/forloeb/behov")
    app.register_blueprint(programme_views.bp, url_prefix="/forloeb")
    app.register_blueprint(idea_views.bp, url_prefix="/hold")
    app.register_blueprint(match_views.bp, url_prefix="/match")
    app.register_blueprint(initiative_views.bp, url_prefix="/indsatser")
    app.register_blueprint(enquiry_views.bp, url_prefix="/forespoergsler")
    app.register_blueprint(gap_views.bp, url_prefix="/gab")
    app.register_blueprint(round_answer_views.bp, url_prefix="/behovsrunde")
    app.register_blueprint(round_views.bp, url_prefix="/kommunen/behovsrunder")
    app.register_blueprint(assistant_views.bp, url_prefix="/assistent")
    app.register_blueprint(own_word_views.bp, url_prefix="/erhverv/egne-ord")
    app.register_blueprint(occupation_views.bp, url_prefix="/erhverv")
    app.register_blueprint(scheme_views.bp, url_prefix="/assistent/ordninger")
    app.register_blueprint(contribution_views.bp, url_prefix="/bidrag")
    app.register_blueprint(company_views.bp, url_prefix="/virksomheder")
    app.register_blueprint(union_views.bp, url_prefix="/fagforeninger")
    app.register_blueprint(school_views.bp, url_prefix="/skoler")
    app.register_blueprint(municipality_views.bp, url_prefix="/kommunen")
    app.register_blueprint(api.bp, url_prefix="/api/v1")
    cli.init_app(app)


def _folders() -> dict[str, Any]:
    """In a checkout templates and static files stand beside the package, in a wheel inside it."""
    from pathlib import Path

    package = Path(__file__).parent
    base = package if (package / "templates").is_dir() else package.parent
    return {"template_folder": str(base / "templates"), "static_folder": str(base / "static")}
