"""Every file of the package has its test.

A file's test is the test file of its name, its own doctest, or where a room's small
files are tested through one door, the test of that door.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "toolkit").rglob("*.py")
    if path.stem not in ("__init__", "__main__")
)

# Files tested through the door of their room.
DOORS = {
    "toolkit/analysis/advice_*": "test_advice.py",
    "toolkit/analysis/list_case.py": "test_advice.py",
    "toolkit/analysis/collisions.py": "test_advice.py",
    "toolkit/analysis/stored_numbers.py": "test_advice.py",
    "toolkit/analysis/term_hits.py": "test_advice.py",
    "toolkit/analysis/situation.py": "test_measures.py",
    "toolkit/analysis/problem.py": "test_recommendation.py",
    "toolkit/analysis/choosing.py": "test_holdout.py",
    "toolkit/analysis/earlier_choice.py": "test_holdout.py",
    "toolkit/cli/*": "test_cli.py",
    "toolkit/crm/sandbox_*": "test_sandbox.py",
    "toolkit/crm/live_crm.py": "test_vendors.py",
    "toolkit/exports/events.py": "test_calls.py",
    "toolkit/exports/workbooks.py": "test_layouts.py",
    "toolkit/exports/people.py": "test_contacts.py",
    "toolkit/exports/phone_cells.py": "test_contacts.py",
    "toolkit/live/probe_plan.py": "test_probe.py",
    "toolkit/live/stored_cells.py": "test_probe.py",
    "toolkit/live/verify_plan.py": "test_verify.py",
    "toolkit/notebook/*": "test_notebooks.py",
    "toolkit/reporting/*_tables.py": "test_written_tables.py",
    "toolkit/reporting/formats_table.py": "test_written_tables.py",
    "toolkit/reporting/report_*": "test_report.py",
    "toolkit/reporting/terminal_*": "test_terminal.py",
    "toolkit/reporting/trust.py": "test_report.py",
}


def has_doctest(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    texts = (ast.get_docstring(n) for n in ast.walk(tree) if isinstance(n, kinds))
    return any(text and ">>> " in text for text in texts)


def its_tests(file: str) -> list[str]:
    named = f"test_{Path(file).stem}.py"
    doors = [test for pattern, test in DOORS.items() if fnmatch(file, pattern)]
    return [name for name in (named, *doors) if (ROOT / "tests" / name).exists()]


@pytest.mark.parametrize("file", FILES)
def test_has_a_test(file: str) -> None:
    assert its_tests(file) or has_doctest(ROOT / file)


@pytest.mark.parametrize("pattern", DOORS)
def test_every_door_is_needed(pattern: str) -> None:
    assert any(fnmatch(file, pattern) for file in FILES)
