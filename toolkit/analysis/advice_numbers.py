"""Checks of how a format fits the numbers that call: too short, too long, abroad.

The definitions are those of `toolkit.matching.format_fit`, asked once for each country
code and number of digits. The damage is the calls that a repaired format would
recognise and this one does not, and those it shows a wrong contact for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.analysis.collisions import foreign_numbers
from toolkit.analysis.findings import RECOMMENDED, Said
from toolkit.analysis.list_case import ListCase
from toolkit.analysis.repairs import add_places, digits_to_places, drop_places
from toolkit.analysis.wording import calls_text, count, more_calls
from toolkit.matching.format_fit import (
    cuts_url,
    digits_fit,
    is_asked_already,
    is_leftover,
    is_truncated,
)
from toolkit.matching.formats import placeholders

Flags = npt.NDArray[np.bool_]


class _Damage(NamedTuple):
    """Numbers that a repaired format would find, and those shown wrongly."""

    lost: Flags
    wrong: Flags


def foreign_collision(case: ListCase, place: int) -> Said | None:
    """Count callers from abroad who become somebody else's number."""
    strangers = foreign_numbers(case.situation, case.hit(place).strangers)
    if not strangers.any():
        return None
    false = strangers & case.is_false
    text = (
        f"This format turns {calls_text(case.calls(strangers))} with numbers of one "
        f"country into those of contacts in another: "
        f"{calls_text(case.calls(false), 'show')} only a wrong contact."
    )
    return Said(case.calls(strangers), text)


def truncated(case: ListCase, place: int) -> Said | None:
    """Count numbers with more digits than places: a beginning is searched."""
    format = case.used[place]
    cut = case.numbers_where(lambda _, n: is_truncated(format, n))
    n_calls = case.calls(cut)
    if not n_calls:
        return None
    start = (
        f"This format has {count(placeholders(format), 'place')}, but "
        f"{calls_text(n_calls, 'are')} with longer numbers: their last digits are "
        f"dropped, and a beginning is searched."
    )
    damage = _damage(case, place, cut, add_places)
    return _said(case, start, damage, "With enough places for them")


def leftover(case: ListCase, place: int) -> Said | None:
    """Count numbers with fewer digits than places: placeholders stay."""
    format = case.used[place]
    left = case.numbers_where(lambda _, n: is_leftover(format, n))
    n_calls = case.calls(left)
    if not n_calls:
        return None
    start = (
        f"This format has {count(placeholders(format), 'place')}, but "
        f"{calls_text(n_calls, 'are')} with shorter numbers: # or * stays in the text "
        f"that is searched."
    )
    cut = case.numbers_where(
        lambda _, n: is_leftover(format, n) and cuts_url(case.record, format, n)
    )
    if cut.any():
        start += (
            f" For {calls_text(case.calls(cut))} the # also cuts the address that "
            f"{case.record.title} is asked at, so that it answers something else; "
            f"write {case.record.safe_placeholder} instead."
        )
    damage = _damage(case, place, left, drop_places)
    return _said(case, start, damage, "With as few places as they have digits")


def literal_digits(case: ListCase, place: int) -> Said | None:
    """Count numbers that the format's own digits do not belong to."""
    format = case.used[place]
    misfit = case.numbers_where(lambda country, _: not digits_fit(format, country))
    n_calls = case.calls(misfit)
    if not n_calls:
        return None
    start = (
        f"This format writes its own digits into every number. "
        f"{calls_text(n_calls, 'are')} with numbers that they do not belong to."
    )
    damage = _damage(case, place, misfit, digits_to_places)
    return _said(case, start, damage, "With places instead of its digits")


def duplicate_term(case: ListCase, place: int) -> Said | None:
    """Count searches for a text that is asked for already."""
    record, used = case.record, case.used
    again = case.numbers_where(
        lambda country, n: is_asked_already(record, used, place, country, n)
    )
    n_calls = case.calls(again)
    if not n_calls:
        return None
    if record.unique_terms:
        text = f"For {calls_text(n_calls)} this format asks for what is asked for "
        return Said(0, text + "anyway: it takes a field and finds nobody new.")
    requests = count(case.requests(n_calls), "request")
    text = (
        f"For {calls_text(n_calls)} this format asks for a text a second time: "
        f"{requests} that find nobody new"
    )
    if record.unique_contacts:
        return Said(0, text + ".")
    hit = case.hit(place)
    twice = case.calls(again & (hit.right | hit.wrong))
    return Said(
        twice, f"{text}, and {calls_text(twice, 'show')} the same contact twice."
    )


Check = Callable[[ListCase, int], Said | None]

BY_NUMBER: Mapping[str, Check] = MappingProxyType(
    {
        "foreign-collision": foreign_collision,
        "truncated": truncated,
        "leftover": leftover,
        "literal-digits-everywhere": literal_digits,
        "duplicate-term": duplicate_term,
    }
)


def _damage(
    case: ListCase, place: int, faulty: Flags, repair: Callable[[str, int], str]
) -> _Damage:
    """Find out what a fault costs; a list chosen as the best loses nothing by it."""
    format = case.used[place]
    lost = np.zeros_like(faulty)
    wrong = case.hit(place).wrong & faulty & ~case.is_correct
    if case.about == RECOMMENDED:
        return _Damage(lost, wrong)
    length = case.situation.matcher.plan.national_length
    missed = faulty & case.is_missed
    for n_digits in np.flatnonzero(np.bincount(length[missed])).tolist():
        repaired = repair(format, n_digits)
        if repaired != format:
            lost |= case.right_with(repaired) & missed & (length == n_digits)
    return _Damage(lost, wrong)


def _said(case: ListCase, start: str, damage: _Damage, repaired: str) -> Said:
    """Put what a fault costs behind what it is."""
    sentences = [start]
    lost, wrong = case.calls(damage.lost), case.calls(damage.wrong)
    if lost:
        sentences.append(f"{repaired} it would recognise {more_calls(lost)}.")
    if wrong:
        sentences.append(f"{calls_text(wrong, 'show')} a wrong contact.")
    if not lost and not wrong:
        sentences.append("Nobody is missed or mistaken by that.")
    return Said(case.calls(damage.lost | damage.wrong), " ".join(sentences))
