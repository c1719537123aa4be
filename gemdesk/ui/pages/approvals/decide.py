"""One thing that waits for approval, whole, with the remark and the two answers."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gemdesk.domain.approvals import APPROVED, RETURNED
from gemdesk.flows import approvals, cases
from gemdesk.flows.approval_queue import Subject
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui.forms.edit_card import PAUSE
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.pages.approvals.subject import parts
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told.due_words import thing
from gemdesk.ui.tools import Tools

_TABS = {"assessment": "risk", "plan": "plan", "closure": "closure"}


class Decide(Card):
    """Shows a subject; tells when it was decided and which case is to be opened."""

    decided = Signal()
    case_wanted = Signal(str, str)

    def __init__(self, tools: Tools) -> None:
        self._acts, self._parts = Flow(), QVBoxLayout()
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools, self._turn = tools, Page()
        self._subject: Subject | None = None
        self._title = Label(faces, lambda _: "", role="heading", wrap=True)
        self._asked = Label(faces, lambda _: "", role="quiet", wrap=True)
        self._own = Label(faces, lambda t: t.say("One's own request: another supervisor decides."), wrap=True)
        self.remark = Area(faces, lambda t: t.say("Remark"), lines=3)
        self._remark = Field(faces, lambda t: t.say("Remark (needed for a return)"), self.remark)
        self.approve = Button(
            faces, lambda t: t.say("Approve"), sort="primary", icon="tick", press=lambda: self._decide(APPROVED)
        )
        self.return_ = Button(
            faces, lambda t: t.say("Return with the remark"), icon="undo", press=lambda: self._decide(RETURNED)
        )
        self.open = Button(faces, lambda t: t.say("Open the case"), sort="quiet", icon="forward", press=self._open)
        for act in (self.approve, self.return_, self.open):
            self._acts.addWidget(act)
        for part in (self._title, self._asked, self._own):
            self.body.addWidget(part)
        self.body.addLayout(self._parts)
        self.body.addWidget(self._remark)
        self.body.addLayout(self._acts)
        self._pause = Pause(self, PAUSE, self._keep)
        self.remark.edited.connect(self._on_edited)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(10))
        self._parts.setSpacing(look.px(6))
        self._acts.setSpacing(look.px(10))

    def asked(self) -> str:
        """The approval that is shown, by its id."""
        return self._subject.approval.id if self._subject else ""

    def holds_focus(self) -> bool:
        """Whether the focus is in here."""
        focus = QApplication.focusWidget()
        return isinstance(focus, QWidget) and self.isAncestorOf(focus)

    def focus(self) -> None:
        """Put the focus where a remark is written."""
        (self.remark if self.remark.isVisible() else self.open).setFocus()

    def show_subject(self, subject: Subject) -> None:
        """Show what waits; a remark that was begun is taken up."""
        self.keep_draft()
        self._turn.renew()
        self._subject = subject
        name = Name(subject.person.chosen_name or subject.person.code)
        what = thing(f"asked:{subject.approval.what}")
        self._title.set_words(lambda t: t.say("{thing}: {name}", thing=what(t), name=name))
        self._asked.set_words(_asked(subject))
        clear(self._parts)
        for part in parts(self._tools, subject):
            self._parts.addWidget(part)
        self._own.setVisible(subject.own)
        for part in (self._remark, self.approve, self.return_):
            part.setVisible(not subject.own)
        self._remark.refuse(None)
        self.remark.set_text("")
        self._set_deciding(False)
        self.show()
        self._tools.jobs.look(cases.find_draft, self._place(), then=self._take_up, page=self._turn)

    def _place(self) -> str:
        return f"approval:{self._subject.case.id}" if self._subject else ""

    def _take_up(self, draft: cases.Draft) -> None:
        if draft.get("about") == self.asked() and not self.remark.text():
            self.remark.set_text(str(draft.get("comment", "")))

    def _on_edited(self) -> None:
        self._remark.refuse(None)
        self._pause.start()

    def keep_draft(self) -> None:
        """Keep the remark that was typed since the last time."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        text = self.remark.text().strip()
        body: cases.Draft = {"about": self.asked(), "comment": text} if text else {}
        self._tools.jobs.change(cases.keep_draft, self._place(), body)

    def _decide(self, state: str) -> None:
        if self._subject is None:
            return
        self._pause.stop()
        self._set_deciding(True)
        text, id_ = self.remark.text().strip(), self.asked()
        self._tools.jobs.change(
            approvals.decide, id_, state, text, then=lambda _: self._on_decided(), failed=self._on_failed
        )

    def _set_deciding(self, deciding: bool) -> None:
        for act in (self.approve, self.return_):
            act.setEnabled(not deciding)

    def _on_decided(self) -> None:
        self._tools.jobs.change(cases.keep_draft, self._place(), {})
        self._subject = None
        self.hide()
        self.decided.emit()

    def _on_failed(self, stop: Stop) -> None:
        self._set_deciding(False)
        if stop.where == "comment":
            self._remark.refuse(stop)
            self.remark.setFocus()
        else:
            self._tools.jobs.trouble.emit(stop)

    def _open(self) -> None:
        if self._subject is not None:
            self.case_wanted.emit(self._subject.case.id, _TABS[self._subject.approval.what])


def _asked(subject: Subject) -> Words:
    at, by = subject.approval.at, Code(subject.approval.by)
    if at is None:
        return value_words(by)
    day: Callable[..., object] = lambda t: dates.day(at.date(), t.language)  # noqa: E731 - typed
    return lambda t: t.say("{worker} asked for approval on {day}.", worker=by, day=day(t))
