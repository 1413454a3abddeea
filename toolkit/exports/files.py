r"""Files in: names and globs to paths, paths to bounded blocks of UTF-8 bytes.

Rules: a glob or a list of files is one log, in name order. Compressed files are
opened as streams and never unpacked whole: more than `MAX_BYTES` of text, or more
than `MAX_RATIO` times the file's own size once that is large, is refused.

>>> import tempfile, pathlib
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "b.csv").write_bytes(b"id,phone\n")
>>> _ = (folder / "a.csv").write_bytes(b"id,phone\n")
>>> [p.name for p in find_files(str(folder / "*.csv"))]
['a.csv', 'b.csv']
"""

from __future__ import annotations

import codecs
import glob
import gzip
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias, cast

from toolkit.errors import TableError
from toolkit.exports.encodings import PLAIN
from toolkit.exports.object_stores import find_addressed, is_address

PathLike: TypeAlias = str | os.PathLike[str]

_TABLES = frozenset({".csv", ".tsv"})  # names of tables in archives
_CHUNK = 1 << 20  # bytes decoded at once
MAX_BYTES = 64 << 30  # text of one compressed file
MAX_RATIO = 200  # a CSV of phone numbers packs 5 to 20 times
SMALL = 256 << 20  # below this size a ratio proves nothing

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"  # how compressed files begin


def find_files(paths: PathLike | Iterable[PathLike]) -> tuple[Path, ...]:
    """Turn a path, a glob or several of them into existing files, in name order.

    Raises
    ------
    TableError
        A path that is missing, a folder or empty; a glob that finds nothing.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found: dict[Path, None] = {}
    for one in given:
        for path in _expand(os.fspath(one)):
            found[path] = None
    if not found:
        raise TableError(expected="a file", got="no path at all", where="paths")
    for path in found:
        _check(path)
    return tuple(found)


def _expand(text: str) -> list[Path]:
    if is_address(text):
        return find_addressed(text)
    path = Path(text)
    if not glob.has_magic(text) or _exists(path):
        return [path]
    # pathlib's own glob refuses absolute patterns before Python 3.13
    names = sorted(glob.glob(text, recursive=True))  # noqa: PTH207
    matches = [Path(name) for name in names if not Path(name).is_dir()]
    if not matches:
        raise TableError(expected="files", got="none that match", where=text)
    return matches


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _check(path: Path) -> None:
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            kind = "a folder"
        elif not stat.S_ISREG(info.st_mode):
            kind = "a pipe or a device"
        else:
            kind = "" if info.st_size else "an empty file"
    except (FileNotFoundError, ValueError):
        kind = "nothing of that name"
    except OSError as fault:
        kind = f"the system's error {fault.strerror!r}"
    if kind:
        raise TableError(
            expected="a file with a header and rows", got=kind, where=str(path)
        )


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Open a plain, ``.gz`` or ``.zip`` file as a stream of bytes."""
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
            raw.seek(0)
            if start[:2] == _GZIP:
                with gzip.open(raw) as packed:
                    yield packed  # type: ignore[misc]
            elif start == _ZIP:
                with (
                    zipfile.ZipFile(raw) as archive,
                    archive.open(_member(archive, path)) as packed,
                ):
                    yield packed
            else:
                yield raw
    except (gzip.BadGzipFile, EOFError, zlib.error, zipfile.BadZipFile) as fault:
        raise TableError(
            expected="a whole compressed file", got="a damaged one", where=path.name
        ) from fault
    except (OSError, RuntimeError, NotImplementedError) as fault:
        raise TableError(
            expected="a readable file",
            got=f"{type(fault).__name__}",
            where=path.name,
            hint="an encrypted archive has to be unpacked first",
        ) from fault


def is_compressed(path: Path) -> bool:
    """Tell whether a file is a stream that can only be read from its start."""
    with path.open("rb") as raw:
        return raw.read(4).startswith((_GZIP, _ZIP))


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        m
        for m in archive.infolist()
        if not m.is_dir()
        and not m.filename.startswith("__MACOSX/")
        and not Path(m.filename).name.startswith(".")
    ]
    named = [m for m in tables if Path(m.filename).suffix.lower() in _TABLES]
    tables = named or tables  # a read-me beside the table does no harm
    if len(tables) != 1:
        raise TableError(
            expected="one file in the archive",
            got=str(len(tables)),
            where=path.name,
            hint="unpack it and name the files, or a glob",
        )
    return tables[0]


def check_size(path: Path, size: int) -> None:
    """Refuse a compressed file that unpacks to far more than any export would.

    Raises
    ------
    TableError
        More than `MAX_BYTES`, or more than `MAX_RATIO` times the file if that is much.
    """
    limit = min(MAX_BYTES, max(SMALL, MAX_RATIO * path.stat().st_size))
    if size > limit:
        raise TableError(
            expected=f"at most {limit >> 20:,} MB when unpacked",
            got="more",
            where=path.name,
            hint="unpack it yourself if it is no trick",
        )


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Read at most `size` bytes."""
        ...

    def readinto(self, space: memoryview, /) -> int:
        """Read into a space, and give the number of bytes."""
        ...


class _Transcoded(io.RawIOBase):
    """A stream of text in any encoding as a stream of UTF-8."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, space: Any) -> int:
        while not self._ready:
            block = self._stream.read(_CHUNK)
            self._ready = self._decoder.decode(block, final=not block).encode()
            if not block:
                break
        n = min(len(space), len(self._ready))
        space[:n], self._ready = self._ready[:n], self._ready[n:]
        return n


class _Bounded(io.RawIOBase):
    """A stream that refuses to give far more than the file's size explains."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path, self._total = stream, path, 0

    def readable(self) -> bool:
        return True

    def readinto(self, space: Any) -> int:
        n = cast(io.BufferedIOBase, self._stream).readinto(space)
        self._total += n
        check_size(self._path, self._total)
        return n


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[Readable]:
    """Open a file as a stream of UTF-8, whatever its encoding.

    A UTF-8 file is handed on byte by byte, unchecked: whoever decodes a cell checks it.
    """
    with open_bytes(path) as file:
        bounded = _Bounded(file, path)
        stream = bounded if encoding in PLAIN else _Transcoded(bounded, encoding)  # type: ignore[arg-type]
        yield cast(Readable, stream)


def read_head(path: Path, size: int = 1 << 18, limit: int = 1 << 23) -> bytes:
    """Read the first `size` bytes (unpacked), more if they hold no whole line."""
    with open_bytes(path) as file:
        head = file.read(size)
        if head.count(b"\n") + head.count(b"\r") < 2:
            head += file.read(limit - size)
    return head
