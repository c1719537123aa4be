"""What the panic key does beyond locking: allowed only after a rehearsal, and with its limits beside it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.access import Right
from gemdesk.flows import panic
from gemdesk.flows.panic import Panic
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Joined
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words, key_words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import PANIC
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from gemdesk.ui.tools import Tools


class PanicPart(QWidget):
    """What is in force is kept inside the vault, and read from there each time."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        faces = tools.faces
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.destroys = Check(faces, _destroys)
        self.destroys.clicked.connect(self._on_wish)
        self.rehearse = Button(faces, lambda t: t.say("Rehearse on a copy"), icon="check", press=self._rehearse)
        self._acts = Flow()
        self._acts.addWidget(self.rehearse)
        self._rehearsed = Label(faces, lambda _: "", role="quiet", wrap=True)
        self.question = Question(faces, sort="danger")
        self._refusal = Label(faces, lambda _: "", role="quiet", ink="danger", wrap=True)
        self._refusal.hide()
        self._column.addWidget(Label(faces, _locks, role="strong", wrap=True))
        for words in (_reach, _limits):
            self._column.addWidget(Label(faces, words, role="quiet", wrap=True))
        self._column.addWidget(self._rehearsed)
        self._column.addLayout(self._acts)
        self._column.addWidget(self.destroys)
        self._column.addWidget(self.question)
        self._column.addWidget(self._refusal)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(6))

    def open(self) -> None:
        """Read what panic does."""
        self.question.hide()
        self._refusal.hide()
        self._turn.renew()
        self._tools.jobs.look(panic.state, then=self.show_state, page=self._turn)

    def show_state(self, state: Panic) -> None:
        """Show whether panic destroys the key places, and whether that was rehearsed."""
        may = self._tools.rights.may(Right.KEYS)
        self.rehearse.setVisible(may)
        self.destroys.setVisible(may)
        self.rehearse.setEnabled(True)
        self.destroys.setChecked(state.erases)
        self.destroys.setEnabled(state.erases or state.rehearsed is not None)
        self.destroys.set_words(_destroys, None if self.destroys.isEnabled() else _why_not)
        self._rehearsed.set_words(_rehearsal(state))

    def _rehearse(self) -> None:
        self.rehearse.setEnabled(False)
        self._refusal.hide()
        self._tools.jobs.change(panic.rehearse, then=self.show_state, failed=self._failed, page=self._turn)

    def _on_wish(self) -> None:
        if not self.destroys.isChecked():
            self._enable(on=False)
            return
        # Not ticked before it is answered.
        self.destroys.setChecked(False)
        self.question.ask(_question, lambda t: t.say("Let panic destroy the key places"), lambda: self._enable(on=True))

    def _enable(self, *, on: bool) -> None:
        self._tools.jobs.change(panic.enable, on, then=self.show_state, failed=self._failed, page=self._turn)

    def _failed(self, stop: Stop) -> None:
        self._refusal.set_words(lambda t: t.reason(stop))
        self._refusal.show()
        self._tools.jobs.look(panic.state, then=self.show_state, page=self._turn)


def _locks(texts: Texts) -> str:
    first, other = (key_words(keys)(texts) for keys in PANIC)
    return texts.say("Panic locks at once: {keys} or {others}", keys=Joined(first), others=Joined(other))


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


def _rehearsal(state: Panic) -> Words:
    at = state.rehearsed
    if at is None:
        return lambda t: t.say(
            "It has not been rehearsed. A rehearsal destroys a copy of the key places, not the real ones."
        )
    day = at.astimezone().date()
    return lambda t: t.say(
        "It was rehearsed on {day}: the copy could not be opened any more.", day=dates.day(day, t.language)
    )
