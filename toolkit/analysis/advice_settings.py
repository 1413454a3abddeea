"""Checks of the change itself: from the setting in use to the recommended list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from toolkit.analysis.advice_lists import both_numbers
from toolkit.analysis.cached_answers import FALSE_ANSWER
from toolkit.analysis.findings import CURRENT, RECOMMENDED
from toolkit.analysis.list_case import ListCase
from toolkit.analysis.outcome import Outcome
from toolkit.analysis.wording import calls_text, count, more_calls

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation


class SaidAbout(NamedTuple):
    """What a check found, and which list it is about."""

    calls: int | None
    text: str
    about: str


class Settings:
    """The recommended list, and what is set today: the list in use, or nothing."""

    def __init__(self, recommendation: Recommendation, best: ListCase) -> None:
        self.recommendation, self.best = recommendation, best
        self.record = best.record

    @property
    def current(self) -> tuple[str, ...] | None:
        """The list in use; None where it was not given."""
        return self.recommendation.options.current

    @cached_property
    def today(self) -> Outcome:
        """What lookups come to today."""
        return self.best.situation.outcome(self.current or ())


def leave_empty(settings: Settings) -> SaidAbout | None:
    """Say why nothing is to be set, with both numbers."""
    rec, best = settings.recommendation, settings.best
    if best.formats or not settings.record.uses_formats or not rec.best_formats:
        return None
    other = rec.counts(rec.entered(rec.best_formats))
    lost = best.counts.correct_calls - other.correct_calls
    numbers = both_numbers(best, other, "with the best list of formats")
    text = f"Leave the fields empty: {numbers}."
    return SaidAbout(max(lost, 0), text, RECOMMENDED)


def below_best(settings: Settings) -> SaidAbout | None:
    """Count the calls that the setting in use does not recognise and could."""
    if settings.current is None:
        return None
    best = settings.best.counts
    today = settings.today.counts(settings.best.weight)
    lost = best.correct_calls - today.correct_calls
    if lost <= 0:
        return None
    text = (
        f"The current setting recognises {today.correct_calls:,} of "
        f"{calls_text(today.known_calls)} with contacts, the recommended one "
        f"{best.correct_calls:,}: {more_calls(lost)}."
    )
    return SaidAbout(lost, text, CURRENT)


def cached_answers(settings: Settings) -> SaidAbout | None:
    """Count the calls whose answer stays as it is, whatever is set."""
    if not settings.today.is_matched.any():
        return None
    kept = settings.recommendation.cached_answers.table
    n_calls = int(kept["calls"].sum())
    if not n_calls:
        return None
    wrong = int(kept["calls"][kept["reason"] == FALSE_ANSWER].sum())
    kept_wrong = f"; in {calls_text(wrong)} the answer kept is wrong" if wrong else ""
    text = (
        f"App Connect keeps the answer for a number once contacts were found, and new "
        f"formats do not change it. {count(len(kept), 'number')} with "
        f"{calls_text(n_calls)} would be answered otherwise by the new "
        f"setting{kept_wrong}. Refresh these contacts in App Connect after the change."
    )
    return SaidAbout(n_calls, text, RECOMMENDED)


SETTING_CHECKS: Mapping[str, Callable[[Settings], SaidAbout | None]] = MappingProxyType(
    {
        "leave-empty": leave_empty,
        "below-best": below_best,
        "cached-answers": cached_answers,
    }
)
