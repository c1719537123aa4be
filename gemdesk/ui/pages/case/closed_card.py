"""A closed case: how long its file is kept, and the way back."""

from PySide6.QtCore import Signal

from gemdesk.flows import closing
from gemdesk.flows.closing import ClosureView
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.pages.case import closing_words as words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area
from gemdesk.ui.tools import Tools


class ClosedCard(Card):
    """Hidden while the case is open."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        self._tools, self._case = tools, ""
        self._keeping, self._reopening = Flow(), Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self._kept = Label(faces, lambda _: "", wrap=True)
        self._day = DateField(faces, lambda t: t.say("To be reviewed on"))
        self._day_field = Field(faces, lambda t: t.say("Look at the file again on"), self._day)
        self.keep = Button(faces, lambda t: t.say("Keep until then"), press=self._keep)
        self.why = Area(faces, lambda t: t.say("Why it is reopened"), lines=2, longest=400)
        self._why_field = Field(faces, lambda t: t.say("Why it is reopened"), self.why)
        self.reopen = Button(faces, lambda t: t.say("Reopen the case"), sort="primary", icon="undo", press=self._reopen)
        self._keeping.addWidget(self.keep)
        self._reopening.addWidget(self.reopen)
        self.body.addWidget(self._kept)
        self.body.addWidget(self._day_field)
        self.body.addLayout(self._keeping)
        self.body.addWidget(self._why_field)
        self.body.addLayout(self._reopening)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))

    def show_view(self, view: ClosureView) -> None:
        """Show how a closed case stands; of another case what was typed goes."""
        kept = words.kept(view)
        self.setVisible(kept is not None)
        if view.case.id != self._case:
            self._case = view.case.id
            self._day.set_text("")
            self.why.set_text("")
            self._refuse(None)
        self._kept.set_words(kept or (lambda _: ""))
        for part in (self._day_field, self.keep, self._why_field, self.reopen):
            part.setVisible(view.may_close)

    def _keep(self) -> None:
        try:
            day = self._day.value()
        except Refusal as stop:
            self._refuse(Refusal(stop.reason, "review_on"))
            return
        self._tools.jobs.change(closing.keep_until, self._case, day, then=self._on_done, failed=self._refuse)

    def _reopen(self) -> None:
        self._tools.jobs.change(closing.reopen, self._case, self.why.text(), then=self._on_done, failed=self._refuse)

    def _on_done(self, _record: object) -> None:
        self._day.set_text("")
        self.why.set_text("")
        self._refuse(None)
        self.saved.emit()

    def _refuse(self, stop: Stop | None) -> None:
        where = stop.where if isinstance(stop, Refusal) else ""
        self._day_field.refuse(stop if where == "review_on" else None)
        self._why_field.refuse(stop if where == "why" else None)
        if stop is not None and where not in ("review_on", "why"):
            self._tools.jobs.trouble.emit(stop)
