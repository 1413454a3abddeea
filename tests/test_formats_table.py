"""formats.csv: every format once, what it finds, and nobody's note."""

from __future__ import annotations

from pathlib import Path

from reports import recommendation_of, sample_recommendation

from toolkit.reporting.formats_table import formats_table


def test_offered_formats_count_what_measuring_counts() -> None:
    recommendation = sample_recommendation()
    table = formats_table(recommendation).set_index("format")
    for format in recommendation.candidates:
        counts = recommendation.problem
        place = counts.candidates.index(format)
        hits = counts.number[(counts.format == place) & counts.right]
        assert table.loc[format, "calls"] == recommendation.situation.weight[hits].sum()


def test_every_number_with_a_format_is_counted_once() -> None:
    recommendation = sample_recommendation()
    stored = recommendation.stored.table
    assert formats_table(recommendation)["cells"].sum() == stored["cells"].sum()


def test_notes_are_masked(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path,
        ["+12125550101", "+12125550102"],
        [("1", "A", "212-555-0101 ask for Jo 77"), ("2", "B", "(212) 555-0102")],
    )
    table = formats_table(recommendation)
    text = table.to_csv()
    assert "Jo" not in text
    assert "77" not in text
    noted = table[table["problem"] == "note"]
    assert noted["format"].tolist() == ["###-###-#### xxx xxx xx…"]
    assert noted["calls"].isna().all()


def test_a_country_code_is_named_once(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path,
        ["+12125550101"],
        [("1", "A", "212-555-0101 x 12"), ("2", "B", "212-555-0102 x 34")],
    )
    table = formats_table(recommendation).set_index("format")
    assert table.loc["###-###-#### x 00", "cells"] == 2
    assert table.loc["###-###-#### x 00", "country_codes"] == "1"


def test_without_contacts_the_suggestions_are_left(tmp_path: Path) -> None:
    recommendation = recommendation_of(tmp_path, ["+12125550101"], [("1", "A", "n/a")])
    table = formats_table(recommendation)
    assert table["cells"].sum() == 0
    assert "(###) ###-####" in table["format"].tolist()
