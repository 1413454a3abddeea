"""The files of a recommendation: which, whose, and what they hold."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from reports import SAMPLE, recommendation_of, sample_recommendation

from toolkit.errors import OutputError, TableError
from toolkit.reporting.output_checks import describe_file
from toolkit.reporting.report import write_report
from toolkit.reporting.settings import customizable_text, user_settings
from toolkit.reporting.tables import read_table

PUBLIC = {
    "report.html",
    "settings.json",
    "recommendation.json",
    "formats.csv",
    "ledger.csv",
    "set_aside.csv",
    "manifest.json",
}
PRIVATE = {
    "segments.csv",
    "contacts_to_fix.csv",
    "contacts_to_import.csv",
    "contacts_to_import.before.csv",
    "shared_numbers.csv",
    "unknown_callers.csv",
    "numbers_to_refresh.csv",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("files") / "report"
    return {path.name: path for path in write_report(sample_recommendation(), out)}


def test_the_set_is_complete(written: dict[str, Path]) -> None:
    assert set(written) == PUBLIC | PRIVATE
    assert list(written)[0] == "report.html"
    assert list(written)[-1] == "manifest.json"


def test_files_with_contact_data_are_private(written: dict[str, Path]) -> None:
    modes = {name: path.stat().st_mode & 0o777 for name, path in written.items()}
    assert {name for name, mode in modes.items() if mode == 0o600} == PRIVATE


def test_manifest_describes_inputs_and_outputs(written: dict[str, Path]) -> None:
    manifest = json.loads(written["manifest.json"].read_text())
    assert manifest["decision"] == "set"
    assert [each["name"] for each in manifest["inputs"]] == [
        "calls.csv",
        "contacts.csv",
    ]
    calls = describe_file(SAMPLE / "calls.csv")
    assert manifest["inputs"][0]["sha256"] == calls["sha256"]
    outputs = {each["name"]: each for each in manifest["outputs"]}
    assert set(outputs) == set(written) - {"manifest.json"}
    for name, each in outputs.items():
        assert describe_file(written[name]) == each


def test_settings_hold_the_list_as_entered(written: dict[str, Path]) -> None:
    assert json.loads(written["settings.json"].read_text()) == user_settings(
        ["(***) ***-****", "***-***-****", "***.***.****"]
    )


def test_ledger_closes(written: dict[str, Path]) -> None:
    ledger = read_table(written["ledger.csv"])
    rows = ledger["rows"].astype(int).groupby(ledger["input"]).sum()
    assert rows.to_dict() == {"calls": 5768, "contacts": 1505}
    aside = read_table(written["set_aside.csv"])
    by_reason = aside.groupby(["input", "reason"]).size()
    listed = ledger[ledger["outcome"] == "set aside"].set_index(["input", "reason"])
    assert by_reason.to_dict() == listed["rows"].astype(int).to_dict()


def test_formats_begin_with_the_list(written: dict[str, Path]) -> None:
    formats = read_table(written["formats.csv"])
    assert formats["format"].head(3).tolist() == list(sample_recommendation().formats)
    assert formats["place"].head(4).tolist() == ["1", "2", "3", ""]
    per_format = sample_recommendation().per_format
    assert formats["calls"].head(3).astype(int).tolist() == per_format["calls"].tolist()
    assert formats["format"].is_unique


def test_fixes_come_back_without_guards(written: dict[str, Path]) -> None:
    raw = written["contacts_to_fix.csv"].read_text(encoding="utf-8")
    assert ",\"'+1" in raw
    fixes = read_table(written["contacts_to_fix.csv"])
    found = sample_recommendation().fixes
    table = pd.concat([found.table, found.unreadable])
    assert len(found.unreadable)
    for column in ("id", "proposed", "current"):
        assert fixes[column].tolist() == table[column].fillna("").tolist()


def test_imports_hold_cells_as_they_are(written: dict[str, Path]) -> None:
    raw = written["contacts_to_import.csv"].read_text(encoding="utf-8")
    assert '"+1' in raw
    assert "\"'" not in raw
    before = written["contacts_to_import.before.csv"].read_text(encoding="utf-8")
    assert raw.count("\n") == before.count("\n")


def test_leaving_empty_empties_all_fields(tmp_path: Path) -> None:
    files = write_report(sample_recommendation("netsuite"), tmp_path / "report")
    settings = next(path for path in files if path.name == "settings.json")
    assert json.loads(settings.read_text()) == user_settings([])


def test_account_settings_are_merged_and_can_be_rolled_back(tmp_path: Path) -> None:
    present = {"autoLogCall": {"customizable": True, "value": True}}
    given = tmp_path / "current.json"
    given.write_text(json.dumps({"id": "x", "userSettings": present}))
    out = tmp_path / "report"
    write_report(sample_recommendation(), out, settings=given)
    account = json.loads((out / "account-settings.json").read_text())
    merged = account["adminSettings"]["userSettings"]
    assert merged["autoLogCall"] == present["autoLogCall"]
    assert merged["overridingPhoneNumberFormat2"]["value"] == "***-***-****"
    before = json.loads((out / "settings.before.json").read_text())
    assert before == {"adminSettings": {"userSettings": present}}
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "so the file holds the present ones too (1 other setting)" in page
    assert customizable_text(account).replace("'", "&#39;") in page


def test_unusable_settings_write_nothing(tmp_path: Path) -> None:
    given = tmp_path / "current.json"
    given.write_text("{}")
    with pytest.raises(TableError, match="JSON without 'userSettings'"):
        write_report(sample_recommendation(), tmp_path / "report", settings=given)
    assert not (tmp_path / "report").exists()


def test_inputs_are_never_overwritten(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path, ["+12125550101"], [("1", "Ann", "212-555-0101")]
    )
    source = recommendation.situation.calls.sources[0]
    source.path.rename(tmp_path / "ledger.csv")
    object.__setattr__(source, "path", tmp_path / "ledger.csv")
    before = (tmp_path / "ledger.csv").read_bytes()
    with pytest.raises(OutputError, match="is an input"):
        write_report(recommendation, tmp_path, overwrite=True)
    assert (tmp_path / "ledger.csv").read_bytes() == before


def test_workbook_is_written_when_asked_for(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write_report(sample_recommendation(), tmp_path / "report", xlsx=True)
    path = tmp_path / "report" / "contacts_to_fix.xlsx"
    assert path.stat().st_mode & 0o777 == 0o600
    sheet = openpyxl.load_workbook(path)["contacts_to_fix"]
    first = sample_recommendation().fixes.table["proposed"].iloc[0]
    assert sheet["E2"].value == first


def test_report_with_contacts_is_private(tmp_path: Path) -> None:
    [page, *_] = write_report(
        sample_recommendation(), tmp_path / "report", with_contacts=True
    )
    assert page.stat().st_mode & 0o777 == 0o600


def test_same_inputs_give_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    first = write_report(sample_recommendation(), tmp_path / "a")
    again = write_report(sample_recommendation(), tmp_path / "b")
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
