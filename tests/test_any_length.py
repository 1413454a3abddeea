"""A list of any length scores as much as any list can, where it says so."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from toolkit.analysis.any_length import extend
from toolkit.analysis.choice import Chooser
from toolkit.analysis.hits import classify

N_FORMATS, N_NUMBERS = 5, 12


def chooser(seed: int, *, stop_at_first: bool, min_gain: int = 1) -> Chooser:
    """Give a small problem; in every third one, some formats find the wrong contact."""
    rng = random.Random(seed)
    share_false = 0 if seed % 3 else 0.3
    pairs = [
        (number, format, rng.random() >= share_false)
        for number, format in itertools.product(range(N_NUMBERS), range(N_FORMATS))
        if rng.random() < 0.3
    ]
    hits = classify(
        np.array([rng.randint(1, 5) for _ in range(N_NUMBERS)]),
        base=np.array([rng.choice([0, 0, 0, 1, 2]) for _ in range(N_NUMBERS)]),
        number=np.array([pair[0] for pair in pairs], np.int64),
        format=np.array([pair[1] for pair in pairs], np.int64),
        right=np.array([pair[2] for pair in pairs], bool),
        n_formats=N_FORMATS,
    )
    texts = [f"{place}-##" for place in range(N_FORMATS)]
    return Chooser(hits, texts, stop_at_first=stop_at_first, min_gain=min_gain)


def score(chosen: Chooser, formats: tuple[int, ...]) -> int:
    correct, false = chosen.totals(formats)
    return correct - 3 * false


@pytest.mark.parametrize("stop_at_first", [False, True])
def test_no_list_scores_more_than_a_proven_one(*, stop_at_first: bool) -> None:
    proven = 0
    for seed in range(40):
        made = chooser(seed, stop_at_first=stop_at_first)
        found = extend(made, made.best(1).formats or ())
        most = max(
            score(made, each)
            for size in range(N_FORMATS + 1)
            for each in itertools.permutations(range(N_FORMATS), size)
            if stop_at_first or list(each) == sorted(each)
        )
        assert score(made, found.formats) <= most
        if found.is_proven:
            proven += 1
            assert score(made, found.formats) == most, seed
    assert proven >= 20  # where nothing is false, all that can be found is


@pytest.mark.parametrize("stop_at_first", [False, True])
def test_every_format_is_needed_and_the_start_is_never_bettered_by_nothing(
    *, stop_at_first: bool
) -> None:
    for seed in range(40):
        made = chooser(seed, stop_at_first=stop_at_first, min_gain=2)
        start = made.best(2).formats or ()
        formats = extend(made, start).formats
        assert score(made, formats) >= score(made, start)
        total, _ = made.totals(formats)
        for place in range(len(formats)):
            without, _ = made.totals(formats[:place] + formats[place + 1 :])
            assert total - without >= 2


def test_needless_formats_are_left_out() -> None:
    """Format 0 finds most, but 1 and 2 find everything that it finds."""
    pairs = [(n, 0) for n in (1, 2, 3, 4)] + [(n, 1) for n in (0, 1, 2)]
    pairs += [(n, 2) for n in (3, 4, 5)]
    hits = classify(
        np.ones(6, np.int64),
        base=np.zeros(6, np.int64),
        number=np.array([n for n, _ in pairs]),
        format=np.array([format for _, format in pairs]),
        right=np.ones(len(pairs), bool),
        n_formats=3,
    )
    found = extend(Chooser(hits, ["a", "b", "c"]), (0,))
    assert (set(found.formats), found.is_proven) == ({1, 2}, True)


def test_nothing_to_extend_with() -> None:
    nothing = np.zeros(0, np.int64)
    hits = classify(
        np.array([3]),
        base=np.array([1]),
        number=nothing,
        format=nothing,
        right=nothing.astype(bool),
        n_formats=0,
    )
    assert extend(Chooser(hits, []), ()).formats == ()


@pytest.mark.parametrize("stop_at_first", [False, True])
def test_a_thousand_formats_are_looked_at_in_order(*, stop_at_first: bool) -> None:
    n = 1_000
    number = np.arange(n)
    hits = classify(
        number + 1,
        base=0 * number,
        number=number,
        format=number,
        right=number >= 0,
        n_formats=n,
    )
    texts = [f"{place:04}" for place in range(n)]
    found = extend(Chooser(hits, texts, stop_at_first=stop_at_first), (n - 1,))
    assert found.formats == tuple(reversed(range(n)))
    assert found.is_proven
