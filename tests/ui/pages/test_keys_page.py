"""Key places and recovery through the real page, on a real vault whose key file is read again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel

from gemdesk.flows import keys
from gemdesk.flows.keys import RecoveryKind, Share, SlotKind
from gemdesk.flows.letter_images import page_images
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui import printing
from gemdesk.ui.pages.keys.page import KeysPage
from gemdesk.vault import recovery, shares, slots
from gemdesk.vault.opened import Role
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.slots import Holder
from tests.ui import screen
from tests.ui.pages.office import Office, office, parts, press, seen, tab_to
from tests.ui.pages.referral.test_printing import onto_file
from tests.vault.making import LIGHT, NEW

__all__ = ["office"]


def opened(office: Office) -> KeysPage:
    page = KeysPage(office.tools)
    page.open()
    office.show(page)
    office.settle()
    return page


def said(page: KeysPage) -> str:
    return strip_controls(" ".join(label.text() for label in seen(page, QLabel)))


def opens(office: Office, secret: Secret) -> bool:
    def tried(work: Work) -> bool:
        try:
            return slots.unlock(work.vault.folder, secret, policy=LIGHT).vault_id == work.vault.opened.vault_id
        except Refusal:
            return False

    return bool(office.ask(tried))


def add(office: Office) -> int:
    """A colleague's place, as the lock screen adds it."""

    def added(work: Work) -> int:
        holder = Holder("w-2", Role.CASEWORKER, reads_sealed=False)
        return slots.add_slot(work.vault.folder, work.vault.opened, NEW, holder, held=work.vault.lock)

    return int(office.ask(added))


def make(office: Office, page: KeysPage, kind: str) -> tuple[keys.Sheet, ...]:
    """Make a recovery by the page and return the sheets that it shows."""
    tab_to(page.recovery.anew)
    press(Qt.Key.Key_Space)
    page.recovery.kind.set_codes({kind})
    tab_to(page.recovery.make)
    press(Qt.Key.Key_Space)
    if page.recovery.question.isVisible():
        page.recovery.question.accept()
    screen.until(page.sheets.isVisible, 30)
    return page.sheets._sheets


def words_of(sheet: keys.Sheet) -> list[str]:
    return list(sheet.words) if isinstance(sheet, Share) else sheet.code.split()


def type_back(office: Office, page: KeysPage, text: str) -> None:
    """Type at the check of new sheets, and have it checked."""
    while not page.sheets.checking.isVisible():
        page.sheets.next.click()
    part = page.sheets.type_back
    part.typed.set_text("")
    screen.type_text(part.typed, text)
    tab_to(part.check)
    press(Qt.Key.Key_Space)
    office.settle()


def test_places_say_whose_they_are_and_the_own_one_stays(office: Office) -> None:
    number = add(office)
    page = opened(office)
    assert [row.slot.number for row in page.places.rows] == [0, number]
    own, other = page.places.rows
    assert own.slot.own
    assert own.retire is None
    assert other.retire is not None
    assert "w-2" in said(page)
    assert "6 مواضع شاغرة" in said(page)


def test_a_place_is_retired_after_a_question(office: Office) -> None:
    add(office)
    assert opens(office, NEW)
    page = opened(office)
    retire = page.places.rows[1].retire
    assert retire is not None
    tab_to(retire)
    press(Qt.Key.Key_Space)
    assert page.places.question.isVisible()
    page.places.question.cancel()
    assert opens(office, NEW)
    retire.click()
    press(Qt.Key.Key_Space)
    screen.until(lambda: len(page.places.rows) == 1)
    assert not opens(office, NEW)


def test_what_needs_a_secret_goes_through_the_lock_screen(office: Office) -> None:
    page = opened(office)
    wanted = QSignalSpy(page.lock_wanted)
    for button in (page.places.add, page.places.change, page.rekey):
        tab_to(button)
        press(Qt.Key.Key_Space)
    assert [wanted.at(at)[0] for at in range(wanted.count())] == ["add_key", "change_keys", "rekey"]


def test_any_two_of_the_shares_that_are_shown_open(office: Office) -> None:
    page = opened(office)
    assert "لا توجد وسيلة" in said(page)
    sheets = make(office, page, "shares")
    assert len(sheets) == 3
    shown = []
    for sheet in sheets:
        assert not page.sheets.checking.isVisible()
        screen.settle()
        text = said(page)
        assert all(word in text for word in words_of(sheet))
        shown.append(shares.read(" ".join(words_of(sheet))))
        tab_to(page.sheets.next)
        press(Qt.Key.Key_Space)
    assert opens(office, Secret(recovery=shares.join(shown[0], shown[2])))
    # While a sheet is typed back, none can be read from the screen.
    assert not any(word in said(page).split() for word in words_of(sheets[2]))


def test_a_typed_share_is_known_again_and_opens_nothing(office: Office) -> None:
    page = opened(office)
    sheets = make(office, page, "shares")
    type_back(office, page, " ".join(word[:4] for word in words_of(sheets[1])))
    assert "2" in page.sheets.type_back.said()
    assert page.sheets.type_back.typed.text() == ""
    press(Qt.Key.Key_Space)  # the focus is on the end
    screen.until(page.recovery.isVisible)
    office.settle()
    state = office.ask(keys.recovery_state)
    assert (state.kind, state.checked) == (RecoveryKind.SHARES, (2,))
    assert "ثلاث حصص" in said(page)


def test_a_foreign_or_wrong_sheet_is_refused_at_its_field(office: Office) -> None:
    page = opened(office)
    make(office, page, "code")
    type_back(office, page, recovery.code_of(recovery.new()))
    assert not page.sheets.type_back.said()
    assert Reason.RECOVERY_NOT_OURS is not None
    field = page.sheets.type_back.field
    assert strip_controls(field.editor.accessibleDescription())
    assert office.ask(keys.recovery_state).rehearsed is None


def test_a_code_is_typed_back_in_arabic_digits(office: Office) -> None:
    page = opened(office)
    (sheet,) = make(office, page, "code")
    code = " ".join(words_of(sheet))
    type_back(office, page, code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    assert page.sheets.type_back.said()
    assert opens(office, Secret(recovery=recovery.read_code(code)))


def test_a_new_recovery_ends_the_old_one_after_a_question(office: Office) -> None:
    page = opened(office)
    (old,) = make(office, page, "code")
    page.sheets.leave()
    office.settle()
    secret = Secret(recovery=recovery.read_code(" ".join(words_of(old))))
    page.recovery.anew.click()
    page.recovery.make.click()
    assert page.recovery.question.isVisible()
    page.recovery.question.cancel()
    office.settle()
    assert opens(office, secret)
    page.recovery.make.click()
    page.recovery.question.accept()
    screen.until(page.sheets.isVisible, 30)
    assert not opens(office, secret)
    places = office.ask(keys.key_places)
    assert [place.kind for place in places].count(SlotKind.RECOVERY) == 1


def test_sheets_are_not_left_by_a_slip(office: Office) -> None:
    page = opened(office)
    (sheet,) = make(office, page, "code")
    page.back()
    assert page.sheets.question.isVisible()
    page.back()
    assert not page.sheets.question.isVisible()
    assert page.sheets.isVisible()
    page.hide()
    page.open()
    page.show()
    assert page.sheets.isVisible()
    page.back()
    page.sheets.question.accept()
    assert not page.sheets.isVisible()
    screen.settle()
    assert not any(words_of(sheet)[0] in label.text() for label in parts(page, QLabel) if not label.isHidden())


def test_a_rehearsal_later_says_which_share_it_was(office: Office) -> None:
    page = opened(office)
    sheets = make(office, page, "shares")
    page.sheets.leave()
    office.settle()
    tab_to(page.recovery.rehearse)
    press(Qt.Key.Key_Space)
    part = page.recovery.type_back
    screen.type_text(part.typed, " ".join(words_of(sheets[2])))
    part.check.click()
    screen.until(lambda: bool(part.said()))
    assert "3" in part.said()
    screen.type_text(part.typed, "left behind")
    page.hide()
    assert part.typed.text() == ""


def test_a_sheet_is_printed_and_nothing_is_written(office: Office, tmp_path: Path) -> None:
    page = opened(office)
    make(office, page, "shares")
    paper = tmp_path / "paper.pdf"
    page.sheets.print_on(onto_file(paper))
    screen.until(page.sheets.banner.isVisible, 30)
    assert len(page_images(paper.read_bytes(), 20)) == 1


def test_without_a_printer_it_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(office)
    make(office, page, "code")
    monkeypatch.setattr(printing, "any_printer", lambda: False)
    page.sheets.print.click()
    assert page.sheets.banner.isVisible()
