"""A cluster gives the answer of one machine, also when a worker dies."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import distributed
import numpy as np
import pandas as pd
import pytest
from partition_logs import assert_same

from toolkit import scale
from toolkit.analysis.matches import Matches, match
from toolkit.analysis.recommend import recommend
from toolkit.analysis.situation import Situation
from toolkit.cli import main
from toolkit.cluster import ANY_PORT, connect
from toolkit.errors import TableError
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
            n_workers=2, threads_per_worker=1, dashboard_address=ANY_PORT
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


@pytest.mark.parametrize("max_broadcast", [0, 1 << 30], ids=["by number", "broadcast"])
@pytest.mark.parametrize("connector", CONNECTORS)
def test_matches_the_same_calls(
    connector: str,
    max_broadcast: int,
    client: Any,
    calls: Calls,
    contacts: Contacts,
    tmp_path: Path,
) -> None:
    written = scale.match_on(
        client,
        Matches(Situation(calls, contacts, connector), FORMATS),
        partial(write_part, tmp_path),
        calls_of_part=1000,
        max_broadcast=max_broadcast,
    )
    together = pd.concat([pd.read_pickle(path) for path in written], ignore_index=True)
    alone = match(calls, contacts, FORMATS, connector=connector)
    assert len(written) > 2
    pd.testing.assert_frame_equal(together, alone, check_categorical=False)


def write_part(folder: Path, number: int, chunks: Iterable[pd.DataFrame]) -> Path:
    path = folder / f"{number:04}.pickle"
    pd.concat(list(chunks), ignore_index=True).to_pickle(path)
    return path


def test_a_file_is_cut_into_partitions(client: Any) -> None:
    path = SAMPLE / "calls.csv"
    there = scale.read_calls_on(client, path, partition=100_000)
    assert_same(there, read_calls(path))


def test_relative_paths_are_those_of_the_client(
    client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(SAMPLE / "calls.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert_same(scale.read_calls_on(client, "calls.csv"), read_calls("calls.csv"))


def test_a_killed_worker_changes_nothing(
    logs: str, here: Calls, contacts: Contacts, tmp_path: Path
) -> None:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=ANY_PORT
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        with one_killed(client):
            there = scale.read_calls_on(client, logs, partition=20_000)
        with one_killed(client):
            written = scale.match_on(
                client,
                Matches(Situation(there, contacts, "clio"), FORMATS),
                partial(write_part, tmp_path),
                calls_of_part=100,
            )
    assert_same(there, here)
    together = pd.concat([pd.read_pickle(path) for path in written], ignore_index=True)
    alone = match(here, contacts, FORMATS, connector="clio")
    pd.testing.assert_frame_equal(together, alone, check_categorical=False)


@contextmanager
def one_killed(client: Any) -> Iterator[None]:
    """Kill a worker when it has something to do in the block."""
    client.wait_for_workers(2)
    worker, victim = client.run(os.getpid).popitem()

    def kill() -> None:
        while not client.processing([worker])[worker]:
            time.sleep(0.001)
        os.kill(victim, signal.SIGKILL)

    killing = threading.Thread(target=kill)
    killing.start()
    yield
    killing.join(timeout=1)
    assert not killing.is_alive(), "the worker had nothing to do"
    assert victim not in client.run(os.getpid).values()


def test_errors_come_back_from_the_workers(client: Any, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("\n\n")
    with pytest.raises(TableError, match="calls.csv: expected a header"):
        scale.read_calls_on(client, path)


@pytest.fixture
def scheduler(client: Any) -> str:
    return str(client.scheduler.address)


def test_the_commands_give_what_they_give_here(
    scheduler: str, logs: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    contacts = str(SAMPLE / "contacts.csv")
    for command in (
        ["recommend", logs, contacts, "--json", "--connector", "clio"],
        ["measure", logs, contacts, "--json", "--formats", FORMATS],
        ["profile", contacts, "--json", "--calls", logs],
    ):
        said = []
        for where in ([], ["--dask", scheduler]):
            assert main([*command, *where, "--quiet"]) == 0
            said.append(capsys.readouterr())
        assert said[0] == said[1]
        assert json.loads(said[0].out)


def test_match_writes_a_file_a_part(
    scheduler: str,
    logs: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    some = partial(scale.match_on, calls_of_part=1000)
    monkeypatch.setattr(scale, "match_on", some)
    out = tmp_path / "found"
    command = ["match", logs, str(SAMPLE / "contacts.csv"), "--formats", FORMATS]
    command += ["--json", "--out", str(out), "--overwrite"]
    assert main([*command, "--quiet"]) == 0
    alone, counts = (out / "matches.csv").read_bytes(), capsys.readouterr().out
    assert main([*command, "--dask", scheduler]) == 0
    printed = capsys.readouterr()
    parts = sorted(out.glob("matches*.csv"))
    assert len(parts) > 2
    assert parts[0].name == "matches-00001.csv"
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in parts)
    lines = [path.read_bytes().splitlines(keepends=True) for path in parts]
    assert b"".join([lines[0][0], *(b"".join(each[1:]) for each in lines)]) == alone
    assert printed.out == counts
    assert "begins again" in printed.err
    assert {path.name for path in out.iterdir()} == {
        "manifest.json",
        *(path.name for path in parts),
    }


def test_a_mistake_is_one_line_from_the_workers_too(
    logs: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("colour,weight\nred,5\n")
    contacts = str(SAMPLE / "contacts.csv")
    arguments = ["recommend", str(path), contacts, "--dask", "local", "--json"]
    assert main([*arguments, "--quiet"]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("getcontact: odd.csv: expected a column")


def test_local_starts_a_cluster_of_its_own() -> None:
    with connect("local") as client:
        assert client.submit(sum, [1, 2]).result() == 3
        handlers = client.run(signal.getsignal, signal.SIGINT).values()
        assert set(handlers) == {signal.SIG_IGN}  # Ctrl-C is for the client


def test_readme_says_how_large_a_part_is() -> None:
    text = (SAMPLE.parent.parent / "README.md").read_text(encoding="utf-8")
    section = " ".join(text.partition("## Past one machine")[2].split())
    assert f"partitions of {scale.PARTITION >> 20} MB" in section
    assert f"for every {scale.CALLS_OF_PART:,} calls" in section
    assert f"contacts above {scale.MAX_BROADCAST >> 20} MB" in section
