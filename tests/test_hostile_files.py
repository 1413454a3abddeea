"""Files that would hang a reader or fill its memory: bounded, and one clear line.

Each is read by the command in a process that may use so much processor time and memory
and no more: what hangs or grows is ended by the system, and the test fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import hostile_files
import pytest
from hostile_files import HOSTILE

from toolkit.crm.answers import parse_json
from toolkit.crm.proxy_config import read_config
from toolkit.errors import CrmAnswerError, TableError
from toolkit.exports.user_settings import read_in_use
from toolkit.reporting.settings import read_settings

SECONDS = 60  # of processor time: ten times what the slowest needs
BYTES = 4 << 30  # of address space, libraries and the threads' stacks included
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
resource.setrlimit(resource.RLIMIT_AS, ({BYTES}, {BYTES}))
from toolkit.cli import main
sys.exit(main(["profile", sys.argv[1], "--json"]))
"""


PLAIN_XML = {"OPENPYXL_DEFUSEDXML": "False"}  # as where defusedxml is not installed
CASES = [(name, {}) for name in HOSTILE]
CASES += [(name, PLAIN_XML) for name in ("entities.xlsx", "foreign-entity.xlsx")]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize(("name", "environment"), CASES)
def test_time_and_memory_are_bounded(
    name: str, environment: dict[str, str], tmp_path: Path
) -> None:
    build, said = HOSTILE[name]
    build(tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / name)],
        env=os.environ | environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == (1 if said else 0), done.stderr
    assert said in done.stderr
    assert done.stderr.count("\n") == (1 if said else 0)
    assert "internal error" not in done.stderr


@pytest.mark.parametrize("name", ["DEEP", "DEEP_OBJECT", "HUGE_NUMBER"])
def test_json_without_bottom_is_refused(name: str, tmp_path: Path) -> None:
    text = getattr(hostile_files, name)
    path = tmp_path / "given.json"
    path.write_bytes(text)
    for read in (read_in_use, read_settings, read_config):
        with pytest.raises(TableError, match=r"given\.json: expected"):
            read(path)
    with pytest.raises(CrmAnswerError, match="expected JSON"):
        parse_json(text, where="clio")
