r"""Writing results: a set of files appears whole or not at all.

Rules: files are written beside their goal, brought to the disk, then renamed. A new
folder appears with all its files in one step. In a folder that is there already, whole
files replace whole files; the seal (``manifest.json``) is taken away first and set
last, so a folder that has its seal is complete. Nothing is overwritten unless asked
for, an input never. Files with contact data can be read by their owner alone.

>>> import tempfile
>>> place = Path(tempfile.mkdtemp()) / "report"
>>> with OutputFolder(place) as folder:
...     folder.write("ledger.csv", b"rows\n")
>>> [path.name for path in folder.files], [path.name for path in place.iterdir()]
(['ledger.csv'], ['ledger.csv'])
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from toolkit.errors import OutputError
from toolkit.reporting.output_checks import (
    SEAL,
    describe_file,
    existing_folder,
    first_free,
    left_over,
    make_parent,
    nearest_folder,
    refuse_loss,
)
from toolkit.reporting.output_faults import faults_of, output_fault
from toolkit.reporting.staging import Staging, locked, sync_folder

DEFAULT_FOLDER = "getcontact-report"
_REPLACED = ".replaced"  # in the staging folder: what made room for the new files


class OutputFolder:
    """Files that appear together in one folder when the block ends without an error.

    Parameters
    ----------
    out
        The folder; default: the first of ``getcontact-report``, ``getcontact-report-2``
        … that is not there.
    overwrite
        Allow a folder that is not empty. Files of an earlier set that are not written
        again are removed if nobody has changed them; all others stay.
    inputs
        Files that must not be touched.

    Raises
    ------
    OutputError
        The folder is not empty, or no folder, or cannot be written.
    """

    def __init__(
        self,
        out: str | os.PathLike[str] | None = None,
        *,
        overwrite: bool = False,
        inputs: Iterable[Path] = (),
    ) -> None:
        self._default, self._overwrite = out is None, overwrite
        self._inputs = tuple(inputs)
        self.path = first_free(DEFAULT_FOLDER) if out is None else Path(out)
        self.files: tuple[Path, ...] = ()
        self._names: list[str] = []
        with faults_of(self.path):
            self._there = (
                None if out is None else existing_folder(self.path, overwrite=overwrite)
            )
            parent = self._there or make_parent(self.path)
            self._staging = Staging(parent, self.path.name)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the files appear, or leave no trace."""
        with self._staging:
            if error is None:
                with faults_of(self.path):
                    self._finish()
        if isinstance(error, OSError) and _is_ours(error, self._staging.path):
            raise output_fault(error, str(self.path)) from error

    def open(
        self, name: str, *, private: bool = False
    ) -> AbstractContextManager[IO[bytes]]:
        """Open a new file of the set; `private` means that it has contact data."""
        self._names.append(name)
        return self._staging.open(name, private=private)

    def write(self, name: str, data: bytes, *, private: bool = False) -> None:
        """Write a file of the set."""
        with self.open(name, private=private) as file:
            file.write(data)

    @property
    def place(self) -> Path:
        """The hidden folder in which files grow; other processes can write in it."""
        return self._staging.path

    def adopt(self, name: str) -> None:
        """Take a file that another process has written in `place` into the set."""
        if not (self.place / name).is_file():
            raise OutputError(
                expected="a folder that the workers share with this machine",
                got="none of their files in it",
                where=str(self.path),
            )
        self._names.append(name)

    def describe(self) -> list[dict[str, str | int]]:
        """Give name, size and hash of the files written so far."""
        return [describe_file(self._staging.path / name) for name in self._names]

    def _finish(self) -> None:
        self._staging.keep_only(self._names)
        sync_folder(self._staging.path)
        if self._there is None:
            self._appear()
        else:
            self._replace(self._there)
        sync_folder(self.path.parent)
        self.files = tuple(self.path / name for name in self._names)

    def _appear(self) -> None:
        """Give the whole folder its name, unless somebody was faster.

        Then the default folder gets another name, and a named one these files too.
        """
        while True:
            try:
                self._staging.path.rename(self.path)
            except OSError:
                if not os.path.lexists(self.path):
                    raise
            else:
                return
            if self._default:
                self.path = first_free(DEFAULT_FOLDER)
            elif there := existing_folder(self.path, overwrite=self._overwrite):
                return self._replace(there)

    def _replace(self, goal: Path) -> None:
        """Put the files in place of older ones, one writer after the other."""
        with locked(goal):
            self._exchange(goal)

    def _exchange(self, goal: Path) -> None:
        """Move older files out and the files in; take it back if that fails."""
        new, old = self._staging.path, self._staging.path / _REPLACED
        old.mkdir()
        names = sorted(self._names, key=lambda name: name == SEAL)
        leaving = [*reversed(names), *left_over(goal, names)]
        leaving = [name for name in leaving if os.path.lexists(goal / name)]
        for name in leaving:
            refuse_loss(goal / name, self._inputs, where=self.path)
        moves = [(goal / name, old / name) for name in leaving]
        moves += [(new / name, goal / name) for name in names]
        try:
            for origin, place in moves:
                origin.rename(place)
        except BaseException:
            for origin, place in reversed(moves):
                with suppress(OSError):
                    _take_back(origin, place)
            raise
        sync_folder(goal)


def check_output(
    out: str | os.PathLike[str] | None = None, *, overwrite: bool = False
) -> bool:
    """Raise before the work what `OutputFolder` would raise after it.

    Says whether a run into this folder was killed: what it had left is removed now.

    >>> check_output(None)
    False
    """
    named = first_free(DEFAULT_FOLDER) if out is None else Path(out)
    with faults_of(named):
        there = None if out is None else existing_folder(named, overwrite=overwrite)
        with Staging(there or nearest_folder(named), named.name) as staging:
            return staging.n_swept > 0


def _take_back(origin: Path, place: Path) -> None:
    if not os.path.lexists(origin):
        place.rename(origin)


def _is_ours(fault: OSError, folder: Path) -> bool:
    """Tell whether a fault is about one of our files, or the disk as such."""
    return fault.filename is None or Path(str(fault.filename)).is_relative_to(folder)
