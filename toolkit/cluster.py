"""A Dask cluster: reach it, have it do tasks, say in one line what went wrong there.

Dask retries what a dead worker was doing. What a task raises comes back as its result
and is raised here, for Dask would log it, and where it was raised, on stderr.

>>> with connect("local") as client:
...     list(in_order(client, abs, [-1, 2]))
[1, 2]
"""

from __future__ import annotations

import logging
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, TypeAlias, TypeVar

from toolkit.errors import ClusterError, OptionError
from toolkit.extras import load_extra

T = TypeVar("T")
Client: TypeAlias = Any  # distributed.Client, which need not be installed

LOCAL = "local"
ANY_PORT = "127.0.0.1:0"  # of the local cluster's own pages
# Ctrl-C reaches every process of a terminal; it is the client that ends its workers.
_IGNORE_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
FIRST_ANSWER = 60  # seconds in which a first worker must have answered


@contextmanager
def connect(address: str | Client) -> Iterator[Client]:
    """Give a client of a cluster: ``local``, a scheduler's address, or a client.

    ``local`` starts one worker process for each processor, for the time of the block.

    Raises
    ------
    OptionError
        Dask is not installed, or the scheduler does not answer.
    ClusterError
        No worker answers, or the workers have no toolkit of this version.
    """
    if not isinstance(address, str):
        yield address
        return
    distributed = _load()
    with ExitStack() as opened:
        opened.enter_context(distributed.utils.silence_logging_cmgr(logging.CRITICAL))
        try:
            if address == LOCAL:
                address = opened.enter_context(
                    distributed.LocalCluster(
                        threads_per_worker=1,
                        dashboard_address=ANY_PORT,
                        silence_logs=logging.CRITICAL,
                        preload=_IGNORE_INTERRUPTS,
                    )
                )
            client = opened.enter_context(distributed.Client(address))
        except (OSError, ValueError) as fault:
            raise OptionError(
                expected="'local' or the address of a scheduler that answers",
                got=f"{address!r} ({type(fault).__name__})",
                where="dask",
            ) from fault
        _check_workers(client)
        yield client


@dataclass(frozen=True, slots=True)
class _Failure:
    """What a task raised. Dask would log it, and where it was raised, on stderr."""

    error: Exception


def _try(work: Callable[..., T], *arguments: Any) -> T | _Failure:
    try:
        return work(*arguments)
    except Exception as error:  # noqa: BLE001 - raised again by the client
        return _Failure(error)


def broadcast(client: Client, data: Any) -> Any:
    """Send data to the workers, to each when it first needs them.

    Unlike data that are scattered, what a task gives can be had again when all workers
    that held it have died.
    """
    return _submit(client, _give, data)


def _give(data: T) -> T:
    return data


def _submit(client: Client, work: Callable[..., Any], *arguments: Any) -> Any:
    with _faults_named(), warnings.catch_warnings():
        # of arguments above 10 MB, which are meant
        warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
        return client.submit(work, *arguments, pure=False)


def in_order(
    client: Client, work: Callable[..., T], tasks: Iterable[Any], *shared: Any
) -> Iterator[T]:
    """Do tasks on the workers, a few ahead, and give their results in order.

    `shared` are further arguments, on the workers already.

    Raises
    ------
    ClusterError
        One worker after the other died, or the scheduler did.
    """
    waiting: deque[Any] = deque()
    for task in tasks:
        waiting.append(_submit(client, _try, work, task, *shared))
        if len(waiting) > 2 * _n_threads(client):
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _n_threads(client: Client) -> int:
    with _faults_named():
        return sum(client.nthreads().values())


def _result(future: Any) -> Any:
    with _faults_named():
        result = future.result()
    if isinstance(result, _Failure):
        raise result.error
    return result


@contextmanager
def _faults_named() -> Iterator[None]:
    """Turn what Dask raises when its processes die into errors of ours."""
    try:
        yield
    except _load().KilledWorker as fault:
        raise ClusterError(
            expected="workers that live",
            got="a task at which one after the other died",
            where="dask",
            hint="give each worker more memory",
        ) from fault
    except (CancelledError, OSError) as fault:
        raise ClusterError(
            expected="a scheduler that lives", got="none any more", where="dask"
        ) from fault


def _load() -> Any:
    return load_extra("distributed", "dask", where="dask")


def _check_workers(client: Client) -> None:
    """Ask the workers which rules they have; they must be ours."""
    ours = _versions()
    try:
        client.submit(_versions, pure=False).result(timeout=FIRST_ANSWER)
        theirs = client.run(_versions)
    except TimeoutError as fault:
        raise ClusterError(
            expected="a scheduler with a worker",
            got=f"no answer within {FIRST_ANSWER} s",
            where="dask",
            hint="start workers: dask worker tcp://HOST:PORT",
        ) from fault
    except ImportError as fault:
        raise ClusterError(
            expected="workers that have this toolkit",
            got=f"no module {fault.name!r} there",
            where="dask",
        ) from fault
    for one in theirs.values():
        if one != ours:
            raise ClusterError(expected=f"workers with {ours}", got=one, where="dask")


def _versions() -> str:
    """Name what the answer depends on, the same on every worker."""
    names = ("getcontact-toolkit", "phonenumbers")
    return ", ".join(f"{name} {version(name)}" for name in names)
