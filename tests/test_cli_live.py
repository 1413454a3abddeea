"""The commands that ask a live CRM: plans, answers, files, stopping and going on."""

from __future__ import annotations

import io
import json
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import live_exports
import pytest
import servers

from toolkit.cli import main
from toolkit.cli.live_arguments import CRM_KINDS, SANDBOX_KINDS, SCHEMES
from toolkit.cli.parser import build_parser
from toolkit.crm import tokens
from toolkit.crm.kinds import KINDS
from toolkit.crm.sandbox import VENDORS, SandboxServer
from toolkit.crm.tokens import Token
from toolkit.exports.contacts import read_contacts
from toolkit.live.probe_plan import MOST_SEARCHES
from toolkit.live.verify_plan import SAMPLE
from toolkit.matching.search_rules import digits

SECRET = "planted-token-4711"
NUMBER = f"+1{live_exports.national(0)}"
FORMATS = "(###) ###-####,###-###-####"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with two exports and a token in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRM_TOKEN", SECRET)
    live_exports.contacts_file(tmp_path)
    live_exports.calls_file(tmp_path)
    return tmp_path


@pytest.fixture
def box(in_folder: Path) -> Iterator[SandboxServer]:
    people = read_contacts(in_folder / "contacts.csv").people
    with SandboxServer(
        people, kind="clio", search_rule="contains", token=Token(SECRET)
    ) as running:
        yield running


def at(box: Any, *more: str) -> list[str]:
    return ["--crm", "clio", "--host", box.host, "--token", "env:CRM_TOKEN", *more]


def answering(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_the_help_names_what_there_is() -> None:
    assert (tuple(KINDS), tuple(VENDORS)) == (CRM_KINDS, SANDBOX_KINDS)
    assert tuple(tokens.SCHEMES) == SCHEMES
    options = build_parser().parse_args(["probe", "c.csv"])
    assert options.searches == MOST_SEARCHES
    options = build_parser().parse_args(["verify", "l.csv", "c.csv"])
    assert options.sample == SAMPLE


@pytest.mark.parametrize("name", ["lookup", "probe", "verify", "sandbox"])
def test_every_option_is_explained(name: str, capsys: Captured) -> None:
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    parser: Any = build_parser()
    commands = parser._subparsers._group_actions[0].choices
    for action in commands[name]._actions:
        assert action.help, action.dest
        assert not action.option_strings or action.option_strings[-1] in shown


README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## Against a live CRM")[2].partition("\n## ")[0]


def test_the_readmes_commands_are_understood() -> None:
    commands = re.findall(r"^\$ getcontact (.*)$", SECTION, re.M)
    assert len(commands) == 6
    for command in commands:
        build_parser().parse_args(shlex.split(command))


def test_the_readme_names_every_kind_and_key(
    box: SandboxServer, capsys: Captured
) -> None:
    named_kinds = re.findall(r"^\| `(\w[\w-]*)`", SECTION, re.M)
    assert sorted(named_kinds) == sorted(KINDS)
    sentence = SECTION.partition("With `--json`")[2]
    named = set(re.findall(r"`(\w+)`", sentence)) - {"probe", "verify"}
    keys: set[str] = set()
    for told in (["probe", "contacts.csv", *at(box)], verify(box)):
        assert main([*told, "--yes", "--json"]) == 0
        keys |= set(json.loads(capsys.readouterr().out))
    assert keys == named


# lookup


def test_lookup(box: SandboxServer, capsys: Captured) -> None:
    told = ["lookup", NUMBER, *at(box), "--formats", FORMATS]
    assert main([*told, "--json"]) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)["matchedContactInfo"]
    assert [each["id"] for each in found] == [1000, 2000, "createNewContact"]
    assert found[0]["additionalInfo"]["logTimeEntry"] is True
    assert printed.err == ""


def test_lookup_says_what_escaping_changes(
    box: SandboxServer, capsys: Captured
) -> None:
    told = ["lookup", NUMBER, *at(box), "--formats", FORMATS]
    assert main([*told, "--encode", "properly"]) == 0
    said = capsys.readouterr().err
    assert "the number itself for 1, of 1 numbers" in said
    assert NUMBER[1:] not in said


def test_lookup_says_why_there_is_no_answer(
    box: SandboxServer, capsys: Captured
) -> None:
    told = ["lookup", NUMBER, "--crm", "clio", "--host", box.host, "--quiet"]
    assert main(told) == 1
    printed = capsys.readouterr()
    assert "Authorization error" in printed.out
    assert "got a refused token (status 401)" in printed.err


def test_lookup_says_what_its_connector_swallows(capsys: Captured) -> None:
    with servers.Listener(b"{}", status=403) as server:
        told = ["lookup", NUMBER, "--crm", "netsuite", "--host", server.host]
        assert main(told) == 0
    said = capsys.readouterr().err
    assert "Not all was answered. netsuite: expected an answer" in said


def test_lookup_with_a_users_settings(in_folder: Path, capsys: Captured) -> None:
    settings = {"insightlyExtraPhoneFieldNameForLead": {"value": "Phone_2__c"}}
    record = {"userSettings": settings}
    (in_folder / "user.json").write_text(json.dumps(record))
    with servers.Listener(b"[]") as server:
        told = ["lookup", NUMBER, "--crm", "insightly", "--host", server.host]
        assert main([*told, "--user", "user.json", "--quiet"]) == 0
    assert any("field_name=Phone_2__c" in target for target in server.targets)
    (in_folder / "user.json").write_text("[]")
    assert main([*told, "--user", "user.json"]) == 1
    assert "user.json: expected the JSON of a user's record" in capsys.readouterr().err


def test_lookup_through_a_proxy_connector(in_folder: Path, capsys: Captured) -> None:
    with servers.Listener(b'{"data": [{"id": 7}]}') as server:
        find = {
            "url": "http://{{user.hostname}}/find?n={{phoneNumber}}",
            "responseMapping": {"listPath": "body.data"},
        }
        config = {"operations": {"findContact": find}}
        (in_folder / "crm.json").write_text(json.dumps(config))
        told = ["lookup", NUMBER, "--crm", "proxy", "--config", "crm.json"]
        assert main([*told, "--host", server.host, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["matchedContactInfo"]
    assert found[0]["id"] == 7
    assert server.targets == [f"/find?n={NUMBER}"]


def test_a_token_is_never_an_argument(box: SandboxServer, capsys: Captured) -> None:
    told = ["lookup", NUMBER, "--crm", "clio", "--host", box.host, "--token", SECRET]
    assert main(told) == 2
    printed = capsys.readouterr()
    assert "the token itself is never an argument" in printed.err
    assert SECRET not in printed.out + printed.err


# probe


def test_probe_shows_its_plan_and_asks_first(
    box: SandboxServer, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "n\n")
    assert main(["probe", "contacts.csv", *at(box)]) == 0
    said = capsys.readouterr().err
    assert box.requests == 0
    for text in ("The plan", "wrong last digit", "as stored", "(###) ###-####"):
        assert text in said
    assert said.endswith("Begin? [y/N] Nothing was sent.\n")
    answering(monkeypatch, "yes\n")
    assert main(["probe", "contacts.csv", *at(box)]) == 0
    assert 0 < box.requests <= MOST_SEARCHES


def test_probe_begins_only_when_told_to(
    box: SandboxServer, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "")
    assert main(["probe", "contacts.csv", *at(box)]) == 2
    assert "Hint: give --yes" in capsys.readouterr().err
    assert box.requests == 0


def test_probe_names_the_rule_with_its_evidence(
    box: SandboxServer, capsys: Captured, in_folder: Path
) -> None:
    told = ["probe", "contacts.csv", *at(box), "--yes", "--searches", "24"]
    assert main([*told, "--out", "found"]) == 0
    printed = capsys.readouterr()
    assert "Use --search-rule contains" in printed.out
    rows = printed.out.partition("rules apart first\n")[2].splitlines()
    assert len(rows) - 1 == box.requests <= 24
    result = json.loads((in_folder / "found" / "probe.json").read_text())
    assert result["search_rule"] == "contains"
    evidence = (in_folder / "found" / "evidence.csv").read_text()
    assert len(evidence.splitlines()) - 1 == box.requests
    told_all = printed.out + printed.err + evidence + json.dumps(result)
    assert SECRET not in told_all
    assert not any(live_exports.national(n) in digits(told_all) for n in range(60))
    assert main([*told, "--json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["search_rule"] == "contains"
    assert main([*told, "--out", "found"]) == 1  # it is not empty


# verify


def verify(box: Any, *more: str) -> list[str]:
    exports = ["verify", "calls.csv", "contacts.csv"]
    return [*exports, *at(box), "--formats", FORMATS, "--sample", "40", *more]


def test_verify_shows_its_plan_and_asks_first(
    box: SandboxServer, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "no\n")
    assert main(verify(box)) == 0
    said = capsys.readouterr().err
    assert "40 lookups as clio makes them, in all 120 requests" in said
    assert "one, known, +1" in said
    assert box.requests == 0


def test_verify_agrees_or_says_why_not(
    box: SandboxServer, capsys: Captured, in_folder: Path
) -> None:
    assert main(verify(box, "--yes", "--search-rule", "contains")) == 0
    assert "40 of 40 answers as predicted: 100 %" in capsys.readouterr().out
    assert main(verify(box, "--yes", "--out", "compared")) == 0
    printed = capsys.readouterr()
    assert "the answer is what the search rule contains gives" in printed.out
    names = {path.name for path in (in_folder / "compared").iterdir()}
    assert names == {"verification.json", "disagreements.csv", "strata.csv"}
    assert not list(in_folder.glob("*.jsonl"))


def test_verify_says_what_escaping_changes(
    box: SandboxServer, capsys: Captured
) -> None:
    told = verify(box, "--yes", "--search-rule", "contains", "--encode", "properly")
    assert main([*told, "--formats", "+1 ###,###-###-####", "--json"]) == 0
    [finding] = json.loads(capsys.readouterr().out)["advice"]
    assert finding["code"] == "sent-otherwise"
    said = "the number itself for 40, '+1 ###' for 40, of 40 numbers"
    assert said in finding["text"]


def test_a_verification_that_stopped_goes_on(
    box: SandboxServer, capsys: Captured, in_folder: Path
) -> None:
    """Without a named journal: the same command finds its own."""
    asked: list[str] = []
    answer = box._vendor

    def counted(request: Any, sandbox: Any) -> Any:
        asked.append(request.query.get("query", ""))
        return answer(request, sandbox)

    box._vendor = counted
    is_let_in = box._token
    told = verify(box, "--yes", "--search-rule", "contains")
    for stop in (30, 75):

        def used_up(request: Any, sandbox: Any, stop: int = stop) -> Any:
            if len(asked) + 1 >= stop:
                box._token = Token("another")
            return counted(request, sandbox)

        box._vendor = used_up
        assert main(told) == 1
        said = capsys.readouterr().err
        assert "Hint: run the same command again to ask only what is left" in said
        box._vendor, box._token = counted, is_let_in
    [journal] = in_folder.glob("*.jsonl")
    assert len(journal.read_text().splitlines()) > 10
    assert main([*told, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["asked"], result["agreement"]) == (40, 1.0)
    assert result["resumed"] >= 20
    e164 = [each for each in asked if each.startswith("+1") and each[2:].isdecimal()]
    assert len(set(e164)) == 40
    assert len(e164) <= 42  # once each, but for the two that the token cut off
    assert not list(in_folder.glob("*.jsonl"))


def test_a_run_killed_at_its_last_step_asks_nothing_twice(
    box: SandboxServer, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is asked, and the result not written yet."""

    def killed(result: Any) -> str:
        raise KeyboardInterrupt

    told = verify(box, "--yes", "--search-rule", "contains")
    with monkeypatch.context() as patch:
        patch.setattr("toolkit.cli.live.verification_text", killed)
        assert main(told) == 130
    before = box.requests
    assert main(told) == 0
    assert box.requests == before > 0
    assert "40 of 40 answers as predicted" in capsys.readouterr().out


def test_verify_without_a_crm_is_wrong_usage(capsys: Captured) -> None:
    told = ["verify", "calls.csv", "contacts.csv", "--formats", "###"]
    assert main([*told, "--yes"]) == 2
    assert "live CRM: expected --crm KIND, got none" in capsys.readouterr().err


# sandbox


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_sandbox_serves_until_it_is_ended(
    in_folder: Path, end: signal.Signals
) -> None:
    command = [sys.executable, "-m", "toolkit", "sandbox", "contacts.csv", "--json"]
    command += ["--as", "clio", "--search-rule", "contains", "--page-size", "1"]
    command += ["--limit-every", "2", "--retry-after", "0", "--token", "env:CRM_TOKEN"]
    running = subprocess.Popen(
        [*command, "--database", "crm.db"], stdout=subprocess.PIPE, stderr=-1, text=True
    )
    try:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        text = ""
        for line in lines:
            text += line
            if line == "}\n":
                break
        served = json.loads(text)
        assert served["crm"] == "clio"
        assert served["contacts"] == 61

        class Here:
            host = served["host"]

        assert main(["lookup", NUMBER, *at(Here), "--formats", FORMATS]) == 0
    finally:
        running.send_signal(end)
        _, said = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "Stopped after" in said
    assert (in_folder / "crm.db").stat().st_mode & 0o777 == 0o600
