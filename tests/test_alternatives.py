"""The ways side by side are what measuring each of them gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.cleanup import cleaned
from toolkit.analysis.measures import measure, measure_situation
from toolkit.analysis.plain_rows import plain_rows
from toolkit.analysis.recommend import recommend
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.formats import render

CALLS = [f"+121255501{n:02}" for n in range(10)]
CELLS = (
    "(212) 555-0100", "(212) 555-0101", "(212) 555-0102", "212.555.0103",
    "212.555.0104", "212-555-0105", "+12125550106", "212-555-0107 x3",
)  # fmt: skip


@pytest.mark.parametrize("name", CONNECTORS)
def test_every_row_is_what_measure_gives(name: str, tmp_path: Path) -> None:
    calls, contacts = made_pair(3, tmp_path)
    rec = recommend(calls, contacts, connector=name, current="###-###-####")
    table = rec.alternatives.set_index("alternative")
    for row in table.drop(index=["cleaned-up", "cleaned-up-and-checked"]).itertuples():
        counts = measure(calls, contacts, row.formats, connector=name).counts
        for key, value in counts.to_dict().items():
            assert getattr(row, key) == value or value is None, (row.Index, key)
    for key, checked in (("cleaned-up", False), ("cleaned-up-and-checked", True)):
        after = cleaned(rec.situation, checked=checked)
        expected = measure_situation(after, ()).counts.to_dict()
        assert {name: table.loc[key, name] for name in expected} == expected


def test_the_ways_there_are(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    table = recommend(
        calls, contacts, connector="clio", max_formats=2, current="###.###.####"
    ).alternatives.set_index("alternative")
    assert table["correct_calls"].to_dict() == {
        "nothing": 1,
        "current": 3,
        "suggested-three": 7,
        "suggested-all": 7,
        "best": 6,
        "best-of-any-length": 7,
        "cleaned-up": 7,
        "cleaned-up-and-checked": 8,
    }
    assert table["n_formats"].tolist() == [0, 1, 3, 4, 2, 3, 0, 0]
    assert table["fits_fields"].tolist() == [True] * 3 + [False] + [True] * 4
    assert table.index[table["is_recommended"]].tolist() == ["best"]
    assert table.loc["nothing", "reach"] == 1 / 8
    cached = table["requests_per_lookup_cached"]
    assert (cached <= table["requests_per_lookup"]).all()


def test_any_length_is_longer_than_the_frontier(tmp_path: Path) -> None:
    styles = [f"{'#' * n} {'#' * (10 - n)}" for n in range(1, 10)]
    cells = [render(style, f"21255501{i:02}") for i, style in enumerate(styles)]
    numbers = [f"+121255501{i:02}" for i in range(len(cells))]
    calls, contacts = read_pair(tmp_path, numbers, [[cell] for cell in cells])
    rec = recommend(calls, contacts, connector="clio")
    longest = rec.alternatives.set_index("alternative").loc["best-of-any-length"]
    assert (longest.n_formats, longest.reach) == (9, 1.0)
    assert longest.label == "The best list of any length (9 formats)"
    assert longest.requests_per_lookup == 1 + 9 + 2


def test_refreshes_by_hand_count_in_the_cached_requests(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS * 2, [[cell] for cell in CELLS])
    rows = [
        recommend(calls, contacts, connector="clio", refresh_share=each).alternatives
        for each in (0.0, 1.0)
    ]
    plain = rows[0]["requests_per_lookup"]
    assert (rows[0]["requests_per_lookup_cached"] < plain).any()
    assert (rows[1]["requests_per_lookup_cached"] == plain).all()


def test_leave_empty_recommends_nothing(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    table = recommend(calls, contacts, connector="netsuite").alternatives
    meant = table.loc[table["is_recommended"], "alternative"]
    assert meant.tolist() == ["nothing"]


def test_clean_up_first_recommends_the_clean_up(tmp_path: Path) -> None:
    cells = [f"212 {'.' * n}555 01{n:02}" for n in range(8)]
    calls, contacts = read_pair(tmp_path, CALLS[:8], [[cell] for cell in cells])
    rec = recommend(calls, contacts, connector="clio")
    assert rec.decision == "clean-up-first"
    meant = rec.alternatives.loc[rec.alternatives["is_recommended"], "alternative"]
    assert meant.tolist() == ["cleaned-up"]


def test_a_connector_that_ignores_formats_has_fewer_ways(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    table = recommend(calls, contacts, connector="pipedrive").alternatives
    assert table["alternative"].tolist() == [
        "nothing", "cleaned-up", "cleaned-up-and-checked",
    ]  # fmt: skip


def test_rows_go_into_json(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, [], [["(212) 555-0100"]])
    rec = recommend(calls, contacts, connector="clio")
    rows = plain_rows(rec.alternatives)
    assert json.loads(json.dumps(rows)) == rows
    assert rows[0]["reach"] is None


def test_lazy_parts_of_a_recommendation(tmp_path: Path) -> None:
    calls, contacts = made_pair(4, tmp_path)
    rec = recommend(calls, contacts, connector="clio", current="###-###-####")
    assert list(rec.costs.formats) == [
        "Nothing set", "The current setting", "The best list",
    ]  # fmt: skip
    assert rec.fixes.formats == rec.cleanup.formats_after
    assert (rec.costs.recent_calls, rec.costs.refresh_share) == (100, 0)
    other = recommend(calls, contacts, recent_calls=7, refresh_share=0.25).costs
    assert (other.recent_calls, other.refresh_share) == (7, 0.25)
    assert rec.cached_answers.before == ("###-###-####",)
    assert rec.cached_answers.after == rec.entered_formats
    assert (rec.shared_numbers["n_contacts"] > 1).all()
    known = rec.recommended.known_calls
    assert rec.unknown_callers["calls"].sum() <= rec.recommended.calls - known


def test_fixes_of_an_empty_list_are_those_of_nothing_set(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    rec = recommend(calls, contacts, connector="netsuite")
    assert rec.decision == "leave-empty"
    assert rec.fixes.formats == ()
    assert rec.fixes.headline.before == rec.baseline.reach
