"""Faults of the system are told in words, with something to do."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from toolkit.errors import OutputError
from toolkit.reporting.output_faults import faults_of, output_fault


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "a full disk"),
        (errno.EDQUOT, "a used-up quota"),
        (errno.EROFS, "a read-only file system"),
        (errno.EACCES, "no permission"),
        (errno.ENAMETOOLONG, "a name that is too long"),
        (errno.ELOOP, "symbolic links in a circle"),
        (errno.ETXTBSY, "the system's error 'Text file busy'"),
    ],
)
def test_faults_are_named(number: int, said: str) -> None:
    error = output_fault(OSError(number, "Text file busy"), "report")
    assert said in str(error)
    assert "Hint:" in str(error)


def test_faults_become_errors_about_what_was_named() -> None:
    with pytest.raises(OutputError, match="^report: "), faults_of(Path("report")):
        raise OSError(errno.ENOSPC, "No space left on device")
