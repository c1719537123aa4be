"""The real window on a vault in which there is something of everything, in the hands of one role after the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from gemdesk.domain.records import Person, Referral, SafeContact
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import (
    approvals,
    cases,
    history,
    people,
    print_queue,
    referral_states,
    risk,
    saved_views,
    sealed_notes,
    tasks,
)
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.parts.rail import RailButton
from gemdesk.ui.tools import Tools
from gemdesk.ui.window import Window
from gemdesk.vault import slots
from gemdesk.vault.opened import Role
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.slots import Holder
from tests.flows.making import Model, case_paths, model, quick_place, suggested, take_in
from tests.flows.seeing import as_worker
from tests.ui import screen
from tests.ui.pages.office import NOW, Office, seen

# Who has the window: the worker's code and role.
OWN, OTHER = "own case", "another's case"
HANDS: dict[str, tuple[str, Role]] = {
    OWN: ("w1", Role.CASEWORKER),
    OTHER: ("w2", Role.CASEWORKER),
    "supervisor": ("w3", Role.SUPERVISOR),
    "coordinator": ("w4", Role.COORDINATOR),
    "printing": ("w5", Role.PRINTING),
}
OTHERS_NAME = "زينبة"  # in a case of the other caseworker
# What is said of the person of the first case, beside what the case file says.
SAID = {
    "note": "كلمة الملاحظة", "legal": "اسم قانوني", "relative": "خالتها الكبرى", "place": "قرية نائية",
    "task": "موعد سري", "search": "بحث سري", "sealed": "كلمة مختومة", "undone": "ملاحظة سُحبت",
}  # fmt: skip
_KEYS = (
    ("w3", Role.SUPERVISOR, "seven lamps behind the quarry wall"),
    ("w5", Role.PRINTING, "nine bridges under the amber snow"),
)
_PLACES_TEXTS = ("text", "placeholderText", "toolTip", "accessibleName", "accessibleDescription", "toPlainText")
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True)
class Scene:
    """A closed vault with two cases, and what is secret of the first."""

    kept: Model
    case: str
    secrets: dict[str, str]
    referral: str  # reference of the letter that waits


@dataclass
class Hand:
    """One role at work."""

    office: Office
    window: Window
    told: dict[str, str] = field(default_factory=dict)

    def rest(self) -> None:
        """Wait until everything that was asked is on the screen."""
        for _ in range(3):
            self.office.settle()
            screen.settle()

    def places(self) -> list[str]:
        """The places that the rail offers, by their ids."""
        return [place for place, button in self.window.rail._buttons.items() if button.isVisible()]

    def go(self, place: str) -> str:
        """Go to a place with the rail; gives everything that is said there."""
        self.window.rail.chosen.emit(place)
        self.rest()
        return said(self.window)


@cache
def scene() -> Scene:
    """The vault, made once; all hands get copies."""
    made: list[tuple[CaseFile, str, str]] = []

    def fill(work: Work) -> None:
        for number_, (worker, role, words) in enumerate(_KEYS):
            slots.add_slot(
                work.vault.folder, work.vault.opened, Secret(words), Holder(worker, role, number_ == 0),
                held=work.vault.lock,
            )  # fmt: skip
        person = take_in(work, case_paths()[0])
        case = person.case.id
        order = suggested(work, person)
        waiting = print_queue.prepare(work, order)
        sent = order.referral.id
        _say(work, case)
        number = rows.select(work.connection, SafeContact, "person = ?", person.person.id)[0].number
        made.append((person, number, order.referral.reference))
        cases.take_in(as_worker(work, "w2"), Intake(chosen_name=OTHERS_NAME, need="طعام"))
        with work.change() as change:
            change.edit(person.case, worker="w1", next_due=work.clock.today())
        assert waiting.about == sent

    kept = model(fill, SetClock(NOW), worker="w1")
    person, number, reference = made[0]
    secrets = {"name": person.person.chosen_name, "code": person.person.code, "number": number, **SAID}
    return Scene(kept, person.case.id, secrets, reference)


def _say(work: Work, case: str) -> None:
    """Everything that must come out nowhere else."""
    person = rows.one(work.connection, Person, cases.open_case(work, case).person.id)
    with work.change() as change:
        change.edit(person, legal_name=SAID["legal"], place=SAID["place"])
    cases.note(work, case, SAID["note"])
    people.save_relative(work, case, "", {"name": SAID["relative"]})
    tasks.save(work, case, "", {"text": SAID["task"], "due": work.clock.today()})
    sealed_notes.write(work, case, SAID["sealed"])
    saved_views.save(work, SAID["search"], person.chosen_name, ())
    assessed = risk.assess(work, case, {"factors": ()})
    approvals.ask(as_worker(work, "w1"), case, "assessment", assessed.id)
    cases.note(work, case, SAID["undone"])
    history.take_back_last(work)
    cases.keep_draft(work, f"note:{case}", {"text": SAID["note"]})
    _send(work, case)


def _send(work: Work, case: str) -> None:
    """The referral of the letter was handed over and is awaited."""
    (referral,) = rows.select(work.connection, Referral, '"case" = ?', case)
    with work.change() as change:
        change.edit(referral, state="sent", sent_on=work.clock.today(), reply_by=work.clock.today())
    assert referral_states.of_own_case(work, referral.id).state == "sent"


@contextmanager
def hand(
    app: QApplication, who: str, language: str = "en", change: Callable[[Work], Work] = lambda work: work
) -> Iterator[Hand]:
    """The window of one of `HANDS` on a copy of the scene, at its first page."""
    worker, role = HANDS[who]
    clock = SetClock(NOW)
    with quick_place() as place:
        opened = replace(scene().kept.opened, worker=worker, role=role)
        kept = replace(scene().kept, opened=opened)
        jobs = Jobs(lambda: change(kept.work(place / "vault", clock)))
        office = Office(Tools(Faces(app, Face(Texts(language), Look())), jobs, clock), clock)
        office.tools.jobs.mistake.connect(office.mistakes.append)
        window = Window(office.tools, Settings())
        one = Hand(office, window)
        try:
            office.show(window, 1900, 900)
            window.start()
            one.rest()
            yield one
        finally:
            window.hide()
            office.tools.jobs.close()
            window.deleteLater()
            screen.settle()
        assert not office.mistakes


def said(window: QWidget) -> str:
    """Everything that is to be seen or read out: of each part and of each row of a list."""
    found: list[str] = []
    for part in screen.shown(window):
        for name in _PLACES_TEXTS:
            read: Any = getattr(part, name, None)
            if callable(read):
                found.append(str(read()))
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            found += _rows(part)
    return strip_controls("\n".join(found))


def _rows(view: QAbstractItemView) -> list[str]:
    found, model_ = [], view.model()
    for row in range(model_.rowCount()):
        for column in range(1 if isinstance(model_, QAbstractListModel) else model_.columnCount()):
            index = model_.index(row, column)
            found += [str(value) for role in _ROLES if (value := index.data(role))]
    return found


def counts(window: Window) -> dict[str, int]:
    """What the rail counts."""
    return {place: button._count for place, button in window.rail._buttons.items() if button.isVisible()}


def rail(window: Window) -> set[str]:
    """What the rail names."""
    return {
        "".join(sign for sign in part.accessibleName() if not sign.isdigit()).strip()
        for part in seen(window.rail, RailButton)
    }
