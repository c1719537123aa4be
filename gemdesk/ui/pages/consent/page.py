"""The page of a case's consents: those there are, and the form for another."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.records import Consent
from gemdesk.flows import cases, consent_papers, consents
from gemdesk.flows.consents import Withdrawal
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.consent.form import ConsentForm
from gemdesk.ui.pages.consent.ledger import Ledger
from gemdesk.ui.paper import Paper
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.tools import Tools

_PAUSE = 400  # milliseconds without a change before the draft is kept


class ConsentPage(QWidget):
    """Asks for a case's consents, shows them, and tells what was wished."""

    done = Signal(str)  # the case whose consent was recorded
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._case_id, self._name = tools, "", ""
        self._names: dict[str, str] = {}
        self._turn = Page()
        faces = tools.faces
        self._title = Label(faces, self._heading, role="title", wrap=True)
        self._banner = Banner(faces)
        self._paper = Paper(self, tools, self._banner)
        self.ledger = Ledger(faces)
        self.form = ConsentForm(tools)
        self._scroll = Scroll(faces)
        for part in (self._banner, self.ledger, self.form):
            self._scroll.body.addWidget(part)
        self._scroll.body.addStretch(1)
        self._acts = self._make_acts()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self._scroll, 1)
        self._column.addLayout(self._acts)
        self._connect()
        faces.follow(self.say)

    def _heading(self, texts: Texts) -> str:
        return texts.say("Consents of {name}", name=Name(self._name))

    def _make_acts(self) -> QHBoxLayout:
        faces = self._tools.faces
        self.save_button = Button(
            faces,
            lambda t: t.say("Record the consent"),
            sort="primary",
            icon="shield",
            keys="Ctrl+Return",
            press=self.save,
        )
        acts = QHBoxLayout()
        acts.addWidget(self.save_button)
        self.print_button = Button(
            faces, lambda t: t.say("Print the form"), icon="printer", keys="Ctrl+P", press=self.print_form
        )
        acts.addWidget(self.print_button)
        acts.addWidget(Button(faces, lambda t: t.say("Back to the case"), icon="back", keys="Esc", press=self.leave))
        acts.addStretch(1)
        return acts

    def _connect(self) -> None:
        self._pause = Pause(self, _PAUSE, self._keep)
        self.form.edited.connect(self._pause.start)
        self.ledger.withdraw_wanted.connect(self._withdraw)
        self.ledger.narrow_wanted.connect(self._narrow)
        self.ledger.print_wanted.connect(self._print_again)
        bind(self, "Ctrl+P", self.print_form).setAutoRepeat(False)
        bind(self, "Ctrl+Return", self.save).setAutoRepeat(False)
        bind(self, "Ctrl+Enter", self.save).setAutoRepeat(False)
        bind(self, "Escape", self._escape)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(14))
        self._column.setSpacing(look.px(12))
        self._acts.setSpacing(look.px(10))

    def open(self, case_id: str, person_name: str) -> None:
        """Show the consents of a case and an empty form, or what was typed in it and not saved."""
        self.keep_draft()
        self._turn.renew()
        self._case_id, self._name = case_id, person_name
        self._title.say()
        self._banner.hide()
        self.ledger.show_grants((), {})
        self.ledger.show_outcome(None, {})
        self.form.clear(())
        self._tools.jobs.look(consents.ledger, case_id, then=self._begin, page=self._turn)
        self.form.receiver.setFocus()

    def _begin(self, found: consents.Ledger) -> None:
        self._show(found)
        names = [one.name for one in found.organisations]
        self.form.clear(names, found.receiver, minor=found.minor, language=found.language)
        self.form.talk.unfold(not found.grants)
        if found.draft:
            self.form.fill(found.draft)

    def _show(self, found: consents.Ledger) -> None:
        self._names = {one.id: one.name for one in found.organisations}
        self.ledger.show_grants(found.grants, self._names)

    def save(self) -> None:
        """Record the consent as it is typed."""
        self.keep_draft()  # until the consent itself is stored, which drops it
        self._banner.hide()
        self.form.refuse(None)
        try:
            given = self.form.given(self._case_id)
        except Refusal as stop:
            self._stopped(stop)
            return
        self.save_button.setEnabled(False)
        self._tools.jobs.change(consents.give, given, then=self._saved, failed=self._stopped)

    def _saved(self, consent: Consent) -> None:
        self.save_button.setEnabled(True)
        if consent.case == self._case_id:
            self.form.clear(())
            self.done.emit(consent.case)

    def _stopped(self, stop: Stop) -> None:
        self.save_button.setEnabled(True)
        self._keep()
        marked = isinstance(stop, Refusal) and self.form.refuse(stop)
        if not marked:
            self._banner.tell(stop)

    def _withdraw(self, consent: Consent) -> None:
        texts = self._tools.faces.face.texts
        self._tools.jobs.change(
            consents.withdraw, consent, texts, then=self._withdrawn, failed=self._banner.tell, page=self._turn
        )

    def _withdrawn(self, outcome: Withdrawal) -> None:
        self.ledger.show_outcome(outcome, self._names)
        self._scroll.verticalScrollBar().setValue(0)
        self._tools.jobs.look(consents.ledger, self._case_id, then=self._show, page=self._turn)

    def _narrow(self, consent: Consent, items: object, withheld: object, until: object) -> None:
        def refused(stop: Stop) -> None:
            if not self.ledger.refuse(consent, stop):
                self._banner.tell(stop)

        self._tools.jobs.change(
            consents.narrow, consent, items, withheld, until, then=self._narrowed, failed=refused, page=self._turn
        )

    def _narrowed(self, _event: Consent) -> None:
        self._banner.tell_words(lambda t: t.say("The narrowing was recorded and counts from now on."), "good")
        self._tools.jobs.look(consents.ledger, self._case_id, then=self._show, page=self._turn)

    def print_form(self) -> None:
        """Print the form of the consent as it is typed, to be signed."""
        self.form.refuse(None)
        try:
            given = self.form.given(self._case_id)
        except Refusal as stop:
            self._stopped(stop)
            return
        self._tools.jobs.look(consent_papers.form_of, given, then=self._print, failed=self._stopped, page=self._turn)

    def _print_again(self, consent: Consent) -> None:
        self._tools.jobs.look(consent_papers.form_again, consent, then=self._print, page=self._turn)

    def _print(self, form: consent_papers.Form) -> None:
        texts, case = self._tools.faces.face.texts, self._case_id
        self._paper.ask(
            consent_papers.sheet, form, texts,
            done=lambda: self._tools.jobs.change(consent_papers.note_printed, case, texts),
        )  # fmt: skip

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep()

    def _keep(self) -> None:
        self._tools.jobs.change(cases.keep_draft, consents.place(self._case_id), self.form.body())

    def _escape(self) -> None:
        if not any(card.cancel() for card in self.ledger.cards):
            self.leave()

    def leave(self) -> None:
        """Go away; what was typed is kept."""
        self.keep_draft()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when the page goes by another way."""
        self.keep_draft()
        super().hideEvent(event)
