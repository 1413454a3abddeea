"""What the system says when a file cannot be written, in words.

>>> import errno
>>> print(output_fault(OSError(errno.ENOSPC, "No space left on device"), "report"))
report: expected room for the files, got a full disk.
Hint: free some space, or name another folder.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import OutputError

_FREE = "free some space, or name another folder"
_OTHER = "name another folder"

# errno -> expected, got, hint
_WORDS: Mapping[int, tuple[str, str, str]] = {
    errno.ENOSPC: ("room for the files", "a full disk", _FREE),
    errno.EDQUOT: ("room for the files", "a used-up quota", _FREE),
    errno.EFBIG: ("room for the files", "a file above the size limit", _FREE),
    errno.EROFS: ("a place to write", "a read-only file system", _OTHER),
    errno.EACCES: ("a place to write", "no permission to write there", _OTHER),
    errno.EPERM: ("a place to write", "no permission to write there", _OTHER),
    errno.ENAMETOOLONG: ("a usable name", "a name that is too long", _OTHER),
    errno.EINVAL: ("a usable name", "a name the system refuses", _OTHER),
    errno.ELOOP: ("a folder", "symbolic links in a circle", _OTHER),
    errno.ENOTDIR: ("a folder", "a file", _OTHER),
    errno.EEXIST: ("a folder", "a file", _OTHER),
    errno.EISDIR: ("a file", "a folder", "name a file in it"),
    errno.ENOENT: ("a place to write", "nothing at that place", _OTHER),
    errno.EIO: ("a place to write", "a fault of the disk", _OTHER),
}


def output_fault(fault: OSError, where: str) -> OutputError:
    """Give the error for a fault of the system; `where` is what the user named."""
    said = f"the system's error {fault.strerror!r}"
    unknown = ("a place to write", said, _OTHER)
    expected, got, hint = _WORDS.get(fault.errno or 0, unknown)
    return OutputError(expected=expected, got=got, where=where, hint=hint)


@contextmanager
def faults_of(named: Path) -> Iterator[None]:
    """Turn faults of the system into errors about what the user named."""
    try:
        yield
    except OSError as fault:
        raise output_fault(fault, str(named)) from fault
