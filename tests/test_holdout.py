"""The list is chosen on earlier calls and measured on later ones."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from simulate_intervals import (
    BOOKS,
    RULES,
    TRUTHS,
    Book,
    simulate,
)
from small_exports import read_pair

from toolkit.analysis.choosing import Rules
from toolkit.analysis.earlier_choice import choose_on
from toolkit.analysis.holdout import LEAST_KNOWN, NO_KNOWN_CALLS, Holdout, hold_out
from toolkit.analysis.recommendation import Options, Recommendation
from toolkit.analysis.situation import Situation
from toolkit.analysis.time_split import NO_CALLS, NO_TIMES, ONE_MOMENT
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.formats import render

DAY = np.timedelta64(1, "D")
START = np.datetime64("2026-09-01T09:00:00")
STYLES = (
    "(###) ###-####",
    "###-###-####",
    "###.###.####",
    "##########",
    "+1##########",
)


def numbers(count: int) -> list[str]:
    return [f"{area}55501{n:02}" for area in ("212", "415") for n in range(100)][:count]


def history(  # type: ignore[no-untyped-def]
    folder: Path,
    cells: list[str],
    callers: list[str],
    times: list[np.datetime64] | None = None,
    *,
    connector: str = "clio",
    **options,
) -> Recommendation:
    """Give the recommendation for calls at some times, a day apart by default."""
    calls, contacts = read_pair(folder, callers, [[cell] for cell in cells])
    at = times or [START + day * DAY for day in range(len(callers))]
    events = calls.events.assign(started_at=pd.Series(at, dtype="datetime64[s]"))
    situation = Situation(replace(calls, events=events), contacts, connector)
    return Recommendation(situation, Options(**options))


def change_of_callers(folder: Path, **options: object) -> Recommendation:
    """Seven callers in one format for 70 days, then one in another for 30."""
    early, late = numbers(8)[:7], numbers(8)[7]
    cells = [*(render(STYLES[0], number) for number in early), render(STYLES[1], late)]
    callers = [f"+1{early[day % 7]}" for day in range(70)] + [f"+1{late}"] * 30
    return history(folder, cells, callers, **options)


def test_later_calls_are_not_seen_by_the_choice(tmp_path: Path) -> None:
    rec = change_of_callers(tmp_path)
    assert set(rec.formats) == {STYLES[0], STYLES[1]}
    holdout = rec.holdout
    assert holdout.chosen == (STYLES[0],)
    assert holdout.reach == 0
    assert holdout.is_recommended is False


def test_counts_the_parts(tmp_path: Path) -> None:
    holdout = change_of_callers(tmp_path).holdout
    assert (holdout.earlier_calls, holdout.later_calls) == (70, 30)
    assert (holdout.known_later_calls, holdout.known_later_numbers) == (30, 1)
    assert holdout.later_from == START + 70 * DAY
    assert holdout.effective_numbers == pytest.approx(1)
    assert [w.code for w in holdout.warnings] == ["few-numbers", "few-calls"]
    assert holdout.warning == holdout.warnings[0].text


def test_one_caller_leaves_nearly_everything_open(tmp_path: Path) -> None:
    interval = change_of_callers(tmp_path).holdout.interval
    assert interval is not None
    assert interval.low == 0
    assert interval.high > 0.9


def test_gain_over_the_current_setting(tmp_path: Path) -> None:
    holdout = change_of_callers(tmp_path, current=(STYLES[1],)).holdout
    assert (holdout.current, holdout.gain) == ((STYLES[1],), -1)
    assert holdout.gain_interval is not None
    assert holdout.gain_interval.low == -1


def test_gain_over_nothing_set(tmp_path: Path) -> None:
    cells = [render(STYLES[0], number) for number in numbers(40)]
    callers = [f"+1{number}" for number in numbers(40)] * 3
    holdout = history(tmp_path, cells, callers).holdout
    assert holdout.current == ()
    assert holdout.reach == holdout.gain == 1
    assert holdout.interval == holdout.gain_interval
    assert holdout.interval is not None
    assert 0.7 < holdout.interval.low < holdout.interval.high == 1


def test_an_empty_list_gains_nothing(tmp_path: Path) -> None:
    cells = [f"+1{number}" for number in numbers(40)]
    holdout = history(tmp_path, cells, cells * 3).holdout
    assert (holdout.chosen, holdout.reach) == ((), 1)
    assert (holdout.gain, holdout.gain_interval) == (0, (0, 0))
    assert holdout.same_list_share == 1


NAT = np.datetime64("NaT")
NO_SPREAD = {
    "no readable time": ([NAT] * 40, NO_TIMES),
    "one moment": ([START] * 40, ONE_MOMENT),
}


@pytest.mark.parametrize("case", NO_SPREAD)
def test_says_why_nothing_was_measured(case: str, tmp_path: Path) -> None:
    times, reason = NO_SPREAD[case]
    cells = [render(STYLES[0], number) for number in numbers(40)]
    rec = history(tmp_path, cells, [f"+1{n}" for n in numbers(40)], times)
    holdout = rec.holdout
    assert (holdout.reach, holdout.interval, holdout.reason) == (None, None, reason)
    assert holdout.same_list_share == 1  # times have no part in it


def test_no_calls_at_all(tmp_path: Path) -> None:
    holdout = history(tmp_path, [render(STYLES[0], numbers(1)[0])], []).holdout
    assert holdout == Holdout(reason=NO_CALLS)


@pytest.mark.parametrize(("known", "is_measured"), [(LEAST_KNOWN - 1, 0), (5, 1)])
def test_least_known_calls(known: int, is_measured: int, tmp_path: Path) -> None:
    cell, stranger = numbers(2)
    callers = [*[f"+1{cell}"] * 7, *[f"+1{stranger}"] * (30 - 7 - known)]
    callers += [f"+1{cell}"] * known
    holdout = history(tmp_path, [render(STYLES[0], cell)], callers).holdout
    assert (holdout.reason is None) == is_measured
    assert holdout.reason in (None, NO_KNOWN_CALLS)


def test_undated_calls_are_left_out(tmp_path: Path) -> None:
    cell = numbers(1)[0]
    times = [START + day * DAY for day in range(30)] + [NAT] * 5
    holdout = history(
        tmp_path, [render(STYLES[0], cell)], [f"+1{cell}"] * 35, times
    ).holdout
    assert holdout.undated_calls == 5
    assert holdout.earlier_calls + holdout.later_calls == 30


@pytest.mark.parametrize("weigh_by", ["calls", "numbers", "contacts"])
def test_the_choice_weighs_as_the_recommendation(weigh_by: str, tmp_path: Path) -> None:
    """One heavy caller in one format, two light ones in another."""
    heavy, first, second = numbers(3)
    cells = [render(STYLES[0], heavy), *(render(STYLES[1], n) for n in (first, second))]
    callers = [f"+1{n}" for n in (heavy, heavy, heavy, first, second)] * 8
    rec = history(tmp_path, cells, callers, weigh_by=weigh_by, max_formats=1)
    assert rec.holdout.chosen == (STYLES[0 if weigh_by == "calls" else 1],)


def random_history(folder: Path, seed: int, connector: str) -> Recommendation:
    rng = random.Random(seed)
    cells = [
        render(rng.choice(STYLES), number)
        for number in numbers(60)
        for _ in range(rng.randint(1, 2))
    ]
    callers = [f"+1{rng.choice(numbers(80))}" for _ in range(200)]
    return history(folder, cells, callers, connector=connector)


@pytest.mark.parametrize("name", CONNECTORS)
def test_reach_is_what_measuring_the_list_gives(name: str, tmp_path: Path) -> None:
    rec = random_history(tmp_path, 1, name)
    holdout, situation = rec.holdout, rec.situation
    later = situation.calls.events["started_at"].to_numpy() >= holdout.later_from
    outcome = situation.outcome(rec.entered(holdout.chosen or ()))
    assert holdout.reach == outcome.counts(situation.weight_of(later)).reach


@pytest.mark.parametrize("name", ["clio", "getcontact", "insightly"])
def test_choosing_on_everything_is_the_recommendation(
    name: str, tmp_path: Path
) -> None:
    rec = random_history(tmp_path, 2, name)
    empty = rec.situation.outcome(())
    chosen = choose_on(rec, rec.situation.weight, empty)
    assert chosen.formats == rec.formats
    whole = rec.situation.outcome(rec.entered_formats).is_correct
    assert (chosen.is_correct == whole).all()


def test_rules_choose_nothing_where_empty_is_as_good(tmp_path: Path) -> None:
    rec = random_history(tmp_path, 2, "clio")
    best = rec.best
    assert best is not None
    rules = Rules(3, Fraction(3), min_gain=1, stop_at_first=False)
    assert rules.choose(rec.chooser, best.score) == ()
    assert rules.choose(rec.chooser, best.score - 1) == best.formats


def test_the_seed_gives_the_same_figures(tmp_path: Path) -> None:
    rec = random_history(tmp_path, 3, "clio")
    assert hold_out(rec) == hold_out(rec)


def test_keys_and_json(tmp_path: Path) -> None:
    found = random_history(tmp_path, 3, "clio").holdout.to_dict()
    assert list(found)[:4] == ["reach", "interval", "same_list_share", "reason"]
    assert json.loads(json.dumps(found)) == found
    assert list(Holdout().to_dict()) == list(found)


def test_no_number_in_the_record(tmp_path: Path) -> None:
    said = repr(random_history(tmp_path, 3, "clio").holdout)
    assert not any(number in said for number in numbers(80))


@cache
def _book() -> Book:
    return Book(BOOKS["usual"], "clio")


@pytest.mark.parametrize("rule", RULES)
def test_intervals_hold_what_later_calls_show(rule: str) -> None:
    """A short run of ``python tests/simulate_intervals.py``."""
    tally = simulate(_book(), RULES[rule], histories=15, seed=1)
    for kind in ("", "gain "):
        held = [each for truth in TRUTHS for each in tally.held[kind + truth]]
        assert np.mean(held) >= 0.9
    if rule == "pareto 2.0":
        assert np.median(tally.widths) < 0.25
