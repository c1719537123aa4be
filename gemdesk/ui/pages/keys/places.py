"""The eight key places: whose they are, what opens them, and retiring one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.access import Right
from gemdesk.flows import keys
from gemdesk.flows.keys import Slot, SlotKind
from gemdesk.kernel.typed import Code
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Faces, value_words
from gemdesk.ui.pages.keys import words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.tab_order import chain
from gemdesk.ui.tools import Tools


class PlaceRow(QWidget):
    """A key place that is taken, in a line."""

    def __init__(self, faces: Faces, slot: Slot, retire: Button | None) -> None:
        super().__init__()
        self._faces, self.slot, self.retire = faces, slot, retire
        self._row = QHBoxLayout(self)
        self._flow, inside = Flow(), QWidget()
        inside.setLayout(self._flow)
        self._row.addWidget(Icon(faces, words.ICONS[slot.kind], "accent"))
        self._row.addWidget(inside, 1, Qt.AlignmentFlag.AlignVCenter)
        self._fill(faces, slot)
        if retire is not None:
            retire.describe(words.place(slot))
            self._row.addWidget(retire)
        faces.follow(self.say)

    def _fill(self, faces: Faces, slot: Slot) -> None:
        if slot.kind is SlotKind.RECOVERY:
            self._flow.addWidget(Label(faces, words.KINDS[slot.kind], role="strong"))
        else:
            self._flow.addWidget(Label(faces, value_words(Code(slot.worker or "")), role="strong"))
            self._flow.addWidget(Label(faces, words.KINDS[slot.kind]))
        self._flow.addWidget(Label(faces, words.place(slot), role="quiet"))
        if slot.kind is not SlotKind.RECOVERY and slot.role is not None:
            self._flow.addWidget(Chip(faces, list_words("role", slot.role.name.lower())))
        if not slot.reads_sealed:
            self._flow.addWidget(Chip(faces, lambda t: t.say("does not read what is sealed")))
        if slot.own:
            self._flow.addWidget(Chip(faces, lambda t: t.say("open now"), "soft", icon="tick"))

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._row.setContentsMargins(0, look.px(3), 0, look.px(3))
        self._row.setSpacing(look.px(10))
        self._flow.setSpacing(look.px(10))
        self.setMinimumHeight(look.px(38))


class PlacesCard(Card):
    """Reads the places when it is opened; retires one after a question."""

    lock_wanted = Signal(str)
    changed = Signal()
    grown = Signal(object)  # the part that appeared

    def __init__(self, tools: Tools) -> None:
        self._tools, self._turn = tools, Page()
        self._list, self._acts = QVBoxLayout(), Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self.rows: list[PlaceRow] = []
        self.body.addWidget(Label(faces, lambda t: t.say("Key places"), role="name"))
        self.body.addWidget(
            Label(
                faces,
                lambda t: t.say(
                    "Roles limit what the program shows. Whoever holds a key could read everything that key opens."
                ),
                role="quiet",
                wrap=True,
            )
        )
        self.body.addLayout(self._list)
        self.free = Label(faces, lambda _: "", role="quiet")
        self.body.addWidget(self.free)
        self.question = Question(faces, sort="danger")
        self.body.addWidget(self.question)
        self.add = Button(
            faces,
            lambda t: t.say("Lock and add a key place"),
            icon="plus",
            press=lambda: self.lock_wanted.emit("add_key"),
        )
        self.change = Button(
            faces,
            lambda t: t.say("Lock and change the passphrase"),
            icon="key",
            press=lambda: self.lock_wanted.emit("change_keys"),
        )
        for button in (self.add, self.change):
            self._acts.addWidget(button)
        self.body.addLayout(self._acts)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(8))
        self._list.setSpacing(look.px(2))
        self._acts.setSpacing(look.px(10))

    def open(self) -> None:
        """Read the places."""
        self._turn.renew()
        self.question.hide()
        self._tools.jobs.look(keys.key_places, then=self.show_places, page=self._turn)

    def show_places(self, slots: Sequence[Slot]) -> None:
        """Show those that are taken one by one, and how many are free."""
        clear(self._list)
        self.rows = [self._row(slot) for slot in slots if slot.kind is not SlotKind.FREE]
        for row in self.rows:
            self._list.addWidget(row)
        # They were made last and stand before the question: brought behind its act, which then goes behind them.
        retires = [row.retire for row in self.rows if row.retire is not None]
        act = self.question.reachable()[0]
        chain([act, *retires, act] if retires else [])
        free = len(slots) - len(self.rows)
        self.free.set_words(lambda t: t.count("{count} place is free", "{count} places are free", free))
        self.add.setEnabled(free > 0)
        self.add.setVisible(self._tools.rights.may(Right.KEYS))

    def _row(self, slot: Slot) -> PlaceRow:
        button = None
        if not slot.own and self._tools.rights.may(Right.KEYS):
            button = Button(self._faces, lambda t: t.say("Retire"), sort="quiet", press=lambda: self._ask(slot))
        return PlaceRow(self._faces, slot, button)

    def _ask(self, slot: Slot) -> None:
        self.question.ask(
            words.retire_question(slot),
            lambda t: t.say("Retire the key place"),
            lambda: self._tools.jobs.change(keys.retire, slot.number, then=lambda _: self._retired()),
        )
        self.grown.emit(self.question)

    def _retired(self) -> None:
        self.open()
        self.add.setFocus()
        self.changed.emit()
