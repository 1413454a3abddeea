"""Staging folders are hidden, and gone when they are not needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.reporting.staging import Staging, sync_folder


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if ".partial-" in path.name]


def test_a_folder_is_there_only_while_it_is_used(tmp_path: Path) -> None:
    with Staging(tmp_path, "report") as staging:
        staging.write("a.txt", b"a")
        assert len(hidden(tmp_path)) == 1
    assert hidden(tmp_path) == []


def test_a_name_is_used_once(tmp_path: Path) -> None:
    with Staging(tmp_path, "report") as staging:
        staging.write("a.txt", b"a")
        with pytest.raises(FileExistsError):
            staging.write("a.txt", b"b")


def test_what_a_killed_writer_left_is_removed(tmp_path: Path) -> None:
    code = (
        "import os; from pathlib import Path; "
        "from toolkit.reporting.staging import Staging; "
        f"Staging(Path({str(tmp_path)!r}), 'report').write('a', b'half'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert len(hidden(tmp_path)) == 1
    with Staging(tmp_path, "report") as staging:
        assert len(hidden(tmp_path)) == staging.n_swept == 1
    with Staging(tmp_path, "report") as staging:
        assert staging.n_swept == 0


def test_folders_of_the_living_and_of_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / "mine.partial-not-hidden").mkdir()
    with Staging(tmp_path, "report") as first, Staging(tmp_path, "report") as second:
        assert first.path.exists()
        assert second.path.exists()
    assert (tmp_path / "mine.partial-not-hidden").exists()


def test_a_link_in_place_of_a_left_over_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (tmp_path / ".report.partial-0").symlink_to(precious)
    with Staging(tmp_path, "report"):
        pass
    assert precious.exists()


def test_odd_names_can_be_staged(tmp_path: Path) -> None:
    for name in ("[a]*?", "é" * 120, ""):
        with Staging(tmp_path, name) as staging:
            assert len(os.fsencode(staging.path.name)) < 256


def test_a_folder_that_cannot_be_synced_is_no_fault(tmp_path: Path) -> None:
    sync_folder(tmp_path / "gone")
