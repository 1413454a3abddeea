"""Whatever a file holds: cut into partitions, it is read as it is read whole."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from partition_logs import LOGS, N_ROWS, Here, assert_same

from toolkit.exports.calls import read_calls
from toolkit.scale import read_calls_on

WHOLE = {"a quote left open", "utf-16", "gzip"}


@pytest.mark.parametrize("size", [9_973, 60_001])
@pytest.mark.parametrize("name", LOGS)
def test_a_file_is_cut_into_partitions(name: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(LOGS[name])
    whole = read_calls(path)
    assert whole.ledger.used > N_ROWS // 2
    cluster = Here()
    assert_same(read_calls_on(cluster, path, partition=size), whole)
    n_cuts = len(LOGS[name]) // size
    assert cluster.n_tasks > (1 if name in WHOLE else 2 * n_cuts)


def test_files_cut_and_whole_make_one_log(tmp_path: Path) -> None:
    for name in ("plain", "day first at the end", "gzip"):
        (tmp_path / f"{name}.csv").write_bytes(LOGS[name])
    logs = str(tmp_path / "*.csv")
    assert_same(read_calls_on(Here(), logs, partition=60_001), read_calls(logs))


@pytest.mark.parametrize("n_rows", [0, N_ROWS])
def test_parquet_is_cut_between_row_groups(n_rows: int, tmp_path: Path) -> None:
    path = tmp_path / "calls.parquet"
    table = pd.read_csv(io.BytesIO(LOGS["plain"]), dtype=str, keep_default_na=False)
    table.head(n_rows).to_parquet(path, row_group_size=500)
    cluster = Here()
    assert_same(read_calls_on(cluster, path, partition=1), read_calls(path))
    assert cluster.n_tasks == 1 + max(n_rows // 500, 1)
