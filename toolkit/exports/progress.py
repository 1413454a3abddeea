"""A bar on stderr, or in a notebook, for what takes longer than two seconds.

>>> with show_progress("Reading", 1, shown=False) as tick:
...     tick(1)
>>> from types import SimpleNamespace as Thing
>>> take_steps(Thing(cost=Thing(limits=1)), {"requests": "cost.limits"}, shown=False)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import Any

_DELAY_S = 2
_STEPS = {
    "bar_format": "{desc} |{bar}| {n_fmt}/{total_fmt}",
    "mininterval": 0,
    "miniters": 0,
}


@contextmanager
def show_progress(
    title: str, total: int, *, shown: bool, unit: str = "B"
) -> Iterator[Callable[[int], object]]:
    """Give a function that hears how much more is done, of `total` units."""
    if not shown:
        yield lambda n: None
        return
    with _bar(title, total, unit=unit, unit_scale=True) as bar:
        yield bar.update


def take_steps(whole: object, steps: Mapping[str, str], *, shown: bool) -> None:
    """Ask for parts that are worked out when first asked for, one after the other.

    Parameters
    ----------
    whole
        What has the parts.
    steps
        Attributes of it, dotted or not, by what is shown of each.
    shown
        Without a bar nothing is asked for: each part comes when it is needed.
    """
    if not shown:
        return
    with _bar("Analysing", len(steps), **_STEPS) as bar:
        width = max(map(len, steps))
        for name, part in steps.items():
            bar.set_description_str(f"Analysing: {name:{width}}", refresh=False)
            bar.update(0)  # says what is begun
            attrgetter(part)(whole)
            bar.update()


def size_of(files: Sequence[Path]) -> int:
    """Add up the bytes of files as they are on disk, compressed or not."""
    return sum(path.stat().st_size for path in files)


def _bar(title: str, total: int, **options: Any) -> Any:
    from tqdm.auto import tqdm

    return tqdm(total=total, desc=title, delay=_DELAY_S, leave=False, **options)
