"""What a live CRM answered, in words: the rule, the agreement, and why they differ."""

from __future__ import annotations

import live_exports
import pytest

from toolkit.crm.kinds import open_crm
from toolkit.crm.pace import Pace
from toolkit.crm.sandbox import SandboxServer
from toolkit.live.probe import ProbeResult, probe
from toolkit.live.strata import Sample
from toolkit.live.verification import Outcome, Verification
from toolkit.live.verify import verify
from toolkit.reporting.display_text import display_width
from toolkit.reporting.screens import Screen
from toolkit.reporting.terminal_live import probe_text, verification_text

FORMATS = "(###) ###-####,###-###-####"


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[ProbeResult, Verification]:
    """Ask a Clio whose search is looser than the connector assumes."""
    calls, contacts = live_exports.read(tmp_path_factory.mktemp("exports"))
    box = SandboxServer(contacts.people, kind="clio", search_rule="digits-contain")
    with box, open_crm("clio", host=box.host) as crm:
        crm.client.pace = Pace((), where="clio")
        found = probe(contacts, crm)
        compared = verify(calls, contacts, crm, formats=FORMATS, sample=40)
    assert found is not None
    assert compared is not None
    return found, compared


def test_probe_names_the_rule_and_what_was_assumed(
    answers: tuple[ProbeResult, Verification],
) -> None:
    text = probe_text(answers[0], screen=Screen())
    assert text.startswith("The CRM searches by the rule digits-contain")
    assert "assumes exact" in text
    assert "--search-rule" in text


def test_evidence_begins_with_what_tells_rules_apart(
    answers: tuple[ProbeResult, Verification],
) -> None:
    text = probe_text(answers[0], screen=Screen())
    first = text.partition("asked for")[2].splitlines()[1]
    assert "as stored" not in first


def test_verification_counts_and_explains(
    answers: tuple[ProbeResult, Verification],
) -> None:
    result = answers[1]
    text = verification_text(result, screen=Screen())
    assert text.startswith(f"{result.n_agree} of 40 answers as predicted")
    assert "does not hold for" in text
    assert "95 % interval" in text
    assert "Why they differ" in text
    assert "predicted \\ found" in text


def test_verification_says_what_it_means() -> None:
    sample = Sample((4,), ("one, known, +1",), {})
    alike = Verification(sample, {4: Outcome("one", "one", True)})
    assert "holds on this CRM." in verification_text(alike, screen=Screen())
    assert "Resumed" not in verification_text(alike, screen=Screen())
    resumed = Verification(sample, alike.outcomes, n_resumed=1)
    said = "Resumed: 1 answer of an earlier run kept"
    assert said in verification_text(resumed, screen=Screen())
    nothing = Verification(sample, {})
    assert "Nothing is known" in verification_text(nothing, screen=Screen())


@pytest.mark.parametrize("width", [50, 80])
def test_texts_keep_within_the_width(
    answers: tuple[ProbeResult, Verification], width: int
) -> None:
    for text in (
        probe_text(answers[0], screen=Screen(width)),
        verification_text(answers[1], screen=Screen(width)),
    ):
        assert max(map(display_width, text.splitlines())) <= width


def test_no_name_and_no_number_is_shown(
    answers: tuple[ProbeResult, Verification],
) -> None:
    text = probe_text(answers[0], screen=Screen())
    text += verification_text(answers[1], screen=Screen())
    assert "Person" not in text
    assert "5550" not in text
    assert "555-0" not in text
