"""The house is built as README's map says: layers, rooms, sizes, names, and packaging that forgets nothing."""

import configparser
import json
import re
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
import source
from packaging.requirements import Requirement

import partnerhub

ROOT = Path(__file__).resolve().parents[2]
RULES = [
    source.ladder_faults,
    source.room_faults,
    source.flask_faults,
    source.docstring_faults,
    source.untold_tests,
    source.size_faults,
    source.drawer_faults,
]
BREACHES = [
    (
        source.ladder_faults,
        "partnerhub/strategy/service.py",
        "from ..commitments.models import Commitment\n",
        "imports up to partnerhub.commitments",
    ),
    (
        source.ladder_faults,
        "partnerhub/unions/views.py",
        "from partnerhub.companies import views\n",
        "imports across to partnerhub.companies",
    ),
    (source.ladder_faults, "partnerhub/mail.py", "def send():\n    from .accounts import models\n", "imports up to partnerhub.accounts"),
    (source.ladder_faults, "partnerhub/accounts/service.py", "from ..pages import front\n", "imports up to partnerhub.pages"),
    (source.room_faults, "partnerhub/accounts/models.py", "from .service import sign_in\n", "service may know this room"),
    (source.room_faults, "partnerhub/accounts/queries.py", "from . import partner_views\n", "views may know this room"),
    (source.room_faults, "partnerhub/accounts/passwords.py", "from . import partner_views\n", "views may know this room"),
    (source.room_faults, "partnerhub/accounts/service.py", "from . import panel\n", "forms may know this room"),
    (source.flask_faults, "partnerhub/accounts/panel.py", "from . import forms\nfrom ..database import db\n", "change through service.py"),
    (source.flask_faults, "partnerhub/accounts/service.py", "from flask import request\n", "Flask stays in views"),
    (source.flask_faults, "partnerhub/accounts/partner_views.py", "from ..database import db\n", "change through service.py"),
    (source.flask_faults, "partnerhub/accounts/forms.py", "import sqlalchemy.orm\n", "change through service.py"),
    (source.docstring_faults, "partnerhub/mail.py", '"""Mail."""\ndef send():\n    pass\n', "send has no docstring"),
    (source.untold_tests, "tests/test_mail.py", "def test_send():\n    assert True\n", "test_send has no docstring"),
    (source.size_faults, "templates/board.html", "<br>\n" * 301, "has 301 lines"),
    (source.drawer_faults, "partnerhub/accounts/utils.py", "", "names a drawer"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_is_in_order(rule):
    """No file of the project breaks a rule of the house."""
    faults = rule(ROOT)
    assert not faults, "\n".join(["", *faults])


@pytest.mark.parametrize(("rule", "path", "text", "fault"), BREACHES)
def test_a_breach_is_named(tmp_path, rule, path, text, fault):
    """A file that breaks a rule is named together with the remedy."""
    for known in (
        "commitments/models",
        "companies/views",
        "accounts/models",
        "accounts/service",
        "accounts/forms",
        "accounts/partner_views",
        "pages",
    ):
        _write(tmp_path / "partnerhub" / f"{known}.py", "")
    _write(tmp_path / "partnerhub" / "accounts" / "panel.py", '"""A panel."""\nfrom .forms import SignInForm\n')
    _write(tmp_path / path, text)
    found = rule(tmp_path)
    assert len(found) == 1, found
    assert found[0].startswith(path)
    assert fault in found[0]


def test_imports_down_the_house_are_free(tmp_path):
    """What the map allows is no fault: the top imports all, views their rooms, packages those below, the service the database."""
    allowed = {
        "partnerhub/__init__.py": "from . import pages\nfrom .accounts import views\n",
        "partnerhub/pages.py": "from .commitments import queries\nfrom .database import db\n",
        "partnerhub/accounts/views.py": "from flask import abort\nfrom . import service, queries\nfrom .forms import SignInForm\n",
        "partnerhub/accounts/panel.py": "from . import forms\n",
        "partnerhub/accounts/partner_views.py": "from . import panel\n",
        "partnerhub/accounts/service.py": "from ..database import db\nfrom flask_babel import gettext\nfrom .models import User\n",
        "partnerhub/commitments/queries.py": "from ..accounts.models import User\nfrom ..strategy import queries\n",
    }
    for path, text in allowed.items():
        _write(tmp_path / path, text)
    for known in ("accounts/forms", "accounts/models", "accounts/queries", "strategy/queries", "database"):
        _write(tmp_path / "partnerhub" / f"{known}.py", "")
    assert [rule(tmp_path) for rule in (source.ladder_faults, source.room_faults, source.flask_faults)] == [[], [], []]


def test_every_package_is_packed():
    """setup.cfg names each folder with Python in it, and none that is not there: else the wheel lacks it."""
    listed = set(_setup()["options"]["packages"].split())
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "partnerhub").rglob("*.py")}
    there = {".".join(folder.parts) for folder in folders} | {"partnerhub.static", "partnerhub.templates"}
    assert listed == there, f"setup.cfg, packages: add {sorted(there - listed)}, remove {sorted(listed - there)}"


def test_every_package_says_what_it_is():
    """Each package has an __init__.py, without which tools take its modules for strays; migrations are Alembic's own."""
    without = {path.parent for path in (ROOT / "partnerhub").rglob("*.py") if not (path.parent / "__init__.py").exists()}
    assert {folder.relative_to(ROOT).parts[1] for folder in without} <= {"migrations"}


def test_one_version():
    """The package, its metadata and setup.cfg tell the same version."""
    assert partnerhub.__version__ == _setup()["metadata"]["version"] == version("partnerhub")


def test_constraints_hold_every_requirement():
    """constraints.txt pins a version that setup.cfg accepts for everything that setup.cfg asks for, and holds no address."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    pinned = {_plain(name): number for name, number in pins.items()}
    setup = _setup()
    asked = [*setup["options"]["install_requires"].split("\n"), *setup["options.extras_require"]["test"].split("\n")]
    wrong = [text for text in asked if text and not _accepts(Requirement(text), pinned)]
    assert not wrong, f"constraints.txt has no fitting version of {wrong}: install them and renew it as its first line says."


def test_every_requirement_is_used():
    """What setup.cfg asks for is imported somewhere in the package: an unused library is risk without use."""
    used = {name.partition(".")[0] for module in source.modules(ROOT) for _, name in module.imports}
    provided = {_plain(library) for name, libraries in packages_distributions().items() if name in used for library in libraries}
    asked = {_plain(Requirement(text).name) for text in _setup()["options"]["install_requires"].split("\n") if text}
    loaded_by_others = {"psycopg": "SQLAlchemy, for the database's URL", "tzdata": "zoneinfo"}
    assert asked - provided == set(loaded_by_others)


def test_the_lock_file_keeps_no_registry_address():
    """package-lock.json names versions and hashes, never where somebody fetched them."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert len(packages) > 1
    assert not [name for name, facts in packages.items() if "resolved" in facts], (
        "renew it with npm install --omit-lockfile-registry-resolved"
    )
    assert all("integrity" in facts for name, facts in packages.items() if name)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _accepts(requirement: Requirement, pinned: dict[str, str]) -> bool:
    number = pinned.get(_plain(requirement.name))
    return number is not None and requirement.specifier.contains(number)


def test_no_style_sheet_asks_how_the_screen_is_held():
    """Pages work upright and sideways (WCAG 1.3.4): axe is not asked to fetch the style sheets for this."""
    sheets = [*(ROOT / "static").rglob("*.css")]
    assert sheets and not [sheet.name for sheet in sheets if re.search(r"\(\s*orientation\s*:", sheet.read_text(encoding="utf-8"))]
