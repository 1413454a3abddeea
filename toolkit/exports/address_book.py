"""Exported contacts as a CRM: what `get_contact` searches offline.

>>> import pandas as pd
>>> contacts = pd.DataFrame({"id": ["c1"], "name": ["Ada"]})
>>> cells = pd.DataFrame({"contact": [0, 0], "role": ["phone", "mobile"],
...                       "text": ["415-555-0100", None]})
>>> address_book(contacts, cells, region="US")
<MemoryCrm with 1 contacts>
"""

from __future__ import annotations

import pandas as pd

from toolkit.crm.memory import MemoryCrm
from toolkit.matching.contacts import Contact


def address_book(
    contacts: pd.DataFrame, cells: pd.DataFrame, *, region: str
) -> MemoryCrm:
    """Give the contacts with the phones whose CRM text is known.

    Parameters
    ----------
    contacts, cells
        As in `toolkit.exports.contacts.Contacts`.
    region
        Where the search rule ``normalised`` reads numbers written nationally.
    """
    known = cells[cells["text"].notna()]
    phones: dict[int, list[tuple[str, str]]] = {}
    rows = zip(
        known["contact"].tolist(),
        known["role"].astype(str).tolist(),
        known["text"].tolist(),
        strict=True,
    )
    for contact, role, text in rows:
        phones.setdefault(contact, []).append((role, text))
    people = zip(contacts["id"].tolist(), contacts["name"].tolist(), strict=True)
    return MemoryCrm(
        (
            Contact(each, name, tuple(phones.get(place, ())))
            for place, (each, name) in enumerate(people)
        ),
        region=region,
    )
