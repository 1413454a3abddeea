"""The notebooks: thin, clean, true on the sample and on other exports.

``pytest tests/test_notebooks.py --rewrite-notebooks`` keeps the outputs of a new run.
"""

from __future__ import annotations

import ast
import csv
import re
import socket
from pathlib import Path

import pytest
from notebook_exports import german_exports, odd_exports, us_exports
from notebook_runs import (
    NOTEBOOKS,
    ROOT,
    cells,
    keep,
    read,
    run,
    run_here,
    sentences,
    shown,
    text,
    tree,
    workplace,
)

EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
PROFILE, MEASURE, RECOMMEND, CHECK = NOTEBOOKS
THICK = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.For,
    ast.AsyncFor, ast.While, ast.Try, ast.comprehension,
)  # fmt: skip


def outputs(path: Path) -> str:
    return "\n".join(
        output
        for of_cell in shown(path).values()
        for each in of_cell
        for output in each.values()
    )


def test_there_are_four() -> None:
    names = ["01_profile_contacts", "02_measure_formats", "03_recommend_formats"]
    assert [path.stem for path in NOTEBOOKS] == [*names, "04_check_live_crm"]


@EACH
def test_is_thin(path: Path) -> None:
    code = cells(path)
    assert len(code) <= 20
    for cell in code:
        assert len(text(cell["source"]).splitlines()) <= 10, cell["id"]
        assert not any(isinstance(node, THICK) for node in ast.walk(tree(cell)))


@EACH
def test_imports_only_the_toolkit(path: Path) -> None:
    rooms = set()
    for cell in cells(path):
        for node in ast.walk(tree(cell)):
            if isinstance(node, ast.Import):
                rooms |= {name.name.partition(".")[0] for name in node.names}
            if isinstance(node, ast.ImportFrom):
                rooms.add((node.module or "").partition(".")[0])
    assert rooms <= {"toolkit", "IPython"}


@EACH
def test_has_one_cell_of_literal_parameters(path: Path) -> None:
    tagged = [
        cell for cell in cells(path) if "parameters" in cell["metadata"].get("tags", [])
    ]
    assert [cell["id"] for cell in tagged] == ["parameters"]
    for node in tree(tagged[0]).body:
        assert isinstance(node, ast.Assign)
        ast.literal_eval(node.value)


@EACH
def test_begins_with_question_inputs_and_running_time(path: Path) -> None:
    first = read(path)["cells"][0]
    assert first["cell_type"] == "markdown"
    told = " ".join(text(first["source"]).split())
    assert told.startswith("# ")
    assert all(word in told for word in ("?", "**Inputs**", "**Running time**"))


@EACH
def test_ids_are_chosen(path: Path) -> None:
    ids = [cell["id"] for cell in read(path)["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", id) for id in ids)


@EACH
def test_every_code_cell_is_introduced(path: Path) -> None:
    kinds = [cell["cell_type"] for cell in read(path)["cells"]]
    assert kinds[:3] == ["markdown", "markdown", "code"]


@EACH
def test_is_small_and_was_run_from_top_to_bottom(path: Path) -> None:
    assert path.stat().st_size < 400_000
    counts = [cell["execution_count"] for cell in cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    assert set(read(path)["metadata"]) == {"kernelspec", "language_info"}


@EACH
def test_every_figure_is_followed_by_its_sentence(path: Path) -> None:
    for cell in cells(path):
        given = [output.get("data", {}) for output in cell["outputs"]]
        for place, data in enumerate(given):
            if "image/png" in data:
                assert re.search(r"\w.*\.$", text(given[place + 1]["text/plain"]))


@EACH
def test_outputs_hold_nothing_of_this_machine(path: Path) -> None:
    told = outputs(path)
    for place in (str(ROOT), str(Path.home()), socket.gethostname(), "/tmp", "127.0"):
        assert place not in told


@EACH
def test_outputs_hold_no_number_and_no_name(path: Path) -> None:
    told = re.sub(r"\d{4}-\d\d-\d\d", "", outputs(path))
    runs = re.findall(r"\d(?:[ ().+-]{0,3}\d){6,}", told)
    assert [found for found in runs if set(re.sub(r"\D", "", found)) != {"0"}] == []
    with (ROOT / "data/sample/contacts.csv").open(newline="") as file:
        people = [
            f"{row['first_name']} {row['last_name']}" for row in csv.DictReader(file)
        ]
    assert not any(name in told for name in people if name.strip())


@EACH
def test_sample_run_shows_what_is_committed(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    copied = workplace(tmp_path)
    ran = run(copied / path.name, tmp_path / path.name, cwd=copied)
    if request.config.getoption("--rewrite-notebooks"):
        keep(path, ran)
    new, old = shown(ran), shown(path)
    assert new.keys() == old.keys()
    for id, of_cell in new.items():
        assert of_cell == old[id], f"{path.name}, cell {id}"


# -- other exports -----------------------------------------------------------


def test_profile_of_an_american_export(tmp_path: Path) -> None:
    told = _run(PROFILE, us_exports(tmp_path))
    assert told["stored"][1] == (
        "100 phone cells, 3 ways to write a number; the most usual, `(###) ###-####`, "
        "makes 60.0 %."
    )
    assert (
        told["damage"][1] == "100 % of 100 phone cells are plain: nothing is damaged."
    )
    assert told["calls"][1] == (
        "Of 120 calls 83.3 % come from or go to a number stored in a format that can "
        "be set."
    )


def test_measurement_of_an_american_export(tmp_path: Path) -> None:
    told = _run(MEASURE, us_exports(tmp_path), current="##########")
    assert told["effect"][1] == (
        "`##########` adds 30 calls. No call is found by two searches."
    )
    assert told["alternatives"][1].startswith("The best list: 100 %, +90.0 points")


def test_recommendation_for_an_american_export(tmp_path: Path) -> None:
    given = us_exports(tmp_path)
    told = _run(RECOMMEND, given, out=tmp_path / "report")
    assert told["settings"] == ["'(###) ###-####,##########'"]
    assert told["frontier"][1] == (
        "The first format adds 60.0 points and the second 30.0."
    )
    assert told["effect"][1] == (
        "Leaving `##########` out would lose least: 30 calls. No call is found by two "
        "searches."
    )
    assert told["lost"] == ["Every call with a known contact finds it."]
    assert (tmp_path / "report" / "report.html").is_file()


def test_profile_of_a_german_export(tmp_path: Path) -> None:
    told = _run(PROFILE, german_exports(tmp_path), region="DE")
    assert told["stored"][1] == (
        "80 phone cells, 3 ways to write a number; the most usual, `0## ########`, "
        "makes 50.0 %."
    )


def test_measurement_of_a_german_export(tmp_path: Path) -> None:
    told = _run(MEASURE, german_exports(tmp_path), region="DE", current="0## ########")
    assert told["effect"][1] == (
        "`0## ########` adds 40 calls. No call is found by two searches."
    )


def test_recommendation_for_a_german_export(tmp_path: Path) -> None:
    given = german_exports(tmp_path)
    told = _run(RECOMMEND, given, region="DE", out=tmp_path / "report")
    assert told["settings"] == ["'0## ########,+49 ## ########,0##/########'"]
    assert told["frontier"][1] == (
        "The first format adds 50.0 points, the second 30.0 and the third 20.0."
    )
    assert told["history"] == ["No call with a known contact has a usable time."]


def _run(path: Path, given: dict[str, Path], **more: object) -> dict[str, list[str]]:
    folder = given["calls"].parent
    ran = run(path, folder / path.name, cwd=folder, **given, **more)
    for of_cell in shown(ran).values():
        assert not any("error" in output for output in of_cell)
    return sentences(ran)


@pytest.mark.parametrize("kind", sorted(odd_exports()))
@pytest.mark.parametrize("path", [PROFILE, MEASURE, RECOMMEND], ids=lambda p: p.stem)
def test_odd_exports_are_no_trouble(
    path: Path, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leave-empty, clean-up-first, no times, no format, nobody known."""
    monkeypatch.chdir(tmp_path)
    given = odd_exports()[kind](tmp_path)
    more = {} if path == PROFILE else {"out": tmp_path / "report"}
    ends = run_here(path, **{key: str(value) for key, value in (given | more).items()})
    assert ends
    for end in ends.values():
        show = getattr(end, "_repr_html_", None)
        assert show is None or show()
