"""Writing one file: it appears whole under its name, or not at all.

>>> import tempfile
>>> place = Path(tempfile.mkdtemp()) / "settings.json"
>>> with output_file(place) as file:
...     _ = file.write(b"{}")
>>> place.read_text()
'{}'
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from toolkit.errors import OutputError
from toolkit.reporting.output_checks import is_same, make_parent
from toolkit.reporting.output_faults import faults_of
from toolkit.reporting.staging import Staging, sync_folder


@contextmanager
def output_file(
    path: str | os.PathLike[str],
    *,
    overwrite: bool = False,
    private: bool = False,
    inputs: Iterable[Path] = (),
) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name when the block ends without an error.

    Parameters
    ----------
    path
        The file.
    overwrite
        Replace a file that is there already.
    private
        It has contact data: only its owner can read it.
    inputs
        Files that must not be touched.

    Raises
    ------
    OutputError
        The file is there, or cannot be written.
    """
    goal, kept = Path(path), tuple(inputs)
    with faults_of(goal):
        _check(goal, overwrite, kept)
        with Staging(make_parent(goal), goal.name) as staging:
            with staging.open("whole", private=private) as file:
                yield file
            _check(goal, overwrite, kept)
            (staging.path / "whole").replace(goal)
            sync_folder(goal.parent)


def _check(goal: Path, overwrite: bool, inputs: Iterable[Path]) -> None:
    try:
        goal.lstat()
    except FileNotFoundError:
        return
    if goal.is_dir():
        raise OutputError(expected="a file", got="a folder", where=str(goal))
    is_input = any(is_same(goal, given) for given in inputs)
    if is_input or not overwrite:
        raise OutputError(
            expected="a file that is not there yet",
            got="an input" if is_input else "one that is",
            where=str(goal),
            hint="name another file" if is_input else "name another, or overwrite it",
        )
