"""A profile accounts for every stored cell, and shows nothing private."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.profiles import Profile, profile

CELLS = (
    "(212) 555-0101", "(212) 555-0102", "212.555.0103", "212-555-0104 x17",
    "212-555-0105 (Quentin)", "212-555-0106 / 212-555-0107", "N/A", "12125550108.0",
    "212-555-0109, home", "1-800-FLOWERS",
)  # fmt: skip
CALLS = (
    *["+12125550101"] * 4,
    *["+12125550102"] * 2,
    *["+12125550104"] * 3,
    "+12125550106",
    "+14155550109",
)


@pytest.fixture
def found(tmp_path: Path) -> Profile:
    calls, contacts = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    return profile(contacts, calls)


def test_formats_with_their_calls(found: Profile) -> None:
    offered = found.formats[found.formats["problem"] == ""]
    assert offered["format"].tolist() == ["(###) ###-####", "###.###.####"]
    assert offered["cells"].tolist() == [2, 1]
    assert offered["share"].tolist() == [0.2, 0.1]
    assert offered["example"].tolist() == ["(212) 555-0123", "212.555.0123"]
    assert offered["calls"].tolist() == [6, 0]
    assert offered["share_calls"].tolist() == [0.6, 0.0]
    assert offered["country_codes"].tolist() == ["1", "1"]


def test_what_stands_beside_a_number_is_shown_by_its_shape(found: Profile) -> None:
    aside = found.formats[found.formats["problem"] != ""].set_index("format")
    assert aside["problem"].to_dict() == {
        "###-###-#### x00": "note",
        "###-###-#### (xxxxxxx)": "note",
        "###-###-#### / 000-000-0000": "other-digits",
    }
    text = json.dumps(found.to_dict()) + repr(found)
    for private in ("Quentin", "0107", "x17", "FLOWERS", "5550101"):
        assert private not in text


def test_outcomes_add_up(found: Profile) -> None:
    counted = found.outcomes.set_index("outcome")["cells"].to_dict()
    assert counted == {
        "format": 3,
        "note": 2,
        "other-digits": 1,
        "no-number": 1,
        "digits-differ": 1,
        "comma": 1,
        "text-destroyed": 1,
    }
    assert found.outcomes["share"].sum() == pytest.approx(1)
    written = found.outcomes[found.outcomes["has_format"]]
    assert written["cells"].sum() == found.formats["cells"].sum() == 6


def test_damage_adds_up(found: Profile) -> None:
    damage = found.damage.set_index("condition")
    assert damage["cells"].sum() == len(CELLS)
    assert damage.loc["plain", "cells"] == 3
    assert damage.loc["plain", "is_safe"]
    assert damage.loc["extension", "calls"] == 3
    assert damage.loc["several numbers", "numbers"] == 2
    assert damage.loc["float tail", "is_unknown"]
    assert damage.loc["extension", "example"] == "000-000-0000 x00"
    assert damage["example"].isna().tolist().count(True) == 1


def test_calls_by_how_their_number_is_stored(found: Profile) -> None:
    assert found.calls_account == {
        "in an offered format": 6,
        "in another format": 4,
        "in no format": 0,
        "on no contact": 1,
    }


def test_columns(found: Profile) -> None:
    assert found.columns.to_dict("list") == {
        "column": ["Id", "Name", "Phone"],
        "role": ["id", "name", "phone"],
        "files": [1, 1, 1],
        "cells": [0, 0, 10],
        "cells_with_number": [0, 0, 9],
        "is_read": [True, True, True],
    }


def test_without_calls_their_figures_are_missing(tmp_path: Path) -> None:
    _, contacts = read_pair(tmp_path, [], [["(212) 555-0101"]])
    found = profile(contacts)
    assert found.calls_account is None
    assert found.formats["calls"].isna().all()
    row = found.to_dict()["formats"][0]
    assert (row["calls"], row["share_calls"]) == (None, None)


def test_shares_close_on_made_contacts(tmp_path: Path) -> None:
    for seed in range(5):
        calls, contacts = made_pair(seed, tmp_path)
        found = profile(contacts, calls)
        n = len(contacts.cells)
        assert found.outcomes["cells"].sum() == n
        assert found.damage["cells"].sum() == n
        assert found.columns["cells"].sum() == n
        assert sum((found.calls_account or {}).values()) == len(calls.events)


def test_no_phone_cell_gives_the_columns(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [])
    found = profile(contacts, calls)
    assert found.to_dict()["formats"] == []
    assert len(found.damage) == len(found.outcomes) == 0
    assert found.calls_account == {
        "in an offered format": 0,
        "in another format": 0,
        "in no format": 0,
        "on no contact": 1,
    }
