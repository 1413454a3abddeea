"""Changes to the data change the results exactly as they must, and nothing else."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.calls import read_calls
from toolkit.exports.contacts import read_contacts

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
CONNECTORS = ("getcontact", "clio", "insightly", "netsuite", "vinsolutions")
FIGURES = ("known_calls", "matched_calls", "correct_calls", "false_calls")

Rows = list[dict[str, str]]


def read(path: Path) -> tuple[list[str], Rows]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        return list(reader.fieldnames or ()), rows


def write(path: Path, header: list[str], rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def sample() -> tuple[list[str], Rows, list[str], Rows]:
    return (*read(SAMPLE / "calls.csv"), *read(SAMPLE / "contacts.csv"))


def run(
    calls: Path | list[Path], contacts: Path, connector: str, **options: Any
) -> Recommendation:
    return recommend(
        read_calls(calls, columns=options.pop("call_columns", None)),
        read_contacts(contacts, columns=options.pop("contact_columns", None)),
        connector=connector,
        **options,
    )


def figures(rec: Recommendation) -> dict[str, Any]:
    recommended = rec.recommended.to_dict()
    return {
        "decision": rec.decision,
        "formats": rec.formats,
        **{name: recommended[name] for name in (*FIGURES, "reach", "precision")},
        "frontier": [(row.formats, row.correct_calls) for row in rec.frontier],
    }


@pytest.fixture(scope="module", params=CONNECTORS)
def original(request: pytest.FixtureRequest) -> Recommendation:
    return run(SAMPLE / "calls.csv", SAMPLE / "contacts.csv", request.param)


def parents_with_legs(rows: Rows) -> list[Rows]:
    groups: list[Rows] = []
    for row in rows:
        if row["Type"]:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def test_shuffled_rows_change_nothing(
    original: Recommendation, sample: Any, tmp_path: Path
) -> None:
    call_header, calls, contact_header, contacts = sample
    rng = random.Random(1)
    groups = parents_with_legs(calls)
    rng.shuffle(groups)
    contacts = rng.sample(contacts, len(contacts))
    rec = run(
        write(tmp_path / "calls.csv", call_header, [row for g in groups for row in g]),
        write(tmp_path / "contacts.csv", contact_header, contacts),
        original.situation.record.name,
    )
    assert figures(rec) == figures(original)


def test_a_log_split_into_files_is_the_same_log(
    original: Recommendation, sample: Any, tmp_path: Path
) -> None:
    header, calls, _, _ = sample
    groups = parents_with_legs(calls)
    parts = [groups[: len(groups) // 2], groups[len(groups) // 2 :]]
    paths = [
        write(tmp_path / f"calls{i}.csv", header, [row for g in part for row in g])
        for i, part in enumerate(parts)
    ]
    rec = run(paths, SAMPLE / "contacts.csv", original.situation.record.name)
    assert rec.situation.calls.ledger.rows == original.situation.calls.ledger.rows
    assert figures(rec)["formats"] == figures(original)["formats"]
    # Rows that stand in both files are dropped once; nothing else may be.
    dropped = original.situation.calls.ledger.used - rec.situation.calls.ledger.used
    repeated = rec.situation.calls.ledger.set_aside.get("repeated in another file", 0)
    assert dropped <= repeated


def test_a_duplicated_call_doubles_every_count(
    original: Recommendation, sample: Any, tmp_path: Path
) -> None:
    header, calls, _, _ = sample
    twice = [row for g in parents_with_legs(calls) for row in (*g, *g)]
    rec = run(
        write(tmp_path / "calls.csv", header, twice),
        SAMPLE / "contacts.csv",
        original.situation.record.name,
        min_gain=2,
    )
    for name in FIGURES:
        once = original.recommended.to_dict()[name]
        assert rec.recommended.to_dict()[name] == 2 * once
    assert rec.formats == original.formats
    assert rec.recommended.reach == original.recommended.reach


def test_strangers_change_only_the_match_rate(
    original: Recommendation, sample: Any, tmp_path: Path
) -> None:
    header, calls, _, _ = sample
    known = {row["From"] for row in calls}
    template = next(row for row in calls if row["Direction"] == "Inbound")
    # Newfoundland's fictional numbers are on no contact of the sample.
    strangers = [
        {**template, "From": f"+170955501{i:02}"}
        for i in range(100)
        if f"+170955501{i:02}" not in known
    ]
    rec = run(
        write(tmp_path / "calls.csv", header, [*calls, *strangers]),
        SAMPLE / "contacts.csv",
        original.situation.record.name,
    )
    assert rec.recommended.calls == original.recommended.calls + len(strangers)
    assert figures(rec) == figures(original)
    assert (rec.recommended.match_rate or 0) <= (original.recommended.match_rate or 0)


def test_renamed_columns_change_nothing(
    original: Recommendation, sample: Any, tmp_path: Path
) -> None:
    _, _, header, contacts = sample
    renamed = {name: f"Spalte {i}" for i, name in enumerate(header)}
    rows = [{renamed[name]: cell for name, cell in row.items()} for row in contacts]
    path = write(tmp_path / "contacts.csv", list(renamed.values()), rows)
    columns = _roles_of(original, renamed)
    rec = run(
        SAMPLE / "calls.csv",
        path,
        original.situation.record.name,
        contact_columns=columns,
    )
    assert figures(rec) == figures(original)


def _roles_of(
    original: Recommendation, renamed: dict[str, str]
) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    cells = original.situation.contacts.cells
    pairs = cells[["column", "role"]].drop_duplicates()
    for column, role in zip(pairs["column"], pairs["role"], strict=True):
        roles.setdefault(str(role), []).append(renamed[str(column)])
    found = original.situation.contacts.sources[0].columns
    for header, role in found.items():
        if role in ("id", "country") and header in renamed:
            roles.setdefault(str(role), []).append(renamed[header])
    return roles


def test_contacts_in_e164_are_found_without_formats(
    sample: Any, tmp_path: Path
) -> None:
    calls = read_calls(SAMPLE / "calls.csv")
    contacts = read_contacts(SAMPLE / "contacts.csv")
    rows: Rows = []
    e164 = contacts.numbers.e164().to_pylist()
    owners = contacts.contacts["id"].to_numpy()[contacts.number_cells["contact"]]
    for owner, number in zip(owners, e164, strict=True):
        rows.append({"Id": owner, "Phone": number})
    path = write(tmp_path / "contacts.csv", ["Id", "Phone"], rows)
    rec = recommend(calls, read_contacts(path), connector="clio")
    assert rec.decision == "leave-empty"
    assert rec.baseline.reach == 1.0


def test_equal_formats_can_be_swapped(original: Recommendation) -> None:
    formats = original.best_formats
    stars = tuple(format.replace("#", "*") for format in formats)
    assert original.counts(stars) == original.counts(formats)
    if not original.situation.record.stop_at_first:
        assert original.counts(formats[::-1]) == original.counts(formats)


@pytest.mark.parametrize("check", ["ledger", "features", "frontier", "per_format"])
def test_counts_add_up(original: Recommendation, check: str) -> None:
    CHECKS[check](original)


def _ledgers(rec: Recommendation) -> None:
    for part in (rec.situation.calls, rec.situation.contacts):
        ledger = part.ledger
        assert ledger.rows == ledger.used + sum(ledger.set_aside.values())


def _features(rec: Recommendation) -> None:
    situation = rec.situation
    logging = situation.feature_weight("call_logging")
    sms = situation.feature_weight("sms_logging")
    assert (logging + sms == situation.weight).all()
    assert (situation.feature_weight("call_pop") <= logging).all()


def _frontier(rec: Recommendation) -> None:
    scores = [row.score for row in rec.frontier[1:] if row.score is not None]
    reached = [row.reach for row in rec.frontier if row.reach is not None]
    assert all(0 <= reach <= 1 for reach in reached)
    assert not scores or max(scores) >= scores[0]


def _per_format(rec: Recommendation) -> None:
    table = rec.per_format
    if rec.situation.record.stop_at_first or table.empty:
        return
    base = rec.situation.outcome((), formats_set=True)
    before = base.counts(rec.situation.weight).correct_calls
    formats_last = rec.situation.record.terms_set[-1] == "formats"
    if formats_last:
        assert before + table["new_calls"].sum() == rec.recommended.correct_calls


CHECKS: dict[str, Callable[[Recommendation], None]] = {
    "ledger": _ledgers,
    "features": _features,
    "frontier": _frontier,
    "per_format": _per_format,
}
