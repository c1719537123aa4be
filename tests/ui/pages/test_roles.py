"""Each role sees the places and acts that are its own, and is told plainly what it is not shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from gemdesk.flows import cases, sessions
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.parts.rail import RailButton
from gemdesk.ui.tools import Tools
from gemdesk.ui.window import Window
from gemdesk.vault import session
from gemdesk.vault.opened import Role
from tests.flows.making import bare_work
from tests.ui import screen
from tests.ui.pages.office import NAME, NOW, Office, seen

Windows = Callable[[Role], tuple[Office, Window]]


@pytest.fixture
def windows(app: QApplication, tmp_path: Path) -> Iterator[Windows]:
    """The window on one vault with a case of the caseworker, in the hands of one role after the other."""
    made: list[tuple[Office, Window]] = []
    clock, place = SetClock(NOW), tmp_path / "vault"
    first = bare_work(place, clock, worker="w1")
    cases.take_in(first, Intake(chosen_name=NAME, need="سكن"))
    first.close()

    def close() -> None:
        for office, window in made:
            window.hide()
            office.tools.jobs.close()
            window.deleteLater()
            screen.settle()
        made.clear()

    def open_(role: Role) -> tuple[Office, Window]:
        close()
        opened = replace(first.vault.opened, worker="w1" if role is Role.CASEWORKER else "w2", role=role)

        def open_work() -> Work:
            vault = session.begin(place, opened, sessions.SCHEMA, clock.now)
            vault.saves.release()  # as after the examination
            return Work(vault, first.device, clock)

        office = Office(Tools(Faces(app, Face(Texts("en"), Look())), Jobs(open_work), clock), clock)
        office.tools.jobs.mistake.connect(office.mistakes.append)
        window = Window(office.tools, Settings())
        made.append((office, window))
        office.show(window, 1900, 900)
        window.start()
        office.settle()
        screen.settle()
        return office, window

    yield open_
    close()


def places(window: Window) -> set[str]:
    """What the rail names."""
    return {
        "".join(sign for sign in part.accessibleName() if not sign.isdigit()).strip()
        for part in seen(window.rail, RailButton)
    }


def said(window: Window) -> str:
    """Every word that is to be seen."""
    return strip_controls(" ".join(label.accessibleName() or label.text() for label in seen(window, QLabel)))


FEET = {"Help", "Safety of this day", "Keys and recovery", "Settings"}


def test_the_rail_names_the_places_of_the_role(windows: Windows) -> None:
    shown = {role: places(windows(role)[1]) for role in Role}
    assert shown[Role.CASEWORKER] >= {"Today", "Cases", "History and bin", "Lists and fields"} | FEET
    assert "Approvals" not in shown[Role.CASEWORKER]
    assert shown[Role.SUPERVISOR] >= shown[Role.CASEWORKER] | {"Approvals"}
    assert shown[Role.COORDINATOR] >= {"Today", "Lists and fields"} | FEET
    assert not shown[Role.COORDINATOR] & {"Cases", "Approvals", "History and bin"}
    assert shown[Role.PRINTING] >= {"Today"} | FEET
    assert not shown[Role.PRINTING] & {"Cases", "Approvals", "History and bin", "Lists and fields"}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PRINTING])
def test_who_is_shown_no_cases_is_told_so_and_offered_nothing_of_them(windows: Windows, role: Role) -> None:
    _office, window = windows(role)
    assert window.list.isVisible()
    assert "This role is shown no cases" in said(window)
    assert NAME not in said(window)
    assert not window.list._new.isVisible()
    assert not window.list._search.isVisible()
    window.go_to("intake", "", "")
    assert window.page() is window.today
    window.go_to("history", "", "")
    assert window.page() is window.today
    assert not cast("Any", window.today).new_task.isVisible()


def test_a_caseworker_is_offered_all_of_it(windows: Windows) -> None:
    office, window = windows(Role.CASEWORKER)
    assert window.list._new.isVisible()
    assert window.list._search.isVisible()
    assert cast("Any", window.today).new_task.isVisible()
    assert "This role is shown no cases" not in said(window)
    window.go_to("intake", "", "")
    assert window.page() is window.intake
    office.settle()


def test_printing_staff_are_offered_their_passphrase_and_no_key_of_others(windows: Windows) -> None:
    office, window = windows(Role.PRINTING)
    window.go_to("keys", "", "")
    office.settle()
    assert window.keys.places.change.isVisible()
    hidden = (window.keys.places.add, window.keys.recovery, window.keys.rekey)
    assert [part.isVisible() for part in hidden] == [False, False, False]
    assert [row.retire for row in window.keys.places.rows] == [None] * len(window.keys.places.rows)
    assert "are not part of this role" in said(window)
    assert "Roles limit what the program shows" in said(window)
    window.go_to("settings", "", "")
    office.settle()
    assert not window.settings.office.isVisible()
    assert not window.settings.rhythm.isVisible()
    assert "Roles limit what the program shows" in said(window)


def test_a_coordinator_is_offered_keys_and_the_office(windows: Windows) -> None:
    office, window = windows(Role.COORDINATOR)
    window.go_to("keys", "", "")
    office.settle()
    shown = (window.keys.places.add, window.keys.recovery, window.keys.rekey)
    assert [part.isVisible() for part in shown] == [True, True, True]
    window.go_to("settings", "", "")
    office.settle()
    assert window.settings.office.isVisible()
