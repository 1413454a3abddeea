"""Checks of the connector and of the data: what no list of formats can help.

Each check is asked for one list, the recommended one: damage is counted in calls that
it does not recognise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from toolkit.analysis.cleanup import is_guessed
from toolkit.analysis.findings import Said
from toolkit.analysis.list_case import ListCase
from toolkit.analysis.wording import calls_text, listed, subject
from toolkit.matching.wire import AS_BUILT

Flags = npt.NDArray[np.bool_]
_NORTH_AMERICA = 1
_AREA_CODE_AT = 10**7  # an area code and seven digits


def stale_metadata(case: ListCase) -> Said | None:
    """Count numbers that are valid today but not to the connector's older library."""
    record, matcher = case.record, case.situation.matcher
    if record.plan is None:
        return None
    stale = matcher.numbers.is_valid & ~matcher.plan.is_valid
    n_calls = case.calls(stale)
    if not n_calls:
        return None
    lost = case.calls(stale & case.is_missed)
    text = (
        f"{calls_text(n_calls, 'are')} with numbers that the library inside "
        f"{record.title}'s connector does not know yet ({_places(case, stale)}). It "
        f"takes them for invalid; that loses {calls_text(lost)} with contacts."
    )
    return Said(lost, text)


def _places(case: ListCase, numbers: Flags) -> str:
    """Name area codes and country codes."""
    called = case.situation.calls.numbers.take(np.flatnonzero(numbers))
    american = called.country_code == _NORTH_AMERICA
    areas = np.unique(called.key[american] // _AREA_CODE_AT % 1000)
    codes = np.unique(called.country_code[~american])
    parts = []
    if len(areas):
        parts.append("area codes " + listed(map(str, areas)))
    if len(codes):
        parts.append("country codes " + listed(f"+{code}" for code in codes))
    return "; ".join(parts)


def blanks_found(case: ListCase) -> Said | None:
    """Count calls that find every contact without a phone."""
    if not case.record.blank_finds_blank:
        return None
    unread = ~case.situation.matcher.is_parsed & (case.outcome.n_returned > 0)
    n_calls = case.calls(unread)
    if not n_calls:
        return None
    text = (
        f"In {calls_text(n_calls)} {case.record.title}'s connector cannot read the "
        f"number, and then shows every contact that has no phone."
    )
    return Said(n_calls, text)


def column_not_searched(case: ListCase) -> Said | None:
    """Count contacts whose number stands only where the connector does not look."""
    situation = case.situation
    aside = ~situation.stored.is_searched
    if not aside.any():
        return None
    lost = situation.stored.only_in(aside) & case.is_missed
    n_contacts = situation.stored.contacts_only_in(aside)
    columns = situation.contacts.cells["column"][aside].unique()
    n_calls = case.calls(lost)
    if not n_contacts and not n_calls:
        return None
    text = (
        f"{case.record.title} does not look at {listed(map(repr, columns))}: "
        f"{subject(n_contacts, 'contact', 'have')} numbers nowhere else, and "
        f"that loses {calls_text(n_calls)} with them. Copy these numbers into a column "
        f"that is searched."
    )
    return Said(n_calls, text)


def unknown_text(case: ListCase) -> Said | None:
    """Count cells destroyed on export: what the CRM stores is not known."""
    situation = case.situation
    destroyed = situation.contacts.cells["text"].isna().to_numpy()
    n_cells = int(destroyed.sum())
    if not n_cells:
        return None
    lost = situation.stored.only_in(destroyed) & case.is_missed
    n_calls = case.calls(lost)
    text = (
        f"{subject(n_cells, 'phone cell', 'were')} destroyed when the contacts were "
        f"exported (such as 1.65E+10): what the CRM stores is unknown, and they count "
        f"as not found. {calls_text(n_calls, 'depend')} on them; export again without "
        f"opening the file in a spreadsheet."
    )
    return Said(n_calls, text)


def created_after_call(case: ListCase) -> Said | None:
    """Count calls made before the contact existed."""
    created = case.situation.contacts.contacts["created_at"].to_numpy("datetime64[D]")
    if np.isnat(created).all():
        return None
    first = _first_day(case, created)
    events = case.situation.calls.events
    number = events["number"].to_numpy()
    started = events["started_at"].to_numpy()
    dated = started[~np.isnat(started)]
    if not len(dated):
        return None
    rows = np.flatnonzero((first > dated.min())[number])
    before = started[rows] < first[number[rows]]
    n_calls = int(before.sum())
    if not n_calls:
        return None
    correct = int((before & case.is_correct[number[rows]]).sum())
    text = (
        f"{calls_text(n_calls)} took place before their contact was created. "
        f"As things are now, {correct:,} of them would be recognised: the "
        f"figures are those of today's contacts."
    )
    return Said(correct, text)


def _first_day(
    case: ListCase, created: npt.NDArray[np.datetime64]
) -> npt.NDArray[np.datetime64]:
    """Give the day from which each number is on a contact; the past where unknown."""
    truth = case.situation.truth
    days = created.astype(np.int64)
    days[np.isnat(created)] = np.iinfo(np.int32).min
    first = np.full(len(case.weight), np.iinfo(np.int32).max)
    np.minimum.at(first, truth.number, days[truth.contact])
    first[~truth.is_known] = np.iinfo(np.int32).min
    return first.astype("datetime64[D]")


def shared_numbers(case: ListCase) -> Said | None:
    """Count calls of numbers that stand on several contacts."""
    several = case.outcome.n_right > 1
    n_calls = case.calls(several)
    if not n_calls:
        return None
    n_numbers = int((several & (case.weight > 0)).sum())
    text = (
        f"{subject(n_numbers, 'number', 'stand')} on several contacts: in "
        f"{calls_text(n_calls)} the user is asked to choose."
    )
    return Said(n_calls, text)


def region_does_not_fit(case: ListCase) -> Said | None:
    """Say that few cells are numbers of the region given."""
    warnings = case.situation.contacts.warnings
    if not warnings:
        return None
    return Said(None, f"{'; '.join(warnings)}. Check --region.")


def guessed_region(case: ListCase) -> Said | None:
    """Count cells that were read in the default region for want of a country."""
    contacts = case.situation.contacts
    if not contacts.n_guessed:
        return None
    text = (
        f"{subject(contacts.n_guessed, 'phone cell', 'were')} read as numbers of "
        f"{contacts.region}: nothing in or beside them names the country."
    )
    only = case.situation.stored.only_in(is_guessed(case.situation))
    n_calls = case.calls(only)
    if n_calls:
        text += f" {calls_text(n_calls, 'count')} as calls with contacts by this guess."
    return Said(None, text)


def rule_overridden(case: ListCase) -> Said | None:
    """Say that another search rule is assumed than the connector's."""
    situation = case.situation
    formats_set = bool(case.formats)
    rule, usual = situation.search_rule, case.record.rule(formats_set=formats_set)
    if rule is None or rule == usual:
        return None
    text = (
        f"All figures assume that the CRM searches by the rule '{rule}', where "
        f"{case.record.title}'s connector assumes '{usual}'. `getcontact probe` finds "
        f"out."
    )
    return Said(None, text)


def wire_form_decoded(case: ListCase) -> Said | None:
    """Say that the CRM is assumed to decode the URL as a form."""
    if case.situation.wire == AS_BUILT:
        return None
    if not case.record.pasted:
        text = f"{case.record.title} is sent its terms escaped: nothing changes."
        return Said(None, text)
    text = (
        f"All figures assume that {case.record.title} reads a + in the address as a "
        f"space, and stops reading at # and &."
    )
    return Said(None, text)


Check = Callable[[ListCase], Said | None]

CONNECTOR_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "stale-metadata": stale_metadata,
        "column-not-searched": column_not_searched,
        "blank-finds-blank": blanks_found,
        "rule-overridden": rule_overridden,
        "wire-form-decoded": wire_form_decoded,
    }
)
DATA_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "unknown-crm-text": unknown_text,
        "created-after-call": created_after_call,
        "shared-numbers": shared_numbers,
        "region-does-not-fit": region_does_not_fit,
        "guessed-region": guessed_region,
    }
)
