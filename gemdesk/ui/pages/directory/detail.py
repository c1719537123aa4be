"""One organisation as it is read: how people are received there, where, what it offers, how it answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain import vetting
from gemdesk.domain.records import Organisation, Service
from gemdesk.flows import directory, figures
from gemdesk.flows.directory import View
from gemdesk.flows.figures import Quarter
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import Email, Name, Phone, isolate_free
from gemdesk.ui.forms.custom import CustomForm
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.pages.directory.quarters import Quarters
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.told import receiver_words
from gemdesk.ui.tools import Tools

_TOP = Qt.AlignmentFlag.AlignTop


class Detail(QWidget):
    """Shows one organisation and what can be done with it; the street that is kept hidden is not here."""

    edit_wanted = Signal(object)  # the View
    changed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._turn = tools, Page()
        self._view: View | None = None
        self.banner = Banner(faces)
        self._name = Label(faces, lambda _: "", role="title", wrap=True)
        self._chips, self._acts, self._warnings = Flow(), Flow(), QVBoxLayout()
        self.edit = Button(faces, lambda t: t.say("Edit"), icon="note", press=self._edit)
        self.check = Button(faces, lambda t: t.say("Checked today"), icon="tick", press=self._check)
        self.retire = Button(faces, lambda t: t.say("Use no longer"), sort="quiet", press=self._retire)
        for act in (self.edit, self.check, self.retire):
            self._acts.addWidget(act)
        self._facts_card, self._facts = Card(faces), QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts_card.body.addLayout(self._facts)
        self._services = QVBoxLayout()
        self.own = CustomForm(tools, lambda t: t.say("The organisation's own fields on the receiver"))
        self.quarters = Quarters(tools)
        self._scroll = Scroll(faces)
        body = self._scroll.body
        for part in (self.banner, self._name):
            body.addWidget(part)
        for layout in (self._chips, self._acts, self._warnings):
            body.addLayout(layout)
        body.addWidget(self._facts_card)
        body.addWidget(Label(faces, lambda t: t.say("Services"), role="name"))
        body.addLayout(self._services)
        body.addWidget(self.own)
        body.addWidget(self.quarters)
        body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(20)
        self._column.setContentsMargins(side, look.px(12), side, 0)
        self._facts.setHorizontalSpacing(look.px(14))
        self._facts.setVerticalSpacing(look.px(6))
        for layout in (self._chips, self._acts, self._services, self._warnings):
            layout.setSpacing(look.px(8))

    def organisation(self) -> str:
        """The organisation that is shown, or nothing."""
        return self._view.organisation.id if self._view else ""

    def open(self, organisation: str) -> None:
        """Read an organisation, then how it answered."""
        self._turn.renew()
        if organisation != self.organisation():
            self.banner.hide()
            self._scroll.verticalScrollBar().setValue(0)
            self.quarters.show_quarters(())
        jobs = self._tools.jobs
        jobs.look(directory.read, organisation, then=self._show, failed=self.banner.tell, page=self._turn)
        jobs.look(
            figures.of_receiver, organisation, then=self._show_quarters, failed=self._no_quarters, page=self._turn
        )

    def _show_quarters(self, quarters: Sequence[Quarter]) -> None:
        self.quarters.show_quarters(quarters)

    def _no_quarters(self, _stop: Stop) -> None:
        self.quarters.show_quarters(())

    def _show(self, view: View) -> None:
        self._view = view
        one, faces, today = view.organisation, self._tools.faces, self._tools.clock.today()
        self._name.set_words(value_words(Name(one.name)))
        self.own.show_record(one.id, Organisation.KIND)
        for layout in (self._chips, self._warnings, self._facts, self._services):
            clear(layout)
        self._chips.addWidget(
            Chip(faces, receiver_words.vetting(one.vetting), receiver_words.VETTING_TONES.get(one.vetting, "quiet"))
        )
        stale = view.is_stale
        self._chips.addWidget(
            Chip(faces, receiver_words.checked(one.last_checked, today), "warning" if stale else "quiet")
        )
        if one.retired:
            self._chips.addWidget(Chip(faces, lambda t: t.say("No longer used"), "quiet"))
        if one.never_refer:
            self._warnings.addWidget(Label(faces, receiver_words.never_refer(one), ink="danger", wrap=True))
        if unsafe := receiver_words.unsafe_for(one):
            self._warnings.addWidget(Label(faces, unsafe, ink="danger", wrap=True))
        if safe := receiver_words.safe_for(one):
            self._warnings.addWidget(Label(faces, safe, role="quiet", ink="good", wrap=True))
        self._show_acts(view)
        self._show_facts(one)
        for service in view.services:
            self._services.addWidget(self._service(service))
        if not view.services:
            self._services.addWidget(Label(faces, lambda t: t.say("No service was written down yet."), role="quiet"))

    def _show_acts(self, view: View) -> None:
        for act in (self.edit, self.check, self.retire):
            act.setVisible(view.may_write)
        self.check.setVisible(view.may_write and view.organisation.last_checked != self._tools.clock.today())
        self.retire.set_words(_use(again=view.organisation.retired))

    def _show_facts(self, one: Organisation) -> None:
        hidden = one.street_hidden
        rows: list[tuple[Words, Words | None]] = [
            (lambda t: t.say("Other names"), _text(" · ".join(one.other_names))),
            (lambda t: t.say("Place (governorate or district)"), _text(one.place)),
            (_where(hidden=hidden), _text(vetting.place_shown(one))),
            (lambda t: t.say("Opening hours"), _text(one.hours)),
            (lambda t: t.say("Phone"), value_words(Phone(one.phone)) if one.phone else None),
            (lambda t: t.say("E-mail"), value_words(Email(one.email)) if one.email else None),
            (lambda t: t.say("Contact person"), _text(one.focal_person)),
            (lambda t: t.say("Languages"), receiver_words.codes("language", one.languages) if one.languages else None),
            (lambda t: t.say("Cost"), list_words("cost", one.cost) if one.cost else None),
            (lambda t: t.say("Who vouches"), _text(one.vouched_by)),
            (lambda t: t.say("Note"), (lambda _: free(isolate_free(one.note))) if one.note else None),
        ]
        if hidden:
            rows.insert(3, (lambda t: t.say("Address"), lambda t: t.say("kept hidden; it stands in the form alone")))
        shown = [(label, value) for label, value in rows if value is not None]
        for at, (label, value) in enumerate(shown):
            self._facts.addWidget(Label(self._tools.faces, label, role="caption"), at, 0, _TOP)
            self._facts.addWidget(Label(self._tools.faces, value, wrap=True), at, 1)
        self._facts_card.setVisible(bool(shown))

    def _service(self, service: Service) -> Card:
        faces = self._tools.faces
        card, head = Card(faces), QHBoxLayout()
        head.addWidget(Label(faces, list_words("service", service.sector), role="strong", wrap=True), 1)
        if service.retired:
            head.addWidget(Chip(faces, lambda t: t.say("No longer used"), "quiet"))
        card.body.addLayout(head)
        if service.for_whom or service.cost or service.capacity:
            card.body.addWidget(Label(faces, receiver_words.service_note(service), role="quiet", wrap=True))
        if service.note:
            card.body.addWidget(Label(faces, lambda _: free(isolate_free(service.note)), role="quiet", wrap=True))
        return card

    def _edit(self) -> None:
        if self._view is not None:
            self.edit_wanted.emit(self._view)

    def _check(self) -> None:
        self._change(directory.set_checked)

    def _retire(self) -> None:
        if self._view is not None:
            self._change(directory.set_retired, not self._view.organisation.retired)

    def _change(self, flow: Callable[..., object], *args: object) -> None:
        if self._view is None:
            return
        id_ = self._view.organisation.id
        self._tools.jobs.change(flow, id_, *args, then=lambda _: self.open(id_), failed=self.banner.tell)


def _text(text: str) -> Words | None:
    return value_words(Name(text)) if text.strip() else None


def _use(*, again: bool) -> Words:
    return (lambda t: t.say("Use again")) if again else (lambda t: t.say("Use no longer"))


def _where(*, hidden: bool) -> Words:
    return (lambda t: t.say("Where people are met")) if hidden else (lambda t: t.say("Street and house"))
