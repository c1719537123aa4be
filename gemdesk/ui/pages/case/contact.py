"""The contact of a case: the card, the call and what came of it, what follows when nobody is reached."""

from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain.no_contact import Act
from gemdesk.domain.records import SafeContact
from gemdesk.flows import cases, contacts
from gemdesk.flows.cases import CaseView, Draft
from gemdesk.flows.contacts import ContactView
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import Name
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.case import contact_words
from gemdesk.ui.pages.case.attempts import Attempts, Outcomes
from gemdesk.ui.pages.case.contact_card import ContactCard
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.tools import Tools

FIELDS = ("channel", "number", "hours", "code_word", "who_may_answer", "leave_message")


class Contact(CasePart):
    """The one place of the program where a person's number can be read."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._view: ContactView | None = None
        self._case, self._wanted = "", ""
        self._asked: Literal["", "welfare", "attempt"] = ""  # what is asked about without a call
        self._turn = Page()
        self.card = ContactCard(tools)
        self.edit = EditCard(tools, lambda t: t.say("Safe contact"), SafeContact, FIELDS)
        self.outcomes = Outcomes(tools)
        self._next = _NextCard(tools)
        self._attempts = Attempts(tools)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self.card, self.edit, self.outcomes, self._next, self._attempts):
            self._column.addWidget(part)
        self.card.number_wanted.connect(self._open_number)
        self.card.change_wanted.connect(self.change)
        self.card.attempt_wanted.connect(self._ask_attempt)
        self.edit.saved.connect(self.saved)
        self.edit.closed.connect(self._on_closed)
        self.outcomes.chosen.connect(self._write_down)
        self.outcomes.no_call.connect(self._no_call)
        self._next.welfare.clicked.connect(lambda _on: self._ask_welfare())
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(12))

    def show_case(self, view: CaseView) -> None:
        """Read the contact of this case."""
        if view.case.id != self._case:
            self.keep_draft()
            self.card.cover()
            self.outcomes.put_away()
            self.edit.close_card()
            self._case, self._asked = view.case.id, ""
            self._turn.renew()
        self._tools.jobs.look(contacts.look, self._case, then=self._show, page=self._turn)
        if not self.edit.is_open():
            self._tools.jobs.look(_draft, self._case, then=self._take_up, page=self._turn)

    def _show(self, view: ContactView) -> None:
        self._view = view
        self.card.show_case(view)
        self._next.show_case(view)
        self._attempts.show_case(view)
        self._arrange()
        if self._wanted:
            self.change()

    def _arrange(self) -> None:
        view = self._view
        if view is None or self._asked:
            return
        if view.opened:
            self.outcomes.ask(*contact_words.after(view.contact, view.opened))
        else:
            self.outcomes.put_away()

    # The call

    def _open_number(self) -> None:
        self._tools.jobs.change(contacts.open_number, self._case, then=self._on_number, page=self._turn)

    def _on_number(self, number: str) -> None:
        self._asked = ""
        self.card.open(number)
        self._tools.jobs.look(contacts.look, self._case, then=self._on_call, page=self._turn)

    def _on_call(self, view: ContactView) -> None:
        self._show(view)
        self.card.begin()  # a digit chooses from here; no second press of the same key writes anything down

    def _write_down(self, outcome: str, note: str) -> None:
        self.outcomes.setEnabled(False)
        welfare = self._asked == "welfare"
        self._tools.jobs.change(
            _written, self._case, outcome, note, welfare, then=lambda _: self._on_written(), failed=self._on_failed
        )

    def _no_call(self) -> None:
        if self._asked:
            self._on_written()
            return
        self._tools.jobs.change(contacts.no_call, self._case, then=lambda _: self._on_written())

    def _on_written(self) -> None:
        self._asked = ""
        self.outcomes.setEnabled(True)
        self.outcomes.put_away()
        self.card.cover()
        self._tools.jobs.look(contacts.look, self._case, then=self._show, page=self._turn)
        self.saved.emit()

    def _on_failed(self, stop: Stop) -> None:
        self.outcomes.setEnabled(True)
        self._tools.jobs.trouble.emit(stop)

    def _ask_welfare(self) -> None:
        self._asked = "welfare"
        self.outcomes.ask(lambda t: t.say("What did the trusted person find out?"), lambda t: t.say("Not now"))
        self.outcomes.begin()

    def _ask_attempt(self) -> None:
        self._asked = "attempt"
        self.outcomes.ask(lambda t: t.say("What came of the attempt?"), lambda t: t.say("Not now"))
        self.outcomes.begin()

    # Changing the card

    def want(self, name: str) -> None:
        """Open the card to be changed, with the focus in a field, now or when the contact is shown."""
        self._wanted = name

    def change(self) -> None:
        """Open the card to be changed."""
        self._tools.jobs.look(contacts.read_for_change, self._case, then=self._on_read, page=self._turn)

    def _on_read(self, contact: SafeContact) -> None:
        wanted, self._wanted = self._wanted or FIELDS[0], ""
        if not self.edit.is_open():
            self._open_form(contact, {})
        self.edit.focus(wanted)

    def _take_up(self, found: tuple[SafeContact, Draft] | None) -> None:
        if found and not self.edit.is_open():
            self._open_form(*found)

    def _open_form(self, contact: SafeContact, draft: Draft) -> None:
        self.card.cover()
        self.card.hide()
        self.edit.open(f"contact:{self._case}", contacts.save, (self._case,), contact, draft)

    def _on_closed(self) -> None:
        self.card.show()

    def keep_draft(self) -> None:
        """Keep what was typed and not saved."""
        self.edit.keep_draft()

    def finish(self) -> None:
        """Save the card that is being changed."""
        if self.edit.is_open():
            self.edit.save()


class _NextCard(Card):
    """What follows when the person is not reached; hidden while there is nothing to follow."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools = tools
        self._words = Label(faces, lambda _: "", wrap=True)
        self._trusted = Label(faces, lambda _: "", role="quiet", wrap=True)
        self.welfare = Button(faces, lambda t: t.say("Write down a welfare check"), icon="people")
        head = QHBoxLayout()
        head.addWidget(Icon(faces, "clock", "warning"))
        head.addWidget(Label(faces, lambda t: t.say("No contact"), role="name"), 1)
        row = QHBoxLayout()
        row.addWidget(self.welfare)
        row.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._words)
        self.body.addWidget(self._trusted)
        self.body.addLayout(row)
        self.hide()

    def show_case(self, view: ContactView) -> None:
        """Show what follows in this case."""
        step = view.next
        self.setVisible(step is not None)
        if step is None:
            return
        self._words.set_words(contact_words.next_step(step, view.person.address, self._tools.clock.today()))
        names = [Name(one.name) for one in view.trusted if one.name]
        self._trusted.setVisible(step.act is not Act.TRY)
        self._trusted.set_words(
            (lambda t: t.say("Who knows of the case and is no danger: {names}.", names=t.list(names)))
            if names
            else (lambda t: t.say("Nobody is written down who knows of the case and is no danger."))
        )
        self.welfare.setVisible(step.act is not Act.TRY)


def _written(work: Work, case: str, outcome: str, note: str, welfare: bool) -> None:
    contacts.write_attempt(work, case, outcome, note, welfare=welfare)


def _draft(work: Work, case: str) -> tuple[SafeContact, Draft] | None:
    """A change of the card that was not saved; without one the number is not read at all."""
    draft = cases.find_draft(work, f"contact:{case}")
    return (contacts.read_for_change(work, case), draft) if draft else None
