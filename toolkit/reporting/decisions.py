"""The decision in words: what to do, why, and what it is based on.

>>> field_lines(("(***) ***-****",))
[('Format 1', '(***) ***-****'), ('Format 2', ''), ('Format 3', '')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.analysis.recommendation import (
    CLEAN_UP_FIRST,
    LEAVE_EMPTY,
    Recommendation,
)
from toolkit.reporting.figures import plural, share_text
from toolkit.reporting.settings import FIELD_NAMES, field_texts

# Connectors whose settings page shows the three fields.
SHOWS_FIELDS = ("clio", "insightly", "netsuite")


@dataclass(frozen=True, slots=True)
class Words:
    """A decision as a headline, the reason for it, and the next step."""

    headline: str
    reason: str
    step: str


def decision_words(recommendation: Recommendation) -> Words:
    """Put a decision into words."""
    if not recommendation.recommended.known_calls:
        return _nothing_known(recommendation)
    if recommendation.decision == LEAVE_EMPTY:
        return _leave_empty(recommendation)
    if recommendation.decision == CLEAN_UP_FIRST:
        return _clean_up_first(recommendation)
    return _set(recommendation)


def these_formats(formats: Sequence[str]) -> str:
    """Name a list: this format, these 3 formats.

    >>> these_formats(["###"]), these_formats(["###", "####"])
    ('this format', 'these 2 formats')
    """
    n = len(formats)
    return "this format" if n == 1 else f"these {n} formats"


def _best(formats: Sequence[str]) -> str:
    return "best format" if len(formats) == 1 else f"best {len(formats)} formats"


def field_lines(entered: Sequence[str]) -> list[tuple[str, str]]:
    """Give the name and the text of each of the three fields."""
    return list(zip(FIELD_NAMES, field_texts(entered), strict=True))


def _set(recommendation: Recommendation) -> Words:
    formats, after = recommendation.formats, recommendation.recommended
    before = recommendation.baseline
    wrong = plural(after.false_calls, "call")
    return Words(
        f"Set {these_formats(formats)}.",
        f"App Connect then finds the right contact on {share_text(after.reach)} of the "
        "calls with known contacts. With nothing set it is "
        f"{share_text(before.reach)}. It names a wrong contact on {wrong}.",
        _where_to_enter(recommendation),
    )


def _clean_up_first(recommendation: Recommendation) -> Words:
    formats, cleaned = recommendation.formats, recommendation.cleanup.reach_after
    return Words(
        "Clean up the contacts first.",
        f"The {_best(formats)} {'find' if len(formats) > 1 else 'finds'} the right "
        "contact on only "
        f"{share_text(recommendation.recommended.reach)} of the calls with known "
        f"contacts. With the safe cells rewritten it is {share_text(cleaned)}.",
        f"Until then, set {these_formats(formats)}: "
        f"{_lower(_where_to_enter(recommendation))}",
    )


def _leave_empty(recommendation: Recommendation) -> Words:
    record, counts = recommendation.situation.record, recommendation.baseline
    reach = share_text(counts.reach)
    if not record.uses_formats:
        why = (
            f"App Connect's connector for {record.title} never looks at "
            f"formats. It finds the right contact on {reach} of the calls with known "
            "contacts."
        )
    elif recommendation.best is None:
        why = (
            f"No format finds anybody who is not found without: that is {reach} of "
            "the calls with known contacts."
        )
    else:
        best = recommendation.best_formats
        other = recommendation.counts(best)
        why = (
            f"Without formats App Connect finds the right contact on {reach} of the "
            f"calls with known contacts; the {_best(best)} would "
            f"find it on {share_text(other.reach)}, and a wrong one on "
            f"{plural(other.false_calls, 'call')}."
        )
    return Words(
        "Leave the formats empty.", why, "Empty the three fields, if any is set."
    )


def _nothing_known(recommendation: Recommendation) -> Words:
    calls = recommendation.recommended.calls
    return Words(
        "Leave the formats empty: nothing can be said.",
        f"None of the {plural(calls, 'call')} is from or to a number that a contact "
        "has, so no format can be judged.",
        "Check that the two exports belong to one company and one time, and that the "
        "region is right.",
    )


def _where_to_enter(recommendation: Recommendation) -> str:
    record = recommendation.situation.record
    if record.name in SHOWS_FIELDS:
        return (
            "Enter them in App Connect's settings under Phone number format "
            "alternatives, or send settings.json."
        )
    return (
        "App Connect shows the three fields for Clio, Insightly and NetSuite; for "
        "other connectors send settings.json."
    )


def _lower(sentence: str) -> str:
    """Begin a sentence within another one; a name keeps its capital."""
    if sentence.startswith("App Connect"):
        return sentence
    return sentence[0].lower() + sentence[1:]
