"""How one thing of a case stands with its approval, and the way to ask for it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.flows import approvals
from gemdesk.flows.approvals import Standing
from gemdesk.kernel.typed import Name
from gemdesk.ui.look.face import value_words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.told import risk_words
from gemdesk.ui.tools import Tools


class ApprovalLine(QWidget):
    """Hidden where no approval is wanted and none was asked for."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._case, self._standing = tools, "", None
        self._flow = Flow()
        self._chip = Chip(faces, lambda _: "")
        self._note = Label(faces, lambda _: "", role="quiet", wrap=True)
        self._comment = Label(faces, lambda _: "", wrap=True)
        self.ask = Button(faces, lambda t: t.say("Ask for approval"), icon="check", press=self._ask)
        self.settle = Button(faces, lambda t: t.say("Note as settled without a supervisor"), press=self._settle)
        for part in (self._chip, self.ask, self.settle):
            self._flow.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._flow)
        self._column.addWidget(self._note)
        self._column.addWidget(self._comment)
        faces.follow(self.say)

    _standing: Standing | None

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(4))
        self._flow.setSpacing(look.px(10))

    def show_standing(self, case_id: str, standing: Standing | None, *, may_write: bool) -> None:
        """Show how a thing stands."""
        self._case, self._standing = case_id, standing
        told = risk_words.approval(standing) if standing else None
        self.setVisible(told is not None)
        if standing is None or told is None:
            return
        self._chip.set_words(*told)
        note = risk_words.approval_note(standing)
        self._note.set_words(note or (lambda _: ""))
        self._note.setVisible(note is not None)
        comment = standing.last.comment if standing.last else ""
        self._comment.set_words(value_words(Name(comment)))
        self._comment.setVisible(bool(comment))
        lacks = may_write and standing.lacks and standing.state != "asked"
        self.ask.setVisible(lacks and not standing.alone)
        self.settle.setVisible(lacks and standing.alone)

    def _ask(self) -> None:
        self._do(approvals.ask)

    def _settle(self) -> None:
        self._do(approvals.settle_alone)

    def _do(self, verb: Callable[..., object]) -> None:
        if self._standing is not None:
            self._tools.jobs.change(
                verb,
                self._case,
                self._standing.what,
                self._standing.about,
                then=lambda _: self.saved.emit(),
                failed=self._tools.jobs.trouble.emit,
            )
