"""What a tour has to come to is told by the case files, and by nothing of the program."""

from datetime import date
from pathlib import Path

import pytest

from gemdesk.desk.expected import LETTER, REFUSAL, outcomes

PERSON = '[person]\ncode = "C-1"\n[referral]\nreceiver = "A"\nlanguages = ["ar", "both"]\n'
CONSENT = """[[consent]]
purpose = "referral"
receiver = "A"
items = ["reason", "services"]
date = "2026-11-01"
valid_until = "2026-12-01"
"""
TODAY = date(2026, 11, 20)


def _of(tmp_path: Path, text: str, today: date = TODAY) -> set[str]:
    path = tmp_path / "one.toml"
    path.write_text(text, "utf-8")
    found = outcomes([path], today)
    assert set(found) == {("C-1", "ar"), ("C-1", "ar+en")}
    return set(found.values())


def test_a_live_consent_lets_both_letters_leave(tmp_path: Path) -> None:
    assert _of(tmp_path, PERSON + CONSENT) == {LETTER}


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        PERSON + CONSENT.replace('"A"', '"B"'),
        PERSON + CONSENT.replace('"referral"', '"statistics"'),
        PERSON + CONSENT.replace('["reason", "services"]', '["services"]'),
        PERSON + CONSENT + 'withheld = ["reason"]\n',
        PERSON + CONSENT + 'withdrawn = "2026-11-05"\n',
        PERSON + CONSENT + CONSENT.replace('"2026-11-01"', '"2026-11-02"') + 'withheld = ["services"]\n',
    ],
    ids=["none", "receiver", "purpose", "lacks", "withheld", "withdrawn", "taken back"],
)
def test_anything_else_has_to_be_refused(tmp_path: Path, text: str) -> None:
    assert _of(tmp_path, text) == {REFUSAL}


@pytest.mark.parametrize("today", [date(2026, 10, 31), date(2026, 12, 2)], ids=["not yet", "expired"])
def test_out_of_its_time_it_has_to_be_refused(tmp_path: Path, today: date) -> None:
    assert _of(tmp_path, PERSON + CONSENT, today) == {REFUSAL}


def test_the_rules_are_not_the_programs_own() -> None:
    source = Path(outcomes.__code__.co_filename).read_text("utf-8")
    assert "gemdesk.domain" not in source and "gemdesk.flows" not in source
