"""A date typed in any of the usual ways, with its words beneath as a second reading."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.kernel import dates
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import isolated
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line

_LONGEST = 40


class DateField(QWidget):
    """Takes 20/11/2026, ٢٠/١١/٢٠٢٦, 2026-11-20 and «20 تشرين الثاني 2026»; a wrong guess is seen in the words."""

    edited = Signal()
    overlong = Signal(int)

    def __init__(self, faces: Faces, name: Words) -> None:
        super().__init__()
        self._faces = faces
        self._line = Line(faces, name, hint=lambda t: t.say("day/month/year"), longest=_LONGEST)
        self._reading = Label(faces, self._words, role="quiet", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._line)
        self._column.addWidget(self._reading)
        self.setFocusProxy(self._line)
        self._line.edited.connect(self._on_edited)
        self._line.overlong.connect(self.overlong)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew; what was typed stays."""
        self._column.setSpacing(self._faces.face.look.px(2))
        self._reading.setVisible(self._date() is not None)

    def value(self) -> date | None:
        """The date, None when the field is empty; `Refusal` when it cannot be read."""
        read = self._date()
        if read is None and self._line.text().strip():
            raise Refusal(Reason.NOT_A_DATE)
        return read

    def set_value(self, value: object) -> None:
        """Show a date, or nothing, without telling that it was edited."""
        self.set_text(f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else "")

    def text(self) -> str:
        """What is typed, a date or not; for drafts."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Show what was typed before, without telling that it was edited."""
        self._line.setText(text)
        self._say_reading()

    def set_refused(self, refused: bool) -> None:
        """Mark the field, beside the sentence that tells why."""
        self._line.set_refused(refused)

    def _date(self) -> date | None:
        return dates.parse(self._line.text())

    def _words(self, texts: Texts) -> str:
        read = self._date()
        return isolated(dates.long_day(read, texts.language)) if read else ""

    def _say_reading(self) -> None:
        self._reading.say()
        self._reading.setVisible(self._date() is not None)

    def _on_edited(self) -> None:
        self._say_reading()
        self.edited.emit()
