"""The journal keeps every outcome, and nothing private."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.live.journal import Journal

HEADER = {"crm": "clio", "formats": "(###) ###-####", "sample": 200}
OUTCOME = {"predicted": "one", "live": "none", "agrees": False, "why": ["fewer"]}


def test_outcomes_come_back(tmp_path: Path) -> None:
    path = tmp_path / "verify.jsonl"
    with Journal(path, HEADER) as journal:
        journal.add(17, OUTCOME)
        journal.add(3, OUTCOME)
        assert repr(journal) == "<Journal of 2 outcomes>"
    with Journal(path, HEADER) as journal:
        assert journal.outcomes == {17: OUTCOME, 3: OUTCOME}
        journal.add(4, OUTCOME)
    with Journal(path, HEADER) as journal:
        assert list(journal.outcomes) == [17, 3, 4]


def test_every_cut_of_the_file_is_survived(tmp_path: Path) -> None:
    path = tmp_path / "verify.jsonl"
    with Journal(path, HEADER) as journal:
        for position in range(3):
            journal.add(position, OUTCOME)
    whole = path.read_bytes()
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        lines = whole[:length].count(b"\n")
        with Journal(path, HEADER) as journal:
            assert list(journal.outcomes) == list(range(max(0, lines - 1)))
            journal.add(99, OUTCOME)
        for line in path.read_text().splitlines():
            json.loads(line)


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_the_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "verify.jsonl"
    with Journal(path, HEADER):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_journal_of_another_run_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "verify.jsonl"
    Journal(path, HEADER).close()
    before = path.read_bytes()
    with pytest.raises(OutputError, match="other files, formats or options"):
        Journal(path, {**HEADER, "sample": 201})
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["call,log\n", "[1]\n", "\x00\n", "[" * 9000 + "\n"])
def test_another_file_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(text)
    with pytest.raises(OutputError, match=r"calls.csv: expected (lines|the)"):
        Journal(path, HEADER)
    assert path.read_text() == text


def test_a_file_without_line_ends_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    with pytest.raises(OutputError, match=r"notes.txt: expected"):
        Journal(path, HEADER)
    assert path.read_text() == "my notes"


def test_a_line_without_a_position_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "verify.jsonl"
    with Journal(path, HEADER) as journal:
        journal._write({"predicted": "one"})
    with pytest.raises(OutputError, match="expected a position in every line"):
        Journal(path, HEADER)


@pytest.mark.skipif(os.name != "posix", reason="file locks")
def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "verify.jsonl"
    with (
        Journal(path, HEADER),
        pytest.raises(OutputError, match="one that another run has open"),
    ):
        Journal(path, HEADER)
    code = f"""
from toolkit.live.journal import Journal
import os
Journal({str(path)!r}, {HEADER!r}).add(1, {{}})
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    with Journal(path, HEADER) as journal:  # a killed run leaves no lock
        assert journal.outcomes == {1: {}}


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="a file to write the journal to"):
        Journal(tmp_path / "nowhere" / "verify.jsonl", HEADER)
    with pytest.raises(OutputError, match="a file to write the journal to"):
        Journal(tmp_path, HEADER)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="a file to write the journal to"):
        Journal(link, HEADER)


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    with Journal(tmp_path / "verify.jsonl", HEADER) as journal:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="got no space left on device"):
            journal.add(1, OUTCOME)
        assert journal.outcomes == {}


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device")
def test_a_device_is_refused() -> None:
    with pytest.raises(OutputError, match="zero: expected a journal, got something"):
        Journal("/dev/zero", HEADER)
