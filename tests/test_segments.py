"""Segments are counted exactly, and those that one list fails are named."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from busy_office import Talk, read_talks
from small_exports import write_contacts

from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.segment_calls import DIMENSIONS
from toolkit.analysis.segments import Segments
from toolkit.analysis.situation import FEATURES
from toolkit.exports.contacts import read_contacts
from toolkit.matching.formats import render

PAREN = "(###) ###-####"
US = [f"21255501{n:02}" for n in range(60)]
LONDON = [f"20794600{n:02}" for n in range(20)]


def recommended(
    folder: Path, talks: list[Talk], rows: list[list[str]], *columns: str
) -> Recommendation:
    path = write_contacts(folder / "c.csv", rows, columns or ("Phone",))
    calls = read_talks(folder, talks)
    return recommend(calls, read_contacts(path), connector="clio", max_formats=1)


def rows_of(segments: Segments, dimension: str) -> pd.DataFrame:
    table = segments.table
    return table[table["dimension"] == dimension].set_index("segment")


@pytest.fixture
def mixed(tmp_path: Path) -> Recommendation:
    """Americans written one way; Londoners another, which one list has no room for."""
    talks = [Talk(f"+1{n}", 5) for n in US] + [
        Talk(f"+44{n}", 2, "102 - Ben Ito", inbound=False, date="Thu 10/01/2026")
        for n in LONDON
    ]
    talks += [Talk(f"+1{US[0]}", 3, kind="SMS"), Talk("+13035550199", 4)]
    rows = [[render(PAREN, n), ""] for n in US]
    rows += [["", f"+44 20 {n[2:6]} {n[6:]}"] for n in LONDON]
    return recommended(tmp_path, talks, rows, "Phone", "Mobile Phone")


def test_every_dimension_is_counted(mixed: Recommendation) -> None:
    segments = mixed.segments
    figures = ["calls", "known_calls", "known_numbers", "correct_calls"]
    expected = {
        ("feature", "call_pop"): [304, 300, 60, 300],
        ("feature", "call_logging"): [344, 340, 80, 300],
        ("feature", "sms_logging"): [3, 3, 1, 3],
        ("country", "+1 US"): [307, 303, 60, 303],
        ("country", "+44 GB"): [40, 40, 20, 0],
        ("column", "Phone"): [303, 303, 60, 303],
        ("column", "Mobile Phone"): [40, 40, 20, 0],
        ("user", "101 - Ann Abbott"): [307, 303, 60, 303],
        ("user", "102 - Ben Ito"): [40, 40, 20, 0],
        ("month", "2026-09"): [307, 303, 60, 303],
        ("month", "2026-10"): [40, 40, 20, 0],
    }
    table = segments.table.set_index(["dimension", "segment"])
    assert set(table.index) == set(expected)
    for place, counts in expected.items():
        assert table.loc[place, figures].tolist() == counts, place
    assert table.loc[("country", "+44 GB"), "other_reach"] == 1.0


def test_failed_segments_are_named_with_a_list_of_their_own(
    mixed: Recommendation,
) -> None:
    failed = mixed.segments.failed.set_index("dimension")["segment"].to_dict()
    assert failed == {
        "column": "Mobile Phone", "country": "+44 GB", "user": "102 - Ben Ito",
        "month": "2026-10",
    }  # fmt: skip
    assert not mixed.segments.serves_all
    london = rows_of(mixed.segments, "country").loc["+44 GB"]
    assert london["own_formats"] == "+44 ** **** ****"
    assert london["own_reach"] == 1.0


def test_findings_name_no_user(mixed: Recommendation) -> None:
    texts = [finding.text for finding in mixed.segments.findings]
    assert len(texts) == 4
    assert (
        "One list does not serve all. +44 GB numbers: 0.0 % of 40 calls with contacts "
        "are recognised, of all other calls 100.0 %. A list of their own "
        "(+44 ** **** ****) would reach 100.0 %." in texts
    )
    assert any("With 1 user it recognises far fewer" in text for text in texts)
    assert not any("Ben" in text for text in texts)
    assert {finding.calls for finding in mixed.segments.findings} == {40}


def test_a_segment_that_no_list_helps(tmp_path: Path) -> None:
    talks = [Talk(f"+1{n}", 5) for n in US] + [Talk(f"+44{n}", 2) for n in LONDON]
    rows = [[render(PAREN, n)] for n in US]
    rows += [[f"+44 20 {n[2:6]} {n[6:]} ext {n[-2:]}"] for n in LONDON]
    findings = recommended(tmp_path, talks, rows).segments.findings
    assert [finding.code for finding in findings] == ["segment-fails"]
    assert findings[0].text.endswith("clean these contacts up.")


def test_segments_sum_to_the_figures_of_the_list(mixed: Recommendation) -> None:
    for dimension in ("country", "user", "month"):
        rows = rows_of(mixed.segments, dimension)
        assert rows["calls"].sum() == mixed.recommended.calls
        assert rows["known_calls"].sum() == mixed.recommended.known_calls
        assert rows["correct_calls"].sum() == mixed.recommended.correct_calls
        assert rows["false_calls"].sum() == mixed.recommended.false_calls
    assert set(rows_of(mixed.segments, "feature").index) == set(FEATURES)


def test_chance_is_not_taken_for_failure(tmp_path: Path) -> None:
    """Users who talk to the same people at random are all served alike."""
    rng = random.Random(5)
    users = [f"{101 + n} - User" for n in range(20)]
    talks = [
        Talk(f"+1{rng.choice(US)}", rng.choice([1, 1, 1, 2, 9]), rng.choice(users))
        for _ in range(1500)
    ]
    rows = [[render(PAREN if n % 3 else "### ### #### x1", each)]
            for n, each in enumerate(US)]  # fmt: skip
    segments = recommended(tmp_path, talks, rows).segments
    assert len(rows_of(segments, "user")) == 20
    assert segments.serves_all
    assert segments.findings == ()


def test_a_busy_number_does_not_make_a_failure(tmp_path: Path) -> None:
    talks = [Talk(f"+1{n}", 5) for n in US]
    talks += [Talk(f"+44{LONDON[0]}", 400)] + [Talk(f"+44{n}") for n in LONDON[1:8]]
    rows = [[render(PAREN, n)] for n in US]
    rows += [[f"+44{n}"] if n != LONDON[0] else [f"+44{n} x1"] for n in LONDON]
    country = rows_of(recommended(tmp_path, talks, rows).segments, "country")
    assert country.loc["+44 GB", "reach"] < 0.1
    assert not country.loc["+44 GB", "is_failed"]


def test_no_calls_and_no_times(tmp_path: Path) -> None:
    rec = recommended(tmp_path, [], [[render(PAREN, US[0])]])
    assert rec.segments.table.empty
    assert rec.segments.serves_all
    rec = recommended(tmp_path, [Talk(f"+1{US[0]}", date="")], [[render(PAREN, US[0])]])
    assert rows_of(rec.segments, "month").empty
    assert repr(rec.segments) == "<Segments: 0 failed>"


def test_weights_of_segments_are_those_of_the_events(mixed: Recommendation) -> None:
    situation = mixed.situation
    events = situation.calls.events
    split = DIMENSIONS["user"](situation)
    for place, _ in enumerate(split.labels):
        expected = situation.weight_of((events["user"] == place).to_numpy())
        assert np.array_equal(split.weight(place, len(expected)), expected)
