"""The command line: exit status, one clear line, nothing written on a mistake."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.cli.commands import COMMANDS

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
CALLS, CONTACTS = str(SAMPLE / "calls.csv"), str(SAMPLE / "contacts.csv")
CONTRACT = {
    "decision", "connector", "region", "formats", "overriding_format", "baseline",
    "recommended", "per_format", "frontier", "optimal", "proof", "holdout", "advice",
    "ledger",
}  # fmt: skip
FIGURES = {
    "calls", "known_calls", "matched_calls", "correct_calls", "false_calls",
    "ambiguous_calls", "match_rate", "reach", "precision", "requests_per_lookup",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_recommend_json_keeps_the_contract(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["recommend", CALLS, CONTACTS, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert set(result) >= CONTRACT
    assert set(result["baseline"]) >= FIGURES
    assert set(result["recommended"]) >= FIGURES
    assert {"reach", "interval", "same_list_share"} <= set(result["holdout"])
    assert [row["size"] for row in result["frontier"]] == list(range(7))
    for name, path in (("calls", CALLS), ("contacts", CONTACTS)):
        ledger = result["ledger"][name]
        assert ledger["rows"] == ledger["used"] + sum(ledger["set_aside"].values())
        lines = Path(path).read_bytes().count(b"\n") - 1
        assert ledger["rows"] == lines
    assert list(tmp_path.iterdir()) == []


def test_recommend_writes_the_whole_set(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["recommend", CALLS, CONTACTS, "--quiet"]) == 0
    assert "Set these 3 formats" in capsys.readouterr().out
    names = {path.name for path in (tmp_path / "getcontact-report").iterdir()}
    assert names >= {
        "report.html",
        "settings.json",
        "formats.csv",
        "contacts_to_fix.csv",
        "ledger.csv",
        "manifest.json",
    }
    assert main(["recommend", CALLS, CONTACTS, "--quiet"]) == 0
    assert (tmp_path / "getcontact-report-2").is_dir()


def test_measure_reproduces_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    main(["recommend", CALLS, CONTACTS, "--json"])
    recommended = json.loads(capsys.readouterr().out)
    formats = recommended["overriding_format"]
    main(["measure", CALLS, CONTACTS, "--formats", formats, "--json"])
    measured = json.loads(capsys.readouterr().out)
    assert measured["measured"] == recommended["recommended"]
    assert measured["per_format"] == recommended["per_format"]


def test_options_of_cost_and_settings_reach_the_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    present = {"overridingPhoneNumberFormat": {"customizable": False, "value": "#"}}
    (tmp_path / "current.json").write_text(json.dumps({"userSettings": present}))
    arguments = ["recommend", CALLS, CONTACTS, "--connector", "clio", "--out", "report"]
    arguments += ["--recent-calls", "7", "--refresh-share", "0.25"]
    arguments += ["--settings", "current.json", "--customizable", "yes"]
    assert main(arguments) == 0
    said = capsys.readouterr().err
    assert "account-settings.json: A user's own formats win" in said
    report = tmp_path / "report"
    options = json.loads((report / "manifest.json").read_text())["options"]
    assert (options["recent_calls"], options["refresh_share"]) == (7, 0.25)
    assert "recent 7 calls" in (report / "report.html").read_text(encoding="utf-8")
    account = json.loads((report / "account-settings.json").read_text())
    settings = account["adminSettings"]["userSettings"].values()
    assert all(each["customizable"] for each in settings)


def test_plan(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["plan", "+14155550100", "--connector", "clio", "--json"]
    assert main([*arguments, "--formats", "(###) ###-####"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["terms"] == ["+14155550100", "(415) 555-0100"]


def test_lookup_in_an_export(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("Id,Name,Phone\nc1,Ada,(415) 555-0100\n")
    arguments = ["lookup", "+14155550100", "--contacts", str(path), "--json"]
    assert main([*arguments, "--formats", "(###) ###-####"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in result["matchedContactInfo"]] == [
        "c1",
        "createNewContact",
    ]


def test_match_writes_a_row_a_call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["match", CALLS, CONTACTS, "--formats", "(###) ###-####"]
    assert main([*arguments, "--out", "found", "--json", "--quiet"]) == 0
    result = json.loads(capsys.readouterr().out)
    path = tmp_path / "found" / "matches.csv"
    assert len(path.read_text(encoding="utf-8").splitlines()) == result["calls"] + 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_match_prints_its_rows_where_no_file_is_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["match", CALLS, CONTACTS, "--formats", "(###) ###-####", "--json"]
    assert main([*arguments, "--quiet"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert len(result["matches"]) == result["calls"]
    assert (
        sum(row["n_contacts"] > 0 for row in result["matches"])
        == (result["matched_calls"])
    )
    assert {"row", "e164", "contact_ids", "terms", "found_by"} <= set(
        result["matches"][0]
    )
    assert list(tmp_path.iterdir()) == []


NAMED = {
    "measurement.json": ["measure", CALLS, CONTACTS],
    "profile.json": ["profile", CONTACTS],
    "plan.json": ["plan", "+14155550100"],
    "lookup.json": ["lookup", "+14155550100", "--contacts", CONTACTS],
}


@pytest.mark.parametrize("name", NAMED)
def test_out_keeps_the_json_of_every_command(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*NAMED[name], "--json", "--out", "kept", "--quiet"]) == 0
    path = tmp_path / "kept" / name
    assert json.loads(path.read_bytes()) == json.loads(capsys.readouterr().out)
    assert path.stat().st_mode & 0o777 == 0o600
    assert main([*NAMED[name], "--out", "kept"]) == 1
    assert "--overwrite" in capsys.readouterr().err


BAD = {
    "missing file": (["recommend", "none.csv", CONTACTS], 1),
    "a directory": (["recommend", ".", CONTACTS], 1),
    "empty file": (["recommend", "empty.csv", CONTACTS], 1),
    "header not recognised": (["recommend", CALLS, "odd.csv"], 1),
    "no usable phone number": (["recommend", CALLS, "nobody.csv"], 1),
    "max-formats 0": (["recommend", CALLS, CONTACTS, "--max-formats", "0"], 2),
    "unknown connector": (["recommend", CALLS, CONTACTS, "--connector", "x"], 2),
    "unknown region": (["recommend", CALLS, CONTACTS, "--region", "XX"], 2),
    "unknown rule": (["measure", CALLS, CONTACTS, "--search-rule", "fuzzy"], 2),
    "settings without files": (
        ["recommend", CALLS, CONTACTS, "--json", "--settings", "empty.csv"],
        2,
    ),
    "customizable without settings": (
        ["recommend", CALLS, CONTACTS, "--customizable", "no"],
        2,
    ),
    "refresh share": (["recommend", CALLS, CONTACTS, "--refresh-share", "2"], 2),
    "recent calls": (["recommend", CALLS, CONTACTS, "--recent-calls", "-1"], 2),
    "unknown rule, unused": (["profile", CONTACTS, "--search-rule", "fuzzy"], 2),
    "unknown connector, unused": (["profile", CONTACTS, "--connector", "x"], 2),
    "unknown region, unused": (["plan", "+14155550100", "--region", "XX"], 2),
    "no command": ([], 2),
    "lookup nowhere": (["lookup", "+14155550100"], 2),
    "folder in use": (["recommend", CALLS, CONTACTS, "--out", "full"], 1),
}


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_one_line_and_writes_nothing(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "odd.csv").write_text("colour,weight\nred,5\n")
    (tmp_path / "nobody.csv").write_text("Id,Phone\n1,N/A\n2,\n")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    arguments, status = BAD[name]
    assert main(arguments) == status
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    if arguments and status == 1:
        assert printed.err.count("\n") == 1
        assert re.search("expected .* got ", printed.err)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_help_has_an_example(command, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    assert main([command.name, "--help"]) == 0
    printed = capsys.readouterr().out
    assert "example:" in printed
    assert f"getcontact {command.name}" in printed


def test_python_m_toolkit_is_the_same_command() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "toolkit", "plan", "+14155550100", "--quiet"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "+14155550100" in run.stdout
