"""Advice: coded findings, measured on the user's own data, most damage first.

Everything that the recordings of the connectors show to go wrong is a check. A check
looks at one list of formats and says what it does to the calls, or nothing:

* `toolkit.analysis.advice_formats`: single formats,
* `toolkit.analysis.advice_lists`: the list as a whole,
* `toolkit.analysis.advice_data`: what no list can help, of the connector or the data,
* `toolkit.analysis.advice_settings`: the setting in use beside the recommended one.

`audit` checks any list; `advise` the recommended one, the one in use and all the rest.

=========================  ======================================================
code                       what is said
=========================  ======================================================
leave-empty                nothing set recognises at least as much as the list
below-best                 the setting in use recognises less than could be
users-served-badly         some users' own lists do
segment-fails              one list does not serve all (of `Recommendation.segments`)
formats-ignored            the connector does not look at formats
more-than-three            the settings page has three fields
truncated                  fewer places than digits: a beginning is searched
leftover                   more places than digits: placeholders stay in the term
literal-digits-everywhere  digits of the format that do not belong to the caller
foreign-collision          a caller becomes a contact of another country
space-after-comma          a space is searched for
stray-space                a space, tab or line end is searched for
empty-segment              nothing is searched for
no-placeholder             the same text for every caller
literal-text               somebody's note
duplicate-term             the same text twice
contact-twice              the same contact twice
breaks-query               a character that breaks the query
url-characters             a character that changes the URL
never-matches              finds nobody who called
adds-nothing               finds nobody whom other terms do not
false-matches              only contacts are shown who do not have the number
short-number               a short number is found inside longer ones
e164-not-searched          the connector never asks for the whole number
plus-decoded-as-space      what is lost if the CRM reads a plus as a space
cached-answers             answers that new formats do not change
stale-metadata             numbers that the connector's library does not know
column-not-searched        numbers only where the connector does not look
blank-finds-blank          contacts without a phone are shown
rule-overridden            another search rule is assumed
wire-form-decoded          a form-decoding CRM is assumed
unknown-crm-text           cells destroyed on export
created-after-call         calls before the contact was created
shared-numbers             numbers on several contacts
region-does-not-fit        few cells are numbers of the region
guessed-region             cells read as numbers of the region for want of better
=========================  ======================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from toolkit.analysis.advice_data import CONNECTOR_CHECKS, DATA_CHECKS
from toolkit.analysis.advice_formats import format_checks
from toolkit.analysis.advice_lists import LIST_CHECKS, ListCheck
from toolkit.analysis.advice_numbers import BY_NUMBER
from toolkit.analysis.advice_settings import SETTING_CHECKS, Settings
from toolkit.analysis.findings import (
    CONNECTOR,
    CURRENT,
    DATA,
    IN_USE,
    LIST,
    RECOMMENDED,
    Finding,
    most_damage_first,
)
from toolkit.analysis.list_case import ListCase
from toolkit.analysis.situation import Situation

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

__all__ = ["Finding", "advise", "audit"]


def audit(
    situation: Situation,
    formats: str | Iterable[str],
    *,
    about: str = LIST,
    false_match_cost: float = 3,
) -> tuple[Finding, ...]:
    """Find what goes wrong with a list of formats, most damage first.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    formats
        Comma text or list, as it is entered.
    about
        Whose list it is: ``list``, ``current`` or ``recommended``.
    false_match_cost
        Correct calls that one false call outweighs.
    """
    case = ListCase(situation, formats, about=about, false_match_cost=false_match_cost)
    return most_damage_first(_about_list(case))


def advise(recommendation: Recommendation) -> tuple[Finding, ...]:
    """Collect the findings about a recommendation, most damage first."""
    options = recommendation.options
    situation, cost = recommendation.situation, options.false_match_cost
    best = ListCase(
        situation,
        recommendation.entered_formats,
        about=RECOMMENDED,
        false_match_cost=cost,
    )
    found = [*_about_list(best)]
    if options.current is not None:
        current = ListCase(
            situation, options.current, about=CURRENT, false_match_cost=cost
        )
        found += _about_list(current)
    for about, checks in ((CONNECTOR, CONNECTOR_CHECKS), (DATA, DATA_CHECKS)):
        found += _said(best, checks, about)
    settings = Settings(recommendation, best)
    for code, check in SETTING_CHECKS.items():
        said = check(settings)
        if said:
            found.append(Finding(code, said.text, said.calls, about=said.about))
    served = recommendation.users_served
    if served is not None and served.finding is not None:
        found.append(served.finding)
    return most_damage_first(found)


def _about_list(case: ListCase) -> Iterator[Finding]:
    """Check the list as a whole, then each of its formats."""
    yield from _said(case, LIST_CHECKS, case.about)
    if not case.record.uses_formats:
        return
    for place, format in enumerate(case.formats):
        for code, said in format_checks(case, place).items():
            # The recommended list was chosen with these numbers in view.
            if case.about == RECOMMENDED and code in BY_NUMBER and not said.calls:
                continue
            text = _named(case.about, said.text)
            yield Finding(code, text, said.calls, format, case.about)


def _said(
    case: ListCase, checks: Mapping[str, ListCheck], about: str
) -> Iterator[Finding]:
    for code, check in checks.items():
        said = check(case)
        if said:
            yield Finding(code, _named(about, said.text), said.calls, about=about)


def _named(about: str, text: str) -> str:
    """Say in the text itself that it is about the setting in use."""
    return IN_USE + text if about == CURRENT else text
