"""One list of formats in a situation, with everything the checks of advice look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from toolkit.analysis.findings import LIST
from toolkit.analysis.outcome import Counts, Outcome
from toolkit.analysis.situation import Situation
from toolkit.analysis.term_hits import Hit
from toolkit.analysis.wording import calls_text
from toolkit.matching import connectors as kinds
from toolkit.matching.formats import parse_formats
from toolkit.matching.lint import Linted

Flags = npt.NDArray[np.bool_]


class ListCase:
    """A list of formats in a situation.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    formats
        The list, as it is entered.
    about
        Whose list it is, see `toolkit.analysis.findings`.
    false_match_cost
        Correct calls that one false call outweighs.
    """

    def __init__(
        self,
        situation: Situation,
        formats: str | Iterable[str],
        *,
        about: str = LIST,
        false_match_cost: float = 3,
    ) -> None:
        self.situation, self.about = situation, about
        self.record = situation.record
        self.weight = situation.weight
        self.false_match_cost = false_match_cost
        self.formats = parse_formats(formats)
        self.linted = Linted(self.record, self.formats)

    def __repr__(self) -> str:
        """Name the list."""
        return f"<ListCase: {', '.join(self.formats)!r}>"

    @property
    def used(self) -> tuple[str, ...]:
        """The formats as the connector uses them, one for each given."""
        return self.linted.used

    @cached_property
    def outcome(self) -> Outcome:
        """What every number's lookup comes to under the list."""
        return self.situation.outcome(self.formats)

    @cached_property
    def counts(self) -> Counts:
        """The figures of the list."""
        return self.situation.counts(self.formats)

    @cached_property
    def empty(self) -> Counts:
        """The figures with nothing set."""
        return self.situation.counts()

    def score(self, counts: Counts) -> float:
        """Weigh correct against false calls."""
        return counts.correct_calls - self.false_match_cost * counts.false_calls

    def calls(self, numbers: Flags) -> int:
        """Count the calls of some numbers."""
        return int(self.weight[numbers].sum())

    @cached_property
    def is_correct(self) -> Flags:
        """Whether a contact is found that has the number."""
        return self.outcome.is_correct

    @cached_property
    def is_false(self) -> Flags:
        """Whether contacts are found and none has the number."""
        return self.outcome.is_matched & ~self.is_correct

    @cached_property
    def is_missed(self) -> Flags:
        """Whether a contact has the number and is not found."""
        return self.outcome.is_known & ~self.is_correct

    @property
    def asked(self) -> Flags:
        """Whether the connector writes the number into formats."""
        return self.situation.matcher.uses_formats

    def hit(self, place: int) -> Hit:
        """Give what the format at a place of the list hits."""
        return self.situation.term_hits.format(self.used[place])

    def right_with(self, format: str) -> Flags:
        """Say which missed numbers another format would find."""
        right = self.situation.term_hits.format(format).right & self.is_missed
        if self.record.stop_at_first:
            right = right & ~self.outcome.is_matched
        return right

    @cached_property
    def other_terms(self) -> list[tuple[str, Hit]]:
        """What the terms beside the formats hit, where they are asked."""
        asked: dict[str, Flags] = {}
        terms = self.situation.matcher.plan_terms(self.formats)
        for numbers, _, kind, _ in terms:
            if kind != kinds.FORMATS:
                asked[kind] = asked.get(kind, False) | numbers
        formats_set = bool(self.formats)
        hits = self.situation.term_hits
        return [
            (kind, hits.term(kind, formats_set=formats_set).of(numbers))
            for kind, numbers in asked.items()
        ]

    def numbers_where(self, is_so: Callable[[int, int], bool]) -> Flags:
        """Say which numbers a format is used for and something holds of.

        `is_so` is asked once for each country code and number of national digits.
        """
        groups = self.situation.groups
        chosen = np.zeros(groups.size, bool)
        chosen[groups.codes] = [is_so(*each) for each in groups.present]
        if not chosen.any():
            return np.zeros(len(self.weight), bool)
        return chosen.take(groups.code) & self.asked

    def requests(self, n_lookups: int) -> int:
        """Count the requests that one more term costs so many lookups."""
        each = len(self.record.searches) * self.record.requests_per_search
        return n_lookups * each

    def any_of(self, flags: Iterable[Flags]) -> Flags:
        """Say which numbers any of several flags hold of; none where there are none."""
        together = np.zeros(len(self.weight), bool)
        for each in flags:
            together |= each
        return together

    def found_alone(self, place: int) -> Flags:
        """Say which numbers a format finds rightly and no other term does."""
        formats = [i for i in range(len(self.used)) if i != place]
        others = [self.hit(i).right for i in formats]
        others += [hit.right for _, hit in self.other_terms]
        return self.hit(place).right & ~self.any_of(others)

    def shows_wrong(self, numbers: Flags) -> str:
        """Say how many calls of some numbers show a wrong contact."""
        return f"{calls_text(self.calls(numbers), 'show')} a wrong contact"
