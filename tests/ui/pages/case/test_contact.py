"""The number is seen through the safe-contact card alone, and a call leads to writing down what came of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.casework import Attempt
from gemdesk.domain.records import SafeContact
from gemdesk.flows import cases, contacts, people
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.contact import Contact
from gemdesk.ui.pages.case.page import TABS, CasePage
from gemdesk.ui.parts.line import Area
from tests.ui import screen
from tests.ui.pages.case.tabs import at, go, heard_of, press, rest, words_of
from tests.ui.pages.office import PHONE, Office, seen

SHOW = "إظهار الرقم للاتصال"


def opened(office: Office) -> tuple[CasePage, Contact]:
    page, part = at(office, "contact", Contact)
    press(page, SHOW)
    rest(office)
    return page, part


def outcomes(office: Office) -> list[str]:
    return [one.outcome for one in office.all(Attempt)]


def test_no_part_of_a_case_shows_the_number_until_it_is_opened(office: Office) -> None:
    page, _ = at(office, "contact", Contact)
    for tab in TABS:
        go(office, page, tab)
        assert PHONE not in words_of(page) + heard_of(page), tab
    go(office, page, "contact")
    press(page, SHOW)
    rest(office)
    assert PHONE in words_of(page), "and then it is read"


@pytest.mark.parametrize("away", ["cover", "tab", "case"])
def test_the_number_is_covered_again(office: Office, away: str) -> None:
    other = office.ask(cases.take_in, cases.Intake(chosen_name="ليلى"))
    page, _ = opened(office)
    if away == "cover":
        press(page, "إخفاء الرقم")
    elif away == "tab":
        go(office, page, "timeline")
    else:
        page.open(other)
        rest(office)
    assert PHONE not in words_of(page) + heard_of(page)


@pytest.mark.parametrize("number", range(1, 7))
def test_one_key_writes_down_what_came_of_a_call(office: Office, number: int) -> None:
    page, part = opened(office)
    assert part.outcomes.isVisible()
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key(Qt.Key.Key_0 + number))
    rest(office)
    assert outcomes(office) == [list(lists.shipped("attempt_outcome"))[number - 1]]
    assert not part.outcomes.isVisible()
    assert PHONE not in words_of(page)


def test_a_digit_in_the_note_is_typed_and_the_note_goes_with_the_outcome(office: Office) -> None:
    page, part = opened(office)
    note = next(area for area in seen(part.outcomes, Area))
    note.setFocus()
    for sign in "رنّ 3 مرات":
        screen.type_text(note, sign)
    QTest.keyClick(note, Qt.Key.Key_2)
    rest(office)
    assert outcomes(office) == []
    press(page, "لم يرد أحد")
    rest(office)
    assert [(one.outcome, one.note) for one in office.all(Attempt)] == [("no_answer", "رنّ 3 مرات2")]


def test_nothing_is_chosen_by_pressing_the_same_key_twice(office: Office) -> None:
    page, part = at(office, "contact", Contact)
    button = next(one for one in seen(page, type(part.card._show)) if one.accessibleName() == SHOW)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    rest(office)
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return)
    rest(office)
    assert outcomes(office) == []


def test_it_is_still_asked_after_a_lock_and_no_call_ends_the_asking(office: Office) -> None:
    opened(office)
    page, part = at(office, "contact", Contact)
    assert part.outcomes.isVisible()
    assert PHONE not in words_of(page)
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_0)
    rest(office)
    assert not part.outcomes.isVisible()
    assert outcomes(office) == []
    assert office.ask(contacts.look, office.case_id).opened is None


def test_outside_the_safe_hours_it_is_asked_before(office: Office) -> None:
    office.ask(contacts.save, office.case_id, {"number": PHONE, "hours": "من 16:00 إلى 18:00"})
    page, part = at(office, "contact", Contact)  # at nine in the morning
    press(page, SHOW)
    rest(office)
    assert PHONE not in words_of(page)
    press(page, "إظهار الرقم مع ذلك")
    rest(office)
    assert PHONE in words_of(page)
    press(page, "إخفاء الرقم")
    office.clock.move(hours=8)
    press(page, SHOW)
    rest(office)
    assert PHONE in words_of(page), "and within them it is not"
    assert part.card.is_open()


@pytest.mark.parametrize(
    ("address", "words"), [("feminine", " معها:"), ("masculine", " معه:"), ("plural", " معهم:"), ("avoid", ":")]
)
def test_the_form_of_address_drives_the_grammar(office: Office, address: str, words: str) -> None:
    office.ask(cases.complete, office.case_id, {"person": {"address": address}})
    office.ask(contacts.write_attempt, office.case_id, "no_answer")
    page, _ = at(office, "contact", Contact)
    assert f"المحاولة التالية للتواصل{words}" in words_of(page)


def test_three_days_of_tries_propose_a_welfare_check_which_is_written_down(office: Office) -> None:
    office.ask(people.save_relative, office.case_id, "", {"name": "ريم", "knows": True})
    for days in (8, 4, 0):
        office.clock.move(days=-days)
        office.ask(contacts.write_attempt, office.case_id, "no_answer")
        office.clock.move(days=days)
    page, part = at(office, "contact", Contact)
    assert "ريم" in words_of(page)
    press(page, "تسجيل اطمئنان عبر شخص موثوق")
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_2)
    rest(office)
    assert [(one.channel, one.contact) for one in office.all(Attempt)][-1] == ("through", "")
    assert "إغلاق هادئ" in words_of(page)
    assert not part.outcomes.isVisible()


def test_the_card_is_changed_and_a_change_that_was_not_saved_comes_back(office: Office) -> None:
    page, part = at(office, "contact", Contact)
    press(page, "تعديل بطاقة التواصل الآمن")
    rest(office)
    assert PHONE not in words_of(page), "the number is covered while the rest is changed"
    hours = part.edit.form.field("hours").editor
    screen.type_text(hours, "!")
    page.keep_drafts()
    page.open(office.ask(cases.take_in, cases.Intake(chosen_name="ليلى")))
    rest(office)
    page, part = at(office, "contact", Contact)
    assert part.edit.is_open()
    part.finish()
    rest(office)
    stored = office.all(SafeContact)[0]
    assert (stored.hours, stored.number) == ("17:00!", PHONE)
    assert not part.edit.is_open()
    assert office.ask(cases.find_draft, f"contact:{office.case_id}") == {}


def test_a_change_that_is_discarded_leaves_nothing(office: Office) -> None:
    page, part = at(office, "contact", Contact)
    press(page, "تعديل بطاقة التواصل الآمن")
    rest(office)
    screen.type_text(part.edit.form.field("hours").editor, "!")
    press(page, "تجاهل التغييرات")
    rest(office)
    assert office.all(SafeContact)[0].hours == "17:00"
    assert office.ask(cases.find_draft, f"contact:{office.case_id}") == {}


@pytest.mark.parametrize(("language", "scheme", "scale"), [("ar", "light", 150), ("en", "dark", 100)])
def test_nothing_is_clipped(office: Office, language: str, scheme: str, scale: int) -> None:
    office.tools.faces.switch(Face(Texts(language), Look(scheme, scale)))  # type: ignore[arg-type]  # a literal
    office.ask(contacts.write_attempt, office.case_id, "unsafe_signal", "رقم آخر أجاب")
    page, part = at(office, "contact", Contact)
    part.card.number_wanted.emit()
    rest(office)
    assert part.card.is_open()
    assert screen.clipped(page) == []


def test_whoever_is_reached_through_another_person_is_tried_without_a_number(office: Office) -> None:
    page, part = at(office, "contact", Contact)
    assert "تسجيل محاولة اتصال" not in words_of(page), "where there is a number, the way is to show it"
    office.ask(contacts.save, office.case_id, {"channel": "through", "number": "", "who_may_answer": "المرشدة"})
    rest(office)
    assert SHOW not in words_of(page)
    press(page, "تسجيل محاولة اتصال")
    rest(office)
    assert "ما نتيجة المحاولة؟" in words_of(page)
    press(page, "ليس الآن")
    rest(office)
    assert outcomes(office) == []
    press(page, "تسجيل محاولة اتصال")
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_2)
    rest(office)
    assert [(one.outcome, one.channel) for one in office.all(Attempt)] == [("no_answer", "through")]
    assert not part.outcomes.isVisible()
    assert "لم يرد أحد" in words_of(page)


def test_an_address_is_no_number_to_call(office: Office) -> None:
    page, _ = at(office, "contact", Contact)
    assert "الرقم مخفيّ" in words_of(page), "as a phone is"
    address = "nawwar@example.org"
    office.ask(contacts.save, office.case_id, {"channel": "e-mail", "number": address, "hours": "من 16:00 إلى 18:00"})
    page, _ = at(office, "contact", Contact)
    assert "العنوان مخفيّ" in words_of(page)
    assert not {SHOW, "قبل الاتصال", "الرقم مخفيّ"} & set(words_of(page))
    press(page, "إظهار العنوان للمراسلة")
    rest(office)
    press(page, "إظهار العنوان مع ذلك")
    rest(office)
    assert address in words_of(page)
    assert "لم تُرسَل رسالة" in words_of(page)
    press(page, "إخفاء العنوان")
    assert address not in words_of(page) + heard_of(page)
