"""A year with each person of the case files, through the real windows: from the quick card to the erasure."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.records import Referral
from gemdesk.flows import case_files, cases
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.vault import handover as handovers
from gemdesk.vault.handover import Handover, Mode
from tests.flows.making import Model, model
from tests.journeys import pair
from tests.journeys.clicks import Clicks
from tests.journeys.pair import NOW
from tests.journeys.stories import CASES, STORIES
from tests.journeys.year import Year
from tests.ui import screen

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="needs the shared case files")
OTHER = "زينب المرعي"


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
def test_a_year(app: QApplication, tmp_path: Path, name: str) -> None:
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
        year.plan(story.goals[0], "x", today + timedelta(days=5), 1)
    print(name, "CPU", time.process_time() - began)
