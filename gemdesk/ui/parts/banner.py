"""A banner across the page: what has to change around the program, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from gemdesk.kernel.errors import Stop
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import TONES, Tone
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label

Act = tuple[Words, Callable[[], object]]
_ICONS: dict[Tone, str] = {"warning": "warning", "danger": "warning", "good": "tick"}


class Banner(QFrame):
    """Hidden until there is something to tell; stays until it is closed or replaced."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self._tone: Tone = "warning"
        self._row = QHBoxLayout(self)
        self._icon = Icon(faces, "warning", "warning")
        self._words = Label(faces, lambda _: "", wrap=True)
        self._act = Button(faces, lambda _: "")
        self._do: Callable[[], object] | None = None
        self._act.clicked.connect(self._on_act)
        self._close = Button(faces, lambda t: t.say("Hide this message"), sort="icon", icon="close", press=self.hide)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._act)
        self._row.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()
        faces.follow(self.say)

    def say(self) -> None:
        """Set sizes and colours anew in the look of this moment."""
        look = self._faces.face.look
        self._words.say()
        self.setAccessibleName(self._words.accessibleName())
        self._row.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        self._row.setSpacing(look.px(10))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground in the colours of the tone."""
        # By hand: under a style sheet of their own the labels would lose their ink.
        look = self._faces.face.look
        fore, back = TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(fore), 1))
        painter.setBrush(look.colour(back))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.px(10), look.px(10))
        painter.end()

    def tell(self, stop: Stop, act: Act | None = None) -> None:
        """Show the sentence of a trouble, with one thing that can be done."""
        self.tell_words(lambda texts: texts.reason(stop), "warning", act)

    def tell_words(self, words: Words, tone: Tone = "info", act: Act | None = None, *, stays: bool = False) -> None:
        """Show words in a tone; what `stays` cannot be closed."""
        self._tone = tone
        self._words.set_ink(TONES[tone][0])
        self._words.set_words(words)
        self._icon.set_icon(_ICONS.get(tone, "help"), TONES[tone][0])
        self._act.setVisible(act is not None)
        self._close.setVisible(not stays)
        if act is not None:
            self._act.set_words(act[0])
            self._do = act[1]
        self.say()
        self.show()

    def _on_act(self) -> None:
        if self._do is not None:
            self._do()
