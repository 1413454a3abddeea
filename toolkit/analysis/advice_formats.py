"""Everything that is wrong with one format of a list, counted over the calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from toolkit.analysis.advice_numbers import BY_NUMBER
from toolkit.analysis.advice_spelling import BY_SPELLING
from toolkit.analysis.findings import Said
from toolkit.analysis.list_case import ListCase
from toolkit.analysis.wording import calls_text, count
from toolkit.matching.formats import placeholders
from toolkit.matching.lint import format_faults

# Findings that say enough of a format that finds nobody.
_EXPLAINING = frozenset({"empty-segment", "no-placeholder", "duplicate-term"})


def format_checks(case: ListCase, place: int) -> dict[str, Said]:
    """Give what is wrong with the format at a place of a list, by code."""
    if not case.used[place] and case.record.drops_empty:
        return {}
    faults = format_faults(case.linted, place)
    found = {
        code: BY_SPELLING[code](case, place) for code in faults if code in BY_SPELLING
    }
    if placeholders(case.used[place]):
        found |= {code: check(case, place) for code, check in BY_NUMBER.items()}
    said = {code: each for code, each in found.items() if each}
    is_explained = _EXPLAINING & set(said) or any(each.calls for each in said.values())
    if not is_explained:
        found = {code: check(case, place) for code, check in BY_CALLS.items()}
        said |= {code: each for code, each in found.items() if each}
    return said


def never_matches(case: ListCase, place: int) -> Said | None:
    """Count the searches of a format that finds nobody who called."""
    hit = case.hit(place)
    if hit.right.any() or hit.wrong.any():
        return None
    n_calls = case.calls(case.asked)
    requests = count(case.requests(n_calls), "request")
    text = f"This format finds nobody in {calls_text(n_calls)}: no contact who called "
    return Said(0, f"{text}is written so. It costs {requests}.")


def adds_nothing(case: ListCase, place: int) -> Said | None:
    """Count the searches of a format whose answers others give too."""
    if place not in redundant(case):
        return None
    n_calls = case.calls(case.hit(place).right)
    requests = count(case.requests(case.calls(case.asked)), "request")
    text = f"This format recognises {calls_text(n_calls)}, and other terms find all "
    return Said(0, f"{text}of them too. Leaving it out saves {requests}.")


def redundant(case: ListCase) -> set[int]:
    """Give the places of formats that could all be left out, the last ones first."""
    rights = {place: case.hit(place).right for place in range(len(case.used))}
    beside = [hit.right for _, hit in case.other_terms]
    left_out: set[int] = set()
    for place in reversed(rights):
        kept = [right for i, right in rights.items() if i not in {place, *left_out}]
        others = case.any_of([*beside, *kept])
        if rights[place].any() and not (rights[place] & ~others).any():
            left_out.add(place)
    return left_out


# Looked at where nothing else explains the format: (case, place) -> what is said.
BY_CALLS: Mapping[str, Callable[[ListCase, int], Said | None]] = MappingProxyType(
    {"never-matches": never_matches, "adds-nothing": adds_nothing}
)
