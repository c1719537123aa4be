"""A window with every part in it, and how its pixels, places and names are read."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar, cast

import polib
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Phone
from gemdesk.ui.look.face import Faces, Words, value_words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card, FactCard
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area, Line
from gemdesk.ui.parts.passphrase import Passphrase
from gemdesk.ui.parts.rail import Place, Rail
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.search import Search
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.statusline import StatusLine
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.parts.timeline_mark import TimelineMark
from gemdesk.ui.parts.topbar import Topbar

P = TypeVar("P", bound=QWidget)

PHONE = "+963 944 000 318"
_ARABIC = {
    "Show for a moment": "إظهار مؤقت",
    "Keyboard language: {layout}.": "لغة لوحة المفاتيح: {layout}.",
    "Arabic": "العربية",
    "Latin": "اللاتينية",
    "Caps Lock is on.": "مفتاح الأحرف الكبيرة مفعَّل.",
    "Hide this message": "إخفاء هذه الرسالة",
    "Undo": "تراجع",
    "day/month/year": "يوم/شهر/سنة",
    "Not chosen": "لم يُختر",
    "Something is still missing here.": "ما زال شيء ناقصاً هنا.",
    "This could not be read as a date. An example: 20/11/2026.": "تعذّرت قراءة هذا التاريخ. مثال: 20/11/2026.",
}


def write_catalogue(folder: Path) -> None:
    """Write an Arabic catalogue of the parts' own words."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.extend(polib.POEntry(msgid=english, msgstr=arabic) for english, arabic in _ARABIC.items())
    target = folder / "ar" / "LC_MESSAGES"
    target.mkdir(parents=True)
    catalogue.save_as_mofile(str(target / "gemdesk.mo"))


def texts(language: str, folder: Path) -> Texts:
    """The words of a language from the test's own catalogue."""
    return Texts(language, folder=folder)


def both(arabic: str, english: str) -> Words:
    """Words of a test's own."""
    return lambda t: arabic if t.language == "ar" else english


def settle() -> None:
    """Let everything that waits for the event loop happen."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def until(wished: Callable[[], bool], seconds: float = 30) -> None:
    """Run the event loop until something holds; AssertionError when it does not come to hold."""
    end = time.monotonic() + seconds
    while not wished():
        assert time.monotonic() < end, "what was waited for did not happen"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        time.sleep(0.001)  # else it would keep a core busy and the other threads from what is waited for


def type_text(part: QWidget, text: str) -> None:
    """Type a text in any script, one key after the other (QTest can type Latin only)."""
    for sign in text:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QCoreApplication.sendEvent(part, press)


def hold(part: QWidget, key: Qt.Key) -> None:
    """One more press of a key that is held down."""
    press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    QCoreApplication.sendEvent(part, press)


def ink(image: QImage, within: QRect | None = None) -> tuple[int, int]:
    """First and last column that differs from the ground (the pixel of the corner)."""
    area = within or image.rect()
    ground = image.pixel(area.x(), area.y())
    columns = [
        x
        for x in range(area.x(), area.x() + area.width())
        if any(image.pixel(x, y) != ground for y in range(area.y(), area.y() + area.height()))
    ]
    return columns[0], columns[-1]


def place(part: QWidget, window: QWidget) -> QRect:
    """Where a part lies in its window."""
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def parts_of(window: QWidget, kind: type[P]) -> list[P]:
    """Every part of a kind, hidden ones too."""
    return cast("list[P]", list(window.findChildren(kind)))


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every part that is to be seen."""
    return (part for part in parts_of(window, QWidget) if part.isVisible())


def clipped(window: QWidget) -> list[str]:
    """Parts with words that have less room than they need."""
    found = []
    part: QWidget
    for part in shown(window):
        if isinstance(part, QLabel) and part.wordWrap():
            need = part.heightForWidth(part.width())
            if part.text() and part.height() < need:
                found.append(f"{part.text()[:30]}: {part.height()} of {need}")
        elif isinstance(part, Check):
            if part.height() < part.heightForWidth(part.width()):
                found.append(part.accessibleName())
        elif isinstance(part, QLabel | QAbstractButton | Chip | Line | Tabs):
            need_size = part.minimumSizeHint()
            if part.width() < need_size.width() or part.height() < need_size.height():
                found.append(f"{type(part).__name__} {part.accessibleName()[:30]}: {part.size()} of {need_size}")
    return found


def visual_order(text: str, value: str) -> str:
    """The signs of `value` as they stand on the screen from left to right, inside `text`."""
    layout = QTextLayout(text)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    begin = text.index(value)
    # The middle of a sign, since a place between two directions has two positions.
    spots = [((_x(line, at) + _x(line, at + 1)) / 2, text[at]) for at in range(begin, begin + len(value))]
    return "".join(sign for _, sign in sorted(spots))


def _x(line: object, at: int) -> float:
    found = line.cursorToX(at)  # type: ignore[attr-defined]  # a QTextLine; its stub is too narrow for the answer
    return float(found[0] if isinstance(found, tuple) else found)


class Sample(QWidget):
    """Every part once, in the words of both languages."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self.faces = faces
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        find = Button(faces, both("بحث أو اختيار إجراء…", "Search or run a command…"), sort="well", keys="Ctrl+K")
        lock = Button(faces, both("قفل", "Lock"), icon="lock", keys="Ctrl+L")
        column.addWidget(Topbar(faces, lambda _: "GEM Desk", find, lock))
        row = QHBoxLayout()
        self.rail = Rail(
            faces,
            both("الأماكن", "Places"),
            [
                Place("today", both("اليوم", "Today"), "sun"),
                Place("letters", both("الرسائل والوثائق", "Letters and papers"), "document"),
            ],
            [Place("help", both("المساعدة", "Help"), "help")],
        )
        self.rail.set_count("today", 11)
        self.column = Scroll(faces)
        row.addWidget(self.rail)
        row.addWidget(self.column, 1)
        column.addLayout(row, 1)
        self._head(faces)
        self._fields(faces)
        self.column.body.addStretch(1)
        status = StatusLine(faces)
        status.put("vault", "lock", both("الخزنة مشفَّرة", "The vault is encrypted"))
        status.put_last(both("الجمعة 20 تشرين الثاني", "Friday 20 November"))
        column.addWidget(status)

    def _head(self, faces: Faces) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(faces, both("سلمى ن.", "Salma N."), role="title"))
        head.addWidget(Label(faces, value_words(Code("GEM-0042")), role="name", ink="quiet"))
        head.addWidget(Chip(faces, both("خطر مرتفع", "High risk"), "danger", icon="shield"))
        head.addStretch(1)
        head.addWidget(Button(faces, both("إحالة جديدة", "New referral"), sort="primary", icon="send"))
        self.column.body.addLayout(head)
        note = both("Signal فقط، بعد 16:00، ولا رسائل صوتية", "Signal only, after 16:00, and no voice messages")
        fact = FactCard(faces, both("التواصل الآمن", "Safe contact"), value_words(Phone(PHONE)), note, icon="phone")
        self.column.body.addWidget(fact)
        tabs = [("line", both("السجل الزمني", "Timeline")), ("facts", both("البيانات", "Details"))]
        self.column.body.addWidget(Tabs(faces, both("أقسام الحالة", "Parts of the case"), tabs))
        self.banner = Banner(faces)
        retry = (both("إعادة المحاولة", "Try again"), lambda: None)
        self.banner.tell_words(both("لم يبقَ مكان على القرص.", "There is no space left on the disk."), "warning", retry)
        self.column.body.addWidget(self.banner)
        entry = QHBoxLayout()
        entry.addWidget(TimelineMark(faces, "phone", "warning"))
        card = Card(faces)
        card.body.addWidget(Label(faces, both("مكالمة متابعة", "Follow-up call"), role="strong"))
        entry.addWidget(card, 1)
        self.column.body.addLayout(entry)

    def _fields(self, faces: Faces) -> None:
        body = self.column.body
        self.search = Search(faces, both("بحث", "Search"), hint=both("الاسم أو الرمز", "Name or code"))
        self.name = Line(faces, both("الاسم المختار", "Chosen name"))
        self.phone = Line(faces, both("الهاتف", "Phone"), fixed=True)
        self.phone.setText(PHONE)
        self.area = Area(faces, both("ملاحظة", "Note"), hint=both("نص الملاحظة…", "The note…"), lines=2)
        self.passphrase = Passphrase(faces, both("عبارة المرور", "Passphrase"))
        urgent = both("طارئة (خلال 24 ساعة)", "Emergency (within 24 hours)")
        self.combo = Combo(faces, both("الأولوية", "Priority"), [("now", urgent), ("later", both("عادية", "Normal"))])
        risks = [("low", both("منخفض", "Low")), ("high", both("مرتفع", "High")), ("critical", both("بالغ", "Critical"))]
        self.segment = Segment(faces, both("مستوى الخطر", "Risk level"), risks)
        self.segment.set_code("high")
        long = "الاسم المختار: يرد في رأس الرسالة وفي الفقرة الأولى فقط، ولا يرد في اسم الملف"
        self.check = Check(faces, both(long, "Chosen name: in the head of the letter and its first paragraph only"))
        self.refused = Field(faces, both("الهاتف", "Phone"), self.phone)
        self.refused.refuse(Refusal(Reason.REQUIRED))
        body.addWidget(self.search)
        body.addWidget(Field(faces, both("الاسم المختار", "Chosen name"), self.name))
        body.addWidget(self.refused)
        for part in (self.combo, self.segment, self.check, self.passphrase, self.area):
            body.addWidget(part)


def sample(faces: Faces, width: int = 1000, height: int = 900) -> Sample:
    """The sample window, shown and laid out."""
    window = Sample(faces)
    window.resize(width, height)
    window.show()
    settle()
    return window
