"""One file appears whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.reporting.output_file import output_file


def test_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    goal = tmp_path / "deep" / "settings.json"
    with output_file(goal) as file:
        file.write(b"{")
        assert not goal.exists()
        file.write(b"}")
    assert goal.read_text() == "{}"
    assert [path.name for path in goal.parent.iterdir()] == ["settings.json"]


def test_error_leaves_the_older_file(tmp_path: Path) -> None:
    goal = tmp_path / "a.csv"
    goal.write_text("older")
    with pytest.raises(KeyError, match="stop"), output_file(goal, overwrite=True):
        msg = "stop"
        raise KeyError(msg)
    assert goal.read_text() == "older"
    assert list(tmp_path.iterdir()) == [goal]


def test_file_that_is_there_needs_overwrite(tmp_path: Path) -> None:
    goal = tmp_path / "a.csv"
    goal.write_text("older")
    with (
        pytest.raises(OutputError, match="a file that is not there yet"),
        output_file(goal),
    ):
        pass
    with output_file(goal, overwrite=True, private=True) as file:
        file.write(b"newer")
    assert goal.read_text() == "newer"
    assert goal.stat().st_mode & 0o777 == 0o600


def test_input_is_never_touched(tmp_path: Path) -> None:
    goal = tmp_path / "calls.csv"
    goal.write_text("input")
    with (
        pytest.raises(OutputError, match="got an input"),
        output_file(goal, overwrite=True, inputs=[goal]),
    ):
        pass
    assert goal.read_text() == "input"


def test_folder_is_no_file(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="expected a file, got a folder"),
        output_file(tmp_path, overwrite=True),
    ):
        pass


def test_full_disk_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="a full disk"),
        output_file(tmp_path / "a.csv") as file,
    ):
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []
