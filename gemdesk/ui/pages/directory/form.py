"""The form of an organisation and its services; the one place where a hidden street is to be seen."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.definition import definition_of
from gemdesk.domain.records import Organisation, Service
from gemdesk.flows import cases, directory
from gemdesk.flows.cases import Draft
from gemdesk.flows.directory import View
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms import draft_values
from gemdesk.ui.forms.editors import Editor
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.tools import Tools

_PAUSE = 400  # milliseconds without a change before the draft is kept
_GROUPS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (lambda t: t.say("Organisation"), ("name", "other_names", "place", "addressee")),
    (
        lambda t: t.say("How people are received there"),
        ("vetting", "safe_for", "unsafe_for", "never_refer", "never_refer_reason", "vouched_by", "last_checked"),
    ),
    (
        lambda t: t.say("Where and when"),
        ("street", "street_hidden", "front_gate", "phone", "email", "focal_person", "hours", "languages", "cost"),
    ),
    (lambda t: t.say("Note"), ("note",)),
)
_SERVICE = ("sector", "for_whom", "cost", "capacity", "note", "retired")


class ServiceForm(Card):
    """One service; a new one may be taken out again before it is saved."""

    left_out = Signal()
    edited = Signal()

    def __init__(self, tools: Tools, service: Service) -> None:
        super().__init__(tools.faces)
        self.id = service.id
        self.touched: set[str] = set()
        names = _SERVICE if service.id else _SERVICE[:-1]
        self.names = names
        self.form = FormView(tools.faces, definition_of(Service), names)
        self.form.set_values({name: getattr(service, name) for name in names})
        self.form.edited.connect(self._on_edited)
        self.body.addWidget(self.form)
        if not service.id:
            drop = Button(
                tools.faces, lambda t: t.say("Leave this service out"), sort="quiet", press=self.left_out.emit
            )
            row = QHBoxLayout()
            row.addWidget(drop)
            row.addStretch(1)
            self.body.addLayout(row)

    def _on_edited(self, name: str) -> None:
        self.touched.add(name)
        self.edited.emit()


class OrganisationForm(QWidget):
    """Saves the organisation and its services in one change; what was typed stays a draft until then."""

    saved = Signal(str)  # the organisation
    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        self._id, self._saving = "", False
        self._edited: set[str] = set()
        faces = tools.faces
        self.banner = Banner(faces)
        self._title = Label(faces, lambda t: t.say("New organisation"), role="title", wrap=True)
        self._scroll = Scroll(faces)
        self._scroll.body.addWidget(self._title)
        self._scroll.body.addWidget(self.banner)
        self.forms: list[FormView] = [self._group(words, names) for words, names in _GROUPS]
        self._scroll.body.addWidget(Label(faces, lambda t: t.say("Services"), role="name"))
        self._services = QVBoxLayout()
        self._scroll.body.addLayout(self._services)
        self.services: list[ServiceForm] = []
        self.add_service = Button(faces, lambda t: t.say("Add a service"), icon="plus", press=self._add_empty)
        row = QHBoxLayout()
        row.addWidget(self.add_service)
        row.addStretch(1)
        self._scroll.body.addLayout(row)
        self._scroll.body.addStretch(1)
        self.save_button = Button(
            faces, lambda t: t.say("Save the organisation"), sort="primary", keys="Ctrl+Return", press=self.save
        )
        self.discard_button = Button(faces, lambda t: t.say("Discard the changes"), press=self.discard)
        self._acts = QHBoxLayout()
        self._acts.addWidget(self.save_button)
        self._acts.addWidget(self.discard_button)
        self._acts.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll, 1)
        self._column.addLayout(self._acts)
        self._pause = Pause(self, _PAUSE, self._keep)
        faces.follow(self.say)

    def _group(self, words: Words, names: Sequence[str]) -> FormView:
        card = Card(self._tools.faces)
        card.body.addWidget(Label(self._tools.faces, words, role="name"))
        form = FormView(self._tools.faces, definition_of(Organisation), names)
        form.edited.connect(self._on_edited)
        card.body.addWidget(form)
        self._scroll.body.addWidget(card)
        return form

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(20)
        self._column.setContentsMargins(side, look.px(12), side, look.px(12))
        self._column.setSpacing(look.px(10))
        self._acts.setSpacing(look.px(10))
        self._services.setSpacing(look.px(8))

    def open(self, view: View | None) -> None:
        """Show an organisation to be changed, or an empty form; what was typed and not saved is taken up."""
        self.keep_draft()
        self._turn.renew()
        one = view.organisation if view else Organisation(id="", name="", last_checked=self._tools.clock.today())
        self._id = one.id
        self._edited.clear()
        self.banner.hide()
        self._title.set_words(_title(one))
        for form, (_words, names) in zip(self.forms, _GROUPS, strict=True):
            form.refuse(())
            form.set_values({name: getattr(one, name) for name in names})
        self._drop_services()
        for service in view.services if view else ():
            self._add(service)
        self._show_reason()
        self._scroll.verticalScrollBar().setValue(0)
        place = directory.place(self._id)
        self._tools.jobs.look(cases.find_draft, place, then=self._take_up, page=self._turn)
        self.forms[0].focus("name")

    def _drop_services(self) -> None:
        for one in self.services:
            self._services.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.services = []

    def _add_empty(self) -> None:
        self._add(Service(id="", organisation=self._id, sector="")).form.focus("sector")

    def _add(self, service: Service) -> ServiceForm:
        made = ServiceForm(self._tools, service)
        made.edited.connect(self._pause.start)
        made.left_out.connect(lambda: self._leave_out(made))
        self.services.append(made)
        self._services.addWidget(made)
        return made

    def _leave_out(self, one: ServiceForm) -> None:
        self.services.remove(one)
        self._services.removeWidget(one)
        one.hide()
        one.deleteLater()
        self._pause.start()

    def _on_edited(self, name: str) -> None:
        self._edited.add(name)
        self._show_reason()
        self._pause.start()

    def _show_reason(self) -> None:
        """Ask for what belongs to a tick only where it is set."""
        reception, where = self.forms[1], self.forms[2]
        for form, tick, asked in (
            (reception, "never_refer", "never_refer_reason"),
            (where, "street_hidden", "front_gate"),
        ):
            ticked = cast("Editor", form.field(tick).editor).value()
            form.field(asked).setVisible(bool(ticked))

    # Drafts

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        body: Draft = {}
        for form in self.forms:
            body |= draft_values.of(Organisation, form, [name for name in self._edited if _has(form, name)])
        services = [[one.id, draft_values.of(Service, one.form, one.touched)] for one in self.services]
        if any(typed for _id, typed in services):
            body["services"] = services
        self._tools.jobs.change(cases.keep_draft, directory.place(self._id), body)

    def _take_up(self, draft: Draft) -> None:
        if not draft or self._edited:
            return
        for form, (_words, names) in zip(self.forms, _GROUPS, strict=True):
            self._edited |= draft_values.put(Organisation, form, names, draft)
        known = {one.id: one for one in self.services if one.id}
        for id_, typed in cast("Sequence[tuple[str, Draft]]", draft.get("services") or ()):
            one = known.get(id_) if id_ else self._add(Service(id="", organisation=self._id, sector=""))
            if one is not None:
                one.touched = draft_values.put(Service, one.form, one.names, typed)
        self._show_reason()
        self.banner.tell_words(lambda t: t.say("Changes that were not saved were taken up."))

    # Saving

    def save(self) -> None:
        """Save everything, once however often it is asked."""
        if self._saving:
            return
        try:
            values: dict[str, object] = {}
            for form in self.forms:
                values |= form.values()
            services: list[tuple[str, Mapping[str, object]]] = [(one.id, one.form.values()) for one in self.services]
        except Refusal:
            return  # the form has said it at the field
        self.keep_draft()  # dropped by the saving alone
        self._set_saving(True)
        self._tools.jobs.change(directory.save, self._id, values, services, then=self._on_saved, failed=self._on_failed)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.save_button.setEnabled(not saving)

    def _on_saved(self, organisation: Organisation) -> None:
        self._set_saving(False)
        self._pause.stop()
        self._edited.clear()
        self.saved.emit(organisation.id)

    def _on_failed(self, stop: Stop) -> None:
        self._set_saving(False)
        first, _, rest = stop.where.partition(".")
        if first == "service" and isinstance(stop, Refusal):
            at, _, name = rest.partition(".")
            self.services[int(at)].form.refuse([Refusal(stop.reason, name, **stop.facts)])
            return
        # Every form is told, so that none goes on showing an older refusal.
        if sum(bool(form.refuse([stop])) for form in self.forms) == len(self.forms):
            self.banner.tell(stop)

    def discard(self) -> None:
        """Close without saving; nothing of it is kept."""
        self._pause.stop()
        self._edited.clear()
        self._tools.jobs.change(cases.keep_draft, directory.place(self._id), {})
        self.closed.emit()

    def close_form(self) -> None:
        """Close; what was typed stays a draft."""
        self.keep_draft()
        self.closed.emit()


def _title(one: Organisation) -> Words:
    return (lambda t: t.say("Change the organisation")) if one.id else (lambda t: t.say("New organisation"))


def _has(form: FormView, name: str) -> bool:
    try:
        form.field(name)
    except KeyError:
        return False
    return True
