"""The list of Today: the arrows move, Return opens the case, Space does what can be done in one act."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from gemdesk.domain.today import Row
from gemdesk.flows import today
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Words
from gemdesk.ui.tables.case_line import CaseLine
from gemdesk.ui.tables.case_list import CaseList
from gemdesk.ui.tables.rows import Rows
from gemdesk.ui.told import due_words as words
from gemdesk.ui.tools import Tools


class TodayRows(CaseList):
    """Rows of what is due."""

    done_wanted = Signal()

    def __init__(self, tools: Tools, name: Words) -> None:
        self._tools = tools
        self.rows = Rows(tools.jobs, today.page, self._line)
        super().__init__(tools.faces, name, self.rows)

    def row(self) -> Row | None:
        """The row that is the current one."""
        at = self.currentIndex().row()
        found = self.rows.row(at) if 0 <= at < self.rows.rowCount() else None
        return found if isinstance(found, Row) else None

    def choose_first(self) -> None:
        """Make the first row the current one where there is none."""
        if self.rows.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space is an act here, once for each press."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self.done_wanted.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes here with the keyboard stands on a row."""
        self.choose_first()
        super().focusInEvent(event)

    def _line(self, row: Row) -> CaseLine:
        texts = self._tools.faces.face.texts
        said, tone = words.when(row.due, self._tools.clock.today())
        risk = lists.label("risk_level", row.risk_level, texts.language) if row.risk_level else ""
        name = row.name or (texts.say("No name taken down") if row.case else row.text)
        second = self._second(row, texts)
        return CaseLine("|".join(row.mark[2:]), name, row.code, row.risk_level, risk, second, said(texts), tone)

    def _second(self, row: Row, texts: Texts) -> str:
        if not row.case:
            return texts.say("Task of the office")
        told = words.what(row, texts)
        return texts.say("{task} · can be called now", task=told) if row.now else told
