"""Notebooks read, run as people and papermill run them, and what they showed."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"

Cell = dict[str, Any]


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def cells(path: Path, kind: str = "code") -> list[Cell]:
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == kind]


def tree(cell: Cell) -> ast.Module:
    return ast.parse(text(cell["source"]))


def workplace(folder: Path) -> Path:
    """Give a folder with copies of the notebooks and the sample beside each other."""
    shutil.copytree(ROOT / "data", folder / "data")
    copied = folder / "notebooks"
    copied.mkdir()
    for path in NOTEBOOKS:
        shutil.copy(path, copied)
    return copied


def run(notebook: Path, out: Path, /, *, cwd: Path, **parameters: object) -> Path:
    """Run a notebook with papermill; where a cell fails the run does."""
    command = [sys.executable, "-m", "papermill", str(notebook), str(out)]
    command += ["--no-progress-bar", "--log-level", "ERROR", "--cwd", str(cwd)]
    for name, value in parameters.items():
        command += ["-p", name, str(value)]
    home = {
        "IPYTHONDIR": str(out.parent / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    done = subprocess.run(
        command, env={**os.environ, **home}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return out


def shown(path: Path) -> dict[str, list[dict[str, str]]]:
    """Give what each cell showed as text; pictures and widgets are left out."""
    return {
        cell["id"]: [
            {kind: text(data) for kind, data in output.items()}
            for output in map(_texts, cell["outputs"])
            if output
        ]
        for cell in cells(path)
        if "injected-parameters" not in cell["metadata"].get("tags", [])
    }


def _texts(output: Mapping[str, Any]) -> dict[str, Any]:
    if output["output_type"] == "error":
        return {"error": output["evalue"]}
    if output["output_type"] == "stream":
        return {} if output["name"] == "stderr" else {"stdout": output["text"]}
    data = output["data"]
    if WIDGET in data:
        return {}
    return {kind: data[kind] for kind in ("text/plain", "text/html") if kind in data}


def sentences(path: Path) -> dict[str, list[str]]:
    """Give the plain texts that each cell showed."""
    return {
        id: [output.get("text/plain", "") for output in outputs]
        for id, outputs in shown(path).items()
    }


def keep(path: Path, ran: Path) -> None:
    """Put the outputs of a run into the notebook, without what differs every time."""
    notebook, outputs = read(path), {cell["id"]: cell for cell in cells(ran)}
    nth = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            nth += 1
            kept = [each for each in outputs[cell["id"]]["outputs"] if _is_kept(each)]
            for output in kept:
                if "execution_count" in output:
                    output["execution_count"] = nth
            cell |= {"outputs": kept, "execution_count": nth}
    lines = json.dumps(notebook, indent=1, ensure_ascii=False)
    path.write_text(f"{lines}\n", encoding="utf-8")


def _is_kept(output: Mapping[str, Any]) -> bool:
    if output["output_type"] == "stream":
        return bool(output["name"] != "stderr")
    return WIDGET not in output.get("data", {})


def run_here(path: Path, **parameters: object) -> dict[str, Any]:
    """Run the cells in this process, parameters replaced; give what each ends with."""
    names: dict[str, Any] = {}
    ends: dict[str, Any] = {}
    for cell in cells(path):
        module = tree(cell)
        last = module.body[-1] if module.body else None
        if isinstance(last, ast.Expr):
            module.body.pop()
        exec(compile(module, path.name, "exec"), names)
        if isinstance(last, ast.Expr):
            ends[cell["id"]] = eval(
                compile(ast.Expression(last.value), path.name, "eval"), names
            )
        if cell["id"] == "parameters":
            names |= parameters
    return ends
