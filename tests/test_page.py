"""A page takes what is written on a terminal, and sets it as HTML."""

from __future__ import annotations

from toolkit.notebook.page import Page


def test_a_text_is_escaped_once() -> None:
    page = Page()
    assert page.bold(page.accent("a < b")) == "<b>a &lt; b</b>"
    assert page.dim(page.paragraph("a < b")).count("&lt;") == 1
    assert "�" in page.paragraph("turns \u202e around")


def test_lines_stay_lines_and_blocks_need_none() -> None:
    page = Page()
    text = f"{page.bold('How sure')}\nsays this.\n{page.paragraph('And that.')}\n"
    shown = page.page([text, "", "Next."])
    assert shown.count("<br>") == 1
    assert shown.count("<div") == 3
    assert "\n" not in shown


def test_first_row_heads_a_table_where_it_stands_out() -> None:
    rows = [["format", "calls"], ["<#>", "7"]]
    assert Page().table(rows, dim=(0,), right=(1,)).count("<th ") == 2
    assert Page().table(rows).count("<th ") == 0
    assert Page().table([]) == ""


def test_formats_and_bars_are_set_as_such() -> None:
    shown = Page().table([["(###) <b>", "██▌", "█ no bar"]])
    assert "<code style" in shown
    assert "(###) &lt;b&gt;" in shown
    assert "width: 1.25em" in shown
    assert "█ no bar" in shown
