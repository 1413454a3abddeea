"""Imports point down, and only some rooms touch files, sockets or tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "toolkit"

# From the top down; a room may import from itself and from rooms below it.
ROOMS = (
    ("__main__",),
    ("cli",),
    ("notebook",),
    ("reporting",),
    ("live",),
    ("scale",),
    ("cluster",),
    ("analysis",),
    ("exports",),
    ("crm",),
    ("columns",),
    ("matching",),
    ("extras",),
    ("errors",),
)
RANK = {room: rank for rank, rooms in enumerate(ROOMS) for room in rooms}
SOCKETS = {"socket", "ssl", "http", "requests", "urllib3", "urllib.request"}
MATCHING_MAY_NOT = {"pandas", "numpy", "pyarrow", "pathlib", "io", "time", "datetime"}

FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Give the modules a file imports when it runs; not those for types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body.clear()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for module in imports(path):
        if module == "toolkit" or not module.startswith("toolkit."):
            continue
        below = module.split(".")[1]
        assert below == room or RANK[below] > RANK[room], f"{room} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_crm_opens_sockets(path: Path) -> None:
    if room_of(path) not in ("crm", "cluster"):
        assert not SOCKETS & set(imports(path))


def test_matching_is_pure() -> None:
    for path in (PACKAGE / "matching").glob("*.py"):
        roots = {module.split(".")[0] for module in imports(path)}
        assert not roots & MATCHING_MAY_NOT, path.name


def test_every_room_has_its_rank() -> None:
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert rooms <= set(RANK)


def test_rules_find_an_import_that_points_up(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def f():\n    from toolkit.reporting import tables\n")
    assert list(imports(wrong)) == ["toolkit.reporting"]
