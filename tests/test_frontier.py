"""The frontier holds the best list of each size."""

from __future__ import annotations

import json
from pathlib import Path

from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.frontier import build_frontier
from toolkit.analysis.recommend import recommend

CALLS = [f"+121255501{n:02}" for n in range(6)]
CELLS = (
    "(212) 555-0100", "(212) 555-0101", "(212) 555-0102", "212.555.0103",
    "212.555.0104", "212-555-0105",
)  # fmt: skip


def test_each_row_is_what_its_list_comes_to(tmp_path: Path) -> None:
    for seed in range(4):
        rec = recommend(*made_pair(seed, tmp_path), connector="clio")
        assert [row.size for row in rec.frontier] == list(range(7))
        for row in rec.frontier:
            if row.formats is not None:
                counts = rec.counts(rec.entered(row.formats))
                assert row.correct_calls == counts.correct_calls
                assert row.false_calls == counts.false_calls
                assert row.reach == counts.reach
                assert len(row.formats) == row.size


def test_a_size_that_nothing_fills_has_no_list(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    rec = recommend(calls, contacts, connector="clio")
    rows = build_frontier(rec, most=4)
    assert [row.correct_calls for row in rows] == [0, 3, 5, 6, None]
    assert rows[4].formats is None
    assert json.loads(json.dumps(rows[3].to_dict()))["formats"] == [
        "(###) ###-####", "###.###.####", "###-###-####",
    ]  # fmt: skip


def test_no_format_is_the_first_row(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [[cell] for cell in CELLS])
    first = recommend(calls, contacts, connector="netsuite").frontier[0]
    assert (first.size, first.formats, first.correct_calls) == (0, (), 6)
    assert first.optimal
