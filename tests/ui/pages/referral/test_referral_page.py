"""A referral goes its whole way through the real wizard, with keys, from a real vault to a real file."""

import re
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from gemdesk.domain.definition import Item
from gemdesk.domain.records import File, Referral, Release
from gemdesk.flows import cases, referrals
from gemdesk.flows.referrals import Drawn
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.referral.page import ReferralPage
from gemdesk.ui.pages.referral.stack import STEPS
from gemdesk.ui.pages.referral.state import Typed, with_draft
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.segment import AnyPick
from tests.ui import screen
from tests.ui.pages.office import NAME, OTHER, PHONE, RECEIVER, Office, go_to, named, parts, press, seen, tab_to, write

_CTRL = Qt.KeyboardModifier.ControlModifier
COVERED = ("chosen_name", "reason", "services", "safe_contact", "place")
REASON = "نرجو المساعدة في استخراج بدل فاقد."


class Wizard:
    """An open wizard and everything it drew."""

    def __init__(self, office: Office) -> None:
        self.office, self.page = office, ReferralPage(office.tools)
        self.drawn: list[Drawn] = []
        self.page.drawing.drawn.connect(self.drawn.append)
        self.page.open(office.case_id, NAME)
        office.show(self.page)
        screen.until(lambda: bool(self.drawn))
        self.until_drawn()

    def until_drawn(self) -> None:
        """Wait until the letter of the latest wish is on the screen."""
        screen.until(self.page.drawing.is_settled)

    def next(self) -> None:
        """Go to the next step by the keys and wait for the letter."""
        press(Qt.Key.Key_Return, _CTRL)
        self.until_drawn()

    def write_all(self, reason: str = REASON, receiver: str = RECEIVER) -> None:
        """Type a whole referral with keys, up to the last step."""
        assert QApplication.focusWidget() is self.page.receiver.receiver
        write(receiver)
        go_to(named(self.page, AnyPick, lists.label("service", "documentation", "ar")))
        press(Qt.Key.Key_Space)
        self.next()
        self.next()
        tab_to(self.page.words.reasons["ar"])
        write(reason)
        self.next()
        assert self.page.check.isVisible()


def save_as(target: Path, page: ReferralPage) -> None:
    """Answer the dialog that asks for a place, with keys."""
    screen.until(lambda: bool(seen(page, QFileDialog)))
    (dialog,) = seen(page, QFileDialog)
    line = parts(dialog, QLineEdit)[0]
    assert re.fullmatch(r"R-\w{4}-\w{2}-ar\.pdf", line.text())
    dialog.activateWindow()
    screen.until(dialog.isActiveWindow)
    line.setFocus()
    line.selectAll()
    write(str(target))
    press(Qt.Key.Key_Return)


def test_the_whole_way_to_a_saved_file_with_keys_in_arabic(office: Office, tmp_path: Path) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    page, done = wizard.page, QSignalSpy(wizard.page.done)
    wizard.write_all()
    press(Qt.Key.Key_S, _CTRL)
    screen.until(page.check.question.isVisible)
    asked = page.check.question.accessibleName()
    assert RECEIVER in asked
    assert all(lists.label("item", code, "ar") in asked for code in COVERED)
    target = tmp_path / "copy.pdf"
    press(Qt.Key.Key_Space)
    save_as(target, page)
    screen.until(page.finish.isVisible)
    assert target.read_bytes().startswith(b"%PDF-")
    (release,), (kept,) = office.all(Release), office.all(File)
    assert (release.how, set(release.items)) == ("saved", set(COVERED))
    assert kept.size == target.stat().st_size
    assert NAME not in kept.name
    assert str(target) == page.check.banner.accessibleName().split("\n")[1]
    press(Qt.Key.Key_Space)
    assert done.count() == 1
    assert done.at(0) == [office.case_id]
    # A step to and fro after it is no draft of another letter; a changed word is.
    for step in (STEPS[2], STEPS[3]):
        page.tabs.set_current(step)
    page.keep_draft()
    assert office.ask(cases.find_draft, referrals.place(office.case_id)) == {}
    page.tabs.set_current(STEPS[2])
    tab_to(page.words.reasons["ar"])
    write("ثم")
    page.keep_draft()
    assert "ثم" in office.ask(cases.find_draft, referrals.place(office.case_id))["reason_ar"]


def test_without_consent_the_lacking_items_are_named_and_no_file_comes(office: Office, tmp_path: Path) -> None:
    office.give(("chosen_name", "services"), OTHER)
    wizard = Wizard(office)
    page = wizard.page
    wizard.write_all()
    assert page.preview.is_marked()
    assert page.preview.pages
    before = sorted(tmp_path.rglob("*.pdf"))
    press(Qt.Key.Key_S, _CTRL)
    office.settle()
    said = page.check.banner.accessibleName()
    assert lists.label("item", "reason", "ar") in said
    assert lists.label("item", "services", "ar") in said
    assert not page.check.question.isVisible()
    assert (office.all(Release), office.all(File), sorted(tmp_path.rglob("*.pdf"))) == ([], [], before)
    assert not page.print.isEnabled()
    assert not page.save.isEnabled()
    assert "ستعرفه" in page.check.learned._heading.text()
    assert "كانت" in page.check.learned._heading.text()
    wanted = QSignalSpy(page.consent_wanted)
    assert QApplication.focusWidget() is named(page, Button, Texts("ar").say("Record a consent"))
    press(Qt.Key.Key_Return, _CTRL)
    assert wanted.at(0) == [office.case_id, NAME]
    # The same page lets the same letter out once consent is there.
    office.give(("reason", "services"))
    page.open(office.case_id, NAME)
    screen.until(lambda: bool(page.preview.pages) and not page.preview.is_marked())
    assert page.check.isVisible()
    assert page.print.isEnabled()
    assert page.save.isEnabled()
    assert not page.acts.consent.isVisible()
    assert QApplication.focusWidget() is page.print
    assert "كانت" not in page.check.learned._heading.text()
    press(Qt.Key.Key_S, _CTRL)
    screen.until(page.check.question.isVisible)


def test_the_check_names_the_field_that_lacks_and_leads_to_it(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    page = wizard.page
    wizard.write_all(reason="")
    assert Texts("ar").say("Reason for the referral, in Arabic") in page.check.banner.accessibleName()
    assert Texts("ar").reason(Refusal(Reason.REQUIRED)) not in page.check.banner.accessibleName()
    tab_to(named(page.check, Button, Texts("ar").say("Show the field")))
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.words.reasons["ar"]
    write(REASON)
    wizard.next()
    assert not page.check.banner.isVisible()


def test_a_letter_to_nobody_says_that_the_receiver_lacks(office: Office) -> None:
    wizard = Wizard(office)
    for _ in STEPS[1:]:
        wizard.next()
    assert Texts("ar").say("Receiver") in wizard.page.check.banner.accessibleName()
    assert Texts("ar").say("Receiver") in wizard.page.preview._why(Texts("ar")) or wizard.page.preview._brief
    wizard.page.preview.set_brief(False)
    assert Texts("ar").say("Receiver") in wizard.page.preview._why(Texts("ar"))


@pytest.mark.parametrize("languages", ["ar", "en", "both"])
def test_what_lacks_is_what_the_door_asks_for(office: Office, languages: str) -> None:
    office.give(COVERED)
    begun = office.ask(referrals.begin, office.case_id).referral
    typed = Typed(receiver=RECEIVER, services=("legal",), reason_ar=REASON, reason_en="Why", languages=languages)
    assert typed.lacking() == ""
    office.ask(referrals.ready, typed.order(begun))
    for without in (
        replace(typed, receiver=" "), replace(typed, services=()), replace(typed, reason_ar="", reason_en="")
    ):  # fmt: skip
        stops: list[Stop] = []
        office.tools.jobs.look(referrals.ready, without.order(begun), then=lambda _: None, failed=stops.append)
        screen.until(partial(bool, stops))
        assert (stops[0].reason, stops[0].where) == (Reason.REQUIRED, without.lacking())


def test_consent_that_ran_out_while_the_page_stood_open_is_seen(office: Office) -> None:
    office.give(COVERED, valid_until=office.clock.today())
    wizard = Wizard(office)
    wizard.write_all()
    assert not wizard.page.preview.is_marked()
    office.clock.move(days=1)
    press(Qt.Key.Key_S, _CTRL)
    screen.until(wizard.page.check.banner.isVisible)
    assert not wizard.page.check.question.isVisible()


def test_what_is_left_out_is_not_in_the_letter(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    write(RECEIVER)
    wizard.next()
    assert any(PHONE in text for text in wizard.drawn[-1].written.sources)
    tick = wizard.page.knows.ticks["safe_contact"]
    tab_to(tick)
    press(Qt.Key.Key_Space)
    wizard.until_drawn()
    assert Item.SAFE_CONTACT not in wizard.drawn[-1].sheet.tells
    assert not any(PHONE in text for text in wizard.drawn[-1].written.sources)
    assert QApplication.focusWidget() is tick


def test_what_is_not_covered_is_out_of_use_and_says_why(office: Office) -> None:
    office.give(COVERED, withheld=("legal_name", "health"), valid_until=None)
    wizard = Wizard(office)
    write(RECEIVER)
    wizard.next()
    ticks = wizard.page.knows.ticks
    assert ticks["place"].isEnabled()
    assert ticks["place"].isChecked()
    for code, cause in (("health", "withheld by the person"), ("age", "was not discussed, which counts as no")):
        refused = wizard.page.knows.refused[code]
        assert not ticks[code].isVisible()
        assert (refused.isVisible(), refused.isEnabled(), refused.isChecked()) == (True, False, False)
        assert refused.accessibleDescription() == strip_controls(Texts("ar").say(cause))
    assert ticks["reason"].isChecked()
    assert not ticks["reason"].isEnabled()


def test_what_lacks_is_shown_where_it_can_be_mended(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    page = wizard.page
    press(Qt.Key.Key_Return, _CTRL)
    assert page.knows.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.receiver.isVisible()
    wizard.write_all(reason="")
    press(Qt.Key.Key_S, _CTRL)
    screen.until(page.words.isVisible)
    assert QApplication.focusWidget() is page.words.reasons["ar"]
    write(REASON)
    press(Qt.Key.Key_Return, _CTRL)
    press(Qt.Key.Key_S, _CTRL)
    screen.until(page.check.question.isVisible)
    press(Qt.Key.Key_Escape)
    assert not page.check.question.isVisible()
    assert page.check.isVisible()


def test_the_draft_survives_a_new_page(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    write(RECEIVER)
    wizard.next()
    tab_to(wizard.page.knows.ticks["place"])
    press(Qt.Key.Key_Space)
    wizard.next()
    tab_to(wizard.page.words.reasons["ar"])
    write(REASON)
    left = QSignalSpy(wizard.page.left)
    wizard.page.leave()
    assert left.count() == 1
    wizard.page.hide()
    office.settle()
    again = Wizard(office)
    assert again.page.words.isVisible()
    assert again.page.words.reasons["ar"].text() == REASON
    assert again.page.receiver.receiver.text() == RECEIVER
    assert not again.page.knows.ticks["place"].isChecked()
    assert again.page.knows.ticks["safe_contact"].isChecked()
    assert office.all(Referral) == []


def test_a_draft_of_another_kind_than_expected_harms_nothing() -> None:
    odd = {"receiver": 7, "services": "legal", "languages": "xx", "step": True, "left_out": ["age", 3], "more": 1}
    assert with_draft(Typed(), odd) == Typed(left_out=("age", "3"))
    good = {"languages": "both", "services": ["legal"]}
    assert with_draft(Typed(), good) == Typed(languages="both", services=("legal",))


def test_the_letter_follows_the_typing(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    press(Qt.Key.Key_Escape)
    wizard.until_drawn()
    tab_to(wizard.page.words.reasons["ar"])
    took = []
    for _ in range(5):
        start = time.monotonic()
        write(" وشكراً")
        wizard.until_drawn()
        took.append(time.monotonic() - start)
    assert any("وشكراً" in text for text in wizard.drawn[-1].written.sources)
    assert sorted(took)[2] < 1.5
    print(f"typing to picture: median {sorted(took)[2] * 1000:.0f} ms")


def test_the_picture_fills_the_width_and_grows_with_it(office: Office, tmp_path: Path) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    before = set(tmp_path.rglob("*"))
    narrow = wizard.page.preview.pages[0]._page.width()
    assert abs(narrow - wizard.page.preview.pages[0].width()) <= 2
    wizard.page.resize(1500, 900)
    screen.until(lambda: wizard.page.preview.pages[0]._page.width() > narrow)
    wide = wizard.page.preview.pages[0]._page.width()
    assert abs(wide - wizard.page.preview.pages[0].width()) <= 2
    assert wizard.page.preview.pages[0]._page.toImage().pixelColor(wide // 2, 200).lightness() > 0
    assert {path for path in tmp_path.rglob("*") if path not in before and "vault" not in str(path)} == set()


def test_both_languages_make_more_pages_and_keep_the_words(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    alone = len(wizard.page.preview.pages)
    press(Qt.Key.Key_Escape)
    wizard.page.words._languages.set_code("both")
    wizard.page.words._on_languages()
    assert wizard.page.words.reasons["en"].isVisible()
    tab_to(wizard.page.words.reasons["en"])
    write("Please help to replace a lost document.")
    wizard.until_drawn()
    screen.until(lambda: len(wizard.page.preview.pages) > alone)
    assert wizard.page.words.reasons["ar"].text() == REASON


def test_a_switch_of_language_keeps_words_cursor_and_step(office: Office) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    press(Qt.Key.Key_Escape)
    area = wizard.page.words.reasons["ar"]
    tab_to(area)
    cursor = area.textCursor()
    cursor.setPosition(5)
    area.setTextCursor(cursor)
    office.tools.faces.switch(Face(Texts("en"), Look("dark", 150)))
    assert (area.text(), area.textCursor().position()) == (REASON, 5)
    assert QApplication.focusWidget() is area
    assert wizard.page.words.isVisible()


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_everything_in_a_step_is_reached_with_tab(office: Office, step: int) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    write(RECEIVER)
    for _ in range(step):
        wizard.next()
    reachable = [part for kind in (Button, QLineEdit) for part in seen(wizard.page, kind) if part.isEnabled()]
    assert len(reachable) > 1
    for part in reachable:
        tab_to(part)
        assert part.accessibleName()


def test_an_unknown_receiver_is_no_organisation_until_consent_makes_it_one(office: Office) -> None:
    wizard = Wizard(office)
    wizard.write_all(receiver="جهة لا يعرفها أحد")
    assert wizard.page.preview.is_marked()
    assert "جهة لا يعرفها أحد" in wizard.page.check.banner.accessibleName()
    assert office.ask(referrals.begin, office.case_id).organisations == ()
