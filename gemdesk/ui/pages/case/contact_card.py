"""The safe-contact card: all that has to be known before a call; the number only when it is opened."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from gemdesk.domain.access import Right
from gemdesk.flows.contacts import ContactView
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name
from gemdesk.ui.addressed import said
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.pages.case import contact_words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools


class ContactCard(Card):
    """Shows the card of a case; tells when the number or a change of the card is wished."""

    number_wanted = Signal()
    change_wanted = Signal()
    attempt_wanted = Signal()  # where there is no number: to write down what came of an attempt

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools = tools
        self._view: ContactView | None = None
        self._is_open = False
        self._chips, self._grid, self._acts, head = Flow(), QGridLayout(), Flow(), QHBoxLayout()
        head.addWidget(Icon(faces, "phone", "accent"))
        acts = self._words()
        self._head = Label(faces, acts["before"], role="name")
        head.addWidget(self._head, 1)
        self._number = Label(faces, acts["covered"], role="heading")
        self._show = Button(faces, acts["show"], sort="primary", icon="eye", press=self._want)
        self._cover = Button(faces, acts["cover"], icon="hidden", press=self.cover)
        self._change = Button(
            faces, lambda t: t.say("Change the safe contact"), icon="note", press=self.change_wanted.emit
        )
        self._tried = Button(
            faces,
            lambda t: t.say("Write down a contact attempt"),
            sort="primary",
            icon="note",
            press=self.attempt_wanted.emit,
        )
        for act in (self._show, self._cover, self._tried, self._change):
            self._acts.addWidget(act)
        self._question = Question(faces, sort="danger")
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(head)
        self.body.addLayout(self._chips)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._number)
        self.body.addWidget(self._question)
        self.body.addLayout(self._acts)
        self.cover()
        faces.follow(self._space)

    def _space(self) -> None:
        look = self._faces.face.look
        self.body.setSpacing(look.px(10))
        self._chips.setSpacing(look.px(8))
        self._acts.setSpacing(look.px(10))
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(6))

    def show_case(self, view: ContactView) -> None:
        """Show the card of this case, its number covered unless it is open already."""
        if self._view is None or self._view.case.id != view.case.id:
            self.cover()
        self._view = view
        acts = self._words()
        for part, act in ((self._head, "before"), (self._show, "show"), (self._cover, "cover")):
            part.set_words(acts[act])
        if not self._is_open:
            self._number.set_words(acts["covered"])
        self._fill(view)
        self._arrange()

    def _words(self) -> dict[str, Words]:
        return contact_words.acts(self._view.contact if self._view else None)

    def _fill(self, view: ContactView) -> None:
        clear(self._chips)
        clear(self._grid)
        contact, faces = view.contact, self._tools.faces
        if contact is None:
            self._grid.addWidget(Label(faces, _unknown, role="quiet", wrap=True), 0, 0, 1, 2)
            return
        chips = [contact_words.message(contact), contact_words.hours(contact, self._tools.clock.now())]
        for chip in filter(None, chips):
            self._chips.addWidget(Chip(faces, *chip))
        address = view.person.address
        lines: list[tuple[Words, Words]] = [
            (lambda t: t.say("Channel"), list_words("channel", contact.channel)),
            (lambda t: t.say("Safe hours"), _given(contact.hours)),
            (lambda t: t.say("Code word"), _given(contact.code_word)),
            (lambda t: t.say("Who may answer"), _given(contact.who_may_answer)),
            (lambda t: t.say("Form of address"), lambda t: said(t, contact_words.SPEAKING, address)),
        ]
        for at, (label, value) in enumerate(lines):
            self._grid.addWidget(Label(faces, label, role="caption", ink="quiet"), at, 0)
            self._grid.addWidget(Label(faces, value, role="strong", wrap=True), at, 1)

    def _arrange(self) -> None:
        view = self._view
        known = view is not None and view.has_number
        self._number.setVisible(known)
        self._show.setVisible(known and not self._is_open)
        # A person who is reached through another one is called by nobody here, and is tried all the same.
        without = view is not None and view.contact is not None and not view.has_number
        self._tried.setVisible(without and self._tools.rights.may(Right.WRITE))
        self._cover.setVisible(self._is_open)

    def _want(self) -> None:
        """Tell it; outside of the safe hours only after a question."""
        view, now = self._view, self._tools.clock.now()
        if view is None or view.contact is None:
            return
        if contact_words.is_outside(view.contact, now):
            self._question.ask(
                contact_words.outside(view.contact), self._words()["show_still"], self.number_wanted.emit
            )
            return
        self.number_wanted.emit()

    def open(self, number: str) -> None:
        """Show the number, in its own direction; it cannot be selected and so not copied."""
        self._is_open = True
        self._number.set_words(value_words(contact_words.number(number)))
        self._arrange()

    def begin(self) -> None:
        """Put the focus on what does no harm."""
        self._cover.setFocus()

    def cover(self) -> None:
        """Cover the number, for a screen reader too."""
        self._is_open = False
        self._number.set_words(self._words()["covered"])
        self._question.hide()
        self._arrange()

    def is_open(self) -> bool:
        """Whether the number is shown."""
        return self._is_open

    def hideEvent(self, event: QHideEvent) -> None:
        """No number stays open behind another page."""
        super().hideEvent(event)
        self.cover()


def _unknown(texts: Texts) -> str:
    return texts.say("No safe way is known yet. Nobody is called before one is known.")


def _given(value: str) -> Words:
    return value_words(Name(value)) if value else lambda t: t.say("Not taken down yet")
