"""The referral wizard: four steps beside a picture of the real letter."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Referral
from gemdesk.flows import referrals
from gemdesk.flows.referrals import Beginning, Drawn, Order
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.referral.acts import Acts, Presses
from gemdesk.ui.pages.referral.draft import DraftKeeper
from gemdesk.ui.pages.referral.drawing import Drawing
from gemdesk.ui.pages.referral.leaving import Leaving
from gemdesk.ui.pages.referral.preview import Preview
from gemdesk.ui.pages.referral.stack import LAST, NAMED, STEPS, Stack
from gemdesk.ui.pages.referral.state import Typed, of_referral, with_draft
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.tools import Tools


class ReferralPage(QWidget):
    """Takes a referral from its receiver to the letter; what is typed is kept at every pause."""

    done = Signal(str)  # the case whose letter left, when the person is finished with it
    left = Signal()
    consent_wanted = Signal(str, str)  # case, name of the person

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._case_id, self._name = tools, "", ""
        self._referral: Referral | None = None
        self._typed, self._has_left, self._is_sent = Typed(), False, False
        self._turn, self._draft = Page(), DraftKeeper(tools.jobs, self)
        self._make_parts()
        self._build()
        self._connect()
        tools.faces.follow(self.say)

    def _make_parts(self) -> None:
        faces, tools = self._tools.faces, self._tools
        self._title = Label(faces, self._heading, role="title", wrap=True)
        self.tabs = Tabs(faces, lambda t: t.say("Steps of the referral"), NAMED)
        self._stack = Stack(tools)
        self.steps, self.receiver, self.knows = self._stack.steps, self._stack.receiver, self._stack.knows
        self.words, self.check = self._stack.words, self._stack.check
        self.preview = Preview(faces)
        self.drawing = Drawing(tools, self.preview)
        self.acts = Acts(
            faces,
            Presses(
                onward=lambda: self._go(self._at() + 1),
                consent=self._want_consent,
                print=self._print,
                save=self._save,
                wait=lambda: self._leave_by(self.acts.wait, self._leaving.wait),
                sent=self._note_sent,
                finish=lambda: self.done.emit(self._case_id),
                back=self._escape,
            ),
        )
        self.print, self.save, self.finish = self.acts.print, self.acts.save, self.acts.finish
        self._leaving = Leaving(tools, self, self.check, self._turn)

    def _build(self) -> None:
        self._form = QVBoxLayout()
        self._form.addWidget(self._stack, 1)
        self._form.addLayout(self.acts)
        self._panes = QHBoxLayout()
        self._panes.addLayout(self._form, 5)
        self._panes.addWidget(self.preview, 4)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self.tabs)
        self._column.addLayout(self._panes, 1)

    def _connect(self) -> None:
        self._stack.edited.connect(self._on_edited)
        self.tabs.chosen.connect(lambda key: self._show_step(STEPS.index(key)))
        self.drawing.drawn.connect(self._show_sheet)
        self.drawing.failed.connect(self.check.tell)
        self.knows.consent_wanted.connect(self._want_consent)
        self.check.field_wanted.connect(self._stopped)
        self._leaving.stopped.connect(self._stopped)
        self._leaving.left.connect(self._on_left)
        self._leaving.waits.connect(self._draft.leave)
        self._leaving.waits.connect(self.acts.offer_finish)
        self._leaving.sent.connect(self._on_sent)
        once = {"Ctrl+Return": self._act, "Ctrl+Enter": self._act, "Ctrl+S": self._save, "Ctrl+P": self._print}
        for keys, act in once.items():
            bind(self, keys, act).setAutoRepeat(False)
        bind(self, "Escape", self._escape)

    def _heading(self, texts: Texts) -> str:
        return texts.say("Referral of {name}", name=Name(self._name))

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(14))
        for box, gap in ((self._column, 10), (self._form, 12), (self.acts, 10), (self._panes, 18)):
            box.setSpacing(look.px(gap))

    # Opening

    def open(self, case_id: str, person_name: str) -> None:
        """Go on with the referral of a case, or begin one."""
        self._draft.begin(case_id)
        self._turn.renew()
        self.drawing.forget()
        self._case_id, self._name, self._referral = case_id, person_name, None
        self._has_left = self._is_sent = False
        self.receiver.notice.forget()
        self._title.say()
        self._fill(Typed())
        self.check.question.hide()
        self.check.banner.hide()
        self.acts.show_refusal(None)
        self._tools.jobs.look(referrals.begin, case_id, then=self._begin, page=self._turn)

    def _begin(self, found: Beginning) -> None:
        self._referral = found.referral
        self.acts.offer_waiting(found.others_print)
        self.receiver.receiver.set_names([one.name for one in found.organisations])
        self._fill(with_draft(of_referral(found.referral, found.receiver), found.draft))
        self.drawing.draw(*self._wished(found.referral))

    def _fill(self, typed: Typed) -> None:
        self._typed = typed
        self._draft.show(typed)
        self._stack.fill(typed)
        at = min(max(typed.step, 0), LAST)
        self.tabs.set_current(STEPS[at])
        self._show_step(at)

    # Steps

    def _at(self) -> int:
        return self._stack.currentIndex()

    def _go(self, step: int) -> None:
        if 0 <= step <= LAST:
            self.tabs.set_current(STEPS[step])

    def _show_step(self, at: int) -> None:
        last = at == LAST
        self._stack.setCurrentIndex(at)
        self.preview.set_brief(last)
        self.acts.show_step(last=last, has_left=self._has_left, is_sent=self._is_sent)
        self.check.show_typed(self._typed, self._referral.reference if self._referral else "")
        if not self.tabs.hasFocus():
            self._focus_step()
        if self._referral is not None and self._typed.step != at:
            self._on_edited()

    def _focus_step(self) -> None:
        if self._stack.currentWidget() is self.check:
            self.acts.main().setFocus()
        else:
            self.steps[self._at()].focus_first()

    def _act(self) -> None:
        if self.check.question.isVisible():
            self.check.question.accept()
        elif self._stack.currentWidget() is self.check:
            self.acts.main().click()
        else:
            self._go(self._at() + 1)

    def _escape(self) -> None:
        if self.check.question.isVisible():
            self.check.question.cancel()
        elif self._at() > 0:
            self._go(self._at() - 1)
        else:
            self.leave()

    def leave(self) -> None:
        """Go away; what was typed is kept."""
        self.keep_draft()
        self.left.emit()

    def _want_consent(self) -> None:
        self.keep_draft()
        self.consent_wanted.emit(self._case_id, self._name)

    # What is typed

    def _on_edited(self) -> None:
        if self._referral is None:
            return
        self._typed = replace(self._stack.onto(self._typed), step=self._at())
        self.check.show_typed(self._typed, self._referral.reference)
        self._draft.change(self._typed)
        self.drawing.wish(*self._wished(self._referral))

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        self._draft.keep_rest()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when the page goes by another way."""
        self.keep_draft()
        super().hideEvent(event)

    def _wished(self, referral: Referral) -> tuple[Order, tuple[Item, ...]]:
        return self._typed.order(referral), self._typed.left_out_items()

    def _adopt(self, referral: Referral) -> None:
        """Go on with the referral that is drawn: of one whose letter left, a change makes another."""
        if referral.case == self._case_id:
            self._referral = referral
            self.check.show_typed(self._typed, referral.reference)

    def _show_sheet(self, drawn: Drawn) -> None:
        self._adopt(drawn.order.referral)
        self.knows.show_sheet(drawn.sheet)
        self.check.show_drawn(drawn)
        self.acts.show_refusal(drawn.sheet.refusal)

    # Leaving

    def _print(self) -> None:
        self._leave_by(self.print, self._leaving.print)

    def _save(self) -> None:
        self._leave_by(self.save, self._leaving.save)

    def _leave_by(self, act: QWidget, way: Callable[[Order, tuple[Item, ...]], None]) -> None:
        if self._referral is not None and act.isVisible() and self._may_ask():
            self._draft.ask(self._typed)
            way(*self._wished(self._referral))

    def _on_left(self, referral: Referral) -> None:
        self._draft.leave()
        self._adopt(referral)
        self._has_left, self._is_sent = True, referral.state != "draft"
        self.acts.sent.setVisible(not self._is_sent)
        self.acts.offer_finish()

    def _may_ask(self) -> bool:
        """Whether nothing of the receiver is left to be asked; else go where it is asked."""
        if not self.receiver.notice.asks():
            return True
        self._go(0)
        self.receiver.notice.focus_question()
        return False

    def _note_sent(self) -> None:
        if self._referral is not None:
            self._leaving.note_sent(self._referral)

    def _on_sent(self, referral: Referral) -> None:
        self._adopt(referral)
        self._is_sent = True
        self.acts.sent.hide()
        self.finish.setFocus()

    def _stopped(self, stop: Stop) -> None:
        # A refused letter was stored as a referral, which drops the draft; the ticks are in the draft alone.
        self._draft.keep()
        at = self._stack.step_of(stop)
        self._go(LAST if at is None else at)
        if at is not None:
            self.steps[at].refuse(stop)
            return
        self.check.tell(stop)
        self.acts.show_refusal(stop)
