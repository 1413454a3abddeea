"""Planted names, numbers and tokens turn up nowhere but where they are asked for."""

from __future__ import annotations

import csv
import dataclasses
import importlib
import json
import logging
import pkgutil
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_exports import write_calls, write_contacts

import toolkit
from toolkit.cli import main
from toolkit.crm.sandbox import SandboxServer
from toolkit.errors import ToolkitError
from toolkit.exports.calls import read_calls
from toolkit.exports.contacts import read_contacts

# Endings that occur nowhere else, in numbers set aside for fiction.
NUMBERS = [f"+1212555{ending}" for ending in ("0177", "0178", "0179")]
STRANGER, NAME, TOKEN = "+13035550188", "Zyxwvut", "tok-9f3SECRETa1"
PLANTED = re.compile(r"555\D{0,3}01(77|78|79|88)|Zyxwvut|tok-9f3SECRETa1")
# Files that exist to name contacts or numbers.
OWN = {
    "contacts_to_fix.csv",
    "contacts_to_import.csv",
    "contacts_to_import.before.csv",
    "numbers_to_refresh.csv",
    "shared_numbers.csv",
    "unknown_callers.csv",
    "matches.csv",
}
# Files that may name them, and are as private.
MAY_NAME = {
    "segments.csv",
    "users_served.csv",
    "account-settings.json",
    "settings.before.json",
    "contacts_to_fix.xlsx",
}


# Cells with notes, lists, markup, formulas and damage, a secret in each.
CELLS = [
    ("(212) 555-0177", ""),
    ("212-555-0178 x5", "212.555.0177"),
    ("212-555-0179", f"(212) 555-0177 ask for {NAME}"),
    ("1.21256E+10", "555-0188"),
    (f"212 555 0178 {NAME} 5", f"=HYPERLINK({NAME};2125550177)"),
    (f"<script>{NAME}</script> 212-555-0177", f"{NAME}@example.com"),
    ("2125550177/0178", TOKEN),
    (f"+1 212 555 0177 / +1 212 555 0178 {NAME}", f"\x1b[31m{NAME}"),
]
# Rows that are set aside, or read with trouble: type, direction, from, to, name, date.
ODD_CALLS = [
    ("Fax", "Inbound", NUMBERS[0], "+12025550100", NAME, NAME),
    (NAME, NAME, NUMBERS[1], NUMBERS[2], NAME, NUMBERS[0]),
    ("Voice", "Inbound", f"{NAME} {NUMBERS[0]} x", "+12025550100", NAME, TOKEN),
    ("Voice", "Outbound", "+12025550100", "12125550177 ext 0178", NAME, ""),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANTED_TOKEN", TOKEN)
    path = write_calls(
        tmp_path / "calls.csv", [*NUMBERS * 4, STRANGER, STRANGER, "x 0177"]
    )
    with path.open("a", newline="", encoding="utf-8") as file:
        for kind, direction, caller, called, name, day in ODD_CALLS:
            row = [kind, direction, caller, called, "101 - Desk", name, day, day]
            csv.writer(file).writerow([*row, name, name, name])
        csv.writer(file).writerow([NAME] * 40)  # more cells than the header has
    path = write_contacts(tmp_path / "contacts.csv", CELLS, ("Phone", "Mobile Phone"))
    text = path.read_text("utf-8").replace("Contact ", f"{NAME} ")
    path.write_text(text, "utf-8")
    header, _, rows = text.partition("\n")
    damaged = f"{header}\n" + rows.replace("\n", f'"{NAME},\n')
    (tmp_path / "headless.csv").write_text(rows, "utf-8")
    (tmp_path / "damaged.csv").write_text(damaged, "utf-8")
    (tmp_path / "users.csv").write_text(
        f"user,format1\n{NAME}@example.com,(###) ###-####\n{NAME},###-###-####\n"
    )
    (tmp_path / "settings.json").write_text(
        json.dumps({"adminSettings": {"userSettings": {"token": {"value": TOKEN}}}})
    )
    (tmp_path / "proxy.json").write_text(json.dumps({"auth": TOKEN, NAME: NUMBERS}))
    return tmp_path


INPUTS = {
    *("calls.csv", "contacts.csv", "headless.csv", "damaged.csv"),
    *("users.csv", "settings.json", "proxy.json"),
}


def everything_written(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in INPUTS | OWN | MAY_NAME:
            yield path.name, path.read_text(encoding="utf-8", errors="replace")
        yield "a file name", path.name


COMMANDS = {
    "recommend": ["recommend", "calls.csv", "contacts.csv", "--out", "r"],
    "recommend as JSON": ["recommend", "calls.csv", "contacts.csv", "--json"],
    "recommend netsuite": [
        *("recommend", "calls.csv", "contacts.csv"),
        *("--connector", "netsuite", "--current", "(###) ###-####, abc,###"),
    ],
    "measure": ["measure", "calls.csv", "contacts.csv", "--formats", "###.###.####"],
    "profile": ["profile", "contacts.csv", "--calls", "calls.csv"],
    "match": ["match", "calls.csv", "contacts.csv", "--out", "m"],
    "wrong column": ["profile", "contacts.csv", "--columns", "phone=Telefon"],
    "wrong region": ["profile", "contacts.csv", "--region", "Q1"],
    "wrong formats": ["lookup", "+12125550177", "--contacts", "contacts.csv", "--crm"],
    "no such crm": ["lookup", "+12125550177", "--crm", "fax", "--host", "127.0.0.1:9"],
    "crm is away": [
        *("lookup", "+12125550177", "--crm", "clio", "--host", "127.0.0.1:9"),
        *("--token", "env:PLANTED_TOKEN"),
    ],
    "recommend with settings": [
        *("recommend", "calls.csv", "contacts.csv", "--current", "users.csv"),
        *("--settings", "settings.json", "--xlsx"),
    ],
    "settings that are none": [
        *("recommend", "calls.csv", "contacts.csv", "--current", "proxy.json"),
    ],
    "no header": ["profile", "headless.csv"],
    "no header in a log": ["measure", "headless.csv", "contacts.csv"],
    "damaged": ["profile", "damaged.csv", "--json"],
    "exports exchanged": ["measure", "contacts.csv", "calls.csv"],
    "a number for a file": ["profile", NUMBERS[0]],
    "a number too many": ["plan", NUMBERS[0], NUMBERS[1]],
    "a misspelt option": ["lookup", NUMBERS[0], "--tokn", TOKEN, f"--x={TOKEN}"],
    "a token for a count": ["verify", "a", "b", "--sample", TOKEN],
    "a damaged configuration": [
        *("lookup", NUMBERS[0], "--crm", "proxy", "--config", "proxy.json"),
    ],
    "token file for all to read": [
        *("lookup", NUMBERS[0], "--crm", "clio", "--host", "127.0.0.1:9"),
        *("--token", "file:settings.json"),
    ],
    "token as an argument": [
        *("lookup", "+12125550177", "--crm", "clio", "--host", "127.0.0.1:9"),
        *("--token", TOKEN),
    ],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_shows_no_private_data(
    name: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        main(COMMANDS[name])
    printed = capsys.readouterr()
    assert not PLANTED.search(caplog.text)
    assert not PLANTED.search(printed.err)
    assert not PLANTED.search(printed.out)
    for where, text in everything_written(folder):
        assert not PLANTED.search(text), where


def test_files_with_contacts_are_the_owners_alone(folder: Path) -> None:
    main(["recommend", "calls.csv", "contacts.csv", "--out", "r", "--quiet"])
    main(["match", "calls.csv", "contacts.csv", "--out", "m", "--quiet"])
    main([*COMMANDS["recommend with settings"], "--out", "s", "--quiet"])
    for path in folder.rglob("*"):
        if path.name in MAY_NAME:
            assert path.stat().st_mode & 0o077 == 0, path.name
    private = [path for path in folder.rglob("*.csv") if path.name in OWN]
    assert {path.name for path in private} == OWN
    for path in private:
        assert path.stat().st_mode & 0o077 == 0, path.name


@pytest.mark.parametrize("command", ["probe", "verify"])
def test_live_commands_show_no_private_data(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contacts = read_contacts(folder / "contacts.csv")
    with SandboxServer(contacts.people, kind="clio") as server:
        files = (
            ["contacts.csv"] if command == "probe" else ["calls.csv", "contacts.csv"]
        )
        extra = [] if command == "probe" else ["--journal", "journal.jsonl"]
        live = ["--crm", "clio", "--host", server.host, "--token", "env:PLANTED_TOKEN"]
        main([command, *files, *live, *extra, "--yes"])
    printed = capsys.readouterr()
    assert not PLANTED.search(printed.out + printed.err)
    for where, text in everything_written(folder):
        assert not PLANTED.search(text), where


def test_report_names_contacts_only_when_asked_to(folder: Path) -> None:
    main(["recommend", "calls.csv", "contacts.csv", "--out", "r", "--with-contacts"])
    assert PLANTED.search((folder / "r" / "report.html").read_text(encoding="utf-8"))


def test_reprs_and_tracebacks(folder: Path) -> None:
    calls, contacts = read_calls("calls.csv"), read_contacts("contacts.csv")
    shown = repr(calls) + repr(contacts) + repr(contacts.people) + repr(calls.numbers)
    assert not PLANTED.search(shown)
    try:
        read_contacts("contacts.csv", columns=["phone=Telefon"])
    except ToolkitError:
        assert not PLANTED.search(traceback.format_exc())
    else:
        pytest.fail("a column that is not there was accepted")


def test_every_table_and_column_is_left_out_of_generated_reprs() -> None:
    modules = pkgutil.walk_packages(toolkit.__path__, "toolkit.")
    shown = [
        f"{kind.__name__}.{field.name}"
        for found in modules
        if not found.name.endswith("__main__")
        for kind in vars(importlib.import_module(found.name)).values()
        if dataclasses.is_dataclass(kind) and hasattr(kind.__repr__, "__wrapped__")
        for field in dataclasses.fields(kind)
        if field.repr and re.search(r"pa\.\w*Array|DataFrame|Series", str(field.type))
    ]
    assert set(shown) <= {"ReachOverTime.periods"}  # shares of periods, no cells


def test_as_many_secrets_are_planted_as_the_readme_says(folder: Path) -> None:
    texts = [(folder / name).read_text("utf-8") for name in sorted(INPUTS)]
    n_planted = sum(len(PLANTED.findall(text)) for text in texts)
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    assert f"{n_planted} planted secrets, {len(COMMANDS)} command lines" in readme
