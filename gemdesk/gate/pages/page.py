"""What every page of the lock screen is: a centred column on a card, with a place for what was refused."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from gemdesk.gate.pages.key_file import KeyFile
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import Role
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.passphrase import Passphrase

CARD_WIDTH = 480  # pixels at 100 %
WRONG = (Reason.WRONG_SECRET, Reason.WRONG_PAIR, Reason.WRONG_LAYOUTS)  # what was typed opens nothing


class Page(QWidget):
    """A page; `left` asks for the page before."""

    left = Signal()
    reads_from_top = False  # it opens with its beginning in view, wherever its first part stands

    def first(self) -> QWidget | None:
        """What has the focus when the page opens."""
        return None

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field; False when the page has no such field."""
        return False

    def set_busy(self, busy: bool) -> None:
        """Show that work goes on and take no input meanwhile."""

    def step_back(self) -> None:
        """Do what Escape means here; by itself nothing."""

    def clear(self) -> None:
        """Forget what was typed and refused."""


class CardPage(Page):
    """A page with one card: a title, fields, one main act and quiet ways elsewhere."""

    def __init__(self, faces: Faces, title: Words, *, icon: str, note: Words | None = None) -> None:
        super().__init__()
        self._faces = faces
        self._card = Card(faces, padding=24)
        self._fields: dict[str, Field] = {}
        self._held: list[QWidget] = []
        self._groups: list[QVBoxLayout] = []
        self._into: QVBoxLayout = self._card.body
        self.back: Button | None = None
        head = QHBoxLayout()
        head.setSpacing(faces.face.look.px(10))
        head.addWidget(Icon(faces, icon, "accent", size=22))
        self.title = Label(faces, title, role="heading", wrap=True)
        head.addWidget(self.title, 1)
        self._card.body.addLayout(head)
        if note is not None:
            self.add_words(note)
        self._busy = _Busy(faces)
        self._beneath = QStackedLayout()
        centre(self, self._card)
        faces.follow(self._fit)

    def add_field(self, name: str, words: Words | None, editor: QWidget, hint: Words | None = None) -> Field:
        """Add a field; a refusal with `where` equal to `name` is shown at it."""
        field = Field(self._faces, words, editor, hint=hint)
        self._fields[name] = field
        self.add_part(editor, within=field)
        return field

    def add_part(self, part: QWidget, *, within: QWidget | None = None) -> None:
        """Add what takes no input while work goes on; `within` is what it stands in."""
        self._held.append(part)
        self._into.addWidget(within or part)

    def field(self, name: str) -> Field:
        """A field that was added."""
        return self._fields[name]

    def is_busy(self) -> bool:
        """Whether work goes on."""
        return self._beneath.currentIndex() == 1

    def add_way(self, way: Button) -> QWidget:
        """Add a quiet button at the leading edge; gives back the row, which is shown and hidden in its place."""
        row = QWidget()
        place = QHBoxLayout(row)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(way)
        place.addStretch(1)
        self.add_part(way, within=row)
        return row

    def add_words(self, words: Words, role: Role = "quiet") -> Label:
        """Add a paragraph."""
        label = Label(self._faces, words, role=role, wrap=True)
        self._into.addWidget(label)
        return label

    @contextmanager
    def group(self) -> Iterator[QWidget]:
        """What is added meanwhile stands in one part, to be shown and hidden together."""
        box = QWidget()
        self._into.addWidget(box)
        before, self._into = self._into, QVBoxLayout(box)
        self._into.setContentsMargins(0, 0, 0, 0)
        self._groups.append(self._into)
        self._fit()
        try:
            yield box
        finally:
            self._into = before

    def add_back(self) -> Button:
        """The way to the page before, which Escape takes too; given to `add_act` with the other ways."""
        self.back = Button(self._faces, lambda t: t.say("Back"), sort="quiet", icon="back", press=self.go_back)
        return self.back

    def add_act(self, act: Button, ways: Sequence[Button] = ()) -> None:
        """Add the main act over the whole width and, beneath it, the ways elsewhere; last of all."""
        self._held += [act, *ways]
        self._ways = QWidget()
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(0, 0, 0, 0)
        for way in ways:
            row.addWidget(way)
        row.addStretch(1)
        self._card.body.addWidget(act)
        # One place for both, so that nothing moves when the one takes the place of the other. Filled where it
        # stands: its first part shows itself, which outside of the card would be a window that takes the keys away.
        self._card.body.addLayout(self._beneath)
        self._beneath.addWidget(self._ways)
        self._beneath.addWidget(self._busy)

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field, which gets the focus."""
        field = self._fields.get(stop.where)
        if field is None:
            return False
        editor = field.editor
        if isinstance(editor, KeyFile):
            editor.unfold()
        if stop.reason in WRONG and isinstance(editor, Passphrase):
            texts = self._faces.face.texts
            stop = Refusal(stop.reason, stop.where, layout=editor.layout_name(texts) or texts.say("not known"))
        field.refuse(stop)
        editor.setFocus()
        line = editor.focusProxy() or editor
        if isinstance(line, QLineEdit):
            line.selectAll()  # the next letter begins anew
        return True

    def require(self, name: str) -> None:
        """Say at a field that something is missing there."""
        self.forget_refusals()
        self.refuse(Refusal(Reason.REQUIRED, name))

    def go_back(self) -> None:
        """Leave for the page before, or take back one step within this one."""
        self.left.emit()

    def step_back(self) -> None:
        """Go back, unless work goes on."""
        if self.back is not None and self.back.isEnabled():
            self.back.click()

    def forget_refusals(self) -> None:
        """Take all refusals away, as soon as the person goes on."""
        for field in self._fields.values():
            field.refuse(None)

    def set_busy(self, busy: bool) -> None:
        """Show that the key is being made and take no input meanwhile."""
        for part in self._held:
            part.setEnabled(not busy)
            if isinstance(part, Passphrase):
                part.cover()
        if busy:
            self.forget_refusals()
        self._busy.set_moving(busy)
        self._beneath.setCurrentIndex(1 if busy else 0)

    def _fit(self) -> None:
        look = self._faces.face.look
        self._card.setFixedWidth(look.px(CARD_WIDTH))
        for column in (self._card.body, *self._groups):
            column.setSpacing(look.px(12))


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
    """A moving bar and a sentence."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1)
        words = Label(faces, lambda t: t.say("The key is being made. This takes a moment."), role="quiet", wrap=True)
        self._bar.setAccessibleName(words.accessibleName())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        column.addWidget(words)
        column.addStretch(1)

    def set_moving(self, moving: bool) -> None:
        """Let the bar move or rest."""
        self._bar.setRange(0, 0 if moving else 1)
