"""What every page of the lock screen is: a centred column on a card, with a place for what was refused."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.passphrase import Passphrase

_CARD_WIDTH = 440  # pixels at 100 %


class Page(QWidget):
    """A page; `left` asks for the page before."""

    left = Signal()

    def first(self) -> QWidget | None:
        """What has the focus when the page opens."""
        return None

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field; False when the page has no such field."""
        return False

    def set_busy(self, busy: bool) -> None:
        """Show that work goes on and take no input meanwhile."""

    def clear(self) -> None:
        """Forget what was typed and refused."""


class CardPage(Page):
    """A page with one card: a title, fields, one main act and quiet ways elsewhere."""

    def __init__(self, faces: Faces, title: Words, *, icon: str, note: Words | None = None) -> None:
        super().__init__()
        self._faces = faces
        self._card = Card(faces, padding=24)
        self._fields: dict[str, Field] = {}
        self._act: Button | None = None
        self._held: list[QWidget] = []
        head = QHBoxLayout()
        head.addWidget(Icon(faces, icon, "accent", size=22))
        self.title = Label(faces, title, role="heading", wrap=True)
        head.addWidget(self.title, 1)
        self._card.body.addLayout(head)
        if note is not None:
            self._card.body.addWidget(Label(faces, note, role="quiet", wrap=True))
        self._busy = _Busy(faces)
        centre(self, self._card)
        faces.follow(self._fit)

    def add_field(self, name: str, words: Words, editor: QWidget, hint: Words | None = None) -> Field:
        """Add a field; a refusal with `where` equal to `name` is shown at it."""
        field = Field(self._faces, words, editor, hint=hint)
        self._fields[name] = field
        self._held.append(editor)
        self._card.body.addWidget(field)
        return field

    def add_act(self, act: Button, ways: Sequence[Button] = ()) -> None:
        """Add the main act over the whole width and, beneath it, the ways elsewhere; last of all."""
        self._act = act
        self._held += [act, *ways]
        self._card.body.addWidget(act)
        self._card.body.addWidget(self._busy)
        row = QHBoxLayout()
        for way in ways:
            row.addWidget(way)
        row.addStretch(1)
        self._card.body.addLayout(row)

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field, which gets the focus."""
        field = self._fields.get(stop.where)
        if field is None:
            return False
        editor = field.editor
        if stop.reason is Reason.WRONG_SECRET and isinstance(editor, Passphrase):
            stop = Refusal(stop.reason, stop.where, layout=editor.layout_name(self._faces.face.texts))
        field.refuse(stop)
        editor.setFocus()
        return True

    def forget_refusals(self) -> None:
        """Take all refusals away, as soon as the person goes on."""
        for field in self._fields.values():
            field.refuse(None)

    def set_busy(self, busy: bool) -> None:
        """Show that the key is being made and take no input meanwhile."""
        for part in self._held:
            part.setEnabled(not busy)
        self._busy.show_busy(busy)

    def _fit(self) -> None:
        look = self._faces.face.look
        self._card.setFixedWidth(look.px(_CARD_WIDTH))
        self._card.body.setSpacing(look.px(12))


def centre(page: QWidget, part: QWidget) -> None:
    """Put a part in the middle of a page.

    By stretches and not by alignment, with which Qt would reckon the height of wrapped words for the whole width.
    """
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(part)
    row.addStretch(1)


class _Busy(QWidget):
    """A moving bar and a sentence; its room is kept, so that nothing jumps when it appears."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1)
        self._words = Label(faces, lambda t: t.say("The key is being made. This takes a moment."), role="quiet", wrap=True)
        self._bar.setAccessibleName(self._words.accessibleName())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_busy(self, busy: bool) -> None:
        """Show or hide it; hidden, it moves nothing."""
        self._bar.setRange(0, 0 if busy else 1)
        self.setVisible(busy)

