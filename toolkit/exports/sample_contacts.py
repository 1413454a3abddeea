"""The sample's contacts: who they are, and which numbers they have.

Most are Americans, some Londoners, and a few are Americans filed under the wrong
country: searching for their cell's text finds them, but read as British it is no
number, so whoever calls from it is named wrongly. Some numbers are on several contacts,
and some ids stand in two rows.

>>> rng = random.Random(1)
>>> contacts = plan_contacts(rng, Numbers.shuffled(rng))
>>> len(contacts), len({contact.id for contact in contacts})
(1505, 1500)
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.exports.sample_cells import (
    DAMAGES,
    GB_FORMATS,
    MISFILED_FORMATS,
    NO_CELL,
    Cell,
    plan_cell,
)
from toolkit.exports.sample_world import (
    AREA_CODES,
    FIRST_DAY,
    FIRST_NAMES,
    LAST_DAY,
    LAST_NAMES,
    STREETS,
    TRADES,
    Numbers,
    pick,
)

AMERICANS = 1_450
LONDONERS = 44
REPEATED_IDS = 5  # rows that repeat an id, with a further number of that person
SHARE_WITH_MOBILE = 0.18  # Americans with a second phone cell
SHARE_SAME_MOBILE = 0.20  # of those: the main number again, typed in another way
SHARE_SHARED = 0.04  # Americans reached on a number that an earlier contact has
SHARE_NEW = 0.03  # contacts created in the weeks of the call log
OLDEST = date(2021, 1, 4)  # first day on which a contact was created

COUNTRIES = {"United States": 80, "USA": 12, "US": 3, "": 5}  # spelling: in a hundred


@dataclass(frozen=True, slots=True)
class Contact:
    """One row of contacts.csv: an invented person with a main and a mobile cell."""

    id: str
    first_name: str
    last_name: str
    company: str
    city: str
    country: str
    created_at: date
    primary: Cell
    mobile: Cell = NO_CELL

    @property
    def cells(self) -> tuple[Cell, Cell]:
        """Both phone cells, the main one first."""
        return self.primary, self.mobile


def plan_contacts(rng: random.Random, numbers: Numbers) -> list[Contact]:
    """Invent all contacts; the numbers they get are taken from `numbers`."""
    contacts = _plan_americans(rng, numbers)
    contacts += [_plan_londoner(rng, numbers.gb.pop()) for _ in range(LONDONERS)]
    contacts += [_plan_misfiled(rng, national) for national in numbers.misfiled]
    rng.shuffle(contacts)
    contacts = [
        replace(contact, id=str(20_410_000 + 7 * row))
        for row, contact in enumerate(contacts, start=1)
    ]
    return contacts + _plan_repeats(rng, contacts, numbers)


def _plan_americans(rng: random.Random, numbers: Numbers) -> list[Contact]:
    contacts: list[Contact] = []
    given: list[str] = []
    for _ in range(AMERICANS):
        is_shared = bool(given) and rng.random() < SHARE_SHARED
        national = rng.choice(given) if is_shared else numbers.us.pop()
        given.append(national)
        primary = plan_cell(rng, national, damages=DAMAGES, spare=numbers.us)
        mobile = _plan_mobile(rng, national, numbers.us)
        country = pick(rng, COUNTRIES)
        contacts.append(_plan_person(rng, _city(national), country, primary, mobile))
    return contacts


def _plan_mobile(rng: random.Random, national: str, spare: list[str]) -> Cell:
    if rng.random() >= SHARE_WITH_MOBILE:
        return NO_CELL
    is_same = rng.random() < SHARE_SAME_MOBILE
    number = national if is_same else spare.pop()
    return plan_cell(rng, number, damages=DAMAGES, spare=spare)


def _plan_londoner(rng: random.Random, national: str) -> Contact:
    cell = plan_cell(rng, national, code="+44", formats=GB_FORMATS)
    return _plan_person(rng, "London", "United Kingdom", cell)


def _plan_misfiled(rng: random.Random, national: str) -> Contact:
    cell = replace(plan_cell(rng, national, formats=MISFILED_FORMATS), numbers=())
    return _plan_person(rng, _city(national), "United Kingdom", cell)


def _plan_repeats(
    rng: random.Random, contacts: Sequence[Contact], numbers: Numbers
) -> list[Contact]:
    again = [one for one in contacts if one.country != "United Kingdom"]
    return [
        replace(rng.choice(again), primary=plan_cell(rng, numbers.us.pop()))
        for _ in range(REPEATED_IDS)
    ]


def _city(national: str) -> str:
    return AREA_CODES[national[:3]]


def _plan_person(
    rng: random.Random,
    city: str,
    country: str,
    primary: Cell,
    mobile: Cell = NO_CELL,
) -> Contact:
    company = rng.choice((f"{rng.choice(STREETS)} {rng.choice(TRADES)}", ""))
    is_new = rng.random() < SHARE_NEW
    since, until = (FIRST_DAY, LAST_DAY) if is_new else (OLDEST, FIRST_DAY)
    return Contact(
        id="",
        first_name=rng.choice(FIRST_NAMES),
        last_name=rng.choice(LAST_NAMES),
        company=company,
        city=city,
        country=country,
        created_at=since + timedelta(days=rng.randrange((until - since).days)),
        primary=primary,
        mobile=mobile,
    )
