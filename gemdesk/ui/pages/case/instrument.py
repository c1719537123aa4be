"""The risk instrument: each factor with its answer, and beside it why the level rose."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain import risk
from gemdesk.flows import cases
from gemdesk.flows import risk as risk_flow
from gemdesk.flows.cases import Draft
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.forms.edit_card import PAUSE
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.tab_order import chain
from gemdesk.ui.told import risk_words
from gemdesk.ui.told.case_words import risk as level_words
from gemdesk.ui.tools import Tools


def _hint(texts: Texts) -> str:
    return texts.say("Only what the person tells or what is plainly to be seen; nobody is questioned for the form.")


class FactorRow(QWidget):
    """One factor: whether it is there, whether it threatens soon, and what it does to the level."""

    answered = Signal()

    def __init__(self, tools: Tools, code: str) -> None:
        super().__init__()
        self.code = code
        faces = tools.faces
        words = list_words("risk_factor", code)
        self.there = Check(faces, words)
        self.soon = Check(faces, lambda t: t.say("{factor}: within the next days", factor=words(t)))
        self._effect = Chip(faces, lambda _: "")
        self._tools = tools
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.there, 1)
        first.addWidget(self._effect)
        self._indent = QWidget()
        second.setSpacing(0)
        second.addWidget(self._indent)
        second.addWidget(self.soon, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)
        for check in (self.there, self.soon):
            check.clicked.connect(lambda _on: self.answered.emit())
        self.tell(None)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment; the second question stands beneath the words of the first."""
        self._indent.setFixedWidth(self._tools.faces.face.look.px(26))

    def set_answer(self, *, there: bool, soon: bool) -> None:
        """Show an answer."""
        self.there.setChecked(there)
        self.soon.setChecked(there and soon)

    def tell(self, cause: risk.Cause | None) -> None:
        """Show what the answer does to the level, and offer the second question where the first is answered."""
        self.soon.setVisible(self.there.isChecked())
        self._effect.setVisible(cause is not None)
        if cause is not None:
            self._effect.set_words(risk_words.raises_to(cause.level), risk_words.TONES[cause.level])


class Instrument(Card):
    """Hidden until an assessment is begun; what is ticked is a draft in the vault until it is saved."""

    saved = Signal()
    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        self._acts = QHBoxLayout()
        super().__init__(tools.faces)
        self._tools, self._case, self._saving = tools, "", False
        faces = tools.faces
        self._rows: dict[str, FactorRow] = {}
        self._factors = QVBoxLayout()
        self._level = Chip(faces, lambda _: "", icon="shield")
        self._why = Label(faces, lambda _: "", wrap=True)
        self.note = Area(faces, lambda t: t.say("Note on the risk"), lines=3)
        self._save = Button(
            faces, lambda t: t.say("Save the assessment"), sort="primary", keys="Ctrl+Return", press=self.save
        )
        self._discard = Button(faces, lambda t: t.say("Discard the changes"), press=self.discard)
        self._build()
        self._pause = Pause(self, PAUSE, self._keep)
        self.note.edited.connect(self._pause.start)
        self.hide()

    def _build(self) -> None:
        faces = self._tools.faces
        self.body.addWidget(Label(faces, lambda t: t.say("Risk assessment"), role="name"))
        self.body.addWidget(Label(faces, _hint, role="quiet", wrap=True))
        self.body.addLayout(self._factors)
        result = Flow()
        result.addWidget(Label(faces, lambda t: t.say("What these answers give:"), role="strong"))
        result.addWidget(self._level)
        self.body.addLayout(result)
        self.body.addWidget(self._why)
        self.body.addWidget(Label(faces, lambda t: t.say("Note on the risk"), role="caption"))
        self.body.addWidget(self.note)
        self._acts.addWidget(self._save)
        self._acts.addWidget(self._discard)
        self._acts.addStretch(1)
        self.body.addLayout(self._acts)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(8))
        self._acts.setSpacing(look.px(10))

    def open(self, case_id: str, factors: tuple[str, ...], imminent: tuple[str, ...], draft: Draft) -> None:
        """Begin an assessment from the answers of the one before, or go on with a draft."""
        self._case = case_id
        self._pause.stop()
        if draft:
            factors, imminent = _codes(draft, "factors"), _codes(draft, "imminent")
        self._make_rows(factors)
        for code, row in self._rows.items():
            row.set_answer(there=code in factors, soon=code in imminent)
        self.note.set_text(str(draft.get("note", "")))
        self._reckon()
        self.show()

    def _make_rows(self, kept: tuple[str, ...]) -> None:
        """A row for each factor that is asked about now, and for those of an older answer."""
        offered = [value.code for value in lists.values("risk_factor").values() if not value.retired]
        wanted = [*offered, *(code for code in kept if code not in offered)]
        if wanted == list(self._rows):
            return
        for row in self._rows.values():
            self._factors.removeWidget(row)
            row.deleteLater()
        self._rows = {code: FactorRow(self._tools, code) for code in wanted}
        for row in self._rows.values():
            row.answered.connect(self._on_answered)
            self._factors.addWidget(row)
        # They are made anew with the list, and stand before what follows them.
        stops: list[QWidget] = [part for row in self._rows.values() for part in (row.there, row.soon)]
        chain([*stops, self.note, self._save, self._discard])

    def is_open(self) -> bool:
        """Whether an assessment is being written, also while another tab is shown."""
        return not self.isHidden()

    def focus(self) -> None:
        """Put the focus on the first factor."""
        for row in self._rows.values():
            row.there.setFocus()
            return

    def answers(self) -> dict[str, Any]:
        """The factors that are there, those that threaten soon, and the note."""
        factors = tuple(code for code, row in self._rows.items() if row.there.isChecked())
        imminent = tuple(code for code in factors if self._rows[code].soon.isChecked())
        return {"factors": factors, "imminent": imminent, "note": self.note.text().strip()}

    def _on_answered(self) -> None:
        self._reckon()
        self._pause.start()

    def _reckon(self) -> None:
        told = self.answers()
        causes = risk.causes(told["factors"], told["imminent"])
        level = causes[0].level
        for code, row in self._rows.items():
            row.tell(risk.raised_by(causes, code))
        self._level.set_words(level_words(level), risk_words.TONES[level])
        reasons = [risk_words.cause(one) for one in risk.deciding(causes)]
        self._why.set_words(lambda t: "\n".join(one(t) for one in reasons))

    # Drafts and saving

    def keep_draft(self) -> None:
        """Keep what was answered since the last time."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        # An answer that takes the last factor away is a draft too.
        body: Draft = {**self.answers(), "begun": True}
        self._tools.jobs.change(cases.keep_draft, risk_flow.place(self._case), body)

    def discard(self) -> None:
        """Close without saving; nothing of it is kept."""
        self._pause.stop()
        self._tools.jobs.change(cases.keep_draft, risk_flow.place(self._case), {})
        self.close_card()

    def close_card(self) -> None:
        """Close; what was kept as a draft stays one."""
        self.hide()
        self.closed.emit()

    def save(self) -> None:
        """Save the assessment, once however often it is asked."""
        if self._saving or not self.is_open():
            return
        self.keep_draft()  # dropped by the saving alone
        self._set_saving(True)
        self._tools.jobs.change(
            risk_flow.assess, self._case, self.answers(), then=lambda _: self._on_saved(), failed=self._on_failed
        )

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._save.setEnabled(not saving)

    def _on_saved(self) -> None:
        self._set_saving(False)
        self._pause.stop()
        self.close_card()
        self.saved.emit()

    def _on_failed(self, stop: Stop) -> None:
        self._set_saving(False)
        self._tools.jobs.trouble.emit(stop)


def _codes(draft: Draft, name: str) -> tuple[str, ...]:
    found = draft.get(name)
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()
