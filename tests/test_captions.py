"""Captions say what is in the table, whatever it is."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.reporting.captions import (
    caption_alternatives,
    caption_busiest,
    caption_format_effect,
    caption_frontier,
    caption_lost_calls,
    caption_reach_over_time,
    caption_stored_formats,
)

FRONTIER = pd.DataFrame({"size": [0, 1, 2, 3, 4], "reach": [0.1, 0.5, 0.7, 0.8, 0.802]})


def test_stored_formats_are_counted_and_covered() -> None:
    table = pd.DataFrame({"format": ["(###)", "###"], "cells": [3, 1]})
    assert caption_stored_formats(table, chosen=["###"]) == (
        "4 phone cells, 2 ways to write a number; the most usual, `(###)`, makes "
        "75.0 %. The list covers 25.0 %."
    )
    assert caption_stored_formats(table, total=8) == (
        "8 phone cells, 2 ways to write a number; the most usual, `(###)`, makes "
        "37.5 %. No format writes 50.0 %."
    )
    assert caption_stored_formats(table.head(0), total=8) == (
        "No format writes any of the 8 phone cells."
    )
    assert caption_stored_formats(table.head(0)) == "The contacts have no phone cell."


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (
            3,
            "The first format adds 40.0 points, the second 20.0 and the third 10.0. A "
            "longer list would add next to nothing.",
        ),
        (
            1,
            "The first format adds 40.0 points. "
            "A list of 4 would add 30.2 points more.",
        ),
        (0, "A list of 4 would add 70.2 points."),
        (9, "There is no list to choose from."),
        (None, "There is no list to choose from."),
    ],
)
def test_frontier_says_what_each_format_adds(chosen: int | None, said: str) -> None:
    assert caption_frontier(FRONTIER, chosen=chosen) == said


def test_frontier_says_that_formats_do_harm() -> None:
    worse = pd.DataFrame({"size": [0, 1, 2], "reach": [0.98, 0.7, 0.8]})
    assert caption_frontier(worse, chosen=0) == "A list of 2 would lose 18.0 points."


EFFECT = pd.DataFrame(
    {"format": ["a", "b"], "calls": [5, 5], "new_calls": [5, 4], "only_this": [4, 3]}
)
APART = pd.DataFrame({"format": [], "other": [], "calls": []})


def test_effect_says_what_could_be_left_out() -> None:
    both = pd.DataFrame({"format": ["a", ""], "other": ["b", "a"], "calls": [1, 1]})
    assert caption_format_effect(EFFECT, both) == (
        "Leaving `b` out would lose least: 3 calls. `a` and `b` overlap most: both "
        "find 1 call."
    )
    assert caption_format_effect(EFFECT.head(1), both.tail(1)) == (
        "`a` adds 5 calls. The search without a format and `a` overlap: both find 1 "
        "call."
    )
    assert caption_format_effect(EFFECT.head(1), APART) == (
        "`a` adds 5 calls. No call is found by two searches."
    )
    assert caption_format_effect(EFFECT.head(0), APART) == "No format is set."


def test_effect_names_formats_that_find_nothing_more() -> None:
    idle = EFFECT.assign(format=["a", " b"], new_calls=[5, 0], only_this=[5, 0])
    assert caption_format_effect(idle, APART).startswith(
        "` b` adds no call and could be left out."
    )
    none = EFFECT.assign(calls=0, new_calls=0, only_this=0)
    assert caption_format_effect(none, APART) == "The formats find no call."


def test_lost_calls_name_the_first_reason() -> None:
    table = pd.DataFrame({"reason": ["note", "extension"], "calls": [1, 3]})
    assert caption_lost_calls(table) == (
        "4 calls with known contacts do not find them; 75.0 % of these: extension."
    )
    assert caption_lost_calls(table.head(1)) == (
        "1 call with known contacts does not find them; 100 % of it: note."
    )
    assert caption_lost_calls(table.head(0)).startswith("Every call")
    empty = caption_lost_calls(table, counted_with=())
    assert empty.startswith("With the fields empty: 4 calls")
    other = caption_lost_calls(table, counted_with=["#", "##"])
    assert other.startswith("With `#` and `##` set: 4 calls")


def test_time_says_how_steady_the_reach_is() -> None:
    table = pd.DataFrame({"reach": [0.7, None, 0.8]})
    assert "between 70.0 % and 80.0 %" in caption_reach_over_time(table, unit="week")
    assert "in one week" in caption_reach_over_time(table.head(1), unit="week")
    assert "a usable time" in caption_reach_over_time(table.head(0))
    assert caption_reach_over_time(table, later=0.75).endswith(
        "Chosen on the earlier calls alone, it reaches 75.0 % later."
    )


def test_alternatives_name_the_gain_and_the_most() -> None:
    table = pd.DataFrame(
        {
            "label": ["Nothing set", "The best list", "Contacts cleaned up"],
            "reach": [0.1, 0.8, 0.95],
            "is_recommended": [False, True, False],
        }
    )
    assert caption_alternatives(table) == (
        "The best list: 80.0 %, +70.0 points against nothing set. Most is reached by: "
        "Contacts cleaned up, 95.0 %."
    )
    as_is = table.assign(is_recommended=[True, False, False]).head(1)
    assert caption_alternatives(as_is) == "Nothing set: 10.0 %."
    assert caption_alternatives(table.head(0)) == "Nothing could be compared."


def test_busiest_names_what_is_over_the_limit() -> None:
    table = pd.DataFrame({"label": ["now", "first access"], "requests": [10, 500]})
    assert caption_busiest(table, limit=50) == (
        "first access: above the limit of 50 requests, at worst 10.0 times it."
    )
    assert "stays within" in caption_busiest(table, limit=500)
    assert "documents no limit" in caption_busiest(table, limit=None)
