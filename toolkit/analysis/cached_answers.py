"""Cached answers: what App Connect goes on answering after formats have changed.

Its server keeps an answer with contacts for a whole account, by phone number; formats
are not part of the key. So a number that matched under the present list keeps that
answer, right or wrong, under any later list, until somebody refreshes it. Misses are
not kept: numbers that the new list finds are found at once.

Source: core/handlers/contact.ts of ringcentral/rc-unified-crm-extension, and recorded
requests with and without ``isForceRefreshAccountData=true``, read 2026-08-22.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.outcome import Outcome
from toolkit.analysis.situation import Situation
from toolkit.columns.grouping import places_in
from toolkit.exports.frames import category, strings
from toolkit.matching.formats import parse_formats

Ints = npt.NDArray[np.int64]

FALSE_ANSWER = "false"  # nobody who has the number
OTHER_ANSWER = "other contacts"  # than the new list finds
REASONS = (FALSE_ANSWER, OTHER_ANSWER)
REFRESH = (
    "Choose “Refresh contact” at the contact or call in App Connect: it asks with "
    "isForceRefreshAccountData=true, and the new answer replaces the old one for the "
    "whole account."
)


class CachedAnswers:
    """Answers of the history that stay although the list changes.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    before, after
        The list in use during the history, and the new one.
    """

    def __init__(
        self,
        situation: Situation,
        before: str | Iterable[str],
        after: str | Iterable[str],
    ) -> None:
        self.situation = situation
        self.before, self.after = parse_formats(before), parse_formats(after)

    def __repr__(self) -> str:
        """Count instead of showing."""
        return f"<CachedAnswers: {len(self.table)} to refresh>"

    @cached_property
    def table(self) -> pd.DataFrame:
        """The numbers to refresh.

        DataFrame, one row per number that a refresh answers otherwise, most calls first
            e164       str       the number
            calls      int       calls of the history with it
            reason     category  false: the cached answer names nobody who has the
                                 number; other contacts: it does, the new one differs
            n_before   int       contacts answered from the cache
            n_after    int       contacts that the new list finds
            is_mended  bool      of a false answer: the new one is correct
            requests   int       HTTP requests of its refresh
        """
        before, after = self._outcomes
        rows = np.flatnonzero(self._differs & before.is_matched)
        rows = rows[np.argsort(-self.situation.weight[rows], kind="stable")]
        reason = np.where(before.is_false[rows], 0, 1)
        return pd.DataFrame(
            {
                "e164": strings(self.situation.calls.numbers.take(rows).e164()),
                "calls": self.situation.weight[rows],
                "reason": category(reason, REASONS),
                "n_before": before.n_returned[rows],
                "n_after": after.n_returned[rows],
                "is_mended": (after.is_correct & ~before.is_correct)[rows],
                "requests": after.requests[rows],
            }
        )

    def to_dict(self) -> dict[str, Any]:
        """Count numbers, calls and requests, without any number."""
        table, (before, _) = self.table, self._outcomes
        is_false = table["reason"] == FALSE_ANSWER
        return {
            "cached_numbers": int(before.is_matched.sum()),
            "to_refresh": len(table),
            "false_to_refresh": int(is_false.sum()),
            "false_either_way": int(before.is_false.sum() - is_false.sum()),
            "calls": int(table["calls"].sum()),
            "requests": int(table["requests"].sum()),
            "how": REFRESH,
        }

    @cached_property
    def _outcomes(self) -> tuple[Outcome, Outcome]:
        return self.situation.outcome(self.before), self.situation.outcome(self.after)

    @cached_property
    def _differs(self) -> npt.NDArray[np.bool_]:
        """Whether the two lists return other contacts; one row per number."""
        before, after = self._pairs(self.before), self._pairs(self.after)
        n = max(self.situation.n_contacts, 1)
        kept = places_in(after, before) >= 0
        n_kept = np.bincount(
            before[kept] // n, minlength=len(self.situation.calls.numbers)
        )
        first, second = self._outcomes
        differs: npt.NDArray[np.bool_] = (n_kept != first.n_returned) | (
            n_kept != second.n_returned
        )
        return differs

    def _pairs(self, formats: tuple[str, ...]) -> Ints:
        """Give number and contact as one ascending code."""
        number, contact, _ = self.situation.matcher.returned(formats)
        return np.sort(number * max(self.situation.n_contacts, 1) + contact)
