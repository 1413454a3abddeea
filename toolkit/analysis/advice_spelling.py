"""Checks of how a format is spelt: stray spaces, notes, characters that break things.

Each counts what a fault of `toolkit.matching.lint` does to the calls: those that the
format without the fault would recognise, or that show a wrong contact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from toolkit.analysis.findings import Said
from toolkit.analysis.list_case import ListCase
from toolkit.analysis.repairs import leave_out
from toolkit.analysis.wording import calls_text, count, more_calls
from toolkit.matching.formats import placeholders
from toolkit.matching.wire import FORM_DECODED, LOST_ANYWHERE, read_term


def space_after_comma(case: ListCase, place: int) -> Said | None:
    """Count what a space in front loses."""
    return _stray(case, place, str.lstrip, "begins with a space")


def stray_space(case: ListCase, place: int) -> Said | None:
    """Count what a space at the end, a tab or a line end loses."""

    def tidy(format: str) -> str:
        return leave_out(format, LOST_ANYWHERE).strip()

    return _stray(case, place, tidy, "holds a space, a tab or a line end")


def empty_segment(case: ListCase, place: int) -> Said | None:
    """Count the searches for nothing."""
    n_calls = case.calls(case.asked)
    requests = count(case.requests(n_calls), "request")
    text = f"This format is empty, and is searched for all the same: {requests} in vain"
    return Said(0, f"{text} for {calls_text(n_calls)}.")


def no_placeholder(case: ListCase, place: int) -> Said | None:
    """Count callers who get what one text for all of them finds."""
    wrong = case.hit(place).wrong & ~case.is_correct
    n_calls = case.calls(case.asked)
    text = (
        f"This format has neither # nor *, the only signs that stand for digits: the "
        f"same text is searched for in all {calls_text(n_calls)}; "
        f"{case.shows_wrong(wrong)}."
    )
    return Said(case.calls(wrong), text)


def literal_text(case: ListCase, place: int) -> Said | None:
    """Count what a note in the format finds."""
    hit = case.hit(place)
    n_right = int(hit.right.sum())
    text = (
        f"This format holds letters or symbols: it finds only contacts written with "
        f"exactly these, {count(n_right, 'number')} here, and no one new."
    )
    return Said(case.calls(hit.wrong & ~case.is_correct), text)


def breaks_query(case: ListCase, place: int) -> Said | None:
    """Count what a character that breaks the query loses."""
    repaired = leave_out(case.used[place], case.record.breaks_on)
    gained = case.calls(case.right_with(repaired))
    text = (
        f"This format holds a character that breaks the query to {case.record.title}: "
        f"it finds nobody, and no error shows. Without it, {more_calls(gained)} "
        f"would be recognised."
    )
    return Said(gained, text)


def url_characters(case: ListCase, place: int) -> Said | None:
    """Count what a character that changes the URL may lose."""
    if case.situation.wire == FORM_DECODED:
        return None
    format = case.used[place]
    read = read_term(format, case.record.pasted)
    alone = case.found_alone(place)
    n_calls = case.calls(alone)
    text = (
        f"This format holds a character that changes the address that "
        f"{case.record.title} is asked at: what arrives has "
        f"{count(placeholders(read), 'place')} of {placeholders(format)}. "
        f"{calls_text(n_calls, 'are')} recognised by this format alone, if it arrived "
        f"whole."
    )
    return Said(n_calls, text)


Check = Callable[[ListCase, int], Said | None]

# Code of `toolkit.matching.lint` -> what it does here.
BY_SPELLING: Mapping[str, Check] = MappingProxyType(
    {
        "space-after-comma": space_after_comma,
        "stray-space": stray_space,
        "empty-segment": empty_segment,
        "no-placeholder": no_placeholder,
        "literal-text": literal_text,
        "breaks-query": breaks_query,
        "url-characters": url_characters,
    }
)


def _stray(
    case: ListCase, place: int, tidy: Callable[[str], str], what: str
) -> Said | None:
    """Count what a format without its stray characters would recognise."""
    repaired = tidy(case.used[place])
    gained = case.calls(case.right_with(repaired))
    if case.hit(place).right.any() and not gained:
        return None  # contacts are written so
    text = f"This format {what}, and {case.record.title} searches for it as it is. "
    return Said(
        gained,
        f"{text}Without it, {more_calls(gained)} would be recognised.",
    )
