"""A hidden folder in which outputs grow before they appear under their names.

It stands beside its goal, so that a rename is enough to finish. While its writer lives
it is locked; what a killed writer left behind is removed by the next one.

>>> import tempfile
>>> parent = Path(tempfile.mkdtemp())
>>> with Staging(parent, "report") as staging:
...     staging.write("a.txt", b"whole")
...     [path.name.startswith(".report.partial-") for path in parent.iterdir()]
[True]
>>> list(parent.iterdir())
[]
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType, TracebackType
from typing import IO, Self

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: what a killed writer left stays
    _fcntl: ModuleType | None = None
else:
    _fcntl = fcntl

PRIVATE, PUBLIC = 0o600, 0o666  # before the umask


class Staging:
    """A folder to write files in; it is gone when the block ends.

    Parameters
    ----------
    parent, name
        Where the goal stands, and what it is called.

    `n_swept` counts the folders that killed writers had left for this goal.
    """

    def __init__(self, parent: Path, name: str) -> None:
        prefix = f".{name[:50]}.partial-"
        self.n_swept = _sweep(parent, prefix)
        self.path, self._lock = _create(parent, prefix)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was not moved to its goal."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)

    @contextmanager
    def open(self, name: str, *, private: bool = False) -> Iterator[IO[bytes]]:
        """Open a new file; it is on the disk when the block ends."""
        path = self.path / name
        path.touch(mode=PRIVATE if private else PUBLIC, exist_ok=False)
        with path.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    def write(self, name: str, data: bytes, *, private: bool = False) -> None:
        """Write a new file."""
        with self.open(name, private=private) as file:
            file.write(data)

    def keep_only(self, names: Collection[str]) -> None:
        """Remove what other processes began to write here and did not finish."""
        for path in self.path.iterdir():
            if path.name not in names:
                path.unlink()


def sync_folder(path: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    with suppress(OSError):
        place = os.open(path, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder; wait for the one that is in it."""
    place = None if _fcntl is None else os.open(folder, os.O_RDONLY)
    try:
        if _fcntl is not None and place is not None:
            with suppress(OSError):  # a file system without locks
                _fcntl.flock(place, _fcntl.LOCK_EX)
        yield
    finally:
        if place is not None:
            os.close(place)


def _create(parent: Path, prefix: str) -> tuple[Path, int | None]:
    """Make a folder and lock it before another writer takes it for a dead one."""
    while True:
        path = parent / f"{prefix}{secrets.token_hex(4)}"
        path.mkdir()
        try:
            lock = _lock(path)
        except (BlockingIOError, FileNotFoundError):
            continue
        if path.exists():
            return path, lock


def _lock(path: Path) -> int | None:
    """Lock a folder as long as this process lives; None where that is not possible.

    Raises BlockingIOError where another process has locked it.
    """
    if _fcntl is None:
        return None
    place = os.open(path, os.O_RDONLY)
    try:
        _fcntl.flock(place, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(place)
        raise
    except OSError:  # a file system without locks
        os.close(place)
        return None
    return place


def _sweep(parent: Path, prefix: str) -> int:
    """Remove what killed writers left: folders that nobody has locked any more."""
    swept = 0
    for path in parent.glob(f"{_escaped(prefix)}*"):
        with suppress(OSError):
            lock = None if path.is_symlink() else _lock(path)
            if lock is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(lock)
                swept += 1
    return swept


def _escaped(prefix: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in prefix)
