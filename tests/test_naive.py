"""What naive readings get wrong, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.known_calls import KnownCalls
from toolkit.analysis.naive import LAST_TEN, ONE_PARSE, TYPE_GUESSING, naive_readings

WRONG = ("missed", "partly", "misread", "invented")
# cell, reading -> the column that counts it
CASES = [
    ("+12125550101", TYPE_GUESSING, "misread"),
    ("02079460018", TYPE_GUESSING, "invented"),  # no number in the US
    ("2125550101", TYPE_GUESSING, None),
    ("(212) 555-0101", TYPE_GUESSING, None),
    ("212-555-0101 (Jane)", ONE_PARSE, "missed"),
    ("(212) 555-0101", ONE_PARSE, None),
    ("212-555-0101 x5", ONE_PARSE, None),
    ("N/A", ONE_PARSE, None),
    ("212-555-0101 x5", LAST_TEN, "misread"),
    ("212-555-0101 / 212-555-0102", LAST_TEN, "partly"),
    ("(000) 000-0000", LAST_TEN, "invented"),
    ("1-800-FLOWERS", LAST_TEN, "missed"),
    ("+1 212 555 0101", LAST_TEN, None),
]


@pytest.mark.parametrize(("cell", "reading", "column"), CASES)
def test_a_cell_is_counted_once(
    cell: str, reading: str, column: str | None, tmp_path: Path
) -> None:
    _, contacts = read_pair(tmp_path, [], [[cell]])
    row = naive_readings(contacts).set_index("reading").loc[reading]
    assert {name: row[name] for name in WRONG if row[name]} == (
        {column: 1} if column else {}
    )
    assert row["wrong"] == (1 if column else 0)
    assert row["cells"] == 1


def test_calls_that_a_reading_loses(tmp_path: Path) -> None:
    calls, contacts = read_pair(
        tmp_path,
        ["+12125550101"] * 3 + ["+12125550102"],
        [["212-555-0101 x5"], ["212-555-0102 x5"], ["2125550102"]],
    )
    weight = KnownCalls(contacts, calls).of_numbers
    table = naive_readings(contacts, weight).set_index("reading")
    assert table["calls"].to_dict() == {TYPE_GUESSING: 0, ONE_PARSE: 0, LAST_TEN: 3}


def test_the_parts_add_up(tmp_path: Path) -> None:
    for seed in range(5):
        _, contacts = made_pair(seed, tmp_path)
        table = naive_readings(contacts)
        assert (table[list(WRONG)].sum(axis="columns") == table["wrong"]).all()
        assert (table["cells"] == contacts.cells["text"].notna().sum()).all()
        assert table["calls"].isna().all()


def test_no_cells(tmp_path: Path) -> None:
    _, contacts = read_pair(tmp_path, [], [])
    table = naive_readings(contacts)
    assert table["cells"].tolist() == [0, 0, 0]
    assert table["share"].isna().all()
