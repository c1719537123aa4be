"""What remains on the screen after an erasure: the slip, for the hand of the person."""

from PySide6.QtCore import Signal

from gemdesk.flows import erasure_sheets
from gemdesk.flows.erasing import Slip
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.paper import Paper
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.tools import Tools


class SlipCard(Card):
    """Hidden until something was erased; it lies nowhere but here, and goes with the page."""

    left = Signal()

    def __init__(self, tools: Tools) -> None:
        self._tools, self._slip = tools, None
        self._shown: list[Label] = []
        self._acts = Flow()
        super().__init__(tools.faces, padding=20)
        faces = tools.faces
        self._banner = Banner(faces)
        self._paper = Paper(self, tools, self._banner)
        self.print = Button(faces, lambda t: t.say("Print the slip"), icon="printer", press=self._print)
        self.leave = Button(faces, lambda t: t.say("Back to the list"), sort="primary", press=self._leave)
        for button in (self.leave, self.print):
            self._acts.addWidget(button)
        self.body.addWidget(Label(faces, lambda t: t.say("The content was erased"), role="title", wrap=True))
        self.body.addWidget(self._banner)
        self._begin = self.body.count()
        self.body.addLayout(self._acts)
        self.body.addWidget(
            Label(
                faces,
                lambda t: t.say(
                    "The slip names receivers. It is printed only where carrying it is safe; it is kept nowhere."
                ),
                role="quiet",
                wrap=True,
            )
        )
        self.hide()

    _slip: Slip | None

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(10))
        self._acts.setSpacing(look.px(10))

    def show_slip(self, slip: Slip) -> None:
        """Show what was done and what it did not reach."""
        self.put_away()
        self._slip = slip
        labels = [
            *(Label(self._faces, _said_of(slip, at), wrap=True) for at in range(3)),
            Label(self._faces, lambda t: t.say("Copies outside this vault"), role="strong"),
            *(Label(self._faces, _copy_of(slip, at), wrap=True) for at in range(max(1, len(slip.copies)))),
            Label(self._faces, erasure_sheets.unknown, role="quiet", wrap=True),
        ]
        for at, label in enumerate(labels):
            self.body.insertWidget(self._begin + at, label)
        self._shown = labels
        self.show()
        self.leave.setFocus()

    def put_away(self) -> None:
        """Show nothing of it any more."""
        self._slip = None
        self._paper.forget()
        for label in self._shown:
            self.body.removeWidget(label)
            label.deleteLater()
        self._shown = []
        self._banner.hide()
        self.hide()

    def _print(self) -> None:
        if self._slip is not None:
            self._paper.ask(erasure_sheets.sheet, self._slip, self._tools.faces.face.texts)

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()


def _said_of(slip: Slip, at: int) -> Words:
    return lambda t: erasure_sheets.done(slip, t)[at]


def _copy_of(slip: Slip, at: int) -> Words:
    def said(texts: Texts) -> str:
        return f"• {isolated(erasure_sheets.elsewhere(slip.copies, texts)[at])}"

    return said
