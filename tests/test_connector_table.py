"""The README's table of connectors says what the toolkit finds in the sample."""

from __future__ import annotations

import connector_table as made
import pytest

from toolkit.matching.connectors import CONNECTORS


@pytest.fixture(scope="module")
def table() -> str:
    return made.connector_table()


def test_the_readme_shows_the_table(table: str) -> None:
    written = made.written_in((made.ROOT / "README.md").read_text("utf-8"))
    assert written == table, "run: python tests/connector_table.py"


def test_every_connector_has_a_row(table: str) -> None:
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(CONNECTORS)


def test_figures_planted_in_the_sample(table: str) -> None:
    rows = {line.split("`")[1]: line for line in table.splitlines() if "| `" in line}
    assert "| 12.5 % | 80.0 % |" in rows["clio"]  # data/README.md
    assert "`leave-empty`" in rows["netsuite"]
    assert "`e164-not-searched`" in rows["insightly"]
    for name, record in CONNECTORS.items():
        assert ("`formats-ignored`" in rows[name]) is not record.uses_formats


def test_what_stands_between_the_markers() -> None:
    assert made.written_in("no table") is None
    assert made.written_in(f"a\n{made.START}\n| x |\n{made.END}\nb") == "| x |"
