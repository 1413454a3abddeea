"""The README's table of connectors on the sample: reach, requests, advice.

    python tests/connector_table.py

prints it; `test_connector_table.py` compares it with what stands between the markers.
"""

from __future__ import annotations

from pathlib import Path

from toolkit.analysis.findings import DATA
from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.wording import percent
from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.matching.connectors import CONNECTORS

START, END = "<!-- connectors -->", "<!-- /connectors -->"
ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample"
HEADER = (
    "connector", "reach without formats", "with the best three",
    "requests per lookup", "advice",
)  # fmt: skip


def read_sample() -> tuple[Calls, Contacts]:
    return read_calls(SAMPLE / "calls.csv"), read_contacts(SAMPLE / "contacts.csv")


def connector_row(rec: Recommendation) -> list[str]:
    """Give the cells of one connector."""
    three = rec.counts(rec.entered(rec.best_formats))
    uses_formats = rec.situation.record.uses_formats
    requests = [rec.baseline.requests_per_lookup, three.requests_per_lookup]
    shown = [f"{each:.1f}" for each in requests if each is not None]
    codes = dict.fromkeys(f.code for f in rec.advice if f.about != DATA)
    return [
        f"`{rec.situation.record.name}`",
        percent(rec.baseline.reach),
        percent(three.reach) if uses_formats else "–",
        " → ".join(shown) if uses_formats else shown[0],
        ", ".join(f"`{code}`" for code in codes) or "–",
    ]


def connector_table() -> str:
    """Write the table, and the advice that all connectors share."""
    calls, contacts = read_sample()
    made = [recommend(calls, contacts, connector=name) for name in CONNECTORS]
    rows = [list(HEADER), ["---", "--:", "--:", "--:", "---"]]
    rows += [connector_row(rec) for rec in made]
    about_data = dict.fromkeys(f.code for f in made[0].advice if f.about == DATA)
    shared = ", ".join(f"`{code}`" for code in about_data)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", f"Of the data, whatever the connector: {shared}."])


def written_in(readme: str) -> str | None:
    """Give what stands between the markers of a README; None without markers."""
    if START not in readme:
        return None
    return readme.partition(START)[2].partition(END)[0].strip()


if __name__ == "__main__":
    print(f"{START}\n{connector_table()}\n{END}")
