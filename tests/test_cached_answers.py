"""Answers that stay in the cache, number by number."""

from __future__ import annotations

from pathlib import Path

import pytest
from situations import made_formats, made_pair
from small_exports import read_pair

from toolkit.analysis.cached_answers import CachedAnswers
from toolkit.analysis.situation import Situation
from toolkit.matching.connectors import CONNECTORS

CALLS = (
    *["+442079460018"] * 4,  # found as somebody in Maine, then as itself too
    *["+12125550101"] * 3,  # one contact before, two after
    *["+12125550102"] * 2,  # the same answer before and after
    "+12125550103",  # a miss before, found after
    *["+442079460019"] * 2,  # false before and after
)
CELLS = (
    "(207) 946-0018", "+44 20 7946 0018",
    "(212) 555-0101", "212-555-0101",
    "(212) 555-0102",
    "212-555-0103",
    "(207) 946-0019",
)  # fmt: skip
BEFORE = ["(###) ###-####"]
AFTER = ["(###) ###-####", "###-###-####", "+44 ## #### ####"]


@pytest.fixture
def cached(tmp_path: Path) -> CachedAnswers:
    pair = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    return CachedAnswers(Situation(*pair, "clio"), BEFORE, AFTER)


def test_numbers_that_a_refresh_answers_otherwise(cached: CachedAnswers) -> None:
    assert cached.table.to_dict("list") == {
        "e164": ["+442079460018", "+12125550101"],
        "calls": [4, 3],
        "reason": ["false", "other contacts"],
        "n_before": [1, 1],
        "n_after": [2, 2],
        "is_mended": [True, False],
        "requests": [8, 8],
    }


def test_counts_and_how(cached: CachedAnswers) -> None:
    counted = cached.to_dict()
    assert "Refresh contact" in counted.pop("how")
    assert counted == {
        "cached_numbers": 4,
        "to_refresh": 2,
        "false_to_refresh": 1,
        "false_either_way": 1,
        "calls": 7,
        "requests": 16,
    }


def test_the_same_list_changes_nothing(cached: CachedAnswers) -> None:
    same = CachedAnswers(cached.situation, AFTER, AFTER)
    assert len(same.table) == 0


@pytest.mark.parametrize("name", CONNECTORS)
def test_equals_comparing_the_answers(name: str, tmp_path: Path) -> None:
    for seed in range(3):
        situation = Situation(*made_pair(seed, tmp_path), name)
        before, after = made_formats(seed), made_formats(seed + 50)
        listed = set(CachedAnswers(situation, before, after).table["e164"])
        answers = [_answers(situation, each) for each in (before, after)]
        e164 = situation.calls.numbers.e164().to_pylist()
        assert listed == {
            e164[row]
            for row in range(len(e164))
            if answers[0][row] and answers[0][row] != answers[1][row]
        }


def _answers(situation: Situation, formats: list[str]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in range(len(situation.calls.numbers))]
    number, contact, _ = situation.matcher.returned(formats)
    for row, each in zip(number.tolist(), contact.tolist(), strict=True):
        found[row].add(each)
    return found


def test_repr_shows_no_number(cached: CachedAnswers) -> None:
    assert repr(cached) == "<CachedAnswers: 2 to refresh>"
