from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import TableError
from toolkit.exports import files
from toolkit.exports.files import (
    check_size,
    find_files,
    open_bytes,
    open_text,
    read_head,
)


def test_glob_gives_files_in_name_order(tmp_path: Path) -> None:
    for name in ("2026-02.csv", "2026-01.csv", "notes.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.csv").mkdir()
    found = find_files(str(tmp_path / "*.csv"))
    assert [path.name for path in found] == ["2026-01.csv", "2026-02.csv"]


def test_a_file_named_twice_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x")
    assert find_files([path, str(path), tmp_path / "*.csv"]) == (path,)


def test_a_name_with_brackets_is_no_glob_if_it_exists(tmp_path: Path) -> None:
    path = tmp_path / "calls [1].csv"
    path.write_text("x")
    assert find_files(path) == (path,)


def test_a_table_in_an_archive_is_found_beside_a_readme(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("README.txt", "read me")
        archive.writestr("calls.csv", "phone\n")
    with open_bytes(path) as file:
        assert file.read() == b"phone\n"


@pytest.mark.parametrize(
    ("name", "got"),
    [
        ("missing.csv", "nothing of that name"),
        ("folder", "a folder"),
        ("empty.csv", "an empty file"),
        ("*.none", "none that match"),
        ("x" * 300, "the system's error"),
        ("nul\0.csv", "nothing of that name"),
        ("[" + "x" * 300 + "]", "none that match"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, got: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.csv").touch()
    with pytest.raises(TableError, match=got):
        find_files(tmp_path / name)


def test_a_device_is_no_file() -> None:
    with pytest.raises(TableError, match="a pipe or a device"):
        find_files("/dev/zero")


def test_no_path_is_an_error() -> None:
    with pytest.raises(TableError, match="no path at all"):
        find_files([])


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(TableError, match="PermissionError"), open_bytes(path):
        pass


def test_damaged_archives_are_named(tmp_path: Path) -> None:
    whole = gzip.compress(b"id,phone\n" * 1000)
    for name, data in (
        ("cut.gz", whole[: len(whole) // 2]),
        ("not.gz", b"\x1f\x8bnothing"),
        ("not.zip", b"PK\x03\x04nothing"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with (
            pytest.raises(TableError, match="whole compressed file"),
            open_bytes(path) as file,
        ):
            file.read()


@pytest.mark.parametrize("names", [[], ["a.csv", "b.csv"]])
def test_an_archive_holds_one_table(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("folder/", "")
        for name in names:
            archive.writestr(name, "x")
    if not names:
        assert path.read_bytes()[:2] == b"PK"
    with pytest.raises(TableError, match="one file in the archive"), open_bytes(path):
        pass


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SMALL", 1 << 20)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"0" * (50 << 20)))
    with (
        pytest.raises(TableError, match="when unpacked, got more"),
        open_text(path, "utf-8") as stream,
    ):
        while stream.read(1 << 20):
            pass


def test_size_is_judged_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(b"x" * 1000)
    check_size(path, files.SMALL)
    with pytest.raises(TableError, match="at most 256 MB"):
        check_size(path, files.SMALL + 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_any_encoding_is_streamed_as_utf8(tmp_path: Path, encoding: str) -> None:
    text = "Zoë;" * 700_001
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    with open_text(path, encoding) as stream:
        found = b"".join(iter(lambda: stream.read(100_001), b""))
    assert found.decode() == text


def test_head_grows_until_it_holds_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x," * 300_000 + b"\n1\n")
    assert read_head(path, 1000).endswith(b"\n1\n")
    path.write_bytes(b"a\nb\n" * 1000)
    assert len(read_head(path, 1000)) == 1000


def test_zip_of_zip_is_read_as_bytes(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "x")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    with open_bytes(path) as file:
        assert file.read(2) == b"PK"
