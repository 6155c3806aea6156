"""The build of static/vendor/ does nothing twice and says clearly why it stops."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool, set to build below a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(tool, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(tool, "BUILD", tmp_path / "build")
    monkeypatch.setattr(tool, "STAMP", tmp_path / "vendor" / ".built")
    return tool


def _put_npm_on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


def test_a_second_run_does_nothing(vendor, tmp_path, monkeypatch, capsys):
    """With the stamp of today's sources nothing is installed; with another stamp the build starts."""
    _put_npm_on_path(tmp_path / "bin", monkeypatch, "exit 9")
    vendor.VENDOR.mkdir()
    vendor.BUILD.mkdir()
    (vendor.BUILD / "axe.min.js").touch()
    vendor.STAMP.write_text(vendor.fingerprint())
    assert vendor.main() == 0
    assert "up to date" in capsys.readouterr().out
    vendor.STAMP.write_text("older")
    assert vendor.main() == 1


def test_a_failing_npm_stops_with_a_sentence(vendor, tmp_path, monkeypatch, capsys):
    """When npm fails its last words and what to do are printed, the exit code is 1 and no stamp is left."""
    _put_npm_on_path(tmp_path / "bin", monkeypatch, "echo 'no network' >&2; exit 9")
    assert vendor.main() == 1
    told = capsys.readouterr().err
    assert "no network" in told and "Check the network" in told
    assert not vendor.STAMP.exists()


def test_the_built_files_are_those_of_the_stamp():
    """What is served was built from today's lock file and tool."""
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.STAMP.read_text().strip() == tool.fingerprint(), "run 'make' to build static/vendor/ again"
