"""The ways there are, side by side: nothing, today's setting, suggestions, a clean-up.

Every row is measured like any other list, so `measure` gives the same figures. Rows of
a clean-up are measured on the contacts rewritten, with nothing set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.analysis.any_length import extend
from toolkit.analysis.candidates import SUGGESTED
from toolkit.analysis.cleanup import cleaned
from toolkit.analysis.situation import Situation
from toolkit.analysis.timeline import times_asked_in_all
from toolkit.matching.formats import MAX_FORMATS, join_formats

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

NOTHING, CURRENT = "nothing", "current"
SUGGESTED_THREE, SUGGESTED_ALL = "suggested-three", "suggested-all"
BEST, ANY_LENGTH = "best", "best-of-any-length"
CLEANED_UP, CHECKED_TOO = "cleaned-up", "cleaned-up-and-checked"
# What a decision recommends: see `toolkit.analysis.recommendation`.
_RECOMMENDED = {"set": BEST, "leave-empty": NOTHING, "clean-up-first": CLEANED_UP}


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    label: str
    formats: tuple[str, ...]
    situation: Situation


def compare(recommendation: Recommendation) -> pd.DataFrame:
    """Set the ways side by side.

    Returns
    -------
    DataFrame, one row per way
        alternative                 str    nothing, current (if one is given),
                                           suggested-three, suggested-all, best,
                                           best-of-any-length, cleaned-up (the safe
                                           cells), cleaned-up-and-checked (all that
                                           hold a number)
        label                       str    the same in words
        formats                     str    the list as comma text
        n_formats                   int    its length
        fits_fields                 bool   the settings page has so many fields
        is_recommended              bool   what the decision says
        calls … requests_per_lookup        as in `Counts.to_dict`
        requests_per_lookup_cached  float  with the cache; missing without calls
    """
    meant = _RECOMMENDED[recommendation.decision]
    refreshed = recommendation.options.refresh_share
    return pd.DataFrame([_row(way, meant, refreshed) for way in _ways(recommendation)])


def _ways(recommendation: Recommendation) -> Iterator[_Way]:
    situation, options = recommendation.situation, recommendation.options
    yield _Way(NOTHING, "Nothing set", (), situation)
    if options.current is not None:
        yield _Way(CURRENT, "The current setting", options.current, situation)
    if situation.record.uses_formats:
        three, every = SUGGESTED[:MAX_FORMATS], SUGGESTED
        yield _Way(SUGGESTED_THREE, "App Connect's suggestions", three, situation)
        yield _Way(SUGGESTED_ALL, "All four suggestions", every, situation)
    if recommendation.best:
        best = recommendation.entered(recommendation.best_formats)
        yield _Way(BEST, "The best list", best, situation)
        yield _of_any_length(recommendation)
    yield _Way(CLEANED_UP, "Contacts cleaned up, safe cells", (), cleaned(situation))
    everything = cleaned(situation, checked=True)
    yield _Way(CHECKED_TOO, "Contacts cleaned up, all cells", (), everything)


def _of_any_length(recommendation: Recommendation) -> _Way:
    """Give the best list on the frontier, and what scores more beyond it."""
    rows = [row for row in recommendation.frontier if row.formats]
    best = max(rows, key=lambda row: (row.score or 0, -row.size))
    names = recommendation.candidates
    places = tuple(names.index(format) for format in best.formats or ())
    found = extend(recommendation.chooser, places)
    formats = recommendation.entered(recommendation.named(found.formats))
    kind = "The best list" if found.is_proven else "The best list found"
    noun = "format" if len(formats) == 1 else "formats"
    label = f"{kind} of any length ({len(formats)} {noun})"
    return _Way(ANY_LENGTH, label, formats, recommendation.situation)


def _row(way: _Way, meant: str, refresh_share: float) -> dict[str, Any]:
    outcome, weight = way.situation.outcome(way.formats), way.situation.weight
    counts = outcome.counts(weight)
    asked = times_asked_in_all(weight, outcome.is_matched, refresh_share=refresh_share)
    cached = float(asked @ outcome.requests)
    return {
        "alternative": way.name,
        "label": way.label,
        "formats": join_formats(way.formats),
        "n_formats": len(way.formats),
        "fits_fields": len(way.formats) <= MAX_FORMATS,
        "is_recommended": way.name == meant,
        **counts.to_dict(),
        "requests_per_lookup_cached": cached / counts.calls if counts.calls else None,
    }
