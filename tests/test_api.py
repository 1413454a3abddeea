"""The public names are exactly `toolkit.__all__`, sorted, and all of them load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import toolkit

README = Path(__file__).parent.parent / "README.md"


def test_names_are_sorted_and_have_a_home() -> None:
    assert toolkit.__all__ == sorted(toolkit.__all__)
    assert toolkit.__all__ == sorted(toolkit._HOMES)
    assert dir(toolkit) == toolkit.__all__


@pytest.mark.parametrize("name", toolkit.__all__)
def test_name_loads_from_its_home(name: str) -> None:
    assert getattr(toolkit, name).__class__ is not None


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        toolkit.guess  # noqa: B018 - the access is the test


@pytest.mark.parametrize("name", toolkit.__all__)
def test_readme_names_every_public_name(name: str) -> None:
    assert f"`{name}`" in README.read_text(encoding="utf-8")


def test_import_loads_no_room() -> None:
    code = (
        "import sys, toolkit; print(sum(m.startswith('toolkit.') for m in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "0"
