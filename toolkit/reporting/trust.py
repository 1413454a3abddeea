"""How sure a recommendation is, in sentences; the same ones everywhere."""

from __future__ import annotations

from toolkit.analysis.holdout import Holdout
from toolkit.analysis.recommendation import Recommendation
from toolkit.reporting.figures import (
    count,
    interval_text,
    plural,
    points_text,
    share_text,
)

_STEADY = 0.8  # of the resamples: the list is steady


def trust_sentences(
    recommendation: Recommendation, *, is_brief: bool = False
) -> list[str]:
    """Say how the list did on calls it had not seen, and how it was proven.

    `is_brief` leaves out what only confirms the rest.
    """
    holdout = recommendation.holdout
    sentences = [*_holdout(holdout)]
    if not is_brief:
        sentences += _gain(holdout)
    steadiness, is_steady = _steadiness(recommendation)
    if not (is_brief and is_steady):
        sentences += steadiness
    sentences += [warning.text for warning in holdout.warnings]
    return [*sentences, *_proof(recommendation)]


def _holdout(holdout: Holdout) -> list[str]:
    if holdout.reach is None:
        return [f"It was not tried on calls it had not seen: {holdout.reason}."]
    calls, numbers = holdout.known_later_calls, holdout.known_later_numbers
    said = (
        "Chosen again on the earlier calls only, the list found the right contact on "
        f"{share_text(holdout.reach)} of the later {plural(calls, 'call')} with known "
        f"contacts ({plural(numbers, 'number')})."
    )
    if holdout.interval is None:
        return [said]
    expected = interval_text(holdout.interval)
    return [said, f"On calls to come, expect {expected} (95 % interval)."]


def _gain(holdout: Holdout) -> list[str]:
    if holdout.gain is None or holdout.gain_interval is None:
        return []
    if holdout.chosen == holdout.current:
        return []
    low, high = holdout.gain_interval
    over = "the current setting" if holdout.current else "leaving the formats empty"
    return [
        f"Gained over {over}: {points_text(holdout.gain)} (95 % interval "
        f"{points_text(low).removesuffix(' points')} to {points_text(high)})."
    ]


def _steadiness(recommendation: Recommendation) -> tuple[list[str], bool]:
    same = recommendation.holdout.same_list_share
    if same is None:
        return [], True
    what = "the same formats win" if recommendation.formats else "an empty list wins"
    often, samples = share_text(same), "With other samples of the same callers"
    if same >= _STEADY:
        return [f"{samples} {what} in {often} of the cases."], True
    said = (
        f"{samples} {what} in only {often} of the cases: other lists are about as good."
    )
    return [said], False


def _proof(recommendation: Recommendation) -> list[str]:
    proof = recommendation.proof
    if not proof["candidates"]:
        return []
    if not recommendation.optimal:
        return ["The search was stopped before all lists were compared or excluded."]
    n = proof["lists_considered"]
    return [
        f"No better list exists on this history: {plural(n, 'list')} of "
        f"{count(proof['lists_possible'])} compared, a bound excludes the others."
    ]
