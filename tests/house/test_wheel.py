"""The wheel holds all that the pages need, and runs far from the checkout."""

import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest
import servers

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("partnerhub", "templates", "static", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")
ENGLISH = "partnerhub/translations/en/LC_MESSAGES/messages.mo"
STYLES = "static/vendor/dkfds/css/dkfds.min.css"
BUILT = {f"partnerhub/{STYLES}", "partnerhub/static/vendor/htmx.min.js", "partnerhub/static/vendor/dkfds/img/icons.svg", ENGLISH}
SHIPPED_FOLDERS = {
    "templates": "partnerhub/templates",
    "static": "partnerhub/static",
    "partnerhub": "partnerhub",
}

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def lacking(names: set[str], root: Path) -> list[str]:
    """Return what a wheel with these names lacks: what the checkout ships, and what only the build makes."""
    wanted = set(BUILT)
    for folder, inside in SHIPPED_FOLDERS.items():
        for path in (root / folder).rglob("*"):
            inner = path.relative_to(root / folder)
            if path.is_file() and path.suffix not in {".pyc", ".po", ".pot"} and not any(part.startswith(".") for part in inner.parts):
                wanted.add(f"{inside}/{inner.as_posix()}")
    return sorted(wanted - names)


@pytest.fixture(scope="session")
def wheel(shared_run) -> Path:
    """The wheel of the checkout as it is, built in a copy so that nothing old comes along."""

    def build(place: Path) -> None:
        copy = place / "copy"
        copy.mkdir(parents=True)
        for name in SOURCES:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif (ROOT / name).exists():
                shutil.copy(ROOT / name, copy / name)
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(copy)]
        _run(command, copy)

    return next(shared_run.once("wheel", build).glob("*.whl"))


@pytest.fixture(scope="session")
def clean_program(shared_run, wheel) -> Path:
    """The console script of an environment that holds the wheel; the libraries come from this one, so nothing is downloaded."""

    def install(place: Path) -> None:
        _run([sys.executable, "-m", "venv", "--without-pip", str(place)], place.parent)
        python = place / "bin" / "python"
        pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "--quiet"]
        _run([*pip, "install", "--no-index", "--no-deps", "--no-compile", str(wheel)], place.parent)
        site = next((place / "lib").glob("python*/site-packages"))
        (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")

    return shared_run.once("clean", install) / "bin" / "partnerhub"


def test_the_wheel_lacks_nothing(wheel):
    """Templates, static and vendor files, compiled translations, migrations and contents are all in the wheel."""
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = lacking(names, ROOT)
    assert not missing, f"not in the wheel: {missing[:20]}; make builds vendor files and translations, setup.cfg says what is packed"


@pytest.mark.parametrize(
    "lost",
    [
        "partnerhub/static/vendor/htmx.min.js",
        f"partnerhub/{STYLES}",
        ENGLISH,
        "partnerhub/migrations/env.py",
        "partnerhub/templates/base.html",
        "partnerhub/strategy/content/strategy-2022.yaml",
    ],
)
def test_a_loss_is_noticed(wheel, lost):
    """The check of the wheel's contents fails for each kind of file when one is not there."""
    names = set(zipfile.ZipFile(wheel).namelist())
    kin = sorted(name for name in names if name.startswith(lost.rpartition("/")[0]) and name.endswith(Path(lost).suffix))
    assert kin, f"the wheel has nothing like {lost}"
    assert set(lacking(names - {kin[0]}, ROOT)) - set(lacking(names, ROOT)) == {kin[0]}


def test_the_wheel_holds_no_tests_and_no_instance(wheel):
    """Neither tests, nor tools, nor an installation's data are packed."""
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"partnerhub"}


def test_the_wheel_runs_far_from_the_checkout(clean_program, tmp_path):
    """Installed alone it makes its database, fills it, and serves pages in both languages with their styles."""
    python = clean_program.parent / "python"
    where = _run([str(python), "-c", "import partnerhub; print(partnerhub.__file__)"], tmp_path).strip()
    assert Path(where).is_relative_to(clean_program.parents[1])
    env = {"PARTNERHUB_INSTANCE": str(tmp_path / "instance"), "PARTNERHUB_DEMO": "1"}
    servers.run_program(["migrate"], env, program=clean_program)
    servers.run_program(["demo", "--keep"], env, program=clean_program)
    with servers.app_server(env, program=clean_program) as address:
        pages = {path: _get(address + path) for path in ("/", "/?lang=en", "/strategi", "/forpligtelser", f"/{STYLES}", "/readyz")}
    assert 'lang="da"' in pages["/"]
    assert 'lang="en"' in pages["/?lang=en"]
    assert _title(pages["/"]) != _title(pages["/?lang=en"]), "the English page carries a Danish title"
    assert "<h1" in pages["/strategi"]
    assert "<h1" in pages["/forpligtelser"]
    assert "--" in pages[f"/{STYLES}"]


def _title(page: str) -> str:
    return page.partition("<title>")[2].partition("</title>")[0]


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout
