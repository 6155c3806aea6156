"""Templates and styles keep the house's promises before any page is fetched: they compile, hold nothing inline, and find their files."""

import json
import re
import runpy
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from partnerhub.access import CSRF_FREE

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
VENDOR = runpy.run_path(str(ROOT / "tools" / "vendor.py"), run_name="vendor")
PARTS_OF_MACROS = {"post_fields", "kind_word", "progress_words", "bar", "steps", "month_place"}
PARTS_OF_MACROS |= {"combobox_search", "combobox_texts", "occupation_choices"}
TOKEN = r"csrf_token|hidden_fields|post_fields"

BREACHES = {
    "a style attribute": (r"<[^>]*\sstyle=", '<p style="color:red">'),
    "a style element": (r"<style\b", "<style>p{}</style>"),
    "a script with content": (r"<script(?![^>]*\bsrc=)", "<script>alert(1)</script>"),
    "an on… attribute": (r"<[^>]*\son[a-z]+=", '<b onclick="x()">'),
    "a plain hx- attribute; write data-hx-": (r"(?<!data-)\bhx-[a-z]+=", '<a hx-get="/x">'),
    "an image without alt": (r"<img(?![^>]*\balt=)[^>]*>", '<img src="/x.png">'),
    "a javascript: address": (r"javascript:", '<a href="javascript:x()">'),
    "the filter safe; build Markup where the text is made": (r"\|\s*safe\b", "{{ text | safe }}"),
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _without_comments(text: str) -> str:
    return re.sub(r"(?s)\{#.*?#\}", "", text)


def _faults(text: str) -> list[str]:
    return [fault for fault, (pattern, _) in BREACHES.items() if re.search(pattern, _without_comments(text))]


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_compiles_and_holds_nothing_inline(app: Flask, path: Path):
    """Every template compiles in the app's strict environment and carries nothing that the content security policy forbids."""
    assert app.jinja_env.undefined is StrictUndefined
    assert app.jinja_env.get_template(path.relative_to(ROOT / "templates").as_posix()).name
    assert not _faults(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", BREACHES)
def test_a_breach_is_found(fault: str):
    """Each rule finds what it is there to find."""
    assert _faults(BREACHES[fault][1]) == [fault]


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_post_form_carries_a_token(path: Path):
    """A form written out with method post holds its csrf_token, or the macro that writes it, unless access.py declares its view free."""
    text = _without_comments(path.read_text(encoding="utf-8"))
    for form in re.findall(r"(?is)<form\b[^>]*method=.post.*?</form>", text):
        free = any(f"url_for('{endpoint}'" in form for endpoint in CSRF_FREE)
        assert free or re.search(TOKEN, form), f"{_name(path)}: a POST form without csrf_token: {form[:120]}"


def test_every_file_that_a_template_asks_for_is_there():
    """Each asset() of a template names a file of ours, or one that tools/vendor.py builds."""
    asked = {
        (_name(path), filename)
        for path in TEMPLATES
        for filename in re.findall(r"asset\(\s*[\"']([^\"']+)[\"']\s*\)", path.read_text(encoding="utf-8"))
    }
    assert asked
    missing = [f"{path} asks for static/{filename}" for path, filename in sorted(asked) if not (ROOT / "static" / filename).is_file()]
    assert not missing, "\n".join(["run 'make' if only vendor files are missing:", *missing])


def test_every_address_in_the_styles_is_there():
    """Fonts and icons that our and the design system's styles refer to are served, at the address that the app caches for a year."""
    for path in [*STYLES, ROOT / "static" / "vendor" / "dkfds" / "css" / "dkfds.min.css"]:
        for address in re.findall(r"url\([\"']?([^)\"']+)[\"']?\)", path.read_text(encoding="utf-8")):
            file, _, version = address.partition("?v=")
            assert (path.parent / file).is_file(), f"{_name(path)} refers to {address}"
            assert version == VENDOR["version"](path.parent / file), f"{_name(path)}: {address} has an old fingerprint"


def test_every_icon_that_a_template_draws_is_in_the_sprite():
    """An icon named in a template is one of ICONS in tools/vendor.py, and the built sprite holds it."""
    drawn = set()
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        drawn |= set(re.findall(r"(?:\bicon|draw_icon)\(\s*\"([a-z-]+)\"\s*[,)]", text)) | set(re.findall(r"\bicon=\"([a-z-]+)\"", text))
        for icons in re.findall(r"(?s)\{% set \w+_icons = \{(.*?)\} %\}", text):
            drawn |= set(re.findall(r":\s*\"([a-z-]+)\"", icons))
    assert len(drawn) > 20
    assert not drawn - set(VENDOR["ICONS"]), "add these to ICONS in tools/vendor.py"
    sprite = (ROOT / "static" / "vendor" / "dkfds" / "img" / "icons.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'<symbol id="([^"]+)"', sprite)) == set(VENDOR["ICONS"])


def test_colours_are_the_design_systems():
    """A colour of ours is a token, and each token is a colour of dkfds or of its business theme."""
    scss = ROOT / "build" / "npm" / "node_modules" / "dkfds" / "dist" / "scss"
    theirs = {
        colour.lower()
        for file in ("values/colors/_fds-colors.scss", "themes/_virkdk.scss")
        for colour in re.findall(r"#[0-9A-Fa-f]{6}", (scss / file).read_text(encoding="utf-8"))
    }
    tokens, rest = "", ""
    for path in STYLES:
        text = path.read_text(encoding="utf-8")
        tokens += "".join(re.findall(r"(?s):root \{.*?\}", text))
        rest += re.sub(r"(?s):root \{.*?\}", "", text)
    assert set(re.findall(r"#[0-9a-f]{6}\b", tokens)) <= theirs
    assert not re.findall(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|\brgba?\()[^;{}]*;", rest)
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", rest)) <= set(re.findall(r"(--[a-z0-9-]+):", tokens))


def test_every_component_is_told():
    """docs/components.md names each macro of templates/components/ that pages may import, and none that is gone."""
    told = set(re.findall(r"^\| `(\w+)\(", (ROOT / "docs" / "components.md").read_text(encoding="utf-8"), re.MULTILINE))
    inner = {"attributes.html", "fields.html"}
    written = {
        macro: path.name
        for path in (ROOT / "templates" / "components").glob("*.html")
        for macro in re.findall(r"{%-? macro (\w+)\(", path.read_text(encoding="utf-8"))
        if path.name not in inner
    }
    assert told - set(written) == {"field"}, "told but not written"
    assert set(written) - told == PARTS_OF_MACROS, "written but not told"


def test_the_lock_names_versions_and_no_registry():
    """package.json pins exact versions, and the lock file holds a digest for each and the address of none."""
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    locked = {name.removeprefix("node_modules/"): entry for name, entry in lock["packages"].items() if name}
    assert {name: entry["version"] for name, entry in locked.items()} == wanted
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in locked.values())
