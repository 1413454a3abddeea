"""The README's code runs, and its facts are those of the project."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pyarrow as pa
import pytest

from toolkit.exports.area_codes import read_with_areas
from toolkit.exports.conditions import CONDITIONS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.S | re.M)


@pytest.mark.parametrize("code", blocks("python"))
def test_python_block_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})


def test_the_check_calls_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    command = next(block.strip() for block in blocks("sh") if "pytest" in block)
    assert command in script


def test_the_extras_named_exist() -> None:
    named = set(re.findall(r'-e "\.\[(\w+)\]"', README))
    assert named <= set(PROJECT["optional-dependencies"])


def test_python_version() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in README


def test_top_level_holds_what_was_agreed() -> None:
    agreed = {"notebooks", "toolkit", "data", "tests", "pyproject.toml", "README.md"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    built = {"build", "dist"} | {name for name in found if name.endswith(".egg-info")}
    reports = {name for name in found if name.startswith("getcontact-report")}
    assert found - built - reports == agreed


def conditions_shown() -> list[list[str]]:
    """Give the rows of the README's table of conditions."""
    table = README.split("| condition | for example")[1].split("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return rows


@pytest.mark.parametrize("row", conditions_shown(), ids=lambda row: row[0])
def test_an_example_of_a_condition_is_in_it(row: list[str]) -> None:
    condition, example, number, searched = row
    cell, *area = re.findall(r"`([^`]*)`", example)
    found = read_with_areas(pa.array([cell]), "GB", pa.array(area or [""]))
    assert CONDITIONS[found.condition[0]] == condition
    assert (number == "yes") == (len(found.cell) > 0)
    text = found.texts[0].as_py()
    assert {"unknown": text is None, "yes": text == cell}.get(searched, text != cell)


def test_every_condition_is_shown() -> None:
    assert [row[0] for row in conditions_shown()] == list(CONDITIONS)
