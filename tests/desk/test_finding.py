"""The real window when the vault is not as it was left: it asks, shows no case before, and goes on as was chosen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gemdesk.desk import start as desk_start
from gemdesk.desk.running import Desk
from gemdesk.flows import cases, sessions
from gemdesk.flows.cases import Intake
from gemdesk.kernel.channels import Channel, Message
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.label import Label
from gemdesk.vault import handover as handovers
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import DATABASE
from tests.desk.living import CARD, NOW
from tests.ui import screen
from tests.vault.making import LIGHT, OLD, flip

PAGE = 4096


@dataclass
class Vault:
    """A vault of two saves, and the states of its file after each."""

    handover: Handover
    states: list[bytes] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.handover.folder / DATABASE


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    folder = tmp_path / "vault"
    temporary, opened = prepare(folder, OLD, worker="w1", policy=LIGHT)
    sessions.begin(Handover(Mode.CREATE, folder, opened, Settings(), temporary), SetClock(NOW)).close()
    made = Vault(Handover(Mode.OPEN, folder, opened, Settings(language="en")))
    for name in ("سلمى", "آدم"):
        work = sessions.begin(made.handover, SetClock(NOW))
        cases.take_in(work, Intake(chosen_name=name, number=CARD.number))
        work.close()
        made.states.append(made.database.read_bytes())
    return made


@contextmanager
def desk_of(app: QApplication, vault: Vault) -> Iterator[tuple[Desk, list[Message]]]:
    """A desk that was handed this vault, and what the keeper is told."""
    reading, writing = os.pipe()
    (to_child, from_us), (to_us, from_child) = os.pipe(), os.pipe()
    ours, childs = Channel(to_us, from_us), Channel(to_child, from_child)
    handovers.send(writing, vault.handover)
    told: list[Message] = []
    ours.listen(told.append, lambda: None)
    desk = desk_start.assemble(app, desk_start.Ears(), reading, childs, SetClock(NOW))
    desk.opening.begin(desk.jobs)
    try:
        yield desk, told
    finally:
        desk.window.hide()
        desk.jobs.close()
        desk.window.deleteLater()
        screen.settle()
        childs.close()


def words(desk: Desk, kind: type[QWidget]) -> str:
    """What the visible parts of a kind say."""
    return " ".join(part.accessibleName() for part in screen.parts_of(desk.window, kind) if part.isVisible())


def test_missing_saves_are_told_before_any_case_and_one_can_go_on_knowingly(app: QApplication, vault: Vault) -> None:
    vault.database.write_bytes(vault.states[0])
    with desk_of(app, vault) as (desk, told):
        screen.until(desk.window.isVisible)
        assert desk.window.finding.isVisible()
        assert not desk.window.today.isVisible()
        assert not desk.window.list.isVisible()
        assert "lacks 1 save" in words(desk, Label), words(desk, Label)
        screen.until(lambda: [message.name for message in told] == ["shown"])
        desk.window.finding.ways["knowingly"].act.click()
        screen.until(desk.window.today.isVisible)
        assert not desk.window.finding.isVisible()
        assert desk.jobs.finish()
    with desk_of(app, vault) as (desk, _told):
        screen.until(desk.window.today.isVisible)


def test_a_whole_vault_is_asked_nothing(app: QApplication, vault: Vault) -> None:
    with desk_of(app, vault) as (desk, _told):
        screen.until(desk.window.today.isVisible)
        assert not desk.window.finding.isVisible()


def test_the_examination_stops_saving_and_says_so(app: QApplication, vault: Vault, tmp_path: Path) -> None:
    copy = tmp_path / "whole"
    shutil.copy(vault.database, copy)
    pages = vault.database.stat().st_size // PAGE
    flip(vault.database, (pages - 2) * PAGE + 500)
    with desk_of(app, vault) as (desk, _told):
        screen.until(desk.window.isVisible)
        screen.until(lambda: "nothing more is saved" in words(desk, Banner), 20)
        assert "passphrase" not in words(desk, Banner), "nobody asked about it"
        frame = desk.window.frame
        assert [part for part in screen.parts_of(frame.banner, Button) if part.isVisible()] == [frame.banner._act]
        frame.say_saved()
        screen.settle()
        assert "Saved" in words(desk, Label)
        frame.stop_saving(lambda t: t.say("Lock"))
        assert "Saved" not in words(desk, Label), "no mark says that saving goes on"
    with desk_of(app, vault) as (desk, _told):
        screen.until(desk.window.finding.isVisible)
        assert "salvage" in desk.window.finding.ways
