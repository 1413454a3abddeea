"""The decision, and what is said of the list; that it is the best: test_brute_force."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from small_exports import read_pair

from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import (
    CLEAN_UP_FIRST,
    LEAVE_EMPTY,
    SET,
    Options,
)
from toolkit.analysis.situation import Situation
from toolkit.errors import OptionError
from toolkit.matching.formats import render

STYLES = (
    "(###) ###-####", "###-###-####", "###.###.####", "##########",
    "+1 ###-###-####", "1##########", "+1##########",
)  # fmt: skip


def numbers_of(rng: random.Random, count: int) -> list[str]:
    codes = ("212", "415", "303")
    return [f"{rng.choice(codes)}55501{rng.randint(0, 99):02}" for _ in range(count)]


def random_pair(seed: int, folder: Path):  # type: ignore[no-untyped-def]
    """Give calls, and contacts with one to five phones in different formats."""
    rng = random.Random(seed)
    known = numbers_of(rng, 8)
    rows = [
        [render(rng.choice(STYLES), rng.choice(known)) for _ in range(5)]
        for _ in range(8)
    ]
    london = [f"+44207946{rng.randint(0, 99):04}" for _ in range(3)]
    callers = ["+1" + number for number in known + numbers_of(rng, 2)] + london
    calls = [rng.choice(callers) for _ in range(40)]
    columns = ("Phone", "Mobile Phone", "Home Phone", "Work Phone", "Other Phone")
    return read_pair(folder, calls, rows, columns)


@pytest.mark.parametrize("name", ["getcontact", "clio", "insightly", "netsuite"])
def test_frontier_and_per_format_can_be_measured_again(
    name: str, tmp_path: Path
) -> None:
    calls, contacts = random_pair(7, tmp_path)
    rec = recommend(calls, contacts, connector=name)
    for row in rec.frontier:
        if row.formats is not None:
            counts = rec.counts(row.formats)
            assert counts.correct_calls == row.correct_calls
            assert counts.false_calls == row.false_calls
            assert counts.reach == row.reach
    for place, row in enumerate(rec.per_format.to_dict("records")):
        without = rec.formats[:place] + rec.formats[place + 1 :]
        if not rec.situation.record.stop_at_first:
            lost = rec.situation.outcome(without, formats_set=True)
            less = lost.counts(rec.situation.weight).correct_calls
            assert rec.recommended.correct_calls - less == row["only_this"]
        assert row["only_this"] <= row["new_calls"] <= row["calls"]


def test_set(tmp_path: Path) -> None:
    calls, contacts = read_pair(
        tmp_path, ["+12125550101", "+12125550102"], [["(212) 555-0101"]]
    )
    rec = recommend(calls, contacts, connector="clio")
    assert (rec.decision, rec.formats) == (SET, ("(###) ###-####",))
    assert rec.overriding_format == "(***) ***-****"
    assert rec.recommended.reach == 1.0
    assert rec.recommended.match_rate == 0.5
    assert rec.to_dict()["optimal"] is True


def test_leave_empty_where_the_empty_list_draws_level(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["(212) 555-0101"]])
    rec = recommend(calls, contacts, connector="netsuite")
    assert (rec.decision, rec.formats) == (LEAVE_EMPTY, ())
    assert rec.frontier[1].formats == ("(###) ###-####",)
    assert rec.recommended == rec.baseline


def test_clean_up_first_where_formats_reach_little(tmp_path: Path) -> None:
    styles = ("## ########", "### #######", "#### ######", "##### #####", "###### ####")
    cells = [[render(style, f"21255501{i:02}")] for i, style in enumerate(styles * 2)]
    numbers = [f"+121255501{i:02}" for i in range(len(cells))]
    calls, contacts = read_pair(tmp_path, numbers, cells)
    rec = recommend(calls, contacts, connector="clio")
    assert rec.decision == CLEAN_UP_FIRST
    assert rec.recommended.reach == 0.6
    assert rec.cleanup.reach_after == 1.0


def test_nothing_to_choose_from(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["(303) 555-0101"]])
    rec = recommend(calls, contacts, connector="clio")
    assert (rec.decision, rec.best, rec.recommended.reach) == (LEAVE_EMPTY, None, None)


def test_weighing_by_numbers(tmp_path: Path) -> None:
    numbers = ["+12125550101"] * 5 + ["+12125550102", "+12125550103"]
    rows = [["(212) 555-0101"], ["212.555.0102"], ["212.555.0103"]]
    calls, contacts = read_pair(tmp_path, numbers, rows)
    by_calls = recommend(calls, contacts, connector="clio", max_formats=1)
    by_numbers = recommend(
        calls, contacts, connector="clio", max_formats=1, weigh_by="numbers"
    )
    assert by_calls.formats == ("(###) ###-####",)
    assert by_numbers.formats == ("###.###.####",)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"seed": -1}, "seed: expected 0 to 4294967295, got -1"),
        ({"max_formats": 0}, "max_formats: expected 1 to 6, got 0"),
        ({"max_formats": 7}, "max_formats: expected 1 to 6, got 7"),
        ({"false_match_cost": -1}, "false_match_cost"),
        ({"min_gain": -1}, "min_gain"),
        ({"recent_calls": -1}, "recent_calls: expected 0 to 1000000, got -1"),
        ({"refresh_share": 1.5}, "refresh_share: expected 0 to 1, got 1.5"),
        ({"placeholder": "X"}, "placeholder"),
        ({"weigh_by": "luck"}, "weigh_by: expected calls | numbers | contacts"),
    ],
)
def test_options_are_checked(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message.replace("|", r"\|")):
        Options(**options)  # type: ignore[arg-type]


def test_default_connector_is_the_documented_interface(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["(212) 555-0101"]])
    assert Situation(calls, contacts).record.name == "getcontact"


def test_repr_shows_no_number(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["(212) 555-0101"]])
    rec = recommend(calls, contacts, connector="clio")
    assert "555" not in repr(rec) + repr(rec.situation) + repr(calls) + repr(contacts)
