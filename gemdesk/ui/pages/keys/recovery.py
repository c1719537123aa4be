"""The recovery of the vault: what there is, making it anew, and the yearly rehearsal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows import keys
from gemdesk.flows.keys import RecoveryKind, RecoveryState
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.pages.keys import words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.clipboard import keep_in
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.recovery_field import RecoveryField
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools

_EXPLAINED: dict[str, Words] = {
    "code": lambda t: t.say(
        "One sheet with a code of digits. Simple, and whoever finds it opens the vault. It suits a place that only "
        "trusted people reach."
    ),
    "shares": lambda t: t.say(
        "Three sheets of twenty words each, for three people in different places. Any two of them open the vault, one "
        "alone tells nothing. If two are lost, there is no recovery any more."
    ),
}


def _named(texts: Texts) -> str:
    return texts.say("Recovery code, or one share")


def _how(texts: Texts) -> str:
    return texts.say("Digits, words or the numbers of words. The first four letters of a word are enough.")


class TypeBack(QWidget):
    """Where a sheet is typed to see whether it is the right one; what was typed does not stay."""

    matched = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        faces = tools.faces
        self.typed = RecoveryField(faces, _named, lines=3)
        keep_in(self.typed)
        self.field = Field(faces, _named, self.typed, hint=_how)
        self.check = Button(faces, lambda t: t.say("Check"), icon="tick", press=self._check)
        self._outcome = Label(faces, lambda _: "", ink="good", wrap=True)
        self._outcome.hide()
        self.typed.edited.connect(self._on_edited)
        row = QHBoxLayout()
        row.addWidget(self.check)
        row.addWidget(self._outcome, 100)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.field)
        self._column.addLayout(row)

    def clear(self) -> None:
        """Forget what was typed and what was said of it."""
        self._turn.renew()
        self.typed.set_text("")
        self.typed.document().clearUndoRedoStacks()
        self.field.refuse(None)
        self._outcome.hide()
        self.check.setEnabled(True)

    def said(self) -> str:
        """What the last check said, while it is shown."""
        return "" if self._outcome.isHidden() else self._outcome.accessibleName()

    def _on_edited(self) -> None:
        self._outcome.hide()
        self.field.refuse(None)

    def _check(self) -> None:
        self.check.setEnabled(False)
        self._tools.jobs.change(
            keys.rehearse, self.typed.text(), then=self._is_ours, failed=self._refused, page=self._turn
        )

    def _is_ours(self, number: int | None) -> None:
        self.clear()
        self._outcome.set_words(words.belongs(number))
        self._outcome.show()
        self.matched.emit()

    def _refused(self, stop: Stop) -> None:
        self.check.setEnabled(True)
        self.field.refuse(stop)
        self.typed.setFocus()


class RecoveryCard(Card):
    """State, rehearsal, and making anew; the new sheets are shown by the page."""

    make_wanted = Signal(str)  # code or shares
    grown = Signal(object)  # the part that appeared

    def __init__(self, tools: Tools) -> None:
        self._tools, self._turn = tools, Page()
        self._acts, self._there = Flow(), False
        super().__init__(tools.faces)
        faces = tools.faces
        self.state = Chip(faces, lambda _: "")
        self._sentence, self._rehearsed = (Label(faces, lambda _: "", wrap=True) for _ in range(2))
        self._not_ended = Label(faces, words.not_ended, ink="warning", wrap=True)
        self._not_ended.hide()
        head = QHBoxLayout()
        head.addWidget(Label(faces, lambda t: t.say("Recovery"), role="name"))
        head.addWidget(self.state)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._rehearsed)
        self.body.addWidget(self._not_ended)
        self._make_rehearsal(faces)
        self._make_choice(faces)

    def _make_rehearsal(self, faces: Faces) -> None:
        self.rehearse = Button(faces, lambda t: t.say("Rehearse"), icon="check", press=self._begin_rehearsal)
        self.anew = Button(faces, lambda t: t.say("Make a recovery"), icon="document", press=self._begin_making)
        self._acts.addWidget(self.rehearse)
        self._acts.addWidget(self.anew)
        self.body.addLayout(self._acts)
        self.type_back = TypeBack(self._tools)
        self.type_back.hide()
        self.type_back.matched.connect(self._read)
        self.body.addWidget(self.type_back)

    def _make_choice(self, faces: Faces) -> None:
        self._choice = QWidget()
        column = QVBoxLayout(self._choice)
        column.setContentsMargins(0, 0, 0, 0)
        self.kind = Segment(
            faces,
            lambda t: t.say("Kind of recovery"),
            [("code", lambda t: t.say("One sheet")), ("shares", lambda t: t.say("Three shares, two of which open"))],
        )
        self.kind.set_code("shares")
        self.kind.chosen.connect(self._explain)
        self._explained = Label(faces, _EXPLAINED["shares"], role="quiet", wrap=True)
        self.make = Button(faces, lambda t: t.say("Make and show the sheets"), sort="primary", press=self._make)
        self.question = Question(faces)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        column.addWidget(Field(faces, lambda t: t.say("Kind of recovery"), self.kind))
        column.addWidget(self._explained)
        column.addLayout(row)
        self._choice.hide()
        self.body.addWidget(self._choice)
        self.body.addWidget(self.question)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(8))
        self._acts.setSpacing(look.px(10))

    def open(self) -> None:
        """Read the state; nothing typed stays from before."""
        self._turn.renew()
        self.type_back.clear()
        self.type_back.hide()
        self._choice.hide()
        self.question.hide()
        self._read()

    def _read(self) -> None:
        self._tools.jobs.look(keys.recovery_state, then=self.show_state, page=self._turn)

    def show_state(self, found: RecoveryState) -> None:
        """Say what recovery there is."""
        chip, tone, sentence = words.state(found)
        there = found.made is not None
        self.state.set_words(chip, tone)
        self._sentence.set_words(sentence)
        self._rehearsed.setVisible(there)
        self._rehearsed.set_words(words.rehearsal(found))
        self._rehearsed.set_ink("warning" if found.due or found.rehearsed is None else "quiet")
        self._not_ended.setVisible(found.former > 0)
        self.rehearse.setVisible(there)
        self._there = found.kind is not RecoveryKind.NONE
        self.anew.set_words(
            (lambda t: t.say("Make a new recovery")) if self._there else (lambda t: t.say("Make a recovery"))
        )

    def _begin_rehearsal(self) -> None:
        self._choice.hide()
        self.type_back.clear()
        self.type_back.show()
        self.type_back.typed.setFocus()
        self.grown.emit(self.type_back)

    def _begin_making(self) -> None:
        self.type_back.hide()
        self._choice.show()
        self.kind.focus_first()
        self.grown.emit(self._choice)

    def _explain(self) -> None:
        self._explained.set_words(_EXPLAINED[self.kind.code() or "shares"])

    def _make(self) -> None:
        wanted = self.kind.code() or "shares"
        if not self._there:
            self.make_wanted.emit(wanted)
            return
        self.question.ask(
            lambda t: t.say(
                "The sheets of before open the vault until one of the new sheets has been typed back, or the new ones "
                "are left. A copy of the folder made before then can still be opened with them."
            ),
            lambda t: t.say("Make and show the sheets"),
            lambda: self.make_wanted.emit(wanted),
        )
        self.grown.emit(self.question)
