"""A consent is taken down and withdrawn through the real page, with keys, in a real vault."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget

from gemdesk.domain.casework import Task
from gemdesk.domain.consents import Standing
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent, Organisation, Person, Release
from gemdesk.flows import cases, consent_papers, consents, referrals
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.look.tokens import Scheme
from gemdesk.ui.pages.consent.items import SHARED, WITHHELD
from gemdesk.ui.pages.consent.page import ConsentPage
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.segment import OnePick, Segment
from tests.ui import screen
from tests.ui.pages.office import NAME, OTHER, RECEIVER, Office, go_to, named, parts, press, seen, tab_to, write

_CTRL = Qt.KeyboardModifier.ControlModifier


def opened(office: Office) -> ConsentPage:
    page = ConsentPage(office.tools)
    page.open(office.case_id, NAME)
    office.show(page)
    office.settle()
    return page


def answer(page: ConsentPage, item: str, place: int) -> None:
    """Go to an item with Tab and to one of its three answers with the arrows."""
    picks = parts(named(page, Segment, lists.label("item", item, "ar")), OnePick)
    go_to(picks[place])
    press(Qt.Key.Key_Space)
    assert picks[place].isChecked()


def test_a_consent_is_recorded_with_keys(office: Office) -> None:
    page = opened(office)
    done = QSignalSpy(page.done)
    write(RECEIVER)
    answer(page, "chosen_name", 0)
    answer(page, "legal_name", 1)
    answer(page, "reason", 0)
    press(Qt.Key.Key_Return, _CTRL)
    screen.until(lambda: done.count() == 1)
    assert done.at(0) == [office.case_id]
    (stored,) = office.all(Consent)
    assert (stored.items, stored.withheld) == (("chosen_name", "reason"), ("legal_name",))
    assert (stored.on, stored.valid_until, stored.act) == (date(2026, 11, 20), None, "given")
    assert [one.name for one in office.all(Organisation)] == [RECEIVER]
    assert office.ask(cases.find_draft, consents.place(office.case_id)) == {}


@pytest.mark.parametrize(("months", "until"), [(0, date(2027, 2, 20)), (1, date(2027, 5, 20)), (2, date(2027, 11, 20))])
def test_an_end_is_chosen_by_a_button(office: Office, months: int, until: date) -> None:
    page = opened(office)
    buttons = [button for button in seen(page.form, Button) if button is not page.form.talk.fold]
    tab_to(buttons[months])
    press(Qt.Key.Key_Space)
    assert page.form.given(office.case_id).valid_until == until


def test_the_end_of_a_long_month_is_no_day_of_the_next() -> None:
    assert consents.end_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert consents.end_after(date(2026, 10, 31), 1) == date(2026, 11, 30)
    assert consents.end_after(date(2026, 11, 30), 1) == date(2026, 12, 30)


def refused_at(page: ConsentPage) -> list[str]:
    """The fields that say why they were not taken."""
    fields: dict[str, QWidget] = {"items": page.form.items, **page.form.fields}
    labels = {name: seen(part, Label) for name, part in fields.items()}
    return [name for name, found in labels.items() if any(map(_is_red, found))]


def _is_red(label: Label) -> bool:
    return label.palette().color(QPalette.ColorRole.WindowText) == Look().colour("danger")


def test_what_lacks_is_said_at_its_field_and_nothing_is_stored(office: Office) -> None:
    page = opened(office)
    page.save()
    screen.until(lambda: refused_at(page) == ["items"])
    page.form.items.set_answers({"reason": SHARED})
    page.save()
    screen.until(lambda: refused_at(page) == ["receiver"])
    assert QApplication.focusWidget() is page.form.receiver
    write(RECEIVER)
    page.form.until.set_text("31/2/2027")
    page.save()
    assert refused_at(page) == ["valid_until"]
    page.form.until.set_text("1/1/2026")
    page.save()
    office.settle()
    assert refused_at(page) == ["valid_until"]
    assert office.all(Consent) == []
    page.form.until.set_text("1/1/2027")
    page.save()
    screen.until(lambda: bool(office.all(Consent)))


def test_the_draft_survives_a_new_page(office: Office) -> None:
    page = opened(office)
    write(RECEIVER)
    answer(page, "reason", 1)
    page.hide()
    office.settle()
    page.deleteLater()
    again = opened(office)
    assert again.form.receiver.text() == RECEIVER
    assert again.form.items.answers() == {"reason": WITHHELD}


def test_a_name_is_suggested_in_another_spelling(office: Office) -> None:
    office.give(("reason",), "مؤسسة الإحاطة")
    page = opened(office)
    write("الاحاطه")
    assert page.form.receiver.suggestions() == ["مؤسسة الإحاطة"]
    page.form.receiver.setText("لا أحد")
    assert page.form.receiver.suggestions() == []


def letter(office: Office, target: Path) -> None:
    """Save a letter to the receiver, by the door."""
    begun = office.ask(referrals.begin, office.case_id)
    order = referrals.Order(
        replace(begun.referral, services=("legal",), reason_ar="سبب", addressee=""), (), ("ar",), RECEIVER
    )
    office.ask(referrals.save_copy, order, target)


def test_a_withdrawal_is_asked_for_and_says_what_had_left(office: Office, tmp_path: Path) -> None:
    office.give(("reason", "services", "chosen_name"))
    letter(office, tmp_path / "copy.pdf")
    assert [one.how for one in office.all(Release)] == ["saved"]
    page = opened(office)
    (card,) = page.ledger.cards
    assert card.withdraw is not None
    card.withdraw.setFocus()
    press(Qt.Key.Key_Space)
    assert card.question.isVisible()
    press(Qt.Key.Key_Escape)
    assert not card.question.isVisible()
    assert QApplication.focusWidget() is card.withdraw
    assert len(office.all(Consent)) == 1
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)  # the focus is on the way out
    assert not card.question.isVisible()
    assert len(office.all(Consent)) == 1
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Space)
    screen.until(page.ledger.outcome.isVisible)
    assert QApplication.focusWidget() is page.ledger.outcome
    assert [one.act for one in office.all(Consent)] == ["given", "withdrawn"]
    said = page.ledger.outcome.accessibleName()
    assert RECEIVER in said
    assert lists.label("release_how", "saved", "ar") in said
    screen.until(lambda: page.ledger.cards[0].withdraw is None)
    assert QApplication.focusWidget() is page.ledger.outcome
    found = office.ask(consents.ledger, office.case_id)
    assert [one.standing for one in found.grants] == [Standing.WITHDRAWN]


def test_a_withdrawal_names_what_another_consent_still_covers(office: Office) -> None:
    first = office.give(("reason", "services", "chosen_name"))
    office.give(("reason",))
    office.give(("services",), OTHER)
    outcome = office.ask(consents.withdraw, first)
    assert outcome.still == (Item.REASON,)
    assert outcome.left == ()
    page = opened(office)
    page.ledger.show_outcome(outcome, {})
    assert lists.label("item", "reason", "ar") in page.ledger.outcome.accessibleName()
    assert lists.label("item", "services", "ar") not in page.ledger.outcome.accessibleName()


def test_everything_is_reached_with_tab(office: Office) -> None:
    office.give(("reason",))
    page = opened(office)
    wished = seen(page, Button)
    assert len(wished) > 5
    for part in wished:
        tab_to(part)
        assert part.accessibleName()


def test_a_switch_of_language_keeps_what_is_typed(office: Office) -> None:
    page = opened(office)
    write(RECEIVER)
    page.form.receiver.setCursorPosition(3)
    office.tools.faces.switch(Face(Texts("en"), Look("dark", 150)))
    assert (page.form.receiver.text(), page.form.receiver.cursorPosition()) == (RECEIVER, 3)
    assert named(page, Segment, lists.label("item", "reason", "en"))


def test_the_consents_above_the_form_come_before_it_with_tab(office: Office) -> None:
    office.give(("reason",))
    page = opened(office)
    (card,) = page.ledger.cards
    assert card.withdraw is not None
    card.withdraw.setFocus()
    for part in (card.narrow, card.copy, page.form.talk.fold, page.form.receiver):
        press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is part


def test_half_a_date_survives_in_the_draft(office: Office) -> None:
    page = opened(office)
    typed = {**page.form.body(), "on": "20/11/2026", "until": "31/2/2027"}
    page.form.fill(typed)
    assert page.form.body() == typed
    page.form.fill({**typed, "until": "20/05/2027"})
    assert (page.form.body()["until"], page.form.given(office.case_id).valid_until) == ("20/05/2027", date(2027, 5, 20))
    assert "20 أيار 2027" in next(strip_controls(label.text()) for label in seen(page.form.until, Label))


def look_of(pick: OnePick) -> bytes:
    """A chosen pick without its words: its mark and its ground, in greys."""
    image = pick.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    width = pick._faces.face.look.px(26)
    edge = image.width() - width if pick._faces.face.rtl else 0
    return bytes(image.copy(edge, 0, width, image.height()).constBits())


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_the_three_answers_differ_without_their_colours(office: Office, scheme: Scheme) -> None:
    page = opened(office)
    office.tools.faces.switch(Face(Texts("ar"), Look(scheme)))
    picks = parts(named(page, Segment, lists.label("item", "age", "ar")), OnePick)
    found = []
    for pick in picks:
        pick.setChecked(True)
        found.append(look_of(pick))
    assert len(set(found)) == 3
    assert {pick._mark.icon for pick in picks} == {"tick", "close", ""}
    neutral = picks[2].grab().toImage().pixelColor(picks[2].width() // 2, 4)
    assert neutral == Look(scheme).colour("ground")


# Somebody young, narrowing, the form


def test_somebody_young_is_asked_for_their_assent_or_an_adult(office: Office) -> None:
    def young(work: Work) -> None:
        with work.change() as change:
            change.edit(rows.select(change.connection, Person, "1")[0], age=15)

    page = opened(office)
    assert not page.form.fields["guardian"].isVisible()
    office.ask(young)
    page = opened(office)
    assert page.form.fields["guardian"].isVisible()
    write(RECEIVER)
    page.form.items.set_answers({"reason": SHARED})
    page.form.circumstances.fill({"how": "signed"}, "ar")
    page.save()
    screen.until(lambda: refused_at(page) == ["how"])
    assert office.all(Consent) == []
    page.form.circumstances.fill({"how": "assent_adult"}, "ar")
    page.save()
    screen.until(lambda: refused_at(page) == ["guardian"])
    page.form.circumstances.fill({"how": "assent_adult", "guardian": "الخالة"}, "ar")
    page.save()
    screen.until(lambda: bool(office.all(Consent)))
    assert [one.guardian for one in office.all(Consent)] == ["الخالة"]


def test_what_was_said_of_the_circumstances_is_recorded_and_shown(office: Office) -> None:
    page = opened(office)
    write(RECEIVER)
    page.form.items.set_answers({"reason": SHARED})
    page.form.circumstances.fill({"witness": "ر. خ.", "interpreter": True, "statistics": True}, "ar")
    page.save()
    screen.until(lambda: bool(office.all(Consent)))
    (stored,) = office.all(Consent)
    assert (stored.witness, stored.interpreter, stored.statistics, stored.copy_given) == ("ر. خ.", True, True, False)
    assert stored.script == consent_papers.newest_script()
    page = opened(office)
    said = strip_controls(" ".join(label.text() for label in seen(page.ledger, Label)))
    assert "بحضور ر. خ." in said
    assert "لدى الشخص المعني نسخة" not in said


def test_the_talk_is_ticked_off_and_comes_back_in_the_draft(office: Office) -> None:
    page = opened(office)
    page.form.talk.unfold(True)
    points = seen(page.form.talk, Check)
    assert len(points) == len(consent_papers.talk("1", "ar"))
    assert "ليست شرطاً لأي خدمة" in points[2].accessibleName()
    tab_to(points[2])
    press(Qt.Key.Key_Space)
    page.keep_draft()
    office.settle()
    again = opened(office)
    office.settle()
    assert again.form.talk.said() == [2]


def test_a_consent_is_narrowed_with_keys(office: Office) -> None:
    office.give(("reason", "health"))
    page = opened(office)
    (card,) = page.ledger.cards
    assert card.narrow is not None
    assert card.narrowing is not None
    card.narrow.setFocus()
    press(Qt.Key.Key_Space)
    assert card.narrowing.isVisible()
    health = named(card.narrowing, Check, lists.alone("item", "health", "ar"))
    reason = named(card.narrowing, Check, lists.alone("item", "reason", "ar"))
    tab_to(reason)
    press(Qt.Key.Key_Space)
    tab_to(health)
    press(Qt.Key.Key_Space)
    assert not card.narrowing.record.isEnabled(), "nothing left is a withdrawal"
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Escape)
    assert not card.narrowing.isVisible()
    assert QApplication.focusWidget() is card.narrow
    press(Qt.Key.Key_Space)
    tab_to(health)
    press(Qt.Key.Key_Space)
    tab_to(card.narrowing.record)
    press(Qt.Key.Key_Space)
    screen.until(lambda: len(office.all(Consent)) == 2)
    narrowed = office.all(Consent)[1]
    assert (narrowed.act, narrowed.items, narrowed.withheld) == ("narrowed", ("reason",), ("health",))
    office.settle()
    (grant,) = office.ask(consents.ledger, office.case_id).grants
    assert grant.items == {Item.REASON}


def test_an_end_before_the_beginning_is_refused_at_the_narrowing(office: Office) -> None:
    office.give(("reason",))
    page = opened(office)
    (card,) = page.ledger.cards
    narrowing = card.narrowing
    assert card.narrow is not None
    assert narrowing is not None
    card.narrow.click()
    narrowing.wanted.emit(("reason",), (), date(2020, 1, 1))
    screen.until(lambda: any(map(_is_red, seen(narrowing, Label))))
    assert len(office.all(Consent)) == 1


def test_a_consent_of_a_day_to_come_says_so(office: Office) -> None:
    office.give(("reason",), on=date(2026, 12, 1))
    page = opened(office)
    said = strip_controls(" ".join(chip.accessibleName() for chip in seen(page.ledger, Chip)))
    assert "سارية اعتباراً من 1 كانون الأول 2026" in said


def test_a_withdrawal_tells_of_the_tasks_it_opened(office: Office, tmp_path: Path) -> None:
    given = office.give(("reason", "services", "chosen_name"))
    letter(office, tmp_path / "copy.pdf")
    page = opened(office)
    page.ledger.withdraw_wanted.emit(given)
    screen.until(page.ledger.outcome.isVisible)
    assert "أُضيفت مهمة واحدة" in page.ledger.outcome.accessibleName()
    assert [RECEIVER in task.text for task in office.all(Task)] == [True]
