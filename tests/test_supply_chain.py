"""Few dependencies, each with a reason and a lower bound; no code is run from data."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from oldest_versions import PROJECT, oldest_versions, requirements

PACKAGE = PROJECT.parent / "toolkit"
MOST = 12  # direct dependencies of the package itself

# The first version without the known faults of the older ones: what pip-audit would
# say, for a machine without a network. Source: the Python packaging advisory database,
# read on 2026-11-25.
SOUND = {
    "distributed": ("2026.1.0", "CVE-2026-23528: a page of the cluster runs a script"),
    "jinja2": ("3.1.6", "CVE-2025-27516: a template leaves its sandbox"),
    "jupyterlab": ("4.4.8", "CVE-2025-59842: links can reach the page they came from"),
    "pillow": ("12.3.0", "CVE-2026-59200 and others: damaged pictures"),
    "pyarrow": ("17.0.0", "CVE-2024-52338: a file's metadata runs code (in R)"),
    "requests": ("2.33.0", "CVE-2026-25645: a guessable file in the temporary folder"),
    "tqdm": ("4.66.3", "CVE-2024-34062: an argument runs code"),
    "urllib3": ("2.7.0", "CVE-2026-44432: a small answer unpacks into all memory"),
}
# Modules that can run what they read, and what runs a text as code.
FORBIDDEN_MODULES = frozenset(
    {
        "pickle",
        "cPickle",
        "marshal",
        "shelve",
        "dill",
        "cloudpickle",
        "joblib",
        "yaml",
        "ruamel",
        "subprocess",
        "pty",
        "ctypes",
        "code",
        "codeop",
        "runpy",
        "xmlrpc",
    }
)
FORBIDDEN_CALLS = frozenset(
    {
        "eval",
        "exec",
        "compile",
        "__import__",
        "system",
        "popen",
        "execv",
        "execve",
        "spawnv",
        "read_pickle",
        "to_pickle",
        "query",
        "unsafe_load",
        "full_load",
    }
)
SOURCES = sorted(PACKAGE.rglob("*.py"))


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_every_requirement_has_a_lower_bound_and_a_reason() -> None:
    lines = PROJECT.read_text(encoding="utf-8").splitlines()
    for requirement in requirements():
        line = next(line for line in lines if f'"{requirement}"' in line)
        assert re.search(r"# \S", line), f"no reason: {requirement}"
    oldest = list(oldest_versions())
    assert len(set(oldest)) == len(oldest)


def test_direct_dependencies_are_few() -> None:
    extras = PROJECT.read_text(encoding="utf-8").partition("optional-dependencies")[2]
    direct = [each for each in requirements() if f'"{each}"' not in extras]
    assert len(direct) <= MOST


@pytest.mark.parametrize("name", SOUND)
def test_no_version_with_a_known_fault_is_allowed(name: str) -> None:
    bounds = dict(each.split("==") for each in oldest_versions())
    assert numbers(bounds[name]) + (0, 0) >= numbers(SOUND[name][0]), SOUND[name][1]


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_code_is_run_from_data(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        roots = {name.partition(".")[0] for name in names}
        assert not roots & FORBIDDEN_MODULES, f"{path.name}:{node.lineno}"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and _called(node) in FORBIDDEN_CALLS:
            is_expression = ast.unparse(node.func) == "re.compile"
            assert is_expression, f"{path.name}:{node.lineno}"
        if isinstance(node, ast.keyword):
            assert node.arg not in ("shell", "allow_pickle"), f"{path.name}"
