"""Key places and recovery through the real page, on a real vault whose key file is read again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from gemdesk.flows import keys
from gemdesk.flows.keys import RecoveryKind, RecoveryState, Share, SlotKind
from gemdesk.flows.letter_images import page_images
from gemdesk.flows.work import Work
from gemdesk.kernel import settings
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui import printing
from gemdesk.ui.pages.keys import words
from gemdesk.ui.pages.keys.page import KeysPage
from gemdesk.ui.parts.columns import Columns
from gemdesk.ui.parts.scroll import Scroll
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
    page.recovery.kind.set_code(kind)
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
    press(Qt.Key.Key_Space)  # a key too many is no consent: the focus is on the way out
    office.settle()
    assert not page.places.question.isVisible()
    assert opens(office, NEW)
    retire.click()
    page.places.question.accept()
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
    part = page.sheets.type_back
    assert not part.said()
    sentence = office.tools.faces.face.texts.reason(Refusal(Reason.RECOVERY_NOT_OURS))
    assert part.typed.accessibleDescription() == strip_controls(sentence)
    assert strip_controls(sentence) in said(page)
    assert office.ask(keys.recovery_state).rehearsed is None


def test_a_code_is_typed_back_in_arabic_digits(office: Office) -> None:
    page = opened(office)
    (sheet,) = make(office, page, "code")
    code = " ".join(words_of(sheet))
    type_back(office, page, code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    assert page.sheets.type_back.said()
    assert opens(office, Secret(recovery=recovery.read_code(code)))


def test_arabic_digits_stand_as_they_are_typed(office: Office) -> None:
    """Groups of Arabic digits beside each other would be shown from right to left."""
    page = opened(office)
    make(office, page, "code")
    while not page.sheets.checking.isVisible():
        page.sheets.next.click()
    part = page.sheets.type_back.typed
    screen.type_text(part, "١٢٣٤٥٦ ٧٨٩٠١٢")
    assert part.toPlainText() == "123456 789012"
    assert part.document().defaultTextOption().textDirection() is Qt.LayoutDirection.LeftToRight


def test_sheets_are_shown_although_the_page_was_opened_anew_meanwhile(office: Office) -> None:
    page = opened(office)
    page.recovery.anew.click()
    page.recovery.make.click()
    page.hide()
    page.open()
    page.show()
    assert page.banner.isVisible()
    assert page.recovery.make.isVisible()
    screen.until(page.sheets.isVisible, 30)
    assert len(page.sheets._sheets) == 3


def test_all_places_taken_is_said_where_it_is_seen(office: Office) -> None:
    def fill(work: Work) -> None:
        for number in range(7):
            holder = Holder(f"w-{number + 2}", Role.CASEWORKER)
            secret = Secret(f"{NEW.passphrase} {number}")
            slots.add_slot(work.vault.folder, work.vault.opened, secret, holder, held=work.vault.lock)

    office.ask(fill)
    page = opened(office)
    page.recovery.anew.click()
    page.recovery.make.click()
    sentence = strip_controls(office.tools.faces.face.texts.reason(Refusal(Reason.NO_FREE_SLOT)))
    screen.until(lambda: page.banner.accessibleName() == sentence, 30)
    assert page.banner.isVisible()
    assert not page.banner.visibleRegion().isEmpty()
    assert page.recovery.make.isEnabled()


def test_a_sheet_can_be_seen_again_until_it_is_left(office: Office) -> None:
    page = opened(office)
    sheets = make(office, page, "shares")
    assert not page.sheets.previous.isVisible()
    page.sheets.next.click()
    tab_to(page.sheets.previous)
    press(Qt.Key.Key_Space)
    screen.settle()
    assert all(word in said(page) for word in words_of(sheets[0]))
    for _ in sheets:
        page.sheets.next.click()
    assert page.sheets.checking.isVisible()
    tab_to(page.sheets.again)
    press(Qt.Key.Key_Space)
    screen.settle()
    assert not page.sheets.checking.isVisible()
    assert all(word in said(page) for word in words_of(sheets[2]))


def test_beside_a_sheet_stands_when_the_vault_locks(office: Office) -> None:
    settings.save(Settings(idle_seconds=300))
    page = opened(office)
    make(office, page, "code")
    texts = office.tools.faces.face.texts
    assert strip_controls(words.lock_ahead(300)(texts)) in said(page)
    assert words.lock_ahead(300)(texts) != words.lock_ahead(600)(texts)


@pytest.mark.parametrize("kind", ["code", "shares"])
def test_signs_follow_their_numbers_down_the_columns(office: Office, kind: str) -> None:
    """As on the paper: a code in one column; the first column of a share where reading begins."""
    page = opened(office)
    sheet = make(office, page, kind)[0]
    screen.settle()
    labels = seen(page.sheets.signs, QLabel)
    wanted = words_of(sheet)
    pairs = [text for number, sign in enumerate(wanted, 1) for text in (str(number), sign)]
    assert [strip_controls(label.text()) for label in labels] == pairs
    numbers, signs = ([label.mapTo(page, QPoint(0, 0)) for label in labels[at::2]] for at in (0, 1))
    columns = [signs[at : at + 10] for at in range(0, len(signs), 10)]
    for column in columns:
        heights = [spot.y() for spot in column]
        assert heights == sorted(set(heights))
    edges = [max(spot.x() for spot in column) for column in columns]
    assert edges == sorted(edges, reverse=True)  # Arabic
    assert all(number.x() > sign.x() for number, sign in zip(numbers, signs, strict=True))


def test_what_was_never_rehearsed_needs_attention(office: Office) -> None:
    made = date(2026, 11, 20)
    found = RecoveryState(RecoveryKind.CODE, made)
    texts = office.tools.faces.face.texts
    assert words.state(found)[1] == "warning"
    assert words.state(replace(found, rehearsed=made))[1] == "good"
    assert words.state(replace(found, rehearsed=made, due=True))[1] == "warning"
    said_of = [words.rehearsal(replace(found, due=due))(texts) for due in (False, True)]
    assert said_of[0] != said_of[1]
    page = opened(office)
    make(office, page, "code")
    page.sheets.leave()
    office.settle()
    assert strip_controls(said_of[0]) in said(page)
    assert page.recovery.state._tone == "warning"


def test_tab_goes_as_the_parts_are_seen(office: Office) -> None:
    add(office)
    page = KeysPage(office.tools)
    window, above = QWidget(), QPushButton()  # without a stop outside the page every ring has its beginning anywhere
    column = QVBoxLayout(window)
    column.addWidget(above)
    column.addWidget(page)
    page.open()
    office.show(window)
    office.settle()
    assert_tab_as_seen(page)
    make(office, page, "code")
    assert_tab_as_seen(page)
    page.sheets.next.click()
    page.back()
    assert_tab_as_seen(page)
    page.sheets.question.accept()
    office.settle()
    page.recovery.rehearse.click()
    assert_tab_as_seen(page)
    page.recovery.anew.click()
    assert_tab_as_seen(page)


def focused_at(page: KeysPage) -> tuple[int, int, int]:
    """Where the focus is among all parts, seen or scrolled away: by column, line, and the direction of reading."""
    part = QApplication.focusWidget()
    assert part is not None
    if not page.isAncestorOf(part):
        return -1, 0, 0
    middle = part.mapTo(page, part.rect().center())
    for scroll in parts(page, Scroll):
        if scroll.isAncestorOf(part):
            middle = part.mapTo(scroll.widget(), part.rect().center())
    sides = [side for columns in parts(page, Columns) for side in columns.sides]
    column = next((at for at, side in enumerate(sides) if side.isAncestorOf(part)), 0)
    return column, middle.y() // 12, -middle.x()


def assert_tab_as_seen(page: KeysPage) -> None:
    """From each stop the next one is lower, or in the same line further on, or at the head of the next column."""
    screen.settle()
    spots: list[tuple[int, int, int]] = []
    while (spot := focused_at(page)) not in spots:
        spots.append(spot)
        press(Qt.Key.Key_Tab)
    assert len(spots) > 1
    begin = spots.index(min(spots))
    assert [*spots[begin:], *spots[:begin]] == sorted(spots)


def test_leaving_new_sheets_ends_the_old_ones_after_a_question(office: Office) -> None:
    page = opened(office)
    (old,) = make(office, page, "code")
    page.sheets.leave()
    office.settle()
    secret = Secret(recovery=recovery.read_code(" ".join(words_of(old))))
    texts = office.tools.faces.face.texts
    page.recovery.anew.click()
    page.recovery.make.click()
    assert page.recovery.question.isVisible()
    page.recovery.question.cancel()
    office.settle()
    assert opens(office, secret)
    page.recovery.make.click()
    page.recovery.question.accept()
    screen.until(page.sheets.isVisible, 30)
    assert opens(office, secret)
    page.back()
    assert strip_controls(words.leave_question(former=True)(texts)) in said(page)
    page.sheets.question.accept()
    office.settle()
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
    page.back()
    press(Qt.Key.Key_Space)  # a key too many is no consent: the focus is on the way out
    assert not page.sheets.question.isVisible()
    assert page.sheets.isVisible()
    page.hide()
    page.open()
    page.show()
    assert page.sheets.isVisible()
    assert any(words_of(sheet)[0] in label.text() for label in parts(page, QLabel))
    page.back()
    page.sheets.question.accept()
    assert not page.sheets.isVisible()
    screen.settle()
    assert not any(words_of(sheet)[0] in label.text() for label in parts(page, QLabel))


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
    texts = office.tools.faces.face.texts
    assert part.said() == strip_controls(words.belongs(3)(texts)) != strip_controls(words.belongs(2)(texts))
    screen.type_text(part.typed, "left behind")
    assert part.typed.text() == "left behind"
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
