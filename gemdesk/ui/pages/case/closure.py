"""The end of a case: closing it or proposing that, reopening, keeping or erasing the file."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from gemdesk.domain import closing as rules
from gemdesk.domain.casework import Closure
from gemdesk.domain.closing import Closing
from gemdesk.flows import cases, closing
from gemdesk.flows.cases import CaseView
from gemdesk.flows.closing import ClosureView
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.case import closing_words as words
from gemdesk.ui.pages.case.approval_line import ApprovalLine
from gemdesk.ui.pages.case.closed_card import ClosedCard
from gemdesk.ui.pages.case.closing_form import ClosingForm, of_quiet
from gemdesk.ui.pages.case.erasing_card import ErasingCard
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.question import Question
from gemdesk.ui.tools import Tools

_PAUSE = 400  # milliseconds without a change before the draft is kept


class ClosurePart(CasePart):
    """One tab of a case."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._case = Page(), ""
        self._view: ClosureView | None = None
        self.banner = Banner(faces)
        self._now = Card(faces)
        self._standing = Label(faces, lambda _: "", role="strong", wrap=True)
        self.approval = ApprovalLine(tools)
        self.close_now = Button(
            faces, lambda t: t.say("Close the case"), sort="primary", icon="check", press=self._ask_to_finish
        )
        self._quiet = Label(faces, lambda _: "", wrap=True)
        self.quiet = Button(faces, lambda t: t.say("Begin a quiet closing"), press=self._begin_quiet)
        self.form = ClosingForm(tools)
        self.propose = Button(faces, lambda _: "", sort="primary", icon="check", keys="Ctrl+Return", press=self.finish)
        self.question = Question(faces)
        self.closed = ClosedCard(tools)
        self.erasing = ErasingCard(tools)
        self._build()
        self._connect()
        faces.follow(self.say)

    def _build(self) -> None:
        for part in (self._standing, self.approval, self._quiet):
            self._now.body.addWidget(part)
        self._acts = Flow()
        for button in (self.close_now, self.quiet):
            self._acts.addWidget(button)
        self._now.body.addLayout(self._acts)
        self._last = Flow()
        self._last.addWidget(self.propose)
        self.form.body.addLayout(self._last)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for whole in (self.banner, self._now, self.closed, self.form, self.question, self.erasing):
            self._column.addWidget(whole)

    def _connect(self) -> None:
        self._pause = Pause(self, _PAUSE, self._keep)
        self.form.edited.connect(self._pause.start)
        for part in (self.approval, self.closed, self.erasing):
            part.saved.connect(self.saved)
        self.erasing.erased.connect(self._on_erased)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(12))
        self._now.body.setSpacing(look.px(8))
        self._acts.setSpacing(look.px(10))

    def show_case(self, view: CaseView) -> None:
        """Read how the closing of this case stands."""
        if view.case.id != self._case:
            self.keep_draft()
            self._turn.renew()
            self._case = view.case.id
            self.form.forget()
            self.banner.hide()
            self.question.hide()
        self._tools.jobs.look(closing.look, self._case, then=self._show, page=self._turn)

    def _show(self, view: ClosureView) -> None:
        self._view = view
        is_closed, waits = view.case.status == "closed", bool(view.standing and view.standing.state != "returned")
        self._standing.set_words(words.standing(view))
        self.approval.show_standing(view.case.id, view.standing, may_write=view.may_close)
        approved = bool(view.standing and view.standing.state == "approved")
        self.close_now.setVisible(approved and view.may_close and not is_closed)
        quiet = words.quiet(view) if not is_closed and not waits else None
        self._quiet.set_words(quiet or (lambda _: ""))
        self._quiet.setVisible(quiet is not None)
        due = view.quiet_from is not None and view.quiet_from <= self._tools.clock.today()
        self.quiet.setVisible(quiet is not None and due and view.may_close)
        self.form.show_view(view)
        self.form.setVisible(view.may_close and not is_closed and not waits)
        self.propose.set_words(_propose if view.asks else _close)
        self.closed.show_view(view)
        self.erasing.show_outlook(view.outlook)

    def finish(self) -> None:
        """Close the case as it is typed, after a question."""
        if not self.form.isVisible():
            return
        self.keep_draft()
        if self._view is not None and self._wished(self._view) is not None:
            asks = self._view.asks
            self.question.ask(_asked(asks), _propose if asks else _close, self._close)

    def _wished(self, view: ClosureView) -> Closing | None:
        """What is typed, where a case can be closed so; else its fault is shown."""
        self.form.refuse(None)
        try:
            wished = self.form.closing()
            rules.require(wished, view.open, self._tools.clock.today())
        except Refusal as stop:
            self.form.refuse(stop)
            return None
        return wished

    def _close(self) -> None:
        # Beneath the question the form can still be changed.
        wished = self._wished(self._view) if self._view is not None else None
        if wished is not None:
            self._tools.jobs.change(
                closing.close, self._case, wished, then=self._on_closed, failed=self._failed, page=self._turn
            )

    def _ask_to_finish(self) -> None:
        self.question.ask(_asked(asks=False), _close, self._finish)

    def _finish(self) -> None:
        self._tools.jobs.change(closing.finish, self._case, then=self._on_closed, failed=self._failed, page=self._turn)

    def _on_closed(self, _closure: Closure) -> None:
        self.form.forget()
        self.banner.hide()
        self.saved.emit()

    def _failed(self, stop: Stop) -> None:
        self._keep()
        if not self.form.refuse(stop):
            self.banner.tell(stop)

    def _begin_quiet(self) -> None:
        self._tools.jobs.look(_quiet_day, then=lambda day: self.form.fill(of_quiet(day)), page=self._turn)

    def _on_erased(self, slip: object) -> None:
        self._pause.stop()
        self._case = ""
        self.form.forget()
        self.erased.emit(slip)

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        if self._case:
            self._tools.jobs.change(cases.keep_draft, closing.place(self._case), self.form.body_of())


def _quiet_day(work: Work) -> date:
    return closing.review_day(work, quiet=True)


def _close(texts: Texts) -> str:
    return texts.say("Close the case")


def _propose(texts: Texts) -> str:
    return texts.say("Propose the closing")


def _asked(asks: bool) -> Words:
    if asks:
        return lambda t: t.say("The closing is handed to the supervisor. Until it is approved the case stays open.")
    return lambda t: t.say(
        "The case is closed. Of what is due in it, its review alone stays; it can be reopened with a reason."
    )
