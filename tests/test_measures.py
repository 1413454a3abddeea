"""Measured figures are those of counting get_contact's answers one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_exports import read_pair

from toolkit.analysis.measures import measure
from toolkit.analysis.outcome import share
from toolkit.matching.connectors import CONNECTORS

A, B, C, LONDON = "+12125550101", "+12125550102", "+12125550103", "+442079460018"
ROWS = [
    ["(212) 555-0101", "212.555.0102"],  # 1 has A and B
    ["212-555-0101", ""],  # 2 has A
    ["+12125550103", ""],  # 3 has C
    ["(207) 946-0018", ""],  # 4: a subscriber in Maine
]
CALLS = [A, A, B, C, LONDON, "+13035550199"]
COLUMNS = ("Phone", "Mobile Phone")


def test_counts(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, ROWS, COLUMNS)
    found = measure(
        calls, contacts, "(###) ###-####,###-###-####", connector="clio"
    ).counts
    assert (found.calls, found.known_calls) == (6, 4)
    assert (found.matched_calls, found.correct_calls) == (4, 3)
    assert (found.false_calls, found.ambiguous_calls) == (1, 2)
    assert (found.reach, found.match_rate) == (3 / 4, 4 / 6)
    assert found.precision == (2 + 2 + 1) / (2 + 2 + 1 + 1)
    # 3 searches each, and 2 follow-ups for each of 6 contacts returned
    assert found.requests_per_lookup == (6 * 3 + 6 * 2) / 6


def test_what_is_wrong_with_the_list_is_said(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, [A] * 3, [["212-555-0101"]])
    measured = measure(calls, contacts, "###-###-###", connector="clio")
    codes = [finding["code"] for finding in measured.to_dict()["advice"]]
    assert codes[0] == "truncated"
    assert measured.advice[0].calls == 3
    assert measure(calls, contacts, "###-###-####", connector="clio").advice == ()


@pytest.mark.parametrize("connector", ["clio", "getcontact"])
def test_overlaps_are_calls_that_two_terms_find(connector: str, tmp_path: Path) -> None:
    rows = [*ROWS, ["+12125550101", ""]]
    calls, contacts = read_pair(tmp_path, CALLS, rows, COLUMNS)
    formats = "(###) ###-####,###-###-####,###.###.####"
    found = measure(calls, contacts, formats, connector=connector)
    assert found.overlaps.to_numpy().tolist() == [
        ["", "(###) ###-####", 2],
        ["", "###-###-####", 2],
        ["(###) ###-####", "###-###-####", 2],
    ]
    assert found.to_dict()["overlaps"][0]["calls"] == 2
    assert len(measure(calls, contacts, connector=connector).overlaps) == 0


def test_stop_at_first_returns_fewer_contacts(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, ROWS, COLUMNS)
    found = measure(calls, contacts, "(###) ###-####,###-###-####").counts
    assert found.ambiguous_calls == 0
    # A finds at the 2nd term, C at the 1st, the others ask all three
    assert found.requests_per_lookup == (2 + 2 + 3 + 1 + 2 + 3) / 6


def test_per_format(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, ROWS, COLUMNS)
    formats = ("(###) ###-####", "###-###-####", "###.###.####", "+1##########")
    table = measure(calls, contacts, formats, connector="clio").per_format
    assert table["calls"].tolist() == [2, 2, 1, 1]
    assert table["new_calls"].tolist() == [2, 0, 1, 0]
    assert table["only_this"].tolist() == [0, 0, 1, 0]
    assert table["false_calls"].tolist() == [1, 0, 0, 0]
    assert table["contacts"].tolist() == [2, 1, 1, 1]


# An area code that the connectors' older library does not know.
NEW = "+13295550171"


def test_a_number_asked_otherwise_is_no_hit_of_a_format(tmp_path: Path) -> None:
    """VinSolutions asks for an unknown number's digits where others' formats stand."""
    rows = [["(212) 555-0101"], [NEW.removeprefix("+")]]
    calls, contacts = read_pair(tmp_path, [A, NEW, NEW], rows)
    found = measure(calls, contacts, "(###) ###-####", connector="vinsolutions")
    assert found.counts.correct_calls == 3
    assert found.per_format["calls"].tolist() == [1]


@pytest.mark.parametrize("name", CONNECTORS)
def test_only_numbers_that_the_library_does_not_know(name: str, tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, [NEW], [["(329) 555-0171"]])
    table = measure(calls, contacts, "(###) ###-####", connector=name).per_format
    expected = [1] if name == "getcontact" else [0]  # the documented interface does
    assert table["calls"].tolist() == (expected if len(table) else [])


def test_a_false_match_before_leaves_no_call_to_a_later_format(tmp_path: Path) -> None:
    rows = [["(207) 946-0018"], ["+44 20 7946 0018"]]  # Maine, London
    calls, contacts = read_pair(tmp_path, [LONDON], rows)
    table = measure(calls, contacts, "(###) ###-####,+44 ## #### ####").per_format
    assert table["false_calls"].tolist() == [1, 0]
    for column in ("calls", "new_calls", "only_this"):
        assert table[column].tolist() == [0, 0], column
    other = measure(calls, contacts, "+44 ## #### ####,(###) ###-####").per_format
    assert other["new_calls"].tolist() == [1, 0]


def test_features(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, ROWS, COLUMNS)
    found = measure(calls, contacts, connector="clio").features
    assert {name: counts.calls for name, counts in found.items()} == {
        "call_pop": 6,
        "call_logging": 6,
        "sms_logging": 0,
    }
    assert found["sms_logging"].reach is None


@pytest.mark.parametrize("name", CONNECTORS)
def test_empty_contacts_and_foreign_formats_are_measured(
    name: str, tmp_path: Path
) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [["N/A"], ["+442079460019"]])
    found = measure(calls, contacts, "0## #### ####,abc,", connector=name)
    assert found.counts.known_calls == 0
    assert found.counts.reach is None
    assert found.to_dict()["connector"] == name


def test_share() -> None:
    assert share(0, 0) is None
    assert share(0, 5) == 0.0
