"""A recommendation equals trying every list, asking `get_contact` call by call."""

from __future__ import annotations

import pytest
from brute_force import AMERICAN, Trial, differences, make_office, options_of

from toolkit.matching.connectors import CONNECTORS

CASES = {True: 5, False: 1}  # of connectors that use formats, or not


@pytest.mark.parametrize("name", CONNECTORS)
def test_equals_trying_every_list(name: str) -> None:
    for seed in range(CASES[CONNECTORS[name].uses_formats]):
        assert list(differences(seed, name)) == [], (seed, options_of(seed))


def test_cases_are_hard_enough() -> None:
    """Formats find the wrong contact, and overlap, in several of the cases."""
    false = overlaps = 0
    for seed in range(10):
        trial = Trial(make_office(seed), "clio", "calls")
        single = [trial.figures((format,)) for format in AMERICAN]
        together = trial.figures(AMERICAN)
        false += any(each["false_calls"] for each in single)
        found = sum(each["correct_calls"] or 0 for each in single)
        overlaps += found > (together["correct_calls"] or 0)
    assert false >= 2
    assert overlaps >= 2
