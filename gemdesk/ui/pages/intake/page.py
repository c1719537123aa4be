"""The 60-second card: enough to reach and to help a person; everything else is completed later."""

from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows import cases
from gemdesk.flows.cases import Intake
from gemdesk.kernel.errors import Stop
from gemdesk.ui.pages.intake.alike import Alike
from gemdesk.ui.pages.intake.unfinished import Unfinished
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.clipboard import keep_in
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area, Line
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools

_PLACE = "intake"
_PAUSE = 400  # milliseconds without a key before the draft is kept


class IntakePage(QWidget):
    """Takes in a person; what is typed is a draft in the vault until it is saved."""

    done = Signal(str)  # the new case
    case_wanted = Signal(str)  # one that is known already
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._saving, self._begun = tools, False, ""
        faces = tools.faces
        self._name = Line(faces, lambda t: t.say("Chosen name"), longest=200)
        self._address = Segment(faces, lambda t: t.say("Form of address"), choices("address"))
        self._channel = Segment(faces, lambda t: t.say("Channel"), choices("channel"))
        self._number = Line(faces, lambda t: t.say("Number or address"), fixed=True, longest=80)
        for identifying in (self._name, self._number):
            keep_in(identifying)
        self._hours = Line(faces, lambda t: t.say("Safe hours"), longest=200)
        self._word = Line(faces, lambda t: t.say("Code word"), longest=200)
        self._message = Check(faces, lambda t: t.say("A message may be left"))
        self._risks = Segment(faces, lambda t: t.say("Risk now"), choices("risk_factor"), several=True)
        self._need = Line(faces, lambda t: t.say("What is needed first"), longest=200)
        self._note = Area(faces, lambda t: t.say("Note"), lines=3)
        self._alike, self._unfinished = Alike(tools), Unfinished(tools, self.begin_anew)
        self._fields = self._make_fields()
        self._build()
        self._connect()
        self._reset()
        faces.follow(self.say)

    def _make_fields(self) -> dict[str, Field]:
        faces = self._tools.faces
        return {
            "chosen_name": Field(faces, lambda t: t.say("Chosen name"), self._name),
            "address": Field(faces, lambda t: t.say("Form of address"), self._address),
            "channel": Field(faces, lambda t: t.say("Channel"), self._channel),
            "number": Field(faces, lambda t: t.say("Number or address"), self._number),
            "hours": Field(faces, lambda t: t.say("Safe hours"), self._hours),
            "code_word": Field(faces, lambda t: t.say("Code word"), self._word),
            "risk_factors": Field(faces, lambda t: t.say("Risk now"), self._risks),
            "next_step": Field(faces, lambda t: t.say("What is needed first"), self._need),
            "text": Field(faces, lambda t: t.say("Note"), self._note),
        }

    def _build(self) -> None:
        faces = self._tools.faces
        scroll = Scroll(faces)
        title = Label(faces, lambda t: t.say("60-second card"), role="title")
        hint = Label(
            faces,
            lambda t: t.say("Only what is known now. Nothing here is required, and everything can be completed later."),
            role="quiet",
            wrap=True,
        )
        who, contact, need = Card(faces), Card(faces), Card(faces)
        for key in ("chosen_name", "address"):
            who.body.addWidget(self._fields[key])
        contact.body.addWidget(self._fields["channel"])
        self._grid = QGridLayout()
        for at, key in enumerate(("number", "hours", "code_word")):
            self._grid.addWidget(self._fields[key], at // 2, at % 2)
        contact.body.addLayout(self._grid)
        contact.body.addWidget(self._message)
        for key in ("risk_factors", "next_step", "text"):
            need.body.addWidget(self._fields[key])
        for part in (title, hint, self._unfinished, who, self._alike, contact, need):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self._save = Button(
            faces, lambda t: t.say("Save and open the case"), sort="primary", keys="Ctrl+Return", press=self.save
        )
        cancel = Button(faces, lambda t: t.say("Cancel"), press=self.leave)
        acts = QHBoxLayout()
        acts.addWidget(self._save)
        acts.addWidget(cancel)
        acts.addStretch(1)
        self._acts = acts
        self._column = QVBoxLayout(self)
        self._column.addWidget(scroll, 1)
        self._column.addLayout(acts)

    def _connect(self) -> None:
        self._pause = Pause(self, _PAUSE, self._on_pause)
        for line in (self._name, self._number, self._hours, self._word, self._need, self._note):
            line.edited.connect(self._pause.start)
        for segment in (self._address, self._channel, self._risks):
            segment.chosen.connect(self._pause.start)
        self._message.toggled.connect(lambda _on: self._pause.start())
        for line in (self._name, self._number):
            line.edited.connect(self._look_alike)
        for field in self._fields.values():
            editor = cast("Line | Area | Segment", field.editor)
            told = editor.chosen if isinstance(editor, Segment) else editor.edited
            told.connect(partial(field.refuse, None))
        self._alike.case_wanted.connect(self._go_to)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            bind(self, keys, self.save).setAutoRepeat(False)
        bind(self, "Escape", self.leave)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(14))
        self._column.setSpacing(look.px(12))
        self._acts.setSpacing(look.px(10))
        self._grid.setSpacing(look.px(10))

    def _reset(self) -> None:
        for line in (self._name, self._number, self._hours, self._word, self._need):
            line.setText("")
        self._note.set_text("")
        self._address.set_code("avoid")
        self._channel.set_code("phone")
        self._risks.set_codes(())
        self._message.setChecked(False)
        for field in self._fields.values():
            field.refuse(None)
        self._pause.stop()
        self._begun = ""
        self._alike.forget()
        self._unfinished.hide()

    def open(self) -> None:
        """Show an empty card, or the one that was left unfinished."""
        self.keep_draft()
        self._reset()
        self._tools.jobs.look(cases.find_draft, _PLACE, then=self._fill)
        self._name.setFocus()

    def _fill(self, draft: object) -> None:
        if not isinstance(draft, dict) or not draft:
            return
        for key, line in self._lines().items():
            line.setText(str(draft.get(key, "")))
        self._note.set_text(str(draft.get("note", "")))
        self._address.set_code(str(draft.get("address", "avoid")))
        self._channel.set_code(str(draft.get("channel", "phone")))
        self._risks.set_codes(tuple(map(str, draft.get("risk_factors", ()))))
        self._message.setChecked(bool(draft.get("leave_message")))
        self._pause.stop()  # nothing of it is new
        self._begun = str(draft.get("begun", ""))
        self._unfinished.tell(self._begun)
        self._look_alike()

    def begin_anew(self) -> None:
        """Forget the unfinished card and show an empty one."""
        self._reset()
        self._tools.jobs.change(cases.keep_draft, _PLACE, {})
        self._name.setFocus()

    def _look_alike(self) -> None:
        self._alike.typed(self._name.text().strip(), self._number.text().strip())

    def _go_to(self, case_id: str) -> None:
        """Leave for a case that is known already; the card is kept as it is."""
        self.keep_draft()
        self.case_wanted.emit(case_id)

    def _lines(self) -> dict[str, Line]:
        return {
            "chosen_name": self._name,
            "number": self._number,
            "hours": self._hours,
            "code_word": self._word,
            "need": self._need,
        }

    def _card(self) -> Intake:
        texts = {key: line.text().strip() for key, line in self._lines().items()}
        return Intake(
            chosen_name=texts["chosen_name"],
            address=self._address.code() or "avoid",
            channel=self._channel.code() or "none",
            number=texts["number"],
            hours=texts["hours"],
            code_word=texts["code_word"],
            leave_message=self._message.isChecked(),
            risk_factors=self._risks.codes(),
            need=texts["need"],
            note=self._note.text().strip(),
        )

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive() and not self._saving:
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        card = self._card()
        body: cases.Draft = {}
        if card != Intake():
            self._begun = self._begun or self._tools.clock.now().isoformat(timespec="minutes")
            body = {name: getattr(card, name) for name in card.__slots__} | {"begun": self._begun}
        self._tools.jobs.change(cases.keep_draft, _PLACE, body)

    def _on_pause(self) -> None:
        if not self._saving:
            self._keep()

    def leave(self) -> None:
        """Go away; an unfinished card is kept as a draft."""
        self.keep_draft()
        self.left.emit()

    def save(self) -> None:
        """Save the card as person, contact and case, once however often it is asked."""
        if self._saving:
            return
        self._keep()  # dropped by the stored card alone
        self._set_saving(True)
        self._tools.jobs.change(cases.take_in, self._card(), then=self._saved, failed=self._refused)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._save.setEnabled(not saving)

    def _saved(self, case_id: object) -> None:
        self._set_saving(False)
        self._reset()
        self.done.emit(str(case_id))

    def _refused(self, stop: Stop) -> None:
        self._set_saving(False)
        for key, field in self._fields.items():
            field.refuse(stop if key == stop.where else None)
        if stop.where not in self._fields:
            self._tools.jobs.trouble.emit(stop)
