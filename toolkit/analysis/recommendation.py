"""Recommending: the best ordered list of formats, and whether to set it at all.

The decision is ``leave-empty`` if searching without formats scores at least as high as
the best list, ``clean-up-first`` if the best list reaches little and rewriting the
contacts would reach much more, else ``set``.

A `Recommendation` is one object whose parts are worked out when they are asked for, so
the command line, the report and a notebook pay for what they show.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.advice import Finding, advise
from toolkit.analysis.alternatives import compare
from toolkit.analysis.cached_answers import CachedAnswers
from toolkit.analysis.callers import shared_numbers, unknown_callers
from toolkit.analysis.candidates import StoredFormats, candidates, stored_formats
from toolkit.analysis.choice import Best, Chooser
from toolkit.analysis.cleanup import CleanUp, plan_cleanup
from toolkit.analysis.costs import Costs
from toolkit.analysis.findings import most_damage_first
from toolkit.analysis.fixes import Fixes
from toolkit.analysis.frontier import FrontierRow, build_frontier
from toolkit.analysis.holdout import Holdout, hold_out
from toolkit.analysis.measures import measure_formats, measure_overlaps
from toolkit.analysis.options import MOST_FORMATS
from toolkit.analysis.options import Options as Options
from toolkit.analysis.outcome import Counts
from toolkit.analysis.problem import Problem, pose
from toolkit.analysis.segments import Segments, split_segments
from toolkit.analysis.settings_in_use import SettingsInUse, measure_settings
from toolkit.analysis.situation import Situation
from toolkit.exports.user_settings import UserSetting
from toolkit.matching.formats import canonical, join_formats

SET, LEAVE_EMPTY, CLEAN_UP_FIRST = "set", "leave-empty", "clean-up-first"
LOW_REACH = 0.75  # below it a clean-up is weighed …
CLEAN_UP_ADDS = 0.15  # … and comes first if it adds this much


class Recommendation:
    """The best list for a situation, with everything that is said about it."""

    def __init__(
        self,
        situation: Situation,
        options: Options,
        users: tuple[UserSetting, ...] = (),
    ) -> None:
        self.situation, self.options, self.users = situation, options, users

    def __repr__(self) -> str:
        """Say the decision and the list."""
        return f"<Recommendation: {self.decision} {self.overriding_format!r}>"

    # -- the choice ----------------------------------------------------------

    @cached_property
    def stored(self) -> StoredFormats:
        """The formats that contacts are stored in."""
        return stored_formats(self.situation.contacts)

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """The formats a list can be made of."""
        current = self.options.current or ()
        return tuple(candidates(self.situation.record, self.stored.table, current))

    @cached_property
    def problem(self) -> Problem:
        """What each candidate finds."""
        return pose(self.situation, self.candidates, placeholder=self.placeholder)

    @cached_property
    def weight(self) -> npt.NDArray[np.int64]:
        """What a correct lookup of each number counts."""
        calls = self.situation.weight
        if self.options.weigh_by == "calls":
            return calls
        if self.options.weigh_by == "numbers":
            return np.ones_like(calls)
        truth = self.situation.truth
        return np.maximum(np.bincount(truth.number, minlength=len(calls)), 1)

    @cached_property
    def chooser(self) -> Chooser:
        """Chooses among the candidates under these weights."""
        return self.problem.chooser(
            self.weight,
            false_match_cost=self.options.false_match_cost,
            min_gain=self.options.min_gain,
        )

    @cached_property
    def bests(self) -> tuple[Best, ...]:
        """The best list of each size from 1 to `max_formats`."""
        return tuple(
            self.chooser.best(size) for size in range(1, self.options.max_formats + 1)
        )

    @cached_property
    def best(self) -> Best | None:
        """The best list that sets anything; None where none is feasible."""
        feasible = [best for best in self.bests if best.formats is not None]
        return min(
            feasible,
            key=lambda best: (-best.score, best.false, best.size),
            default=None,
        )

    @cached_property
    def best_formats(self) -> tuple[str, ...]:
        """The formats of `best`, `#` for every placeholder."""
        return self.named(self.best.formats or ()) if self.best else ()

    @cached_property
    def decision(self) -> str:
        """``set``, ``leave-empty`` or ``clean-up-first``."""
        empty = self.baseline_counts(self.weight)
        score = empty.correct_calls - self.options.cost * empty.false_calls
        if self.best is None or score >= self.best.score:
            return LEAVE_EMPTY
        reach = self.reach_of(self.entered(self.best_formats))
        if reach is not None and reach < LOW_REACH:
            cleaned = self.cleanup.reach_after
            if cleaned is not None and cleaned - reach >= CLEAN_UP_ADDS:
                return CLEAN_UP_FIRST
        return SET

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """The list to set: empty for ``leave-empty``."""
        return () if self.decision == LEAVE_EMPTY else self.best_formats

    @property
    def placeholder(self) -> str:
        """The placeholder that is safe to enter for this connector."""
        return self.options.placeholder or self.situation.record.safe_placeholder

    @property
    def entered_formats(self) -> tuple[str, ...]:
        """The list as people enter it, with the safe placeholder."""
        return self.entered(self.formats)

    def entered(self, formats: Iterable[str]) -> tuple[str, ...]:
        """Write a list with the safe placeholder."""
        return tuple(
            canonical(format, placeholder=self.placeholder) for format in formats
        )

    @property
    def overriding_format(self) -> str:
        """The list as one comma text, with the safe placeholder."""
        return join_formats(self.entered_formats)

    def named(self, places: Iterable[int]) -> tuple[str, ...]:
        """Give the candidates at some places."""
        return tuple(self.candidates[place] for place in places)

    # -- its figures ---------------------------------------------------------

    def counts(self, formats: Iterable[str]) -> Counts:
        """Count what a list of formats does, over calls."""
        return self.situation.outcome(formats).counts(self.situation.weight)

    def reach_of(self, formats: Iterable[str]) -> float | None:
        """Give the reach of a list of formats."""
        return self.counts(formats).reach

    def baseline_counts(self, weight: npt.NDArray[np.int64]) -> Counts:
        """Count what happens with nothing set."""
        return self.situation.outcome(()).counts(weight)

    @cached_property
    def baseline(self) -> Counts:
        """What happens with nothing set."""
        return self.baseline_counts(self.situation.weight)

    @cached_property
    def recommended(self) -> Counts:
        """What the recommended list does."""
        return self.counts(self.entered_formats)

    @cached_property
    def per_format(self) -> pd.DataFrame:
        """What each format of the list adds; see `Measurement.per_format`."""
        return measure_formats(self.situation, self.entered_formats)

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """Which formats of the list find the same calls; see `Measurement.overlaps`."""
        return measure_overlaps(self.situation, self.entered_formats)

    @cached_property
    def frontier(self) -> tuple[FrontierRow, ...]:
        """The best list of each size from 0 to 6."""
        return build_frontier(self, most=MOST_FORMATS)

    @property
    def optimal(self) -> bool:
        """Whether no other list can be better."""
        return all(best.is_proven for best in self.bests)

    @property
    def proof(self) -> dict[str, Any]:
        """How it is known: lists compared, lists there are, the score none exceeds."""
        return {
            "method": "bound" if self.optimal else "stopped",
            "bound": None if self.best is None else float(self.best.score),
            "candidates": len(self.candidates),
            "lists_considered": sum(best.considered for best in self.bests),
            "lists_possible": sum(best.possible for best in self.bests),
        }

    # -- what else is said ---------------------------------------------------

    @cached_property
    def holdout(self) -> Holdout:
        """The choice repeated on the earlier calls and measured on the later ones."""
        return hold_out(self)

    @cached_property
    def cleanup(self) -> CleanUp:
        """What rewriting contacts would reach, and which."""
        return plan_cleanup(self.situation, self.entered(self.best_formats))

    @cached_property
    def fixes(self) -> Fixes:
        """Which contacts to rewrite, best first, while `formats` are set."""
        if self.formats == self.best_formats:
            return Fixes(self.cleanup)
        return Fixes(plan_cleanup(self.situation, self.entered_formats))

    @cached_property
    def alternatives(self) -> pd.DataFrame:
        """The ways there are, side by side; see `compare`."""
        return compare(self)

    @cached_property
    def costs(self) -> Costs:
        """Requests with nothing set, with the current setting, with the best list."""
        lists = {
            "Nothing set": (),
            "The current setting": self.options.current,
            "The best list": self.entered(self.best_formats) or None,
        }
        given = {name: each for name, each in lists.items() if each is not None}
        return Costs(
            self.situation,
            given,
            recent_calls=self.options.recent_calls,
            refresh_share=self.options.refresh_share,
        )

    @cached_property
    def cached_answers(self) -> CachedAnswers:
        """What App Connect goes on answering when the setting has changed."""
        before = self.options.current or ()
        return CachedAnswers(self.situation, before, self.entered_formats)

    @cached_property
    def shared_numbers(self) -> pd.DataFrame:
        """Numbers on several contacts; see `toolkit.analysis.callers`."""
        return shared_numbers(self.situation, self.entered_formats)

    @cached_property
    def unknown_callers(self) -> pd.DataFrame:
        """Frequent numbers on no contact; see `toolkit.analysis.callers`."""
        return unknown_callers(self.situation, self.entered_formats)

    @cached_property
    def segments(self) -> Segments:
        """What the list does by feature, column, country, user and month."""
        return split_segments(self)

    @cached_property
    def users_served(self) -> SettingsInUse | None:
        """What each user's own list does; None where everybody has the same."""
        if not any(each.user for each in self.users):
            return None
        return measure_settings(self, self.users)

    @cached_property
    def advice(self) -> tuple[Finding, ...]:
        """Everything found that goes wrong, most damage first."""
        return advise(self)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The advice, and the segments that the list fails, most damage first."""
        return most_damage_first([*self.advice, *self.segments.findings])

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of ``getcontact recommend``."""
        situation = self.situation
        return {
            "decision": self.decision,
            "connector": situation.record.name,
            "region": situation.region,
            "search_rule": situation.matcher.rule(formats_set=bool(self.formats)),
            "formats": list(self.formats),
            "overriding_format": self.overriding_format,
            "baseline": self.baseline.to_dict(),
            "recommended": self.recommended.to_dict(),
            "per_format": self.per_format.to_dict("records"),
            "frontier": [row.to_dict() for row in self.frontier],
            "optimal": self.optimal,
            "proof": self.proof,
            "holdout": self.holdout.to_dict(),
            "advice": [finding.to_dict() for finding in self.advice],
            "users": self.users_served and self.users_served.to_dict(),
            "ledger": {
                "calls": situation.calls.ledger.to_dict(),
                "contacts": situation.contacts.ledger.to_dict(),
            },
        }
