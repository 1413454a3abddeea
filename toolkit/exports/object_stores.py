"""Files in an object store, named by address: ``s3://bucket/logs/*.csv``.

They are paths as any other, opened through fsspec by `universal_pathlib`, which comes
with the extra ``dask``; each kind of store needs its own package (``s3fs``, ``gcsfs``,
``adlfs`` …), which finds its credentials as always.

>>> is_address("s3://bucket/calls.csv"), is_address("calls.csv")
(True, False)
>>> find_addressed("file:///tmp/calls.csv")
[PosixPath('/tmp/calls.csv')]
"""

from __future__ import annotations

import glob
from pathlib import Path
from typing import Any, cast

from toolkit.errors import TableError
from toolkit.extras import load_extra

_LOCAL = frozenset({"", "file", "local"})


def is_address(text: str) -> bool:
    """Tell an address from a path."""
    return "://" in text


def is_remote(path: Path) -> bool:
    """Tell whether a path leads to an object store: the system cannot open it."""
    return not isinstance(path, Path)


def find_addressed(text: str) -> list[Path]:
    """Give the files that an address, or a glob of them, names; in name order.

    Raises
    ------
    TableError
        A store that cannot be reached, or whose package is not installed.
    """
    store = f"{text.partition('://')[0]}://…"
    upath = load_extra("upath", "dask", where=store, error=TableError)
    try:
        found = _find(text, upath.UPath)
    except Exception as fault:  # each store has exceptions of its own
        raise TableError(
            expected="an object store that answers",
            got=type(fault).__name__,
            where=store,
            hint="install the store's package (s3fs, gcsfs, adlfs …), and look at its "
            "credentials",
        ) from fault
    if not found:
        raise TableError(expected="files", got="none that match", where=text)
    return found


def _find(text: str, make: Any) -> list[Path]:
    path: Any = make(text)
    if path.protocol in _LOCAL:
        return [Path(name) for name in sorted(glob.glob(path.path))] or [  # noqa: PTH207
            Path(path.path)
        ]
    if not glob.has_magic(path.path):
        path.exists()  # the store answers, or raises
        return [cast(Path, path)]
    store = path.fs
    return [
        cast(Path, make(store.unstrip_protocol(name), **path.storage_options))
        for name in sorted(store.glob(path.path))
        if store.isfile(name)
    ]
