"""The wizard asks the directory: what is known of a receiver is said, asked or refused before a letter leaves."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gemdesk.domain.records import Organisation, Referral, Release
from gemdesk.flows import directory
from gemdesk.flows.work import Work
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.ui.pages.referral.receiver_notice import ReceiverNotice
from gemdesk.ui.parts.button import Button
from tests.ui import screen
from tests.ui.pages.office import RECEIVER, Office, named, press, write
from tests.ui.pages.referral.test_referral_page import COVERED, Wizard, save_as

AR = Texts("ar")
_CTRL = Qt.KeyboardModifier.ControlModifier


def know(work: Work, **fields: Any) -> None:
    found = rows.select(work.connection, Organisation, "name = ?", RECEIVER)
    directory.save(work, found[0].id if found else "", {"name": RECEIVER, **fields}, [])


def noticed(office: Office, wizard: Wizard) -> ReceiverNotice:
    notice = wizard.page.receiver.notice
    screen.until(lambda: not notice._pause.isActive())
    office.settle()
    screen.settle()
    return notice


def test_a_receiver_nobody_knows_is_no_reason_to_ask(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    write("جهة لا يعرفها أحد")
    assert not noticed(office, wizard).isVisible()
    wizard.page.receiver.receiver.selectAll()
    write(RECEIVER)
    notice = noticed(office, wizard)
    assert notice.isVisible()
    assert not notice.asks()  # never checked: said, and nothing is held up by it


def test_an_entry_of_long_ago_is_asked_about_before_the_letter_leaves(office: Office) -> None:
    office.give(COVERED)
    office.ask(partial(know, last_checked=office.clock.today() - timedelta(days=300)))
    wizard = Wizard(office)
    wizard.write_all()
    assert noticed(office, wizard).asks()
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.receiver.isVisible)
    notice = wizard.page.receiver.notice
    assert QApplication.focusWidget() is notice.checked
    assert not wizard.page.check.question.isVisible()
    notice.checked.click()
    screen.until(lambda: not notice.asks())
    assert [one.last_checked for one in office.all(Organisation)] == [office.clock.today()]
    wizard.page.tabs.set_current("check")
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.check.question.isVisible)


def test_it_may_be_used_as_it_is_for_this_letter(office: Office) -> None:
    office.give(COVERED)
    old = office.clock.today() - timedelta(days=300)
    office.ask(partial(know, last_checked=old))
    wizard = Wizard(office)
    wizard.write_all()
    notice = noticed(office, wizard)
    notice._use()
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.check.question.isVisible)
    assert [one.last_checked for one in office.all(Organisation)] == [old]
    wizard.page.open(office.case_id, "")
    screen.until(lambda: bool(wizard.page.receiver.receiver.text()))
    assert noticed(office, wizard).asks()  # another letter, another question


def test_never_refer_refuses_with_its_reason_and_no_letter_leaves(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    assert wizard.page.save.isEnabled()
    office.ask(partial(know, never_refer=True, never_refer_reason="تُسجَّل الأسماء"))
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.receiver.isVisible)
    field = wizard.page.receiver.fields["organisation"]
    assert "تُسجَّل الأسماء" in field._refusal.text()
    assert not wizard.page.check.question.isVisible()
    wizard.page.open(office.case_id, "")
    screen.until(lambda: bool(wizard.page.receiver.receiver.text()))
    wizard.until_drawn()
    wizard.page.tabs.set_current("check")
    screen.until(lambda: not wizard.page.save.isEnabled())
    assert not wizard.page.acts.consent.isVisible()
    assert "تُسجَّل الأسماء" in wizard.page.receiver.notice._warning.accessibleName()
    assert office.all(Release) == []


def test_for_whom_it_is_unsafe_is_said_and_concerns_only_whom_somebody_ticked(office: Office) -> None:
    office.give(COVERED)
    office.ask(partial(know, unsafe_for=("minors", "trans_women")))
    wizard = Wizard(office)
    write(RECEIVER)
    notice = noticed(office, wizard)
    assert "أشخاص دون سن 18" in notice._unsafe.accessibleName()
    assert not notice._concerned.isVisible()
    notice.groups.set_codes(("minors",))
    notice.groups.chosen.emit()
    assert notice._concerned.isVisible()
    assert "نساء عابرات" not in notice._concerned.accessibleName()
    # Nothing of the tick is kept: neither with the letter nor for the next one.
    wizard.page.keep_draft()
    office.settle()
    kept = office.ask(lambda work: work.connection.execute("SELECT body FROM draft").fetchall())
    assert "minors" not in str(kept)
    wizard.page.open(office.case_id, "")
    screen.until(lambda: bool(wizard.page.receiver.receiver.text()))
    assert not noticed(office, wizard)._concerned.isVisible()


def test_a_retired_receiver_is_not_suggested(office: Office) -> None:
    office.give(COVERED)
    office.ask(partial(know, retired=True))
    wizard = Wizard(office)
    write(RECEIVER[:4])
    assert wizard.page.receiver.receiver.suggestions() == []
    office.ask(partial(know, retired=False))
    wizard.page.open(office.case_id, "")
    screen.until(lambda: RECEIVER in wizard.page.receiver.receiver._names)


def test_that_it_was_handed_over_is_said_at_the_end(office: Office, tmp_path: Path) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.check.question.isVisible)
    press(Qt.Key.Key_Space)
    save_as(tmp_path / "copy.pdf", wizard.page)
    screen.until(wizard.page.finish.isVisible)
    assert [one.state for one in office.all(Referral)] == ["draft"]
    named(wizard.page, Button, AR.say("It was handed over")).click()
    screen.until(lambda: not wizard.page.acts.sent.isVisible())
    (referral,) = office.all(Referral)
    assert (referral.state, referral.sent_on) == ("sent", office.clock.today())
    assert strip_controls(wizard.page.check.banner.accessibleName())
    assert QApplication.focusWidget() is wizard.page.finish
