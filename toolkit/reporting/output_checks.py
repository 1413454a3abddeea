"""What may be written where: questions asked before and while results appear.

>>> first_free("no-such-folder").name
'no-such-folder'
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.exports.object_stores import is_remote

SEAL = "manifest.json"  # set last: a folder that has it is complete


def first_free(name: str) -> Path:
    """Give the first of ``name``, ``name-2`` … that is not there."""
    numbered = (name if n == 1 else f"{name}-{n}" for n in count(1))
    return next(Path(each) for each in numbered if not os.path.lexists(each))


def existing_folder(named: Path, *, overwrite: bool) -> Path | None:
    """Give the folder that is there already, symbolic links followed; else None."""
    try:
        named.lstat()
    except FileNotFoundError:
        return None
    if not named.is_dir():
        got = "a file" if named.exists() else "a link to nothing"
        raise OutputError(expected="a folder", got=got, where=str(named))
    if not overwrite and any(named.iterdir()):
        raise not_empty(named)
    return named.resolve()


def not_empty(named: Path) -> OutputError:
    """Give the error for a folder that has files already."""
    return OutputError(
        expected="a new or an empty folder",
        got="one with files in it",
        where=str(named),
        hint="name another folder, or overwrite (--overwrite)",
    )


def make_parent(goal: Path) -> Path:
    """Make the folder in which a goal will stand, and give it."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    return goal.parent.resolve()


def nearest_folder(goal: Path) -> Path:
    """Give the folder that is there in which a goal will stand, or its parents."""
    return next(path for path in goal.absolute().parents if path.exists())


def refuse_loss(path: Path, inputs: Iterable[Path], *, where: Path) -> None:
    """Refuse to take an input, or a folder, out of the way."""
    if any(is_same(path, given) for given in inputs):
        raise OutputError(
            expected="a folder without the inputs",
            got=f"one where {path.name} is an input",
            where=str(where),
            hint="name another folder",
        )
    if path.is_dir() and not path.is_symlink():
        raise OutputError(
            expected=f"a file {path.name}, or none",
            got="a folder of that name",
            where=str(where),
            hint="name another folder",
        )


def is_same(path: Path, given: Path) -> bool:
    """Tell whether two paths lead to one file that is there."""
    return (
        not is_remote(given)
        and path.exists()
        and given.exists()
        and path.samefile(given)
    )


def describe_file(path: Path) -> dict[str, str | int]:
    """Give name, size and hash of a file."""
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return {
        "name": path.name,
        "bytes": path.stat().st_size,
        "sha256": digest.hexdigest(),
    }


def left_over(folder: Path, written: Sequence[str]) -> list[str]:
    """Find files of an earlier set, not written again, that nobody has changed."""
    if SEAL not in written:
        return []
    try:
        listed = json.loads((folder / SEAL).read_bytes())["outputs"]
        earlier = {str(one["name"]): str(one["sha256"]) for one in listed}
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [
        name
        for name, digest in earlier.items()
        if name not in written
        and name == Path(name).name
        and (folder / name).is_file()
        and describe_file(folder / name)["sha256"] == digest
    ]
