"""The journal of a verification: what was asked and what came of it, without numbers.

One JSON line for each position of the sample and its outcome. A hash of a phone number
would be as good as the number (there are few enough to try them all), so there is none.
Every line is on disk before the next number is asked: a run that is killed goes on
where it stopped. The one number whose answer was lost with the run is asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from toolkit.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows: two runs at once are not noticed there
    fcntl = None  # type: ignore[assignment]

_POSITION = "position"
_MODE = 0o600
_LARGEST = 67_108_864  # bytes


class Journal:
    """An open journal; use it in a ``with`` block.

    Parameters
    ----------
    path
        The file; made with mode 600 when it is not there.
    header
        What the run is: a journal of another run is refused.
    """

    def __init__(self, path: str | Path, header: Mapping[str, Any]) -> None:
        self.path = Path(path)
        self.outcomes: dict[int, dict[str, Any]] = {}
        self._header = json.loads(json.dumps({"journal": 1, **header}))
        self._open()
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def __repr__(self) -> str:
        """Count the outcomes."""
        return f"<Journal of {len(self.outcomes)} outcomes>"

    def __enter__(self) -> Self:
        """Give the journal."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def add(self, position: int, outcome: Mapping[str, Any]) -> None:
        """Write one outcome; it is on disk when this returns."""
        self._write({_POSITION: position, **outcome})
        self.outcomes[position] = dict(outcome)

    def _open(self) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        try:
            self._file = os.fdopen(os.open(self.path, flags, _MODE), "r+b")
        except OSError as error:
            reason = (error.strerror or "an error").lower()
        else:
            reason = ""
        if reason:
            raise self._wrong(expected="a file to write the journal to", got=reason)

    def _begin(self) -> None:
        if fcntl is not None:
            is_free = False
            with suppress(OSError):
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                is_free = True
            if not is_free:
                raise self._wrong(
                    expected="a journal of its own", got="one that another run has open"
                )
        state = os.fstat(self._file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_size > _LARGEST:
            raise self._wrong(expected="a journal", got="something else")
        raw = self._file.read()
        whole = raw[: raw.rfind(b"\n") + 1]  # a torn last line was never answered for
        lines = list(self._read(whole))
        is_torn_at_once = not lines and _line(self._header).startswith(raw)
        if not is_torn_at_once and lines[:1] != [self._header]:
            raise self._wrong(
                expected="the journal of this run",
                got="that of another: other files, formats or options",
                hint="give another --journal, or remove this one to begin again",
            )
        for line in lines[1:]:
            position = line.pop(_POSITION, None)
            if not isinstance(position, int):
                raise self._wrong(expected="a position in every line", got="none")
            self.outcomes[position] = line
        self._file.seek(len(whole))
        self._file.truncate()
        if not lines:
            self._write(self._header)

    def _read(self, raw: bytes) -> Iterator[dict[str, Any]]:
        for text in raw.splitlines():
            line = None
            with suppress(ValueError, RecursionError):
                line = json.loads(text)
            if not isinstance(line, dict):
                raise self._wrong(expected="lines of JSON", got="something else")
            yield line

    def _write(self, line: Mapping[str, Any]) -> None:
        reason = ""
        try:
            self._file.write(_line(line))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            reason = (error.strerror or "an error").lower()
        if reason:
            raise self._wrong(expected="room for the journal", got=reason)

    def _wrong(self, *, expected: str, got: str, hint: str = "") -> OutputError:
        return OutputError(expected=expected, got=got, where=self.path.name, hint=hint)


def own_path(header: Mapping[str, Any]) -> Path:
    """Name a run's own journal: the same run, the same file in the present folder."""
    mark = hashlib.sha256(json.dumps(header, sort_keys=True).encode("ascii"))
    return Path(f"getcontact-verify-{mark.hexdigest()[:12]}.jsonl")


def _line(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values).encode("ascii") + b"\n"
