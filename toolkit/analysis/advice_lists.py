"""Checks of a whole list of formats: what it does beside nothing set, and at what risk.

Each check says something of one list, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from toolkit.analysis.collisions import foreign_numbers
from toolkit.analysis.findings import Said
from toolkit.analysis.list_case import ListCase
from toolkit.analysis.outcome import Counts
from toolkit.analysis.wording import calls_text, percent, subject
from toolkit.matching import connectors as kinds
from toolkit.matching.format_fit import spells_e164
from toolkit.matching.formats import MAX_FORMATS
from toolkit.matching.lint import SHORT, never_asks_e164
from toolkit.matching.wire import AS_BUILT, FORM_DECODED

Flags = npt.NDArray[np.bool_]


def formats_ignored(case: ListCase) -> Said | None:
    """Say that the connector does not look at formats."""
    record = case.record
    if record.uses_formats:
        return None
    reach = percent(case.counts.reach)
    text = (
        f"{record.title} does not look at formats: whatever is set, it recognises the "
        f"same {reach} of the calls with contacts. Leave the fields empty."
    )
    return Said(0, text)


def leave_empty(case: ListCase) -> Said | None:
    """Compare with nothing set."""
    record, listed, empty = case.record, case.counts, case.empty
    worse = case.score(empty) >= case.score(listed)
    if not (case.formats and record.uses_formats and worse):
        return None
    text = f"This list does no good: {both_numbers(case, listed, 'with the list')}."
    before = case.situation.outcome()
    lost = before.is_correct & ~case.is_correct
    misled = case.is_false & ~(before.is_matched & ~before.is_correct)
    return Said(case.calls(lost | misled), text)


def both_numbers(case: ListCase, listed: Counts, name: str) -> str:
    """Put nothing set and a list side by side."""
    empty = case.empty
    return (
        f"with nothing set, {case.record.title} recognises {empty.correct_calls:,} of "
        f"{calls_text(empty.known_calls)} with contacts (and shows a wrong one in "
        f"{empty.false_calls:,}); {name}, {listed.correct_calls:,} (wrong in "
        f"{listed.false_calls:,})"
    )


def false_matches(case: ListCase) -> Said | None:
    """Count calls that show only contacts who do not have the number."""
    n_calls = case.counts.false_calls
    if not n_calls:
        return None
    right = percent(case.counts.precision)
    text = (
        f"In {n_calls:,} of {calls_text(case.counts.calls)} the only contacts shown do "
        f"not have the number. Of all contacts shown, {right} are right."
    )
    return Said(n_calls, text)


def e164_not_searched(case: ListCase) -> Said | None:
    """Count contacts stored as E.164 that are never searched for so."""
    if not never_asks_e164(case.record, formats_set=bool(case.formats)):
        return None
    stored = case.situation.term_hits.term(kinds.E164, formats_set=True).right
    # Numbers it takes for invalid it would not search for so either.
    lost = stored & case.is_missed & case.situation.matcher.plan.is_valid
    is_spelt = any(map(spells_e164, case.used))
    if not stored.any() or (is_spelt and not lost.any()):
        return None
    title, n_calls = case.record.title, case.calls(lost)
    n_contacts = case.situation.stored.n_as_e164
    text = (
        f"{title} by itself never searches for the whole number, as E.164, though it "
        f"stores the contacts it creates so. {subject(n_contacts, 'contact', 'are')} "
        f"stored as E.164, which loses "
        f"{calls_text(n_calls)}."
    )
    return Said(n_calls, text)


def plus_decoded(case: ListCase) -> Said | None:
    """Count calls that are lost if the CRM reads a plus in the URL as a space."""
    if not case.record.pasted or case.situation.wire != AS_BUILT:
        return None
    steady = [hit.right for kind, hit in case.other_terms if not _has_plus(kind)]
    steady += [
        case.hit(place).right
        for place, format in enumerate(case.used)
        if "+" not in format
    ]
    by_plus = case.is_correct & ~case.any_of(steady)
    if not case.calls(by_plus):
        return None
    # Under some search rules the CRM finds them by what is left.
    decoded = case.situation.on_wire(FORM_DECODED).outcome(case.formats)
    n_calls = case.calls(by_plus & ~decoded.is_correct)
    if not n_calls:
        return None
    title, n_correct = case.record.title, case.counts.correct_calls
    text = (
        f"{title} is sent the + of a number unescaped. If it reads it as a space, as "
        f"forms do, it loses {n_calls:,} of {n_correct:,} recognised calls. "
        f"`getcontact probe` finds out; `--wire form-decoded` recommends for that case."
    )
    return Said(n_calls, text)


def _has_plus(kind: str) -> bool:
    return kind in (kinds.RAW, kinds.E164, kinds.INTERNATIONAL)


def national_collision(case: ListCase) -> Said | None:
    """Count callers whose national number alone is somebody's in another country."""
    strangers = np.zeros(len(case.weight), bool)
    for kind, hit in case.other_terms:
        if kind in (kinds.NATIONAL, kinds.DIGITS) and len(hit.strangers):
            strangers |= foreign_numbers(case.situation, hit.strangers) & hit.wrong
    n_calls = case.calls(strangers)
    if not n_calls:
        return None
    false = case.calls(strangers & case.is_false)
    text = (
        f"{case.record.title} searches for the number without its country code, so "
        f"{calls_text(n_calls, 'show')} contacts of another country: "
        f"{calls_text(false, 'show')} only wrong ones."
    )
    return Said(n_calls, text)


def short_number(case: ListCase) -> Said | None:
    """Count short numbers that are the end, or a part, of others."""
    rule = case.situation.matcher.rule(formats_set=bool(case.formats))
    if not rule.startswith("digits"):
        return None
    length = case.situation.matcher.plan.national_length
    n_calls = case.calls(case.is_false & (length < SHORT))
    if not n_calls:
        return None
    text = (
        f"{calls_text(n_calls, 'are')} with numbers of fewer than {SHORT} digits. "
        f"{case.record.title} finds them inside longer ones and shows wrong contacts."
    )
    return Said(n_calls, text)


def contact_twice(case: ListCase) -> Said | None:
    """Count calls for which two terms, or two fields, return the same contact."""
    if case.record.unique_contacts or case.record.stop_at_first:
        return None
    matcher, formats_set = case.situation.matcher, bool(case.formats)
    returned = np.zeros(len(case.weight), np.int64)
    for asked, _, kind, format in matcher.plan_terms(case.formats):
        pairs = matcher.pairs(kind, format=format, formats_set=formats_set)
        found = np.bincount(pairs.number, minlength=len(returned))
        found += matcher.found_again(kind, format=format, formats_set=formats_set)
        returned += np.where(asked, found, 0)
    n_calls = case.calls(returned > case.outcome.n_returned)
    if not n_calls:
        return None
    text = (
        f"In {calls_text(n_calls)} two formats, or two fields, find the same contact, "
        f"and {case.record.title} shows it twice: the user has to choose."
    )
    return Said(n_calls, text)


def too_many(case: ListCase) -> Said | None:
    """Say how more formats than there are fields can be entered."""
    n_formats = len(case.formats)
    if n_formats <= MAX_FORMATS or not case.record.uses_formats:
        return None
    text = (
        f"The list has {n_formats} formats and the settings page {MAX_FORMATS} fields: "
        f"join the rest with commas in the last field."
    )
    return Said(0, text)


ListCheck = Callable[[ListCase], Said | None]

LIST_CHECKS: Mapping[str, ListCheck] = MappingProxyType(
    {
        "leave-empty": leave_empty,
        "e164-not-searched": e164_not_searched,
        "foreign-collision": national_collision,
        "false-matches": false_matches,
        "short-number": short_number,
        "contact-twice": contact_twice,
        "plus-decoded-as-space": plus_decoded,
        "more-than-three": too_many,
        "formats-ignored": formats_ignored,
    }
)
