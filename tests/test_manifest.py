"""The manifest says what is needed to repeat a run, and nothing private."""

from __future__ import annotations

import re

import pytest
from reports import sample_recommendation

from toolkit.reporting.manifest import build_manifest, written_at
from toolkit.reporting.settings import to_json


def test_options_are_what_the_recommendation_depends_on() -> None:
    recommendation = sample_recommendation(current="###-###-####", max_formats=5)
    options = build_manifest(recommendation, (), options={"xlsx": True})["options"]
    assert options["connector"] == "clio"
    assert options["max_formats"] == 5
    assert options["current"] == ["###-###-####"]
    assert options["xlsx"] is True


def test_versions_are_named() -> None:
    versions = build_manifest(sample_recommendation(), ())["versions"]
    assert {"toolkit", "connectors", "python", "phonenumbers", "pandas"} <= set(
        versions
    )
    assert all(re.search("[0-9]", each) for each in versions.values())


def test_inputs_show_how_they_were_read() -> None:
    calls, contacts = build_manifest(sample_recommendation(), ())["inputs"]
    assert calls["role"] == "calls"
    assert calls["encoding"] == "utf-8-sig"
    assert contacts["columns"]["primary_phone"] == "phone"
    assert calls["ledger"]["rows"] == 5768


def test_no_folder_is_named() -> None:
    text = to_json(build_manifest(sample_recommendation(), ())).decode()
    assert (
        str(sample_recommendation().situation.calls.sources[0].path.parent) not in text
    )


def test_time_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert written_at().isoformat() == "1970-01-01T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert written_at().year >= 2026
