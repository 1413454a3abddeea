"""Files in an object store are read as files on the disk are."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from partition_logs import LOGS, Here, assert_same
from upath import UPath

from toolkit.cli import main
from toolkit.errors import TableError
from toolkit.exports.calls import read_calls
from toolkit.exports.contacts import read_contacts
from toolkit.scale import read_calls_on

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


@pytest.fixture
def store() -> Iterator[UPath]:
    """Give an object store in memory, with the sample in it."""
    place = UPath("memory://getcontact-tests")
    place.mkdir(parents=True, exist_ok=True)
    for name in ("calls.csv", "contacts.csv"):
        (place / name).write_bytes((SAMPLE / name).read_bytes())
    yield place
    place.fs.rm(place.path, recursive=True)


def test_exports_are_read(store: UPath) -> None:
    assert_same(read_calls(str(store / "calls.csv")), read_calls(SAMPLE / "calls.csv"))
    contacts = read_contacts(str(store / "contacts.csv"))
    assert contacts.table.equals(read_contacts(SAMPLE / "contacts.csv").table)


def test_a_glob_is_one_log_and_is_cut(store: UPath, tmp_path: Path) -> None:
    for name in ("plain", "gzip"):
        (store / f"log {name}.csv").write_bytes(LOGS[name])
        (tmp_path / f"log {name}.csv").write_bytes(LOGS[name])
    there = read_calls_on(Here(), f"{store}/log*.csv", partition=60_001)
    assert_same(there, read_calls(f"{tmp_path}/log*.csv"))


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_other_kinds_of_files(kind: str, store: UPath, tmp_path: Path) -> None:
    path = tmp_path / f"contacts.{kind}"
    table = pd.read_csv(SAMPLE / "contacts.csv", dtype=str, keep_default_na=False)
    (table.to_parquet if kind == "parquet" else table.to_excel)(path, index=False)
    (store / path.name).write_bytes(path.read_bytes())
    there = read_contacts(str(store / path.name))
    assert there.table.equals(read_contacts(path).table)


def test_the_whole_job(
    store: UPath, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said = []
    for number, place in enumerate((store, SAMPLE)):
        out = str(tmp_path / str(number))
        exports = [f"{place}/calls.csv", f"{place}/contacts.csv"]
        assert main(["recommend", *exports, "--out", out, "--json", "--quiet"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_addresses_of_local_files(tmp_path: Path) -> None:
    shutil.copy(SAMPLE / "calls.csv", tmp_path)
    calls = read_calls(f"file://{tmp_path}/*.csv")
    assert calls.sources[0].path == tmp_path / "calls.csv"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://getcontact-tests/none.csv", "got nothing of that name"),
        ("memory://getcontact-tests/none*.csv", "got none that match"),
        ("nowhere://x/calls.csv", "nowhere://…: expected an object store that answers"),
    ],
)
def test_a_mistake_is_said(address: str, said: str, store: UPath) -> None:
    with pytest.raises(TableError, match=said):
        read_calls(address)


def test_the_extra_is_named_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(TableError, match=r"s3://…: .*\n.*\"\.\[dask\]\""):
        read_calls("s3://bucket/calls.csv")
