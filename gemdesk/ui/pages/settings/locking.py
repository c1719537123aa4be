"""When the vault locks by itself, and what the panic key does beyond locking."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.flows import panic
from gemdesk.flows.panic import PanicState
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.settings import IDLE_SECONDS
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools


def _minutes(seconds: int) -> Words:
    minutes = seconds // 60
    return lambda t: t.count("{count} minute", "{count} minutes", minutes)


class LockingCard(Card):
    """The idle time is the page's to keep; panic is kept inside the vault."""

    idle_chosen = Signal(int)  # seconds

    def __init__(self, tools: Tools) -> None:
        self._tools, self._turn = tools, Page()
        self._acts = Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self.body.addWidget(Label(faces, lambda t: t.say("Locking"), role="name"))
        self.idle = Segment(
            faces, lambda t: t.say("Lock after a time without use"), [(str(n), _minutes(n)) for n in IDLE_SECONDS]
        )
        self.idle.chosen.connect(lambda: self.idle_chosen.emit(int("".join(self.idle.codes()) or IDLE_SECONDS[1])))
        self.body.addWidget(Field(faces, lambda t: t.say("Lock after a time without use"), self.idle))
        self.body.addWidget(self._make_panic(faces))

    def _make_panic(self, faces: Faces) -> QWidget:
        part = QWidget()
        self._column = QVBoxLayout(part)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.destroys = Check(faces, _destroys)
        self.destroys.clicked.connect(self._on_wish)
        self.rehearse = Button(faces, lambda t: t.say("Rehearse on a copy"), icon="check", press=self._rehearse)
        self._acts.addWidget(self.rehearse)
        self._rehearsed = Label(faces, lambda _: "", role="quiet", wrap=True)
        self.question = Question(faces, sort="danger")
        self._refusal = Label(faces, lambda _: "", role="quiet", ink="danger", wrap=True)
        self._refusal.hide()
        self._column.addWidget(Label(faces, lambda t: t.say("Panic locks at once"), role="strong", wrap=True))
        for words in (_reach, _limits):
            self._column.addWidget(Label(faces, words, role="quiet", wrap=True))
        self._column.addLayout(self._acts)
        self._column.addWidget(self._rehearsed)
        self._column.addWidget(self.destroys)
        self._column.addWidget(self.question)
        self._column.addWidget(self._refusal)
        return part

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(10))
        self._column.setSpacing(look.px(6))
        self._acts.setSpacing(look.px(10))

    def open(self, idle_seconds: int) -> None:
        """Show the idle time in force and read what panic does."""
        self.idle.set_codes({str(idle_seconds)})
        self.question.hide()
        self._refusal.hide()
        self._turn.renew()
        self._tools.jobs.look(panic.state, then=self.show_state, page=self._turn)

    def show_state(self, state: PanicState) -> None:
        """Show whether panic destroys the key places, and whether that was rehearsed."""
        self.destroys.setChecked(state.enabled)
        self.destroys.setEnabled(state.enabled or state.rehearsed is not None)
        self.destroys.set_words(_destroys, None if self.destroys.isEnabled() else _why_not)
        self._rehearsed.set_words(_rehearsal(state))

    def _rehearse(self) -> None:
        self.rehearse.setEnabled(False)
        self._refusal.hide()
        self._tools.jobs.change(panic.rehearse, then=lambda _: self._ended(), failed=self._failed, page=self._turn)

    def _on_wish(self) -> None:
        wanted = self.destroys.isChecked()
        if not wanted:
            self._enable(on=False)
            return
        # Not ticked before it is answered.
        self.destroys.setChecked(False)
        self.question.ask(_question, lambda t: t.say("Let panic destroy the key places"), lambda: self._enable(on=True))

    def _enable(self, *, on: bool) -> None:
        self._tools.jobs.change(panic.enable, on, then=lambda _: self._ended(), failed=self._failed, page=self._turn)

    def _ended(self) -> None:
        self.rehearse.setEnabled(True)
        self._tools.jobs.look(panic.state, then=self.show_state, page=self._turn)

    def _failed(self, stop: Stop) -> None:
        self._refusal.set_words(lambda t: t.reason(stop))
        self._refusal.show()
        self._ended()


def _destroys(texts: Texts) -> str:
    return texts.say("Panic also destroys the key places")


def _why_not(texts: Texts) -> str:
    return texts.say("First it has to be rehearsed on a copy.")


def _reach(texts: Texts) -> str:
    return texts.say(
        "If it also destroys the key places, nobody opens this folder any more, neither with the passphrase nor with "
        "the recovery sheets. Only a backup that lies elsewhere brings the cases back."
    )


def _limits(texts: Texts) -> str:
    return texts.say(
        "It does not reach copies of the folder, backups, saved letters or paper. What was destroyed can be noticed, "
        "and in some places destroying is itself treated as an offence."
    )


def _question(texts: Texts) -> str:
    return texts.say(
        "From now on one key would make this vault impossible to open, without a question and for good. There is no "
        "known backup of it."
    )


def _rehearsal(state: PanicState) -> Words:
    at = state.rehearsed
    if at is None:
        return lambda t: t.say(
            "It has not been rehearsed. A rehearsal destroys a copy of the key places, not the real ones."
        )
    day = at.astimezone().date()
    return lambda t: t.say(
        "It was rehearsed on {day}: the copy could not be opened any more.", day=dates.day(day, t.language)
    )
