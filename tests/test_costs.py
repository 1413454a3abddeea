"""Requests, counted by hand and call by call."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from situations import made_formats, made_pair
from small_exports import read_pair

from toolkit.analysis.costs import Costs
from toolkit.analysis.situation import Situation
from toolkit.errors import OptionError
from toolkit.matching.connectors import CONNECTORS

# A minute apart from 9:00: the first number matches, the second misses.
CALLS = (*["+12125550101"] * 3, *["+12125550102"] * 2)
LISTS = {"Nothing set": (), "Set": ("(###) ###-####",)}


@pytest.fixture
def situation(tmp_path: Path) -> Situation:
    return Situation(*read_pair(tmp_path, CALLS, [["(212) 555-0101"]]), "clio")


def test_requests_of_each_list(situation: Situation) -> None:
    table = Costs(situation, LISTS).lists
    assert table["label"].tolist() == ["Nothing set", "Set"]
    assert table["formats"].tolist() == ["", "(###) ###-####"]
    assert table["lookups"].tolist() == [5, 5]
    # One request a term; two more for a contact found.
    assert table["requests"].tolist() == [5, 3 * 4 + 2 * 2]
    assert table["requests_cached"].tolist() == [5, 1 * 4 + 2 * 2]
    assert table["requests_per_lookup"].tolist() == [1, 16 / 5]
    assert table["requests_per_day"].tolist() == [5, 16]
    assert table["requests_per_day_cached"].tolist() == [5, 8]
    assert table["first_access"].tolist() == [2, 6]


def test_refreshes_by_hand_ask_again(situation: Situation) -> None:
    table = Costs(situation, LISTS, refresh_share=0.5).lists
    assert table["requests_cached"].tolist() == [5, 8 + 0.5 * 2 * 4]
    everything = Costs(situation, LISTS, refresh_share=1).lists
    assert everything["requests_cached"].tolist() == everything["requests"].tolist()


def test_limits_of_a_token_and_minute(situation: Situation) -> None:
    table = Costs(situation, LISTS).limits
    assert table["scope"].unique().tolist() == ["token"]
    assert table["is_cached"].tolist() == [False, True, False, True]
    assert table["requests"].tolist() == [1, 1, 4, 4]
    assert table["requests_low"].tolist() == [1, 1, 4, 4]
    assert table["share_of_limit"].tolist() == [0.02, 0.02, 0.08, 0.08]
    assert table["started_at"].tolist()[2] == pd.Timestamp("2026-09-01 09:00")
    assert table["n_over"].tolist() == [0, 0, 0, 0]


def test_windows_for_the_chart(situation: Situation) -> None:
    table = Costs(situation, LISTS).windows
    chosen = table[(table["label"] == "Set") & ~table["is_cached"]]
    assert chosen["rank"].tolist() == [1, 2, 3, 4, 5]
    assert chosen["requests"].tolist() == [4, 4, 4, 2, 2]


def test_first_access_against_the_limit(situation: Situation) -> None:
    table = Costs(situation, LISTS, recent_calls=3).first_access
    row = table[table["label"] == "Set"].iloc[0]
    assert (row.users, row.lookups, row.requests) == (1, 2, 6)
    assert (row.windows_needed, row.is_over) == (1, False)


def test_windows_shorter_than_the_times_are_bounded(tmp_path: Path) -> None:
    pair = read_pair(tmp_path, CALLS, [["(212) 555-0101"]])
    table = Costs(Situation(*pair, "pipedrive"), {"Nothing set": ()}).limits
    short = table[table["window_s"] == 2].iloc[0]
    assert short.requests == 3  # a search, deals, leads
    assert short.requests_low == 3  # one whole lookup at least
    assert pd.isna(short.n_over)
    day = table[table["window_s"] == 86_400].iloc[0]
    assert day.requests == day.requests_low == 3 * 3 + 2


def test_the_even_share_bounds_from_below(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550102"] * 90, [["N/A"]])
    events = calls.events.assign(started_at=np.datetime64("2026-09-01T09:00", "s"))
    object.__setattr__(calls, "events", events)
    costs = Costs(Situation(calls, contacts, "pipedrive"), {"Nothing set": ()})
    object.__setattr__(costs.timeline, "resolution_s", 60)
    row = costs.limits.iloc[0]
    assert (row.requests_low, row.requests) == (3, 90)


def test_requests_at_the_same_time(tmp_path: Path) -> None:
    pair = read_pair(tmp_path, CALLS, [["(212) 555-0101"]])
    costs = Costs(Situation(*pair, "netsuite"), LISTS)
    assert costs.limits["requests"].tolist() == [3, 3, 3, 3]
    assert costs.limits["requests_low"].tolist() == [3, 3, 3, 3]
    assert costs.first_access["requests"].tolist() == [3, 3]
    assert costs.first_access["windows_needed"].isna().all()


@pytest.mark.parametrize("name", CONNECTORS)
def test_the_cache_is_what_a_loop_over_calls_gives(name: str, tmp_path: Path) -> None:
    for seed in range(3):
        situation = Situation(*made_pair(seed, tmp_path), name)
        formats = made_formats(seed)
        outcome = situation.outcome(formats)
        spent, cached = 0, set()
        for number in situation.calls.events["number"]:
            if number in cached:
                continue
            spent += int(outcome.requests[number])
            if outcome.n_returned[number]:
                cached.add(number)
        row = Costs(situation, {"list": formats}).lists.iloc[0]
        assert row.requests_cached == spent
        assert row.requests == outcome.counts(situation.weight).requests
        assert row.requests_per_lookup_cached <= row.requests_per_lookup


def test_undated_calls_are_in_totals_only(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, CALLS, [["(212) 555-0101"]])
    calls.events["started_at"] = np.datetime64("NaT", "s")
    costs = Costs(Situation(calls, contacts, "clio"), LISTS)
    assert costs.timeline.n_undated == 5
    assert costs.lists["requests_cached"].tolist() == [5, 8]
    assert costs.lists["requests_per_day"].isna().all()
    assert costs.limits["requests"].tolist() == [0, 0, 0, 0]
    assert costs.limits["started_at"].isna().all()
    assert costs.to_dict()["resolution_s"] is None
    assert costs.to_dict()["lists"][0]["requests_per_day"] is None


def test_no_calls(tmp_path: Path) -> None:
    pair = read_pair(tmp_path, [], [["(212) 555-0101"]])
    costs = Costs(Situation(*pair, "clio"), LISTS)
    assert costs.lists["requests_per_lookup"].isna().all()
    assert costs.first_access["requests"].tolist() == [0, 0]


def test_a_connector_without_limits(tmp_path: Path) -> None:
    pair = read_pair(tmp_path, CALLS, [["(212) 555-0101"]])
    costs = Costs(Situation(*pair, "getcontact"), LISTS)
    assert len(costs.limits) == len(costs.windows) == len(costs.first_access) == 0
    assert costs.lists["requests"].tolist() == [5, 3 * 2 + 2 * 2]


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_refresh_share_is_a_share(situation: Situation, share: float) -> None:
    with pytest.raises(OptionError, match="refresh_share: expected 0 to 1"):
        Costs(situation, LISTS, refresh_share=share)


def test_recent_calls_are_not_negative(situation: Situation) -> None:
    with pytest.raises(OptionError, match="recent_calls: expected 0 or more"):
        Costs(situation, LISTS, recent_calls=-1)


def test_repr_names_the_lists(situation: Situation) -> None:
    assert repr(Costs(situation, LISTS)) == "<Costs of Nothing set, Set>"
