"""Results reach stdout whole, or one line says why not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_exports import write_calls, write_contacts

from toolkit.cli import main

COMMAND = [sys.executable, "-m", "toolkit"]
PLAN = [*COMMAND, "plan", "+14155550100"]
FORMAT = "(###) ###–####"  # not in ASCII, nor in Latin-1
NUMBERS = ["+12125550101", "+12125550102"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    write_calls(tmp_path / "calls.csv", NUMBERS * 4)
    path = write_contacts(
        tmp_path / "contacts.csv", [["(212) 555–0101"], ["212.555.0102"]]
    )
    path.write_text(path.read_text("utf-8").replace("Contact", "Zoë \x1b[31m"), "utf-8")
    yield tmp_path


def run(arguments: list[str], **named: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(arguments, capture_output=True, **named)  # type: ignore[call-overload, no-any-return]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_a_full_disk_behind_stdout_is_named(options: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PLAN, *options], stdout=full, stderr=subprocess.PIPE, check=False
        )
    said = b"standard output: expected room for the files, got a full disk"
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert said in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_trouble(closed: str, folder: Path) -> None:
    command = f'"{sys.executable}" -m toolkit profile contacts.csv {closed}'
    done = run(["sh", "-c", command])
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_goes_away_is_no_error() -> None:
    assert run(["sh", "-c", f"{' '.join(PLAN)} --json | head -c 1"]).stderr == b""


COMMANDS = {
    "recommend": ["recommend", "calls.csv", "contacts.csv", "--out", "report"],
    "profile": ["profile", "contacts.csv"],
    "lookup": ["lookup", NUMBERS[0], "--contacts", "contacts.csv"],
}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_any_locale_can_show_any_result(
    encoding: str, command: str, options: list[str], folder: Path
) -> None:
    formats = ["--formats", FORMAT] if command == "lookup" else []
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    done = run(
        [*COMMAND, *COMMANDS[command], *formats, *options], env=os.environ | poor
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Zo" in done.stdout or command != "lookup"
    assert "\x1b" not in done.stdout.decode(encoding)


def test_another_time_zone_and_no_home_change_nothing(folder: Path) -> None:
    there = {"TZ": "Pacific/Kiritimati", "HOME": "/nowhere", "XDG_CONFIG_HOME": ""}
    for out, environment in (("here", {}), ("there", there)):
        command = [*COMMAND, *COMMANDS["recommend"][:-1], out, "--quiet"]
        done = run(command, env=os.environ | environment)
        assert (done.returncode, done.stderr) == (0, b"")
    for name in ("formats.csv", "settings.json", "ledger.csv", "contacts_to_fix.csv"):
        here, there_too = folder / "here" / name, folder / "there" / name
        assert here.read_bytes() == there_too.read_bytes()


def test_control_characters_of_a_file_name_do_not_steer_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", "a\x1b[31m\x07.csv"]) == 1
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x07" not in said


def test_bytes_that_are_no_text_are_no_format(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["plan", "+14155550100", "--formats", "\udcff###"]) == 1
    assert "expected formats of whole characters" in capsys.readouterr().err
