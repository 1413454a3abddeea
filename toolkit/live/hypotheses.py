"""Hypotheses: how a CRM may search, and which of them the answers leave.

A hypothesis is a search rule and, where terms are pasted into an address, whether the
CRM reads a ``+`` there as a space.

>>> [len(possible(pasted)) for pasted in (False, True)]
[5, 10]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.matching.search_rules import SEARCH_RULES
from toolkit.matching.wire import read_term


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way in which a CRM may search."""

    rule: str
    plus_is_space: bool = False

    def finds(
        self, term: str, phones: Iterable[str], *, region: str, is_pasted: bool
    ) -> bool:
        """Say whether such a CRM finds a contact with these phones."""
        read = read_term(term) if is_pasted and self.plus_is_space else term
        compare = SEARCH_RULES[self.rule]
        return any(compare(read, phone, region) for phone in phones)


def possible(is_pasted: bool) -> tuple[Hypothesis, ...]:
    """Give every hypothesis, the strictest rule first."""
    spaces = (False, True) if is_pasted else (False,)
    return tuple(Hypothesis(rule, space) for rule in SEARCH_RULES for space in spaces)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the answers say.

    `rule` is the strictest of the rules that fit best, `also` the others that fit as
    well, `n_against` how many answers contradict it. `plus_is_space` is None where
    nothing told.
    """

    rule: str | None
    also: tuple[str, ...]
    plus_is_space: bool | None
    n_against: int


def judge(
    hypotheses: Sequence[Hypothesis],
    predictions: Sequence[Sequence[bool]],
    answers: Sequence[bool],
) -> Verdict:
    """Name the rule that fits the answers.

    `predictions` has a row for each answer and a column for each hypothesis.
    """
    against = [
        sum(row[i] != answer for row, answer in zip(predictions, answers, strict=True))
        for i in range(len(hypotheses))
    ]
    least = min(against, default=0)
    if not answers or least > len(answers) * _MOST_AGAINST:
        return Verdict(None, (), None, least)
    fitting = [h for h, n in zip(hypotheses, against, strict=True) if n == least]
    rule, *also = dict.fromkeys(h.rule for h in fitting)
    spaces = {h.plus_is_space for h in fitting if h.rule == rule}
    plus = spaces.pop() if len(spaces) == 1 else None
    return Verdict(rule, tuple(also), plus, least)


_MOST_AGAINST = 0.2  # of the answers; more, and no rule is named
