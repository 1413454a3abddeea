"""Outputs appear whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.reporting.output_checks import describe_file
from toolkit.reporting.outputs import OutputFolder, check_output

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def write_set(out: str | Path | None, *names: str, **options: object) -> OutputFolder:
    with OutputFolder(out, **options) as folder:  # type: ignore[arg-type]
        for name in names:
            folder.write(name, name.encode())
        outputs = json.dumps({"outputs": folder.describe()}).encode()
        folder.write("manifest.json", outputs)
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_default_folders_are_numbered(here: Path) -> None:
    written = [write_set(None, "a.csv").path.name for _ in range(3)]
    assert written == [
        "getcontact-report",
        "getcontact-report-2",
        "getcontact-report-3",
    ]
    assert names_in(here) == written


def test_files_are_listed_in_the_order_written(here: Path) -> None:
    folder = write_set("out", "b.csv", "a.csv")
    assert [path.name for path in folder.files] == ["b.csv", "a.csv", "manifest.json"]
    assert all(path.read_bytes() for path in folder.files)


def test_parents_are_made(here: Path) -> None:
    assert write_set("x/y/z", "a.csv").files[0].is_file()


def test_error_in_the_block_leaves_no_trace(here: Path) -> None:
    with pytest.raises(KeyError, match="stop"), OutputFolder("out") as folder:
        folder.write("a.csv", b"half")
        msg = "stop"
        raise KeyError(msg)
    assert names_in(here) == []


def test_interrupt_keeps_the_older_set(here: Path) -> None:
    write_set("out", "a.csv")
    with (
        pytest.raises(KeyboardInterrupt),
        OutputFolder("out", overwrite=True) as folder,
    ):
        folder.write("a.csv", b"newer")
        raise KeyboardInterrupt
    assert (here / "out/a.csv").read_bytes() == b"a.csv"
    assert names_in(here / "out") == ["a.csv", "manifest.json"]


def test_folder_with_files_needs_overwrite(here: Path) -> None:
    write_set("out", "a.csv")
    with pytest.raises(OutputError, match="--overwrite"):
        write_set("out", "a.csv")
    with pytest.raises(OutputError, match="a new or an empty folder"):
        check_output("out")
    check_output("out", overwrite=True)


def test_empty_folder_is_used(here: Path) -> None:
    (here / "out").mkdir()
    write_set("out", "a.csv")
    assert names_in(here / "out") == ["a.csv", "manifest.json"]


def test_overwriting_keeps_the_files_of_others(here: Path) -> None:
    write_set("out", "a.csv", "old.csv", "edited.csv")
    (here / "out/mine.txt").write_text("mine")
    (here / "out/edited.csv").write_text("edited")
    with OutputFolder("out", overwrite=True) as folder:
        folder.write("a.csv", b"newer")
        folder.write("manifest.json", b"{}")
    assert names_in(here / "out") == [
        "a.csv",
        "edited.csv",
        "manifest.json",
        "mine.txt",
    ]
    assert (here / "out/a.csv").read_bytes() == b"newer"


def test_a_foreign_manifest_removes_nothing(here: Path) -> None:
    out = here / "out"
    out.mkdir()
    (here / "precious.txt").write_text("x")
    (out / "own.txt").write_text("x")
    outputs = [
        {**describe_file(out / "own.txt"), "name": "../precious.txt"},
        {"name": "own.txt", "sha256": "0"},
        7,
    ]
    (out / "manifest.json").write_text(json.dumps({"outputs": outputs}))
    write_set("out", "a.csv", overwrite=True)
    assert (here / "precious.txt").exists()
    assert (out / "own.txt").exists()


def test_inputs_are_never_touched(here: Path) -> None:
    (here / "calls.csv").write_text("input")
    (here / "link.csv").symlink_to("calls.csv")
    for name in ("calls.csv", "link.csv"):
        with (
            pytest.raises(OutputError, match="is an input"),
            OutputFolder(".", overwrite=True, inputs=[here / "calls.csv"]) as folder,
        ):
            folder.write(name, b"output")
    assert (here / "calls.csv").read_text() == "input"
    assert names_in(here) == ["calls.csv", "link.csv"]


def test_link_in_the_folder_is_replaced_not_followed(here: Path) -> None:
    (here / "elsewhere.csv").write_text("kept")
    (here / "out").mkdir()
    (here / "out/a.csv").symlink_to(here / "elsewhere.csv")
    write_set("out", "a.csv", overwrite=True)
    assert (here / "elsewhere.csv").read_text() == "kept"
    assert (here / "out/a.csv").read_bytes() == b"a.csv"


def test_folder_in_place_of_a_file_is_kept(here: Path) -> None:
    (here / "out/a.csv").mkdir(parents=True)
    with pytest.raises(OutputError, match="a folder of that name"):
        write_set("out", "a.csv", overwrite=True)
    assert names_in(here / "out") == ["a.csv"]


def test_link_to_a_folder_is_followed(here: Path) -> None:
    (here / "real").mkdir()
    (here / "out").symlink_to("real")
    assert write_set("out", "a.csv").files[0] == Path("out/a.csv")
    assert names_in(here / "real") == ["a.csv", "manifest.json"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("file", "expected a folder, got a file"),
        ("nowhere", "expected a folder, got a link to nothing"),
        ("file/below", "expected a folder, got a file"),
        ("x" * 300, "expected a usable name, got a name that is too long"),
        ("circle/below", "got symbolic links in a circle"),
    ],
)
def test_places_that_cannot_be(here: Path, name: str, said: str) -> None:
    (here / "file").write_text("kept")
    (here / "nowhere").symlink_to("gone")
    (here / "circle").symlink_to("circle")
    before = names_in(here)
    with pytest.raises(OutputError, match=said):
        write_set(name, "a.csv")
    with pytest.raises(OutputError, match=said):
        check_output(name)
    assert names_in(here) == before


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_folder_without_permission(here: Path) -> None:
    (here / "locked").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="no permission to write there"):
        write_set("locked/out", "a.csv")


def test_full_disk_leaves_no_trace(here: Path) -> None:
    write_set("out", "a.csv")
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        pytest.raises(
            OutputError, match="expected room for the files, got a full disk"
        ),
        OutputFolder("out", overwrite=True) as folder,
        folder.open("a.csv") as file,
    ):
        file.write(b"half")
        raise full
    assert (here / "out/a.csv").read_bytes() == b"a.csv"
    assert names_in(here / "out") == ["a.csv", "manifest.json"]


def test_disk_that_is_full_when_files_are_renamed(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_set("out", "a.csv", "b.csv")
    rename, calls = Path.rename, []

    def third_fails(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", third_fails)
    with (
        pytest.raises(OutputError, match="a full disk"),
        OutputFolder("out", overwrite=True) as folder,
    ):
        for name in ("a.csv", "b.csv", "manifest.json"):
            folder.write(name, b"newer")
    assert (here / "out/a.csv").read_bytes() == b"a.csv"
    assert (here / "out/b.csv").read_bytes() == b"b.csv"
    assert "outputs" in json.loads((here / "out/manifest.json").read_text())


def test_other_errors_of_the_system_pass(here: Path) -> None:
    with pytest.raises(FileNotFoundError, match="gone"), OutputFolder("out"):
        Path("gone").read_bytes()
    assert names_in(here) == []


def test_files_with_contact_data_are_private(here: Path) -> None:
    with OutputFolder("out") as folder:
        folder.write("contacts.csv", b"", private=True)
        folder.write("formats.csv", b"")
    modes = [path.stat().st_mode & 0o777 for path in folder.files]
    assert modes[0] == 0o600
    assert modes[1] & 0o444


def test_two_writers_at_once_take_two_folders(here: Path) -> None:
    with OutputFolder() as first, OutputFolder() as second:
        first.write("a.csv", b"1")
        second.write("a.csv", b"2")
    written = {first.path.name, second.path.name}
    assert written == {"getcontact-report", "getcontact-report-2"}
    assert (first.path / "a.csv").read_bytes() == b"1"


def test_two_writers_at_once_into_one_named_folder(here: Path) -> None:
    with OutputFolder("out", overwrite=True) as slow:
        slow.write("a.csv", b"slow")
        write_set("out", "a.csv", "b.csv")
    assert (here / "out/a.csv").read_bytes() == b"slow"
    with (
        pytest.raises(OutputError, match="one with files in it"),
        OutputFolder("new") as late,
    ):
        late.write("a.csv", b"late")
        write_set("new", "a.csv")
    assert (here / "new/a.csv").read_bytes() == b"a.csv"


WRITER = """
import sys
from toolkit.reporting.outputs import OutputFolder
from toolkit.reporting.output_checks import describe_file
import json
while True:
    with OutputFolder(sys.argv[1], overwrite=True) as folder:
        for name in "abcd":
            folder.write(name, name.encode() * 50_000)
        seal = json.dumps({"outputs": folder.describe()}).encode()
        folder.write("manifest.json", seal)
    print("once", flush=True)
"""


def test_writers_into_one_folder_wait_for_each_other(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_set("out", "a.csv", "b.csv")
    rename = Path.rename

    def slowly(self: Path, target: Path) -> Path:
        time.sleep(0.02)
        return rename(self, target)

    def write(mark: str) -> None:
        with OutputFolder("out", overwrite=True) as folder:
            for name in ("a.csv", "b.csv"):
                folder.write(name, mark.encode())
            outputs = json.dumps({"outputs": folder.describe()}).encode()
            folder.write("manifest.json", outputs)

    monkeypatch.setattr(Path, "rename", slowly)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ["first", "second"]))
    for output in json.loads((here / "out/manifest.json").read_text())["outputs"]:
        assert describe_file(here / "out" / output["name"]) == output


@pytest.mark.parametrize("at", range(10))
def test_killed_writer_leaves_nothing_half(here: Path, at: int) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, "out"], stdout=subprocess.PIPE, cwd=here
    )
    assert writer.stdout
    writer.stdout.readline()
    time.sleep(0.0007 * at)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    out = here / "out"
    for name in "abcd":
        if (out / name).exists():
            assert (out / name).read_bytes() == name.encode() * 50_000
    if (out / "manifest.json").exists():
        for output in json.loads((out / "manifest.json").read_text())["outputs"]:
            assert describe_file(out / output["name"]) == output
    write_set("out", "a", overwrite=True)
    assert not [path for path in out.iterdir() if ".partial-" in path.name]
