"""What goes wrong on a cluster is one error of ours, and one line of the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
import distributed
import pytest

from toolkit import cluster
from toolkit.cli import main
from toolkit.cluster import ANY_PORT, connect, in_order
from toolkit.errors import ClusterError, OptionError, TableError

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


@contextmanager
def started(workers: int) -> Iterator[distributed.Client]:
    with (
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=ANY_PORT,
            silence_logs=50,
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client


def die(task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task


def test_a_task_that_kills_its_workers() -> None:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        started(1) as client,
        pytest.raises(ClusterError, match="expected workers that live, got a task at"),
    ):
        list(in_order(client, die, [1]))


def test_a_scheduler_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "FIRST_ANSWER", 1)
    with (
        started(0) as client,
        pytest.raises(ClusterError, match="expected a scheduler with a worker"),
        connect(client.scheduler.address),
    ):
        pass


def test_workers_with_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "version", lambda name: "0")
    with (
        started(1) as client,
        pytest.raises(ClusterError, match="expected workers with .* phonenumbers 0"),
        connect(client.scheduler.address),
    ):
        pass


def test_no_scheduler() -> None:
    with (
        pytest.raises(OptionError, match="dask: expected 'local' or the address"),
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        connect("tcp://127.0.0.1:9"),
    ):
        pass


def test_dask_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(OptionError, match=r"pip install -e \"\.\[dask\]\""),
        connect("x"),
    ):
        pass


def refuse(task: int) -> int:
    raise TableError(expected="a row", got=str(task), where="task")


def test_what_a_task_raises_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    with started(1) as client, pytest.raises(TableError, match="got 7") as caught:
        list(in_order(client, refuse, [7]))
    assert caught.value.expected == "a row"
    assert capfd.readouterr().err == ""


@pytest.fixture
def processes() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start processes of Dask, and end them behind the test."""
    running = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running.append(subprocess.Popen(command, **silent))  # type: ignore[call-overload]
        return running[-1]

    yield start
    for one in reversed(running):
        one.kill()
        one.wait()


def test_a_scheduler_that_dies_is_one_line(
    processes: Callable[..., subprocess.Popen[bytes]],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / "scheduler.json"
    scheduler = processes(
        "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", place
    )
    while not place.exists():
        assert scheduler.poll() is None
        time.sleep(0.05)
    with distributed.Client(scheduler_file=str(place)) as client:
        address = client.scheduler.address
        processes("worker", address, "--nthreads", "1", "--no-nanny")
        client.wait_for_workers(1)
    tasks = iter(range(1000))

    def until_it_dies() -> Iterator[int]:
        for task in tasks:
            if task == 3:
                scheduler.kill()
                scheduler.wait()
            yield task

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(ClusterError, match="expected a scheduler that lives"),
        connect(address) as client,
    ):
        list(in_order(client, abs, until_it_dies()))
    assert capfd.readouterr().err == ""


def test_a_mistake_on_the_command_line_is_one_line(
    capfd: pytest.CaptureFixture[str],
) -> None:
    exports = [str(SAMPLE / "calls.csv"), str(SAMPLE / "contacts.csv")]
    assert main(["recommend", *exports, "--json", "--dask", "nonsense"]) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
