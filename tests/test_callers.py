"""Shared numbers and unknown callers, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.callers import shared_numbers, unknown_callers
from toolkit.analysis.situation import Situation

CALLS = (
    *["+12125550101"] * 4,
    *["+12125550102"] * 2,
    *["+442079460018"] * 3,
    "+14155550109",
)
CELLS = (
    "(212) 555-0101", "212.555.0101", "+1 212 555 0101", "(212) 555-0102",
    "(212) 555-0103", "212-555-0103", "(207) 946-0018",
)  # fmt: skip


@pytest.fixture
def situation(tmp_path: Path) -> Situation:
    return Situation(*read_pair(tmp_path, CALLS, [[cell] for cell in CELLS]), "clio")


def test_shared_numbers(situation: Situation) -> None:
    table = shared_numbers(situation, ["(###) ###-####", "###.###.####"])
    assert table.to_dict("list") == {
        "e164": ["+12125550101", "+12125550103"],
        "n_contacts": [3, 2],
        "contact_ids": ["1;2;3", "5;6"],
        "calls": [4, 0],
        "calls_prompted": [4, 0],
    }


def test_a_shared_number_of_which_one_contact_is_found_asks_nobody(
    situation: Situation,
) -> None:
    table = shared_numbers(situation, ["(###) ###-####"])
    assert table["calls_prompted"].tolist() == [0, 0]


def test_a_contact_with_a_number_twice_shares_it_with_nobody(tmp_path: Path) -> None:
    pair = read_pair(
        tmp_path,
        ["+12125550101"],
        [["(212) 555-0101", "212.555.0101"]],
        ("Phone", "Mobile Phone"),
    )
    assert len(shared_numbers(Situation(*pair, "clio"))) == 0


def test_unknown_callers(situation: Situation) -> None:
    table = unknown_callers(situation, ["(###) ###-####"])
    assert table["e164"].tolist() == ["+442079460018"]
    row = table.iloc[0]
    assert (row.calls, row.inbound, row.sms, row.users) == (3, 3, 0, row.users)
    assert row.country_code == 44
    assert row.first_at == pd.Timestamp("2026-09-01 09:06")
    assert row.last_at == pd.Timestamp("2026-09-01 09:08")
    assert row.is_false  # (207) 946-0018 in Maine is somebody else


def test_at_least(situation: Situation) -> None:
    table = unknown_callers(situation, at_least=1)
    assert table["e164"].tolist() == ["+442079460018", "+14155550109"]
    assert table["is_false"].tolist() == [False, False]


def test_every_call_is_of_a_known_or_an_unknown_caller(tmp_path: Path) -> None:
    for seed in range(5):
        situation = Situation(*made_pair(seed, tmp_path), "clio")
        unknown = unknown_callers(situation, at_least=1)["calls"].sum()
        counts = situation.outcome(()).counts(situation.weight)
        assert unknown == counts.calls - counts.known_calls


def test_nothing_gives_the_columns(tmp_path: Path) -> None:
    situation = Situation(*read_pair(tmp_path, [], [["+12125550101"]]), "clio")
    assert len(shared_numbers(situation)) == 0
    assert unknown_callers(situation).columns.tolist()[:2] == ["e164", "country_code"]
