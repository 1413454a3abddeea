"""The sample: an invented company's call log and contacts, the same bytes every time.

``python -m toolkit.exports.sample data/sample`` writes `calls.csv` and `contacts.csv`.
How they come about, from the bottom up: `sample_world` (numbers, places, names),
`sample_cells` (how phone cells are typed and damaged), `sample_contacts` (who has which
numbers), `sample_calls` (who calls when), this file (the two CSV files), and
`sample_truth` (what the toolkit must find in them).

>>> sample = plan_sample()
>>> len(sample.contacts), len(sample.events)
(1505, 5000)
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.exports.sample_calls import HEADER, Event, plan_calls
from toolkit.exports.sample_contacts import Contact, plan_contacts
from toolkit.exports.sample_world import Numbers

SEED = 5
SHARE_CALLING = 0.6  # of the numbers that contacts have
STRANGERS = {"+1": 420, "+44": 60}  # country code: numbers

# fmt: off
CONTACTS_HEADER = (
    "id", "first_name", "last_name", "company", "city", "country", "primary_phone",
    "mobile_phone", "created_date",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything planted: contacts in the order of the rows, events in that of time."""

    contacts: tuple[Contact, ...]
    events: tuple[Event, ...]


@cache
def plan_sample(seed: int = SEED) -> Sample:
    """Plan the sample; another seed gives another one of the same kind."""
    rng = random.Random(seed)
    numbers = Numbers.shuffled(rng)
    contacts = plan_contacts(rng, numbers)
    events = plan_calls(rng, _plan_callers(rng, contacts, numbers))
    return Sample(tuple(contacts), tuple(events))


def _plan_callers(
    rng: random.Random, contacts: Iterable[Contact], numbers: Numbers
) -> dict[str, list[str]]:
    cells = [cell for contact in contacts for cell in contact.cells]
    clients = list(dict.fromkeys(e164 for cell in cells for e164 in cell.numbers))
    rng.shuffle(clients)
    clients = clients[: int(SHARE_CALLING * len(clients))]
    strangers = ["+1" + national for national in numbers.us[: STRANGERS["+1"]]]
    strangers += ["+44" + national for national in numbers.gb[: STRANGERS["+44"]]]
    rng.shuffle(strangers)
    return {
        "client": clients,
        "client sms": clients,
        "stranger": strangers,
        "misfiled": ["+1" + national for national in numbers.misfiled],
        "fax": strangers,
    }


def write_sample(folder: Path) -> None:
    """Write calls.csv and contacts.csv into a folder; the same bytes every time."""
    sample = plan_sample()
    folder.mkdir(parents=True, exist_ok=True)
    calls = [row for event in sample.events for row in event.rows]
    _write_csv(folder / "calls.csv", HEADER, calls, encoding="utf-8-sig")
    contacts = [_contact_row(contact) for contact in sample.contacts]
    _write_csv(folder / "contacts.csv", CONTACTS_HEADER, contacts, encoding="utf-8")


def _write_csv(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    *,
    encoding: str,
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def _contact_row(contact: Contact) -> dict[str, str]:
    return {
        "id": contact.id,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "company": contact.company,
        "city": contact.city,
        "country": contact.country,
        "primary_phone": contact.primary.text,
        "mobile_phone": contact.mobile.text,
        "created_date": contact.created_at.isoformat(),
    }


if __name__ == "__main__":
    write_sample(Path(sys.argv[1] if sys.argv[1:] else "data/sample"))
