"""In a real browser: JupyterLab, the notebooks and the tuner.

Needs Chromium (Debian: ``apt-get install chromium``); ``--screenshots DIR`` keeps
pictures to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_parts import FLAGS, Lab, browser_path
from notebook_runs import NOTEBOOKS, workplace

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is missing")
CHROMIUM = browser_path()
pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium browser is installed (Debian: apt-get install chromium)",
)
DESK = {"width": 1280, "height": 900}
SECONDS = 1000  # milliseconds
OUTPUTS = {"include": [[".jp-RenderedHTML"]]}  # results and sentences, not JupyterLab
RUN_ALL = """async () => {
  const app = window.jupyterapp, panel = app.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await app.commands.execute('notebook:run-all-cells');
  return panel.content.model.sharedModel.cells
    .filter(cell => cell.cell_type === 'code')
    .map(cell => ({id: cell.id, nth: cell.execution_count, errors: cell.outputs
      .filter(each => each.output_type === 'error').map(each => each.evalue)}));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lab")
    workplace(folder)
    server = Lab(folder)
    try:
        yield server.wait()
    finally:
        server.stop()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(
        viewport=DESK, permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(60 * SECONDS)
    yield context.new_page()
    context.close()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Any:
    folder = request.config.getoption("--screenshots")

    def take(page: Any, name: str, **options: Any) -> None:
        if folder:
            Path(folder).mkdir(exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", **options)

    return take


def open_notebook(page: Any, lab: Lab, name: str) -> None:
    page.goto(lab.address(f"notebooks/{name}"), wait_until="domcontentloaded")
    page.wait_for_function(
        "() => window.jupyterapp?.shell?.currentWidget?.sessionContext"
    )


def run_all(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(RUN_ALL)
    return found


def barriers(page: Any, context: Any = None) -> list[str]:
    """Name what axe-core finds to be serious or critical."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe-playwright-python is missing",
    )
    found = axe.Axe().run(page, context).response["violations"]
    return [
        f"{each['id']}: {[node['html'][:200] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


# -- notebooks ---------------------------------------------------------------


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_run_all_ends_without_an_error(
    path: Path, page: Any, lab: Lab, picture: Any
) -> None:
    open_notebook(page, lab, path.name)
    ran = run_all(page)
    picture(page, path.stem)
    assert [cell["id"] for cell in ran if cell["errors"]] == []
    assert [cell["nth"] for cell in ran] == list(range(1, len(ran) + 1))
    assert barriers(page, OUTPUTS) == []
    show_in_the_dark(page)
    picture(page, f"{path.stem}-dark")
    assert barriers(page, OUTPUTS) == []
    show_in_the_dark(page, is_dark=False)
    if path.stem.startswith("02"):
        try_tuner(page, lab, picture)


def show_in_the_dark(page: Any, *, is_dark: bool = True) -> None:
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})",
        "JupyterLab Dark" if is_dark else "JupyterLab Light",
    )
    light = "false" if is_dark else "true"
    page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")
    page.wait_for_timeout(SECONDS / 2)


def try_tuner(page: Any, lab: Lab, picture: Any) -> None:
    """Type into the tuner, as soon as its notebook has run."""
    first = page.get_by_label("Format 1")
    first.scroll_into_view_if_needed()
    this = page.locator(".tuner-figures tr.this")
    before = this.inner_text()
    first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("###-###-####")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "***-***-****"
    sync_api.expect(this).not_to_have_text(before)
    sync_api.expect(page.locator(".tuner-note b").first).to_be_visible()
    picture(page, "tuner-light")
    tuner = page.locator(".jp-OutputArea-output", has=page.get_by_label("Format 1"))
    where = ".widget-vbox:has(.tuner-figures)"
    assert tuner.count() == 1
    assert barriers(page, {"include": [[where]]}) == []

    page.get_by_label("To copy").scroll_into_view_if_needed()
    page.locator(".tuner-copy").focus()
    page.keyboard.press("Enter")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "###-###-####,***-***-****,***.***.****"

    page.get_by_role("button", name="Save settings.json").click()
    sync_api.expect(page.get_by_text("Saved as settings.json.")).to_be_visible()

    show_in_the_dark(page)
    first.scroll_into_view_if_needed()
    picture(page, "tuner-dark")
    assert barriers(page, {"include": [[where]]}) == []

    page.get_by_label("Connector").select_option("pipedrive")
    sync_api.expect(page.get_by_text("formats-ignored").first).to_be_visible()
