"""Many users' settings: who is served badly by the formats that they have set.

Each user's list is measured on the calls of that user, where the call log names them
(by extension, name, or both), else on all calls; and beside it, on the same calls, the
recommended list. A user is served badly whose list loses a noticeable part of the
calls with contacts that the recommended one recognises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.findings import CURRENT, Finding
from toolkit.analysis.outcome import Outcome, share
from toolkit.analysis.situation import Situation
from toolkit.analysis.wording import calls_text, count, subject
from toolkit.exports.user_settings import EVERYBODY, UserSetting
from toolkit.exports.words import squeeze
from toolkit.matching.formats import join_formats

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

Ints = npt.NDArray[np.int64]
NOTICEABLE = 0.05  # of a user's calls with contacts …
AT_LEAST = 3  # … and so many calls
_ALL = -1  # instead of a user of the log: all calls
_EXTENSION = re.compile(r"\s*(?:ext\.?\s*)?([0-9]{1,8})\b[\s:.-]*", re.IGNORECASE)
_FIGURES = ("calls", "known_calls", "correct_calls", "false_calls", "best_calls")


@dataclass(frozen=True, eq=False)
class SettingsInUse:
    """What every user's own list does.

    ``table``: DataFrame, one row per user, most lost calls first
        user           str    as in the settings; private
        formats        str    the user's list as comma text
        is_own_calls   bool   measured on the user's own calls, not on all
        calls          int    calls it is measured on
        known_calls    int    of these, with contacts
        correct_calls  int    recognised by the user's list
        false_calls    int    that show only wrong contacts
        reach          float  correct ÷ known; missing without known calls
        best_calls     int    recognised by the recommended list
        best_reach     float  the same as a share
        lost_calls     int    best_calls − correct_calls, at least 0
        is_served_badly bool  loses at least 3 calls and 5 % of the known ones
    """

    table: pd.DataFrame

    def __repr__(self) -> str:
        """Count the users."""
        return f"<SettingsInUse: {len(self.badly)} of {len(self.table)} served badly>"

    @cached_property
    def badly(self) -> pd.DataFrame:
        """The users who are served badly, as in `table`."""
        return self.table[self.table["is_served_badly"]]

    @property
    def finding(self) -> Finding | None:
        """What is to be said of them, without any name."""
        n_users, badly = len(self.table), self.badly
        if badly.empty:
            return None
        own = badly[badly["is_own_calls"]]
        others = badly.loc[~badly["is_own_calls"], "lost_calls"]  # of the same calls
        lost = int(own["lost_calls"].sum()) + int(others.max() if len(others) else 0)
        lists = badly["formats"].nunique()
        text = (
            f"{subject(len(badly), 'user', 'are')} served badly by the formats set "
            f"({count(lists, 'list')} among {count(n_users, 'user')}): together they "
            f"lose {calls_text(lost)} that the recommended setting recognises."
        )
        return Finding("users-served-badly", text, lost, about=CURRENT)

    def to_dict(self) -> dict[str, Any]:
        """Count users and calls by list, without any user."""
        groups = self.table.groupby("formats", sort=False)
        return {
            "users": len(self.table),
            "served_badly": len(self.badly),
            "lists": [
                {
                    "overriding_format": formats,
                    "users": len(rows),
                    "served_badly": int(rows["is_served_badly"].sum()),
                    "lost_calls": int(rows["lost_calls"].sum()),
                }
                for formats, rows in groups
            ],
        }


def measure_settings(
    recommendation: Recommendation, users: Iterable[UserSetting]
) -> SettingsInUse:
    """Measure every user's own list beside the recommended one.

    Parameters
    ----------
    recommendation
        For the whole log.
    users
        What `toolkit.exports.user_settings.read_in_use` gave.
    """
    situation = recommendation.situation
    best = situation.outcome(recommendation.entered_formats)
    settings = list(users)
    found = UserIndex(situation.calls.users)
    places = [found.place(each.user) for each in settings]
    own = {
        formats: _by_user(situation, situation.outcome(formats), best)
        for formats in dict.fromkeys(each.formats for each in settings)
    }
    rows = [
        {
            "user": each.user,
            "formats": join_formats(each.formats),
            "is_own_calls": place != _ALL,
            **dict(zip(_FIGURES, own[each.formats][place].tolist(), strict=True)),
        }
        for each, place in zip(settings, places, strict=True)
    ]
    return SettingsInUse(_with_shares(rows))


class UserIndex:
    """Finds the users of a log by what another file calls them.

    >>> index = UserIndex(("101 - Ann Abbott", "102 - Ben Ito"))
    >>> index.place("101"), index.place("ben ito"), index.place("Zoe")
    (0, 1, -1)
    """

    def __init__(self, users: Iterable[str]) -> None:
        self._places: dict[str, set[int]] = {}
        for place, user in enumerate(users):
            for name in _names(user):
                self._places.setdefault(name, set()).add(place)

    def place(self, user: str) -> int:
        """Give the user's place in the log; -1 if there is none, or several."""
        if user == EVERYBODY:
            return _ALL
        for name in _names(user):
            places = self._places.get(name, set())
            if len(places) == 1:
                return next(iter(places))
        return _ALL


def _names(user: str) -> list[str]:
    """Give what identifies a user: the whole label, the extension, the name."""
    extension = _EXTENSION.match(user)
    parts = [user]
    if extension:
        parts += [extension[1], user[extension.end() :]]
    return [name for name in map(squeeze, parts) if name]


def _by_user(
    situation: Situation, outcome: Outcome, best: Outcome
) -> Mapping[int, Ints]:
    """Count `_FIGURES` over the calls of each user, and over all calls."""
    events = situation.calls.events
    user = events["user"].to_numpy()
    number = events["number"].to_numpy()
    flags = (
        None,
        outcome.is_known,
        outcome.is_correct,
        outcome.is_false,
        best.is_correct,
    )
    n_users = len(situation.calls.users)
    counts = np.stack(
        [
            np.bincount(
                user[slice(None) if flag is None else flag[number]] + 1,
                minlength=n_users + 1,
            )
            for flag in flags
        ],
        axis=1,
    )
    figures = {place: counts[place + 1] for place in range(n_users)}
    return figures | {_ALL: counts.sum(axis=0)}


def _with_shares(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = ["user", "formats", "is_own_calls", *_FIGURES]
    table = pd.DataFrame(rows, columns=columns)
    known = table["known_calls"]
    for name, calls in (("reach", "correct_calls"), ("best_reach", "best_calls")):
        shares = map(share, table[calls].tolist(), known.tolist())
        table[name] = pd.Series(list(shares), dtype="float64")
    table["lost_calls"] = (table["best_calls"] - table["correct_calls"]).clip(lower=0)
    noticed = table["lost_calls"] >= np.maximum(NOTICEABLE * known, AT_LEAST)
    table["is_served_badly"] = noticed.astype(bool)
    table = table.sort_values("lost_calls", ascending=False, kind="stable")
    return table.reset_index(drop=True)
