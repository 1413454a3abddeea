"""A cluster gives the answer of one machine, also when a worker dies."""

from __future__ import annotations

import csv
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import dask
import distributed
import numpy as np
import pandas as pd
import pytest

from toolkit import scale
from toolkit.analysis.matches import match
from toolkit.analysis.recommendation import recommend
from toolkit.errors import OptionError, TableError
from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.matching.connectors import CONNECTORS

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
N_FILES = 7
FORMATS = "(###) ###-####,###-###-####"


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=scale.ANY_PORT
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the sample's log as several files that overlap, and a glob of them."""
    folder = tmp_path_factory.mktemp("logs")
    with (SAMPLE / "calls.csv").open(newline="", encoding="utf-8-sig") as file:
        header, *rows = csv.reader(file)
    cuts = np.linspace(0, len(rows), N_FILES + 1).astype(int).tolist()
    for number, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
        path = folder / f"log-{number}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows[max(start - 30, 0) : end]])
    return str(folder / "*.csv")


@pytest.fixture(scope="module")
def contacts() -> Contacts:
    return read_contacts(SAMPLE / "contacts.csv")


@pytest.fixture(scope="module")
def here(logs: str) -> Calls:
    return read_calls(logs)


@pytest.fixture(scope="module")
def calls(client: Any, logs: str) -> Calls:
    return scale.read_calls_on(client, logs)


def assert_same(one: Calls, other: Calls) -> None:
    pd.testing.assert_frame_equal(one.events, other.events)
    pd.testing.assert_frame_equal(one.rejects, other.rejects)
    assert one.numbers.e164().equals(other.numbers.e164())
    assert one.numbers.is_valid.tolist() == other.numbers.is_valid.tolist()
    assert (one.users, one.ledger, one.region) == (
        other.users,
        other.ledger,
        other.region,
    )
    assert [s.name for s in one.sources] == [s.name for s in other.sources]


def test_reads_what_one_machine_reads(calls: Calls, here: Calls) -> None:
    assert_same(calls, here)
    assert here.ledger.set_aside["repeated in another file"]


@pytest.mark.parametrize("connector", CONNECTORS)
def test_recommends_the_same(
    connector: str, calls: Calls, here: Calls, contacts: Contacts
) -> None:
    alone = recommend(here, contacts, connector=connector)
    together = recommend(calls, contacts, connector=connector)
    assert together.to_dict() == alone.to_dict()


@pytest.mark.parametrize("connector", CONNECTORS)
def test_matches_the_same_calls(
    connector: str, client: Any, calls: Calls, contacts: Contacts, tmp_path: Path
) -> None:
    written = scale.match_on(
        client,
        calls,
        contacts,
        partial(write_part, tmp_path),
        FORMATS,
        connector=connector,
        calls_of_part=1000,
    )
    together = pd.concat([pd.read_pickle(path) for path in written], ignore_index=True)
    alone = match(calls, contacts, FORMATS, connector=connector)
    assert len(written) > 2
    pd.testing.assert_frame_equal(together, alone, check_categorical=False)


def write_part(folder: Path, number: int, chunks: Iterable[pd.DataFrame]) -> Path:
    path = folder / f"{number:04}.pickle"
    pd.concat(list(chunks), ignore_index=True).to_pickle(path)
    return path


def test_a_killed_worker_changes_nothing(logs: str, here: Calls) -> None:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=scale.ANY_PORT
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = client.run(os.getpid).popitem()[1]
        killing = threading.Timer(0.2, os.kill, (victim, signal.SIGKILL))
        killing.start()
        there = scale.read_calls_on(client, logs)
        killing.join()
        assert victim not in client.run(os.getpid).values()
    assert_same(there, here)


def test_errors_come_back_from_the_workers(client: Any, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("\n\n")
    with pytest.raises(TableError, match="calls.csv: expected a header"):
        scale.read_calls_on(client, path)


def test_local_starts_a_cluster_of_its_own() -> None:
    with scale.connect("local") as client:
        assert client.submit(sum, [1, 2]).result() == 3


def test_no_scheduler() -> None:
    with (
        pytest.raises(OptionError, match="dask: expected 'local' or the address"),
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        scale.connect("tcp://127.0.0.1:9"),
    ):
        pass
