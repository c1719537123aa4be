"""What each desk of the tour does: the first is made and locked, the second does the whole work."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from gemdesk.desk.drive import Acts, Drive, TourFailed, Wait
from gemdesk.desk.running import Desk
from gemdesk.domain.consents import BY_AN_ADULT
from gemdesk.domain.records import Consent
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import case_files
from gemdesk.flows.referrals import Drawn
from gemdesk.kernel.channels import Message
from gemdesk.kernel.errors import Refusal
from gemdesk.ui.pages.case.page import TABS
from gemdesk.ui.pages.referral.page import ReferralPage
from gemdesk.ui.pages.referral.stack import STEPS
from gemdesk.ui.pages.referral.state import LANGUAGES, of_referral

_CODE_OF = {languages: code for code, languages in LANGUAGES.items()}


def start(desk: Desk, message: Message) -> None:
    """Drive a desk: the first of a tour, or a later one."""
    drive = Drive(desk, message)
    drive.start(first_round(drive) if message.facts.get("round") == 0 else main_round(drive))


def first_round(drive: Drive) -> Acts:
    """The vault was made and is open: see that it is empty, and lock."""
    yield drive.quiet()
    drive.tell()
    yield from drive.picture("empty")
    drive.begin("lock")
    drive.tell()
    drive.key(Qt.Key.Key_L, ctrl=True)


def main_round(drive: Drive) -> Acts:
    """People, consents, letters; a picture of every screen; lock."""
    yield drive.quiet()
    drive.tell()
    folder = drive.script.get("cases")
    found: list[CaseFile] = []
    for path in case_files.files_in(Path(str(folder))):
        file = yield from drive.take_in(path)
        found.append(file)
    if not found:
        raise TourFailed("no case files")
    drive.window.start()
    yield drive.quiet()
    yield from drive.picture("today")
    drive.window.rail.chosen.emit("cases")
    yield drive.quiet()
    yield from drive.picture("list")
    yield from _intake(drive)
    for number, file in enumerate(found):
        yield from _open(drive, file)
        yield from _consents(drive, file, pictures=number == 0)
        yield from _letters(drive, file, pictures=number == 0)
    yield from _looking_round(drive, found[0])
    drive.begin("quit")
    drive.tell()
    drive.key(Qt.Key.Key_L, ctrl=True)


def _open(drive: Drive, file: CaseFile) -> Acts:
    drive.begin("open case")
    drive.window.list.chosen.emit(file.case.id)
    yield drive.quiet()
    yield lambda: drive.window.case.shown() == file.case.id
    drive.tell(person=file.person.code)


def _intake(drive: Drive) -> Acts:
    """The 60-second card is opened, looked at and left: its person would be nobody's."""
    drive.window.list.new_wanted.emit()
    yield drive.quiet()
    yield from drive.picture("intake")
    drive.key(Qt.Key.Key_Escape)
    yield lambda: drive.window.page() is not drive.window.intake


def _consents(drive: Drive, file: CaseFile, *, pictures: bool) -> Acts:
    names = {one.id: one.name for one in file.organisations}
    page = drive.window.consent
    for consent in file.consents:
        drive.window.case.want_consent()
        yield lambda: drive.window.page() is page
        yield drive.quiet()
        drive.begin("consent" if consent.act == "given" else "withdrawal")
        if consent.act == "withdrawn":
            yield from _withdraw(drive)
            continue
        page.form.fill(_typed(consent, names[consent.receiver], file))
        if pictures:
            yield from drive.picture("consent")
            drive.begin("consent")
        drive.key(Qt.Key.Key_Return, ctrl=True)
        yield lambda: drive.window.page() is drive.window.case
        yield drive.quiet()
        drive.tell(person=file.person.code)


def _typed(consent: Consent, receiver: str, file: CaseFile) -> dict[str, object]:
    """A consent as it is typed into the form."""
    answers = {**dict.fromkeys(consent.items, "shared"), **dict.fromkeys(consent.withheld, "withheld")}
    return {
        "receiver": receiver,
        "purpose": consent.purpose,
        "how": consent.how,
        "on": f"{consent.on:%d/%m/%Y}" if consent.on else "",
        "until": f"{consent.valid_until:%d/%m/%Y}" if consent.valid_until else "",
        "language": consent.language,
        # A case file names the trusted adult only as the one who answers the phone.
        "guardian": file.contact.who_may_answer if consent.how in BY_AN_ADULT else "",
        "answers": answers,
    }


def _withdraw(drive: Drive) -> Acts:
    card = next(card for card in drive.window.consent.ledger.cards if card.withdraw is not None)
    if card.withdraw is not None:
        card.withdraw.click()
    yield from drive.picture("withdrawal")
    drive.begin("withdrawal")
    card.question.accept()
    yield drive.quiet()
    yield drive.window.consent.ledger.outcome.isVisible
    drive.tell()
    drive.key(Qt.Key.Key_Escape)
    yield lambda: drive.window.page() is drive.window.case


def _letters(drive: Drive, file: CaseFile, *, pictures: bool) -> Acts:
    if file.referral is None:
        return
    page = drive.window.referral
    for languages in file.languages:
        drive.window.case.want_referral()
        yield lambda: drive.window.page() is page
        yield drive.quiet()
        drive.begin("letter")
        sight = _Sight(page)
        yield from _write(drive, sight, file, languages, pictures=pictures and languages == file.languages[0])
        refusal = sight.drawn[-1].sheet.refusal
        if refusal is not None:
            yield from _refused(drive, file, refusal, "+".join(languages))
        else:
            yield from _save(drive, file, "+".join(languages))
        drive.begin("back")
        page.leave()
        yield lambda: drive.window.page() is drive.window.case


class _Sight:
    """What the wizard has drawn since it was looked at first."""

    def __init__(self, page: ReferralPage) -> None:
        self.drawn: list[Drawn] = []
        self._shown = 0
        page.drawing.drawn.connect(self.drawn.append)
        page.drawing.shown.connect(self._on_shown)

    def _on_shown(self) -> None:
        self._shown += 1

    def next(self) -> Wait:
        """Until pages are shown that were not there before."""
        before = self._shown
        return lambda: self._shown > before


def _write(drive: Drive, sight: _Sight, file: CaseFile, languages: tuple[str, ...], *, pictures: bool) -> Acts:
    page = drive.window.referral
    if file.referral is None:
        return
    typed = replace(of_referral(file.referral, _receiver(file)), languages=_CODE_OF[languages])
    page.tabs.set_current(STEPS[0])
    drawn = sight.next()
    for step in page.steps:
        step.fill(typed)
    page.receiver.edited.emit()
    yield drawn
    for at in range(1, 5):
        if pictures:
            yield from drive.picture(f"referral-{at}")
            drive.begin("letter")
        if at < 4:
            drawn = sight.next()
            drive.key(Qt.Key.Key_Return, ctrl=True, on=page)
            yield drawn


def _receiver(file: CaseFile) -> str:
    wanted = file.referral.organisation if file.referral else ""
    return next(one.name for one in file.organisations if one.id == wanted)


def _refused(drive: Drive, file: CaseFile, refusal: Refusal, languages: str) -> Acts:
    page = drive.window.referral
    drive.key(Qt.Key.Key_S, ctrl=True, on=page)
    yield drive.quiet()
    if page.check.question.isVisible():
        raise TourFailed("a letter without consent was about to leave")
    yield from drive.picture("refusal")
    drive.begin("refusal")
    listed = refusal.facts.get("items")
    items = list(getattr(listed, "codes", ()))
    drive.tell("refused", person=file.person.code, languages=languages, items=items)


def _save(drive: Drive, file: CaseFile, languages: str) -> Acts:
    page = drive.window.referral
    target = Path(str(drive.script["letters"])) / f"{file.person.code}-{languages}.pdf"
    drive.key(Qt.Key.Key_S, ctrl=True, on=page)
    yield page.check.question.isVisible
    page.check.question.accept()
    yield lambda: bool(_file_lines(drive))
    line = _file_lines(drive)[0]
    line.setText(str(target))
    drive.key(Qt.Key.Key_Return, on=line)
    yield target.exists
    yield lambda: not _file_lines(drive)
    yield drive.quiet()
    # Without a window manager nobody gives the window its activation back.
    drive.window.activateWindow()
    yield drive.window.isActiveWindow
    drive.tell(person=file.person.code, file=target.name, languages=languages)


def _file_lines(drive: Drive) -> list[QLineEdit]:
    """The line for the file's name in the dialog that is open, if one is."""
    dialogs: Iterable[QFileDialog] = drive.window.findChildren(QFileDialog)
    lines: list[QLineEdit] = []
    for dialog in dialogs:
        if dialog.isVisible():
            lines += dialog.findChildren(QLineEdit)
    return lines


def _looking_round(drive: Drive, file: CaseFile) -> Acts:
    window = drive.window
    yield from _open(drive, file)
    yield from drive.picture("case")
    for name in ("details", "contact", "people", "risk", "plan", "papers"):
        drive.key(Qt.Key(Qt.Key.Key_1 + TABS.index(name)), ctrl=True)
        yield drive.quiet()
        yield from drive.picture(name)
    for place in ("help", "settings"):
        window.rail.chosen.emit(place)
        yield drive.quiet()
        yield from drive.picture(place)
