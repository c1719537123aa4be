"""A year with each person of the case files, through the real windows: from the quick card to the erasure."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.records import Consent, Referral
from gemdesk.flows import case_files, cases
from gemdesk.flows.cases import Intake
from gemdesk.flows.letter_images import page_images
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.ui import printing
from gemdesk.vault import handover as handovers
from gemdesk.vault.handover import Handover, Mode
from tests.flows.erasing_traces import clear, databases, found_in
from tests.flows.making import Model, model
from tests.journeys import pair
from tests.journeys.clicks import Clicks
from tests.journeys.pair import NOW
from tests.journeys.stories import CASES, STORIES, said_of
from tests.journeys.year import Year
from tests.press.measure import missing_words
from tests.ui import screen

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="needs the shared case files")
OTHER = "زينب المرعي"


Choose = Callable[[Callable[..., object]], object]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Puts a printer in the place of the dialog that asks for one."""
    monkeypatch.setattr(printing, "any_printer", lambda: True)
    return lambda chooses: monkeypatch.setattr(printing, "choose", chooses)


@cache
def _model() -> Model:
    def fill(work: Work) -> None:
        case_files.make_office(work, Texts("ar"), Texts("en"))
        cases.take_in(work, Intake(chosen_name=OTHER, note="ملاحظة عن شخص آخر"))

    return model(fill, SetClock(NOW), worker="w1")


@contextmanager
def desk(app: QApplication, folder: Path, language: str, clock: SetClock) -> Iterator[Clicks]:
    """The desk of this vault, from its opening to its lock."""
    desk_key, gate_key = os.pipe()
    settings = Settings(language=language, scheme="light")
    handovers.send(gate_key, Handover(Mode.OPEN, folder, _model().opened, settings))
    with pair.desk(app, desk_key, clock) as (running, line):
        screen.until(lambda: line.told("listed") and running.window.isActiveWindow(), 60)
        eyes = Clicks(running, Texts(language))
        yield eyes
        assert not eyes.troubles
        eyes.press("Ctrl+L")
        screen.until(lambda: line.told("finished"))


@pytest.mark.parametrize("name", STORIES)
def test_a_year(app: QApplication, tmp_path: Path, choose: Choose, name: str) -> None:
    began = time.process_time()
    story, clock, vault = STORIES[name], SetClock(NOW), tmp_path / "vault"
    shutil.copytree(_model().folder, vault)
    with desk(app, vault, story.language, clock) as eyes:
        year = Year(eyes, clock, story, tmp_path)
        found = year.found
        today = clock.today()
        year.intake()
        year.complete()
        year.contact_details()
        year.people(story.close_ones)
        year.notes()
        if story.sealed:
            year.seal()
        year.assess(found.case.risk_factors, story.soon, found.case.risk_note)
        year.safety_plan("بيت رنا", today + timedelta(days=90))
        for service in found.referral.services:
            year.need(service, found.referral.priority)
        year.plan(story.goals[0], "اتصال بالجهة في الغد", today + timedelta(days=5), 1)
        _first_referral(year, choose)
        year.pass_days(1)
        for outcome in story.calls:
            year.call(outcome)
        for answer in story.first:
            year.pass_days(3)
            year.reply(year.codes[0], answer)
        _second_referral(year)
        for answer in story.second.answers:
            year.pass_days(2)
            year.reply(year.codes[1], answer)
    with desk(app, vault, story.language, clock) as eyes:
        year.eyes = eyes
        year.open_file()
        receiver = year.receiver
        year.pass_days(1)
        year.plan(story.goals[1], "موعد مع الجهة الثانية", clock.today() + timedelta(days=30), 2)
        year.narrow(receiver, story.narrowed)
        year.refused(receiver)
        left = year.withdraw(receiver)
        assert eyes.label("release_what", "referral_letter") in left
        year.pass_days(170)
        year.assess(found.case.risk_factors[:1], (), "تراجع الخطر بعد نصف سنة")
        year.follow_up("الوضع مستقر، والسكن آمن")
        year.pass_days(90)
        year.finish_plan(found.referral.services)
        year.close(story.closing)
        year.pass_days(120)
        year.reopen("عاد الخطر")
        told = said_of(story, found)
        before = traces(vault, told)
        print("NOT FOUND", [t for t in told if t not in before])
        said = year.erase()
        assert story.second.receiver in said
        assert found.person.chosen_name not in eyes.shown()
        assert traces(vault, told) == set()
        assert traces(vault, [OTHER]) == {OTHER}
    print(name, "CPU", time.process_time() - began)


def _first_referral(year: Year, choose: Choose) -> None:
    """The consent of the file, and the letter that it allows."""
    wished, story = year.found.referral, year.story
    assert wished
    names = {one.id: one.name for one in year.found.organisations}
    for given in year.found.consents:
        year.consent(given if given.purpose != "referral" else replace(given, guardian=story.given_by), names[given.receiver])
    languages = "Arabic and English" if len(year.found.languages) > 1 else "Arabic"
    year.refer(wished, names[wished.organisation], languages)
    if story.prints:
        letter = year.print_letter("first.pdf", choose)
    else:
        letter = year.save_letter("first.pdf")
        assert missing_words(letter.read_bytes(), [wished.reason_ar[:40]]) == []
    assert page_images(letter.read_bytes(), 20)
    year.hand_over()


def _second_referral(year: Year) -> None:
    """Another consent and another letter."""
    second, today = year.story.second, year.clock.today()
    given = Consent(
        id="", case="", receiver="", items=second.items, on=today, valid_until=today + timedelta(days=90),
        how="assent_adult" if year.story.given_by else "signed", guardian=year.story.given_by,
    )  # fmt: skip
    year.consent(given, second.receiver)
    wished = Referral(id="", case="", organisation="", reference="", services=second.services, reason_ar=second.reason)
    year.refer(wished, second.receiver, "Arabic")
    year.save_letter("second.pdf")
    year.hand_over()


def traces(vault: Path, texts: list[str]) -> set[str]:
    """Which of these texts lie anywhere in the vault's folder, however short they are."""
    keys = _model().opened.keys
    contents = [clear(database, keys) for database in databases(vault)]
    short = {text for text in texts if any(text.encode() in content for content in contents)}
    return short | set(found_in(vault, keys, texts))
