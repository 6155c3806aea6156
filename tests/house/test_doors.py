"""The doors of the project, make and .ci/run, say in a sentence what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOORS = ("help", "run", "demo", "test", "lint", "bench", "wheel", "clean")


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A folder with the doors alone: nothing is installed there."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    for name in ("setup.cfg", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_help_names_every_door(checkout):
    """`make` alone lists each target with what it does."""
    listed = {line.split()[1]: line.split()[2:] for line in _make(checkout).stdout.splitlines() if line.strip()}
    assert set(listed) == set(DOORS)
    assert all(listed.values())


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (None, "Install Python 3.11 or newer"),
        ('[ "$1" = -V ] && { echo Python 3.9.2; exit 0; }; exit 1', "is Python 3.9.2 but Partnerhub needs 3.11 or newer"),
        ('case "$2" in *ensurepip*) exit 1;; esac; exit 0', "apt install python3-venv"),
    ],
)
def test_an_unfit_python_is_told_in_a_sentence(checkout, script, sentence):
    """No Python, one that is too old, and one without venv each stop the build with what to do, and leave no .venv."""
    python = checkout / "python"
    if script:
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)
    stopped = _make(checkout, "run", f"PYTHON={python}")
    assert stopped.returncode == 2
    assert sentence in stopped.stderr
    assert not (checkout / ".venv").exists()


def test_nothing_is_installed_twice(checkout):
    """With its stamps in place make installs nothing; with a newer setup.cfg it installs again."""
    (checkout / ".venv").mkdir()
    for stamp in (".created", ".installed", ".installed-test"):
        (checkout / ".venv" / stamp).touch()
    assert "Installing" not in _make(checkout, "--dry-run", "lint").stdout
    os.utime(checkout / "setup.cfg", (2**32, 2**32))
    assert "Installing" in _make(checkout, "--dry-run", "lint").stdout


def test_ci_names_what_is_missing(checkout):
    """Where nothing can be installed, .ci/run names the missing packages and fails."""
    tools = checkout / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "id"):
        (tools / name).symlink_to(str(shutil.which(name)))
    run = subprocess.run([checkout / ".ci" / "run"], env={"PATH": str(tools)}, capture_output=True, text=True, timeout=30)
    assert run.returncode == 1
    assert "Missing here: make python3 python3-venv chromium" in run.stderr


def _make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(["make", *arguments], cwd=folder, env=env, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
