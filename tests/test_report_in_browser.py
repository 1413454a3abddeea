"""The report in a real browser: desk, phone, print, clipboard, barriers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_parts import FLAGS, browser_path
from reports import sample_recommendation

from toolkit.reporting.report import write_report

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is missing")
CHROMIUM = browser_path()
pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium browser is installed (Debian: apt-get install chromium)",
)
DESK, PHONE = {"width": 1200, "height": 900}, {"width": 390, "height": 844}
PAPER = {"width": 680, "height": 1000}  # A4 between its margins, in pixels of a page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("browser") / "report"
    recommendation = sample_recommendation(current="(***) ***-****")
    [page, *_] = write_report(recommendation, out, with_contacts=True)
    return page.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


def page_in(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """Open the report; collect what it asks for and what it complains about."""
    heard: list[str] = []
    context = browser.new_context(**options)
    page = context.new_page()
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(address)
    return page, heard


@pytest.mark.parametrize("size", [DESK, PHONE, {"width": 320, "height": 640}])
def test_page_fits_the_screen_and_needs_no_network(
    browser: Any, address: str, size: dict[str, int]
) -> None:
    page, heard = page_in(browser, address, viewport=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert heard == [address]
    page.context.close()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_format_is_copied(browser: Any, address: str, size: dict[str, int]) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    page, _ = page_in(browser, address, viewport=size, permissions=permissions)
    page.get_by_role("button", name="Copy Format 2").click()
    assert page.evaluate("navigator.clipboard.readText()") == "***-***-****"
    assert page.get_by_role("status").inner_text() == "Format 2 copied"
    page.context.close()


def test_a_format_is_copied_by_keyboard_without_clipboard_access(
    browser: Any, address: str
) -> None:
    page, _ = page_in(browser, address, viewport=DESK)
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error());
            document.addEventListener("copy", () => {
                window.copied = document.activeElement.value;
            });
        }"""
    )
    page.get_by_role("button", name="Copy Format 1").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('said').textContent !== ''")
    assert page.evaluate("window.copied") == "(***) ***-****"
    page.context.close()


def test_formats_can_be_read_without_scripts(browser: Any, address: str) -> None:
    page, _ = page_in(browser, address, viewport=DESK, java_script_enabled=False)
    assert page.locator("#field-1").inner_text() == "(***) ***-****"
    assert not page.get_by_role("button", name="Copy Format 1").is_visible()
    page.context.close()


def test_print_shows_everything(browser: Any, address: str, tmp_path: Path) -> None:
    page, _ = page_in(browser, address, viewport=DESK)
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Copy Format 1").is_visible()
    assert not page.get_by_role("navigation").is_visible()
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert page.locator("details").first.get_attribute("open") is not None
    page.context.close()


def test_nothing_is_cut_off_on_paper(browser: Any, address: str) -> None:
    page, _ = page_in(browser, address, viewport=PAPER)
    page.emulate_media(media="print")
    cut_off = page.evaluate(
        """width => [...document.querySelectorAll('table, figure, pre, .fields, p')]
            .filter(each => each.getBoundingClientRect().right > width + 1)
            .map(each => each.textContent.slice(0, 80))""",
        PAPER["width"],
    )
    assert cut_off == []
    page.context.close()


def test_charts_keep_their_text_inside(browser: Any, address: str) -> None:
    page, _ = page_in(browser, address, viewport=DESK)
    outside = page.evaluate(
        """[...document.querySelectorAll('figure svg')].flatMap(svg => {
            const paper = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < paper.left - 2 || box.right > paper.right + 2;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []
    page.context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barriers(
    browser: Any, address: str, size: dict[str, int], scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page, _ = page_in(
        browser, address, viewport=size, color_scheme=scheme, bypass_csp=True
    )
    found = axe.Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []
    page.context.close()
