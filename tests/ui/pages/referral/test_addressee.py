"""To whom a letter goes: the addressee never outlives its receiver, and what is asked says who it is."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from gemdesk.domain.records import Referral, Release
from gemdesk.flows.referrals import TOPICS
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from tests.ui import screen
from tests.ui.pages.office import OTHER, RECEIVER, Office, press, seen, tab_to, write
from tests.ui.pages.referral.test_printing import onto_file
from tests.ui.pages.referral.test_referral_page import COVERED, Wizard

_CTRL = Qt.KeyboardModifier.ControlModifier
ADDRESSEE = "قسم الاستقبال"


def type_over(wizard: Wizard, receiver: str) -> None:
    """Type another receiver in place of the first."""
    tab_to(wizard.page.receiver.receiver)
    wizard.page.receiver.receiver.selectAll()
    write(receiver)


def test_another_receiver_takes_the_addressee_away(office: Office) -> None:
    step = Wizard(office).page.receiver
    write(RECEIVER)
    tab_to(step._addressee)
    write(ADDRESSEE)
    assert step._addressee.text() == ADDRESSEE
    tab_to(step.receiver)
    step.receiver.end(False)
    write(" ")  # the same name, spelt another way
    assert step._addressee.text() == ADDRESSEE
    step.receiver.selectAll()
    write(OTHER)
    assert step._addressee.text() == ""
    tab_to(step._addressee)
    write(ADDRESSEE)
    assert step._addressee.text() == ADDRESSEE


def test_an_addressee_beside_the_receiver_is_shown_and_asked_about(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    unchecked = strip_controls(Texts("ar").say("The words of the reason were not checked against the consent."))
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.check.question.isVisible)
    asked = wizard.page.check.question.accessibleName()
    assert unchecked in asked
    assert asked.count(RECEIVER) == 1
    press(Qt.Key.Key_Escape)
    wizard.page.tabs.set_current("receiver")
    tab_to(wizard.page.receiver._addressee)
    write(ADDRESSEE)
    wizard.page.tabs.set_current("check")
    wizard.until_drawn()
    assert any(ADDRESSEE in label.text() for label in seen(wizard.page.check, QLabel))
    wizard.page.setFocus()
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.check.question.isVisible)
    asked = wizard.page.check.question.accessibleName()
    assert ADDRESSEE in asked and RECEIVER in asked and unchecked in asked


def test_a_topic_is_told_only_once_it_is_ticked(office: Office) -> None:
    office.give((*COVERED, *(item.value for item in TOPICS)))
    wizard = Wizard(office)
    wizard.write_all()
    assert not set(TOPICS) & set(wizard.drawn[-1].sheet.tells)
    wizard.page.tabs.set_current("knows")
    tick = wizard.page.knows.ticks["health"]
    assert tick.isVisible() and not tick.isChecked()
    tab_to(tick)
    press(Qt.Key.Key_Space)
    wizard.until_drawn()
    assert {item.value for item in TOPICS if item in wizard.drawn[-1].sheet.tells} == {"health"}


def test_after_a_letter_left_another_receiver_has_another_reference(office: Office, tmp_path: Path) -> None:
    office.give(COVERED)
    office.give(COVERED, OTHER)
    wizard = Wizard(office)
    wizard.write_all()

    def print_now(name: str) -> None:
        before = len(office.all(Release))
        wizard.page._leaving.print_on(onto_file(tmp_path / name), wizard.drawn[-1].order)
        screen.until(lambda: len(office.all(Release)) > before)
        screen.until((tmp_path / name).exists)

    print_now("one.pdf")
    print_now("again.pdf")
    (first,) = office.all(Referral)
    wizard.page.tabs.set_current("receiver")
    type_over(wizard, OTHER)
    wizard.until_drawn()
    made = wizard.drawn[-1].order.referral
    assert made.reference != first.reference
    wizard.page.tabs.set_current("check")
    assert any(made.reference in label.text() for label in seen(wizard.page.check, QLabel))
    wizard.until_drawn()
    print_now("other.pdf")
    print_now("other-again.pdf")
    kept, other = sorted(office.all(Referral), key=lambda one: one.id != first.id)
    assert kept == first
    assert (other.reference, other.id) == (made.reference, made.id)
    assert [one.about for one in office.all(Release)] == [first.id, first.id, other.id, other.id]
