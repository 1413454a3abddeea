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
        "2 ways to write 4 phone numbers; the most usual, (###), makes 75.0 %. "
        "The list covers 25.0 % of them."
    )
    assert caption_stored_formats(table.head(0)).startswith("No phone number")


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
        (0, "The first format adds nothing. A list of 4 would add 70.2 points more."),
        (9, "There is no list to choose from."),
        (None, "There is no list to choose from."),
    ],
)
def test_frontier_says_what_each_format_adds(chosen: int | None, said: str) -> None:
    assert caption_frontier(FRONTIER, chosen=chosen) == said


def test_effect_says_how_formats_overlap() -> None:
    table = pd.DataFrame({"format": ["a", "b"], "calls": [5, 5], "only_this": [4, 3]})
    assert caption_format_effect(table).startswith("7 of the 10 finds")
    apart = table.assign(only_this=[5, 5])
    assert caption_format_effect(apart).startswith("No call is found by two formats")
    assert caption_format_effect(table.head(1)) == "a finds 5 calls."
    assert caption_format_effect(table.head(0)) == "No format is set."


def test_lost_calls_name_the_first_reason() -> None:
    table = pd.DataFrame({"reason": ["note", "extension"], "calls": [1, 3]})
    assert caption_lost_calls(table) == (
        "4 calls with known contacts do not find them; 75.0 % of these: extension."
    )
    assert caption_lost_calls(table.head(1)) == (
        "1 call with known contacts does not find them; 100 % of it: note."
    )
    assert caption_lost_calls(table.head(0)).startswith("Every call")


def test_time_says_how_steady_the_reach_is() -> None:
    table = pd.DataFrame({"reach": [0.7, None, 0.8]})
    assert "between 70.0 % and 80.0 %" in caption_reach_over_time(table, unit="week")
    assert "in one week" in caption_reach_over_time(table.head(1), unit="week")
    assert "no usable times" in caption_reach_over_time(table.head(0))


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
    assert caption_alternatives(table.head(0)) == "Nothing could be compared."


def test_busiest_names_what_is_over_the_limit() -> None:
    table = pd.DataFrame({"label": ["now", "first access"], "requests": [10, 500]})
    assert caption_busiest(table, limit=50) == (
        "first access: above the limit of 50, at worst 10.0 times."
    )
    assert "stays within" in caption_busiest(table, limit=500)
    assert caption_busiest(table, limit=None) == "The CRM documents no limit."
