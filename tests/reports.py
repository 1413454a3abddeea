"""Recommendations for the tests of reporting, each worked out once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
CALL_HEADER = "Type,Direction,From,To,Extension,Date,Time,Action\n"
CONTACT_HEADER = "Id,Name,Phone\n"


@cache
def sample_exports() -> tuple[Calls, Contacts]:
    """Read the sample."""
    return read_calls(SAMPLE / "calls.csv"), read_contacts(SAMPLE / "contacts.csv")


@cache
def sample_recommendation(
    connector: str = "clio", *, current: str | None = None, max_formats: int = 3
) -> Recommendation:
    """Recommend for the sample."""
    calls, contacts = sample_exports()
    return recommend(
        calls, contacts, connector=connector, current=current, max_formats=max_formats
    )


def recommendation_of(
    folder: Path,
    numbers: list[str],
    contacts: list[tuple[str, str, str]],
    *,
    connector: str = "clio",
) -> Recommendation:
    """Recommend for calls from `numbers` and contacts of (id, name, phone)."""
    calls = folder / "calls.csv"
    rows = (
        f'Voice,Inbound,{number},+12025550100,"101 - Ann",08/{1 + i % 28:02d}/2026,'
        "9:00 AM,Phone Call\n"
        for i, number in enumerate(numbers)
    )
    calls.write_text(CALL_HEADER + "".join(rows), encoding="utf-8")
    people = folder / "contacts.csv"
    quoted = (
        ",".join('"' + cell.replace('"', '""') + '"' for cell in contact) + "\n"
        for contact in contacts
    )
    people.write_text(CONTACT_HEADER + "".join(quoted), encoding="utf-8")
    return recommend(read_calls(calls), read_contacts(people), connector=connector)
