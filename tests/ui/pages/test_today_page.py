"""Today on the screen: sections, keys, what is done in one act, and what each role is shown."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel

from gemdesk.domain.casework import FollowUp, Task
from gemdesk.domain.records import Case, SafeContact
from gemdesk.domain.today import Section
from gemdesk.flows import cases, history, risk, tasks
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.today.page import TodayPage
from gemdesk.ui.tables.rows import LINE_ROLE
from gemdesk.vault.opened import Role
from tests.ui import screen
from tests.ui.pages.office import NAME, Office, office, press, seen, write

__all__ = ["office"]


def calm(office: Office) -> None:
    """Wait for what was asked, and for what is asked again because of its answer."""
    for _ in range(3):
        office.settle()


def opened(office: Office, width: int = 1100, height: int = 700) -> TodayPage:
    page = TodayPage(office.tools)
    office.show(page, width, height)
    page.open()
    calm(office)
    return page


def told(page: TodayPage) -> list[tuple[str, str, str]]:
    """Name, what is due, and when, as the rows say it."""
    lines = [page.list.rows.index(at, 0).data(LINE_ROLE) for at in range(page.list.rows.rowCount())]
    return [(line.name, strip_controls(line.second), strip_controls(line.chip)) for line in lines]


def tab_words(page: TodayPage) -> list[str]:
    return [strip_controls(page.tabs.tabText(at)) for at in range(page.tabs.count())]


def labels(page: TodayPage) -> str:
    return strip_controls(" ".join(label.text() for label in seen(page, QLabel)))


def become(office: Office, role: Role, worker: str = "w1") -> None:
    """Have somebody else at work with the same vault."""

    def change(work: Work) -> None:
        work.vault.opened = replace(work.vault.opened, role=role, worker=worker)

    office.ask(change)


def due(office: Office, days: int, **fields: Any) -> str:
    """A task of the case that is due so many days from today."""
    day = office.clock.today() + timedelta(days=days)
    return str(office.ask(tasks.save, office.case_id, "", {"text": "تجهيز الملف", "due": day, **fields}).id)


def test_nothing_due_says_so_with_the_next_day(office: Office) -> None:
    page = opened(office)
    assert told(page) == []
    said = labels(page)
    assert "لا مهام لهذا اليوم" in said
    assert "أقرب موعد: الاثنين 23 تشرين الثاني 2026" in said
    assert not page.list.isVisible()


def test_what_is_due_stands_there_the_longest_overdue_first(office: Office) -> None:
    due(office, 0)
    due(office, -2, text="زيارة المركز")
    due(office, 3)
    page = opened(office)
    assert told(page) == [
        (NAME, "زيارة المركز", "متأخرة منذ يومين"), (NAME, "تجهيز الملف", "اليوم"),
    ]  # fmt: skip
    assert tab_words(page)[0].endswith("(2)")
    assert page.list.row() is not None
    assert QApplication.focusWidget() is page.list


def test_the_keys_lead_from_section_to_section(office: Office) -> None:
    due(office, 0)
    due(office, 3)
    page = opened(office)
    press(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    calm(office)
    assert [what for _, what, _ in told(page)] == ["التقييم الأول للخطر", "تجهيز الملف"]
    press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    calm(office)
    assert len(told(page)) == 1


def test_return_opens_the_case_where_the_task_is_done(office: Office) -> None:
    office.clock.move(days=4)
    page = opened(office)
    wanted = QSignalSpy(page.part_wanted)
    assert told(page)[0][1] == "التقييم الأول للخطر"
    press(Qt.Key.Key_Return)
    assert wanted.at(0) == [office.case_id, "risk"]


def test_space_does_a_task_and_the_change_can_be_taken_back(office: Office) -> None:
    id_ = due(office, 0)
    page = opened(office)
    done = QSignalSpy(page.done)
    press(Qt.Key.Key_Space)
    calm(office)
    assert office.all(Task)[0].done_on == office.clock.today()
    assert told(page) == []
    assert done.count() == 1
    office.ask(history.take_back, done.at(0)[0])
    calm(office)
    assert [row[1] for row in told(page)] == ["تجهيز الملف"]
    assert office.all(Task)[0].id == id_


def test_a_follow_up_is_done_with_what_came_of_it(office: Office) -> None:
    office.ask(risk.assess, office.case_id, {"factors": ("blackmail",)})
    office.clock.move(days=4)
    page = opened(office)
    press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    calm(office)
    assert [what for _, what, _ in told(page)] == ["الإجراء الأول بعد التقييم"]
    page.list.setFocus()
    press(Qt.Key.Key_Space)
    assert page.outcome.isVisible()
    assert QApplication.focusWidget() is page.outcome.buttons[0]
    press(Qt.Key.Key_Escape)
    page.back()
    assert not page.outcome.isVisible()
    assert office.all(FollowUp) == []
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    calm(office)
    (one,) = office.all(FollowUp)
    assert (one.outcome, one.done_on) == ("not_reached", office.clock.today())
    assert len(told(page)) == 1, "nobody was seen"
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    calm(office)
    assert office.all(FollowUp)[1].outcome == "reached"
    assert told(page) == []


def test_a_held_space_does_one_thing(office: Office) -> None:
    for days in (-2, -1, 0):
        due(office, days)
    page = opened(office)
    for _ in range(3):
        screen.hold(page.list, Qt.Key.Key_Space)
    calm(office)
    assert len(told(page)) == 3
    press(Qt.Key.Key_Space)
    calm(office)
    assert len(told(page)) == 2


def test_a_task_of_the_office_is_written_down_and_kept_as_a_draft(office: Office) -> None:
    page = opened(office)
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    calm(office)
    assert page.task.isVisible()
    write("بطاقات اتصال")
    page.keep_draft()
    calm(office)
    again = opened(office)
    again.new_task.click()
    calm(office)
    again.task.save()
    calm(office)
    (task,) = office.all(Task)
    assert (task.text, task.case, task.worker, task.due) == ("بطاقات اتصال", "", "w1", office.clock.today())
    assert told(again) == [("بطاقات اتصال", "مهمة للمكتب", "اليوم")]
    assert not again.open_button.isEnabled()
    assert again.done_button.isEnabled()


def test_people_may_be_called_only_within_their_hours(office: Office) -> None:
    def wait(work: Work) -> None:
        contact = rows.select(work.connection, SafeContact, "1")[0]
        with work.change() as change:
            change.edit(contact, hours="من 9:00 إلى 10:00")
            change.add(FollowUp(id=new_id(), case=office.case_id, due=work.clock.today()), office.case_id)

    office.ask(wait)
    page = opened(office)
    assert "الاتصال ممكن الآن" in told(page)[0][1]
    press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    calm(office)
    assert len(told(page)) == 1
    office.clock.move(minutes=90)
    page.look_at_clock()
    calm(office)
    assert told(page) == []
    assert "لا اتصال ممكناً في هذه الساعة" in labels(page)


def test_a_coordinator_sees_how_much_and_nobodys_name(office: Office) -> None:
    due(office, 0)
    become(office, Role.COORDINATOR)
    page = opened(office)
    assert tab_words(page)[0].endswith("(1)")
    assert told(page) == []
    assert "من دون الأسماء" in labels(page)
    assert NAME not in labels(page)
    assert not page.new_task.isEnabled()


def test_whoever_prints_is_shown_no_task(office: Office) -> None:
    due(office, 0)
    become(office, Role.PRINTING)
    page = opened(office)
    assert not any("(" in words for words in tab_words(page))
    assert "لا تُعرض المهام على هذا الدور" in labels(page)


def test_another_worker_sees_nothing_of_this_case(office: Office) -> None:
    due(office, 0)
    become(office, Role.CASEWORKER, "w2")
    assert told(opened(office)) == []
    become(office, Role.SUPERVISOR, "w3")
    assert [name for name, _, _ in told(opened(office))] == [NAME]


def test_how_much_is_due_is_told_for_the_rail(office: Office) -> None:
    due(office, 0)
    page = TodayPage(office.tools)
    counted = QSignalSpy(page.counted)
    office.show(page)
    page.open()
    calm(office)
    assert ["today", 1] in [counted.at(at) for at in range(counted.count())]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_clipped_in_a_small_window_with_large_letters(office: Office, language: str) -> None:
    due(office, 0)
    office.tools.faces.switch(Face(Texts(language), Look("dark", 150)))
    page = opened(office, 1200, 700)
    assert screen.clipped(page) == []
    page.list.choose_first()
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    calm(office)
    assert page.task.isVisible()
    assert screen.clipped(page) == []
    assert page.minimumSizeHint().width() <= 1200


def test_a_closed_case_asks_for_its_review_alone(office: Office) -> None:
    def close(work: Work) -> None:
        with work.change() as change:
            case = rows.one(change.connection, Case, office.case_id)
            change.edit(case, status="closed", review_on=work.clock.today())

    due(office, 0)
    office.ask(close)
    page = opened(office)
    assert [what for _, what, _ in told(page)] == ["إبقاء الحالة المغلقة أو محوها"]
    assert not page.done_button.isEnabled()
    assert office.ask(cases.take_in, Intake(chosen_name="لين", need="محامٍ"))
    calm(office)
    assert {name for name, _, _ in told(page)} == {NAME, "لين"}


def test_sections_and_their_words_are_whole(office: Office) -> None:
    page = opened(office)
    for at, section in enumerate(s for s in Section if s is not Section.TO_APPROVE):
        assert page.tabs.tabData(at) == section.value
        page.tabs.set_current(section.value)
        calm(office)
        assert labels(page)
