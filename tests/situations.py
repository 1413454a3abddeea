"""Small situations for tests: a call log and contacts, made from a seed."""

from __future__ import annotations

import random
from pathlib import Path

from small_exports import read_pair

from toolkit.crm.memory import MemoryCrm
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.matching.contacts import Contact
from toolkit.matching.formats import render

COLUMNS = ("Phone", "Mobile Phone", "Home Phone", "Office Phone", "Alt. Phone")
STYLES = (
    "(###) ###-####", "###-###-####", "###.###.####", "##########",
    "+1 ###-###-####", "1##########", "+1##########", "###-###-#### x5",
    "###-###-#### (cell)",
)  # fmt: skip
FORMATS = (
    "(###) ###-####", "###-###-####", "##########", "+1##########", "###",
    " (###) ###-####", "+1 ###-###-####", "", "(***) ***-****", "'###'",
)  # fmt: skip


def fiction(rng: random.Random) -> str:
    """Give a national number of North America that is set aside for fiction."""
    return f"{rng.choice(('212', '415', '303'))}55501{rng.randint(0, 99):02}"


def made_pair(
    seed: int, folder: Path, *, n_calls: int = 40, n_contacts: int = 10
) -> tuple[Calls, Contacts]:
    """Give calls, and contacts with phones in many styles, some of them shared."""
    rng = random.Random(seed)
    known = [fiction(rng) for _ in range(12)]
    london = [f"20794601{rng.randint(0, 99):02}" for _ in range(2)]
    rows = [
        [_cell(rng, known, london) for _ in COLUMNS[: rng.randint(1, len(COLUMNS))]]
        for _ in range(n_contacts)
    ]
    rows = [row + [""] * (len(COLUMNS) - len(row)) for row in rows]
    callers = [f"+1{number}" for number in [*known, fiction(rng), fiction(rng)]]
    callers += [f"+44{number}" for number in london]
    calls = [rng.choice(callers) for _ in range(n_calls)]
    return read_pair(folder, calls, rows, COLUMNS)


def _cell(rng: random.Random, known: list[str], london: list[str]) -> str:
    kind = rng.random()
    if kind < 0.05:
        return rng.choice(["N/A", "555-0100", "1.65055E+10", "12025550123.0"])
    if kind < 0.15:
        return "+44 " + rng.choice(london)
    if kind < 0.25:
        return " / ".join(render("###-###-####", n) for n in rng.sample(known, 2))
    return render(rng.choice(STYLES), rng.choice(known))


def made_formats(seed: int) -> list[str]:
    """Give up to four formats, odd ones among them."""
    rng = random.Random(seed)
    return rng.choices(FORMATS, k=rng.randint(0, 4))


def crm_of(contacts: Contacts) -> MemoryCrm:
    """Give the contacts as a CRM that can be searched one term at a time."""
    phones: dict[int, list[tuple[str, str]]] = {}
    cells = contacts.cells[contacts.cells["text"].notna()]
    for contact, role, text in zip(
        cells["contact"], cells["role"], cells["text"], strict=True
    ):
        phones.setdefault(contact, []).append((role, text))
    return MemoryCrm(
        [
            Contact(id, phones=tuple(phones.get(place, ())))
            for place, id in enumerate(contacts.contacts["id"])
        ]
    )
