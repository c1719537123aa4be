"""Closing, reopening and erasing through the tab of a case; what was erased is on no part of the screen any more."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from gemdesk.domain.casework import Closure
from gemdesk.domain.own import Erasure
from gemdesk.domain.records import Case, Person
from gemdesk.flows import cases, referrals
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.closure import ClosurePart
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.check import Check
from tests.flows.erasing_traces import found_in
from tests.ui import screen
from tests.ui.pages.case.tabs import at, heard_of, press, rest, words_of
from tests.ui.pages.office import NAME, PHONE, RECEIVER, Office, named, tab_to
from tests.ui.pages.office import press as key


def fill(part: ClosurePart, **more: object) -> None:
    """A whole closing."""
    part.form.fill({"reason": "goals_met", "checked": ["decision"], "decision": "keep", "review": "20/11/2027", **more})


def case(office: Office) -> Case:
    (found,) = office.all(Case)
    return found  # type: ignore[no-any-return]  # of the records


def test_what_is_missing_is_said_at_its_place(office: Office) -> None:
    office.give(("reason",))
    _, part = at(office, "closure", ClosurePart)
    assert "موافقة واحدة سارية" in words_of(part)
    part.finish()
    assert "ما زالت هنا معلومة ناقصة." in words_of(part)
    fill(part)
    part.finish()
    assert "تلزم مراجعة هذا البند قبل إغلاق الحالة." in words_of(part)
    fill(part, review="31/2/2027", checked=["decision", "consents"])
    part.finish()
    assert "لم يُفهم المكتوب هنا على أنه تاريخ" in words_of(part)
    assert not part.question.isVisible()
    fill(part, checked=["decision", "consents"])
    part.finish()
    assert part.question.isVisible()
    fill(part, review="31/2/2027", checked=["decision", "consents"])  # changed beneath the question
    part.question.accept()
    rest(office)
    assert office.all(Closure) == []
    assert "لم يُفهم المكتوب هنا على أنه تاريخ" in words_of(part)
    fill(part, checked=["decision", "consents"])
    part.finish()
    assert part.question.isVisible()
    part.question.accept()
    rest(office)
    assert [one.act for one in office.all(Closure)] == ["closed"]


def test_a_case_is_closed_and_reopened_with_keys(office: Office) -> None:
    page, part = at(office, "closure", ClosurePart)
    part.form.fields["reason"].editor.setFocus()
    for _ in range(1):
        key(Qt.Key.Key_Down)
    tab_to(named(part, Check, "قرار الإبقاء أو المحو متخذ مع الشخص المعني"))
    key(Qt.Key.Key_Space)
    tab_to(named(part, Button, "بعد سنة"))
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.until(part.question.isVisible)
    key(Qt.Key.Key_Return)
    rest(office)
    assert (case(office).status, case(office).review_on) == ("closed", date(2027, 11, 20))
    assert "تحقّق الأهداف" in words_of(part)
    assert not part.form.isVisible()
    press(part, "إعادة فتح الحالة")
    rest(office)
    assert case(office).status == "closed", "a reason is asked for"
    screen.type_text(part.closed.why, "عاد الخطر")
    press(part, "إعادة فتح الحالة")
    rest(office)
    assert case(office).status == "open"
    assert [one.why for one in office.all(Closure)] == ["", "عاد الخطر"]
    assert page.shown() == office.case_id


def test_what_was_typed_comes_back(office: Office) -> None:
    page, part = at(office, "closure", ClosurePart)
    fill(part, summary="خلاصة قصيرة")
    part.form.edited.emit()
    page.keep_drafts()
    rest(office)
    _, again = at(office, "closure", ClosurePart)
    assert again.form.closing() == part.form.closing()
    assert again.form.closing().summary == "خلاصة قصيرة"


def letter(office: Office, target: object) -> None:
    begun = office.ask(referrals.begin, office.case_id)
    order = referrals.Order(
        replace(begun.referral, services=("legal",), reason_ar="سبب", addressee=""), (), ("ar",), RECEIVER
    )
    office.ask(referrals.save_copy, order, target)


def test_the_question_names_the_act_and_the_copies_outside(office: Office, tmp_path: object) -> None:
    office.give(("reason", "services"))
    letter(office, tmp_path / "copy.pdf")  # type: ignore[operator]  # a path
    _, part = at(office, "closure", ClosurePart)
    press(part.erasing, "محو المحتوى")
    said = words_of(part.erasing.question)
    assert "ولا تراجع بعد المحو" in said
    assert RECEIVER in said
    assert NAME not in said
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "إبقاء الحالة", "the way out has the focus"
    key(Qt.Key.Key_Space)
    rest(office)
    assert office.all(Erasure) == []
    assert len(office.all(Person)) == 1


def test_after_an_erasure_the_slip_alone_is_to_be_seen(office: Office, tmp_path: Path) -> None:
    office.give(("reason", "services"))
    letter(office, tmp_path / "copy.pdf")
    office.ask(cases.note, office.case_id, "ملاحظة عن الجيران")
    page, part = at(office, "closure", ClosurePart)
    left = QSignalSpy(page.left)
    assert NAME in words_of(page)
    assert PHONE not in words_of(page)
    keys = office.ask(lambda work: work.vault.opened.keys)
    said_before = [NAME * 2, PHONE, "الجيران"]  # the name alone is too short to be told from other words
    office.ask(cases.note, office.case_id, f"{NAME}{NAME}")
    assert set(found_in(tmp_path / "vault", keys, said_before)) == set(said_before)
    press(part.erasing, "محو المحتوى")
    part.erasing.question.accept()
    screen.until(lambda: "مُحي المحتوى" in words_of(page), 60)
    rest(office)
    said = words_of(page)
    assert RECEIVER in said
    assert NAME not in said
    assert "الجيران" not in said
    assert page.case_id() == ""
    assert page.shown() == ""
    assert office.all(Person) == []
    assert found_in(tmp_path / "vault", keys, said_before) == {}
    assert [one.wish for one in office.all(Erasure)] == ["person"]
    press(page, "رجوع إلى القائمة")
    assert left.count() == 1
    assert RECEIVER not in words_of(page)


def test_another_case_is_shown_whole_after_an_erasure(office: Office) -> None:
    from gemdesk.flows.cases import Intake

    page, part = at(office, "closure", ClosurePart)
    part.erasing.ask()
    part.erasing.question.accept()
    screen.until(lambda: "مُحي المحتوى" in words_of(page), 60)
    other = office.ask(cases.take_in, Intake(chosen_name="ريما"))
    page.open(other)
    rest(office)
    assert page.shown() == other
    assert "ريما" in words_of(page)
    assert "مُحي المحتوى" not in words_of(page)
    assert NAME not in heard_of(page)


@pytest.mark.parametrize(("language", "scale", "width"), [("ar", 100, 1024), ("en", 150, 1366), ("ar", 200, 1366)])
def test_it_fits(office: Office, language: str, scale: int, width: int) -> None:
    office.give(("reason",))
    page, _ = at(office, "closure", ClosurePart)
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    rest(office)
    page.resize(width - 300, 700)
    screen.settle()
    assert page.minimumSizeHint().width() <= width - 300
