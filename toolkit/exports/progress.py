"""A bar on stderr while large files are read.

>>> with show_progress("Reading", [], False) as tick:
...     tick(1)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def show_progress(
    title: str, files: Sequence[Path], shown: bool
) -> Iterator[Callable[[int], object]]:
    """Give a function that hears how many bytes were read.

    The bar appears after two seconds, and counts the bytes of the files as they are on
    disk; of a compressed file it only shows the bytes read.
    """
    if not shown:
        yield lambda n: None
        return
    from tqdm.auto import tqdm

    total = sum(path.stat().st_size for path in files)
    with tqdm(
        total=total, desc=title, unit="B", unit_scale=True, delay=2, leave=False
    ) as bar:
        yield bar.update
