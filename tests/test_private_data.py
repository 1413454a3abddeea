"""Planted names, numbers and tokens turn up nowhere but where they are asked for."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_exports import write_calls, write_contacts

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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANTED_TOKEN", TOKEN)
    write_calls(tmp_path / "calls.csv", [*NUMBERS * 4, STRANGER, STRANGER, "x 0177"])
    rows = [["(212) 555-0177", ""], ["212-555-0178 x5", "212.555.0177"]]
    rows += [["212-555-0179", ""], ["1.21256E+10", "555-0188"]]
    path = write_contacts(tmp_path / "contacts.csv", rows, ("Phone", "Mobile Phone"))
    path.write_text(path.read_text().replace("Contact ", f"{NAME} "))
    return tmp_path


def everything_written(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in {"calls.csv", "contacts.csv"} | OWN:
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
    "token as an argument": [
        *("lookup", "+12125550177", "--crm", "clio", "--host", "127.0.0.1:9"),
        *("--token", TOKEN),
    ],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_shows_no_private_data(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(COMMANDS[name])
    printed = capsys.readouterr()
    assert not PLANTED.search(printed.err)
    assert not PLANTED.search(printed.out)
    for where, text in everything_written(folder):
        assert not PLANTED.search(text), where


def test_files_with_contacts_are_the_owners_alone(folder: Path) -> None:
    main(["recommend", "calls.csv", "contacts.csv", "--out", "r", "--quiet"])
    main(["match", "calls.csv", "contacts.csv", "--out", "m", "--quiet"])
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
