"""Every figure behind a report stands in one document, and names nobody."""

from __future__ import annotations

import json

from reports import sample_exports, sample_recommendation

from toolkit.analysis.details import DETAILS, details_of
from toolkit.analysis.measures import measure


def test_the_document_is_json_and_holds_what_is_printed() -> None:
    recommendation = sample_recommendation()
    details = details_of(recommendation)
    assert json.loads(json.dumps(details, allow_nan=False)) == details
    assert details.items() >= recommendation.to_dict().items()
    assert set(details) == set(recommendation.to_dict()) | set(DETAILS)


def test_every_list_in_it_is_measured_again_with_the_same_figures() -> None:
    calls, contacts = sample_exports()
    details = details_of(sample_recommendation())
    for row in details["alternatives"]:
        if row["alternative"].startswith("cleaned-up"):
            continue  # measured on other contacts
        measured = measure(calls, contacts, row["formats"], connector="clio")
        assert row.items() >= measured.counts.to_dict().items(), row["alternative"]
    for row in details["frontier"]:
        counts = measure(calls, contacts, row["formats"], connector="clio").counts
        assert row["correct_calls"] == counts.correct_calls
        assert (row["false_calls"], row["reach"]) == (counts.false_calls, counts.reach)
    for row in details["costs"]["lists"]:
        counts = measure(calls, contacts, row["formats"], connector="clio").counts
        assert row["requests_per_lookup"] == counts.requests_per_lookup


def test_users_are_counted_only() -> None:
    said = json.dumps(details_of(sample_recommendation()))
    users = sample_exports()[0].users
    assert users
    assert not any(user in said for user in users)
