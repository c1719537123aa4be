"""What a caseworker can say of a referral: the acts that fit its state, each with the one thing that it asks for."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.referrals import State, days_late, may_become
from gemdesk.flows import referral_states, replies
from gemdesk.flows.replies import Paper
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.forms.reply_form import ReplyForm
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.tools import Tools

_ENDS: dict[State, tuple[Words, Callable[..., object]]] = {
    State.REVOKED: (lambda t: t.say("Revoke the referral"), referral_states.revoke),
    State.REOPENED: (lambda t: t.say("Reopen the referral"), referral_states.reopen),
    State.VOID: (lambda t: t.say("It was opened by mistake"), referral_states.void),
}


class ReferralActs(QWidget):
    """The acts of one referral; at most one of them is open and asks."""

    done = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._paper: Paper | None = None
        self._open = ""  # the act that asks
        faces = tools.faces
        self.hand_over = Button(
            faces, lambda t: t.say("It was handed over"), icon="send", press=lambda: self._ask("hand_over")
        )
        self.reply = Button(faces, lambda t: t.say("Enter an answer"), icon="message", press=lambda: self._ask("reply"))
        self.silence = Button(faces, lambda t: t.say("No answer came"), icon="clock", press=self._note_no_answer)
        self.ends = {state: self._end(state, words) for state, (words, _flow) in _ENDS.items()}
        self._row = Flow()
        for button in (self.hand_over, self.reply, self.silence, *self.ends.values()):
            self._row.addWidget(button)
        self.day = DateField(faces, lambda t: t.say("Handed over on"))
        self.why = Line(faces, lambda t: t.say("Why"), longest=400)
        self.fields = {
            "sent_on": Field(
                faces,
                lambda t: t.say("Handed over on"),
                self.day,
                hint=lambda t: t.say(
                    "Printing or saving a letter sends nothing; the time for an answer runs from this day."
                ),
            ),
            "why": Field(faces, lambda t: t.say("Why"), self.why),
        }
        self.form = ReplyForm(tools)
        self._stopped_words = Label(faces, lambda _: "", ink="danger", wrap=True)
        self.accept_button = Button(faces, lambda _: "", sort="primary", icon="tick", press=self.accept)
        self.cancel_button = Button(faces, lambda t: t.say("Cancel"), press=self.cancel)
        self._build()
        self.form.settled.connect(self.accept)
        for line in (self.why, self.day.focusProxy()):
            if isinstance(line, Line):
                line.returnPressed.connect(self.accept)
        self._show()
        faces.follow(self.say)

    def _build(self) -> None:
        self._asked = Flow()
        for button in (self.accept_button, self.cancel_button):
            self._asked.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        for part in (*self.fields.values(), self.form, self._stopped_words):
            self._column.addWidget(part)
        self._column.addLayout(self._asked)

    def _end(self, state: State, words: Words) -> Button:
        return Button(self._tools.faces, words, sort="quiet", press=lambda: self._ask(state.value))

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(8))
        for flow in (self._row, self._asked):
            flow.setSpacing(look.px(8))

    def show_paper(self, paper: Paper, *, may_write: bool) -> None:
        """Offer what fits this referral; what is being typed stays while the act still fits."""
        self._paper, before = paper, self._open
        referral = paper.referral
        offered = {
            "hand_over": paper.letter_left is not None and may_become(referral, State.SENT),
            "reply": bool(paper.answers),
            **{state.value: may_become(referral, state) for state in _ENDS},
        }
        late = days_late(referral, self._tools.clock.today()) > 0
        self.hand_over.setVisible(may_write and offered["hand_over"])
        self.reply.setVisible(may_write and offered["reply"])
        self.silence.setVisible(may_write and late and may_become(referral, State.NO_FEEDBACK))
        for state, button in self.ends.items():
            button.setVisible(may_write and offered[state.value])
        if before and not (may_write and offered[before]):
            self._open = ""
        self._show()

    def _ask(self, act: str) -> None:
        if self._paper is None:
            return
        self._open = act
        self._refuse(None)
        if act == "reply":
            self.form.begin(self._paper.answers)
        self.day.set_value(self._tools.clock.today())
        self.why.clear()
        self._show()
        first = {"hand_over": self.day, "reply": self.form.told}.get(act, self.why)
        first.setFocus()

    def _show(self) -> None:
        act = self._open
        self.fields["sent_on"].setVisible(act == "hand_over")
        self.form.setVisible(act == "reply")
        self.fields["why"].setVisible(bool(act) and act not in ("hand_over", "reply"))
        self.accept_button.setVisible(bool(act))
        self.cancel_button.setVisible(bool(act))
        if not act:
            self._stopped_words.hide()
            return
        plain: dict[str, Words] = {
            "hand_over": lambda t: t.say("Write down that it was handed over"),
            "reply": lambda t: t.say("Record the answer"),
        }
        self.accept_button.set_words(plain[act] if act in plain else _ENDS[State(act)][0])

    def cancel(self) -> bool:
        """Put the open act away; whether there was one."""
        had, self._open = bool(self._open), ""
        self._show()
        return had

    def accept(self) -> None:
        """Do the open act."""
        if self._paper is None or not self._open:
            return
        referral = self._paper.referral.id
        try:
            if self._open == "reply":
                answer = self.form.answer(referral)
                if answer is None:
                    self.form.told.focus_first()
                    return
                self._change(replies.record, answer)
            elif self._open == "hand_over":
                self._change(referral_states.hand_over, referral, self._day())
            else:
                self._change(_ENDS[State(self._open)][1], referral, self.why.text())
        except Refusal as stop:
            self._refuse(Refusal(stop.reason, "on" if self._open == "reply" else "sent_on", **stop.facts))

    def _day(self) -> date | None:
        return self.day.value()

    def _note_no_answer(self) -> None:
        if self._paper is not None:
            self._change(referral_states.note_no_answer, self._paper.referral.id)

    def _change(self, flow: Callable[..., object], *args: object) -> None:
        self.accept_button.setEnabled(False)
        self._tools.jobs.change(flow, *args, then=lambda _: self._on_done(), failed=self._refuse)

    def _on_done(self) -> None:
        self.accept_button.setEnabled(True)
        self.cancel()
        self.done.emit()

    def _refuse(self, stop: Stop | None) -> None:
        self.accept_button.setEnabled(True)
        for name, field in self.fields.items():
            field.refuse(stop if stop is not None and stop.where == name else None)
        known = self.form.refuse(stop if self._open == "reply" else None)
        said = stop is None or known or stop.where in self.fields
        self._stopped_words.setVisible(not said)
        if stop is not None and not said:
            self._stopped_words.set_words(lambda t: t.reason(stop))
