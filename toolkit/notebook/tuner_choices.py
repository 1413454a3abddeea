"""What the tuner's figures depend on beside the formats: connector, rule, region.

Each choice is worked out once and kept.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toolkit.analysis.options import Options
from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.situation import Situation
from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.notebook.tuner_html import Line

AS_ASSUMED = "as the connector assumes"
Choice = tuple[str, str, str]  # connector, search rule, region


class Choices:
    """The exports under the connector, search rule and region chosen.

    `recommendation` is what is best then, `before` and `best` the lines to compare a
    list with.
    """

    def __init__(
        self,
        calls: Calls | str | Path,
        contacts: Contacts | str | Path,
        connector: str | None,
        region: str,
        current: tuple[str, ...],
    ) -> None:
        self._calls, self._contacts, self._current = calls, contacts, current
        self._read = cache(self._read_both)
        self._recommendations: dict[Choice, Recommendation] = {}
        if not self.can_be_read_again:
            given = [each for each in (calls, contacts) if not _is_file(each)]
            region = str(getattr(given[0], "region", region))
        first = self._recommend(connector, AS_ASSUMED, region)
        self._choice: Choice = (first.situation.record.name, AS_ASSUMED, region)
        self._use(self._choice, first)

    @property
    def can_be_read_again(self) -> bool:
        """Whether both exports are files, which another region can be chosen for."""
        return _is_file(self._calls) and _is_file(self._contacts)

    @property
    def connector(self) -> str:
        """The connector chosen."""
        return self._choice[0]

    @property
    def region(self) -> str:
        """The region chosen."""
        return self._choice[2]

    def choose(self, connector: str, rule: str, region: str) -> None:
        """Choose; where that fails, the earlier choice stays."""
        choice = (connector, rule, region)
        known = self._recommendations.get(choice)
        self._use(choice, known or self._recommend(*choice))

    def _use(self, choice: Choice, recommendation: Recommendation) -> None:
        best = recommendation.entered(recommendation.best_formats)
        before = [Line("nothing set", recommendation.baseline)]
        if self._current:
            before.append(Line("current", recommendation.counts(self._current)))
        self.best = Line("best list", recommendation.counts(best))
        self.before = tuple(before)
        self._choice, self.recommendation = choice, recommendation
        self._recommendations[choice] = recommendation

    def _recommend(
        self, connector: str | None, rule: str, region: str
    ) -> Recommendation:
        calls, contacts = self._read(region)
        assumed = None if rule == AS_ASSUMED else rule
        situation = Situation(calls, contacts, connector, search_rule=assumed)
        return Recommendation(situation, Options(current=self._current or None))

    def _read_both(self, region: str) -> tuple[Calls, Contacts]:
        calls, contacts = self._calls, self._contacts
        if isinstance(calls, str | Path):
            calls = read_calls(calls, region=region, progress=True)
        if isinstance(contacts, str | Path):
            contacts = read_contacts(contacts, region=region, progress=True)
        return calls, contacts


def _is_file(export: Calls | Contacts | str | Path) -> bool:
    return isinstance(export, str | Path)
